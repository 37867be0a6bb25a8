"""Draws time against size, both by powers of ten, as SVG: the same figures give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 44, 54
COLOURS = ("#0b5fb0", "#c2410c", "#4d7c0f", "#7e22ce", "#0f766e", "#a16207", "#be185d")
LINE_OF_WORDS = 15
"""The least distance of two names at the ends of lines."""

Points = Sequence[tuple[int, float]]


def drawn(title: str, lines: Mapping[str, Points]) -> str:
    """A drawing of lines by their names; each point is a number of records and seconds, both more
    than 0. Lines without points are left out."""
    shown = {name: sorted(points) for name, points in lines.items() if points}
    sizes = [size for points in shown.values() for size, _ in points] or [1]
    times = [seconds for points in shown.values() for _, seconds in points] or [1.0]
    across = _Scale(log10(min(sizes)), log10(max(sizes)), LEFT, WIDTH - RIGHT)
    up = _Scale(floor(log10(min(times))), ceil(log10(max(times))), HEIGHT - BOTTOM, TOP)
    parts = [*_grid(across, up, sorted(set(sizes))), *_lines(across, up, shown)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12">\n<title>{escape(title)}</title>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n'
        f'<text x="{LEFT}" y="22" font-size="14">{escape(title)}</text>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


class _Scale:
    """From powers of ten to places."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        # One size alone stands in the middle.
        self.low, self.high = (low, high) if high > low else (low - 0.5, low + 0.5)
        self.start, self.end = start, end

    def at(self, value: float) -> float:
        """The place of a value."""
        part = (log10(value) - self.low) / (self.high - self.low)
        return self.start + part * (self.end - self.start)


def _grid(across: _Scale, up: _Scale, sizes: Sequence[int]) -> Iterator[str]:
    for power in range(floor(up.low), ceil(up.high) + 1):
        y = up.at(10.0**power)
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>'
    for size in sizes:
        x = across.at(size)
        yield f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>'
        place = f'x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}"'
        yield f'<text {place} text-anchor="middle">{size:,}</text>'
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield f'<text x="{middle:g}" y="{HEIGHT - 14}" text-anchor="middle">records</text>'


def _lines(across: _Scale, up: _Scale, shown: Mapping[str, Points]) -> Iterator[str]:
    ends = _apart({name: up.at(points[-1][1]) for name, points in shown.items()})
    for number, (name, points) in enumerate(shown.items()):
        colour = COLOURS[number % len(COLOURS)]
        places = [(across.at(size), up.at(seconds)) for size, seconds in points]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for x, y in places:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
        x, y = places[-1]
        yield (
            f'<path d="M{x + 5:.1f} {y:.1f}L{WIDTH - RIGHT + 12} {ends[name]:.1f}" '
            f'fill="none" stroke="{colour}" stroke-dasharray="2 3"/>'
        )
        place = f'x="{WIDTH - RIGHT + 16}" y="{ends[name] + 4:.1f}"'
        yield f'<text {place} fill="{colour}">{escape(name)}</text>'


def _apart(wanted: Mapping[str, float]) -> dict[str, float]:
    """Heights of names, as near to those wanted as leaves each of them a line of its own."""
    found: dict[str, float] = {}
    last = float("-inf")
    for name, height in sorted(wanted.items(), key=lambda one: one[1]):
        last = max(height, last + LINE_OF_WORDS)
        found[name] = last
    return found
