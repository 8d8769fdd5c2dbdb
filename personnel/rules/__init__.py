"""What personnel decides in plain Python."""
