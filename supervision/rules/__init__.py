"""What supervision decides; stores nothing."""
