"""Template filters and tags of the house."""
