"""What a project says of rules: how much they weigh, and which findings it accepts for a while."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.span import START, Extent, Span
from brmsite.ground.words import close_word
from brmsite.register.places import Place, locate
from brmsite.register.register import Register
from brmsite.rules.finding import Finding
from brmsite.rules.rule import Rule
from brmsite.settings import Settings
from brmsite.source.yaml_text import Places, pointer


def severity_of(rule: Rule, settings: Settings) -> Severity | None:
    """How much a rule weighs here: as the settings say for it, or for its theme, or as it says
    itself; None where it is off."""
    chosen = settings.rules.get(rule.name) or settings.rules.get(rule.theme)
    if chosen is None:
        return rule.severity
    return None if chosen.severity == "off" else Severity[chosen.severity]


def is_waived(rule: Rule, finding: Finding, as_of: date) -> bool:
    """Whether the record accepts findings of this rule on this day."""
    waivers = finding.record.fields.waivers if finding.record is not None else ()
    return any(waiver.rule == rule.name and as_of <= waiver.until for waiver in waivers)


def wrong_names(
    register: Register, settings: Settings, places: Places, path: str, rules: dict[str, Rule]
) -> Iterator[Diagnostic]:
    """Names of rules, in the settings and in waivers, that no rule has.

    `places` and `path` are those of the settings file.
    """
    themes = {rule.theme for rule in rules.values()}
    for name in settings.rules:
        if name not in rules and name not in themes:
            here = places.key(("rules", name)) or Extent(START, START)
            yield _unknown(name, {*rules, *themes}, Span(path, *here), f"rules.{name}", "")
    waived = {
        Place(record, ("waivers", index, "rule")): waiver.rule
        for record in register
        for index, waiver in enumerate(record.fields.waivers)
        if waiver.rule not in rules
    }
    for place, located in locate(waived).items():
        where, address = pointer(place.path), place.record.address
        yield _unknown(waived[place], set(rules), located.span, where, address)


def _unknown(name: str, known: set[str], span: Span, where: str, address: str) -> Diagnostic:
    near = close_word(name, sorted(known))
    return Diagnostic(
        "unknown-rule",
        Severity.error,
        f"no rule is called `{name}`" + (f", did you mean `{near}`?" if near else ""),
        span,
        hint="`brmsite rules` lists them",
        pointer=where,
        address=address,
    )
