"""Answers: what the office tells a laptop, and what the laptop makes of it."""
