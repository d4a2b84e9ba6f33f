"""What a worker can look at: what the office does: decisions, config, reports."""
