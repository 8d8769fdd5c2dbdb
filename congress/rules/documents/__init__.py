"""Official documents: their kinds, their life, their numbers."""
