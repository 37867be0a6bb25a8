"""Rules about references between records."""
