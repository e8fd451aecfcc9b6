"""Realistic registers of any size, for measuring and for trying replays (``scripts/load``)."""
