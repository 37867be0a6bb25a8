"""Arrows as pieces of an SVG path: across between two sides, up and down within one."""

from __future__ import annotations


def across(x1: int, x2: int, y: int) -> str:
    """A level line with a head at each end."""
    heads = f"M{x1 + 6} {y - 4}l-6 4l6 4M{x2 - 6} {y - 4}l6 4l-6 4"
    return f"M{x1} {y}H{x2}{heads}"


def down(x: int, y1: int, y2: int) -> str:
    """From `y1` down to `y2`."""
    return f"M{x} {y1}V{y2}M{x - 4} {y2 - 6}l4 6l4 -6"


def up(x: int, y1: int, y2: int) -> str:
    """From `y2` up to `y1`."""
    return f"M{x} {y2}V{y1}M{x - 4} {y1 + 6}l4 -6l4 6"
