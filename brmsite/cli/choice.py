"""One of several words that a person typed, with a suggestion where it is none of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import click

from brmsite.ground.words import close_word

T = TypeVar("T")


def close_choice(what: str, typed: str, offered: Mapping[str, T]) -> T:
    """The value that was named; a wrong name is a usage error with a suggestion."""
    if typed in offered:
        return offered[typed]
    near = close_word(typed, offered)
    meant = f", did you mean `{near}`?" if near else f"; there are: {', '.join(sorted(offered))}"
    raise click.UsageError(f"there is no {what} `{typed}`{meant}")


class OneOf(click.Choice[str]):
    """A choice of words that suggests the nearest one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        words = {str(word): str(word) for word in self.choices}
        if value not in words and (near := close_word(str(value), words)):
            self.fail(f"`{value}` is not one of {', '.join(words)}; did you mean `{near}`?", param)
        return super().convert(value, param, ctx)
