"""Commands on meetings, one module a subject."""
