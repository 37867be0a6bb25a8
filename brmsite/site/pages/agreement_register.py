"""The agreement register: every agreement in one table, its common filters as pages, a timeline."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.insight.terms import DRAFT, AgreementTerm, Standing, Terms
from brmsite.insight.worth import Worth
from brmsite.register.register import Register
from brmsite.site.addresses import Here
from brmsite.site.agreement_table import customer_line
from brmsite.site.draw.terms import term_strip
from brmsite.site.language import N_, Things, _, figure
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, day_in_words, days, from_now, sentence, sums
from brmsite.site.shapes import (
    Aside,
    Cell,
    Code,
    Column,
    Empty,
    Entry,
    Line,
    Pager,
    Row,
    Strip,
    Table,
    line,
)
from brmsite.site.status import STANDINGS, agreement_cell
from brmsite.site.titles import Titles
from brmsite.site.words import worded

INDEX = "agreements/index.html"
TIMELINE = "agreements/views/timeline.html"

BARS = 40
"""How many terms one page of the timeline shows."""

COLUMNS = (
    Column(N_("Agreement")),
    Column(N_("Customer")),
    Column(N_("Type")),
    Column(N_("Status"), "status"),
    Column(N_("Ends"), "date"),
    Column(N_("Notice by"), "date"),
    Column(N_("Decide by"), "date"),
    Column(N_("Value a year"), "number", adds_up=True),
)

TERM_COLUMNS = (
    Column(N_("Agreement")),
    Column(N_("Term from"), "date"),
    Column(N_("Ends"), "date"),
    Column(N_("Notice by"), "date"),
    Column(N_("Status"), "status"),
)


@dataclass(frozen=True, slots=True)
class RegisterView:
    """One page of one view of the register; `lead` says how it stands as a whole."""

    lead: tuple[Line, ...]
    views: tuple[Entry, ...]
    table: Table
    pager: Pager


@dataclass(frozen=True, slots=True)
class TimelineView:
    """Some terms as bars, None where there are none; `days` are the same in figures."""

    views: tuple[Entry, ...]
    strip: Strip | None
    days: Table
    empty: Empty
    pager: Pager


@dataclass(frozen=True, slots=True)
class _Filter:
    """One view of the register: which agreements it holds, and what to say when there are none."""

    label: str
    path: str
    holds: Callable[[AgreementTerm], bool]
    none: str


def _standing(*wanted: Standing) -> Callable[[AgreementTerm], bool]:
    return lambda term: term.standing in wanted


FILTERS = (
    _Filter(
        N_("Current"), INDEX, lambda term: term.standing != "closed", N_("No agreement is current.")
    ),
    _Filter(
        N_("In force"),
        "agreements/views/in-force.html",
        lambda term: term.in_force,
        N_("No agreement is in force."),
    ),
    _Filter(
        N_("Notice due"),
        "agreements/views/notice-due.html",
        _standing("notice-due", "notice-passed"),
        N_("No decision is due."),
    ),
    _Filter(
        N_("Past end"),
        "agreements/views/past-end.html",
        _standing("past-end"),
        N_("No agreement is past its end."),
    ),
    _Filter(
        N_("Draft and proposed"),
        "agreements/views/draft.html",
        lambda term: term.agreement.fields.state in DRAFT,
        N_("No agreement is in preparation."),
    ),
    _Filter(
        N_("Closed"),
        "agreements/views/closed.html",
        _standing("closed"),
        N_("No agreement has ended."),
    ),
    _Filter(
        N_("All"),
        "agreements/views/all.html",
        _standing(*STANDINGS),
        N_("There are no agreements."),
    ),
)


def pages(
    register: Register, titles: Titles, terms: Terms, worth: Worth, as_of: date
) -> Iterator[Page]:
    """Every view of the register, 200 rows a page, and the timeline."""
    ordered = sorted(terms.by_address.values(), key=lambda term: _urgency(term, as_of))
    held = {one.path: [term for term in ordered if one.holds(term)] for one in FILTERS}

    def view(each: _Filter, part: Part[AgreementTerm]) -> RegisterView:
        here = Here(part.path)
        table = Table(
            "agreements",
            _("{label}, next notice date first", label=each.label),
            COLUMNS,
            tuple(_row(register, titles, worth, here, term) for term in part.rows),
            _empty(each, bool(ordered)),
            controls=True,
        )
        return RegisterView(
            _lead(titles, worth, here, ordered, as_of) if part.path == INDEX else (),
            _views(here, held, each.path),
            part.table(table),
            part.pager,
        )

    for each in FILTERS:
        title = (
            _("Agreements")
            if each.path == INDEX
            else _("Agreements, {label}", label=each.label.lower())
        )
        for part in parts(held[each.path], each.path, Things("{n} agreement", "{n} agreements")):
            yield Page(
                part.path,
                "pages/agreement_register.html",
                part.title(title),
                partial(view, each, part),
                section="Agreements",
                crumbs=_crumbs(part.path),
                judges=True,
                all_rows=part.all_rows,
            )
    yield from _timeline(titles, held, as_of)


def _crumbs(path: str) -> tuple[tuple[str, str], ...]:
    home = (_("Home"), "index.html")
    return (home,) if path == INDEX else (home, (_("Agreements"), INDEX))


def _urgency(term: AgreementTerm, as_of: date) -> tuple[int, int, str]:
    """The next notice date first, then notice dates that have passed (the latest first), then
    agreements without notice by their end, and closed ones last."""
    notice, end = term.term.notice_by, term.term.end
    if term.standing == "closed":
        place = (3, -(end or date.min).toordinal())
    elif notice is not None and notice >= as_of:
        place = (0, notice.toordinal())
    elif notice is not None:
        place = (1, -notice.toordinal())
    else:
        place = (2, (end or date.max).toordinal())
    return (*place, term.agreement.address)


def _row(register: Register, titles: Titles, worth: Worth, here: Here, one: AgreementTerm) -> Row:
    agreement, term = one.agreement, one.term
    fields = agreement.fields
    closed = one.standing == "closed"
    return Row(
        (
            Cell(
                line(
                    here.record(agreement, titles.of(agreement)),
                    " ",
                    Aside(fields.number),
                )
            ),
            Cell(customer_line(Naming(register, titles, here), one)),
            Cell(line(worded(fields.type))),
            agreement_cell(one),
            Cell(days(term.end) or (Aside(_("no end")),), "" if term.end else "9999"),
            Cell(() if closed else days(term.notice_by)),
            _decide_by(one),
            Cell(sums(worth.of(agreement))),
        )
    )


def _decide_by(one: AgreementTerm) -> Cell:
    """The day by which to decide, or that somebody has; nothing for what binds nobody."""
    if one.standing in ("closed", "draft", "past-end"):
        return Cell(())
    if one.is_settled:
        return Cell((Aside(_("decided")),), "9999")
    return Cell(days(one.term.decide_by))


def _empty(each: _Filter, any_at_all: bool) -> Empty:
    if any_at_all:
        return Empty(each.none, _("The other views have the rest."))
    return Empty(
        _("No agreements."),
        _("The register is empty."),
        sentence(
            _("Add a file under {folder}: {command}"),
            folder=Code("records/agreements"),
            command=Code("brmsite new agreement"),
        ),
    )


def _views(here: Here, held: dict[str, list[AgreementTerm]], current: str) -> tuple[Entry, ...]:
    """All views with their counts."""
    entries = [
        Entry(each.label, here.to(each.path), each.path == current, figure(len(held[each.path])))
        for each in FILTERS
    ]
    return (*entries, Entry(_("Timeline"), here.to(TIMELINE), current == TIMELINE))


def _lead(
    titles: Titles, worth: Worth, here: Here, ordered: Sequence[AgreementTerm], as_of: date
) -> tuple[Line, ...]:
    """What is in force, what it is worth, and which notice date comes next."""
    in_force = tuple(term.agreement for term in ordered if term.in_force)
    if not in_force:
        return ()
    together = worth.together(in_force)
    number = count(len(in_force))
    said = sentence(_("{number} in force."), number=number)
    if together:
        said = sentence(
            _("{number} in force, worth {sums} a year."), number=number, sums=sums(together)
        )
    undecided = [
        term
        for term in ordered
        if term.in_force
        and not term.is_settled
        and term.term.runs_on_to is not None
        and term.term.notice_by is not None
        and term.term.notice_by >= as_of
    ]
    for term in undecided[:1]:
        notice = term.term.notice_by
        if notice is not None:
            link = here.record(term.agreement, titles.of(term.agreement))
            when = from_now(notice, as_of)
            ahead = sentence(
                _("Next notice date: {day}, {when}, for {agreement}.", when=when),
                day=day_in_words(notice),
                agreement=link,
            )
            said = line(*said, " ", *ahead)
    return (said,)


def _timeline(titles: Titles, held: dict[str, list[AgreementTerm]], as_of: date) -> Iterator[Page]:
    """The terms of the current agreements as bars, the next notice dates first."""
    things = Things("{n} current agreement", "{n} current agreements")

    def view(part: Part[AgreementTerm]) -> TimelineView:
        here = Here(part.path)
        no_terms = Empty(_("No terms to draw."), _("No agreement is current."))
        names: list[Line] = [
            (here.record(term.agreement, titles.of(term.agreement)),) for term in part.rows
        ]
        return TimelineView(
            _views(here, held, TIMELINE),
            term_strip(part.rows, names, as_of),
            _terms(part.rows, names, no_terms),
            no_terms,
            part.pager,
        )

    for part in parts(held[INDEX], TIMELINE, things, size=BARS):
        yield Page(
            part.path,
            "pages/agreement_timeline.html",
            part.title(_("Agreements, timeline")),
            partial(view, part),
            section="Agreements",
            crumbs=_crumbs(part.path),
            judges=True,
        )


def _terms(terms: Sequence[AgreementTerm], titles: Sequence[Line], empty: Empty) -> Table:
    """The terms of one page of the timeline, in the order of its bars."""
    rows = tuple(
        Row(
            (
                Cell(title),
                Cell(days(one.term.start)),
                Cell(days(one.term.end) or line(_("No end"))),
                Cell(days(one.term.notice_by)),
                agreement_cell(one),
            )
        )
        for one, title in zip(terms, titles, strict=True)
    )
    return Table("terms", _("Terms"), TERM_COLUMNS, rows, empty, quiet=True, compact=True)
