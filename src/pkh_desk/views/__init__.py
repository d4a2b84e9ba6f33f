"""WHAT A WORKER CAN LOOK AT: a fixed number of SELECTs into small frozen dataclasses."""
