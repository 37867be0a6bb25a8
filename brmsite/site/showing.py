"""The site of one moment, of which each file is made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from threading import RLock

from brmsite.ground.output_file import OutputFile
from brmsite.site.language import Language, speaking, spoken_in
from brmsite.site.page import Page
from brmsite.site.render import Renderer
from brmsite.site.whole_tables import WholeTables
from brmsite.source.files import Attachments


class Showing:
    """The files of a site by their paths, made on demand; threads may ask at the same time.

    `makers` are the functions that make its pages, by their names and in the order of a build:
    each is called when a page is asked for that it may make, and the facts that it needs are
    computed then. `known` says which of them made a page before, so that no other is tried.
    `documents` are those that records list: the files of the project by their paths. Files that
    are only made together are made when the first of them is asked for: `together` says by what
    their paths begin how.
    """

    def __init__(
        self,
        makers: Mapping[str, Callable[[], Iterable[Page]]],
        known: Mapping[str, str],
        renderer: Renderer,
        language: Language,
        documents: Mapping[str, str],
        attachments: Attachments,
        together: Mapping[str, Callable[[Showing], Iterable[OutputFile]]],
    ) -> None:
        self._makers = makers
        self._known = dict(known)
        self._made: dict[str, _Pages] = {}
        self._renderer = renderer
        self._language = language
        self._documents = documents
        self._attachments = attachments
        # Pages share facts, which must not be computed twice at the same time.
        self._drawing = RLock()
        self._together = {begin: _Together(partial(make, self)) for begin, make in together.items()}

    def file(self, path: str) -> OutputFile | None:
        """The file that a build writes at a path of the site, the same bytes; None if there is
        none. A fault in a layout is a `LayoutError`."""
        with speaking(self._language):
            page = self.page(path)
            if page is not None:
                with self._drawing:
                    return self._renderer.render(page, page.view())
            if path in self._documents:
                content = self._attachments.content(self._documents[path])
                return OutputFile(path, content) if content is not None else None
            if path.endswith(".rows.js"):
                return self._rows(path)
            for begin, files in self._together.items():
                if path.startswith(begin):
                    return files.of().get(path)
        return None

    def is_document(self, path: str) -> bool:
        """Whether a path is that of a document, which somebody else has made."""
        return path in self._documents

    def page(self, path: str) -> Page | None:
        """The page at a path, not drawn; None if there is none."""
        if not path.endswith(".html"):
            return None
        with self._drawing:
            for name in self._likely(path):
                page = self._made_by(name).find(path)
                if page is not None:
                    self._known[path] = name
                    return page
        return None

    def pages(self) -> dict[str, Page]:
        """All pages by their paths, in the order of a build."""
        return {path: page for name in self._makers for path, page in self._all_by(name).items()}

    def titles(self) -> dict[str, str]:
        """The titles of all pages by their paths."""
        return {path: page.title for path, page in self.pages().items()}

    def known(self) -> Mapping[str, str]:
        """Which function makes the page at a path, for all pages asked for here or before."""
        return dict(self._known)

    def paths(self) -> Collection[str]:
        """The paths of all files; for them, all of those that are made together are made."""
        pages = self.pages()
        with speaking(self._language):
            together = [path for files in self._together.values() for path in files.of()]
        lists = {page.all_rows for page in pages.values() if page.all_rows}
        return tuple(sorted({*pages, *lists, *self._documents, *together}))

    def _likely(self, path: str) -> Iterator[str]:
        """All functions that make pages, those first that made this one, or one beside it."""
        first = self._known.get(path)
        if first is not None and first in self._makers:
            yield first
        folder = path.rpartition("/")[0]
        beside = {name for each, name in self._known.items() if each.rpartition("/")[0] == folder}
        rest = [name for name in self._makers if name != first]
        yield from sorted(rest, key=lambda name: name not in beside)

    def _made_by(self, name: str) -> _Pages:
        """The pages that a function makes."""
        if name not in self._made:
            self._made[name] = _Pages(self._makers[name], self._language)
        return self._made[name]

    def _all_by(self, name: str) -> Mapping[str, Page]:
        """The pages that a function makes, by their paths."""
        with self._drawing:
            pages = self._made_by(name).all()
            self._known |= dict.fromkeys(pages, name)
            return pages

    def _rows(self, path: str) -> OutputFile | None:
        """The script with all rows of a list, from each of its pages."""
        first = path.removesuffix(".rows.js") + ".html"
        if self.page(first) is None:
            return None
        tables = WholeTables()
        with self._drawing:
            for page in self._made_by(self._known[first]).all().values():
                if page.all_rows == path:
                    for script in tables.of(page, page.view()):
                        if script.path == path:
                            return script
        return None


class _Pages:
    """The pages of one function, of which so many are made as have been asked for."""

    def __init__(self, make: Callable[[], Iterable[Page]], language: Language) -> None:
        self._make = make
        self._language = language
        self._coming: Iterator[Page] | None = None
        self._there: dict[str, Page] = {}

    def find(self, path: str) -> Page | None:
        """The page at a path."""
        if path not in self._there:
            for page in self._rest():
                if page.path == path:
                    break
        return self._there.get(path)

    def all(self) -> Mapping[str, Page]:
        """All of them, by their paths."""
        for _ in self._rest():
            pass
        return self._there

    def _rest(self) -> Iterator[Page]:
        if self._coming is None:
            with speaking(self._language):
                self._coming = spoken_in(self._language, iter(self._make()))
        for page in self._coming:
            self._there[page.path] = page
            yield page


class _Together:
    """Files that are made at once, when one of them is first asked for."""

    def __init__(self, make: Callable[[], Iterable[OutputFile]]) -> None:
        self._make = make
        self._lock = RLock()
        self._made: dict[str, OutputFile] | None = None

    def of(self) -> Mapping[str, OutputFile]:
        """All of them by their paths."""
        with self._lock:
            if self._made is None:
                self._made = {file.path: file for file in self._make()}
            return self._made
