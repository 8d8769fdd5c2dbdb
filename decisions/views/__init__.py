"""Pages of matters, projects and requests."""
