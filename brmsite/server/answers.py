"""What is answered to whom: the paths of the site and nothing else, each looked up, never joined to
a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from brmsite.examine import Examined
from brmsite.ground.diagnostic import Diagnostic
from brmsite.ground.words import close_ids
from brmsite.server.backlog import Backlog
from brmsite.server.board import Board, Now
from brmsite.server.callers import Address, refusal
from brmsite.server.events import events, state_of
from brmsite.server.exchange import HTML, Answer, Asked, document_headers, kind_of
from brmsite.server.last_good import LastGood, broken_record
from brmsite.server.notices import notice
from brmsite.server.reserved import EVENTS, FILES, own_file, with_element
from brmsite.site.refusal import LayoutError
from brmsite.site.showing import Showing
from brmsite.source.files import SourceChangedError

SECONDS_TO_WAIT = 3.0
"""So long a request waits for a change that was seen to be taken in, before it gets what is there:
its page loads itself again when there is something new."""

LAST_GOOD = "last-good"
"""What a page is asked for with to have it as it was before its record broke."""

HOME = ("/index.html", "Home")


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers requests from what hangs on the board; `run` names this run of the server, `tell` is
    given what the person at the terminal should know."""

    address: Address
    board: Board
    backlog: Backlog
    last_good: LastGood
    run: str
    tell: Callable[[str], None]

    def of(self, asked: Asked) -> Answer:
        """The answer to one request, whatever happens."""
        refused = refusal(asked, self.address)
        if refused:
            return Answer(403, HTML, [notice("Not answered", (refused,))])
        if asked.method not in ("GET", "HEAD"):
            said = f"Pages can be read here, and nothing else: not {asked.method}."
            return Answer(405, HTML, [notice("Not allowed", (said,))], {"Allow": "GET, HEAD"})
        if asked.path in FILES:
            return Answer(200, kind_of(asked.path), [own_file(asked.path)])
        if asked.path == EVENTS:
            state, page = asked.query.get("state", ""), asked.query.get("page", "")
            stream = events(self.board, self.run, state, _file(page))
            return Answer(200, "text/event-stream; charset=utf-8", stream)
        return self._page(asked)

    def _page(self, asked: Asked) -> Answer:
        now, path = self._newest(), _file(asked.path)
        state = state_of(self.run, now)
        if now.showing is None:
            return self._nothing_yet(now, state)
        if LAST_GOOD in asked.query:
            kept = self.last_good.of(path)
            if kept is not None:
                return Answer(200, kind_of(path), [with_element(kept, state)])
        if now.examined is not None:
            # Asked first: to be sure that a page is not there, all that could make it are called.
            broken = broken_record(now.examined.register.broken, path)
            if broken:
                return self._broken(now.examined, broken, path, state)
        try:
            file = now.showing.file(path)
            if file is None:
                return _not_there(now.showing, path, state)
        except Exception as error:  # a page that cannot be drawn must not end the server
            return self._undrawn(path, error, state)
        if now.showing.is_document(path):
            kind = kind_of(path)
            return Answer(200, kind, [file.content], document_headers(kind))
        if not path.endswith(".html"):
            return Answer(200, kind_of(path), [file.content])
        self.last_good.keep(path, file.content)
        content = with_element(file.content, state, self._look(now))
        return Answer(200, kind_of(path), [content])

    def _look(self, now: Now) -> str:
        """What the pages of a state are shown with; empty where the project has scripts of its own,
        which would not be told that the page is another."""
        assets = now.examined.layouts.assets if now.examined is not None else ()
        if any(name.endswith(".js") for name in assets):
            return ""
        return f"{self.run}-{now.anew}"

    def _newest(self) -> Now:
        """The present state, once every change that was seen is taken in."""
        self.backlog.wait_until_taken_in(SECONDS_TO_WAIT)
        return self.board.newer(0, SECONDS_TO_WAIT) or self.board.now

    def _nothing_yet(self, now: Now, state: str) -> Answer:
        if now.failure:
            page = notice("The site cannot be shown", (now.failure,), state)
            return Answer(500, HTML, [page])
        said = "They are many; this page changes when they are read."
        return Answer(503, HTML, [notice("Reading the records", (said,), state)])

    def _undrawn(self, path: str, error: Exception, state: str) -> Answer:
        said = str(error)
        if not isinstance(error, (LayoutError, SourceChangedError)):
            said = f"this is a bug in brmsite, not in your records ({type(error).__name__}: {said})"
        self.tell(f"{path}: {said}")
        links = self._kept(path)
        page = notice("This page cannot be drawn", (said,), state, links=links)
        return Answer(500, HTML, [page])

    def _broken(self, examined: Examined, address: str, path: str, state: str) -> Answer:
        said = "It is not part of the site until it does. This page changes when it is mended."
        found = tuple(_about(address, examined.findings))
        page = notice(f"{address} does not hold", (said,), state, found, self._kept(path))
        return Answer(404, HTML, [page])

    def _kept(self, path: str) -> tuple[tuple[str, str], ...]:
        """The way to a page as it was, and home."""
        if self.last_good.of(path) is None:
            return (HOME,)
        return (f"/{quote(path)}?{LAST_GOOD}", "The page as it was when it last held"), HOME


def _not_there(showing: Showing, path: str, state: str) -> Answer:
    # A browser asks for icons by itself: nobody meant a page by that.
    pages = showing.titles() if path.endswith(".html") or "." not in path else ()
    near = close_ids(path, pages, most=5)
    said = "The site has pages like it:" if near else "The site has no such page."
    links = (*((f"/{quote(each)}", each) for each in near), HOME)
    return Answer(404, HTML, [notice(f"There is no {path}", (said,), state, links=links)])


def _about(address: str, findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What is wrong with a record; what cannot be parsed has no address, so by its file as well."""
    for finding in findings:
        if finding.address == address or _is_file_of(finding.span.path, address):
            yield finding


def _is_file_of(path: str, address: str) -> bool:
    """Whether a file is the one of a record, in whatever folder below that of its kind."""
    folder, _, name = address.partition("/")
    file = PurePosixPath(path)
    return file.stem == name and file.parts[1:2] == (folder,)


def _file(path: str) -> str:
    """The file that a path of the address bar means: that of a folder is its index."""
    path = path.removeprefix("/")
    return f"{path}index.html" if not path or path.endswith("/") else path
