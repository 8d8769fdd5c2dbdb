"""The queries of supervision."""
