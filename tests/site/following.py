"""Follows an answer of the handbook from first to last, as somebody with new records would."""

from __future__ import annotations

import re
import shlex
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from click.testing import CliRunner

from brmsite.cli import cli
from brmsite.site.how_to import HowTo, Sample

_TOP_LEVEL = re.compile(r"^(?=[a-z_]+:)", re.MULTILINE)


def follow(how_to: HowTo, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Start new records in a folder, then write, change and run what the answer says, on its day.
    What the commands said, in order; one that fails fails the test."""
    noon = datetime.combine(how_to.as_of, time(12), UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))
    monkeypatch.chdir(folder)
    _run(["init"])
    said = []
    for sample in (part for part in how_to.parts if isinstance(part, Sample)):
        if sample.use == "write":
            target = folder / sample.path
            assert not target.exists(), f"{sample.path} is there already"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(sample.text, encoding="utf-8")
        elif sample.use == "change":
            _change(folder / sample.path, sample.text)
        elif sample.use == "run":
            for command in sample.text.splitlines():
                program, *words = shlex.split(command)
                assert program == "brmsite"
                said.append(_run(words))
    return said


def _run(words: list[str]) -> str:
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, f"brmsite {' '.join(words)}: {done.output}"
    return done.output


def _change(file: Path, text: str) -> None:
    """Put keys into a record: those that it has get the new value, others are added."""
    written = file.read_text(encoding="utf-8")
    mark, keys, body = "", written, ""
    if file.suffix == ".md":
        mark, keys, body = written.split("---\n", 2)
        mark, body = "---\n", f"---\n{body}"
    there = _by_key(keys)
    file.write_text(mark + "".join((there | _by_key(text)).values()) + body, encoding="utf-8")


def _by_key(yaml: str) -> dict[str, str]:
    """The lines of every key at the top, by the key; what stands before the first has none."""
    return {part.partition(":")[0]: part for part in _TOP_LEVEL.split(yaml) if part}
