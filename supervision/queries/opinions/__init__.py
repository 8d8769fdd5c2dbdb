"""Reads of deliberation opinions."""
