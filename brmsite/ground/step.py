"""One step of an examination, as it is told to whoever measures the time; nobody below does."""

from __future__ import annotations

from typing import Literal, NamedTuple

Sort = Literal["step", "fact", "rule"]
"""A stage of the way, a fact derived from the register, or a rule."""


class Step(NamedTuple):
    """Something that is done, by its sort and name."""

    sort: Sort
    name: str
