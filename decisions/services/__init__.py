"""Commands on matters, projects and requests."""
