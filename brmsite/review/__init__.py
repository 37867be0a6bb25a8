"""A change for those who must judge it: what it says, what follows from it, and who must agree."""
