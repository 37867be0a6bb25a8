"""The evidence for an audit: what clauses of ISO/IEC 20000-1 ask, what shows it, and what is
missing; and a page for each requirement with every record behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from brmsite.ground.words import plural
from brmsite.insight.audited import Audited, Clause, Lack, Requirement, Subject
from brmsite.insight.evidence import Evidence
from brmsite.kinds.base import Common
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.naming import Naming, joined
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, day_in_words
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
TITLE = "Evidence for an audit"

NAMED = 3
"""How many records a cell names before it says how many more there are."""

WHERE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "parties": (("Customers", "customers/index.html"), ("Structure", "structure.html")),
    "responsible": (("Contact matrix", "contacts.html"), ("People", "people/index.html")),
    "communication": (("Contact matrix", "contacts.html"),),
    "reviewed": (("Meetings", "meetings/index.html"), ("Coverage figures", "coverage.html")),
    "measured": (("Surveys", "surveys/index.html"), ("Satisfaction", "satisfaction.html")),
    "analysed": (("Surveys", "surveys/index.html"),),
    "complaints": (("Feedback", "feedback/index.html"),),
    "complaints-told": (("Feedback", "feedback/index.html"), ("Meetings", "meetings/index.html")),
    "way-up": (("Agreements", "agreements/index.html"), ("Escalations", "escalations/index.html")),
    "agreed": (("Services", "services/index.html"), ("Coverage figures", "coverage.html")),
    "content": (("Agreements", "agreements/index.html"),),
    "monitored": (("Service levels", "service-levels.html"), ("Reports", "reports/index.html")),
    "workload": (("Service levels", "service-levels.html"), ("Reports", "reports/index.html")),
    "reported": (("Reports", "reports/index.html"),),
    "improved": (("Service levels", "service-levels.html"), ("Actions", "actions.html")),
    "supplier-manager": (("Suppliers", "suppliers/index.html"),),
    "contract": (("Suppliers", "suppliers/index.html"),),
    "contract-content": (("Agreements", "agreements/index.html"),),
    "aligned": (("Agreements", "agreements/index.html"),),
    "interfaces": (("Suppliers", "suppliers/index.html"), ("Services", "services/index.html")),
    "supplier-performance": (("Reports", "reports/index.html"),),
    "contract-reviewed": (("Agreements", "agreements/index.html"),),
    "disputes": (("Escalations", "escalations/index.html"),),
    "ola": (("Services", "services/index.html"), ("Agreements", "agreements/index.html")),
    "ola-content": (("Agreements", "agreements/index.html"),),
    "ola-performance": (("Reports", "reports/index.html"),),
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
    here = Here(EVIDENCE)
    naming = Naming(register, titles, here)
    yield Page(
        EVIDENCE,
        "pages/evidence.html",
        TITLE,
        EvidenceView(
            _lead(evidence.audited),
            tuple(_tile(here, clause) for clause in evidence.clauses),
            tuple(_section(naming, clause) for clause in evidence.clauses),
        ),
        section=TITLE,
        crumbs=(("Home", "index.html"),),
        judges=True,
    )
    for clause in evidence.clauses:
        for requirement in clause.requirements:
            yield from _requirement_pages(register, titles, evidence.audited, clause, requirement)


def requirement_page(requirement: Requirement) -> str:
    """Where everything stands that is known of one requirement."""
    return f"evidence/{requirement.id}.html"


def _lead(audited: Audited) -> Line:
    return line(
        "What ISO/IEC 20000-1:2018 asks about customers, service levels and suppliers, in our own "
        "words, and the records that show it. What happened counts from ",
        day_in_words(audited.start),
        " to ",
        day_in_words(audited.end),
        ".",
    )


# --- The index -----------------------------------------------------------------------------------


def _tile(here: Here, clause: Clause) -> Tile:
    found = clause.requirements
    whole = sum(one.shown == "evidenced" for one in found)
    none = sum(one.shown == "none" for one in found)
    asked = sum(one.shown != "nothing-due" for one in found)
    return Tile(
        f"{clause.number} {clause.title}",
        Text(f"{whole} of {asked}") if asked else Text("No data"),
        _tile_note(none),
        here.to(EVIDENCE, _section_id(clause)),
        "bad" if none else None,
    )


def _tile_note(none: int) -> Line:
    return line(f"{none} without any evidence") if none else line("evidenced whole")


def _section_id(clause: Clause) -> str:
    return f"clause-{clause.number.replace('.', '-')}"


def _section(naming: Naming, clause: Clause) -> ClauseSection:
    found = clause.requirements
    whole = sum(one.shown == "evidenced" for one in found)
    says = f"{whole} of {plural(len(found), 'requirement')} evidenced whole."
    idle = sum(one.shown == "nothing-due" for one in found)
    if idle:
        says += f" {plural(idle, 'requirement')} had nothing to show in the period."
    columns = (
        Column("Requirement"),
        Column("What is asked"),
        Column("Evidenced"),
        Column("State", "status"),
        Column("Missing"),
        Column("Kept in"),
    )
    return ClauseSection(
        _section_id(clause),
        f"{clause.number} {clause.title}",
        line(says),
        Table(
            f"{_section_id(clause)}-table",
            f"Requirements of {clause.number}",
            columns,
            tuple(_row(naming, one) for one in found),
            Empty("No requirements."),
            quiet=True,
        ),
    )


def _row(naming: Naming, requirement: Requirement) -> Row:
    here = naming.here
    title = here.page(requirement.title, requirement_page(requirement))
    where = joined(here.page(label, path) for label, path in WHERE[requirement.id])
    return Row(
        (
            Cell((title,)),
            Cell(line(requirement.asks)),
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
        return line(requirement.none)
    name = requirement.one if of == 1 else requirement.many
    return line(f"{len(requirement.evidenced):,} of {of:,} ", Aside(name))


def _some(naming: Naming, requirement: Requirement) -> Line:
    """The first things of which something is missing, and the way to all."""
    lacking = requirement.open
    names: list[Piece] = [_named(naming, one.about, one.part) for one in lacking[:NAMED]]
    if len(lacking) > NAMED:
        words = f"{len(lacking) - NAMED:,} more"
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
    for part in parts(ordered, path, requirement.one, requirement.many):
        naming = Naming(register, titles, Here(part.path))
        heading = f"{requirement.many[:1].upper()}{requirement.many[1:]}"
        yield Page(
            part.path,
            "pages/evidence_requirement.html",
            part.title(f"Evidence, {clause.number}: {requirement.title}"),
            RequirementView(
                (line(requirement.asks), _period(audited)),
                _tiles(requirement) if part.number == 1 else (),
                heading,
                _subjects(naming, requirement, heading, part),
                part.pager,
            ),
            section=TITLE,
            crumbs=(("Home", "index.html"), (TITLE, EVIDENCE)),
            judges=True,
        )


def _period(audited: Audited) -> Line:
    start, end = day_in_words(audited.start), day_in_words(audited.end)
    return line("What happened counts from ", start, " to ", end, ".")


def _tiles(requirement: Requirement) -> tuple[Tile, ...]:
    states = [one.shown for one in requirement.subjects]
    whole, partly, none = (states.count(each) for each in ("evidenced", "partly", "none"))
    if not states:
        return (Tile("Evidenced", Text("No data"), line(requirement.none)),)
    return (
        Tile("Evidenced", count(whole), line(f"of {len(states):,}")),
        Tile("Partly", count(partly), (), "", "warn" if partly else None),
        Tile("Without evidence", count(none), (), "", "bad" if none else None),
    )


def _subjects(naming: Naming, requirement: Requirement, heading: str, part: Part[Subject]) -> Table:
    name = requirement.one
    columns = (
        Column(f"{name[:1].upper()}{name[1:]}"),
        Column("State", "status"),
        Column("Evidence"),
        Column("Missing"),
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
    empty = Empty("Nothing to show.", requirement.none)
    return Table("subjects", heading, columns, rows, empty, controls=True, quiet=True)


def _evidence(naming: Naming, subject: Subject) -> Line:
    """The first records, and how many more there are; a record may be its own evidence."""
    named = [_named(naming, one) for one in subject.records[:NAMED]]
    more = len(subject.records) - NAMED
    if not named:
        return line("No evidence")
    if subject.records == (subject.about,) and not subject.part:
        return line("Its own record")
    return (*joined(named), Text(f" and {more:,} more")) if more > 0 else joined(named)


def _lacks(naming: Naming, lacks: tuple[Lack, ...]) -> Line:
    pieces: list[Piece] = []
    for lack in lacks[:NAMED]:
        words = lack.words if pieces else f"{lack.words[:1].upper()}{lack.words[1:]}"
        pieces += [Text("; ")] if pieces else []
        pieces.append(Text(words if lack.record is None else f"{words} "))
        if lack.record is not None:
            pieces.append(_named(naming, lack.record))
    if len(lacks) > NAMED:
        pieces.append(Text(f"; and {len(lacks) - NAMED:,} more"))
    return tuple(pieces)


def _named(naming: Naming, record: Record[Common], part: str = "") -> Piece:
    """A record, and after it the part that is meant: its page has no place for every part."""
    words = naming.titles.of(record)
    return naming.here.record(record, f"{words}, {part}" if part else words)
