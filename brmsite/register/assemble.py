"""Parsed files to the register: each checked against its kind, then linked to each other."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from unicodedata import normalize

from brmsite.ground.alike import are_alike
from brmsite.ground.diagnostic import Diagnostic
from brmsite.ground.span import START, Extent
from brmsite.ground.words import close_word, listed, plural
from brmsite.kinds.base import Common, Kind, Ref
from brmsite.kinds.custom import CustomField, with_custom_fields, with_plain_custom
from brmsite.kinds.walk import folders_or_text, part_ids, references, with_values
from brmsite.register.asked import Change
from brmsite.register.body_items import with_body_items
from brmsite.register.field_links import FieldLink, field_links
from brmsite.register.register import Collision, Link, Record, Register, Writing
from brmsite.register.schema import CheckedFields, check_fields
from brmsite.source.parse import ParsedRecord, folder_and_id, id_is_sound, parse
from brmsite.source.problem import Problem
from brmsite.source.text_links import TextLink
from brmsite.source.yaml_text import DataPath


def assemble(
    parsed: Iterable[ParsedRecord],
    kinds: Mapping[str, Kind],
    custom_fields: Mapping[str, tuple[CustomField, ...]] | None = None,
    unread: Iterable[str] = (),
) -> Register:
    """Check every parsed record and link them all; `kinds` are by folder.

    `custom_fields` are those declared in the settings, by the names of kinds; `unread` the paths
    of files that could not be read, whose names are known all the same. Of two files that claim
    one address the first has it, so records come in the order of paths.
    """
    gathered = _Gathered(dict(kinds), _models(kinds, custom_fields))
    for record in parsed:
        gathered.take(record)
    for path in unread:
        gathered.path_of.setdefault("/".join(folder_and_id(path)), path)
    gathered.report_unknown_folders()
    return _linked(gathered)


@dataclass(slots=True)
class _Gathered:
    """What has been read so far; handed on once, when all of it is there."""

    kinds: dict[str, Kind]
    models: dict[str, type[Common]]
    records: dict[str, Record[Common]] = field(default_factory=dict)
    text_links: dict[str, tuple[TextLink, ...]] = field(default_factory=dict)
    field_links: dict[str, tuple[FieldLink, ...]] = field(default_factory=dict)
    path_of: dict[str, str] = field(default_factory=dict)
    spelled_alike: dict[str, str] = field(default_factory=dict)
    collisions: list[Collision] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    strays: dict[str, list[str]] = field(default_factory=dict)

    def take(self, parsed: ParsedRecord) -> None:
        """Check one parsed record and keep what holds."""
        kind = self.kinds.get(parsed.folder)
        if kind is None:
            self.strays.setdefault(parsed.folder, []).append(parsed.path)
            return
        if not self._claim(parsed):
            return
        checked = self._checked(kind, parsed)
        if checked.problems and parsed.is_remembered:
            parsed = parse(parsed.source)  # now its places are wanted
            checked = self._checked(kind, parsed)
        self.diagnostics.extend(parsed.diagnostics)
        self.diagnostics.extend(
            problem.in_file(parsed.path, parsed.address) for problem in checked.problems
        )
        # An odd name would become an odd page: such a record is checked, but not in the register.
        if checked.fields is not None and id_is_sound(parsed.id):
            fields = with_plain_custom(checked.fields)
            self.records[parsed.address] = Record(
                kind,
                parsed.id,
                fields,
                parsed.path,
                Writing(parsed.source, parsed.body_start, parsed.has_body),
            )
            if parsed.links:
                self.text_links[parsed.address] = parsed.links
            if parsed.links_in_fields:
                self.field_links[parsed.address] = field_links(fields, parsed.data or {})

    def _checked(self, kind: Kind, parsed: ParsedRecord) -> CheckedFields[Common]:
        if parsed.data is None:
            return CheckedFields(None, ())
        data = with_body_items(kind, parsed.data, parsed.items, parsed.places)
        return check_fields(self.models[kind.folder], data, parsed.places, kind.name)

    def _claim(self, parsed: ParsedRecord) -> bool:
        """Whether the address was still free; the file that comes first in path order has it."""
        address = parsed.address
        holder = self.spelled_alike.setdefault(_spelling(address), address)
        if holder == address and address not in self.path_of:
            self.path_of[address] = parsed.path
            return True
        other = self.path_of[holder]
        reason = "differs only by letter case" if holder != address else "has the same id"
        self.collisions.append(Collision(holder, parsed.path, other, reason))
        return False

    def report_unknown_folders(self) -> None:
        """One finding for each folder that is no kind, however many files it holds."""
        for folder, paths in sorted(self.strays.items()):
            near = close_word(folder, self.kinds)
            meant = f", did you mean `{near}`?" if near else ""
            where = (
                f"`records/{folder}/` is not the folder of any kind"
                if folder
                else ("a record must stand in the folder of its kind")
            )
            more = f" ({plural(len(paths), 'file')} not read)"
            problem = Problem(
                "unknown-folder",
                f"{where}{meant}{more}",
                Extent(START, START),
                hint=f"the folders are {listed(sorted(self.kinds))}",
                placed=False,
            )
            self.diagnostics.append(problem.in_file(min(paths), ""))


def with_edited(
    register: Register,
    edited: Iterable[ParsedRecord],
    kinds: Mapping[str, Kind],
    custom_fields: Mapping[str, tuple[CustomField, ...]] | None = None,
    gone: Collection[str] = (),
) -> tuple[Register, Change] | None:
    """The register after files of records were edited or added, or, at the paths that are `gone`,
    removed, and what is different: the same as if all were assembled anew. None where two files
    claim one name, or a file is none of a record: then assemble all."""
    files = tuple(edited)
    paths = _paths_after(register, files, gone, kinds)
    if paths is None:
        return None
    names = register.names if paths is register.paths else frozenset(paths.values())
    gathered = _Gathered(dict(kinds), _models(kinds, custom_fields))
    for parsed in files:
        gathered.take(parsed)
    touched = {*gathered.path_of, *(register.paths[path] for path in gone)}
    aliases = _aliases_after(register, touched, gathered, paths, names)
    if aliases is None:
        return None
    moved = _moved(register, touched, gathered, paths, aliases)
    # Who links there may find something else now: as if these were edited too.
    others = _who_may_link(register, moved, kinds) - touched
    for address in sorted(others):
        gathered.take(parse(register.records[address].source))
    looked_at = touched | gathered.path_of.keys()
    records = _records_after(register, looked_at, gathered)
    finder = _Finder(records, names, aliases, paths, kinds)
    links: dict[str, tuple[Link, ...]] = dict.fromkeys(looked_at, ())
    different = set(looked_at - gathered.records.keys())
    for address, record in gathered.records.items():
        in_fields = gathered.field_links.get(address, ())
        in_text = gathered.text_links.get(address, ())
        links[address] = found = tuple(finder.links(record, in_fields, in_text))
        leading = [link for link in found if link.target]
        records[address] = _with_present_ids(record, leading)
        before = register.records.get(address)
        if before is not None and _says_the_same(register, before, records[address], leading):
            before.writing.source = record.writing.source
            before.writing.body_start = record.writing.body_start
            before.writing.has_body = record.writing.has_body
            records[address] = before
        else:
            different.add(address)
    read_again = {*gone, *gathered.path_of.values()}
    after = register.with_records(
        records,
        links,
        paths,
        names,
        aliases,
        (
            *(one for one in register.diagnostics if one.span.path not in read_again),
            *gathered.diagnostics,
        ),
    )
    renamed = {address for address, parts in moved.items() if parts is None}
    change = _change(register, after, different | renamed, touched, bool(renamed or others))
    return after, change


def _spelling(address: str) -> str:
    """What is alike for addresses that differ only by letter case."""
    return normalize("NFC", address).casefold()


def _models(
    kinds: Mapping[str, Kind], custom_fields: Mapping[str, tuple[CustomField, ...]] | None
) -> dict[str, type[Common]]:
    declared = custom_fields or {}
    return {
        folder: with_custom_fields(kind.model, declared.get(kind.name, ()))
        for folder, kind in kinds.items()
    }


def _paths_after(
    register: Register,
    files: Sequence[ParsedRecord],
    gone: Collection[str],
    kinds: Mapping[str, Kind],
) -> dict[str, str] | None:
    """The address of each path after an edit; None where it cannot be told without all files."""
    if register.collisions or not register.paths.keys() >= set(gone):
        return None
    new = {one.path: one.address for one in files if one.path not in register.paths}
    if not gone and not new:
        return register.paths
    if any(one.folder not in kinds for one in files):
        return None
    paths = {path: each for path, each in (register.paths | new).items() if path not in gone}
    return paths if len(set(map(_spelling, paths.values()))) == len(paths) else None


def _aliases_after(
    register: Register,
    touched: AbstractSet[str],
    gathered: _Gathered,
    paths: Mapping[str, str],
    names: AbstractSet[str],
) -> dict[str, str] | None:
    """Former addresses to present ones; None where one is claimed twice."""
    before = [register.records[each] for each in touched if each in register.records]
    has_any = any(one.fields.aliases for one in (*before, *gathered.records.values()))
    if not has_any and names.isdisjoint(register.aliases):
        return register.aliases
    claiming = _Gathered({}, {}, path_of={address: path for path, address in paths.items()})
    aliases = _aliases(_records_after(register, touched, gathered), claiming)
    return None if claiming.collisions else aliases


def _records_after(
    register: Register, looked_at: AbstractSet[str], gathered: _Gathered
) -> dict[str, Record[Common]]:
    """The records that hold after an edit, by address, in their order."""
    records = {**register.records, **gathered.records}
    for address in looked_at - gathered.records.keys():
        records.pop(address, None)
    if gathered.records.keys() <= register.records.keys():
        return records
    return {address: records[address] for address in sorted(records)}


def _moved(
    register: Register,
    touched: AbstractSet[str],
    gathered: _Gathered,
    paths: Mapping[str, str],
    aliases: Mapping[str, str],
) -> Mapping[str, frozenset[str] | None]:
    """The addresses at which a link may find something else after an edit: another record or none
    where there was one, or, where they are given, these parts."""
    renamed = register.paths.items() ^ paths.items() if paths is not register.paths else ()
    found: dict[str, frozenset[str] | None] = {address: None for _path, address in renamed}
    for address in touched - found.keys():
        old, new = register.records.get(address), gathered.records.get(address)
        if old is not None and new is not None:
            parts = frozenset(part_ids(old.fields)) ^ frozenset(part_ids(new.fields))
            if parts:
                found[address] = parts
        elif old is not new:
            found[address] = None
    for former in aliases.keys() | register.aliases.keys():
        ends = aliases.get(former), register.aliases.get(former)
        if ends[0] != ends[1]:
            found |= dict.fromkeys((former, *filter(None, ends)))
    return found


def _who_may_link(
    register: Register,
    moved: Mapping[str, frozenset[str] | None],
    kinds: Mapping[str, Kind],
) -> set[str]:
    """The records in which a link led there, or may now: also one to another folder, where a field
    may name records of several, or one that was no more than text."""
    found: set[str] = set()
    for address, parts in moved.items():
        folder, _, identifier = address.partition("/")
        for each in kinds if parts is None else (folder,):
            for link in register.links_to(f"{each}/{identifier}"):
                if parts is None or link.part in parts:
                    found.add(link.source)
        for link in register.unresolved:
            named, _, part = link.written.partition("#")
            if (
                identifier.lower() in named.lower()
                if parts is None
                else part in parts and register.aliases.get(named, named) == address
            ):
                found.add(link.source)
    ids = {address.partition("/")[2] for address, parts in moved.items() if parts is None}
    folders = {address.partition("/")[0] for address, parts in moved.items() if parts is None}
    for kind in kinds.values():
        if not folders.isdisjoint(folders_or_text(kind.model)):
            found |= {
                record.address
                for record in register.by_model.get(kind.model, ())
                if any(ref.or_text and value in ids for _, ref, value in references(record.fields))
            }
    return found


def _says_the_same(
    register: Register, before: Record[Common], after: Record[Common], leading: list[Link]
) -> bool:
    """Whether a record has the same fields and links as before, these in the same order, in which
    facts may tell of them."""
    links = register.links_from(before.address)
    return (
        after.path == before.path
        and are_alike(after.fields, before.fields)
        and [*map(_sense, links)] == [*map(_sense, leading)]
    )


def _change(
    before: Register,
    after: Register,
    different: AbstractSet[str],
    touched: AbstractSet[str],
    renames: bool,
) -> Change:
    registers = (before, after)
    return Change(
        frozenset(different),
        frozenset(
            each.records[address].kind.model
            for each in registers
            for address in different & each.records.keys()
        ),
        frozenset(
            link.target
            for each in registers
            for address in different
            for link in each.links_from(address)
        ),
        frozenset(touched),
        renames,
    )


def _sense(link: Link) -> tuple[str, str, DataPath, DataPath, str]:
    """A link but for the place in a text where it stands."""
    return link.target, link.part, link.path, link.within, link.written


def _linked(gathered: _Gathered) -> Register:
    records = {address: gathered.records[address] for address in sorted(gathered.records)}
    aliases = _aliases(records, gathered)
    names = frozenset(gathered.path_of)
    address_of = {path: address for address, path in gathered.path_of.items()}
    finder = _Finder(records, names, aliases, address_of, gathered.kinds)
    links_from: dict[str, tuple[Link, ...]] = {}
    links_to: dict[str, list[Link]] = {}
    unresolved: list[Link] = []
    for address, record in records.items():
        leading: list[Link] = []
        in_fields = gathered.field_links.get(address, ())
        for link in finder.links(record, in_fields, gathered.text_links.get(address, ())):
            if link.target:
                leading.append(link)
                if link.target != address:
                    links_to.setdefault(link.target, []).append(link)
            else:
                unresolved.append(link)
        if leading:
            links_from[address] = tuple(leading)
            records[address] = _with_present_ids(record, leading)
    by_model: dict[type[Common], list[Record[Common]]] = {}
    for record in records.values():
        by_model.setdefault(record.kind.model, []).append(record)
    return Register(
        records,
        {model: tuple(found) for model, found in by_model.items()},
        names,
        aliases,
        address_of,
        tuple(sorted(gathered.collisions, key=lambda one: (one.path, one.address))),
        tuple(unresolved),
        tuple(gathered.diagnostics),
        links_from,
        {address: tuple(found) for address, found in links_to.items()},
    )


def _with_present_ids(record: Record[Common], links: Iterable[Link]) -> Record[Common]:
    """The record with former ids replaced by present ones, so that everything later may compare
    ids as they stand."""
    present = {
        link.path: identifier
        for link in links
        if link.ref is not None
        and link.ref.folders
        and (identifier := link.target.partition("/")[2]) != link.written
    }
    return replace(record, fields=with_values(record.fields, present)) if present else record


def _aliases(records: Mapping[str, Record[Common]], gathered: _Gathered) -> dict[str, str]:
    """Former addresses to present ones; one that somebody else has is a collision."""
    aliases: dict[str, str] = {}
    for address, record in records.items():
        for alias in record.fields.aliases:
            former = f"{record.kind.folder}/{alias}"
            holder = former if former in gathered.path_of else aliases.get(former)
            if holder is None:
                aliases[former] = address
            elif holder != address:
                gathered.collisions.append(
                    Collision(
                        former,
                        record.path,
                        gathered.path_of[holder],
                        f"the alias `{alias}` is taken",
                    )
                )
    return aliases


@dataclass(frozen=True, slots=True)
class _Finder:
    """Looks up what a reference leads to."""

    records: Mapping[str, Record[Common]]
    names: frozenset[str]
    aliases: Mapping[str, str]
    address_of: Mapping[str, str]
    kinds: Mapping[str, Kind]

    def links(
        self,
        record: Record[Common],
        in_fields: tuple[FieldLink, ...],
        in_text: tuple[TextLink, ...],
    ) -> Iterator[Link]:
        source = record.address
        for reference in references(record.fields):
            ref, written = reference.ref, reference.value
            if written in ref.words or (ref.or_url and "://" in written):
                continue
            target, part = self._field_target(ref, written)
            if target or not ref.or_text:
                yield Link(source, written, target, part, reference.path, ref)
        for path, field_link in in_fields:
            target, part = self._text_target(record, field_link)
            yield Link(source, field_link.target, target, part, in_text=field_link, within=path)
        for text_link in in_text:
            target, part = self._text_target(record, text_link)
            if target or text_link.sort != "path" or _inside(record.path, text_link.target):
                yield Link(source, text_link.target, target, part, in_text=text_link)

    def _field_target(self, ref: Ref, written: str) -> tuple[str, str]:
        if not ref.folders:
            return self._address(written)
        if "#" in written:
            return "", ""
        for folder in ref.folders:
            found, _ = self._address(f"{folder}/{written}")
            if found:
                return found, ""
        return "", ""

    def _text_target(self, record: Record[Common], link: TextLink) -> tuple[str, str]:
        if link.sort == "address":
            return self._address(link.target)
        if link.sort == "person":
            return self._address(f"people/{link.target.lower()}")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(record.path), link.target))
        return self.address_of.get(path, ""), ""

    def _address(self, written: str) -> tuple[str, str]:
        """The address found for one written, and the id of a part; empty where there is none."""
        address, _, part = written.partition("#")
        address = self.aliases.get(address, address)
        if address not in self.names:
            return "", ""
        record = self.records.get(address)
        if record is None:
            return address, part
        if part and part not in part_ids(record.fields):
            return "", ""
        return record.address, part


def _inside(path: str, relative: str) -> bool:
    """Whether a relative link stays among the records."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), relative)).startswith(
        path.split("/", maxsplit=1)[0] + "/"
    )
