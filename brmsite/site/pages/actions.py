"""All actions: what is late, what is due, who has how many, how old the late ones are."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.insight.commitments import (
    AGE_BANDS,
    AgeBand,
    Commitment,
    Commitments,
    OnTimeRate,
    on_time,
)
from brmsite.kinds.person import Person
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.action_items import newest_first
from brmsite.site.addresses import Here, record_page
from brmsite.site.anchors import anchors
from brmsite.site.language import N_, Things, _, counted, figure
from brmsite.site.naming import Naming, joined
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, day, sentence
from brmsite.site.shapes import (
    Aside,
    Cell,
    Code,
    Column,
    Empty,
    Entry,
    Line,
    Link,
    Number,
    Pager,
    Row,
    Table,
    Text,
    Tile,
    line,
)
from brmsite.site.status import action_cell
from brmsite.site.titles import Titles

INDEX = "actions.html"
OWNERS = "actions/owners.html"

COLUMNS = (
    Column(N_("Action")),
    Column(N_("Due"), "date"),
    Column(N_("Days late"), "number"),
    Column(N_("Owner")),
    Column(N_("From")),
    Column(N_("Customers")),
    Column(N_("Status"), "status"),
)

AGES: dict[AgeBand, str] = {
    "up to 30 days": N_("up to 30 days"),
    "31 to 90 days": N_("31 to 90 days"),
    "over 90 days": N_("over 90 days"),
}
"""How long actions are late, as it is said."""

OWNER_COLUMNS = (
    Column(N_("Owner")),
    Column(N_("Overdue"), "number", adds_up=True),
    Column(N_("Due soon"), "number", adds_up=True),
    Column(N_("Open"), "number", adds_up=True),
    Column(N_("Done"), "number", adds_up=True),
    Column(N_("Done in time"), "number"),
)


@dataclass(frozen=True, slots=True)
class ActionsView:
    """One view of the actions; only the first page has `tiles`."""

    tiles: tuple[Tile, ...]
    views: tuple[Entry, ...]
    table: Table
    pager: Pager


@dataclass(frozen=True, slots=True)
class _Group:
    """One view: its name, its page and its actions in order."""

    label: str
    path: str
    actions: tuple[Commitment, ...]
    none: str


def pages(
    register: Register,
    titles: Titles,
    commitments: Commitments,
    settings: Settings,
    as_of: date,
) -> Iterator[Page]:
    """The list of actions in every view, and the owners with how many they have."""
    groups = _groups(commitments, settings.thresholds.due_soon_days)

    def view(group: _Group, part: Part[Commitment]) -> ActionsView:
        here = Here(part.path)
        naming = Naming(register, titles, here)
        table = _table(naming, group, part.rows, any_at_all=bool(commitments.all))
        return ActionsView(
            _tiles(here, commitments, groups) if part.path == INDEX else (),
            _views(here, groups, group.path),
            part.table(table),
            part.pager,
        )

    def owners_view(part: Part[tuple[Commitment, ...]]) -> ActionsView:
        here = Here(part.path)
        table = part.table(_owners(titles, here, part.rows, as_of))
        return ActionsView((), _views(here, groups, OWNERS), table, part.pager)

    for group in groups:
        title = (
            _("Actions")
            if group.path == INDEX
            else _("Actions, {label}", label=group.label.lower())
        )
        for part in parts(group.actions, group.path, Things("{n} action", "{n} actions")):
            yield _page(part, part.title(title), partial(view, group, part))
    owners = _by_owner(commitments)
    for owner_part in parts(owners, OWNERS, Things("{n} owner", "{n} owners")):
        title = owner_part.title(_("Actions by owner"))
        yield _page(owner_part, title, partial(owners_view, owner_part))


def _page(
    part: Part[Commitment] | Part[tuple[Commitment, ...]],
    title: str,
    view: Callable[[], ActionsView],
) -> Page:
    home = (_("Home"), "index.html")
    return Page(
        part.path,
        "pages/actions.html",
        title,
        view,
        section="Actions",
        crumbs=(home,) if part.path == INDEX else (home, (_("Actions"), INDEX)),
        judges=True,
        all_rows=part.all_rows,
    )


def _groups(commitments: Commitments, due_soon_days: int) -> tuple[_Group, ...]:
    """The views in the order in which they are offered."""
    overdue = tuple(newest_first(commitments.with_status("Overdue")))
    soon = commitments.with_status("Due soon")
    later = commitments.with_status("Open")
    closed = sorted(
        commitments.with_status("Done", "Cancelled"),
        key=lambda one: (one.closed or date.min, one.meeting.address, one.index),
        reverse=True,
    )
    return (
        _Group(_("To do"), INDEX, (*overdue, *soon, *later), _("Nothing is open.")),
        _Group(_("Overdue"), "actions/overdue.html", overdue, _("Nothing is overdue.")),
        _Group(
            counted(due_soon_days, "Due in {n} day", "Due in {n} days"),
            "actions/due-soon.html",
            soon,
            counted(
                due_soon_days,
                "Nothing is due in the next {n} day.",
                "Nothing is due in the next {n} days.",
            ),
        ),
        _Group(_("Open"), "actions/open.html", later, _("Nothing else is open.")),
        _Group(_("Done"), "actions/done.html", tuple(closed), _("Nothing is done yet.")),
    )


def _views(here: Here, groups: Sequence[_Group], current: str) -> tuple[Entry, ...]:
    entries = [
        Entry(each.label, here.to(each.path), each.path == current, figure(len(each.actions)))
        for each in groups
    ]
    return (*entries, Entry(_("By owner"), here.to(OWNERS), current == OWNERS))


def _tiles(here: Here, commitments: Commitments, groups: Sequence[_Group]) -> tuple[Tile, ...]:
    """How many are late and how old they are, what is due, how often it was done in time."""
    if not commitments.all:
        return ()
    overdue, soon, later = groups[1:4]
    carried = len(commitments.carried_over)
    aged = Counter(one.age_band for one in overdue.actions)
    bands = ", ".join(
        _("{number} for {age}", number=figure(aged[band]), age=AGES[band])
        for band in AGE_BANDS
        if aged[band]
    )
    return (
        Tile(
            _("Overdue"),
            count(len(overdue.actions)),
            line(bands or _("none")),
            here.to(overdue.path),
            "bad" if overdue.actions else "ok",
        ),
        Tile(
            soon.label,
            count(len(soon.actions)),
            (),
            here.to(soon.path),
            "warn" if soon.actions else None,
        ),
        Tile(
            _("Open"),
            count(len(later.actions)),
            line(
                _("{carried} carried over from an earlier meeting", carried=figure(carried))
                if carried
                else ""
            ),
            here.to(later.path),
        ),
        _rate(_("Done in time, IT"), commitments.on_time("provider")),
        _rate(_("Done in time, customers"), commitments.on_time("customer")),
    )


def _rate(label: str, rate: OnTimeRate) -> Tile:
    if rate.percent is None:
        return Tile(label, Text(_("Not measured")), line(_("nothing was due in 6 months")))
    return Tile(
        label,
        Text(_("{part} of {whole}", part=figure(rate.in_time), whole=figure(rate.of))),
        line(_("of the last 6 months")),
    )


# --- The tables ----------------------------------------------------------------------------------


def _table(naming: Naming, group: _Group, rows: Sequence[Commitment], any_at_all: bool) -> Table:
    empty = Empty(group.none, _("The other views have the rest."))
    if not any_at_all:
        todo = sentence(
            _("Write them in minutes: {field}"),
            field=Code("- [ ] (a1) @person due 2026-04-15: ..."),
        )
        empty = Empty(_("No actions."), _("No meeting has any."), todo)
    ids = anchors(
        (f"{one.meeting.id}.{one.action.id}" for one in rows), ("actions", "main", "menu")
    )
    return Table(
        "actions",
        _("{label}, what has just slipped first", label=group.label)
        if group.path == INDEX
        else group.label,
        COLUMNS,
        tuple(_row(naming, one, id) for one, id in zip(rows, ids, strict=True)),
        empty,
        controls=True,
    )


def _row(naming: Naming, one: Commitment, id: str) -> Row:
    action, here, titles = one.action, naming.here, naming.titles
    title: Line = (here.record(one.meeting, naming.plain(action.text), action.id),)
    if one.carried:
        title += line(
            " ", Aside(counted(one.carried, "carried over {n} time", "carried over {n} times"))
        )
    if action.outcome is not None and not one.is_open:
        title += line(" ", Aside(naming.plain(action.outcome)))
    customers = joined(here.record(each, titles.of(each)) for each in one.customers)
    return Row(
        (
            Cell(title),
            Cell((day(action.due),)),
            Cell((count(one.days_late),) if one.days_late else ()),
            Cell(line(action.owner) if one.owner is None else (_owner(titles, here, one.owner),)),
            Cell((here.record(one.meeting, titles.of(one.meeting)),)),
            Cell(customers),
            action_cell(one.status),
        ),
        id,
    )


def _owner(titles: Titles, here: Here, owner: Record[Person]) -> Link:
    return here.record(owner, titles.of(owner))


def _by_owner(commitments: Commitments) -> list[tuple[Commitment, ...]]:
    """The actions of each owner; who has most that is late comes first."""
    found: dict[str, list[Commitment]] = {}
    for one in commitments.all:
        found.setdefault(one.action.owner if one.owner is None else one.owner.id, []).append(one)

    def burden(owned: tuple[Commitment, ...]) -> tuple[int, int, str]:
        late = sum(one.status == "Overdue" for one in owned)
        still_open = sum(one.is_open for one in owned)
        return (-late, -still_open, owned[0].action.owner)

    return sorted((tuple(owned) for owned in found.values()), key=burden)


def _owners(
    titles: Titles, here: Here, rows: Sequence[tuple[Commitment, ...]], as_of: date
) -> Table:
    return Table(
        "owners",
        _("Actions by owner, most that is late first"),
        OWNER_COLUMNS,
        tuple(_owner_row(titles, here, owned, as_of) for owned in rows),
        Empty(_("No actions."), _("Nobody owns any.")),
        controls=True,
    )


def _owner_row(titles: Titles, here: Here, owned: tuple[Commitment, ...], as_of: date) -> Row:
    states = Counter(one.status for one in owned)
    rate = on_time(owned, as_of)
    in_time: Line = ()
    if rate.percent is not None:
        in_time = (
            Number(
                _("{part} of {whole}", part=figure(rate.in_time), whole=figure(rate.of)),
                rate.percent,
            ),
        )
    owner = owned[0].owner
    name: Line = (Code(owned[0].action.owner),)
    if owner is not None:
        name = (here.page(titles.of(owner), record_page(owner)),)
    return Row(
        (
            Cell(name),
            *(Cell(_how_many(states[state])) for state in ("Overdue", "Due soon", "Open", "Done")),
            Cell(in_time),
        )
    )


def _how_many(number: int) -> Line:
    return (count(number),) if number else ()
