"""What is wrong across records, on a given day: one rule a file, found by its place.

A rule is a file `rules/<theme>/<name>.py` with a docstring (what it finds; `Why:`; `Mend:`), a
`SEVERITY`, a `CLASS` and `check(...)`, which names what it needs as parameters and yields
findings. `CLASS` is `S` where the result is the same on any day, `T` where it depends on the
as-of date, `D` where it compares with another revision.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from brmsite.ground.diagnostic import Diagnostic, Label, Severity
from brmsite.ground.span import Span
from brmsite.insight import Insight
from brmsite.register.register import is_written, key_span, value_span
from brmsite.rules.chosen import is_waived, severity_of
from brmsite.rules.finding import Finding
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
    took: Callable[[str], None] = lambda _name: None,
) -> Iterator[Diagnostic]:
    """Everything that the rules find.

    Rules whose result depends on the day report at most a warning, so that a pull request does
    not turn red because a day has passed; with `strict_dates` they keep their own severity. The
    settings may give a rule another severity, and a record may waive a rule for a while. `took`
    is told the name of each rule when it has run.
    """
    for rule in all_rules().values():
        severity = severity_of(rule, settings)
        if severity is not None:
            if rule.rule_class == "T" and not strict_dates:
                severity = min(severity, Severity.warning)
            yield from findings_of(rule, insight, severity, as_of)
        took(rule.name)


def findings_of(
    rule: Rule, insight: Insight, severity: Severity, as_of: date | None = None
) -> Iterator[Diagnostic]:
    """What one rule finds, at most this severe; waivers count on a day."""
    for finding in insight.ask(rule.check):
        if as_of is None or not is_waived(rule, finding, as_of):
            yield _diagnostic(rule.name, min(severity, finding.severity or severity), finding)


def _diagnostic(code: str, severity: Severity, finding: Finding) -> Diagnostic:
    span, placed = _place(finding)
    return Diagnostic(
        code=code,
        severity=severity,
        message=finding.message,
        span=span,
        label=finding.label,
        labels=tuple(
            Label(value_span(other.record, other.path), other.text) for other in finding.others
        ),
        hint=finding.hint,
        pointer=pointer(finding.path),
        address=finding.record.address if finding.record else finding.address,
        placed=placed,
    )


def _place(finding: Finding) -> tuple[Span, bool]:
    """Where to point, and whether that is the fault itself rather than the nearest anchor."""
    record, path = finding.record, finding.path
    if finding.span is not None:
        return finding.span, record is not None
    if record is None:
        raise LookupError(f"a finding without a record has no span: {finding.message}")
    span_of = key_span if finding.on == "key" else value_span
    return span_of(record, path), bool(path) and is_written(record, path)


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
