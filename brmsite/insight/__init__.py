"""What follows from the register on a given day: one fact a file, asked for by name.

A fact, a rule, a page or an export names what it needs as parameters (`register`, `settings`,
`settings_file`, `as_of`, `attachments`, or any fact: `terms`, `mandates` ...), as tests name
fixtures. The resolver here hands each over, computed once. Nothing but the resolver sees them all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from inspect import signature
from pkgutil import iter_modules
from typing import Any, TypeVar

from brmsite.ground.step import Step
from brmsite.kinds.base import Common
from brmsite.register.register import Record

T = TypeVar("T")


class Insight:
    """The inputs of one examination and the facts computed from them so far. `took` is told each
    fact when it is computed, those it rests on first."""

    def __init__(self, *, took: Callable[[Step], None] = lambda _step: None, **inputs: Any) -> None:
        self._known: dict[str, Any] = dict(inputs)
        self._took = took

    def ask(self, function: Callable[..., T]) -> T:
        """Call a function with everything that its parameters name."""
        return function(**{name: self._value(name) for name in signature(function).parameters})

    def knowing(self, **inputs: Any) -> Insight:
        """The same examination, with more inputs."""
        return Insight(**self._known, **inputs)

    def about(self, record: Record[Common]) -> dict[str, dict[str, Any]]:
        """What the facts say of one record, as plain data by the fact's name.

        A fact speaks of records when its file has a function `about(fact, record)`, which gives
        nothing for records that it does not concern.
        """
        said: dict[str, dict[str, Any]] = {}
        for name in fact_names():
            about = getattr(import_module(f"{__name__}.{name}"), "about", None)
            if about is not None and (found := about(self._value(name), record)):
                said[name] = found
        return said

    def _value(self, name: str) -> Any:
        if name not in self._known:
            if name not in fact_names():
                raise LookupError(f"nothing is called `{name}`: neither an input nor a fact")
            self._known[name] = self.ask(import_module(f"{__name__}.{name}").derive)
            self._took(Step("fact", name))
        return self._known[name]


@cache
def fact_names() -> tuple[str, ...]:
    """The derived facts, by the names of their files."""
    return tuple(found.name for found in iter_modules(__path__))
