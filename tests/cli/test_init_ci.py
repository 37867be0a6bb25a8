"""`init --ci`: workflows that do what they say, with no more rights than that."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner

import brmsite
from brmsite.cli import COMMANDS, cli
from brmsite.cli.init import CI_FILES
from tests.cli.conftest import Run, Told
from tests.conftest import Need
from tests.history.repository import Repository, made

ROOT = Path(brmsite.__file__).parent
REVIEW, COMMENT = ".github/workflows/brmsite.yml", ".github/workflows/brmsite-comment.yml"

READ = {"contents": "read"}
PERMISSIONS = {
    REVIEW: {
        "check": READ,
        "code-scanning": READ | {"actions": "read", "security-events": "write"},
        "dates": READ,
        "site": READ,
        "publish": {"pages": "write", "id-token": "write"},
    },
    COMMENT: {"comment": {"actions": "read", "pull-requests": "write"}},
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """For each forge a repository of records with its files, made once; only for reading."""
    folders = {name: tmp_path_factory.mktemp(name) for name in CI_FILES}
    for name, folder in folders.items():
        told = CliRunner().invoke(cli, ["init", str(folder), "--ci", name])
        assert told.exit_code == 0, told.output
    return folders


@pytest.fixture
def forge(request: pytest.FixtureRequest, written: dict[str, Path]) -> Path:
    """The repository with the files of the forge that the test names."""
    return written[request.param]


def workflow(folder: Path, path: str) -> dict[str, Any]:
    # PyYAML reads the key `on` as true, as YAML 1.1 has it.
    read: dict[Any, Any] = yaml.safe_load((folder / path).read_text(encoding="utf-8"))
    return {("on" if key is True else key): value for key, value in read.items()}


def steps(read: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in read["jobs"].values():
        yield from job["steps"]


def scripts(folder: Path) -> list[str]:
    """Every script that a forge runs in a shell."""
    found = [
        step["run"]
        for path in PERMISSIONS
        if (folder / path).exists()
        for step in steps(workflow(folder, path))
        if "run" in step
    ]
    if (folder / ".gitlab-ci.yml").exists():
        jobs = workflow(folder, ".gitlab-ci.yml")
        lines = [
            job[key]
            for job in jobs.values()
            if isinstance(job, dict)
            for key in ("before_script", "script")
            if key in job
        ]
        found += ["\n".join(each) for each in lines]
    return found


@pytest.mark.parametrize("forge", ["github"], indirect=True)
def test_each_job_may_do_what_it_needs_and_no_more(forge: Path) -> None:
    for path, jobs in PERMISSIONS.items():
        read = workflow(forge, path)
        assert read["permissions"] == {}, path
        assert {name: job["permissions"] for name, job in read["jobs"].items()} == jobs
        assert all(job["timeout-minutes"] <= 30 for job in read["jobs"].values())


@pytest.mark.parametrize("forge", ["github"], indirect=True)
def test_every_action_is_pinned_to_a_commit_and_says_its_version(forge: Path) -> None:
    for path in PERMISSIONS:
        text = (forge / path).read_text(encoding="utf-8")
        used = re.findall(r"uses: (.*)", text)
        assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in used)
        assert len(used) == text.count("uses:")
        assert (len(used) > 0) == (path == REVIEW)


@pytest.mark.parametrize("forge", sorted(CI_FILES), indirect=True)
def test_nothing_that_a_stranger_wrote_is_put_into_a_script(forge: Path) -> None:
    for script in scripts(forge):
        assert "${{" not in script
        assert not re.search(r"TITLE|DESCRIPTION|COMMIT_MESSAGE|REF_NAME|BRANCH_NAME", script)
        # What a person chose is only ever a word, or part of one, in double quotes.
        bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", script)
        assert not re.search(r"\$\{?(HEAD|CI|GITHUB)_", bare), bare


@pytest.mark.parametrize("forge", sorted(CI_FILES), indirect=True)
def test_every_script_is_one_that_a_shell_can_read(forge: Path) -> None:
    assert scripts(forge)
    for script in scripts(forge):
        told = subprocess.run(
            ["bash", "-n"], input=script, text=True, capture_output=True, check=False
        )
        assert (told.returncode, told.stderr) == (0, ""), script


@pytest.mark.parametrize("forge", sorted(CI_FILES), indirect=True)
def test_every_command_is_one_of_ours_with_its_options(forge: Path) -> None:
    called = re.findall(r"^brmsite (\w+)(.*)$", "\n".join(scripts(forge)), re.MULTILINE)
    assert {name for name, _ in called} == {"check", "diff", "build"}
    for name, words in called:
        if name not in COMMANDS:
            assert name == "diff"
            continue
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        known = {option for one in command.params for option in one.opts}
        assert set(re.findall(r"--[\w-]+", words)) <= known, (name, words)


@pytest.mark.parametrize("forge", sorted(CI_FILES), indirect=True)
def test_this_version_is_installed(forge: Path) -> None:
    installed = re.findall(r'pip install .*"(.*)"', "\n".join(scripts(forge)))
    assert set(installed) == {f"brmsite=={brmsite.__version__}"}
    assert "@VERSION@" not in "\n".join(scripts(forge))


@pytest.mark.parametrize("forge", ["github"], indirect=True)
def test_what_may_write_runs_nothing_of_a_pull_request(forge: Path) -> None:
    comment = workflow(forge, COMMENT)
    assert comment["on"] == {
        "workflow_run": {"workflows": [workflow(forge, REVIEW)["name"]], "types": ["completed"]}
    }
    (step,) = steps(comment)
    assert "uses" not in step
    assert not re.search(r"\bgit\b|\bpip\b|\bbrmsite [a-z]|python", step["run"])
    on = workflow(forge, REVIEW)["on"]
    assert "pull_request_target" not in on
    assert on["pull_request"] is None
    checkouts = [
        one for one in steps(workflow(forge, REVIEW)) if "actions/checkout@" in one.get("uses", "")
    ]
    assert checkouts
    assert all(one["with"]["persist-credentials"] is False for one in checkouts)
    assert "secrets." not in (forge / REVIEW).read_text() + (forge / COMMENT).read_text()


@pytest.mark.parametrize("forge", ["github"], indirect=True)
def test_records_are_published_only_when_somebody_says_so(forge: Path) -> None:
    assert workflow(forge, REVIEW)["jobs"]["publish"]["if"] == "vars.BRMSITE_PUBLISH == 'true'"


@pytest.mark.parametrize("forge", ["gitlab"], indirect=True)
def test_gitlab_gets_its_reports_and_needs_no_secret(forge: Path) -> None:
    read = workflow(forge, ".gitlab-ci.yml")
    reports = read["check"]["artifacts"]["reports"]
    assert reports == {"codequality": "gl-code-quality-report.json", "junit": "junit.xml"}
    assert all(report in " ".join(read["check"]["script"]) for report in reports.values())
    assert read["meaning"]["artifacts"]["paths"] == ["meaning.md"]
    assert '$BRMSITE_PUBLISH == "true"' in read["pages"]["rules"][0]["if"]
    image = read["default"]["image"]
    assert re.fullmatch(r"python:\d+\.\d+\.\d+-bookworm@sha256:[0-9a-f]{64}", image)
    assert "TOKEN" not in (forge / ".gitlab-ci.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("forge", sorted(CI_FILES), indirect=True)
def test_what_a_change_may_not_do_is_looked_for_in_changes_alone(forge: Path) -> None:
    if (forge / REVIEW).exists():
        jobs = workflow(forge, REVIEW)["jobs"]
        base = jobs["check"]["env"]["BASE"]
        assert base == "${{ github.event_name == 'pull_request' && 'HEAD^1' || '' }}"
        lines = "\n".join(step.get("run", "") for step in jobs["check"]["steps"])
        other = "\n".join(step.get("run", "") for step in jobs["dates"]["steps"])
    else:
        read = workflow(forge, ".gitlab-ci.yml")
        assert [read[job]["variables"] for job in ("check", "meaning")] == [{"GIT_DEPTH": "0"}] * 2
        lines, other = ("\n".join(read[job]["script"]) for job in ("check", "dates"))
    checks = re.findall(r"^brmsite check (.*)$", lines, re.MULTILINE)
    assert len(checks) >= 2
    assert all(re.match(r'--base "\$(BASE|base)" ', one) for one in checks), checks
    assert "brmsite check" in other
    assert "--base" not in other


# --- What the forges run, in a real repository ---------------------------------------------------

AGREEMENT = "records/agreements/sla-workplace-sales.md"
WEAKER = ("value: 99.5", "value: 98")
MISTYPED = ("state: active", "state: actve")


@dataclass
class Forge:
    """A repository with a change of it, and the clone in which a forge runs its scripts."""

    folder: Path
    repository: Repository

    def propose(self, *edits: tuple[str, str]) -> None:
        """A branch with edits of the agreement, merged as a forge would merge it."""
        git = self.repository.git
        git("checkout", "--quiet", "-b", "proposal")
        for before, after in edits:
            text = (self.repository.folder / AGREEMENT).read_text(encoding="utf-8")
            assert text.count(before) == 1, before
            self.repository.write(AGREEMENT, text.replace(before, after))
        self.repository.commit("As proposed")
        git("checkout", "--quiet", "--detach", "main")
        self.repository.merge("proposal")
        git("branch", "merged")

    def clone(self, branch: str, *words: str) -> Path:
        """What is checked out before a script runs."""
        there = self.folder / "clone"
        source = self.repository.folder.as_uri()
        self.repository.git("clone", "-q", *words, "--branch", branch, source, str(there))
        return there

    def run(self, clone: Path, script: str, **environment: str) -> int:
        """How a script ends; what it says is in `log` beside the clone."""
        programs = self.folder / "bin"
        programs.mkdir(exist_ok=True)
        (programs / "brmsite").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m brmsite "$@"\n')
        (programs / "brmsite").chmod(0o755)
        with (self.folder / "log").open("w") as log:
            return subprocess.run(
                ["bash", "-e", "-c", script],
                cwd=clone,
                env={
                    "PATH": f"{programs}:{os.environ['PATH']}",
                    "HOME": str(self.folder),
                    "PYTHONPATH": str(ROOT.parent),
                    "SOURCE_DATE_EPOCH": "1781481600",
                    **environment,
                },
                stdout=log,
                stderr=log,
                check=False,
            ).returncode


@pytest.fixture
def at_a_forge(tmp_path: Path, written: dict[str, Path], need: Need) -> Forge:
    """With the records on its main branch."""
    need("git")
    repository = made(tmp_path / "ours")
    repository.write("NOTES.md", "Ours\n")
    repository.commit("A text")
    repository.git("branch", "text")
    copytree(written["gitlab"], repository.folder, dirs_exist_ok=True)
    repository.commit("Records")
    return Forge(tmp_path, repository)


def on_github(forge: Forge, clone: Path, event: str, written: dict[str, Path]) -> dict[str, int]:
    """How each step of the check ends that calls brmsite, by its name."""
    condition = "github.event_name == 'pull_request'"
    given = {
        "BASE": "HEAD^1" if event == "pull_request" else "",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "our/records",
        "GITHUB_SHA": "4f2a",
        "GITHUB_STEP_SUMMARY": str(forge.folder / "summary.md"),
    }
    return {
        step["name"]: forge.run(clone, step["run"], **given)
        for step in workflow(written["github"], REVIEW)["jobs"]["check"]["steps"]
        if "brmsite " in step.get("run", "") and "pip" not in step["run"]
        if step.get("if") != condition or event == "pull_request"
    }


def test_a_weaker_promise_is_red_on_github_and_said_in_the_comment(
    at_a_forge: Forge, written: dict[str, Path]
) -> None:
    at_a_forge.propose(WEAKER)
    clone = at_a_forge.clone("merged", "--depth", "2")
    assert on_github(at_a_forge, clone, "pull_request", written) == {
        "Write the findings for code scanning": 0,
        "Say what the change means": 0,
        "Check": 1,
    }
    log = (at_a_forge.folder / "log").read_text()
    assert f"::error file={AGREEMENT},line=27,endLine=27," in log
    assert "title=changed-without-amendment::" in log
    (found,) = json.loads((clone / "brmsite.sarif").read_text())["runs"][0]["results"]
    assert found["ruleId"] == "changed-without-amendment"
    comment = (clone / "comment.md").read_text()
    assert "- error changed-without-amendment: " in comment
    link = f"](<https://github.com/our/records/blob/4f2a/{AGREEMENT}#L27>)"
    assert "availability 99.5 % -&#62; 98 % **(weaker)** [" in comment
    assert comment.count(link) >= 2
    assert comment == (at_a_forge.folder / "summary.md").read_text()


def test_what_was_merged_is_not_judged_again_on_github(
    at_a_forge: Forge, written: dict[str, Path]
) -> None:
    at_a_forge.propose(WEAKER)
    clone = at_a_forge.clone("merged", "--depth", "2")
    assert set(on_github(at_a_forge, clone, "push", written).values()) == {0}
    assert not (clone / "comment.md").exists()


@pytest.mark.parametrize("event", ["pull_request", "push"])
def test_the_first_change_of_a_repository_is_green_on_github(
    event: str, at_a_forge: Forge, written: dict[str, Path]
) -> None:
    at_a_forge.repository.git("branch", "--force", "merged", "text")
    at_a_forge.repository.git("checkout", "--quiet", "merged")
    at_a_forge.repository.git("merge", "--quiet", "--no-ff", "--no-edit", "main")
    clone = at_a_forge.clone("merged", "--depth", "2")
    assert set(on_github(at_a_forge, clone, event, written).values()) == {0}
    if event == "pull_request":
        comment = (clone / "comment.md").read_text()
        assert "**added: Digital workplace for Sales (agreements/sla-workplace-sales)**" in comment


def test_a_repository_that_begins_with_its_records_is_green_on_github(
    at_a_forge: Forge, written: dict[str, Path]
) -> None:
    at_a_forge.repository.git("checkout", "--quiet", "--orphan", "alone")
    at_a_forge.repository.commit("All at once")
    clone = at_a_forge.clone("alone", "--depth", "2")
    assert set(on_github(at_a_forge, clone, "push", written).values()) == {0}


@pytest.mark.parametrize(
    "edits, code, names",
    [
        ((), 0, []),
        ((WEAKER,), 1, ["changed-without-amendment"]),
        ((MISTYPED,), 1, ["not-allowed-value"]),
    ],
    ids=["sound", "weaker", "mistyped"],
)
@pytest.mark.parametrize("results_merged", [False, True], ids=["branch", "merged results"])
def test_the_check_on_gitlab_fails_for_findings_and_leaves_the_reports(
    edits: tuple[tuple[str, str], ...],
    code: int,
    names: list[str],
    results_merged: bool,
    at_a_forge: Forge,
    written: dict[str, Path],
) -> None:
    at_a_forge.propose(*edits)
    main = at_a_forge.repository.git("rev-parse", "main")
    given = {
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": main,
        "CI_PROJECT_URL": "https://gitlab.com/our/records",
        "CI_COMMIT_SHA": "4f2a",
    }
    if results_merged:
        # What others have merged since is no part of the change.
        at_a_forge.repository.git("checkout", "--quiet", "main")
        anna = at_a_forge.repository.folder / "records" / "people" / "anna-berg.yaml"
        anna.write_text(f"{anna.read_text()}phone: 555 0100\n")
        given["CI_MERGE_REQUEST_TARGET_BRANCH_SHA"] = at_a_forge.repository.commit("Anna")
        at_a_forge.repository.git("checkout", "--quiet", "-B", "merged", "main")
        at_a_forge.repository.merge("proposal")
    clone = at_a_forge.clone("merged" if results_merged else "proposal")
    jobs = workflow(written["gitlab"], ".gitlab-ci.yml")
    assert at_a_forge.run(clone, "\n".join(jobs["check"]["script"]), **given) == code
    quality = json.loads((clone / "gl-code-quality-report.json").read_text())
    assert [one["check_name"] for one in quality] == names
    assert f'failures="{code}"' in (clone / "junit.xml").read_text()
    assert at_a_forge.run(clone, "\n".join(jobs["meaning"]["script"]), **given) == 0
    meaning = (clone / "meaning.md").read_text()
    assert "555" not in meaning
    linked = f"](<https://gitlab.com/our/records/-/blob/4f2a/{AGREEMENT}#L" in meaning
    assert linked is bool(edits)


def test_what_was_merged_is_not_judged_again_on_gitlab(
    at_a_forge: Forge, written: dict[str, Path]
) -> None:
    at_a_forge.propose(WEAKER)
    script = "\n".join(workflow(written["gitlab"], ".gitlab-ci.yml")["check"]["script"])
    assert at_a_forge.run(at_a_forge.clone("merged"), script) == 0


def test_a_workflow_that_is_there_is_left_alone(project: Path, run: Run) -> None:
    (project / ".gitlab-ci.yml").write_text("mine", encoding="utf-8")
    told = run("init", "--ci", "gitlab", folder=project)
    assert (told.code, told.out) == (0, "Left .gitlab-ci.yml as it was.\n")
    assert (project / ".gitlab-ci.yml").read_text(encoding="utf-8") == "mine"


def test_a_new_repository_can_begin_with_its_workflow(tmp_path: Path, run: Run) -> None:
    told = run("init", "new", "--ci", "github")
    assert told.code == 0
    assert (tmp_path / "new" / "records").is_dir()
    assert (tmp_path / "new" / REVIEW).is_file()
    assert (tmp_path / "new" / COMMENT).is_file()


def test_from_within_the_records_it_goes_to_the_project(project: Path, run: Run) -> None:
    told = run("init", "--ci", "gitlab", folder=project / "records" / "people")
    assert told == Told(0, f"Wrote {project / '.gitlab-ci.yml'}\n", "")
    assert not (project / "records" / "people" / "records").exists()


def test_below_the_top_of_a_repository_it_says_so(project: Path, run: Run) -> None:
    (project.parent / ".git").mkdir()
    told = run("init", "--ci", "github", folder=project)
    assert f"GitHub reads this only at the top of the repository, {project.parent}:" in told.out
    assert told.out.endswith("let its commands begin with `brmsite -C demo`.\n")


# --- The comment, posted by the workflow's own script --------------------------------------------

# Stands for GitHub: answers what the script asks, through the real jq, and writes down what it
# is told. `$FORGE` holds the answers.
GH = """#!/usr/bin/env python3
import json, os, pathlib, subprocess, sys
words, forge = sys.argv[2:], pathlib.Path(os.environ["FORGE"])
flags = {"--method": "GET", "--jq": "", "-F": "", "-f": ""}
rest = []
while words:
    word = words.pop(0)
    if word in flags:
        flags[word] = words.pop(0)
    elif not word.startswith("--"):
        rest.append(word)
