"""Long lists on several pages: 200 rows each, so that a phone can draw them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from brmsite.ground.value import replace
from brmsite.site.addresses import Here
from brmsite.site.language import Things, _, figure
from brmsite.site.shapes import Entry, Pager, Table, Whole

ROWS = 200
"""How many rows one page has."""

NEAR = 2
"""How many neighbours on each side a page links to, besides the first and the last page."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """The rows of one page of a long list, and the way to the others."""

    path: str
    number: int
    rows: tuple[T, ...]
    pager: Pager
    whole: Whole | None = None

    @property
    def all_rows(self) -> str:
        """The script with the rows of all pages; empty where this is the only page."""
        return self.whole.path if self.whole is not None else ""

    def table(self, table: Table) -> Table:
        """The table of these rows, which knows where the rows of all pages stand."""
        return replace(table, whole=self.whole)

    def title(self, title: str) -> str:
        """The title of this page of the list: unique, because further pages say their number."""
        if self.number == 1:
            return title
        return _("{title}, page {number}", title=title, number=self.number)


def parts(rows: Sequence[T], path: str, things: Things, size: int = ROWS) -> Iterator[Part[T]]:
    """A list cut into pages of `size` rows, at least one; `things` names what is listed.

    The first page is `path`, further ones stand in a folder of its name: `people/index/2.html`.
    """
    last = max(1, -(-len(rows) // size))
    paths = [
        path,
        *(f"{path.removesuffix('.html')}/{number}.html" for number in range(2, last + 1)),
    ]
    for number, here in enumerate(paths, 1):
        begin = (number - 1) * size
        shown = tuple(rows[begin : begin + size])
        pager = _pager(paths, number, len(rows), begin, shown, things)
        yield Part(here, number, shown, pager, _whole(paths, number))


def _whole(paths: list[str], number: int) -> Whole | None:
    """All rows stand beside the first page: `people/index.rows.js`."""
    last = len(paths)
    if last == 1:
        return None
    script = f"{paths[0].removesuffix('.html')}.rows.js"
    return Whole(script, Here(paths[number - 1]).to(script), number == last)


def _pager(
    paths: list[str],
    number: int,
    whole: int,
    begin: int,
    shown: Sequence[object],
    things: Things,
) -> Pager:
    last = len(paths)
    if last == 1:
        return Pager(things.said(whole), ())
    here = Here(paths[number - 1])
    entries: list[Entry] = []
    before = 0
    for each in range(1, last + 1):
        if each not in (1, last) and abs(each - number) > NEAR:
            continue
        if each > before + 1:
            entries.append(Entry("…", ""))
        entries.append(Entry(str(each), here.to(paths[each - 1]), current=each == number))
        before = each
    said = _(
        "{first} to {last} of {things}",
        first=figure(begin + 1),
        last=figure(begin + len(shown)),
        things=things.said(whole),
    )
    return Pager(
        said,
        tuple(entries),
        before=here.to(paths[number - 2]) if number > 1 else "",
        after=here.to(paths[number]) if number < last else "",
    )
