"""The evidence for an audit: what clauses of ISO/IEC 20000-1 ask, what shows it, and what is
missing; and a page for each requirement with every record behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from brmsite.insight.audited import Audited, Clause, Lack, Requirement, Subject
from brmsite.insight.evidence import Evidence
from brmsite.kinds.base import Common
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.language import N_, Things, _, counted, figure, said
from brmsite.site.naming import Naming, joined
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, day_in_words, sentence
from brmsite.site.shapes import (
    Aside,
    Cell,
    Column,
    Empty,
    Line,
    Pager,
    Piece,
    Row,
    Table,
    Text,
    Tile,
    line,
)
from brmsite.site.status import shown_cell
from brmsite.site.titles import Titles

EVIDENCE = "evidence.html"
TITLE = N_("Evidence for an audit")

NAMED = 3
"""How many records a cell names before it says how many more there are."""

WHERE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "parties": ((N_("Customers"), "customers/index.html"), (N_("Structure"), "structure.html")),
    "responsible": ((N_("Contact matrix"), "contacts.html"), (N_("People"), "people/index.html")),
    "communication": ((N_("Contact matrix"), "contacts.html"),),
    "reviewed": (
        (N_("Meetings"), "meetings/index.html"),
        (N_("Coverage figures"), "coverage.html"),
    ),
    "measured": ((N_("Surveys"), "surveys/index.html"), (N_("Satisfaction"), "satisfaction.html")),
    "analysed": ((N_("Surveys"), "surveys/index.html"),),
    "complaints": ((N_("Feedback"), "feedback/index.html"),),
    "complaints-told": (
        (N_("Feedback"), "feedback/index.html"),
        (N_("Meetings"), "meetings/index.html"),
    ),
    "way-up": (
        (N_("Agreements"), "agreements/index.html"),
        (N_("Escalations"), "escalations/index.html"),
    ),
    "agreed": ((N_("Services"), "services/index.html"), (N_("Coverage figures"), "coverage.html")),
    "content": ((N_("Agreements"), "agreements/index.html"),),
    "monitored": (
        (N_("Service levels"), "service-levels.html"),
        (N_("Reports"), "reports/index.html"),
    ),
    "workload": (
        (N_("Service levels"), "service-levels.html"),
        (N_("Reports"), "reports/index.html"),
    ),
    "reported": ((N_("Reports"), "reports/index.html"),),
    "improved": ((N_("Service levels"), "service-levels.html"), (N_("Actions"), "actions.html")),
    "supplier-manager": ((N_("Suppliers"), "suppliers/index.html"),),
    "contract": ((N_("Suppliers"), "suppliers/index.html"),),
    "contract-content": ((N_("Agreements"), "agreements/index.html"),),
    "aligned": ((N_("Agreements"), "agreements/index.html"),),
    "interfaces": (
        (N_("Suppliers"), "suppliers/index.html"),
        (N_("Services"), "services/index.html"),
    ),
    "supplier-performance": ((N_("Reports"), "reports/index.html"),),
    "contract-reviewed": ((N_("Agreements"), "agreements/index.html"),),
    "disputes": ((N_("Escalations"), "escalations/index.html"),),
    "ola": ((N_("Services"), "services/index.html"), (N_("Agreements"), "agreements/index.html")),
    "ola-content": ((N_("Agreements"), "agreements/index.html"),),
    "ola-performance": ((N_("Reports"), "reports/index.html"),),
}
"""The pages on which the records behind each requirement are kept, by its id."""


@dataclass(frozen=True, slots=True)
class ClauseSection:
    """One clause: how much of it is evidenced, and its requirements."""

    id: str
    heading: str
    says: Line
    table: Table


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """All clauses."""

    lead: Line
    tiles: tuple[Tile, ...]
    sections: tuple[ClauseSection, ...]


@dataclass(frozen=True, slots=True)
class RequirementView:
    """One requirement, and everything of which it asks something."""

    lead: tuple[Line, ...]
    tiles: tuple[Tile, ...]
    heading: str
    table: Table
    pager: Pager


def pages(register: Register, titles: Titles, evidence: Evidence) -> Iterator[Page]:
    """The index of the evidence, and a page for each requirement."""

    def view() -> EvidenceView:
        here = Here(EVIDENCE)
        naming = Naming(register, titles, here)
        return EvidenceView(
            _lead(evidence.audited),
            tuple(_tile(here, clause) for clause in evidence.clauses),
            tuple(_section(naming, clause) for clause in evidence.clauses),
        )

    yield Page(
        EVIDENCE,
        "pages/evidence.html",
        str(TITLE),
        view,
        section=TITLE,
        crumbs=((_("Home"), "index.html"),),
        judges=True,
    )
    for clause in evidence.clauses:
        for requirement in clause.requirements:
            yield from _requirement_pages(register, titles, evidence.audited, clause, requirement)


def requirement_page(requirement: Requirement) -> str:
    """Where everything stands that is known of one requirement."""
    return f"evidence/{requirement.id}.html"


def _lead(audited: Audited) -> Line:
    return sentence(
        _(
            "What ISO/IEC 20000-1:2018 asks about customers, service levels and "
            "suppliers, in our own words, and the records that show it. What "
            "happened counts from {start} to {end}."
        ),
        start=day_in_words(audited.start),
        end=day_in_words(audited.end),
    )


# --- The index -----------------------------------------------------------------------------------


def _tile(here: Here, clause: Clause) -> Tile:
    found = clause.requirements
    whole = sum(one.shown == "evidenced" for one in found)
    none = sum(one.shown == "none" for one in found)
    asked = sum(one.shown != "nothing-due" for one in found)
    return Tile(
        f"{clause.number} {said(clause.title)}",
        Text(_("{part} of {whole}", part=whole, whole=asked)) if asked else Text(_("No data")),
        _tile_note(none) if asked else (),
        here.to(EVIDENCE, _section_id(clause)),
        "bad" if none else None,
    )


def _tile_note(none: int) -> Line:
    return line(_("{none} without any evidence", none=none)) if none else line(_("evidenced whole"))


def _section_id(clause: Clause) -> str:
    return f"clause-{clause.number.replace('.', '-')}"


def _section(naming: Naming, clause: Clause) -> ClauseSection:
    found = clause.requirements
    whole = sum(one.shown == "evidenced" for one in found)
    says = counted(
        len(found),
        "{whole} of {n} requirement evidenced whole.",
        "{whole} of {n} requirements evidenced whole.",
        whole=whole,
    )
    idle = sum(one.shown == "nothing-due" for one in found)
    if idle:
        quiet = counted(
            idle,
            "{n} requirement had nothing to show in the period.",
            "{n} requirements had nothing to show in the period.",
        )
        says = f"{says} {quiet}"
    columns = (
        Column(_("Requirement")),
        Column(_("What is asked")),
        Column(_("Evidenced")),
        Column(_("State"), "status"),
        Column(_("Missing")),
        Column(_("Kept in")),
    )
    return ClauseSection(
        _section_id(clause),
        f"{clause.number} {said(clause.title)}",
        line(says),
        Table(
            f"{_section_id(clause)}-table",
            _("Requirements of {number}", number=clause.number),
            columns,
            tuple(_row(naming, one) for one in found),
            Empty(_("No requirements.")),
            quiet=True,
        ),
    )


def _row(naming: Naming, requirement: Requirement) -> Row:
    here = naming.here
    title = here.page(said(requirement.title), requirement_page(requirement))
    where = joined(here.page(label, path) for label, path in WHERE[requirement.id])
    return Row(
        (
            Cell((title,)),
            Cell(line(said(requirement.asks))),
            Cell(_counted(requirement)),
            shown_cell(requirement.shown),
            Cell(_some(naming, requirement)),
            Cell(where),
        ),
        requirement.id,
    )


def _counted(requirement: Requirement) -> Line:
    """How much is evidenced of what should be: "14 of 15 active customers"."""
    of = len(requirement.subjects)
    if not of:
        return line(said(requirement.none))
    name = said(requirement.one if of == 1 else requirement.many)
    return sentence(
        _(
            "{part} of {whole} {name}",
            part=figure(len(requirement.evidenced)),
            whole=figure(of),
        ),
        name=Aside(name),
    )


def _some(naming: Naming, requirement: Requirement) -> Line:
    """The first things of which something is missing, and the way to all."""
    lacking = requirement.open
    names: list[Piece] = [_named(naming, one.about, one.part) for one in lacking[:NAMED]]
    if len(lacking) > NAMED:
        words = _("{number} more", number=figure(len(lacking) - NAMED))
        names.append(naming.here.page(words, requirement_page(requirement)))
    return joined(names)


# --- One requirement -----------------------------------------------------------------------------


def _requirement_pages(
    register: Register,
    titles: Titles,
    audited: Audited,
    clause: Clause,
    requirement: Requirement,
) -> Iterator[Page]:
    path = requirement_page(requirement)
    ordered = (*requirement.open, *requirement.evidenced)
    things = Things(one=f"{{n}} {said(requirement.one)}", many=f"{{n}} {said(requirement.many)}")

    def view(part: Part[Subject]) -> RequirementView:
        naming = Naming(register, titles, Here(part.path))
        many = said(requirement.many)
        heading = f"{many[:1].upper()}{many[1:]}"
        return RequirementView(
            (line(said(requirement.asks)), _period(audited)),
            _tiles(requirement) if part.number == 1 else (),
            heading,
            part.table(_subjects(naming, requirement, heading, part)),
            part.pager,
        )

    for part in parts(ordered, path, things):
        yield Page(
            part.path,
            "pages/evidence_requirement.html",
            part.title(
                _(
                    "Evidence, {number}: {title}",
                    number=clause.number,
                    title=said(requirement.title),
                )
            ),
            partial(view, part),
            section=TITLE,
            crumbs=((_("Home"), "index.html"), (str(TITLE), EVIDENCE)),
            judges=True,
            all_rows=part.all_rows,
        )


def _period(audited: Audited) -> Line:
    start, end = day_in_words(audited.start), day_in_words(audited.end)
    return sentence(_("What happened counts from {start} to {end}."), start=start, end=end)


def _tiles(requirement: Requirement) -> tuple[Tile, ...]:
    states = [one.shown for one in requirement.subjects]
    whole, partly, none = (states.count(each) for each in ("evidenced", "partly", "none"))
    if not states:
        return (Tile(_("Evidenced"), Text(_("No data")), line(said(requirement.none))),)
    return (
        Tile(_("Evidenced"), count(whole), line(_("of {number}", number=figure(len(states))))),
        Tile(_("Partly"), count(partly), (), "", "warn" if partly else None),
        Tile(_("Without evidence"), count(none), (), "", "bad" if none else None),
    )


def _subjects(naming: Naming, requirement: Requirement, heading: str, part: Part[Subject]) -> Table:
    name = said(requirement.one)
    columns = (
        Column(f"{name[:1].upper()}{name[1:]}"),
        Column(_("State"), "status"),
        Column(_("Evidence")),
        Column(_("Missing")),
    )
    rows = tuple(
        Row(
            (
                Cell((_named(naming, one.about, one.part),)),
                shown_cell(one.shown),
                Cell(_evidence(naming, one)),
                Cell(_lacks(naming, one.lacks)),
            )
        )
        for one in part.rows
    )
    empty = Empty(_("Nothing to show."), said(requirement.none))
    return Table("subjects", heading, columns, rows, empty, controls=True, quiet=True)


def _evidence(naming: Naming, subject: Subject) -> Line:
    """The first records, and how many more there are; a record may be its own evidence."""
    named = [_named(naming, one) for one in subject.records[:NAMED]]
    more = len(subject.records) - NAMED
    if not named:
        return line(_("No evidence"))
    if subject.records == (subject.about,) and not subject.part:
        return line(_("Its own record"))
    if more > 0:
        return sentence(_("{names} and {n} more", n=figure(more)), names=joined(named))
    return joined(named)


def _lacks(naming: Naming, lacks: tuple[Lack, ...]) -> Line:
    pieces: list[Piece] = []
    for lack in lacks[:NAMED]:
        words = said(lack.words)
        words = words if pieces else f"{words[:1].upper()}{words[1:]}"
        pieces += [Text("; ")] if pieces else []
        pieces.append(Text(words if lack.record is None else f"{words} "))
        if lack.record is not None:
            pieces.append(_named(naming, lack.record))
    if len(lacks) > NAMED:
        more = figure(len(lacks) - NAMED)
        return sentence(_("{what}; and {n} more", n=more), what=tuple(pieces))
    return tuple(pieces)


def _named(naming: Naming, record: Record[Common], part: str = "") -> Piece:
    """A record, and after it the part that is meant: its page has no place for every part."""
    words = naming.titles.of(record)
    return naming.here.record(record, f"{words}, {part}" if part else words)
