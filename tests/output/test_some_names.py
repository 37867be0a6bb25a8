"""Names of files that somebody else chose are told so that no terminal obeys them."""

from __future__ import annotations

import pytest

from brmsite.output.some_names import some_names


@pytest.mark.parametrize(
    "paths, told",
    [
        (["a.html"], "`a.html`"),
        (["a/b c.html", "größe.html"], "`a/b c.html` and `größe.html`"),
        (["a", "b", "c"], "`a`, `b` and `c`"),
        (["a", "b", "c", "d"], "`a`, `b`, `c` and 1 more"),
        ([*"abc", *map(str, range(2_000))], "`a`, `b`, `c` and 2,000 more"),
        (["a\x1b[2J", "b\nc"], r"`a\x1b[2J` and `b\nc`"),
        (["\udcff", "\u202e"], r"`\udcff` and `\u202e`"),
    ],
)
def test_the_first_few_are_named(paths: list[str], told: str) -> None:
    assert some_names(paths) == told
