"""Forms of supervision, one module a subject."""
