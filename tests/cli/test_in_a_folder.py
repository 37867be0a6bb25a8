"""A project in a folder of its repository: forges and hooks name files from the top of it."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
import yaml

from tests.cli.conftest import Run
from tests.conftest import Need
from tests.history.repository import Repository, made

ROOT = Path(__file__).resolve().parents[2]
FOLDER = "it & us/brm"
SLA = f"{FOLDER}/records/agreements/sla-logistics.yaml"
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def repository(tmp_path: Path, need: Need) -> Repository:
    """One whose records are in a folder, with a word mistyped."""
    need("git")
    there = made(tmp_path / "repository")
    shutil.copytree(
        ROOT / "tests" / "trees" / "full" / "records", there.folder / FOLDER / "records"
    )
    there.commit("As it was")
    text = (there.folder / SLA).read_text(encoding="utf-8")
    there.write(SLA, text.replace("state: active", "stat: active"))
    return there


@pytest.mark.parametrize("words", [("-C", FOLDER, "check"), ("check", "-C", FOLDER)])
@pytest.mark.parametrize("voice", ["github", "gitlab", "sarif", "junit", "concise", "json"])
def test_a_forge_finds_the_file(
    voice: str, words: tuple[str, ...], repository: Repository, run: Run
) -> None:
    told = run(*words, "--format", voice, folder=repository.folder)
    assert (told.code, told.err) == (1, "")
    named = {
        "github": lambda: f"::error file={SLA},line=10," in told.out,
        "gitlab": lambda: {one["location"]["path"] for one in json.loads(told.out)} >= {SLA},
        "sarif": lambda: '"uri": "it%20%26%20us/brm/records/agreements/sla-logi' in told.out,
        "junit": lambda: (
            {
                case.get("file")
                for case in ET.fromstring(told.out).iter("testcase")
                if case.find("failure") is not None
            }
            >= {SLA}
        ),
        # For people and programs that work in the project itself.
        "concise": lambda: "\nrecords/agreements/sla-logistics.yaml:10:" in f"\n{told.out}",
        "json": lambda: '"path": "records/agreements/sla-logistics.yaml"' in told.out,
    }
    assert named[voice](), told.out


def test_one_folder_is_in_the_other(repository: Repository, run: Run) -> None:
    apart = run("-C", "it & us", "check", "-C", "brm", folder=repository.folder)
    assert apart == run("check", folder=repository.folder / FOLDER)
    wrong = run("check", "-C", "nowhere", folder=repository.folder)
    assert wrong.code == 2
    assert "there is no folder `nowhere`" in wrong.err


def test_the_day_is_one_where_that_project_is(repository: Repository, run: Run) -> None:
    """On the isles where a day begins first it is never the day of this machine's zone."""
    there = ZoneInfo("Pacific/Kiritimati")
    repository.write(f"{FOLDER}/records/brmsite.yaml", f"time_zone: {there.key}\n")
    repository.write(
        f"{FOLDER}/records/meetings/late.md",
        "---\ntitle: Late\ndate: 2026-01-15\ntype: service-review\nlevel: tactical\n"
        "customers: [logistics]\nstate: held\n---\n"
        f"- [ ] (late) @k-berg due {datetime.now(there).date() - timedelta(days=1)}: Paint\n",
    )
    zone = {"SOURCE_DATE_EPOCH": "", "TZ": "Etc/GMT+12"}
    ways: list[tuple[tuple[str, ...], dict[str, str]]] = [
        (("-C", FOLDER, "check"), {}),
        (("check", "-C", FOLDER), {}),
        (("check",), {"BRMSITE_CHECK_FOLDER": FOLDER}),
    ]
    for words, more in ways:
        told = run(*words, "--format", "concise", folder=repository.folder, **zone, **more)
        assert "warning[action-overdue] action `late` of `k-berg`" in told.out, words


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_is_told_where_the_records_are(
    hook: dict[str, str], repository: Repository, tmp_path: Path
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "brmsite").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m brmsite "$@"\n')
    (programs / "brmsite").chmod(0o755)
    # As pre-commit does: the entry, then `args`, at the top of the repository.
    told = subprocess.run(
        [*shlex.split(hook["entry"]), "-C", FOLDER],
        cwd=repository.folder,
        env={
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "SOURCE_DATE_EPOCH": "1781481600",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    mended = "--fix" in hook["entry"]
    assert ("error[unknown-key]" in told.stdout) is not mended
    assert ("Fixed 1 finding in 1 file." in told.stderr) is mended
    written = (repository.folder / SLA).read_text(encoding="utf-8")
    assert ("state: active" in written) is mended


def test_links_of_a_comment_begin_at_the_top_of_the_repository(
    repository: Repository, run: Run
) -> None:
    text = (repository.folder / SLA).read_text(encoding="utf-8")
    weaker = text.replace("stat: active", "state: active").replace("value: 99.5", "value: 99.2")
    repository.write(SLA, weaker)
    words = ("diff", "HEAD", "--format", "markdown")
    address = "https://forge.example/blob/4f2a/{path}#L{line}"
    plain = run(*words, folder=repository.folder / FOLDER)
    told = run(*words, "--links", address, folder=repository.folder / FOLDER)
    assert (told.code, told.err) == (0, "")
    link = f"](<https://forge.example/blob/4f2a/it%20%26%20us/brm/{SLA[len(FOLDER) + 1 :]}#L46>)"
    assert link in told.out
    assert "forge.example" not in plain.out
    assert run(*words, folder=repository.folder / FOLDER) == plain
    in_environment = run(*words, folder=repository.folder / FOLDER, BRMSITE_DIFF_LINKS=address)
    assert in_environment == told


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)//{path}", "https://me@forge.example/{path}"]
)
def test_an_address_that_is_not_fit_for_links_is_refused(
    address: str, repository: Repository, run: Run
) -> None:
    told = run("diff", "HEAD", "--links", address, folder=repository.folder / FOLDER)
    assert (told.code, told.out) == (2, "")
    assert "give an address of http or https with `{path}` in it, and without a pass" in told.err
