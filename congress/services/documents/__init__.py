"""Commands on official documents."""
