"""The versions of what was signed in an agreement: side by side, and what each one changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from brmsite.changes.prose import compared, excerpts
from brmsite.chronicle.chronicle import Chronicle, Version
from brmsite.ground.words import Phrase
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here, index_page, record_page
from brmsite.site.agreement_versions import version_name, versions_page
from brmsite.site.history_items import SHORT, commit_id, said_by_name, what_is_cut
from brmsite.site.language import _, counted, figure, listed, said
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import sentence
from brmsite.site.shapes import (
    Cell,
    Column,
    Edit,
    Empty,
    Entry,
    Item,
    Line,
    Link,
    Listing,
    Piece,
    Row,
    Section,
    Table,
    Text,
    line,
)
from brmsite.site.titles import Titles

COLUMNS = 12
"""So many versions stand side by side on one page, unless there are very many."""

BLOCKS = 10
"""Into so many blocks the versions are cut at the most, where there are more than `COLUMNS`: any
two blocks stand side by side on a page."""

PAIRS = 20
"""Of so many versions the page tells what they changed."""


@dataclass(frozen=True, slots=True)
class VersionsView:
    """All that the page shows: the versions in columns, the ways to others side by side, then what
    each one changed."""

    lead: Line
    note: str
    ways: tuple[Entry, ...]
    table: Table
    steps: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class _Beside:
    """Versions that stand side by side, the newest first, by their numbers: in the order in which
    they came, the first is 1. `path` is the page that shows them."""

    path: str
    newer: range
    older: range

    @property
    def numbers(self) -> tuple[int, ...]:
        return (*reversed(self.newer), *reversed(self.older))

    @property
    def label(self) -> str:
        newer, older = (
            _("{first} to {last}", first=figure(one.start), last=figure(one.stop - 1))
            for one in (self.newer, self.older)
        )
        return _("{some} beside {others}", some=newer, others=older)


def pages(chronicle: Chronicle, register: Register, titles: Titles) -> Iterator[Page]:
    """Pages for every agreement whose signed content changed since it came: on one of them any two
    versions stand side by side, on the first the newest."""

    def view(
        agreement: Record[Agreement],
        versions: Sequence[Version],
        sides: Sequence[_Beside],
        shown: _Beside,
    ) -> VersionsView:
        naming = Naming(register, titles, Here(shown.path))
        lead = sentence(
            counted(
                len(versions),
                "What is signed in {agreement} had {n} text so far.",
                "What is signed in {agreement} had {n} texts so far, here the latest first.",
            ),
            agreement=naming.record(agreement),
        )
        ways = tuple(
            Entry(one.label, naming.here.to(one.path), one is shown)
            for one in sides
            if len(sides) > 1
        )
        steps = tuple(_steps(chronicle, naming, versions)) if shown is sides[0] else ()
        table = _table(naming, versions, shown.numbers)
        return VersionsView(lead, what_is_cut(chronicle), ways, table, steps)

    for agreement in register.all(Agreement):
        versions = chronicle.versions(agreement.source)
        if len(versions) < 2:
            continue
        sides = tuple(_sides(agreement, len(versions)))
        title = _("Signed texts: {agreement}", agreement=titles.of(agreement))
        first = versions_page(agreement)
        for shown in sides:
            is_first = shown.path == first
            yield Page(
                shown.path,
                "pages/agreement_versions.html",
                title if is_first else f"{title}, {shown.label}",
                partial(view, agreement, versions, sides, shown),
                section="Agreements",
                crumbs=(
                    (_("Home"), "index.html"),
                    (_("Agreements"), index_page("agreements")),
                    (titles.of(agreement), record_page(agreement)),
                    *(() if is_first else ((title, first),)),
                ),
            )


def _sides(agreement: Record[Agreement], count: int) -> Iterator[_Beside]:
    """What stands side by side on each page, the newest first: of few versions all of them."""
    if count <= COLUMNS:
        yield _Beside(versions_page(agreement), range(2, count + 1), range(1, 2))
        return
    size = max(COLUMNS // 2, -(-count // BLOCKS))
    blocks = [range(at, min(at + size, count + 1)) for at in range(1, count + 1, size)]
    for number, (newer, older) in enumerate(combinations(reversed(blocks), 2)):
        beside = f"{newer.start}-{older.start}" if number else ""
        yield _Beside(versions_page(agreement, beside), newer, older)


def _table(naming: Naming, versions: Sequence[Version], numbers: Sequence[int]) -> Table:
    """The values that are not the same in all of the versions shown. With JavaScript two of them
    can be chosen: the others are columns to be hidden."""
    shown = [versions[len(versions) - number] for number in numbers]
    names = list(dict.fromkeys(name for one in shown for name in one.values))
    values = {name: [_value(naming, one, name) for one in shown] for name in names}
    rows = tuple(
        Row((Cell(line(said(name))), *(Cell(line(value)) for value in values[name])))
        for name in names
        if len(set(values[name])) > 1
    )
    columns = (
        Column(_("Value")),
        *(Column(version_name(number, one)) for number, one in zip(numbers, shown, strict=True)),
    )
    return Table(
        "versions",
        _("Texts side by side"),
        columns,
        rows,
        Empty(_("The same values."), _("Only the text below them changed.")),
        controls=True,
    )


def _steps(chronicle: Chronicle, naming: Naming, versions: Sequence[Version]) -> Iterator[Section]:
    """What each version changed of the one before, the latest first."""
    last = len(versions)
    for at, version in enumerate(versions[:PAIRS]):
        before = versions[at + 1] if at + 1 < last else None
        number = last - at
        id = f"version-{number}"
        heading = version_name(number, version)
        if before is None:
            yield Section(id, heading, said=line(_("The first that git remembers.")))
            continue
        items = [
            Item((Text(f"{said(name)} "), Edit(old, new)))
            for name in dict.fromkeys((*before.values, *version.values))
            if (old := _value(naming, before, name)) != (new := _value(naming, version, name))
        ]
        if before.text != version.text:
            items.append(Item((Text(_("Text:")), Text(" "), *_words(before.text, version.text))))
        listing = Listing(tuple(items), Empty(_("Nothing.")))
        yield Section(id, heading, listing, said=_by(chronicle, version))
    if last > PAIRS:
        yield Section(
            "older",
            _("Older texts"),
            said=line(_("{n} older ones are in git alone.", n=figure(last - PAIRS))),
        )


def _by(chronicle: Chronicle, version: Version) -> Line:
    """Who wrote a version, and its commit."""
    commit = version.commit
    if commit is None:
        return ()
    way = chronicle.link(commit)
    id: Line = (Link(commit.id[:SHORT], way),) if way else commit_id(chronicle, commit)
    if not version.who:
        return id
    return line(_("By {who}.", who=listed(version.who)), " ", *id)


def _value(naming: Naming, version: Version, name: Phrase) -> str:
    """What a version says of one thing; nothing where it does not speak of it."""
    value = version.values.get(name)
    return said_by_name(naming, value) if value is not None else ""


def _words(before: str, after: str) -> Iterator[Piece]:
    """The words of the text that changed, with a few around them."""
    for piece in excerpts(compared(before, after)):
        if piece.sort == "same":
            yield Text(piece.text)
        else:
            gone = piece.sort == "removed"
            yield Edit(piece.text if gone else "", "" if gone else piece.text)
