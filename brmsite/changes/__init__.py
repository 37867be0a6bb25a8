"""What differs between two states of the records, by record and field, and what it weighs."""
