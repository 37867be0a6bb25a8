"""`brmsite serve` as it is typed: where it answers, what it says, how it stops."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from brmsite.cli import cli
from brmsite.server.listen import FIRST, LAST, PortTakenError, listen
from tests.patience import SECONDS
from tests.server.serving import ROOT, put, starter

ON_A_DAY = {"SOURCE_DATE_EPOCH": "1795348800"}  # 22 November 2026


class Command:
    """A running `brmsite serve`, and the lines it prints."""

    def __init__(self, folder: Path, *options: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "brmsite", "-C", str(folder), "serve", *options],
            env={**os.environ, **ON_A_DAY, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().rstrip("\n")

    def stopped(self) -> tuple[int, str]:
        """Ctrl-C: the exit code, and what else was printed."""
        self._process.send_signal(signal.SIGINT)
        said, _ = self._process.communicate(timeout=SECONDS)
        return self._process.returncode, said

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def command(tmp_path: Path) -> Iterator[Command]:
    command = Command(starter(tmp_path), "--port", "0")
    yield command
    command.kill()


def test_it_says_where_it_answers_follows_changes_and_stops_on_ctrl_c(
    command: Command, tmp_path: Path
) -> None:
    found = re.fullmatch(
        r"Serving (.+) at (http://127\.0\.0\.1:[0-9]+/) \(Ctrl-C stops\)", command.line()
    )
    assert found is not None
    assert Path(found[1]) == (tmp_path / "project").resolve()
    said = command.line()
    assert re.fullmatch(r"Read all records \([0-9.]+ s\)\. No findings in 8 files\.", said)
    with urlopen(found[2]) as page:
        assert b"2026-11-22" in page.read()

    customer = tmp_path / "project/records/customers/sales.yaml"
    put(customer, customer.read_text(encoding="utf-8").replace("state: active", "state: actve"))
    said = command.line()
    assert re.fullmatch(
        r"records/customers/sales\.yaml \([0-9.]+ s\)\. 1 new finding, 0 gone, 1 in all\.", said
    )
    assert command.line() == ""
    assert command.line().startswith("error[not-allowed-value] `actve` is not an allowed `state`")
    assert "records/customers/sales.yaml:5:8" in command.line()

    # A page that listens, as every open tab does, goes on for ever: nobody may wait for it.
    with urlopen(f"{found[2]}.brmsite/events?state=x") as listening:
        assert listening.readline() == b"retry: 500\n"
        code, rest = command.stopped()

    assert code == 0
    assert rest.endswith("Stopped.\n")
    assert "Traceback" not in rest


def test_ctrl_c_while_the_records_are_read_stops_it_too(command: Command) -> None:
    assert command.line().startswith("Serving ")
    code, rest = command.stopped()
    assert (code, "Traceback" in rest) == (0, False)
    assert rest.endswith("Stopped.\n")


def test_the_port_asked_for_must_be_free(tmp_path: Path) -> None:
    with closing(listen("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(cli, ["-C", str(starter(tmp_path)), "serve", "--port", port])
    assert done.exit_code == 1
    assert done.output == (
        f"Error: cannot listen on `127.0.0.1` port {port}: another program has it; choose another "
        "with --port, or 0 for any\n"
    )


def test_without_a_port_the_next_free_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(listen("127.0.0.1", 0)) as one:
        port = one.getsockname()[1]
        monkeypatch.setattr("brmsite.server.listen.FIRST", port)
        monkeypatch.setattr("brmsite.server.listen.LAST", port + 20)
        with closing(listen("127.0.0.1", None)) as other:
            assert port < other.getsockname()[1] <= port + 20
        monkeypatch.setattr("brmsite.server.listen.LAST", port)
        with pytest.raises(PortTakenError, match=f"the ports {port} to {port} are all taken"):
            listen("127.0.0.1", None)
    assert LAST > FIRST


def test_an_address_that_is_not_this_machines_is_told() -> None:
    with pytest.raises(PortTakenError, match=r"cannot listen on `192\.0\.2\.1` port 0: "):
        listen("192.0.2.1", 0)


def test_the_listening_socket_is_reached_from_this_machine_only() -> None:
    with closing(listen("127.0.0.1", 0)) as listening:
        assert listening.family is socket.AF_INET
        assert listening.getsockname()[0] == "127.0.0.1"
