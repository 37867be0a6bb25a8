"""`--at`: the records of another time, and the two days that are kept apart."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import Need
from tests.history.repository import Repository, made

SLA = """\
title: SLA Sales
number: A1
type: sla
customer: sales
provider: provider
services: [mail]
version: 1.0
state: draft
term: {start: 2026-07-01, months: 12, renewal: none}
funding: []
exceptions: none
"""
FILES = {
    "records/brmsite.yaml": "time_zone: Europe/Oslo\n",
    "records/customers/sales.yaml": "name: Sales\n",
    "records/people/ada.yaml": "name: Ada\norg: sales\n",
    "records/people/bo.yaml": "name: Bo\norg: provider\n",
    "records/services/mail.yaml": (
        "name: Mail\nstate: live\ntype: supporting\nowner: bo\ndescription: Mail.\n"
    ),
    "records/agreements/sla.yaml": SLA,
}


@pytest.fixture
def past(tmp_path: Path, need: Need) -> Repository:
    """An agreement of 1 January 2026, tagged `first`; another title on 2 January."""
    need("git")
    repository = made(tmp_path / "project")
    for path, text in FILES.items():
        repository.write(path, text)
    repository.commit("First")
    repository.git("tag", "first")
    repository.write("records/agreements/sla.yaml", SLA.replace("SLA Sales", "Another SLA"))
    repository.commit("Second")
    return repository


def test_show_and_list_tell_what_was_known_then(past: Repository, run: Run) -> None:
    short = past.git("rev-parse", "first")[:7]
    told = run("show", "sla", "--at", "first", folder=past.folder)
    assert told.out.startswith("SLA Sales\n")
    assert "terms on 2026-01-01:" in told.out
    assert told.err == f"As known on 2026-01-01 (commit {short}), as of 2026-01-01.\n"
    told = run("list", "agreement", "--at", "first", folder=past.folder)
    assert told.out.endswith("SLA Sales\n")
    assert told.err == f"As known on 2026-01-01 (commit {short}), as of 2026-01-01.\n"
    told = run("show", "sla", folder=past.folder)
    assert (told.out.partition("\n")[0], told.err) == ("Another SLA", "")


@pytest.mark.parametrize(
    "words, title, known, as_of",
    [
        (("--at", "first"), "SLA Sales", "2026-01-01", "2026-01-01"),
        (("--at", "first", "--as-of", "2027-01-01"), "SLA Sales", "2026-01-01", "2027-01-01"),
        (("--at", "2026-01-01"), "SLA Sales", "2026-01-01", "2026-01-01"),
        (("--at", "2026-03-31"), "Another SLA", "2026-01-02", "2026-03-31"),
        (
            ("--at", "2026-03-31", "--as-of", "2026-04-01"),
            "Another SLA",
            "2026-01-02",
            "2026-04-01",
        ),
        (("--at", "HEAD~1"), "SLA Sales", "2026-01-01", "2026-01-01"),
    ],
)
def test_a_day_is_both_and_a_revision_is_judged_on_its_own_day(
    past: Repository, run: Run, words: tuple[str, ...], title: str, known: str, as_of: str
) -> None:
    told = run("show", "sla", "--json", *words, folder=past.folder)
    data = json.loads(told.out)
    assert (data["title"], data["known_on"], data["as_of"]) == (title, known, as_of)
    assert data["commit"].startswith(told.err.partition("(commit ")[2].partition(")")[0])


def test_an_as_of_day_in_the_environment_counts_as_given(past: Repository, run: Run) -> None:
    words = ("show", "sla", "--json", "--at", "first")
    told = run(*words, folder=past.folder, BRMSITE_SHOW_AS_OF="2026-08-01")
    assert json.loads(told.out)["as_of"] == "2026-08-01"


def test_the_end_of_a_day_is_that_of_the_settings_time_zone(past: Repository, run: Run) -> None:
    past.write("records/agreements/sla.yaml", SLA.replace("SLA Sales", "Late SLA"))
    past.commit("Late", when="1768433400 +0000")  # 23:30 on the 14th in London: the 15th in Oslo
    for day, title in (("2026-01-14", "Another SLA"), ("2026-01-15", "Late SLA")):
        told = run("list", "agreement", "--at", day, folder=past.folder)
        assert told.out.endswith(f"{title}\n"), day


def test_check_finds_what_was_wrong_then(past: Repository, run: Run) -> None:
    past.write("records/customers/sales.yaml", "nmae: Sales\n")
    past.commit("A slip of the pen")
    past.write("records/customers/sales.yaml", "name: Sales\n")
    past.commit("Mended")
    assert "records/customers" not in run("check", folder=past.folder).out.partition("[no-m")[0]
    told = run("check", "--at", "HEAD~1", "--format", "concise", folder=past.folder)
    assert told.code == 1
    assert "records/customers/sales.yaml:1:1" in told.out
    assert told.err.startswith("As known on 2026-01-03 (commit ")
    told = run("check", "--at", "HEAD~1", "--quiet", folder=past.folder)
    assert (told.code, told.out, told.err) == (1, "", "")


def test_what_was_committed_is_not_mended(past: Repository, run: Run) -> None:
    told = run("check", "--at", "first", "--fix", folder=past.folder)
    assert told.code == 2
    assert "what was committed is not mended" in told.err


@pytest.mark.parametrize("command", ["show sla", "list agreement", "check", "build"])
@pytest.mark.parametrize(
    "at, said",
    [
        ("fist", "git knows no single commit by the name `fist`, did you mean `first`?"),
        ("--output=x", "git knows no single commit by the name `--output=x`"),
        ("2025-12-31", "nothing was committed here up to 2025-12-31"),
        ("2025-02-30", "`2025-02-30` is not a day in the calendar"),
    ],
)
def test_what_git_does_not_have_is_a_wrong_use(
    past: Repository, run: Run, command: str, at: str, said: str
) -> None:
    told = run(*command.split(), f"--at={at}", folder=past.folder)
    assert told.code == 2
    assert f"Error: Invalid value for '--at': {said}" in told.err
    assert not (past.folder / "build").exists()


def test_without_git_there_is_no_other_time(past: Repository, run: Run) -> None:
    (past.folder / ".git").rename(past.folder.parent / "elsewhere")
    told = run("build", "--at", "first", folder=past.folder)
    assert told.code == 2
    assert "Invalid value for '--at': the records are not in a git repository" in told.err


def test_build_says_whose_site_stands_in_the_folder(past: Repository, run: Run) -> None:
    told = run("build", "--at", "first", "--verify", folder=past.folder)
    assert told.code == 0, told.err
    assert "are those of a clean build" in told.out
    assert told.err.startswith("As known on 2026-01-01 (commit ")
    script = (past.folder / "build" / "assets" / "build.js").read_text("utf-8")
    assert '"asOf": "2026-01-01"' in script
    assert f'"commit": "{past.git("rev-parse", "first")}", "committed": "2026-01-01"' in script
    assert "SLA Sales" in (past.folder / "build" / "agreements" / "sla.html").read_text("utf-8")


# Who signed, and who committed that.


def test_show_traces_a_signature_to_its_commit(
    past: Repository, run: Run, tmp_path: Path, need: Need
) -> None:
    words = ("sign", "sla", "--person", "ada", "--side", "customer", "--on", "2026-06-15")
    assert run(*words, folder=past.folder).code == 0
    shown = run("show", "sla", folder=past.folder).out
    assert "  ada for the customer on 2026-06-15: not committed yet\n" in shown
    key = tmp_path / "key"
    make = ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)]
    subprocess.run([need("ssh-keygen"), *make], check=True)
    for name, value in (
        ("gpg.format", "ssh"),
        ("user.signingKey", key),
        ("commit.gpgSign", "true"),
    ):
        past.git("config", name, str(value))
    past.commit("Ada signs", author="Ada Abel")
    commit = past.head[:7]
    shown = run("show", "sla", folder=past.folder, HOME=str(tmp_path)).out
    assert (
        "\nsigned in:\n"
        f"  ada for the customer on 2026-06-15: commit {commit} of 2026-01-03 by Ada Abel; the "
        "commit's signature cannot be verified: no allowed signers are known: `git config --global "
        "gpg.ssh.allowedSignersFile FILE` names them\n"
    ) in shown
    allowed = tmp_path / "allowed"
    public = key.with_suffix(".pub").read_text("utf-8")
    allowed.write_text(f"ada@example.org {public}", encoding="utf-8")
    asked = ("show", "sla", "--json", "--allowed-signers", str(allowed))
    (entry,) = json.loads(run(*asked, folder=past.folder).out)["signed_in"]
    assert entry.pop("said").startswith("the commit's signature verifies, by ada@example.org (SHA")
    assert entry == {
        "side": "customer",
        "person": "ada",
        "on": "2026-06-15",
        "commit": past.head,
        "author": "Ada Abel",
        "committed_on": "2026-01-03",
        "verdict": "verifies",
    }


def test_without_git_show_traces_nothing(past: Repository, run: Run) -> None:
    words = ("sign", "sla", "--person", "ada", "--side", "customer")
    assert run(*words, folder=past.folder).code == 0
    assert "signed in:" in run("show", "sla", folder=past.folder).out
    (past.folder / ".git").rename(past.folder.parent / "elsewhere")
    told = run("show", "sla", folder=past.folder)
    assert (told.code, told.err) == (0, "")
    assert "signed in:" not in told.out
