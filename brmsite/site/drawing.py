"""Draws the pages of a site: on all processors, and only those that would not be as they were.

What a page shows (its view, with its frame) and by which layouts it is drawn decide on its bytes.
The digest of these is the key of the page: where the key is known, the page need not be drawn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from brmsite.ground.digest import digest_of
from brmsite.ground.output_file import OutputFile
from brmsite.site.language import Language, speaking
from brmsite.site.page import Page
from brmsite.site.render import Renderer
from brmsite.site.whole_tables import WholeTables

FEW_PAGES = 200
"""So many pages are drawn here: to have workers would take longer."""
PAGES_A_GENERATION = 1_500
MOST_GENERATIONS = 30
"""After so many pages, or so large a part of all, the workers are others: a copy of a process that
knows of many pages takes its time."""
_AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page by its path and its key; its bytes, or None where those of the key are known; and the
    scripts with all rows of the lists that end on it."""

    path: str
    key: str
    content: bytes | None
    scripts: tuple[OutputFile, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The pages of one site in order, and what draws them. `known` are the keys of pages whose
    bytes are at hand, `program` is the digest of what draws; without one, pages have no keys."""

    pages: Sequence[Page]
    renderer: Renderer
    language: Language
    program: str = ""
    known: Collection[str] = frozenset()

    def all(self, executor: Executor | None) -> Iterator[Drawn]:
        """Every page, in order. The workers of the executor must know what this process knows when
        its `map` is called: they are copies of it, or its threads."""
        spans = _spans(self.pages)
        if executor is None or len(self.pages) <= FEW_PAGES:
            for span in spans:
                yield from self.some(span)
            return
        # What a worker would have to find out for itself, each of them again.
        self.renderer.prepare({page.layout for page in self.pages})
        _AT_WORK.append(self)
        try:
            # A copy of this process shares its memory until either writes to it, if only to count
            # who uses a value: workers that begin anew from time to time stay small.
            pages = max(PAGES_A_GENERATION, len(self.pages) // MOST_GENERATIONS)
            for round_ in _rounds(spans, pages):
                for drawn in executor.map(_some, round_):
                    yield from drawn
        finally:
            _AT_WORK.remove(self)

    def some(self, span: tuple[int, int]) -> list[Drawn]:
        """The pages from one place up to another. A list that is cut into pages must be whole in
        it, since its script has the rows of all of them."""
        tables = WholeTables()
        with speaking(self.language):
            return [self._drawn(page, tables) for page in self.pages[slice(*span)]]

    def one(self, page: Page) -> bytes:
        """The bytes of one page, whatever is known."""
        with speaking(self.language):
            return self.renderer.render(page, page.view()).content

    def _drawn(self, page: Page, tables: WholeTables) -> Drawn:
        view = page.view()
        key = ""
        if self.program:
            given = self.renderer.given(page)
            key = digest_of(self.program, self.language.tag, given, view)
        is_known = key in self.known
        content = None if is_known else self.renderer.render(page, view).content
        return Drawn(page.path, key, content, tuple(tables.of(page, view)))


_AT_WORK: list[Drawing] = []
"""What the workers draw: they find it here, since they begin as copies of this process."""


def _some(span: tuple[int, int]) -> list[Drawn]:
    if not _AT_WORK:
        raise LookupError(
            "a worker knows of no pages: the executor's workers must be copies of the process that "
            "draws, made when its `map` is called, or threads of it"
        )
    return _AT_WORK[-1].some(span)


def _rounds(spans: Sequence[tuple[int, int]], pages: int) -> Iterator[list[tuple[int, int]]]:
    """The spans in groups of at least so many pages, which one generation of workers draws."""
    group: list[tuple[int, int]] = []
    for first, after in spans:
        group.append((first, after))
        if after - group[0][0] >= pages:
            yield group
            group = []
    if group:
        yield group


def _spans(pages: Sequence[Page]) -> list[tuple[int, int]]:
    """The pages in parts that are drawn one by one; lists stay whole."""
    last = {page.all_rows: place for place, page in enumerate(pages) if page.all_rows}
    spans: list[tuple[int, int]] = []
    first = reach = 0
    for place, page in enumerate(pages):
        reach = max(reach, last.get(page.all_rows, place))
        if place == reach and place - first >= _AT_ONCE:
            spans.append((first, place + 1))
            first = place + 1
    if first < len(pages):
        spans.append((first, len(pages)))
    return spans
