"""Rules about service level reports: was it measured, was it met, and what was done about it."""
