"""The health of all active customers: who needs us first, why, and who got worse of late."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from brmsite.insight.health import COLOURS, Colour, CustomerHealth, Health
from brmsite.insight.health_parts import PARTS
from brmsite.insight.turned import Turned
from brmsite.register.register import Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here
from brmsite.site.health_items import (
    NO_DATA,
    OVERVIEW,
    PART_NAMES,
    caps_line,
    customer_link,
    part_piece,
    pulse_piece,
    score_line,
    turned_item,
)
from brmsite.site.language import Things, _, counted, figure
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, day, day_in_words, sentence
from brmsite.site.shapes import (
    Aside,
    Cell,
    Code,
    Column,
    Empty,
    Line,
    Listing,
    Pager,
    Row,
    Table,
    Tile,
    line,
)
from brmsite.site.status import HEALTH
from brmsite.site.titles import Titles

MOST = 12
"""How many customers that got worse the page lists; the table marks them all."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What only the first page has, beside the table of customers."""

    tiles: tuple[Tile, ...]
    worse_title: Line
    worse: Listing
    weights: Line
    explained: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class HealthView:
    """A page of the customers, the worst first; the first one also has the rest."""

    customers: Table
    pager: Pager
    rest: Rest | None


def pages(
    register: Register, titles: Titles, settings: Settings, health: Health, turned: Turned
) -> Iterator[Page]:
    """The overview, 200 customers a page."""

    def view(part: Part[CustomerHealth], first: bool) -> HealthView:
        naming = Naming(register, titles, Here(part.path))
        return HealthView(
            part.table(_customers(naming, part.rows, turned)),
            part.pager,
            _rest(naming, settings, health, turned) if first else None,
        )

    for part in parts(health.worst_first, OVERVIEW, Things("{n} customer", "{n} customers")):
        first = part.number == 1
        yield Page(
            part.path,
            "pages/health.html",
            part.title(_("Customer health")),
            partial(view, part, first),
            section="Health",
            crumbs=((_("Home"), "index.html"),)
            if first
            else ((_("Home"), "index.html"), (_("Customer health"), OVERVIEW)),
            judges=True,
            all_rows=part.all_rows,
        )


# --- The table -----------------------------------------------------------------------------------


def _customers(naming: Naming, shown: Sequence[CustomerHealth], turned: Turned) -> Table:
    columns = (
        Column(_("Customer")),
        Column(_("Health"), "status"),
        Column(_("Pulse"), "number"),
        *(Column(PART_NAMES[name], "number") for name in PARTS),
    )
    empty = Empty(
        _("No customers."),
        _("There is no active customer to judge."),
        sentence(_("Add a file under {folder}."), folder=Code("records/customers")),
    )
    return Table(
        "customers",
        _("Customers, the worst first"),
        columns,
        tuple(_row(naming, one, turned) for one in shown),
        empty,
        controls=True,
        quiet=True,
    )


def _row(naming: Naming, one: CustomerHealth, turned: Turned) -> Row:
    pulse = one.customer.fields.pulse
    return Row(
        (
            Cell((customer_link(naming, one.customer), *_remarks(naming, one, turned))),
            Cell(score_line(one), _order(one)),
            Cell(() if pulse is None else (pulse_piece(pulse),)),
            *(
                # No data sorts below every value, and is a word all the same.
                Cell((part_piece(part),), "-1" if part.value is None else "")
                for part in one.parts
            ),
        )
    )


def _order(one: CustomerHealth) -> str:
    """Sorts by colour, the worst first, then by score."""
    rank = len(COLOURS) if one.colour is None else COLOURS.index(one.colour)
    return f"{rank * 1000 + float(one.score or 0):.3f}"


def _remarks(naming: Naming, one: CustomerHealth, turned: Turned) -> Line:
    """Behind a name: what the colour was before, where it was another one; and what limits it."""
    caps = caps_line(naming, one)
    turn = turned.of_customer(one.customer)
    found: Line = line(" ", *caps) if caps else ()
    if turn is None or turn.before.colour == one.colour:
        return found
    was = _("was {word}", word=HEALTH[turn.before.colour].word.lower())
    return line(" ", Aside(was), *line(" ·", *found)) if found else line(" ", Aside(was))


# --- What the first page has besides -------------------------------------------------------------


def _rest(naming: Naming, settings: Settings, health: Health, turned: Turned) -> Rest:
    worse = turned.worse
    tiles = tuple(_tile(health, colour) for colour in (*COLOURS, None))
    return Rest(
        (
            *tiles,
            Tile(
                _("Got worse"),
                count(len(worse)),
                sentence(_("since {day}"), day=day(turned.since)),
                "#worse",
                "warn" if worse else None,
            ),
        ),
        sentence(_("Got worse since {day}"), day=day_in_words(turned.since)),
        Listing(
            tuple(turned_item(naming, turn) for turn in worse[:MOST]),
            Empty(_("Nobody."), _("No customer's colour got worse.")),
            naming.here.page(
                _("All of them are marked in the table"), OVERVIEW, "customers-heading"
            )
            if len(worse) > MOST
            else None,
        ),
        _weights(settings),
        _explained(settings),
    )


def _tile(health: Health, colour: Colour | None) -> Tile:
    found = [one for one in health.by_address.values() if one.colour == colour]
    unsure = sum(not one.is_sure for one in found)
    tag = HEALTH[colour]
    if colour is None:
        return Tile(tag.word, count(len(found)), line(_("nothing is known")))
    note = (
        counted(unsure, "{n} of them on little data", "{n} of them on little data")
        if unsure
        else counted(len(health.by_address), "of {n} customer", "of {n} customers")
    )
    return Tile(tag.word, count(len(found)), line(note), "", tag.tone if found else None)


def _weights(settings: Settings) -> Line:
    weights = settings.health.weights
    said = ", ".join(f"{PART_NAMES[name]} {getattr(weights, name):g}" for name in PARTS)
    return line(_("Weights: {said}.", said=said))


def _explained(settings: Settings) -> tuple[Line, ...]:
    limits = settings.health
    return (
        line(
            _(
                "The score is the weighted mean of the parts that have data, each from 0 "
                "to 100. It is green from {green_from} and amber from {amber_from}. "
                "“{no_data}” is neither 0 nor 100: such a part does not enter, and where "
                "less than {low_confidence_percent} % of the weight has data, a ? stands "
                "behind the score.",
                green_from=figure(limits.green_from, "g"),
                amber_from=figure(limits.amber_from, "g"),
                no_data=NO_DATA,
                low_confidence_percent=figure(limits.low_confidence_percent, "g"),
            )
        ),
        line(
            _(
                "Whatever the score, an open escalation or a vital service without an "
                "agreement in force allows amber at most, and a critical complaint that "
                "is overdue makes it red. Every customer is judged together with the "
                "units below it. The pulse is the relationship manager's own feeling and "
                "does not enter."
            )
        ),
        sentence(_("Weights and limits are settings: {field}."), field=Code("health")),
    )
