"""Which two states of the records a command compares: `BASE`, `BASE..HEAD`, `A...B`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

import click

from brmsite.cli.project import named_zone
from brmsite.history.git import GitUnavailableError, means_a_day, merge_base, revision

WORKING_TREE = "working tree"
_MAIN = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
"""Where the main line of a repository is looked for, in this order."""


@dataclass(frozen=True, slots=True)
class Named:
    """One of two states: what it was called, and the id of the commit that is meant; empty for the
    working tree."""

    name: str
    commit: str


def two_states(project: Path, text: str) -> tuple[Named, Named]:
    """The states that `text` names. Raises GitUnavailableError where git has no answer."""
    base, head, since_they_parted = _parts(text)
    commit = _commit(project, head) if head else ""
    if not base:
        start = base_commit(project)
        name = start[:10]
    else:
        start, name = _commit(project, base), base
        if since_they_parted:
            start = merge_base(project, start, commit or _commit(project, "HEAD"))
    return Named(name, start), Named(head or WORKING_TREE, commit)


def base_commit(project: Path) -> str:
    """Where the branch that is checked out left the main line; its last commit where it is that
    line itself, or there is none."""
    head = _commit(project, "HEAD")
    for name in _MAIN:
        try:
            return merge_base(project, _commit(project, name), head)
        except GitUnavailableError:
            continue
    return head


def parted(
    context: click.Context, project: Path, option: str, name: str | None, head: str = ""
) -> str:
    """Where `head`, the id of a commit, or what is checked out left the revision that an option
    names; the revision itself where the two have nothing in common. Empty without a name."""
    if not name:
        return ""
    try:
        there = _commit(project, name)
        head = head or _commit(project, "HEAD")
    except GitUnavailableError as error:
        raise click.BadParameter(str(error), context, param_hint=f"'{option}'") from error
    try:
        return merge_base(project, there, head)
    except GitUnavailableError:
        return there


def _parts(text: str) -> tuple[str, str, bool]:
    """Base, head, and whether the base is where the two parted."""
    for dots in ("...", ".."):
        base, found, head = text.partition(dots)
        if found:
            if not base and not head:
                raise click.UsageError(f"`{text}` names no revision")
            return base or "HEAD", head or "HEAD", dots == "..."
    return text, "", False


def _commit(project: Path, text: str) -> str:
    """The commit that is meant; a day is one in the zone that the settings name."""
    zone = named_zone(project) if means_a_day(text) else None
    return revision(project, text, zone or UTC)
