"""All wishes and how much of them we cover; what customers say has helped them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from brmsite.insight.attested import Attestations
from brmsite.insight.wishes import SOURCES, Wish, WishCoverage, Wishes
from brmsite.register.register import Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here
from brmsite.site.figure_items import percent
from brmsite.site.idea_items import (
    ATTESTATIONS,
    IDEAS,
    attestation_list,
    attested_words,
    covered_words,
    half_counted,
    raised_by,
    ways,
    wish_item,
)
from brmsite.site.language import N_, Things, _, counted, figure
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, day, sentence
from brmsite.site.record_parts import NEVER_EMPTY
from brmsite.site.shapes import (
    Cell,
    Code,
    Column,
    Empty,
    Entry,
    Line,
    Listing,
    Pager,
    Row,
    Table,
    Tile,
    line,
)
from brmsite.site.status import idea_cell, verdict_cell
from brmsite.site.titles import Titles
from brmsite.site.words import worded

TITLE = N_("Ideas and value")

MOST_LATE = 12
"""How many late wishes are named before the table of all."""

COLUMNS = (
    Column(N_("Wish")),
    Column(N_("Verdict"), "status"),
    Column(N_("Covered by")),
    Column(N_("Customer")),
    Column(N_("From")),
    Column(N_("On"), "date"),
    Column(N_("Votes"), "number", adds_up=True),
    Column(N_("State"), "status"),
)

COVERAGE_COLUMNS = (
    Column(N_("From")),
    Column(N_("Wishes covered"), "number"),
    Column(N_("With partly covered"), "number"),
    Column(N_("Assessed"), "number"),
    Column(N_("Covered"), "number"),
    Column(N_("Partly"), "number"),
    Column(N_("Planned"), "number"),
    Column(N_("Not covered"), "number"),
    Column(N_("Left out"), "number"),
)


def _empty() -> Empty:
    return Empty(
        _("No wishes."),
        _("Nobody has written down yet what customers wish for."),
        sentence(
            _("Add a file under {folder}: {command}"),
            folder=Code("records/ideas"),
            command=Code("brmsite new idea"),
        ),
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """What the first page says before the table of wishes."""

    tiles: tuple[Tile, ...]
    coverage: Table
    late: Listing | None
    helped: Listing


@dataclass(frozen=True, slots=True)
class IdeasView:
    """A page of the wishes; only the first has the figures."""

    ways: tuple[Entry, ...]
    figures: Figures | None
    table: Table
    pager: Pager


def pages(
    register: Register, titles: Titles, settings: Settings, wishes: Wishes, attested: Attestations
) -> Iterator[Page]:
    """The wishes known on the day, the latest first, 200 a page."""

    def view(part: Part[Wish]) -> IdeasView:
        here = Here(part.path)
        naming = Naming(register, titles, here)
        is_first = part.number == 1
        figures = _figures(naming, settings, wishes, attested) if is_first else None
        return IdeasView(
            ways(naming, IDEAS, len(wishes.all), len(attested.all)),
            figures,
            part.table(_table(naming, part.rows)),
            part.pager,
        )

    for part in parts(wishes.all, IDEAS, Things("{n} wish", "{n} wishes")):
        yield Page(
            part.path,
            "pages/ideas.html",
            part.title(str(TITLE)),
            partial(view, part),
            section=TITLE,
            crumbs=((_("Home"), "index.html"),),
            judges=True,
            all_rows=part.all_rows,
        )


def _figures(naming: Naming, settings: Settings, wishes: Wishes, attested: Attestations) -> Figures:
    late = tuple(wish_item(naming, wish) for wish in wishes.late[:MOST_LATE])
    return Figures(
        _tiles(naming, settings, wishes, attested),
        _coverage(wishes),
        Listing(late, NEVER_EMPTY) if late else None,
        attestation_list(naming, attested.given, settings.default_currency),
    )


def _tiles(
    naming: Naming, settings: Settings, wishes: Wishes, attested: Attestations
) -> tuple[Tile, ...]:
    here, found = naming.here, wishes.coverage()
    late = len(wishes.late)
    months, days = settings.ideas.attest_months, settings.ideas.assess_days
    halves = _(
        "{number} partly covered count half", number=figure(len(found.with_verdict("partly")))
    )
    return (
        Tile(_("Wishes covered"), percent(found.strict_percent), line(covered_words(found))),
        Tile(
            _("With partly covered"),
            percent(found.partial_percent),
            line(
                _(
                    "{half_counted} of {assessed}; {halves}",
                    half_counted=half_counted(found.with_partial),
                    assessed=figure(found.assessed),
                    halves=halves,
                )
            ),
        ),
        Tile(
            _("Assessed"),
            percent(found.assessed_percent),
            line(
                _(
                    "{assessed} of {counted}, {left_out}",
                    assessed=figure(found.assessed),
                    counted=figure(found.counted),
                    left_out=_left_out(found),
                )
            ),
        ),
        Tile(
            _("Verdict late"),
            count(late),
            line(counted(days, "no verdict after {n} day", "no verdict after {n} days")),
            here.to(here.path, "late") if late else "",
            "warn" if late else None,
        ),
        Tile(
            _("Services attested"),
            percent(attested.percent),
            line(
                counted(
                    months,
                    "{attested_words}, in {n} month",
                    "{attested_words}, in {n} months",
                    attested_words=attested_words(attested),
                )
            ),
            here.to(ATTESTATIONS),
        ),
    )


def _left_out(found: WishCoverage) -> str:
    outside = len(found.with_verdict("out-of-scope"))
    if not found.duplicates and not outside:
        return _("none left out")
    return _(
        "without {duplicates} duplicate and {outside} out of scope",
        duplicates=figure(found.duplicates),
        outside=figure(outside),
    )


def _coverage(wishes: Wishes) -> Table:
    rows = (
        *(_coverage_row(worded(source), wishes.coverage(source)) for source in SOURCES),
        _coverage_row(_("Both"), wishes.coverage()),
    )
    return Table(
        "coverage",
        _("How much of the wishes we cover"),
        COVERAGE_COLUMNS,
        rows,
        NEVER_EMPTY,
        quiet=True,
        compact=True,
    )


def _coverage_row(label: str, found: WishCoverage) -> Row:
    outside = len(found.with_verdict("out-of-scope"))
    return Row(
        (
            Cell(line(label)),
            Cell((percent(found.strict_percent),)),
            Cell((percent(found.partial_percent),)),
            Cell(
                line(
                    _("{part} of {whole}", part=figure(found.assessed), whole=figure(found.counted))
                ),
                str(found.assessed),
            ),
            Cell((count(found.covered),)),
            Cell((count(len(found.with_verdict("partly"))),)),
            Cell((count(len(found.with_verdict("planned"))),)),
            Cell((count(len(found.with_verdict("not-covered"))),)),
            Cell((count(found.duplicates + outside),)),
        )
    )


def _table(naming: Naming, rows: Sequence[Wish]) -> Table:
    return Table(
        "wishes",
        _("Wishes, the latest first"),
        COLUMNS,
        tuple(_row(naming, wish) for wish in rows),
        _empty(),
        controls=True,
        quiet=True,
    )


def _row(naming: Naming, wish: Wish) -> Row:
    fields = wish.idea.fields
    refs = wish.match.refs if wish.match is not None and not wish.is_duplicate else ()
    shown: Line = (naming.at(refs[0]),) if refs else ()
    if len(refs) > 1:
        shown = sentence(_("{names} and {n} more", n=figure(len(refs) - 1)), names=shown)
    who: Line = (raised_by(naming, fields.raised_by),) if fields.raised_by else ()
    if wish.customer is not None:
        who = (naming.here.record(wish.customer, naming.titles.of(wish.customer)),)
    return Row(
        (
            Cell((naming.here.record(wish.idea, naming.titles.of(wish.idea)),)),
            verdict_cell(wish),
            Cell(shown),
            Cell(who),
            Cell(line(worded(fields.submitted_by))),
            Cell((day(fields.on),)),
            Cell((count(fields.votes),) if fields.votes is not None else ()),
            idea_cell(wish),
        )
    )
