"""Pages of deliberation opinions."""
