"""The versions of what was signed in an agreement: side by side, and what each one changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from brmsite.changes.prose import compared, excerpts
from brmsite.chronicle.chronicle import Chronicle, Version
from brmsite.ground.words import Phrase
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here, index_page, record_page
from brmsite.site.agreement_versions import version_name, versions_page
from brmsite.site.history_items import what_is_cut
from brmsite.site.language import _, counted, figure, said
from brmsite.site.page import Page
from brmsite.site.pieces import sentence
from brmsite.site.shapes import (
    Cell,
    Column,
    Edit,
    Empty,
    Item,
    Line,
    Listing,
    Piece,
    Row,
    Section,
    Table,
    Text,
    line,
)
from brmsite.site.titles import Titles

COLUMNS = 6
"""So many versions stand side by side, the newest."""

PAIRS = 20
"""Of so many versions the page tells what they changed."""


@dataclass(frozen=True, slots=True)
class VersionsView:
    """All that the page shows: the versions in columns, then what each one changed."""

    lead: Line
    note: str
    table: Table
    steps: tuple[Section, ...]


def pages(chronicle: Chronicle, register: Register, titles: Titles) -> Iterator[Page]:
    """A page for every agreement whose signed content changed since it came."""

    def view(agreement: Record[Agreement], versions: Sequence[Version]) -> VersionsView:
        here = Here(versions_page(agreement))
        lead = sentence(
            counted(
                len(versions),
                "{n} version of what is signed in {agreement}, the latest first.",
                "{n} versions of what is signed in {agreement}, the latest first.",
            ),
            agreement=here.record(agreement, titles.of(agreement)),
        )
        return VersionsView(lead, what_is_cut(chronicle), _table(versions), tuple(_steps(versions)))

    for agreement in register.all(Agreement):
        versions = chronicle.versions(agreement.source)
        if len(versions) > 1:
            yield Page(
                versions_page(agreement),
                "pages/agreement_versions.html",
                _("Versions: {agreement}", agreement=titles.of(agreement)),
                partial(view, agreement, versions),
                section="Agreements",
                crumbs=(
                    (_("Home"), "index.html"),
                    (_("Agreements"), index_page("agreements")),
                    (titles.of(agreement), record_page(agreement)),
                ),
            )


def _table(versions: Sequence[Version]) -> Table:
    """The values that are not the same in all of the versions shown. With JavaScript two of them
    can be chosen: the others are columns to be hidden."""
    shown = versions[:COLUMNS]
    last = len(versions)
    names = list(dict.fromkeys(name for one in shown for name in one.values))
    rows = tuple(
        Row((Cell(line(said(name))), *(Cell(line(_value(one, name))) for one in shown)))
        for name in names
        if len({_value(one, name) for one in shown}) > 1
    )
    columns = (
        Column(_("Value")),
        *(Column(version_name(last - at, one)) for at, one in enumerate(shown)),
    )
    return Table(
        "versions",
        _("Versions side by side"),
        columns,
        rows,
        Empty(_("The same values."), _("Only the text below them changed.")),
        controls=True,
    )


def _steps(versions: Sequence[Version]) -> Iterator[Section]:
    """What each version changed of the one before, the latest first."""
    last = len(versions)
    for at, version in enumerate(versions[:PAIRS]):
        before = versions[at + 1] if at + 1 < last else None
        number = last - at
        id = f"version-{number}"
        heading = _("Version {name}", name=version_name(number, version))
        if before is None:
            yield Section(id, heading, said=line(_("The first that git remembers.")))
            continue
        items = [
            Item((Text(f"{said(name)} "), Edit(old, new)))
            for name in dict.fromkeys((*before.values, *version.values))
            if (old := _value(before, name)) != (new := _value(version, name))
        ]
        if before.text != version.text:
            items.append(Item((Text(_("Text:")), Text(" "), *_words(before.text, version.text))))
        by = _("By {who}.", who=", ".join(version.who)) if version.who else ""
        yield Section(id, heading, Listing(tuple(items), Empty(_("Nothing."))), said=line(by))
    if last > PAIRS:
        yield Section(
            "older",
            _("Older versions"),
            said=line(_("{n} older ones are in git alone.", n=figure(last - PAIRS))),
        )


def _value(version: Version, name: Phrase) -> str:
    """What a version says of one thing; nothing where it does not speak of it."""
    value = version.values.get(name)
    return said(value) if value is not None else ""


def _words(before: str, after: str) -> Iterator[Piece]:
    """The words of the text that changed, with a few around them."""
    for piece in excerpts(compared(before, after)):
        if piece.sort == "same":
            yield Text(piece.text)
        else:
            gone = piece.sort == "removed"
            yield Edit(piece.text if gone else "", "" if gone else piece.text)
