"""The voices: each turns a report into one text."""
