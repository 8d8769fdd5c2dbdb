"""What the pages of personnel show."""
