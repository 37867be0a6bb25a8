"""Rules about customers, people and roles."""
