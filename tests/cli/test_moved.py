"""A change that moves the project to another folder is judged as if it had stood there before."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import Need
from tests.history.repository import Repository, made

ROOT = Path(__file__).resolve().parents[2]
SLA = "records/agreements/sla-logistics.yaml"
ALL_NEW = "The base has no records of this project: all of it counts as new."


@pytest.fixture
def moving(tmp_path: Path, need: Need) -> Repository:
    """A repository whose last commit moves its project to `brm/` and lowers availability."""
    need("git")
    there = made(tmp_path / "repository")
    shutil.copytree(ROOT / "tests" / "trees" / "full" / "records", there.folder / "records")
    there.commit("As it was")
    (there.folder / "brm").mkdir()
    there.git("mv", "records", "brm/records")
    text = (there.folder / "brm" / SLA).read_text(encoding="utf-8")
    assert "value: 99.5" in text
    there.write(f"brm/{SLA}", text.replace("value: 99.5", "value: 50"))
    there.commit("Elsewhere, and less")
    return there


def test_check_judges_a_change_across_the_move(moving: Repository, run: Run) -> None:
    words = ("-C", "brm", "check", "--format", "concise", "--base")
    for _again in range(2):
        told = run(*words, "HEAD^", folder=moving.folder)
        assert (told.code, told.err) == (1, "")
        assert f"{SLA}:46:12: error[changed-without-amendment] `targets[t1].value`" in told.out
    assert "changed-without-amendment" not in run(*words, "HEAD", folder=moving.folder).out
    told = run(*words[:-1], "--changed", "HEAD^", folder=moving.folder)
    found = [line for line in told.out.splitlines() if line.startswith("records/")]
    assert found
    assert all(line.startswith(f"{SLA}:") for line in found)


@pytest.mark.parametrize("revisions", ["HEAD^", "HEAD^..HEAD"])
def test_diff_and_approvers_look_across_the_move(
    revisions: str, moving: Repository, run: Run
) -> None:
    project = moving.folder / "brm"
    told = run("diff", revisions, "--format", "json", folder=project)
    assert (told.code, told.err) == (0, "")
    (record,) = json.loads(told.out)["records"]
    assert [change["said"] for change in record["changes"]] == ["availability 99.5 % -> 50 %"]
    asked = run("approvers", revisions, folder=project)
    assert asked.err == ""
    assert "Petra Lind: decides for Logistics Division" in asked.out


def test_a_base_is_looked_at_again_once_a_move_is_known(moving: Repository, run: Run) -> None:
    moving.git("reset", "--quiet", "--mixed", "HEAD^")
    project = moving.folder / "brm"
    before = run("diff", "HEAD", folder=project)
    assert before.err == f"{ALL_NEW}\n"
    assert f"\n{ALL_NEW} " in before.out
    words = ("check", "--base", "HEAD", "--format", "concise")
    assert run(*words, folder=project).err == f"{ALL_NEW}\n"
    moving.git("add", "--all")
    after = run("diff", "HEAD", folder=project)
    assert after.err == ""
    assert "changed: SLA Logistics" in after.out
    assert "added:" not in after.out
    shutil.rmtree(project / ".brmsite")
    assert run("diff", "HEAD", folder=project) == after
    told = run(*words, folder=project)
    assert (told.code, told.err) == (1, "")
    assert "changed-without-amendment" in told.out


def test_a_base_without_the_project_is_said_to_be_one(moving: Repository, run: Run) -> None:
    moving.write("new/records/people/n-new.yaml", "name: Nora New\norg: provider\n")
    moving.commit("Another project")
    project = moving.folder / "new"
    for words in (("diff", "HEAD^"), ("approvers", "HEAD^"), ("check", "--base", "HEAD^")):
        told = run(*words, folder=project)
        assert (told.code, told.err) == (0, f"{ALL_NEW}\n")
    assert run("check", "--changed", "HEAD^", folder=project).err == f"{ALL_NEW}\n"
    assert run("check", "--base", "HEAD^", "--quiet", folder=project).err == ""
    told = run("diff", "HEAD^", "--format", "markdown", folder=project)
    assert told.out.startswith(f"**{ALL_NEW} 1 record changed; ")
    said = run("diff", "HEAD^", "--format", "json", folder=project)
    assert json.loads(said.out)["verdict"].startswith(ALL_NEW)
