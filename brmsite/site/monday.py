"""Monday morning: what to decide, what slipped, whom to meet, for everybody or for one manager.

The order is by "can I still act": what has a day ahead before what has gone wrong, and what has
just slipped before old junk. What is empty without being news is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from brmsite.ground.period import add_days
from brmsite.ground.value import replace
from brmsite.insight.cases import Case
from brmsite.insight.commitments import Commitment
from brmsite.insight.matters import Matters
from brmsite.insight.notices import Notice
from brmsite.insight.terms import AgreementTerm
from brmsite.insight.worth import Worth
from brmsite.settings import Settings, Thresholds
from brmsite.site.action_items import action_item
from brmsite.site.agreement_table import customer_line
from brmsite.site.change_items import change_item
from brmsite.site.health_items import OVERVIEW, turned_item
from brmsite.site.language import N_, Things, _, counted, figure
from brmsite.site.level_table import level_table
from brmsite.site.meeting_items import meeting_item
from brmsite.site.monday_ahead import activities_due, meetings_ahead, surveys_due
from brmsite.site.naming import Naming, and_more, joined
from brmsite.site.pieces import count, day, sentence, sums
from brmsite.site.project_items import asked_item, project_item
from brmsite.site.record_parts import NEVER_EMPTY, all_link
from brmsite.site.satisfaction_items import ESCALATIONS, OPEN_COMPLAINTS, case_item, escalation_item
from brmsite.site.shapes import (
    Cell,
    Column,
    Empty,
    Item,
    Line,
    Listing,
    Row,
    Section,
    Table,
    Text,
    Tile,
    line,
)
from brmsite.site.status import agreement_cell

DECISIONS = 6
LATE_ACTIONS = 5
SHOWN = 4
NAMED = 3
"""So many of a sort the page names; the page of them all has the rest."""

COLUMNS = (
    Column(N_("Agreement")),
    Column(N_("Customer")),
    Column(N_("Act by"), "date"),
    Column(N_("Days left"), "number"),
    Column(N_("Status"), "status"),
    Column(N_("If nobody acts")),
    Column(N_("Value a year"), "number"),
)


@dataclass(frozen=True, slots=True)
class Monday:
    """The parts of the page: the first figures, the wide column, the narrow one."""

    tiles: tuple[Tile, ...]
    main: tuple[Section, ...]
    side: tuple[Section, ...]


def monday(
    naming: Naming, matters: Matters, worth: Worth, settings: Settings, as_of: date
) -> Monday:
    """The page's parts for what concerns somebody."""
    limits, since = settings.thresholds, add_days(as_of, -settings.health.compare_days)
    return Monday(
        tiles=_tiles(naming, matters, limits, since),
        main=(
            _decide(naming, matters, worth, limits),
            _worse(naming, matters, since),
            *_answer(naming, matters),
            *_needed(naming, matters, as_of),
            _due(naming, matters, limits),
            _slipped(naming, matters),
            *_projects(naming, matters),
            *_levels(naming, matters),
            *_changes(naming, matters),
            *_unwritten(naming, matters, as_of),
        ),
        side=(
            *meetings_ahead(naming, matters, as_of),
            *activities_due(naming, matters),
            *surveys_due(naming, matters),
        ),
    )


# --- The first figures ---------------------------------------------------------------------------


def _tiles(naming: Naming, matters: Matters, limits: Thresholds, since: date) -> tuple[Tile, ...]:
    here, worse = naming.here, matters.worse
    near, overdue, missed = matters.near, matters.overdue, matters.missed
    to_answer = len(matters.complaints) + len(matters.escalations)
    late = sum(bool(case.days_late) for case in matters.complaints)
    late += sum(bool(raised.days_late) for raised in matters.escalations)
    new = sum(one.misses_running == 1 for one in missed)
    due = counted(
        limits.due_soon_days,
        "{due} due in {n} day",
        "{due} due in {n} days",
        due=figure(len(matters.due_soon)),
    )
    return (
        Tile(
            counted(limits.notice_near_days, "To decide in {n} day", "To decide in {n} days"),
            count(len(near)),
            sentence(_("next {day}"), day=day(near[0].act_by))
            if near
            else line(_("no notice date is near")),
            here.to(here.path, "decide"),
            "warn" if near else None,
        ),
        Tile(
            _("Health got worse"),
            count(len(worse)),
            sentence(_("since {day}"), day=day(since)),
            here.to(here.path, "worse"),
            "bad" if any(turn.now.colour == "red" for turn in worse) else "warn" if worse else None,
        ),
        Tile(
            _("Complaints, escalations"),
            count(to_answer),
            line(counted(late, "{n} late", "{n} late") if late else _("none is late")),
            here.to(here.path, "answer") if to_answer else "",
            "bad" if late else "warn" if to_answer else None,
        ),
        Tile(
            _("Overdue actions"),
            count(len(overdue)),
            line(due),
            here.to(here.path, "slipped" if overdue else "due"),
            "bad" if overdue else None,
        ),
        Tile(
            _("Service levels missed"),
            count(len(missed)),
            line(
                counted(new, "{n} of them new", "{n} of them new")
                if missed
                else _("in their latest periods")
            ),
            here.to(here.path, "missed") if missed else "",
            "bad" if missed else None,
        ),
    )


