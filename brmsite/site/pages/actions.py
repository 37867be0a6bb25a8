"""All actions: what is late, what is due, who has how many, how old the late ones are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from brmsite.ground.words import plural
from brmsite.insight.commitments import AGE_BANDS, Commitment, Commitments, OnTimeRate, on_time
from brmsite.kinds.person import Person
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.action_items import newest_first
from brmsite.site.addresses import Here, record_page
from brmsite.site.anchors import anchors
from brmsite.site.naming import Naming, joined
from brmsite.site.page import Page
from brmsite.site.paging import parts
from brmsite.site.pieces import count, day
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
    Column("Action"),
    Column("Due", "date"),
    Column("Days late", "number"),
    Column("Owner"),
    Column("From"),
    Column("Customers"),
    Column("Status", "status"),
)

OWNER_COLUMNS = (
    Column("Owner"),
    Column("Overdue", "number"),
    Column("Due soon", "number"),
    Column("Open", "number"),
    Column("Done", "number"),
    Column("Done in time", "number"),
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
    for group in groups:
        title = "Actions" if group.path == INDEX else f"Actions, {group.label.lower()}"
        for part in parts(group.actions, group.path, "action"):
            here = Here(part.path)
            yield _page(
                part.path,
                part.title(title),
                ActionsView(
                    _tiles(here, commitments, groups) if part.path == INDEX else (),
                    _views(here, groups, group.path),
                    _table(
                        Naming(register, titles, here),
                        group,
                        part.rows,
                        any_at_all=bool(commitments.all),
                    ),
                    part.pager,
                ),
            )
    owners = _by_owner(commitments)
    for owner_part in parts(owners, OWNERS, "owner"):
        here = Here(owner_part.path)
        table = _owners(titles, here, owner_part.rows, as_of)
        view = ActionsView((), _views(here, groups, OWNERS), table, owner_part.pager)
        yield _page(owner_part.path, owner_part.title("Actions by owner"), view)


def _page(path: str, title: str, view: ActionsView) -> Page:
    home = ("Home", "index.html")
    return Page(
        path,
        "pages/actions.html",
        title,
        view,
        section="Actions",
        crumbs=(home,) if path == INDEX else (home, ("Actions", INDEX)),
        judges=True,
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
        _Group("To do", INDEX, (*overdue, *soon, *later), "Nothing is open."),
        _Group("Overdue", "actions/overdue.html", overdue, "Nothing is overdue."),
        _Group(
            f"Due in {plural(due_soon_days, 'day')}",
            "actions/due-soon.html",
            soon,
            f"Nothing is due in the next {plural(due_soon_days, 'day')}.",
        ),
        _Group("Open", "actions/open.html", later, "Nothing else is open."),
        _Group("Done", "actions/done.html", tuple(closed), "Nothing is done yet."),
    )


def _views(here: Here, groups: Sequence[_Group], current: str) -> tuple[Entry, ...]:
    entries = [
        Entry(each.label, here.to(each.path), each.path == current, f"{len(each.actions):,}")
        for each in groups
    ]
    return (*entries, Entry("By owner", here.to(OWNERS), current == OWNERS))


def _tiles(here: Here, commitments: Commitments, groups: Sequence[_Group]) -> tuple[Tile, ...]:
    """How many are late and how old they are, what is due, how often it was done in time."""
    if not commitments.all:
        return ()
    _, overdue, soon, later, _ = groups
    carried = len(commitments.carried_over)
    aged = Counter(one.age_band for one in overdue.actions)
    bands = ", ".join(f"{aged[band]:,} for {band}" for band in AGE_BANDS if aged[band])
    return (
        Tile(
            "Overdue",
            count(len(overdue.actions)),
            line(bands or "none"),
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
            "Open",
            count(len(later.actions)),
            line(f"{carried:,} carried over from an earlier meeting" if carried else ""),
            here.to(later.path),
        ),
        _rate("Done in time, IT", commitments.on_time("provider")),
        _rate("Done in time, customers", commitments.on_time("customer")),
    )


def _rate(label: str, rate: OnTimeRate) -> Tile:
    if rate.percent is None:
        return Tile(label, Text("Not measured"), line("nothing was due in 6 months"))
    return Tile(label, Text(f"{rate.in_time:,} of {rate.of:,}"), line("of the last 6 months"))


# --- The tables ----------------------------------------------------------------------------------


def _table(naming: Naming, group: _Group, rows: Sequence[Commitment], any_at_all: bool) -> Table:
    empty = Empty(group.none, "The other views have the rest.")
    if not any_at_all:
        todo = line("Write them in minutes: ", Code("- [ ] (a1) @person due 2026-04-15: ..."))
        empty = Empty("No actions.", "No meeting has any.", todo)
    ids = anchors(
        (f"{one.meeting.id}.{one.action.id}" for one in rows), ("actions", "main", "menu")
    )
    return Table(
        "actions",
        f"{group.label}, what has just slipped first" if group.path == INDEX else group.label,
        COLUMNS,
        tuple(_row(naming, one, id) for one, id in zip(rows, ids, strict=True)),
        empty,
        controls=True,
    )


def _row(naming: Naming, one: Commitment, id: str) -> Row:
    action, here, titles = one.action, naming.here, naming.titles
    title: Line = (here.record(one.meeting, naming.plain(action.text), action.id),)
    if one.carried:
        title += line(" ", Aside(f"carried over {plural(one.carried, 'time')}"))
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
        "Actions by owner, most that is late first",
        OWNER_COLUMNS,
        tuple(_owner_row(titles, here, owned, as_of) for owned in rows),
        Empty("No actions.", "Nobody owns any."),
        controls=True,
    )


def _owner_row(titles: Titles, here: Here, owned: tuple[Commitment, ...], as_of: date) -> Row:
    states = Counter(one.status for one in owned)
    rate = on_time(owned, as_of)
    in_time: Line = ()
    if rate.percent is not None:
        in_time = (Number(f"{rate.in_time:,} of {rate.of:,}", rate.percent),)
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
