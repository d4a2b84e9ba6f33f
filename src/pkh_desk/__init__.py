"""PKH Desk: the offline desk of a pendamping and of the district office."""
