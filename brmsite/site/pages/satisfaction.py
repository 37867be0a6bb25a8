"""Satisfaction: who is content, who was not asked, which complaints and escalations are open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from brmsite.insight.cases import AGES, Age, Complaints
from brmsite.insight.satisfaction import NextSurvey, Picture, Satisfaction
from brmsite.kinds.customer import Customer
from brmsite.kinds.escalation import Escalation
from brmsite.kinds.feedback import Feedback
from brmsite.kinds.service import Service
from brmsite.kinds.survey import Survey
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.figure_items import percent
from brmsite.site.language import N_, Things, _, counted, figure
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, day, sentence
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
    Column(N_("Customer")),
    Column(N_("Latest score"), "number"),
    Column(N_("Trend")),
    Column(N_("Answers"), "number"),
    Column(N_("Asked until"), "date"),
    Column(N_("Ask again by"), "date"),
    Column(N_("Open complaints"), "number"),
)

OPEN_FOR: dict[Age, str] = {
    "up to 14 days": N_("Open up to 14 days"),
    "15 to 30 days": N_("Open 15 to 30 days"),
    "over 30 days": N_("Open over 30 days"),
}
"""How long complaints are open, as it is said."""

SERVICE_COLUMNS = (
    Column(N_("Service")),
    Column(N_("Latest score"), "number"),
    Column(N_("Trend")),
    Column(N_("Answers"), "number"),
    Column(N_("Asked until"), "date"),
    Column(N_("Complaints in 12 months"), "number"),
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

    def view(part: Part[Record[Customer]], first: bool) -> SatisfactionView:
        naming = Naming(register, titles, Here(part.path))
        return SatisfactionView(
            ways(naming, OVERVIEW, counts),
            part.table(_customers(naming, part.rows, pictures, satisfaction)),
            part.pager,
            _rest(register, naming, satisfaction) if first else None,
        )

    for part in parts(shown, OVERVIEW, Things("{n} customer", "{n} customers")):
        first = part.number == 1
        yield Page(
            part.path,
            "pages/satisfaction.html",
            part.title(_("Satisfaction")),
            partial(view, part, first),
            section="Satisfaction",
            crumbs=((_("Home"), "index.html"),)
            if first
            else ((_("Home"), "index.html"), (_("Satisfaction"), OVERVIEW)),
            judges=True,
            all_rows=part.all_rows,
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
        _("No customers."),
        _("There is nobody to ask."),
        sentence(_("Add a file under {folder}."), folder=Code("records/customers")),
    )
    return Table(
        "customers",
        _("Customers, the least content first"),
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
        figure.append(Aside(_(" NPS")))
    if latest.is_below_target:
        figure += [Text(" "), Tag(_("Below target"), "bad")]
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
        return Cell((Tag(_("Overdue"), "warn"),))
    late = (Text(" "), Tag(_("Overdue"), "warn")) if found.is_overdue else ()
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
        _("No service was asked about."),
        _("No survey and no complaint names one."),
        sentence(_("Name it under {field} in a survey."), field=Code("services")),
    )
    return Table(
        "services", _("Services, the least content first"), SERVICE_COLUMNS, rows, empty, quiet=True
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
        tuple(Fact(OPEN_FOR[age], (line(count(len(complaints.aged(age)))),)) for age in AGES),
    )


def _tiles(naming: Naming, whole: Picture, complaints: Complaints) -> tuple[Tile, ...]:
    contented, promoters = whole.score("1-5"), whole.score("0-10")
    tiles = [
        Tile(
            SCALE_NAMES["1-5"],
            figure_piece(contented),
            line(
                counted(
                    contented.tally.of,
                    "{good} of {n} answer were 4 or 5",
                    "{good} of {n} answers were 4 or 5",
                    good=figure(contented.tally.good),
                )
            )
            if contented.figure is not None
            else line(_("asked from 1 to 5")),
        )
    ]
    if promoters.tally.of:
        good, bad, of = promoters.tally.good, promoters.tally.bad, promoters.tally.of
        tiles.append(
            Tile(
                SCALE_NAMES["0-10"],
                figure_piece(promoters),
                line(
                    counted(
                        good,
                        "{n} promoter, {detractors} of {whole}",
                        "{n} promoters, {detractors} of {whole}",
                        whole=figure(of),
                        detractors=counted(bad, "{n} detractor", "{n} detractors"),
                    )
                )
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
            _("Answered"),
            percent(response.percent),
            line(
                _(
                    "{responded} of {invited} who were asked",
                    responded=figure(response.responded),
                    invited=figure(response.invited),
                )
            ),
        ),
        Tile(
            _("Open complaints"),
            count(len(complaints.open)),
            line(_("{late} of them late", late=figure(late)) if late else _("none of them late")),
            naming.here.to(OPEN_COMPLAINTS),
            "bad" if late else None,
        ),
        Tile(
            _("Open escalations"),
            count(len(whole.open_escalations)),
            line(
                _("{waiting} without the answer due", waiting=figure(waiting))
                if waiting
                else _("none past its day")
            ),
            naming.here.to(ESCALATIONS),
            "bad" if waiting else None,
        ),
    )


def _complaints(naming: Naming, complaints: Complaints) -> Listing:
    late_first = sorted(complaints.open, key=lambda case: -case.days_late)
    items = tuple(case_item(naming, case) for case in late_first[:MOST])
    more = None
    if len(complaints.open) > MOST:
        more = naming.here.page(
            counted(len(complaints.open), "All {n} open complaint", "All {n} open complaints"),
            OPEN_COMPLAINTS,
        )
    todo = sentence(_("A complaint is a file under {folder}."), folder=Code("records/feedback"))
    return Listing(items, Empty(_("No open complaints."), "", todo), more)


def _escalations(naming: Naming, whole: Picture) -> Listing:
    found = whole.open_escalations
    items = tuple(escalation_item(naming, one) for one in found[:MOST])
    more = None
    if len(found) > MOST:
        more = naming.here.page(
            counted(len(found), "All {n} open escalation", "All {n} open escalations"), ESCALATIONS
        )
    return Listing(items, Empty(_("No open escalations.")), more)


def _surveys(naming: Naming, whole: Picture) -> Listing:
    items = tuple(survey_item(naming, result) for result in whole.results[:3])
    todo = sentence(
        _("Add one under {folder}: {command}"),
        folder=Code("records/surveys"),
        command=Code("brmsite new survey"),
    )
    return Listing(items, Empty(_("No surveys."), _("Nobody was asked yet."), todo))


def _compliments(naming: Naming, whole: Picture) -> Listing:
    found = whole.of_type("compliment")
    items = tuple(case_item(naming, case) for case in found[:5])
    more = naming.here.page(_("All feedback"), FEEDBACK) if len(found) > 5 else None
    todo = sentence(_("Write the next one down under {folder}."), folder=Code("records/feedback"))
    return Listing(items, Empty(_("No compliments."), "", todo), more)


def _handling(complaints: Complaints) -> tuple[Fact, ...]:
    """How complaints were handled in the last twelve months, each figure with what it is of."""
    in_time, escalated = complaints.acknowledged_in_time, complaints.escalated
    median = complaints.median_days_to_close
    closed: Line = line(_("none was closed"))
    if median is not None:
        closed = line(
            _(
                "median {median} days, {number} closed",
                median=figure(median, "g"),
                number=figure(len(complaints.closed)),
            )
        )
    return (
        Fact(
            _("Received"),
            (line(counted(len(complaints.received), "{n} complaint", "{n} complaints")),),
        ),
        Fact(
            _("Acknowledged in time"),
            (
                sentence(
                    _(
                        "{percent}, {part} of {whole}",
                        part=figure(len(in_time.part)),
                        whole=figure(len(in_time.of)),
                    ),
                    percent=percent(in_time.percent),
                ),
            )
            if in_time.of
            else (line(_("No data")),),
        ),
        Fact(_("Time to close"), (closed,)),
        Fact(
            _("Escalated"),
            (
                sentence(
                    _(
                        "{percent}, {part} of {whole}",
                        part=figure(len(escalated.part)),
                        whole=figure(len(escalated.of)),
                    ),
                    percent=percent(escalated.percent),
                ),
            )
            if escalated.of
            else (line(_("No data")),),
        ),
    )
