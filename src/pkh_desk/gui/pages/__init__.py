"""The pages: what each place of the navigation shows, and the pages opened on top of it."""
