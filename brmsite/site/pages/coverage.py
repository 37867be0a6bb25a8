"""The coverage figures: of what should be agreed, paid, staffed and met, how much is, and what is
missing, by figure and by customer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from brmsite.insight.attested import Attestations
from brmsite.insight.burden import Burden
from brmsite.insight.figures import Figures, FigureSet
from brmsite.insight.objectives import Objectives
from brmsite.insight.wishes import Wishes
from brmsite.kinds.customer import Customer
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here, record_page
from brmsite.site.cycle_items import occurrence_item
from brmsite.site.figure_items import (
    NO_DATA,
    burden_line,
    contact_item,
    funded_line,
    meeting_item,
    missing_activities,
    missing_contacts,
    missing_meetings,
    missing_money,
    missing_uses,
    money_item,
    question_item,
    share_line,
    use_item,
    waiting_questions,
)
from brmsite.site.language import N_, Things, _, counted, spoken
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import sentence
from brmsite.site.shapes import (
    Cell,
    Code,
    Column,
    Empty,
    Item,
    Line,
    Listing,
    Pager,
    Row,
    Table,
    Tile,
    Tone,
    line,
)
from brmsite.site.titles import Titles
from brmsite.site.whole_figures import SHOWN, FigureSection, whole_sections, whole_tiles

COVERAGE = "coverage.html"

TILES = 5
"""How many tiles one row has at most."""


@dataclass(frozen=True, slots=True)
class CoverageView:
    """All figures, their tiles in rows; further pages have the table of customers alone."""

    tiles: tuple[tuple[Tile, ...], ...]
    sections: tuple[FigureSection, ...]
    table: Table
    pager: Pager


@dataclass(frozen=True, slots=True)
class MissingView:
    """Everything that is missing from one figure."""

    lead: Line
    missing: Listing
    pager: Pager


@dataclass(frozen=True, slots=True)
class _Figure:
    """What pages say of one figure: its value, and the things missing from it as items."""

    id: str
    title: str
    label: str
    value: Callable[[FigureSet], Line]
    means: str
    missing_title: str
    missing: Callable[[FigureSet], tuple[Any, ...]]
    item: Callable[[Naming, Any], Item]
    whole: Empty


FIGURES = (
    _Figure(
        "agreements",
        N_("Agreement coverage"),
        N_("Agreed"),
        lambda figures: share_line(figures.agreements),
        N_(
            "Of the services that customers use, how many an agreement in force is "
            "about: with the customer or with a unit above."
        ),
        N_("Used without an agreement"),
        missing_uses,
        use_item,
        Empty(N_("Nothing is missing."), N_("An agreement is about every service in use.")),
    ),
    _Figure(
        "funding",
        N_("Funded share"),
        N_("Funded"),
        lambda figures: funded_line(figures.funded),
        N_(
            "Of what the agreements in force cost a year, how much is approved "
            "today; of each agreement at most what it costs."
        ),
        N_("Not paid for, or not known"),
        missing_money,
        money_item,
        Empty(N_("Nothing is missing."), N_("The cost of every agreement in force is approved.")),
    ),
    _Figure(
        "contacts",
        N_("Contact coverage"),
        N_("Contacts"),
        lambda figures: share_line(figures.contacts),
        N_(
            "Of the contacts that the tiers of customers require, at three levels on "
            "both sides, how many have somebody."
        ),
        N_("Nobody there"),
        missing_contacts,
        contact_item,
        Empty(N_("Nothing is missing."), N_("Somebody is there wherever somebody is required.")),
    ),
    _Figure(
        "cadence",
        N_("Cadence compliance"),
        N_("Met in time"),
        lambda figures: share_line(figures.cadence),
        N_(
            "Of the days in the last twelve months by which a customer should have "
            "been met again, how many were kept."
        ),
        N_("Not met in time"),
        missing_meetings,
        meeting_item,
        Empty(N_("Nothing is missing."), N_("Every customer was met as often as was agreed.")),
    ),
    _Figure(
        "cycle",
        N_("Cycle compliance"),
        N_("Yearly cycle"),
        lambda figures: share_line(figures.cycle),
        N_(
            "Of the activities of the yearly cycle that were due this fiscal year, "
            "how many a record shows to be done."
        ),
        N_("Due and not done"),
        missing_activities,
        occurrence_item,
        Empty(N_("Nothing is missing."), N_("Everything that was due was done.")),
    ),
    _Figure(
        "burden",
        N_("Decision burden"),
        N_("Asked of them"),
        lambda figures: burden_line(figures.burden),
        N_(
            "How many decisions and questions were put to customers in meetings of "
            "the last twelve months, and how soon questions were answered. Less is "
            "better: their attention is spared."
        ),
        N_("Waiting for an answer"),
        waiting_questions,
        question_item,
        Empty(N_("Nothing is missing."), N_("No question waits for an answer.")),
    ),
)


NOTHING_TO_COUNT = Empty(
    N_("Nothing to count."), N_("The register has nothing yet that this figure is about.")
)


def _empty() -> Empty:
    return Empty(
        _("No customers."),
        _("There is none in the register."),
        sentence(_("Add a file under {folder}."), folder=Code("records/customers")),
    )


def pages(
    register: Register,
    titles: Titles,
    figures: Figures,
    wishes: Wishes,
    objectives: Objectives,
    attested: Attestations,
) -> Iterator[Page]:
    """The figures with all customers, and a page for what is missing from each where it is much."""
    customers = sorted(
        register.all(Customer), key=lambda one: (titles.of(one).casefold(), one.address)
    )

    def view(part: Part[Record[Customer]]) -> CoverageView:
        here = Here(part.path)
        naming = Naming(register, titles, here)
        first = part.path == COVERAGE
        whole = (naming, wishes, objectives, attested)
        return CoverageView(
            _in_rows(
                (
                    *(_tile(here, one, figures.whole) for one in FIGURES),
                    *whole_tiles(*whole),
                )
            )
            if first
            else (),
            (
                *(_section(naming, one, figures.whole) for one in FIGURES),
                *whole_sections(*whole),
            )
            if first
            else (),
            part.table(_table(here, titles, figures, part)),
            part.pager,
        )

    for part in parts(customers, COVERAGE, Things("{n} customer", "{n} customers")):
        yield Page(
            part.path,
            "pages/coverage.html",
            part.title(_("Coverage figures")),
            partial(view, part),
            section="Coverage figures",
            crumbs=_crumbs(part.path),
            judges=True,
            all_rows=part.all_rows,
        )
    for figure in FIGURES:
        yield from _missing_pages(register, titles, figure, figures.whole)


def _crumbs(path: str) -> tuple[tuple[str, str], ...]:
    home = (_("Home"), "index.html")
    return (home,) if path == COVERAGE else (home, (_("Coverage figures"), COVERAGE))


def _missing_page(figure: _Figure) -> str:
    return f"coverage/{figure.id}.html"


def _in_rows(tiles: tuple[Tile, ...]) -> tuple[tuple[Tile, ...], ...]:
    """Tiles in rows of at most five, none much shorter than the others."""
    count = -(-len(tiles) // TILES)
    size = -(-len(tiles) // count)
    return tuple(tiles[begin : begin + size] for begin in range(0, len(tiles), size))


def _tile(here: Here, figure: _Figure, whole: FigureSet) -> Tile:
    value, *note = figure.value(whole)
    return Tile(
        figure.title,
        value,
        tuple(_plain(note)) or _burden_note(figure, whole.burden),
        here.to(COVERAGE, figure.id),
        _tone(figure, whole),
    )


def _plain(note: Sequence[object]) -> Line:
    """What stands beside a value, without the comma that parts them."""
    words = "".join(str(getattr(piece, "text", "")) for piece in note)
    return line(words.removeprefix(", ").strip()) if words else ()


def _burden_note(figure: _Figure, burden: Burden) -> Line:
    return line(_("nobody met")) if figure.id == "burden" and burden.per_month is None else ()


def _tone(figure: _Figure, whole: FigureSet) -> Tone | None:
    missing = {
        "agreements": bool(whole.agreements.missing),
        "funding": any(share.missing for share in whole.funded),
        "contacts": bool(whole.contacts.missing),
        "cadence": bool(whole.cadence.missing),
        "cycle": bool(whole.cycle.missing),
        "burden": any(one.late for one in whole.burden.waiting),
    }
    return "warn" if missing[figure.id] else None


def _section(naming: Naming, figure: _Figure, whole: FigureSet) -> FigureSection:
    missing = figure.missing(whole)
    items = tuple(figure.item(naming, one) for one in missing[:SHOWN])
    more = None
    if len(missing) > SHOWN:
        more = naming.here.page(
            _("All {number}", number=spoken().figure(len(missing))), _missing_page(figure)
        )
    value = figure.value(whole)
    empty = NOTHING_TO_COUNT if value == (NO_DATA,) else figure.whole
    if figure.id == "burden":
        value = _with_answer_time(value, whole.burden)
    return FigureSection(
        figure.id,
        figure.title,
        value,
        figure.means,
        figure.missing_title,
        Listing(items, empty, more),
    )


def _with_answer_time(value: Line, burden: Burden) -> Line:
    if burden.median_days is None:
        return sentence(_("{value}; how long answers take: no data"), value=value)
    days = f"{burden.median_days:g}"
    return sentence(
        counted(
            1 if days == "1" else 2,
            "{value}; half of the answers within {days} day",
            "{value}; half of the answers within {days} days",
            days=spoken().figure(burden.median_days, "g"),
        ),
        value=value,
    )


def _missing_pages(
    register: Register, titles: Titles, figure: _Figure, whole: FigureSet
) -> Iterator[Page]:
    """All that is missing, where the first page cannot list it."""
    missing = figure.missing(whole)
    if len(missing) <= SHOWN:
        return
    title = f"{figure.title}: {figure.missing_title.lower()}"

    def view(part: Part[object]) -> MissingView:
        naming = Naming(register, titles, Here(part.path))
        items = tuple(figure.item(naming, one) for one in part.rows)
        return MissingView(line(figure.means), Listing(items, figure.whole), part.pager)

    for part in parts(missing, _missing_page(figure), Things("{n} entry", "{n} entries")):
        yield Page(
            part.path,
            "pages/coverage_missing.html",
            part.title(title),
            partial(view, part),
            section="Coverage figures",
            crumbs=_crumbs(part.path),
            judges=True,
        )


def _table(here: Here, titles: Titles, figures: Figures, part: Part[Record[Customer]]) -> Table:
    columns = (
        Column(_("Customer")),
        *(
            Column(figure.label, "number" if figure.id != "burden" else "text")
            for figure in FIGURES
        ),
    )
    rows = tuple(
        Row(
            (
                Cell((here.page(titles.of(customer), record_page(customer)),)),
                *(Cell(figure.value(figures.of_customer(customer))) for figure in FIGURES),
            )
        )
        for customer in part.rows
    )
    return Table("customers", _("By customer"), columns, rows, _empty(), controls=True, quiet=True)
