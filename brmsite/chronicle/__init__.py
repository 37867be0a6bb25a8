"""What happened to every record, told by field, from what git remembers."""
