"""What git remembers of the records."""
