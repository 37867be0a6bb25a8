"""The voices in which a change is told, one a file."""
