"""One record file to plain data with places: the only way into the register. Never raises."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import dataclass
from typing import Any

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.folded import folded
from brmsite.ground.span import START, Extent, Position
from brmsite.ground.words import plural
from brmsite.source.complexity import too_complex
from brmsite.source.files import SUFFIXES, Source
from brmsite.source.front_matter import split_front_matter
from brmsite.source.lines import Lines
from brmsite.source.problem import Problem, the_first
from brmsite.source.tasks import BodyItem, read_items
from brmsite.source.text_links import MAX_LINKS, TextLink, find_links
from brmsite.source.yaml_text import Places, character_name, is_visible, read_yaml

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
ID_MAX_LENGTH = 80

RESERVED_IDS = ("index",)
"""Names that the site needs for pages of its own in the folder of every kind."""

_WHOLE = Extent(START, START)


@dataclass(frozen=True, slots=True)
class ParsedRecord:
    """What a file says, before anything is known of its kind.

    `data` is None where the file could not be read; `diagnostics` then say why. `body_start` is
    the offset at which the body begins in the text, its end where there is none, and `has_body`
    whether there is more in it than blanks. `items` are the
    actions and decisions of the body, `links` the links in its text, by offset in the body;
    `links_in_fields` tells whether text before the body may link too. What was parsed before and
    is only remembered (`is_remembered`) has no places: there was nothing wrong with it.
    """

    source: Source
    folder: str
    id: str
    data: dict[str, Any] | None
    places: Places
    body_start: int
    has_body: bool
    items: tuple[BodyItem, ...]
    links: tuple[TextLink, ...]
    links_in_fields: bool
    diagnostics: tuple[Diagnostic, ...]
    is_remembered: bool = False

    @property
    def path(self) -> str:
        """Where the file stands, relative to the project."""
        return self.source.path

    @property
    def text(self) -> str:
        """All that is written in the file; nothing where that cannot be told."""
        return text_in(self.source.content)

    @property
    def body(self) -> str:
        """The Markdown below the front matter, or nothing."""
        return self.text[self.body_start :]

    @property
    def body_origin(self) -> Position:
        """Where in the file the body begins."""
        return Lines(self.text).at(self.body_start)

    @property
    def address(self) -> str:
        """The record's name everywhere: `agreements/sla-logistics`."""
        return f"{self.folder}/{self.id}"


def parse(file: Source) -> ParsedRecord:
    """Read one record file; every refusal is a diagnostic."""
    folder, identifier = folder_and_id(file.path)
    address = f"{folder}/{identifier}"
    problems: list[Problem] = []
    text = _decoded(file.content, problems)
    if not id_is_sound(identifier):
        problems.append(_bad_id(file.path, identifier))
    elif _ACTS.search(file.path):
        problems.append(_BAD_FOLDER)
    data: dict[str, Any] | None = None
    places = Places({}, {})
    body, body_origin, yaml_text = "", START, ""
    items: tuple[BodyItem, ...] = ()
    links: tuple[TextLink, ...] = ()
    if text is not None:
        yaml_text, yaml_origin = text, START
        refused = False
        if file.path.endswith(".md"):
            parts = split_front_matter(text)
            yaml_text, yaml_origin = parts.yaml, parts.yaml_origin
            body, body_origin = parts.body, parts.body_origin
            if parts.problem is not None:
                problems.append(parts.problem)
                refused = True
        if not refused:
            read = read_yaml(yaml_text, yaml_origin)
            data, places = read.data, read.places
            problems.extend((*read.problems, *read.doubts))
        if body:
            problems.extend(_body_problems(body, body_origin))
            found = read_items(body, body_origin)
            items = found.items
            problems.extend(found.problems)
            links = find_links(body)
            if len(links) > MAX_LINKS:
                problems.append(_too_many_links(links[MAX_LINKS], Lines(body, body_origin)))
                links = links[:MAX_LINKS]
    return ParsedRecord(
        file,
        folder,
        identifier,
        data,
        places,
        body_origin.offset if body else len(text or ""),
        bool(body.strip()),
        items,
        links,
        "[[" in yaml_text,
        tuple(problem.in_file(file.path, address) for problem in the_first(problems)),
    )


@dataclass(frozen=True, slots=True)
class PlainFile:
    """What a YAML file says that is not a record."""

    data: dict[str, Any] | None
    places: Places
    diagnostics: tuple[Diagnostic, ...]


def read_plain(file: Source) -> PlainFile:
    """Read a YAML file that is not a record: the settings. An empty one is an empty mapping."""
    problems: list[Problem] = []
    content = file.content
    if not content.removeprefix(BOM_UTF8).strip():
        return PlainFile({}, Places({}, {}), ())
    text = _decoded(content, problems)
    read = read_yaml(text) if text is not None else None
    problems.extend((*read.problems, *read.doubts) if read else ())
    return PlainFile(
        read.data if read else None,
        read.places if read else Places({}, {}),
        tuple(problem.in_file(file.path, "") for problem in problems),
    )


