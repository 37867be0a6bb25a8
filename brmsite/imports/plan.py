"""Everything that an import would write, and why it would not write the rest: decided in memory.

Every file read is one record or one refusal. A record that does not hold is refused, too, and who
knows what `check` would say of the others refuses those with errors (`ImportPlan.refusing`), so
that nothing is written which then has to be mended; and one that is there already is never written
again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from posixpath import dirname, join, normpath

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.output_file import OutputFile
from brmsite.imports.dates import without_days
from brmsite.imports.minutes import Minutes, read_minutes
from brmsite.imports.people_match import Directory, KnownPerson
from brmsite.imports.people_new import NewPerson, new_people, slug
from brmsite.imports.record_text import MeetingFields, MeetingText, write_meeting
from brmsite.kinds import all_kinds
from brmsite.kinds.person import Person
from brmsite.register.assemble import assemble
from brmsite.register.places import value_span
from brmsite.register.register import Link, Register
from brmsite.source.files import MAX_BYTES, SourceFile
from brmsite.source.outside import OutsideFile
from brmsite.source.parse import ID_MAX_LENGTH, parse


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What the person who imports decides; `folder` is the one below `records/meetings/`, or
    empty for one a year."""

    fields: MeetingFields
    today: date
    create_people: bool
    folder: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that becomes a record at `path`, relative to the project."""

    name: str
    path: str
    minutes: Minutes
    meeting: MeetingText
    loose_links: tuple[str, ...]
    """Links in the text that lead to no record."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that becomes no record; `is_there` where that is because it already is one."""

    name: str
    reason: str
    is_there: bool = False


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The outcome for every file, in order, and the people to be written with the records."""

    outcomes: tuple[Planned | Refused, ...]
    people: tuple[NewPerson, ...]

    @property
    def planned(self) -> tuple[Planned, ...]:
        """The files that become records."""
        return tuple(one for one in self.outcomes if isinstance(one, Planned))

    @property
    def refused(self) -> tuple[Refused, ...]:
        """The files that do not."""
        return tuple(one for one in self.outcomes if isinstance(one, Refused))

    @property
    def files(self) -> tuple[OutputFile, ...]:
        """All that is to be written, people first."""
        return (
            *(OutputFile(person.path, person.text.encode()) for person in self.people),
            *(OutputFile(one.path, one.meeting.text.encode()) for one in self.planned),
        )

    def refusing(self, findings: Iterable[Diagnostic]) -> ImportPlan:
        """The same plan without the records that these findings of `check` have an error in.

        Links that lead to no record are told, and refuse nothing: they were dead before.
        """
        faults = {
            found.span.path: found
            for found in sorted(findings, key=lambda found: found.sort_key, reverse=True)
            if found.severity == Severity.error and found.code != _LOOSE
        }
        outcomes = tuple(
            _refused(one, faults[one.path])
            if isinstance(one, Planned) and one.path in faults
            else one
            for one in self.outcomes
        )
        return replace(self, outcomes=outcomes, people=_needed(outcomes, self.people))


_LOOSE = "unresolved-reference"


def plan_import(
    files: Iterable[OutsideFile], register: Register, request: ImportRequest
) -> ImportPlan:
    """Decide what to write for the files, given the records that are there."""
    read = [_read(file) for file in files]
    known = tuple(
        KnownPerson(record.id, record.fields.name, record.fields.aliases, record.fields.email or "")
        for record in register.all(Person)
    )
    people = _new_people(read, known, register, request) if request.create_people else ()
    directory = Directory((*known, *(person.known for person in people)))
    names = {f"people/{person.known.id}" for person in people} | {
        f"people/{alias}" for person in people for alias in person.known.aliases
    }

    def is_named(address: str) -> bool:
        return address in names or register.is_named(address)

    ids = _Ids(register)
    outcomes = tuple(
        one if isinstance(one, Refused) else _planned(one, directory, request, ids, is_named)
        for one in read
    )
    return ImportPlan(outcomes, _needed(outcomes, people))


def _needed(
    outcomes: tuple[Planned | Refused, ...], people: tuple[NewPerson, ...]
) -> tuple[NewPerson, ...]:
    """The people whom a record names."""
    named = {
        person for one in outcomes if isinstance(one, Planned) for person in one.meeting.matched
    }
    return tuple(one for one in people if one.known.id in named)


# One file -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Read:
    name: str
    minutes: Minutes
    day: date


def _read(file: OutsideFile) -> _Read | Refused:
    if file.text is None:
        return Refused(file.name, file.problem)
    try:
        minutes = read_minutes(file.text, file.name)
    except Exception as fault:  # one file must not keep the others from being read
        return _broken(file.name, fault)
    if minutes.day is None:
        return Refused(file.name, minutes.day_problem)
    return _Read(file.name, minutes, minutes.day)


def _broken(name: str, fault: Exception) -> Refused:
    """A refusal for which the file is not to blame."""
    return Refused(
        name, f"it brought out a bug in brmsite ({type(fault).__name__}): please report it"
    )


def _refused(one: Planned, found: Diagnostic) -> Refused:
    """A file whose record has an error, in the lines of the file."""
    record, minutes = one.meeting.text, one.minutes
    line = found.span.start.line - (record.count("\n") - minutes.body.count("\n"))
    return Refused(one.name, _refusal(found.message, line, minutes.lines_above))


def _planned(
    read: _Read,
    directory: Directory,
    request: ImportRequest,
    ids: _Ids,
    is_named: Callable[[str], bool],
) -> Planned | Refused:
    claimed = ids.claim(read.day, read.minutes)
    if isinstance(claimed, str):
        return Refused(read.name, claimed, is_there=True)
    try:
        planned = _written(read, claimed, directory, request, is_named)
    except Exception as fault:  # one file must not keep the others from being written
        planned = _broken(read.name, fault)
    if isinstance(planned, Refused):
        ids.give_back(claimed)
    return planned


def _written(
    read: _Read,
    claimed: _Claimed,
    directory: Directory,
    request: ImportRequest,
    is_named: Callable[[str], bool],
) -> Planned | Refused:
    meeting = write_meeting(
        read.minutes, read.day, request.fields, directory, request.today, read.name
    )
    folder = request.folder or str(read.day.year)
    path = f"records/meetings/{folder}/{claimed.id}.md"
    file = SourceFile(path, meeting.text.encode())
    checked = _checked(file, read.minutes.lines_above, is_named)
    if checked.problem:
        return Refused(read.name, checked.problem)
    return Planned(read.name, path, read.minutes, meeting, checked.loose_links)


@dataclass(frozen=True, slots=True)
class _Checked:
    problem: str
    loose_links: tuple[str, ...]


def _checked(file: SourceFile, lines_above: int, is_named: Callable[[str], bool]) -> _Checked:
    """What `check` would say of the record: the first error, or links that lead nowhere.

    `lines_above` is how many lines the minutes have above those of the record's body.
    """
    if len(file.content) > MAX_BYTES:
        return _Checked(f"the record would have more than {MAX_BYTES:,} bytes", ())
    parsed = parse(file)
    alone = assemble((parsed,), all_kinds())
    body_line = parsed.body_origin.line
    for finding in alone.diagnostics:
        if finding.severity == Severity.error:
            line = finding.span.start.line - body_line + 1
            return _Checked(_refusal(finding.message, line, lines_above), ())
    loose: list[str] = []
    for link in alone.unresolved:
        if any(is_named(address) for address in _addresses(link, file.path)):
            continue
        if link.in_text is None:
            span = value_span(alone.records[parsed.address], link.path)
            line = span.start.line - body_line + 1
            fault = f"there is no record `{link.written}`"
            return _Checked(_refusal(fault, line, lines_above), ())
        if link.in_text.sort != "person":
            loose.append(link.written)
    return _Checked("", tuple(loose))


def _refusal(fault: str, line: int, lines_above: int) -> str:
    """An error in words; `line` is that of the body. In a body only actions and decisions can be
    wrong, and who wrote `(urgent)` behind a box never meant one."""
    if line < 1:
        return fault
    return (
        f"line {line + lines_above} reads as an action or decision of the record, but {fault}: "
        "complete it, or take the id in brackets away"
    )


def _addresses(link: Link, path: str) -> Iterator[str]:
    """The addresses that a link in the record at `path` may mean."""
    written = link.written.partition("#")[0]
    if link.in_text is None:
        folders = link.ref.folders if link.ref else ()
        yield from (f"{folder}/{written}" for folder in folders)
        if not folders:
            yield written
    elif link.in_text.sort == "person":
        yield f"people/{written.lower()}"
    elif link.in_text.sort == "address":
        yield written
    else:
        parts = normpath(join(dirname(path), written)).split("/")
        if len(parts) > 2:
            yield f"{parts[1]}/{parts[-1].rpartition('.')[0]}"


# Ids ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Claimed:
    id: str


class _Ids:
    """Ids of meetings: those on record, and those given to files of this import."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._given: set[str] = set()

    def claim(self, day: date, minutes: Minutes) -> _Claimed | str:
        """A free id for minutes, or why they are not to be imported again.

        Two files of one import with the same day and title get the ids `x` and `x-2`. A record
        that is there already with another text was edited since, or is of another meeting: that
        is for a person to tell.
        """
        words = slug(without_days(minutes.title.text), ID_MAX_LENGTH - 16) or "meeting"
        base = f"{day.isoformat()}-{words}"
        identifiers = (base if number == 1 else f"{base}-{number}" for number in count(1))
        in_the_way = ""
        while True:
            identifier = next(identifiers)
            if identifier in self._given:
                continue
            if not self._register.is_named(f"meetings/{identifier}"):
                break
            record = self._register.find(f"meetings/{identifier}")
            if record is not None and record.body == minutes.body:
                self._given.add(identifier)
                return f"already imported as {record.path}"
            if not in_the_way:
                in_the_way = record.path if record is not None else f"meetings/{identifier}"
                self._given.add(identifier)
        if in_the_way:
            return f"{in_the_way} is there already, with another text; it is not overwritten"
        self._given.add(identifier)
        return _Claimed(identifier)

    def give_back(self, claimed: _Claimed) -> None:
        """The file was refused after all."""
        self._given.discard(claimed.id)


# People ---------------------------------------------------------------------------------------


def _new_people(
    read: list[_Read | Refused],
    known: tuple[KnownPerson, ...],
    register: Register,
    request: ImportRequest,
) -> tuple[NewPerson, ...]:
    """Records for attendants whom no record fits; somebody who fits two is left to a person."""
    directory = Directory(known)
    strangers = []
    for one in read:
        if isinstance(one, Refused):
            continue
        for attendant in one.minutes.attendance.attendants:
            match = directory.match(attendant.entry)
            if not match.id and not match.candidates:
                strangers.append(attendant.entry)
    return new_people(
        strangers,
        request.fields.customer,
        lambda identifier: register.is_named(f"people/{identifier}"),
    )
