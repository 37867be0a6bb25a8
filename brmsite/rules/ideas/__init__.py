"""Rules about ideas and value: wishes with their verdicts, and what customers attest."""
