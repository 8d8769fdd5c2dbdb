"""Matters, projects and requests as read."""
