"""Rules about change requests: inside or outside what is agreed."""
