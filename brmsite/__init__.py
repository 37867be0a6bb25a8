"""Business relationship management as code: records in git, checked and shown as a site."""

__version__ = "0.1.0"
