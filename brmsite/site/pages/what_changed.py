"""What changed lately: every change of every record, week by week, by kind, customer and weight."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.chronicle.entry import Entry as Happened
from brmsite.kinds import all_kinds
from brmsite.register.register import Register
from brmsite.site.addresses import Here
from brmsite.site.history_choice import Choice, Moved, choices
from brmsite.site.history_items import (
    MOST,
    SHORT,
    WHAT_CHANGED,
    commit_id,
    record_piece,
    told,
    weight_tags,
    what_is_cut,
    why_none,
)
from brmsite.site.language import N_, Things, _, counted, figure, listed
from brmsite.site.naming import Naming, joined
from brmsite.site.page import Page
from brmsite.site.paging import ROWS, Part, parts
from brmsite.site.pieces import day
from brmsite.site.shapes import (
    Cell,
    Column,
    Empty,
    Entry,
    Line,
    Link,
    Pager,
    Piece,
    Row,
    Table,
    Text,
    line,
)
from brmsite.site.titles import Titles
from brmsite.site.words import worded

ALL = "history/all.html"
"""The changes that the first page has no room for; pages of it cannot stand below `changes/`, which
is the folder of a kind."""

FIELDS = 3
"""So many fields of one change are told in a row of the table."""

WEEKS = 4
"""Of so many weeks the first line says how much changed."""

COLUMNS = (
    Column(N_("Record")),
    Column(N_("Day"), "date"),
    Column(N_("What changed")),
    Column(N_("Weight"), "status"),
    Column(N_("By")),
    Column(N_("Kind")),
    Column(N_("Customers")),
    Column(N_("Week")),
)


@dataclass(frozen=True, slots=True)
class WhatChangedView:
    """One page of changes: what it is, the ways to others, the feed, what cannot be seen."""

    lead: Line
    ways: tuple[Entry, ...]
    customers: tuple[Link, ...]
    feed: Link | None
    note: str
    table: Table
    pager: Pager
    more: Link | None


def pages(chronicle: Chronicle, register: Register, titles: Titles) -> Iterator[Page]:
    """The changes of all records, and those of each kind, weight and customer."""
    found = choices(chronicle, register, titles)

    def view(choice: Choice, part: Part[Moved], more: str) -> WhatChangedView:
        naming = Naming(register, titles, Here(part.path))
        rows = tuple(_row(chronicle, naming, one) for one in part.rows)
        table = Table(
            "history", choice.name, COLUMNS, rows, _empty(chronicle), controls=True, quiet=True
        )
        return WhatChangedView(
            _lead(choice),
            _ways(naming.here, found, choice),
            _customers(naming.here, found, choice),
            naming.here.page(_("Follow this as a feed"), choice.feed) if rows else None,
            what_is_cut(chronicle),
            part.table(table),
            part.pager,
            naming.here.page(_words_of(len(choice.changes)), more) if more else None,
        )

    for choice in found:
        is_whole = choice.sort == "all"
        shown = choice.changes[:ROWS] if is_whole else choice.changes
        more = ALL if is_whole and len(choice.changes) > ROWS else ""
        title = _("What changed")
        if not is_whole:
            title = _("What changed: {which}", which=_which(choice))
        yield from _pages(view, choice, choice.path, shown, title, more)
        if more:
            title = _("What changed: {which}", which=choice.name)
            yield from _pages(view, choice, ALL, choice.changes, title, "")


def _pages(
    view: object, choice: Choice, path: str, shown: Sequence[Moved], title: str, more: str
) -> Iterator[Page]:
    assert callable(view)
    for part in parts(shown, path, Things("{n} change", "{n} changes")):
        is_first = part.path == WHAT_CHANGED
        yield Page(
            part.path,
            "pages/what_changed.html",
            part.title(title),
            partial(view, choice, part, more),
            section="What changed",
            crumbs=(
                (_("Home"), "index.html"),
                *(() if is_first else ((_("What changed"), WHAT_CHANGED),)),
            ),
            all_rows=part.all_rows,
        )


def _which(choice: Choice) -> str:
    """What tells a choice from all others: a customer may be called as a kind."""
    if choice.sort == "customer":
        return f"{choice.name} ({choice.path.partition('-')[2].removesuffix('.html')})"
    return choice.name


def _words_of(number: int) -> str:
    return counted(number, "All {n} change", "All {n} changes")


def _lead(choice: Choice) -> Line:
    """How much changed in each of the last weeks, and whether there is more."""
    weeks = Counter(_week(one) for one in choice.changes if one.entry.day is not None)
    said = [
        _("week {week}: {changes}", week=week, changes=counted(n, "{n} change", "{n} changes"))
        for week, n in sorted(weeks.items(), reverse=True)[:WEEKS]
    ]
    if not said:
        return ()
    words = f"{choice.name}: {listed(said)}."
    if choice.sort == "all" and len(choice.changes) == MOST:
        words += " " + _("Only the last {n} are listed.", n=figure(MOST))
    return line(words)


def _ways(here: Here, found: Sequence[Choice], shown: Choice) -> tuple[Entry, ...]:
    return tuple(
        Entry(one.name, here.to(one.path), one.path == shown.path, figure(len(one.changes)))
        for one in found
        if one.sort != "customer"
    )


def _customers(here: Here, found: Sequence[Choice], shown: Choice) -> tuple[Link, ...]:
    if shown.sort not in ("all", "customer"):
        return ()
    return tuple(here.page(one.name, one.path) for one in found if one.sort == "customer")


def _week(one: Moved) -> str:
    if one.entry.day is None:
        return ""
    year, week, _weekday = one.entry.day.isocalendar()
    return f"{year}-W{week:02d}"


def _row(chronicle: Chronicle, naming: Naming, one: Moved) -> Row:
    entry = one.entry
    tags = weight_tags(entry)
    weight: list[Piece] = []
    for tag in tags:
        weight += [Text(" "), tag] if weight else [tag]
    folder = entry.address.partition("/")[0]
    return Row(
        (
            Cell((record_piece(naming, entry),)),
            Cell((day(entry.day),) if entry.day is not None else ()),
            Cell(_said(told(naming, entry, FIELDS))),
            Cell(tuple(weight), str(len(tags))),
            Cell(_by(chronicle, entry)),
            Cell(line(worded(all_kinds()[folder].name))),
            Cell(joined(naming.record(each) for each in one.customers)),
            Cell(line(_week(one))),
        )
    )


def _by(chronicle: Chronicle, entry: Happened) -> Line:
    """Who wrote it, as a link to the commit where the forge is known, else with its id."""
    if entry.commit is None:
        return ()
    way = chronicle.link(entry.commit)
    if way:
        return (Link(listed(entry.who) or entry.commit.id[:SHORT], way),)
    id = commit_id(chronicle, entry.commit)
    return line(f"{listed(entry.who)} ", *id) if entry.who else id


def _said(lines: Sequence[Line]) -> Line:
    pieces: list[Piece] = []
    for each in lines:
        pieces += [Text("; "), *each] if pieces else each
    return tuple(pieces)


def _empty(chronicle: Chronicle) -> Empty:
    if not chronicle.is_shown:
        return Empty(_("No history."), _("The settings of this site leave it out."))
    if chronicle.since is not None:  # what cannot be seen is said above
        return Empty(_("No changes."))
    why = why_none(chronicle) or _("No record was changed in any commit.")
    return Empty(_("No changes."), why)
