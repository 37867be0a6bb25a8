"""All plans: which customers have none, which objectives nothing supports, and every plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.insight.objectives import Aim, Objectives, covered
from brmsite.insight.plans import Planned, Plans
from brmsite.kinds.customer import Customer
from brmsite.kinds.plan import CustomerPlan
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.language import N_, Things, _, counted, figure
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, day, days, sentence
from brmsite.site.plan_items import coverage_words, objective_item
from brmsite.site.shapes import (
    Aside,
    Cell,
    Code,
    Column,
    Empty,
    Item,
    Line,
    Listing,
    Number,
    Pager,
    Row,
    Table,
    Text,
    Tile,
    line,
)
from brmsite.site.status import plan_tag
from brmsite.site.titles import Titles
from brmsite.site.words import worded

INDEX = "plans/index.html"

SHOWN = 20
"""How many objectives or customers one list on the first page has."""

COLUMNS = (
    Column(N_("Plan")),
    Column(N_("Customer")),
    Column(N_("From"), "date"),
    Column(N_("To"), "date"),
    Column(N_("Status"), "status"),
    Column(N_("Objectives"), "number"),
    Column(N_("Supported"), "number"),
    Column(N_("Gone through"), "date"),
)


def _empty() -> Empty:
    return Empty(
        _("No plans."),
        _("Nobody has written down what the customers intend."),
        sentence(
            _("Add a file under {folder}: {command}"),
            folder=Code("records/plans"),
            command=Code("brmsite new plan"),
        ),
    )


@dataclass(frozen=True, slots=True)
class PlansView:
    """One page of the table; only the first has `tiles` and the lists of what is wanting: the
    customers without a plan (`missing`), late objectives, and those that nothing supports."""

    tiles: tuple[Tile, ...]
    missing: Listing | None
    late: Listing | None
    bare: Listing | None
    heading: str
    table: Table
    pager: Pager


def pages(
    register: Register, titles: Titles, plans: Plans, objectives: Objectives, as_of: date
) -> Iterator[Page]:
    """The index of plans, 200 a page: current ones first, then those ahead, then the past."""
    ordered = sorted(register.all(CustomerPlan), key=lambda plan: _order(plan, titles, as_of))
    counting = objectives.coverage
    late = sorted(
        (one for one in counting.of if one.is_late), key=lambda one: -(one.days_left or 0)
    )
    # A late one stands in the list before, and says there what supports it.
    bare = [one for one in counting.unsupported if not one.is_late]

    def view(part: Part[Record[CustomerPlan]], first: bool) -> PlansView:
        here = Here(part.path)
        naming = Naming(register, titles, here)
        rows = tuple(_row(one, naming, objectives, as_of) for one in part.rows)
        return PlansView(
            _tiles(here, plans, objectives, late, ordered, as_of) if first else (),
            _missing(naming, plans) if first else None,
            _aims(naming, late) if first else None,
            _aims(naming, bare) if first else None,
            _("All plans"),
            part.table(
                Table("plans", _("All plans"), COLUMNS, rows, _empty(), controls=True, quiet=True)
            ),
            part.pager,
        )

    for part in parts(ordered, INDEX, Things("{n} plan", "{n} plans")):
        first = part.path == INDEX
        yield Page(
            part.path,
            "pages/plans.html",
            part.title(_("Plans")),
            partial(view, part, first),
            section="Plans",
            crumbs=((_("Home"), "index.html"),)
            if first
            else ((_("Home"), "index.html"), (_("Plans"), INDEX)),
            judges=True,
            all_rows=part.all_rows,
        )


def _order(plan: Record[CustomerPlan], titles: Titles, as_of: date) -> tuple[int, str]:
    period = plan.fields.period
    place = 0 if period.covers(as_of) else 1 if period.from_ > as_of else 2
    return place, titles.of(plan).casefold()


def _tiles(
    here: Here,
    plans: Plans,
    objectives: Objectives,
    late: Sequence[Aim],
    ordered: Sequence[Record[CustomerPlan]],
    as_of: date,
) -> tuple[Tile, ...]:
    found = objectives.coverage
    missing = len(plans.missing)
    bare = len(found.unsupported)
    current = sum(one.fields.period.covers(as_of) for one in ordered)
    customers = (
        _("{part} of {whole}", part=figure(len(plans.covered)), whole=figure(len(plans.needed)))
        if plans.needed
        else _("Nobody")
    )
    return (
        Tile(
            _("Customers with a plan"),
            Text(customers),
            line(
                counted(
                    missing,
                    "{n} customer of tier A or B without",
                    "{n} customers of tier A or B without",
                )
                if missing
                else _("of tier A and B")
            ),
            here.to(here.path, "missing") if missing else "",
            "warn" if missing else None,
        ),
        Tile(
            _("Objectives supported"),
            Text(coverage_words(found)),
            line(
                _(
                    "{percent} % of what is open, by something that works",
                    percent=figure(found.percent, ".0f"),
                )
                if found.percent is not None
                else _("no objective is open in a plan of today")
            ),
            here.to(here.path, "unsupported")
            if bare > sum(not one.is_supported for one in late)
            else "",
            "warn" if bare else None,
        ),
        Tile(
            _("Overdue objectives"),
            count(len(late)),
            line(_("open past their day") if late else _("every open one has time")),
            here.to(here.path, "overdue") if late else "",
            "bad" if late else None,
        ),
        Tile(
            _("Plans of today"),
            count(current),
            line(counted(len(ordered), "of {n} plan", "of {n} plans")),
        ),
    )


def _missing(naming: Naming, plans: Plans) -> Listing | None:
    """Customers that need a plan and have none, those of tier a first."""
    ordered = sorted(
        plans.missing,
        key=lambda one: (one.customer.fields.tier or "", one.customer.title.casefold()),
    )
    items = tuple(_customer(naming, plans, one) for one in ordered[:SHOWN])
    if len(ordered) > SHOWN:
        rest = line(
            Aside(
                _(
                    "and {number} more; the findings name them all",
                    number=figure(len(ordered) - SHOWN),
                )
            )
        )
        items = (*items, Item(rest))
    return Listing(items, Empty(_("None."))) if items else None


def _customer(naming: Naming, plans: Plans, one: Planned) -> Item:
    customer = one.customer
    remarks: list[Line] = [line(_("tier {tier}", tier=worded(customer.fields.tier or "")))]
    ended = [plan for plan in plans.of_customer(customer) if plan.fields.period.to < plans.as_of]
    if ended:
        last = ended[0]
        link = naming.here.record(last, naming.titles.of(last))
        remarks.append(
            sentence(
                _("the last one, {link}, ended {day}"), link=link, day=day(last.fields.period.to)
            )
        )
    else:
        remarks.append(line(_("never had one")))
    return Item((naming.here.record(customer, naming.titles.of(customer)),), tuple(remarks))


def _aims(naming: Naming, aims: Sequence[Aim]) -> Listing | None:
    items = tuple(objective_item(naming, one) for one in aims[:SHOWN])
    if len(aims) > SHOWN:
        rest = line(
            Aside(
                _(
                    "and {number} more; the table below leads to their plans",
                    number=figure(len(aims) - SHOWN),
                )
            )
        )
        items = (*items, Item(rest))
    return Listing(items, Empty(_("None."))) if items else None


def _row(plan: Record[CustomerPlan], naming: Naming, objectives: Objectives, as_of: date) -> Row:
    fields = plan.fields
    found = covered(objectives.of_plan(plan))
    supported: Line = ()
    if found.percent is not None:
        supported = (Number(coverage_words(found), found.percent),)
    tag = plan_tag(plan, as_of)
    reviewed = fields.reviewed.on if fields.reviewed is not None else None
    return Row(
        (
            Cell((naming.here.record(plan, naming.titles.of(plan)),)),
            Cell((naming.one(Customer, fields.customer),)),
            Cell((day(fields.period.from_),)),
            Cell((day(fields.period.to),)),
            Cell((tag,)),
            Cell((count(len(fields.objectives)),)),
            Cell(supported),
            Cell(days(reviewed) or line(_("Never"))),
        )
    )
