"""Rules about what customers intend and need, and who decides on it."""
