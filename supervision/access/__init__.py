"""Who may read what of supervision, one module a subject."""
