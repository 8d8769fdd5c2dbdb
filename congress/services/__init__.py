"""Commands, one transaction each, and what they share."""
