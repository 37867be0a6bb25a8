"""What was worked out before, kept under the digest of everything that it was worked out from.

A key that is found again means the same inputs, hence the same result: nothing in here is ever out
of date, it can only be missing. So the store may be deleted at any time, carried from one machine
to another and shared between branches. What it gives back is bytes that somebody reads as data;
nothing of it is run. A store that is broken, of another make or not to be written to costs time
and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from threading import RLock
from types import TracebackType
from typing import Any

FOLDER = ".brmsite"
FILE = "memo.sqlite3"
MOMENT = "moment"
HOME = "home"

MOST_BYTES = 1_500_000_000
"""Beyond this size, what was not asked for longest is forgotten."""

_MAKE = 1
"""The make of the table below: a store of another make is begun anew."""
_APPLICATION = 0x62726D31
_TABLE = """
CREATE TABLE kept (
    room TEXT NOT NULL, key TEXT NOT NULL, run INTEGER NOT NULL, sum BLOB NOT NULL,
    value BLOB NOT NULL, PRIMARY KEY (room, key)
)
"""
_AT_ONCE = 500
_RUNS_UNTIL_NOTED = 10
"""A value asked for is noted as used only so often: reading must not write each time."""
_SECONDS_FOR_ANOTHER = 5.0

_MOST_RUNS = 1 << 40
"""A run with a higher number was never made by us."""

_AS_IT_STANDS = (
    os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
)
"""To open a file, or make it, but never what a link leads to, nor to wait for anybody."""

_DAMAGE = (sqlite3.Error, UnicodeError, OverflowError)
"""What a damaged store can make of a question: also words that nobody can read."""


class Memo:
    """The store of one project, open until it is closed, for all threads. What is put is there for
    others at once, and stays also if the program is killed: nobody waits for who has the store open
    for long.

    One that must be `at_home` is begun anew unless it was made where it is: what came with a copy
    of the project is not used, as it may be from a stranger.
    """

    def __init__(self, folder: Path, at_home: bool = False) -> None:
        self._file = folder / FOLDER / FILE
        self._at_home = at_home
        self._one_at_a_time = RLock()
        self._base = self._opened()
        self._run = self._next_run()
        self._used: list[tuple[int, str, str]] = []

    def __enter__(self) -> Memo:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def get(self, room: str, key: str) -> bytes | None:
        """What is kept under a key of a room; None where nothing is."""
        return self.several(room, (key,)).get(key)

    def several(self, room: str, keys: Iterable[str]) -> dict[str, bytes]:
        """What is kept under each of these keys, for those under which something is."""
        found: dict[str, bytes] = {}
        for some in _in_parts(tuple(keys)):
            marks = ",".join("?" * len(some))
            rows = self._asked(
                "SELECT key, CAST(run AS INTEGER), sum, value FROM kept "
                f"WHERE room = ? AND key IN ({marks}) AND typeof(value) = 'blob'",
                (room, *some),
            )
            for key, run, checksum, value in rows:
                if checksum == _sum(room, key, value):
                    found[key] = value
                    if run < self._run - _RUNS_UNTIL_NOTED:
                        self._used.append((self._run, room, key))
        return found

    def keys(self, room: str) -> frozenset[str]:
        """All keys of a room under which something is kept."""
        rows = self._asked("SELECT key FROM kept WHERE room = ?", (room,))
        return frozenset(key for (key, *_) in rows)

    def put(self, room: str, key: str, value: bytes) -> None:
        """Keep a value under a key, in place of what was kept there."""
        self.put_several(room, {key: value})

    def put_several(self, room: str, values: Mapping[str, bytes]) -> None:
        """Keep each value under its key."""
        rows = ((room, key, self._run, _sum(room, key, v), v) for key, v in values.items())
        with self._forgiving():
            if self._base is not None:
                self._base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?)", rows)
                self._base.commit()

    def moment(self) -> int:
        """The time of the disk now, in nanoseconds, as it would be that of a file written now; 0
        where nothing can be written, or there is no store."""
        here = self._file.with_name(MOMENT)
        if self._base is None or not _is_our_own(here):
            return 0
        try:
            place = os.open(here, _AS_IT_STANDS, 0o666)
        except OSError:
            return 0
        try:
            os.write(place, b"\n")
            return os.fstat(place).st_mtime_ns
        except OSError:
            return 0
        finally:
            os.close(place)

    def close(self) -> None:
        """Note what was used, forget what was not, and let go of the file."""
        with self._one_at_a_time:
            with self._forgiving():
                if self._base is not None:
                    self._base.executemany(
                        "UPDATE kept SET run = ? WHERE room = ? AND key = ?", self._used
                    )
                    self._forget_the_oldest(self._base)
                    self._base.commit()
            _let_go(self._base)
            self._base = None

    def _opened(self) -> sqlite3.Connection | None:
        """The store, begun anew where it cannot be used; None where none can be had."""
        if self._file.parent.is_symlink():
            return None
        try:
            self._file.parent.mkdir(exist_ok=True)
            # Made, but not if anything has this name: a link could lead anywhere.
            with (
                contextlib.suppress(FileExistsError),
                (self._file.parent / ".gitignore").open("x", encoding="utf-8") as ignored,
            ):
                ignored.write("*\n")
            if self._at_home and not _is_at_home(self._file.parent):
                self._begin_anew()
                _move_in(self._file.parent)
        except OSError:
            return None
        for _ in range(2):
            base = None
            try:
                if not _is_our_own(self._file):
                    return None
                base = sqlite3.connect(
                    self._file, timeout=_SECONDS_FOR_ANOTHER, check_same_thread=False
                )
                # A key that is damaged is no text, and nobody asks for it.
                base.text_factory = partial(str, encoding="utf-8", errors="replace")
                if _is_ready(base):
                    return base
            except sqlite3.OperationalError:  # locked, full, or not to be written to
                _let_go(base)
                return None
            except _DAMAGE:
                pass
            _let_go(base)
            self._begin_anew()
        return None

    def _begin_anew(self) -> None:
        for ending in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError):
                self._file.with_name(f"{FILE}{ending}").unlink()

    def _next_run(self) -> int:
        rows = self._asked(
            "SELECT coalesce(max(run), 0) + 1 FROM kept INDEXED BY by_run "
            f"WHERE run BETWEEN 0 AND {_MOST_RUNS}",
            (),
        )
        return int(rows[0][0]) if rows else 1

    def _asked(self, words: str, values: Iterable[str]) -> list[tuple[Any, ...]]:
        with self._forgiving():
            if self._base is not None:
                return self._base.execute(words, tuple(values)).fetchall()
        return []

    @contextlib.contextmanager
    def _forgiving(self) -> Iterator[None]:
        with self._one_at_a_time:
            try:
                yield
            except _DAMAGE:
                self._give_up()

    def _give_up(self) -> None:
        """From here on nothing is kept; a store that is damaged is begun anew by the next run."""
        base, self._base = self._base, None
        damaged = False
        if base is not None:
            try:
                base.rollback()
                damaged = base.execute("PRAGMA quick_check(1)").fetchone() != ("ok",)
            except sqlite3.OperationalError:
                pass
            except _DAMAGE:
                damaged = True
            _let_go(base)
        if damaged:
            self._begin_anew()

    def _forget_the_oldest(self, base: sqlite3.Connection) -> None:
        """Make room where the store has grown too large; this run's values stay."""
        (size,) = base.execute("PRAGMA page_size").fetchone()
        while _pages(base) * size > MOST_BYTES:
            (oldest,) = base.execute("SELECT min(run) FROM kept").fetchone()
            if not isinstance(oldest, int) or oldest >= self._run:
                break
            base.execute("DELETE FROM kept WHERE run = ?", (oldest,))


