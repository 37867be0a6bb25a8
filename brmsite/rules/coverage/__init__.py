"""Rules about what customers use, and whether anything is agreed about it."""
