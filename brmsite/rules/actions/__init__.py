"""Rules about actions: who does what by when."""
