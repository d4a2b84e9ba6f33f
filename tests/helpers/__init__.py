"""What the tests share: a clock, seeded ids, real desks in temporary homes."""
