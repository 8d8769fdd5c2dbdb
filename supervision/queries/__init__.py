"""What supervision reads; writes nothing."""
