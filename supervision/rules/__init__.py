"""What supervision decides by, without a database: one module a subject."""
