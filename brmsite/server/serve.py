"""Puts the parts of the server together, and takes them down again."""

from __future__ import annotations

import gc
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from secrets import token_hex
from threading import Event, Lock, Thread

from brmsite.ground.memo import Memo
from brmsite.server.afterwards import Afterwards
from brmsite.server.answers import Answers
from brmsite.server.backlog import Backlog
from brmsite.server.board import Board
from brmsite.server.callers import Address
from brmsite.server.follow import Follower, News, Occasion
from brmsite.server.last_good import LastGood
from brmsite.server.watch import Watch
from brmsite.server.web import Server, web_server

SELDOM = (20_000, 5, 1_000)
"""When Python looks for garbage by itself: all that is known of ten thousand records takes it half
a second, in which no page is made. We let it look when nobody waits."""

SECONDS_OF_A_TURN = 0.0005
"""So long one thread keeps the others waiting: an edit goes through ten of them until its page is
sent, and must not wait for the findings of the one before, which take a second, at each of them."""


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

    `occasion` is asked for the as-of day and the commit, `say` is given what the terminal shows;
    when all is over, nothing is said any more.
    """
    board, backlog, last_good = Board(), Backlog(), LastGood()
    news: SimpleQueue[News | None] = SimpleQueue()
    is_over, speaking = Event(), Lock()

    def say_in_time(words: str) -> None:
        with speaking:
            if not is_over.is_set():
                say(words)

    watch = Watch(project, backlog, say_in_time)
    follower = Follower(project, backlog, board, last_good, occasion, news.put, memo)
    answers = Answers(address, board, backlog, last_good, token_hex(4), say_in_time)

    afterwards = Afterwards(news, board, last_good, say_in_time, colour)
    watch.start()
    before, turn = gc.get_threshold(), sys.getswitchinterval()
    gc.set_threshold(*SELDOM)
    sys.setswitchinterval(SECONDS_OF_A_TURN)
    try:
        for name, work in (("follows", follower.run), ("tells", afterwards.run)):
            Thread(target=work, name=name, daemon=True).start()
        yield web_server(listening, answers.of)
    finally:
        # A thread that is cut off in the middle of a sentence takes the whole program down.
        with speaking:
            is_over.set()
        follower.stop()
        watch.stop()
        news.put(None)
        gc.set_threshold(*before)
        sys.setswitchinterval(turn)
