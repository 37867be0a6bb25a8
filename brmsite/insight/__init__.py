"""What follows from the register on a given day: one fact a file, asked for by name.

A fact, a rule, a page or an export names what it needs as parameters (`register`, `settings`,
`settings_file`, `as_of`, `attachments`, `compared`, which is what changed since a base, `earlier`,
which reads former texts of records, `on_day`, which asks for facts of another day, or any fact:
`terms`, `mandates` ...), as tests name fixtures.
The resolver here hands each over, computed once. Nothing but the resolver sees them all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from inspect import signature
from pkgutil import iter_modules
from typing import Any, Protocol, TypeVar

from brmsite.ground.later import Later
from brmsite.ground.step import Step
from brmsite.kinds.base import Common
from brmsite.register.answers import Answers
from brmsite.register.asked import Asked, Change
from brmsite.register.register import Record

T = TypeVar("T")


class OnDay(Protocol):
    """Calls a function with what follows from the register and the settings on another day."""

    def __call__(self, day: date, function: Callable[..., T], /) -> T:
        """What the function gives."""


ON_DAY = "on_day"


@dataclass(frozen=True, slots=True)
class _Fact:
    """A fact that was computed: what it names, and what it asked of the register while and since,
    where that was noted."""

    value: Any
    names: tuple[str, ...]
    asked: Asked | None


class Insight:
    """The inputs of one examination and the facts computed from them so far. `took` is told each
    fact when it is computed, those it rests on first. With `noting`, each fact notes what it asks
    of the register, so that `after` can tell which of them an edit leaves as they are. An input
    may be a value for `Later`; `facts` are derived by these functions, beside those of this
    room."""

    def __init__(
        self,
        *,
        took: Callable[[Step], None] = lambda _step: None,
        noting: bool = False,
        facts: Mapping[str, Callable[..., Any]] | None = None,
        **inputs: Any,
    ) -> None:
        self._inputs = inputs
        self._derives = dict(facts or {})
        self._facts: dict[str, _Fact] = {}
        self._answers: dict[str, Mapping[Hashable, Answers]] = {}
        self._days: dict[date, Insight] = {}
        self._noting = noting
        self._took = took

    def ask(self, function: Callable[..., T]) -> T:
        """Call a function with everything that its parameters name."""
        return function(**{name: self._value(name) for name in _names(function)})

    def knowing(
        self, facts: Mapping[str, Callable[..., Any]] | None = None, **inputs: Any
    ) -> Insight:
        """The same examination, with more inputs that no fact names, and more facts by the
        functions that derive them."""
        more = Insight(
            took=self._took,
            noting=self._noting,
            facts=self._derives | dict(facts or {}),
            **self._inputs,
            **inputs,
        )
        more._facts, more._answers, more._days = self._facts, self._answers, self._days
        return more

    def after(self, change: Change, **inputs: Any) -> Insight:
        """The examination after an edit, with these inputs in place of the former ones: facts that
        the change does not concern are taken over."""
        later = Insight(
            took=self._took, noting=True, facts=self._derives, **(self._inputs | inputs)
        )
        # Another thread may still be computing facts of this state: what it adds is left to it.
        facts = dict(self._facts)
        later._answers = dict(self._answers)
        for name, fact in facts.items():
            if fact.asked is not None:
                later._answers[name] = fact.asked.answers
        changed = {name for name, value in inputs.items() if value is not self._inputs[name]}
        for day, there in list(self._days.items()):
            later._days[day] = there.after(change, register=inputs["register"])
            if not later._days[day].has_all_of(there):
                changed.add(ON_DAY)
        for name in facts:
            self._take_over(name, later, change, changed - {"register"}, {})
        return later

    def has_all_of(self, before: Insight) -> bool:
        """Whether every fact that was computed before is known here."""
        return self._facts.keys() >= before._facts.keys()

    def _take_over(
        self, name: str, later: Insight, change: Change, changed: set[str], done: dict[str, bool]
    ) -> bool:
        """Let a fact stay if all it rests on stays; whether it does."""
        if name in later._facts:
            return True
        if name not in done:
            fact = self._facts.get(name)
            done[name] = (
                fact is not None
                and fact.asked is not None
                and not change.concerns(fact.asked)
                and all(
                    each not in changed
                    if each in self._inputs or each == ON_DAY
                    else self._take_over(each, later, change, changed, done)
                    for each in fact.names
                )
            )
            if done[name] and fact is not None:
                later._facts[name] = fact
        return done[name]

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
        if name == ON_DAY:
            return self._on_day
        if name in self._inputs:
            value = self._inputs[name]
            return value.get() if isinstance(value, Later) else value
        if name not in self._facts:
            derive = self._derives.get(name)
            if derive is None and name not in fact_names():
                raise LookupError(f"nothing is called `{name}`: neither an input nor a fact")
            derive = derive or import_module(f"{__name__}.{name}").derive
            self._facts[name] = self._derived(derive, self._answers.get(name, {}))
            self._took(Step("fact", name))
        return self._facts[name].value

    def _on_day(self, day: date, function: Callable[..., T]) -> T:
        if day not in self._days:
            inputs = {name: self._inputs[name] for name in ("register", "settings")}
            self._days[day] = Insight(noting=self._noting, as_of=day, **inputs)
        return self._days[day].ask(function)

    def _derived(self, derive: Callable[..., Any], known: Mapping[Hashable, Answers]) -> _Fact:
        names = _names(derive)
        values = {name: self._value(name) for name in names}
        asked = Asked(known) if self._noting else None
        if asked is not None and "register" in values:
            values["register"] = values["register"].noting(asked)
        return _Fact(derive(**values), names, asked)


def _names(function: Callable[..., Any]) -> tuple[str, ...]:
    return tuple(signature(function).parameters)


@cache
def fact_names() -> tuple[str, ...]:
    """The derived facts, by the names of their files."""
    return tuple(found.name for found in iter_modules(__path__))
