"""Rules of the house in plain Python: they decide and compute, and never store or word anything."""
