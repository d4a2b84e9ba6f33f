"""What a worker can do: what the office does: decisions, config, reports."""
