"""What is done after each change when nobody waits: the terminal is told, promised pages are drawn,
and Python looks for garbage."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from queue import Empty, SimpleQueue
from time import sleep
from traceback import format_exception

from brmsite.server.board import Board, Now
from brmsite.server.follow import News, a_bug
from brmsite.server.last_good import LastGood
from brmsite.server.telling import told
from brmsite.source.files import SourceChangedError

SECONDS_FOR_THE_PAGE = 0.2
"""So long everything that nobody waits for stays behind the page that somebody waits for."""

SECONDS_OF_QUIET = 2.0
"""So long after the last change nobody is likely to wait."""

MOST_CHANGES = 25
"""After so many changes without such quiet garbage is looked for all the same: each leaves some
megabytes."""


class Afterwards:
    """Takes the news of one server, one after the other, until there is a None among them."""

    def __init__(
        self,
        news: SimpleQueue[News | None],
        board: Board,
        last_good: LastGood,
        say: Callable[[str], None],
        colour: bool,
    ) -> None:
        self._news = news
        self._board = board
        self._last_good = last_good
        self._say = say
        self._colour = colour
        self._told: Now | None = None
        self._is_known = False
        self._changes = 0
        self._is_anew = False

    def run(self) -> None:
        """Do it, until the end."""
        while True:
            try:
                news = self._news.get(timeout=self._patience())
            except Empty:
                self._look_for_garbage()
                continue
            if news is None:
                return
            self._changes += 1
            self._is_anew |= news.now.anew == news.now.number
            # First whoever waits for a page: a browser asks for it within this time.
            sleep(SECONDS_FOR_THE_PAGE)
            self._last_good.draw_promised()
            self._tell(news)
            self._know_the_pages()

    def _patience(self) -> float | None:
        """How long to wait for another change until garbage is looked for, in seconds; None for
        ever."""
        if not self._changes:
            return None
        return 0 if self._changes >= MOST_CHANGES else SECONDS_OF_QUIET

    def _tell(self, news: News) -> None:
        """What a change brought since what was told last. What is saved again meanwhile cannot be
        shown any more: the next change tells of both."""
        news = replace(news, before=self._told or news.before)
        try:
            self._say(told(news, self._colour))
        except SourceChangedError:
            return
        except Exception as error:  # whatever is wrong, the next change is told
            self._say(f"{a_bug(error)}\n{''.join(format_exception(error))}".rstrip())
        self._told = news.now

    def _know_the_pages(self) -> None:
        """Find out once what makes each page, so that nothing else is looked at for it."""
        showing = self._board.now.showing
        if self._is_known or showing is None:
            return
        # What goes wrong in that is told where a page is asked for.
        with suppress(Exception):
            showing.pages()
            self._is_known = True
            # What is known by now stays for long, and need not be looked through again.
            gc.freeze()

    def _look_for_garbage(self) -> None:
        """Also among what was taken to stay for long, where all was examined anew since."""
        if self._is_anew:
            gc.unfreeze()
        gc.collect()
        if self._is_anew:
            gc.freeze()
        self._changes, self._is_anew = 0, False