path = rest[0].partition("?")[0]
if flags["-F"]:
    with (forge / "posted").open("a") as log:
        log.write(json.dumps([flags["--method"], path, pathlib.Path(flags["-F"].removeprefix("body=@")).read_text("utf-8")]) + "\\n")
elif path.endswith("/zip"):
    sys.stdout.buffer.write((forge / "review.zip").read_bytes())
else:
    answer = (forge / (path.rpartition("/")[2] + ".json")).read_text()
    sys.stdout.write(subprocess.run(["jq", "-r", flags["--jq"]], input=answer, text=True, capture_output=True, check=True).stdout)
"""


@pytest.fixture
def post(tmp_path: Path, need: Need, written: dict[str, Path]) -> Any:
    """Run the script for an artifact and some comments that are there; what it then posted."""
    for program in ("bash", "jq", "unzip", "iconv", "sed"):
        need(program)
    (step,) = steps(workflow(written["github"], COMMENT))
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "gh").write_text(GH)
    (tmp_path / "bin" / "gh").chmod(0o755)

    def post(
        files: dict[str, bytes],
        comments: tuple[tuple[str, str], ...] = (),
        number: object = 7,
        size: int = 500,
        head: str = "abc",
    ) -> list[list[str]]:
        forge, temp = tmp_path / "forge", tmp_path / "temp"
        forge.mkdir()
        temp.mkdir()
        with zipfile.ZipFile(forge / "review.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        answers = {
            "pulls": [{"number": number, "head": {"sha": head}}],
            "artifacts": {"artifacts": [{"id": 99, "size_in_bytes": size}]},
            "comments": [
                {"id": 40 + index, "user": {"login": login}, "body": body}
                for index, (login, body) in enumerate(comments)
            ],
        }
        for name, answer in answers.items():
            (forge / f"{name}.json").write_text(json.dumps(answer))
        told = subprocess.run(
            ["bash", "-e", "-c", step["run"]],
            cwd=temp,
            env={
                "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
                "FORGE": str(forge),
                "RUNNER_TEMP": str(temp),
                "GITHUB_REPOSITORY": "our/records",
                "RUN_ID": "5",
                "HEAD_SHA": "abc",
                "HEAD_OWNER": "stranger",
                "HEAD_BRANCH": "x$(touch owned)`touch owned`;touch owned",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.returncode == 0, told.stderr
        assert not list(tmp_path.rglob("owned"))
        posted = forge / "posted"
        return (
            [json.loads(line) for line in posted.read_text().splitlines()]
            if posted.exists()
            else []
        )

    return post


MARKER = "<!-- brmsite: what this change means -->\n"
BOT = "github-actions[bot]"


def test_a_first_comment_is_posted(post: Any) -> None:
    said = "availability 99.9 % → 99.5 %, asks @k-berg\n".encode()
    posted = post({"comment.md": said}, ((BOT, "other"), ("stranger", MARKER)))
    assert posted == [
        [
            "POST",
            "repos/our/records/issues/7/comments",
            f"{MARKER}availability 99.9 % → 99.5 %, asks @\u200bk-berg\n",
        ]
    ]


def test_the_comment_that_is_there_is_updated(post: Any) -> None:
    posted = post({"comment.md": b"now\n"}, (("stranger", MARKER), (BOT, MARKER + "before")))
    assert posted == [["PATCH", "repos/our/records/issues/comments/41", f"{MARKER}now\n"]]


@pytest.mark.parametrize(
    "wrong",
    [{"number": "7/../8"}, {"number": None}, {"head": "moved on"}, {"size": 2_000_000}],
    ids=["no number", "no request", "moved on", "too large"],
)
def test_nothing_is_posted_where_something_is_odd(post: Any, wrong: dict[str, Any]) -> None:
    assert post({"comment.md": b"text"}, **wrong) == []


def test_an_archive_writes_no_file_and_a_long_text_is_cut(post: Any) -> None:
    bomb = "å".encode() * 5_000_000
    ((_, _, body),) = post({"../owned": b"x", "comment.md": b"x" + bomb})
    assert len(body.encode()) <= 60_000 + len(MARKER)
    assert body.endswith("å")
