"""Pages as they were when they could last be drawn, for when a record or a layout is broken."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Set
from contextlib import suppress
from threading import RLock

from brmsite.server.board import Now
from brmsite.site.addresses import record_page
from brmsite.site.showing import Showing

MOST = 200
"""So many pages are kept, those that were kept last."""


class LastGood:
    """The bytes of pages by their paths.

    A page whose record breaks is drawn once more from the site before it, but not while somebody
    waits for the new one: until then that site is remembered.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._promised: dict[str, Showing] = {}
        self._lock = RLock()

    def keep(self, path: str, content: bytes) -> None:
        """This is how a page looked when it was last drawn."""
        with self._lock:
            self._promised.pop(path, None)
            self._pages[path] = content
            self._pages.move_to_end(path)
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)

    def of(self, path: str) -> bytes | None:
        """The page as it looked; None where it is not kept."""
        with self._lock:
            self._draw(path)
            return self._pages.get(path)

    def promise_broken(self, before: Now, now: Now) -> None:
        """The pages of records that held before and are broken now will be asked for."""
        if before.examined is None or before.showing is None or now.examined is None:
            return
        broken = now.examined.register.broken - before.examined.register.broken
        if not broken:
            return
        held = before.examined.register.records
        own = {record_page(held[address]) for address in broken & held.keys()}
        gone = sorted(own | {one for one in before.showing.known() if broken_record(broken, one)})
        with self._lock:
            self._promised |= dict.fromkeys(gone[: self._most], before.showing)

    def draw_promised(self) -> None:
        """Draw what was promised, so that nothing of the site before needs to be remembered."""
        for path in list(self._promised):
            with self._lock:
                self._draw(path)

    def _draw(self, path: str) -> None:
        showing = self._promised.pop(path, None)
        if showing is None:
            return
        # Whatever keeps it from being drawn, there is then no page to lead to.
        with suppress(Exception):
            file = showing.file(path)
            if file is not None:
                self.keep(path, file.content)


def broken_record(broken: Set[str], path: str) -> str:
    """The address of the broken record that a page would show, or belong to; empty if none is."""
    address = path.removesuffix(".html")
    for each in (address, address.rpartition("/")[0]):
        if each in broken:
            return each
    return ""