def text_in(content: bytes) -> str:
    """The text of a file as places in it are counted: without a byte order mark; nothing where it
    is not UTF-8, of which `parse` says where."""
    try:
        return content.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError:
        return ""


def folder_and_id(path: str) -> tuple[str, str]:
    """The folder below `records/` and the stem of a record's path."""
    parts = path.split("/")
    name = parts[-1]
    for suffix in SUFFIXES:
        if name.endswith(suffix):
            name = name.removesuffix(suffix)
            break
    return parts[1] if len(parts) > 2 else "", name


def id_is_sound(identifier: str) -> bool:
    """Whether this can be the id of a record."""
    fits = len(identifier) <= ID_MAX_LENGTH and ID.match(identifier) is not None
    return fits and identifier not in RESERVED_IDS


_ACTS = re.compile("[\x00-\x1f\x7f-\x9f]")
_BAD_FOLDER = Problem(
    "bad-file-name",
    "the name of a folder that this stands in has characters that a terminal would obey",
    _WHOLE,
    hint="rename the folder",
    placed=False,
)


def _bad_id(path: str, identifier: str) -> Problem:
    if identifier in RESERVED_IDS:
        return Problem(
            "bad-file-name",
            f"`{identifier}` cannot be the id of a record: a page of the site has that name",
            _WHOLE,
            hint="rename the file",
            placed=False,
        )
    better = re.sub(r"[^a-z0-9]+", "-", folded(identifier)).strip("-")[:ID_MAX_LENGTH].strip("-")
    suffix = path[path.rindex(".") :]
    return Problem(
        "bad-file-name",
        f"`{identifier}` cannot be the id of a record: use lower case letters, digits and single "
        f"dashes, at most {ID_MAX_LENGTH} characters",
        _WHOLE,
        hint=f"rename the file to `{better}{suffix}`" if better else "",
        placed=False,
    )


def _decoded(content: bytes, problems: list[Problem]) -> str | None:
    """The text of a file, without a byte order mark; None, with a problem, where it is not one."""

    def refuse(code: str, message: str, hint: str, extent: Extent = _WHOLE) -> None:
        problems.append(Problem(code, message, extent, hint=hint, placed=extent is not _WHOLE))

    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse("not-utf-8", "this file is UTF-16", "save it as UTF-8")
        return None
    written = content.removeprefix(BOM_UTF8)
    try:
        text = written.decode()
    except UnicodeDecodeError as error:
        before = written[: error.start].decode()
        position = Lines(before).at(len(before))
        byte = len(content) - len(written) + error.start + 1
        refuse(
            "not-utf-8",
            f"this file is not UTF-8: byte {byte:,} is 0x{written[error.start]:02x}",
            "save it as UTF-8",
            Extent(position, position._replace(column=position.column + 1, offset=len(before) + 1)),
        )
        return None
    if not text.strip():
        refuse("empty-file", "this file is empty", "write the record, or delete the file")
        return None
    return text


# What real minutes contain, pasted from elsewhere: shown on the site as nothing, so only a word.
_ODD_IN_BODY = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ufffe\uffff\U000e0000-\U000e007f]|\r(?!\n)"
)


def _too_many_links(link: TextLink, lines: Lines) -> Problem:
    return Problem(
        "too-many-values",
        f"more than {MAX_LINKS:,} links in one text: from here on they are not checked",
        lines.extent(link.start, link.end),
        hint="split the record into several",
        severity=Severity.warning,
    )


def _body_problems(body: str, origin: Position) -> list[Problem]:
    problems: list[Problem] = []
    odd = None if is_visible(body) else _ODD_IN_BODY.search(body)
    if odd is not None:
        count = sum(1 for _ in _ODD_IN_BODY.finditer(body))
        again = f", and {plural(count - 1, 'more such place')} below" if count > 1 else ""
        problems.append(
            Problem(
                "control-character",
                f"{character_name(odd.group())} stands in the text{again}",
                Lines(body, origin).extent(odd.start(), odd.end()),
                hint="delete it; type the line again if you cannot see it",
                severity=Severity.warning,
            )
        )
    found = too_complex(body)
    if found is not None:
        lines = Lines(body, origin)
        problems.append(
            Problem(
                "body-too-complex",
                f"the text is shown as it was typed, without formatting: {found.reason}",
                lines.rest_of_line(lines.start_of(max(found.line, 1) - 1)),
                hint="make that part simpler, or attach it as a file",
                severity=Severity.warning,
                placed=found.line > 0,
            )
        )
    return problems
