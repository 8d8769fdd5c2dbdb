"""Reading: start from access, write nothing."""
