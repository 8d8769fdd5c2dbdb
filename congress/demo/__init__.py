"""A deterministic, believable county; nobody in it exists."""
