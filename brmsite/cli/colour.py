"""Whether to use colour: only on a terminal, never against somebody's wish."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from brmsite.cli.choice import OneOf

C = TypeVar("C", bound=Callable[..., Any])


def color_option(function: C) -> C:
    """The option `--color`, decided by the terminal by default."""
    return click.option(
        "--color",
        type=OneOf(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        show_envvar=True,
        help="Use colour; `auto` means on a terminal where NO_COLOR is not set.",
    )(function)


def wants_colour(choice: str) -> bool:
    """The decision for standard output (see no-color.org)."""
    if choice != "auto":
        return choice == "always"
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )
