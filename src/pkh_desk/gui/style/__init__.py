"""How everything looks: colours, faces, icons, the one style sheet."""
