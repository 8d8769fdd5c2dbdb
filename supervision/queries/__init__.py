"""Reads of supervision: start from access, write nothing."""
