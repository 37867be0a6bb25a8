"""The handbook's page of rules and findings: what each finds, why it matters, how to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.register.codes import CODES, STAGES, Explained
from brmsite.rules import all_rules
from brmsite.rules.rule import Rule
from brmsite.site.addresses import Here
from brmsite.site.backticks import with_code
from brmsite.site.how_to_items import answers_about
from brmsite.site.language import N_, _, said
from brmsite.site.page import Page
from brmsite.site.shapes import Cell, Column, Empty, Fact, Line, Row, Table, Tag, line
from brmsite.site.status import SEVERITIES
from brmsite.site.words import worded

PATH = "handbook/rules.html"

CLASSES = {
    "S": N_("The same on any day."),
    "T": N_(
        "Depends on the day: at most a warning, so that nothing turns red because a day has "
        "passed, unless `--strict-dates` is given."
    ),
    "D": N_("Compares with another revision."),
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

    def view() -> RulesView:
        themes = _themes()
        return RulesView(_table(themes), themes)

    yield Page(
        PATH,
        "pages/handbook_rules.html",
        _("Handbook: rules and findings"),
        view,
        section="Handbook",
        crumbs=((_("Home"), "index.html"), (_("Handbook"), "handbook/index.html")),
    )


def _themes() -> tuple[ThemeSaid, ...]:
    """What files are told by themselves, then what the rules say, theme by theme."""
    codes: dict[str, list[RuleSaid]] = {said(heading): [] for heading in STAGES.values()}
    for explained in CODES.values():
        codes[said(STAGES[explained.stage])].append(_code(explained))
    rules: dict[str, list[RuleSaid]] = {}
    for rule in all_rules().values():
        rules.setdefault(_("Rules: {theme}", theme=worded(rule.theme).lower()), []).append(
            _rule(rule)
        )
    return tuple(
        ThemeSaid(f"theme-{number}", heading, tuple(said))
        for number, (heading, said) in enumerate({**rules, **codes}.items(), 1)
    )


def _rule(rule: Rule) -> RuleSaid:
    facts = (
        Fact(_("Why"), (with_code(rule.why),)),
        Fact(_("How to mend"), (with_code(rule.mend),)),
        Fact(_("When"), (with_code(str(CLASSES[rule.rule_class])),)),
    )
    shown = (*facts, *_shown_in(rule.name))
    return RuleSaid(rule.name, SEVERITIES[rule.severity], with_code(rule.finds), shown)


def _code(explained: Explained) -> RuleSaid:
    facts = (
        Fact(_("Why"), (with_code(explained.why),)),
        Fact(_("How to mend"), (with_code(explained.mend),)),
    )
    tag = SEVERITIES[explained.severity]
    shown = (*facts, *_shown_in(explained.name))
    return RuleSaid(explained.name, tag, with_code(explained.finds), shown)


def _shown_in(name: str) -> Iterator[Fact]:
    """The answers of the handbook in which it is shown how to do it right."""
    links = answers_about(Here(PATH), name)
    if links:
        yield Fact(_("Shown in"), tuple((link,) for link in links))


def _table(themes: tuple[ThemeSaid, ...]) -> Table:
    here = Here(PATH)
    return Table(
        "rules",
        _("Rules and findings"),
        (Column(_("Name")), Column(_("Severity"), "status"), Column(_("About"))),
        tuple(
            Row(
                (
                    Cell((here.page(said.id, PATH, said.id),)),
                    Cell((said.tag,)),
                    Cell(
                        line(theme.heading.removeprefix(_("Rules: {theme}", theme="")).capitalize())
                    ),
                )
            )
            for theme in themes
            for said in theme.rules
        ),
        Empty(_("No rules.")),
        controls=True,
        quiet=True,
        compact=True,
    )