# --- What can still be decided -------------------------------------------------------------------


def _decide(naming: Naming, matters: Matters, worth: Worth, limits: Thresholds) -> Section:
    empty = Empty(
        _("Nothing is to be decided."),
        counted(
            limits.notice_near_days,
            "No notice date and no end lies in the next {n} day.",
            "No notice date and no end lies in the next {n} days.",
        ),
    )
    rows = tuple(_notice_row(naming, notice, worth) for notice in matters.near[:DECISIONS])
    caption = _("Agreements to decide on, nearest day first")
    return Section(
        "decide",
        _("Decide while you still can"),
        table=Table("decisions", caption, COLUMNS, rows, empty, quiet=True),
        said=_too_late(naming, matters),
        more=all_link(
            naming.here,
            len(matters.near),
            DECISIONS,
            Things("All {n} decision", "All {n} decisions"),
            "agreements/index.html",
        ),
    )


def _notice_row(naming: Naming, notice: Notice, worth: Worth) -> Row:
    term = notice.term
    return Row(
        (
            Cell((naming.record(term.agreement),)),
            Cell(customer_line(naming, term)),
            Cell((day(notice.act_by),)),
            Cell((count(notice.days_left),)),
            agreement_cell(term),
            Cell(_outcome(term)),
            Cell(sums(worth.of(term.agreement))),
        )
    )


def _outcome(term: AgreementTerm) -> Line:
    runs_on_to, end = term.term.runs_on_to, term.term.end
    if runs_on_to is not None:
        return sentence(_("runs on to {day}"), day=day(runs_on_to))
    return sentence(_("ends {day}"), day=day(end)) if end else ()


def _too_late(naming: Naming, matters: Matters) -> Line:
    """One sentence about agreements that ran on or out undecided; nothing where there are none."""
    passed, ended = _named(naming, matters.passed), _named(naming, matters.ended)
    if passed:
        passed = sentence(_("Notice date passed undecided: {agreements}."), agreements=passed)
    if ended:
        ended = sentence(_("Past the end, but not closed: {agreements}."), agreements=ended)
    return (*passed, Text(" "), *ended) if passed and ended else (*passed, *ended)


def _named(naming: Naming, terms: Sequence[AgreementTerm]) -> Line:
    names = joined(naming.record(term.agreement) for term in terms[:NAMED])
    return and_more(names, len(terms) - NAMED)


def _worse(naming: Naming, matters: Matters, since: date) -> Section:
    """The customers whose health turned for the worse, and which part of it."""
    items = tuple(turned_item(naming, turn) for turn in matters.worse[:SHOWN])
    none = _("No customer's health got worse since {day}.", day=since.isoformat())
    more = naming.here.page(_("The health of all customers"), OVERVIEW)
    return Section(
        "worse",
        _("Customers whose health got worse"),
        Listing(items, Empty(_("Nobody."), none)),
        more=more,
    )


# --- What waits for an answer --------------------------------------------------------------------


def _answer(naming: Naming, matters: Matters) -> Iterator[Section]:
    """Escalations, then complaints: late ones first, then what must be acknowledged."""
    raised, complaints = matters.escalations, matters.complaints
    if not raised and not complaints:
        return
    rest = all_link(
        naming.here,
        len(raised),
        SHOWN,
        Things("All {n} escalation", "All {n} escalations"),
        ESCALATIONS,
    )
    items = [escalation_item(naming, one) for one in raised[:SHOWN]]
    items += [_complaint(naming, one) for one in complaints[:SHOWN]]
    yield Section(
        "answer",
        _("Answer: complaints and escalations"),
        Listing(tuple(items), NEVER_EMPTY),
        more=all_link(
            naming.here,
            len(complaints),
            SHOWN,
            Things("All {n} complaint", "All {n} complaints"),
            OPEN_COMPLAINTS,
        ),
        said=() if rest is None else (rest,),
    )


def _complaint(naming: Naming, case: Case) -> Item:
    """An open complaint; of one that nobody has acknowledged, by when that must be done."""
    item = case_item(naming, case)
    if case.is_acknowledged:
        return item
    by = sentence(_("acknowledge by {day}"), day=day(case.acknowledge_by))
    return replace(item, remarks=(by, *item.remarks))


