"""Why a site cannot be drawn."""

from __future__ import annotations


class LayoutError(Exception):
    """A layout is missing or wrong; the message names the file and line."""
