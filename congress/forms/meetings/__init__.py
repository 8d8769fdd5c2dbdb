"""Forms of meetings, one module a subject."""
