"""Rules about projects: what their plans and statuses must say."""
