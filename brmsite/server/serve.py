"""Puts the parts of the server together, and takes them down again."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from secrets import token_hex
from threading import Thread
from time import sleep

from brmsite.ground.memo import Memo
from brmsite.server.answers import Answers
from brmsite.server.backlog import Backlog
from brmsite.server.board import Board
from brmsite.server.callers import Address
from brmsite.server.follow import Follower, News, Occasion
from brmsite.server.last_good import LastGood
from brmsite.server.telling import told
from brmsite.server.watch import Watch
from brmsite.server.web import Server, web_server

SECONDS_FOR_THE_PAGE = 0.2
"""So long everything that nobody waits for stays behind the page that somebody waits for."""


@contextmanager
def served(
    project: Path,
    listening: socket.socket,
    address: Address,
    occasion: Callable[[], Occasion],
    say: Callable[[str], None],
    colour: bool = False,
    memo: Memo | None = None,
) -> Iterator[Server]:
    """Within it the site is kept up to date; the server it gives answers when told to
    `serve_forever`, until Ctrl-C or `shutdown`.

    `occasion` is asked for the as-of day and the commit, `say` is given what the terminal shows.
    """
    board, backlog, last_good = Board(), Backlog(), LastGood()
    news: SimpleQueue[News] = SimpleQueue()
    watch = Watch(project, backlog, say)
    follower = Follower(project, backlog, board, last_good, occasion, news.put, memo)
    answers = Answers(address, board, backlog, last_good, token_hex(4), say)

    def tell_all() -> None:
        is_known = False
        while True:
            each = news.get()
            # First whoever waits for a page: a browser asks for it within this time.
            sleep(SECONDS_FOR_THE_PAGE)
            last_good.draw_promised()
            say(told(each, colour))
            if not is_known and (showing := board.now.showing) is not None:
                # Once it is known what makes each page, nothing else is looked at for it. What
                # goes wrong in that is told where a page is asked for.
                with suppress(Exception):
                    showing.pages()
                    is_known = True

    watch.start()
    try:
        for name, work in (("follows", follower.run), ("tells", tell_all)):
            Thread(target=work, name=name, daemon=True).start()
        yield web_server(listening, answers.of)
    finally:
        follower.stop()
        watch.stop()