def _is_our_own(file: Path) -> bool:
    """Whether a file is there under no other name, or can be made: writing to it changes nothing
    else, and nobody has to wait for it."""
    try:
        found = file.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return S_ISREG(found.st_mode) and found.st_nlink == 1


def _is_at_home(folder: Path) -> bool:
    """Whether the store says that it was made in this very folder, which no copy can."""
    try:
        return _is_our_own(folder / HOME) and (folder / HOME).read_text() == _number(folder)
    except (OSError, UnicodeError):
        return False


def _move_in(folder: Path) -> None:
    (folder / HOME).unlink(missing_ok=True)
    with (folder / HOME).open("x", encoding="ascii") as home:
        home.write(_number(folder))


def _number(folder: Path) -> str:
    """What the system knows a folder by; nobody who sends it elsewhere knows that of the copy."""
    found = folder.stat()
    return f"{found.st_dev} {found.st_ino}"


def _is_ready(base: sqlite3.Connection) -> bool:
    """Whether this is a store of our make; an empty file is made one."""
    base.execute("PRAGMA trusted_schema = OFF")
    is_empty = _is_empty(base)
    if not is_empty and not _is_ours(base):
        return False
    # A lost store costs time, not truth: it need not wait for the disk.
    base.execute("PRAGMA synchronous = OFF")
    try:
        base.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # Another program is just making the store: then it does that, or the next one will.
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
    if is_empty:
        _begin(base)
    return True


def _begin(base: sqlite3.Connection) -> None:
    """Make an empty file a store, all at once: another program may look, or do the same."""
    base.execute("BEGIN IMMEDIATE")
    if _is_empty(base):
        base.execute(_TABLE)
        base.execute("CREATE INDEX by_run ON kept (run)")
        base.execute(f"PRAGMA application_id = {_APPLICATION}")
        base.execute(f"PRAGMA user_version = {_MAKE}")
    base.commit()


def _is_empty(base: sqlite3.Connection) -> bool:
    (count,) = base.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return not int(count)


def _is_ours(base: sqlite3.Connection) -> bool:
    application, make = (
        base.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
    )
    return (*application, *make) == (_APPLICATION, _MAKE)


def _pages(base: sqlite3.Connection) -> int:
    (all_pages,) = base.execute("PRAGMA page_count").fetchone()
    (free,) = base.execute("PRAGMA freelist_count").fetchone()
    return int(all_pages) - int(free)


def _let_go(base: sqlite3.Connection | None) -> None:
    if base is not None:
        with contextlib.suppress(sqlite3.Error):
            base.close()


def _sum(room: str, key: str, value: bytes) -> bytes:
    """What tells a damaged value, or one under a key that is not its own, from a sound one."""
    return blake2b(value, digest_size=12, key=f"{room}/{key}".encode()[-64:]).digest()


def _in_parts(keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]
