"""Serves a project to a test, as the command does, and says what was told at the terminal."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from shutil import copytree

from brmsite.server.callers import Address
from brmsite.server.follow import Occasion
from brmsite.server.listen import listen
from brmsite.server.serve import served
from tests.patience import SECONDS

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "brmsite" / "starter"
AS_OF = date(2026, 11, 22)


@dataclass(frozen=True)
class Got:
    """An answer as it came."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


@dataclass
class Serving:
    """A project that is served: its folder, where, and what the terminal was told so far."""

    folder: Path
    url: str
    said: list[str] = field(default_factory=list)
    occasion: Occasion = field(default_factory=lambda: Occasion(AS_OF))

    @property
    def port(self) -> int:
        return int(self.url.rstrip("/").rpartition(":")[2])

    def get(self, path: str, method: str = "GET", **headers: str) -> Got:
        """The answer to a request for a path as it stands, whatever it is."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return Got(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def replace(self, path: str, old: str, new: str) -> None:
        """Change a file as careful editors do, so that it is never seen half written."""
        text = (self.folder / path).read_text(encoding="utf-8")
        assert text.count(old) == 1
        put(self.folder / path, text.replace(old, new))

    def shows(self, path: str, words: str) -> bool:
        return words in self.get(path).text


def put(file: Path, text: str) -> None:
    """Write beside a file, and rename."""
    beside = file.with_name(f".{file.name}.swp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


@contextmanager
def serving(folder: Path) -> Iterator[Serving]:
    """The project in a folder, served until the end."""
    listening = listen("127.0.0.1", 0)
    address = Address("127.0.0.1", listening.getsockname()[1])
    found = Serving(folder, address.url)
    before = set(threading.enumerate())
    with served(folder, listening, address, lambda: found.occasion, found.said.append) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield found
        finally:
            server.shutdown()
    # What still looked at these records would be in the way of the next test.
    for thread in set(threading.enumerate()) - before:
        if thread.name in ("follows", "tells", "looks"):
            thread.join(SECONDS)
            assert not thread.is_alive(), thread.name


def starter(folder: Path) -> Path:
    """The starter's records in a folder of their own."""
    return copytree(STARTER, folder / "project")
