"""PKH Desk: the offline desk of a pendamping and of the district office."""

__version__ = "0.1.0"
