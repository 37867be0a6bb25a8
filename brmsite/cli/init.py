"""`brmsite init`: a new repository of records that checks and builds at once, and what goes with
it in CI and in git."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

import brmsite
from brmsite.cli.adding import added
from brmsite.cli.choice import OneOf
from brmsite.cli.project import find_project
from brmsite.ground.output_file import OutputFile
from brmsite.history.git import GitUnavailableError, configure
from brmsite.output.add import Added
from brmsite.source.files import RECORDS, SUFFIXES

PACKAGE = Path(brmsite.__file__).parent
STARTER = PACKAGE / "starter"

# A file that git would read must not have that name inside the program's own package.
_NAMES = {"gitignore": ".gitignore"}

CI_FILES: dict[str, dict[str, str]] = {
    "github": {
        "brmsite.yml": ".github/workflows/brmsite.yml",
        "brmsite-comment.yml": ".github/workflows/brmsite-comment.yml",
    },
    "gitlab": {"gitlab-ci.yml": ".gitlab-ci.yml"},
}
"""For each forge: the files below `ci/<forge>/`, and where each stands in a repository."""

FORGES = {"github": "GitHub", "gitlab": "GitLab"}

ATTRIBUTES = ".gitattributes"
ATTRIBUTE_LINES = tuple(f"/{RECORDS}/**/*{suffix} merge=brmsite" for suffix in SUFFIXES)

# Where a driver does not start, git keeps our side alone and no mark of theirs. So where brmsite is
# not found (its environment is not active) or does not run, files are merged by lines.
_DRIVER = (
    "if brmsite --version >/dev/null 2>&1; then brmsite merge %O %A %B %P; "
    "else git merge-file -L ours -L base -L theirs %A %O %B; fi"
)
GIT_CONFIG = {
    "merge.brmsite.name": "brmsite: records by their fields",
    "merge.brmsite.driver": _DRIVER,
}
"""What every clone must be told by its owner: git takes no commands from a repository."""


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option(
    "--ci",
    type=OneOf(sorted(CI_FILES)),
    help="Write the workflow that checks, comments on changes, and builds the site there.",
)
@click.option(
    "--merge-driver",
    is_flag=True,
    help="Let git merge records by their fields (`brmsite merge`).",
)
@click.pass_context
def command(
    context: click.Context, folder: Path | None, ci: str | None, merge_driver: bool
) -> None:
    """Start a new repository of records in FOLDER (the current one by default).

    It holds one customer with its people, a service, an agreement and minutes, with comments, so
    that `check` and `build` work at once. With --ci or --merge-driver it also goes to a repository
    that is there. Files that are there already are never changed.

    \b
    Examples:
      brmsite init my-records
      cd my-records && git init && brmsite check
      brmsite init --ci github             checks and comments on every pull request
      brmsite init --merge-driver          two edits of one record, merged field by field
    """
    folder = folder or _here(context, bool(ci or merge_driver))
    is_new = not (folder / RECORDS).exists()
    if not is_new and not ci and not merge_driver:
        raise click.ClickException(
            f"`{folder / RECORDS}` is there already: this is a repository of records"
        )
    inside = next((each for each in folder.resolve().parents if each.name == RECORDS), None)
    if is_new and inside is not None:
        raise click.ClickException(
            f"`{folder}` is among the records in `{inside}`: choose a folder beside these"
        )
    folder.mkdir(parents=True, exist_ok=True)
    files = [*(_starter_files() if is_new else ()), *(_ci_files(ci) if ci else ())]
    if merge_driver:
        files.append(OutputFile(ATTRIBUTES, _lines(ATTRIBUTE_LINES).encode()))
    outcome = added(files, folder, ".")
    _tell(outcome, folder, is_new)
    if ci:
        _tell_top(folder, ci)
    if merge_driver:
        _tell_git(folder, ATTRIBUTES in outcome.in_the_way)
    if is_new:
        where = "" if folder == Path() else f" -C {folder}"
        click.echo(
            f"\nNext:\n"
            f"  brmsite{where} check     what is wrong in the records: nothing yet\n"
            f"  brmsite{where} build     the site, in {folder / 'build' / 'index.html'}"
        )


def _here(context: click.Context, adds: bool) -> Path:
    """The current folder, or that of `-C`; the project that it is in, where something is added."""
    here: Path = context.find_root().obj or Path()
    if adds:
        try:
            project = find_project(context)
        except click.UsageError:
            return here
        return here if project == here.resolve() else project
    return here


def _tell_top(folder: Path, forge: str) -> None:
    """A forge reads its files at the top of a repository only."""
    whole = folder.resolve()
    top = next((each for each in (whole, *whole.parents) if (each / ".git").exists()), whole)
    if top != whole:
        inside = whole.relative_to(top).as_posix()
        click.echo(
            f"\n{FORGES[forge]} reads this only at the top of the repository, {top}: move it "
            f"there, and let its commands begin with `brmsite -C {inside}`."
        )


def _tell(outcome: Added, folder: Path, is_new: bool) -> None:
    if is_new:
        click.echo(f"Wrote {len(outcome.written)} files to {folder}/.")
    else:
        for written in outcome.written:
            click.echo(f"Wrote {folder / written}")
    for kept in outcome.in_the_way:
        click.echo(f"Left {kept} as it was.")


def _tell_git(folder: Path, is_kept: bool) -> None:
    """Install the merge driver in this clone, and say what is left to do by hand."""
    if is_kept:
        present = (folder / ATTRIBUTES).read_text(encoding="utf-8", errors="replace").splitlines()
        missing = [line for line in ATTRIBUTE_LINES if line not in present]
        if missing:
            click.echo(f"\nAdd to {folder / ATTRIBUTES}:\n{_lines(missing, '  ')}", nl=False)
    where = "" if folder == Path() else f" -C {folder}"
    try:
        for name, value in GIT_CONFIG.items():
            configure(folder, name, value)
    except GitUnavailableError:
        commands = [f'git{where} config {name} "{value}"' for name, value in GIT_CONFIG.items()]
        click.echo(f"\nOnce in every clone, tell git:\n{_lines(commands, '  ')}", nl=False)
    else:
        click.echo(
            "\nThis clone now merges records by their fields. Git takes no such settings from a "
            f"repository:\nin every other clone, run `brmsite{where} init --merge-driver` once."
        )


def _lines(lines: tuple[str, ...] | list[str], indent: str = "") -> str:
    return "".join(f"{indent}{line}\n" for line in lines)


def _starter_files() -> Iterator[OutputFile]:
    for source in sorted(STARTER.rglob("*")):
        if source.is_file():
            path = source.relative_to(STARTER)
            path = path.with_name(_NAMES.get(path.name, path.name))
            yield OutputFile(path.as_posix(), source.read_bytes())


def _ci_files(forge: str) -> Iterator[OutputFile]:
    """The workflow of a forge, for this version of brmsite."""
    for name, path in CI_FILES[forge].items():
        text = (PACKAGE / "ci" / forge / name).read_text(encoding="utf-8")
        yield OutputFile(path, text.replace("@VERSION@", brmsite.__version__).encode())
