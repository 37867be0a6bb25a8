"""`brmsite diff`, `approvers` and `codeowners`, and what `check` says of a change."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run, Told
from tests.conftest import Need
from tests.history.repository import Repository, made

ROOT = Path(__file__).resolve().parents[2]
SLA = "records/agreements/sla-logistics.yaml"


@pytest.fixture
def repository(tmp_path: Path, need: Need) -> Repository:
    """A branch on which availability was lowered, while the main line got a new person."""
    need("git")
    there = made(tmp_path / "project")
    shutil.copytree(ROOT / "tests" / "trees" / "full" / "records", there.folder / "records")
    there.commit("As it was")
    there.git("checkout", "--quiet", "-b", "proposal")
    edit(there, "value: 99.5", "value: 99.2")
    there.commit("Lower")
    there.git("checkout", "--quiet", "main")
    there.write("records/people/n-new.yaml", "name: Nora New\norg: provider\n")
    there.commit("Nora")
    there.git("checkout", "--quiet", "proposal")
    return there


def edit(repository: Repository, before: str, after: str) -> None:
    """Other words in the agreement."""
    text = (repository.folder / SLA).read_text(encoding="utf-8")
    assert before in text
    repository.write(SLA, text.replace(before, after))


def test_without_words_it_is_what_the_branch_changed(repository: Repository, run: Run) -> None:
    edit(repository, "notice_months: 3", "notice_months: 1")
    told = run("diff", folder=repository.folder)
    assert (told.code, told.err) == (0, "")
    assert "  availability 99.5 % -> 99.2 % (weaker)  [line 46]\n" in told.out
    assert (
        "  notice 3 -> 1 months: decide by moves from 2027-08-31 to 2027-10-31  [line 22]\n"
        in told.out
    )
    assert "Nora" not in told.out


@pytest.mark.parametrize(
    "revisions,there,not_there",
    [
        ("HEAD", "notice 3 -> 1", "availability"),
        ("main..proposal", "removed: Nora New", "notice"),
        ("main...proposal", "availability", "Nora"),
        ("main", "removed: Nora New", "nothing"),
    ],
)
def test_two_states_are_named(
    revisions: str, there: str, not_there: str, repository: Repository, run: Run
) -> None:
    edit(repository, "notice_months: 3", "notice_months: 1")
    told = run("diff", revisions, folder=repository.folder)
    assert there in told.out
    assert not_there not in told.out


def test_nothing_changed(repository: Repository, run: Run) -> None:
    told = run("diff", "HEAD..HEAD", folder=repository.folder)
    assert told.out == (
        "HEAD -> HEAD, as of 2026-06-15\nNo record says anything else than before.\n"
    )


def test_it_is_written_to_a_file(repository: Repository, run: Run) -> None:
    words = ("diff", "HEAD^1..HEAD", "--format", "json", "--output", "said.json")
    assert run(*words, folder=repository.folder) == Told(0, "", "")
    said = json.loads((repository.folder / "said.json").read_text(encoding="utf-8"))
    (record,) = said["records"]
    assert [change["field"] for change in record["changes"]] == ["targets[t1].value"]
    assert said["counts"] == {"stronger": 0, "weaker": 1, "material": 1}


@pytest.mark.parametrize("word", ["nowhere", "nowhere..HEAD", "--output=x"])
def test_a_revision_that_is_not_there_is_an_error(
    word: str, repository: Repository, run: Run
) -> None:
    told = run("diff", "--", word, folder=repository.folder)
    assert told.code == 2
    assert "git knows no single commit by the name" in told.err
    assert not (repository.folder / "x").exists()


def test_without_git_it_says_so(tmp_path: Path, run: Run) -> None:
    (tmp_path / "records").mkdir()
    told = run("diff")
    assert (told.code, told.out) == (1, "")
    assert told.err == "Error: the records are not in a git repository\n"


def test_approvers_are_those_from_before(repository: Repository, run: Run) -> None:
    told = run("approvers", "main...proposal", folder=repository.folder)
    assert told == Told(
        0,
        "SLA Logistics (agreements/sla-logistics)\n"
        "  Petra Lind: decides for Logistics Division, up to EUR 250,000\n"
        "  Kari Berg <k.berg@it.calvoort.example>: business relationship manager of Port Group\n"
        "  Eva Holm: owner of Yard and warehouse management\n",
        "",
    )
    nobody = run("approvers", "HEAD..HEAD", folder=repository.folder)
    assert nobody.out == "Nobody needs to agree: nothing is changed that was promised or signed.\n"


def test_codeowners_come_from_roles(repository: Repository, run: Run) -> None:
    told = run("codeowners", folder=repository.folder)
    assert told.code == 0
    assert told.err == "Without an e-mail address: Eva Holm and Petra Lind\n"
    assert "\n/records/agreements/sla-logistics.yaml k.berg@it.calvoort.example\n" in told.out
    assert f"\n# {SLA}: Petra Lind has no e-mail address\n" in told.out


def test_what_was_told_is_told_again_until_something_is_another(
    repository: Repository, run: Run
) -> None:
    first = run("diff", folder=repository.folder)
    (repository.folder / ".brmsite").rename(repository.folder / "kept")
    without_memory = run("diff", folder=repository.folder)
    shutil.rmtree(repository.folder / ".brmsite")
    (repository.folder / "kept").rename(repository.folder / ".brmsite")
    assert first == without_memory == run("diff", folder=repository.folder)
    edit(repository, "value: 99.2", "value: 99.1")
    assert "availability 99.5 % -> 99.1 %" in run("diff", folder=repository.folder).out
    edit(repository, "value: 99.1", "value: 99.2")
    assert run("diff", folder=repository.folder) == first
    markdown = run("diff", "--format", "markdown", folder=repository.folder)
    assert markdown.out != first.out
    assert run("diff", "--as-of", "2028-03-01", folder=repository.folder).out != first.out


def test_check_judges_the_change(repository: Repository, run: Run) -> None:
    without = run("check", "--format", "concise", folder=repository.folder)
    assert "changed-without-amendment" not in without.out
    told = run("check", "--base", "main", "--format", "concise", folder=repository.folder)
    assert told.code == 1
    assert (
        f"{SLA}:46:12: error[changed-without-amendment] `targets[t1].value` of an agreement in "
        "force changed without a new amendment or a new `version`\n"
    ) in told.out


def test_check_tells_only_of_what_changed(repository: Repository, run: Run) -> None:
    edit(repository, "state: active", "state: actve")
    everything = run("check", "--format", "concise", folder=repository.folder)
    told = run("check", "--changed", "main", "--format", "concise", folder=repository.folder)
    files = [
        {line.partition(":")[0] for line in one.out.splitlines() if line.startswith("records/")}
        for one in (everything, told)
    ]
    assert files[0] > files[1] == {SLA}


@pytest.fixture
def beginning(tmp_path: Path, need: Need) -> Repository:
    """A repository that was there before its records: `main` has a text and then nothing at all,
    `proposal` begins to use brmsite."""
    need("git")
    there = made(tmp_path / "project")
    there.write("README.md", "Ours\n")
    there.commit("A text")
    there.git("branch", "text")
    (there.folder / "README.md").unlink()
    there.commit("Nothing")
    there.git("checkout", "--quiet", "-b", "proposal")
    shutil.copytree(ROOT / "tests" / "trees" / "full" / "records", there.folder / "records")
    there.commit("Begin")
    return there


@pytest.mark.parametrize(
    "base,said",
    [
        ("main", ""),
        ("text", "The base has no records of this project: all of it counts as new.\n"),
    ],
)
def test_the_first_change_is_compared_with_nothing(
    base: str, said: str, beginning: Repository, run: Run
) -> None:
    told = run("diff", f"{base}..proposal", "--format", "markdown", folder=beginning.folder)
    assert (told.code, told.err) == (0, said)
    assert "added: SLA Logistics (agreements/sla-logistics)" in told.out
    assert "changed-without-amendment" not in told.out
    asked = run("approvers", f"{base}..proposal", folder=beginning.folder)
    assert (asked.code, asked.err) == (0, said)
    assert asked.out.startswith("SLA Logistics (agreements/sla-logistics)\n")
    back = run("diff", f"proposal..{base}", folder=beginning.folder)
    assert back.code == 0
    assert "\nremoved: SLA Logistics (agreements/sla-logistics)\n" in back.out


def test_before_it_began_there_is_nothing_to_look_at(beginning: Repository, run: Run) -> None:
    told = run("check", "--at", "main", folder=beginning.folder)
    assert told.code == 2
    assert "there is no folder `records` of this project in commit" in told.err


@pytest.fixture
def signed(project: Path, run: Run, need: Need) -> Repository:
    """An agreement that one side signed, and a branch on which it promises less."""
    need("git")
    there = made(project)
    there.commit("Begin")
    told = run(
        "sign", "sla-workplace-sales", "--person", "anna-berg", "--side", "customer", folder=project
    )
    assert told.code == 0
    there.commit("Signed")
    there.git("checkout", "--quiet", "-b", "proposal")
    agreement = "records/agreements/sla-workplace-sales.md"
    text = (project / agreement).read_text(encoding="utf-8")
    there.write(agreement, text.replace("value: 99.5", "value: 98"))
    there.commit("Lower")
    return there


SIGNED = "the text of the agreement is not the one that `anna-berg` signed on 2026-06-15"


def test_what_was_signed_is_looked_for_in_the_past_of_the_head(
    signed: Repository, run: Run
) -> None:
    signed.git("checkout", "--quiet", "--orphan", "elsewhere")
    signed.git("commit", "--quiet", "--message", "Without a past")
    told = run("diff", "main..proposal", folder=signed.folder)
    assert f"error[signed-text-changed] {SIGNED}: availability 99.5 % -> 98 %" in told.out


def test_what_a_cut_past_did_not_have_is_looked_for_again(
    signed: Repository, run: Run, tmp_path: Path
) -> None:
    source = signed.folder.as_uri()
    clone = tmp_path / "clone"
    signed.git("clone", "-q", "--depth", "1", "--branch", "proposal", source, str(clone))
    cut = Repository(clone)
    cut.git("fetch", "--quiet", "--depth", "1", "origin", "main:main")
    for _again in range(2):
        told = run("diff", "main..HEAD", folder=clone)
        assert f"error[signed-text-changed] {SIGNED}  [" in told.out
    cut.git("fetch", "--quiet", "--unshallow", "origin", "proposal")
    told = run("diff", "main..HEAD", folder=clone)
    assert f"error[signed-text-changed] {SIGNED}: availability 99.5 % -> 98 %" in told.out
