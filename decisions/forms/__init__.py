"""Forms of matters, projects and requests."""
