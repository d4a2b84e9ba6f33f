"""WHAT A WORKER CAN DO: one function an act, one transaction an act."""
