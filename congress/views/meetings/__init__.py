"""Pages of meetings, one module a subject."""
