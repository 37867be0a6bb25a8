"""Monday morning: what to decide, what slipped, whom to meet, for everybody or for one manager.

The order is by "can I still act": days that come before days that have gone, and what has just
slipped before old junk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from brmsite.ground.period import add_days
from brmsite.ground.words import plural
from brmsite.insight.commitments import Commitment
from brmsite.insight.notices import Notice
from brmsite.insight.terms import AgreementTerm
from brmsite.insight.worth import Worth
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Record, Register
from brmsite.site.action_items import action_item, newest_first
from brmsite.site.addresses import Here
from brmsite.site.agreement_table import customer_line
from brmsite.site.meeting_items import meeting_item
from brmsite.site.naming import joined
from brmsite.site.pieces import count, day, sums
from brmsite.site.record_parts import NEVER_EMPTY
from brmsite.site.shapes import (
    Cell,
    Column,
    Empty,
    Item,
    Line,
    Link,
    Listing,
    Row,
    Table,
    Text,
    Tile,
    line,
)
from brmsite.site.status import agreement_cell
from brmsite.site.titles import Titles

DECISIONS = 10
ACTIONS = 8
NAMED = 5
UNWRITTEN = 5

COLUMNS = (
    Column("Agreement"),
    Column("Customer"),
    Column("Act by", "date"),
    Column("Days left", "number"),
    Column("Status", "status"),
    Column("If nobody acts"),
    Column("Value a year", "number"),
)


@dataclass(frozen=True, slots=True)
class Matters:
    """What concerns somebody: everything, or what there is with the customers of one manager.

    `near` are the agreements to be decided on soon, by the day to act on; `passed` and `ended`
    those for which it is too late.
    """

    near: Sequence[Notice]
    passed: Sequence[AgreementTerm]
    ended: Sequence[AgreementTerm]
    actions: Sequence[Commitment]
    meetings: Sequence[Record[Meeting]]


@dataclass(frozen=True, slots=True)
class Monday:
    """The parts of the page; lists that would be empty without being news are None."""

    tiles: tuple[Tile, ...]
    decisions: Table
    decisions_more: Link | None
    too_late: Line
    overdue: Listing
    due_soon: Listing
    old: Line
    unwritten: Listing | None
    this_week: Listing
    next_weeks: Listing


@dataclass(frozen=True, slots=True)
class MondayDesk:
    """The records, their titles and worth, the page one is on, and the day."""

    register: Register
    titles: Titles
    worth: Worth
    here: Here
    near_days: int
    soon_days: int
    as_of: date

    def lay_out(self, matters: Matters) -> Monday:
        """The page's parts for what concerns somebody."""
        overdue = newest_first([one for one in matters.actions if one.status == "Overdue"])
        soon = [one for one in matters.actions if one.status == "Due soon"]
        monday = add_days(self.as_of, -self.as_of.weekday())
        week = _between(matters.meetings, monday, add_days(monday, 6))
        later = _between(matters.meetings, add_days(monday, 7), add_days(monday, 20))
        return Monday(
            tiles=self._tiles(matters, overdue, soon, week, later),
            decisions=self._decisions(matters.near),
            decisions_more=self._more(
                len(matters.near), DECISIONS, "decisions", "agreements/index.html"
            ),
            too_late=self._too_late(matters),
            overdue=self._actions(overdue, Empty("Nothing is overdue.")),
            due_soon=self._actions(
                soon, Empty("Nothing is due.", f"No action in the next {self.soon_days} days.")
            ),
            old=self._old(overdue),
            unwritten=self._unwritten(matters.meetings),
            this_week=self._meetings(week, "No meetings this week."),
            next_weeks=self._meetings(later, "No meetings in the two weeks after."),
        )

    def _tiles(
        self,
        matters: Matters,
        overdue: Sequence[Commitment],
        soon: Sequence[Commitment],
        week: Sequence[Record[Meeting]],
        later: Sequence[Record[Meeting]],
    ) -> tuple[Tile, ...]:
        near = matters.near
        here = self.here
        return (
            Tile(
                f"To decide in {self.near_days} days",
                count(len(near)),
                line("next ", day(near[0].act_by)) if near else line("no notice date is near"),
                here.to(here.path, "decide"),
                "warn" if near else None,
            ),
            Tile(
                "Overdue actions",
                count(len(overdue)),
                line(f"oldest {plural(overdue[-1].days_late, 'day')} late")
                if overdue
                else line("all done in time"),
                here.to(here.path, "slipped"),
                "bad" if overdue else None,
            ),
            Tile(
                f"Due in {self.soon_days} days",
                count(len(soon)),
                line("next ", day(soon[0].action.due)) if soon else line("nothing is due"),
                here.to(here.path, "due"),
            ),
            Tile(
                "Meetings this week",
                count(len(week)),
                line(f"{len(later):,} in the two weeks after"),
                here.to(here.path, "meet"),
            ),
        )

    def _decisions(self, near: Sequence[Notice]) -> Table:
        rows = tuple(
            Row(
                (
                    Cell(self._agreement(notice.term)),
                    Cell(customer_line(self.register, self.titles, self.here, notice.term)),
                    Cell((day(notice.act_by),)),
                    Cell((count(notice.days_left),)),
                    agreement_cell(notice.term),
                    Cell(_outcome(notice.term)),
                    Cell(sums(self.worth.of(notice.term.agreement))),
                )
            )
            for notice in near[:DECISIONS]
        )
        empty = Empty(
            "Nothing is to be decided.",
            f"No notice date and no end lies in the next {self.near_days} days.",
        )
        return Table(
            "decisions",
            "Agreements to decide on, nearest day first",
            COLUMNS,
            rows,
            empty,
            quiet=True,
        )

    def _agreement(self, term: AgreementTerm) -> Line:
        return (self.here.record(term.agreement, self.titles.of(term.agreement)),)

    def _more(self, whole: int, shown: int, many: str, path: str) -> Link | None:
        return self.here.page(f"All {whole:,} {many}", path) if whole > shown else None

    def _too_late(self, matters: Matters) -> Line:
        """One sentence about agreements that ran on or out undecided; nothing where there are
        none."""
        passed = self._named("Notice date passed undecided", matters.passed)
        ended = self._named("Past the end, but not closed", matters.ended)
        return (*passed, Text(" "), *ended) if passed and ended else (*passed, *ended)

    def _named(self, words: str, terms: Sequence[AgreementTerm]) -> Line:
        if not terms:
            return ()
        names = joined(piece for term in terms[:NAMED] for piece in self._agreement(term))
        rest = f" and {len(terms) - NAMED:,} more." if len(terms) > NAMED else "."
        return (Text(f"{words}: "), *names, Text(rest))

    def _actions(self, actions: Sequence[Commitment], empty: Empty) -> Listing:
        items = tuple(action_item(self.titles, self.here, one) for one in actions[:ACTIONS])
        return Listing(items, empty, self._more(len(actions), ACTIONS, "actions", "actions.html"))

    def _old(self, overdue: Sequence[Commitment]) -> Line:
        old = sum(one.age_band == "over 90 days" for one in overdue)
        if not old:
            return ()
        are = "is" if old == 1 else "are"
        return line(f"{old:,} {are} more than 90 days late: close, or agree on a new day.")

    def _unwritten(self, meetings: Sequence[Record[Meeting]]) -> Listing | None:
        """Meetings whose day has gone by and that are still planned, the latest first."""
        found = [
            one
            for one in reversed(meetings)
            if one.fields.state == "planned" and one.fields.date < self.as_of
        ]
        if not found:
            return None
        more = self._more(len(found), UNWRITTEN, "such meetings", "meetings/index.html")
        return Listing(self._items(found[:UNWRITTEN]), NEVER_EMPTY, more)

    def _meetings(self, meetings: Sequence[Record[Meeting]], none: str) -> Listing:
        return Listing(self._items(meetings), Empty(none))

    def _items(self, meetings: Iterable[Record[Meeting]]) -> tuple[Item, ...]:
        return tuple(
            meeting_item(self.register, self.titles, self.here, one, self.as_of, planned=False)
            for one in meetings
        )


def _outcome(term: AgreementTerm) -> Line:
    runs_on_to, end = term.term.runs_on_to, term.term.end
    if runs_on_to is not None:
        return line("runs on to ", day(runs_on_to))
    return line("ends ", day(end)) if end else ()


def _between(meetings: Iterable[Record[Meeting]], first: date, last: date) -> list[Record[Meeting]]:
    """The meetings from one day to another that were not cancelled, by day."""
    found = [
        one
        for one in meetings
        if first <= one.fields.date <= last and one.fields.state != "cancelled"
    ]
    return sorted(found, key=lambda one: (one.fields.date, one.address))
