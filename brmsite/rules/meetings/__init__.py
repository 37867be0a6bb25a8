"""Rules about meetings and what is decided in them."""
