"""What is wrong across records, on a given day: one rule a file, found by its place.

A rule is a file `rules/<theme>/<name>.py` with a docstring (what it finds; `Why:`; `Mend:`), a
`SEVERITY`, a `CLASS` and `check(...)`, which names what it needs as parameters and yields
findings. `CLASS` is `S` where the result is the same on any day, `T` where it depends on the
as-of date, `D` where it compares with another revision.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from brmsite.ground.diagnostic import Diagnostic, Label, Severity
from brmsite.ground.shelf import NOTHING_KEPT, Shelf
from brmsite.ground.step import Step
from brmsite.insight import Insight
from brmsite.kinds.base import Common
from brmsite.register.kept_places import locate_again
from brmsite.register.places import Located, Place
from brmsite.register.register import Record
from brmsite.rules.chosen import is_waived, severity_of
from brmsite.rules.finding import Elsewhere, Finding
from brmsite.rules.rule import Rule
from brmsite.settings import Settings
from brmsite.source.yaml_text import pointer


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by its name, themes and names in order of the alphabet."""
    themes = sorted(found.name for found in iter_modules(__path__) if found.ispkg)
    rules = (_rule(theme, module) for theme in themes for module in _modules(theme))
    return {rule.name: rule for rule in rules}


def run_rules(
    insight: Insight,
    settings: Settings,
    as_of: date,
    strict_dates: bool = False,
    took: Callable[[Step], None] = lambda _step: None,
    shelf: Shelf = NOTHING_KEPT,
) -> tuple[Diagnostic, ...]:
    """Everything that the rules find.

    Rules whose result depends on the day report at most a warning, so that a pull request does
    not turn red because a day has passed; with `strict_dates` they keep their own severity. The
    settings may give a rule another severity, and a record may waive a rule for a while. `took`
    is told each rule when it has run, and when the places of all findings are found; those that
    were found before are on the `shelf`.
    """
    found: list[_Found] = []
    for rule in all_rules().values():
        severity = severity_of(rule, settings)
        if severity is not None:
            if rule.rule_class == "T" and not strict_dates:
                severity = min(severity, Severity.warning)
            found.extend(_found(rule, insight, severity, as_of))
            took(Step("rule", rule.name))
    diagnostics = _diagnostics(found, shelf)
    took(Step("step", "finding the places of findings"))
    return diagnostics


def findings_of(
    rule: Rule, insight: Insight, severity: Severity, as_of: date | None = None
) -> tuple[Diagnostic, ...]:
    """What one rule finds, at most this severe; waivers count on a day."""
    return _diagnostics(tuple(_found(rule, insight, severity, as_of)))


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding with the name of its rule and what it weighs here; it has no place yet."""

    rule: str
    severity: Severity
    finding: Finding


def _found(
    rule: Rule, insight: Insight, severity: Severity, as_of: date | None
) -> Iterator[_Found]:
    for finding in insight.ask(rule.check):
        if as_of is None or not is_waived(rule, finding, as_of):
            yield _Found(rule.name, min(severity, finding.severity or severity), finding)


def _diagnostics(found: Sequence[_Found], shelf: Shelf = NOTHING_KEPT) -> tuple[Diagnostic, ...]:
    """The findings with their places. These are looked up together, so that a file is read again
    once and not for each of its findings."""
    wanted = (place for each in found for place in _places(each.finding))
    located = locate_again(wanted, shelf)
    return tuple(_diagnostic(each, located) for each in found)


def _places(finding: Finding) -> Iterator[Place]:
    """The place of a finding itself, where its record has one, and those of its labels."""
    if finding.record is not None:
        yield _place(finding, finding.record)
    for other in finding.others:
        yield _place_of(other)


def _place(finding: Finding, record: Record[Common]) -> Place:
    return Place(record, finding.path, finding.on, finding.in_text)


def _place_of(other: Elsewhere) -> Place:
    return Place(other.record, other.path, in_text=other.in_text)


def _diagnostic(each: _Found, located: Mapping[Place, Located]) -> Diagnostic:
    finding, record = each.finding, each.finding.record
    if record is not None:
        span, is_exact = located[_place(finding, record)]
    elif finding.span is not None:
        span, is_exact = finding.span, False
    else:
        raise LookupError(f"a finding without a record has no span: {finding.message}")
    return Diagnostic(
        code=each.rule,
        severity=each.severity,
        message=finding.message,
        span=span,
        label=finding.label,
        labels=tuple(Label(located[_place_of(other)].span, other.text) for other in finding.others),
        hint=finding.hint,
        pointer=pointer(finding.path),
        address=record.address if record is not None else finding.address,
        placed=is_exact,
    )


def _modules(theme: str) -> Iterator[ModuleType]:
    package = import_module(f"{__name__}.{theme}")
    for found in sorted(iter_modules(package.__path__), key=lambda module: module.name):
        yield import_module(f"{package.__name__}.{found.name}")


_DOCSTRING = re.compile(
    r"(?P<finds>.+?)\n\s*Why:\s*(?P<why>.+?)\n\s*Mend:\s*(?P<mend>.+)", re.DOTALL
)


def _rule(theme: str, module: ModuleType) -> Rule:
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    said = _DOCSTRING.match(module.__doc__ or "")
    if said is None:
        raise LookupError(f"the rule {name} must say what it finds, `Why:` and `Mend:`")
    finds, why, mend = (" ".join(said[part].split()) for part in ("finds", "why", "mend"))
    return Rule(name, theme, finds, why, mend, module.SEVERITY, module.CLASS, module.check)
