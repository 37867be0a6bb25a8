"""Rules about safety: what records should not say of people."""
