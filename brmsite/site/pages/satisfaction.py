"""Satisfaction: who is content, who was not asked, which complaints and escalations are open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from brmsite.ground.words import plural
from brmsite.insight.cases import AGES, Complaints
from brmsite.insight.satisfaction import NextSurvey, Picture, Satisfaction
from brmsite.kinds.customer import Customer
from brmsite.kinds.escalation import Escalation
from brmsite.kinds.feedback import Feedback
from brmsite.kinds.service import Service
from brmsite.kinds.survey import Survey
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import parts
from brmsite.site.pieces import count, day
from brmsite.site.satisfaction_items import (
    ESCALATIONS,
    FEEDBACK,
    NOT_ASKED,
    OPEN_COMPLAINTS,
    OVERVIEW,
    SCALE_NAMES,
    case_item,
    escalation_item,
    figure_piece,
    percent_piece,
    survey_item,
    trend_line,
    ways,
)
from brmsite.site.shapes import (
    Aside,
    Cell,
    Code,
    Column,
    Empty,
    Entry,
    Fact,
    Line,
    Listing,
    Number,
    Pager,
    Piece,
    Row,
    Table,
    Tag,
    Text,
    Tile,
    line,
)
from brmsite.site.titles import Titles

MOST = 12
"""How many entries a list on the page has; the indexes have them all."""

CUSTOMER_COLUMNS = (
    Column("Customer"),
    Column("Latest score", "number"),
    Column("Trend"),
    Column("Answers", "number"),
    Column("Asked until", "date"),
    Column("Ask again by", "date"),
    Column("Open complaints", "number"),
)

SERVICE_COLUMNS = (
    Column("Service"),
    Column("Latest score", "number"),
    Column("Trend"),
    Column("Answers", "number"),
    Column("Asked until", "date"),
    Column("Complaints in 12 months", "number"),
)


@dataclass(frozen=True, slots=True)
class Rest:
    """What only the first page has, beside the table of customers."""

    tiles: tuple[Tile, ...]
    complaints: Listing
    escalations: Listing
    services: Table
    surveys: Listing
    compliments: Listing
    handling: tuple[Fact, ...]
    ages: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class SatisfactionView:
    """A page of the customers with their latest scores; the first one also has the rest."""

    ways: tuple[Entry, ...]
    customers: Table
    pager: Pager
    rest: Rest | None


def pages(register: Register, titles: Titles, satisfaction: Satisfaction) -> Iterator[Page]:
    """The overview, 200 customers a page."""
    counts = (
        len(register.all(Survey)),
        len(register.all(Feedback)),
        len(register.all(Escalation)),
    )
    shown = [one for one in register.all(Customer) if one.fields.state in ("active", "dormant")]
    pictures = {one.address: satisfaction.of_customer(one) for one in shown}
    shown.sort(key=lambda one: (*_discontent(pictures[one.address]), titles.of(one).casefold()))
    for part in parts(shown, OVERVIEW, "customer"):
        naming = Naming(register, titles, Here(part.path))
        first = part.number == 1
        yield Page(
            part.path,
            "pages/satisfaction.html",
            part.title("Satisfaction"),
            SatisfactionView(
                ways(naming, OVERVIEW, counts),
                _customers(naming, part.rows, pictures, satisfaction),
                part.pager,
                _rest(register, naming, satisfaction) if first else None,
            ),
            section="Satisfaction",
            crumbs=(("Home", "index.html"),)
            if first
            else (("Home", "index.html"), ("Satisfaction", OVERVIEW)),
            judges=True,
        )


def _discontent(picture: Picture) -> tuple[int, float]:
    """Sorts customers: the least content first, then those with too few answers, then those
    that were not asked."""
    if picture.latest is None:
        return 2, 0
    score = picture.latest.score.hundredth
    return (1, 0) if score is None else (0, score)


# --- Customers and services ----------------------------------------------------------------------


def _customers(
    naming: Naming,
    customers: Sequence[Record[Customer]],
    pictures: dict[str, Picture],
    satisfaction: Satisfaction,
) -> Table:
    rows = tuple(
        Row(
            (
                Cell((naming.here.record(one, naming.titles.of(one)),)),
                *_asked(naming, pictures[one.address]),
                _next(satisfaction.next_survey(one), one),
                _number_of(len(pictures[one.address].complaints.open)),
            )
        )
        for one in customers
    )
    empty = Empty(
        "No customers.",
        "There is nobody to ask.",
        line("Add a file under ", Code("records/customers"), "."),
    )
    return Table(
        "customers",
        "Customers, the least content first",
        CUSTOMER_COLUMNS,
        rows,
        empty,
        controls=True,
        quiet=True,
    )


def _asked(naming: Naming, picture: Picture) -> tuple[Cell, ...]:
    """Latest score, trend, answers, and until when was asked."""
    latest = picture.latest
    if latest is None:
        # Sorts below every score, and is a word all the same.
        return Cell(line(NOT_ASKED), "-1000"), Cell(()), Cell(()), Cell(())
    score = latest.score
    figure: list[Piece] = [figure_piece(score)]
    if score.tally.scale == "0-10" and score.figure is not None:
        figure.append(Aside(" NPS"))
    if latest.is_below_target:
        figure += [Text(" "), Tag("Below target", "bad")]
    order = "-500" if score.hundredth is None else Number("", score.hundredth).order
    asked = naming.here.record(latest.survey, latest.ended.isoformat())
    responded = latest.response.responded
    return (
        Cell(tuple(figure), order),
        Cell(trend_line(picture.trend)),
        Cell((count(responded),)),
        Cell((asked,), latest.ended.isoformat()),
    )


def _next(found: NextSurvey | None, customer: Record[Customer]) -> Cell:
    if found is None or customer.fields.state != "active":
        return Cell(())
    if found.due is None:
        return Cell((Tag("Overdue", "warn"),))
    late = (Text(" "), Tag("Overdue", "warn")) if found.is_overdue else ()
    return Cell((day(found.due), *late))


def _number_of(found: int) -> Cell:
    return Cell((count(found),) if found else ())


def _services(naming: Naming, register: Register, satisfaction: Satisfaction) -> Table:
    """The services that a survey or a complaint is about, the least content first."""
    found = [
        (service, picture)
        for service in register.all(Service)
        for picture in (satisfaction.of_service(service),)
        if picture.own or picture.of_type("complaint")
    ]
    found.sort(key=lambda each: (*_discontent(each[1]), naming.titles.of(each[0]).casefold()))
    rows = tuple(
        Row(
            (
                Cell((naming.here.record(service, naming.titles.of(service)),)),
                *_asked(naming, picture),
                _number_of(len(picture.complaints.received)),
            )
        )
        for service, picture in found
    )
    empty = Empty(
        "No service was asked about.",
        "No survey and no complaint names one.",
        line("Name it under ", Code("services"), " in a survey."),
    )
    return Table(
        "services", "Services, the least content first", SERVICE_COLUMNS, rows, empty, quiet=True
    )


# --- What only the first page has ----------------------------------------------------------------


def _rest(register: Register, naming: Naming, satisfaction: Satisfaction) -> Rest:
    whole = satisfaction.overall
    complaints = whole.complaints
    return Rest(
        _tiles(naming, whole, complaints),
        _complaints(naming, complaints),
        _escalations(naming, whole),
        _services(naming, register, satisfaction),
        _surveys(naming, whole),
        _compliments(naming, whole),
        _handling(complaints),
        tuple(Fact(f"Open {age}", (line(count(len(complaints.aged(age)))),)) for age in AGES),
    )


def _tiles(naming: Naming, whole: Picture, complaints: Complaints) -> tuple[Tile, ...]:
    contented, promoters = whole.score("1-5"), whole.score("0-10")
    tiles = [
        Tile(
            SCALE_NAMES["1-5"],
            figure_piece(contented),
            line(f"{contented.tally.good:,} of {plural(contented.tally.of, 'answer')} were 4 or 5")
            if contented.figure is not None
            else line("asked from 1 to 5"),
        )
    ]
    if promoters.tally.of:
        good, bad, of = promoters.tally.good, promoters.tally.bad, promoters.tally.of
        tiles.append(
            Tile(
                SCALE_NAMES["0-10"],
                figure_piece(promoters),
                line(f"{plural(good, 'promoter')}, {plural(bad, 'detractor')} of {of:,}")
                if promoters.figure is not None
                else (),
            )
        )
    response = whole.response
    late = len(complaints.late)
    waiting = sum(1 for one in whole.open_escalations if one.days_late)
    return (
        *tiles,
        Tile(
            "Answered",
            percent_piece(response.percent),
            line(f"{response.responded:,} of {response.invited:,} who were asked"),
        ),
        Tile(
            "Open complaints",
            count(len(complaints.open)),
            line(f"{late:,} of them late" if late else "none of them late"),
            naming.here.to(OPEN_COMPLAINTS),
            "bad" if late else None,
        ),
        Tile(
            "Open escalations",
            count(len(whole.open_escalations)),
            line(f"{waiting:,} without the answer due" if waiting else "none past its day"),
            naming.here.to(ESCALATIONS),
            "bad" if waiting else None,
        ),
    )


def _complaints(naming: Naming, complaints: Complaints) -> Listing:
    late_first = sorted(complaints.open, key=lambda case: -case.days_late)
    items = tuple(case_item(naming, case) for case in late_first[:MOST])
    more = None
    if len(complaints.open) > MOST:
        more = naming.here.page(f"All {len(complaints.open):,} open complaints", OPEN_COMPLAINTS)
    todo = line("A complaint is a file under ", Code("records/feedback"), ".")
    return Listing(items, Empty("No open complaints.", "", todo), more)


def _escalations(naming: Naming, whole: Picture) -> Listing:
    found = whole.open_escalations
    items = tuple(escalation_item(naming, one) for one in found[:MOST])
    more = None
    if len(found) > MOST:
        more = naming.here.page(f"All {len(found):,} open escalations", ESCALATIONS)
    return Listing(items, Empty("No open escalations."), more)


def _surveys(naming: Naming, whole: Picture) -> Listing:
    items = tuple(survey_item(naming, result) for result in whole.results[:3])
    todo = line("Add one under ", Code("records/surveys"), ": ", Code("brmsite new survey"))
    return Listing(items, Empty("No surveys.", "Nobody was asked yet.", todo))


def _compliments(naming: Naming, whole: Picture) -> Listing:
    found = whole.of_type("compliment")
    items = tuple(case_item(naming, case) for case in found[:5])
    more = naming.here.page("All feedback", FEEDBACK) if len(found) > 5 else None
    todo = line("Write the next one down under ", Code("records/feedback"), ".")
    return Listing(items, Empty("No compliments.", "", todo), more)


def _handling(complaints: Complaints) -> tuple[Fact, ...]:
    """How complaints were handled in the last twelve months, each figure with what it is of."""
    in_time, escalated = complaints.acknowledged_in_time, complaints.escalated
    median = complaints.median_days_to_close
    closed: Line = line("none was closed")
    if median is not None:
        closed = line(f"median {median:g} days, {len(complaints.closed):,} closed")
    return (
        Fact("Received", (line(plural(len(complaints.received), "complaint")),)),
        Fact(
            "Acknowledged in time",
            (
                line(
                    percent_piece(in_time.percent),
                    f", {len(in_time.part):,} of {len(in_time.of):,}",
                ),
            )
            if in_time.of
            else (line("No data"),),
        ),
        Fact("Time to close", (closed,)),
        Fact(
            "Escalated",
            (
                line(
                    percent_piece(escalated.percent),
                    f", {len(escalated.part):,} of {len(escalated.of):,}",
                ),
            )
            if escalated.of
            else (line("No data"),),
        ),
    )
