"""Pages of the office's window: dashboard, inbox, decisions, laptops."""
