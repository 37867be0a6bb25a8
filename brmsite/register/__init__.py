"""Checked records and the links between them."""
