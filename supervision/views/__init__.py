"""Pages of supervision, one module a subject."""
