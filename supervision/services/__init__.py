"""The commands of supervision."""