def _needed(naming: Naming, matters: Matters, as_of: date) -> Iterator[Section]:
    """What projects ask of customers, with what we recommend."""
    asked = matters.decisions
    if asked:
        items = tuple(asked_item(naming, one, as_of) for one in asked[:SHOWN])
        more = all_link(
            naming.here,
            len(asked),
            SHOWN,
            Things("All {n} decision", "All {n} decisions"),
            "projects/index.html",
        )
        heading = _("Decisions needed from customers")
        yield Section("needed", heading, Listing(items, NEVER_EMPTY, more))


# --- What is due, what slipped -------------------------------------------------------------------


def _due(naming: Naming, matters: Matters, limits: Thresholds) -> Section:
    days = limits.due_soon_days
    none = counted(days, "No action in the next {n} day.", "No action in the next {n} days.")
    listing = _actions(naming, matters.due_soon, Empty(_("Nothing is due."), none))
    return Section("due", counted(days, "Due in {n} day", "Due in {n} days"), listing)


def _slipped(naming: Naming, matters: Matters) -> Section:
    old = sum(one.age_band == "over 90 days" for one in matters.overdue)
    words = counted(
        old,
        "{n} is more than 90 days late: close, or agree on a new day.",
        "{n} are more than 90 days late: close, or agree on a new day.",
    )
    listing = _actions(naming, matters.overdue, Empty(_("Nothing is overdue.")))
    said = line(words) if old else ()
    return Section("slipped", _("Slipped: newly overdue first"), listing, said=said)


def _actions(naming: Naming, actions: Sequence[Commitment], empty: Empty) -> Listing:
    items = tuple(action_item(naming, one) for one in actions[:LATE_ACTIONS])
    more = all_link(
        naming.here,
        len(actions),
        LATE_ACTIONS,
        Things("All {n} action", "All {n} actions"),
        "actions.html",
    )
    return Listing(items, empty, more)


def _projects(naming: Naming, matters: Matters) -> Iterator[Section]:
    found = matters.projects
    if found:
        items = tuple(project_item(naming, one) for one in found[:SHOWN])
        more = all_link(
            naming.here,
            len(found),
            SHOWN,
            Things("All {n} project", "All {n} projects"),
            "projects/index.html",
        )
        yield Section("projects", _("Projects at risk or late"), Listing(items, NEVER_EMPTY, more))


def _levels(naming: Naming, matters: Matters) -> Iterator[Section]:
    found = matters.missed
    if found:
        caption = _("Promises missed in their latest period, new misses first")
        yield Section(
            "missed",
            _("Service levels that slipped"),
            table=level_table(naming, found[:SHOWN], "levels", caption),
            more=all_link(
                naming.here,
                len(found),
                SHOWN,
                Things("All {n} missed promise", "All {n} missed promises"),
                "service-levels/missed.html",
            ),
        )


def _changes(naming: Naming, matters: Matters) -> Iterator[Section]:
    """Requests that are unclear, then those outside the agreement; how many wishes wait."""
    asked, wishes = matters.changes, matters.wishes
    if not asked and not wishes:
        return
    items = tuple(change_item(naming, one) for one in asked[:SHOWN])
    more = all_link(
        naming.here,
        len(asked),
        SHOWN,
        Things("All {n} request", "All {n} requests"),
        "changes/index.html",
    )
    none = Empty(_("No change request is unclear or outside its agreement."))
    said: Line = ()
    if wishes:
        late = sum(bool(wish.days_late) for wish in wishes)
        waiting = naming.here.page(
            counted(len(wishes), "{n} wish", "{n} wishes"), "ideas/index.html"
        )
        words = _("{wishes} without a verdict.")
        if late:
            words = counted(
                late,
                "{wishes} without a verdict; {n} waited too long.",
                "{wishes} without a verdict; {n} waited too long.",
            )
        said = sentence(words, wishes=waiting)
    yield Section("changes", _("Changes and wishes"), Listing(items, none, more), said=said)


def _unwritten(naming: Naming, matters: Matters, as_of: date) -> Iterator[Section]:
    """Meetings whose day has gone by and that are still planned, the latest first."""
    found = matters.unwritten
    if found:
        more = all_link(
            naming.here,
            len(found),
            SHOWN,
            Things("All {n} such meeting", "All {n} such meetings"),
            "meetings/index.html",
        )
        items = tuple(meeting_item(naming, one, as_of, planned=False) for one in found[:SHOWN])
        listing = Listing(items, NEVER_EMPTY, more)
        yield Section("unwritten", _("Meetings nobody wrote up"), listing)
