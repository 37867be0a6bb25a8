"""The handbook's page of rules and findings: what each finds, why it matters, how to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.register.codes import CODES, STAGES, Explained
from brmsite.rules import all_rules
from brmsite.rules.rule import Rule
from brmsite.site.addresses import Here
from brmsite.site.backticks import with_code
from brmsite.site.page import Page
from brmsite.site.shapes import Cell, Column, Empty, Fact, Line, Row, Table, Tag, line
from brmsite.site.status import SEVERITIES
from brmsite.site.words import worded

PATH = "handbook/rules.html"

CLASSES = {
    "S": "The same on any day.",
    "T": (
        "Depends on the day: at most a warning, so that nothing turns red because a day has "
        "passed, unless `--strict-dates` is given."
    ),
    "D": "Compares with another revision.",
}


@dataclass(frozen=True, slots=True)
class RuleSaid:
    """One rule in words; `id` is its name and its anchor."""

    id: str
    tag: Tag
    finds: Line
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ThemeSaid:
    """The rules of one theme."""

    id: str
    heading: str
    rules: tuple[RuleSaid, ...]


@dataclass(frozen=True, slots=True)
class RulesView:
    """All names in one table, then every theme with its rules."""

    table: Table
    themes: tuple[ThemeSaid, ...]


def pages() -> Iterator[Page]:
    """One page with everything that a record can be told."""
    themes = _themes()
    yield Page(
        PATH,
        "pages/handbook_rules.html",
        "Handbook: rules and findings",
        RulesView(_table(themes), themes),
        section="Handbook",
        crumbs=(("Home", "index.html"), ("Handbook", "handbook/index.html")),
    )


def _themes() -> tuple[ThemeSaid, ...]:
    """What files are told by themselves, then what the rules say, theme by theme."""
    codes: dict[str, list[RuleSaid]] = {heading: [] for heading in STAGES.values()}
    for explained in CODES.values():
        codes[STAGES[explained.stage]].append(_code(explained))
    rules: dict[str, list[RuleSaid]] = {}
    for rule in all_rules().values():
        rules.setdefault(f"Rules: {worded(rule.theme).lower()}", []).append(_rule(rule))
    return tuple(
        ThemeSaid(f"theme-{number}", heading, tuple(said))
        for number, (heading, said) in enumerate({**rules, **codes}.items(), 1)
    )


def _rule(rule: Rule) -> RuleSaid:
    facts = (
        Fact("Why", (with_code(rule.why),)),
        Fact("How to mend", (with_code(rule.mend),)),
        Fact("When", (with_code(CLASSES[rule.rule_class]),)),
    )
    return RuleSaid(rule.name, SEVERITIES[rule.severity], with_code(rule.finds), facts)


def _code(explained: Explained) -> RuleSaid:
    facts = (
        Fact("Why", (with_code(explained.why),)),
        Fact("How to mend", (with_code(explained.mend),)),
    )
    tag = SEVERITIES[explained.severity]
    return RuleSaid(explained.name, tag, with_code(explained.finds), facts)


def _table(themes: tuple[ThemeSaid, ...]) -> Table:
    here = Here(PATH)
    return Table(
        "rules",
        "Rules and findings",
        (Column("Name"), Column("Severity", "status"), Column("About")),
        tuple(
            Row(
                (
                    Cell((here.page(said.id, PATH, said.id),)),
                    Cell((said.tag,)),
                    Cell(line(theme.heading.removeprefix("Rules: ").capitalize())),
                )
            )
            for theme in themes
            for said in theme.rules
        ),
        Empty("No rules."),
        controls=True,
        quiet=True,
        compact=True,
    )
