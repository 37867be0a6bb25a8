"""Values every floor may use; standard library only."""
