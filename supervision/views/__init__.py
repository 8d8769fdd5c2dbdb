"""The views of supervision."""
