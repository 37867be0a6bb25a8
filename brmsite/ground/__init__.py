"""Values every floor may use; of libraries only msgspec, which makes the small ones."""
