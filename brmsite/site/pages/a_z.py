"""All records by their titles, from A to Z: the way to anything without scripts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from brmsite.kinds.base import Common
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.language import N_, Things, _, counted, figure
from brmsite.site.navigation import A_TO_Z, HOME, SEARCH
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import sentence
from brmsite.site.record_parts import dated
from brmsite.site.search.tokens import fold
from brmsite.site.shapes import Empty, Entry, Item, Line, Listing, Pager, line
from brmsite.site.titles import Titles
from brmsite.site.words import worded

TITLE = N_("A to Z")
OTHER = N_("Other")
"""Where titles stand that begin with no letter: numbers, marks."""

EMPTY = Empty(N_("No records."), N_("There is nothing in the register."))

Letters = Mapping[str, tuple[Record[Common], ...]]


@dataclass(frozen=True, slots=True)
class AToZView:
    """The titles of one letter."""

    lead: Line
    letters: tuple[Entry, ...]
    titles: Listing
    pager: Pager


def pages(register: Register, titles: Titles) -> Iterator[Page]:
    """One page a letter, in parts where there are many; the first letter is the index."""
    letters = _letters(register, titles)
    whole = counted(len(register), "{n} record", "{n} records")

    def view(letter: str, part: Part[Record[Common]]) -> AToZView:
        here = Here(part.path)
        return AToZView(
            sentence(
                _(
                    "{whole}, by title. Those that begin with {letter} are below; any word "
                    "can be looked for by {link}.",
                    whole=whole,
                    letter=letter,
                ),
                link=here.page(_("search"), SEARCH),
            ),
            tuple(
                Entry(
                    each,
                    here.to(_path(letters, each)),
                    each == letter,
                    figure(len(letters[each])),
                )
                for each in letters
            ),
            Listing(tuple(_item(titles, here, one) for one in part.rows), EMPTY),
            part.pager,
        )

    for place, (letter, records) in enumerate(letters.items()):
        title = f"{TITLE}: {letter}" if place else str(TITLE)
        for part in parts(records, _path(letters, letter), Things("{n} title", "{n} titles")):
            yield Page(
                part.path,
                "pages/a_z.html",
                part.title(title),
                partial(view, letter, part),
                section=TITLE,
                crumbs=(
                    (_("Home"), HOME),
                    *(((str(TITLE), A_TO_Z),) if part.path != A_TO_Z else ()),
                ),
            )


def _letters(register: Register, titles: Titles) -> Letters:
    """The records by the first letter of their titles, without its marks, in order."""
    found: dict[str, list[Record[Common]]] = defaultdict(list)
    for record in sorted(register, key=lambda one: (fold(titles.of(one)), one.address)):
        first = fold(titles.of(record)).lstrip()[:1]
        found[first.upper() if first.isalpha() else OTHER].append(record)
    ordered = sorted(found, key=lambda letter: (letter == OTHER, letter))
    return {letter: tuple(found[letter]) for letter in ordered} or {"A": ()}


def _path(letters: Letters, letter: str) -> str:
    if letter == next(iter(letters)):
        return A_TO_Z
    # The path stays English: `str.lower`, not that of the words.
    name = str.lower(letter) if letter.isascii() else "-".join(f"{ord(each):x}" for each in letter)
    return f"a-z/{name}.html"


def _item(titles: Titles, here: Here, record: Record[Common]) -> Item:
    day = dated(record)
    return Item(
        (here.record(record, titles.of(record)),),
        (line(worded(record.kind.name)), *((line(day),) if day else ())),
    )
