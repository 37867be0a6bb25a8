"""Which two states of the records a command compares: `BASE`, `BASE..HEAD`, `A...B`."""

from __future__ import annotations

from datetime import UTC, tzinfo
from pathlib import Path

import click

from brmsite.diff import State
from brmsite.ground.memo import Memo
from brmsite.history.git import GitUnavailableError, merge_base, revision
from brmsite.origin import on_disk, with_commit
from brmsite.register.zone_fault import time_zone
from brmsite.settings import read_settings
from brmsite.source.files import read_settings_file

WORKING_TREE = "working tree"
_MAIN = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
"""Where the main line of a repository is looked for, in this order."""


def two_states(project: Path, text: str, memo: Memo | None) -> tuple[State, State]:
    """The states that `text` names. Raises GitUnavailableError where git has no answer."""
    zone = _zone(project)
    base, head, since_they_parted = _parts(text)
    commit = revision(project, head, zone) if head else ""
    if not base:
        start = base_commit(project, zone)
        name = start[:10]
    else:
        start, name = revision(project, base, zone), base
        if since_they_parted:
            start = merge_base(project, start, commit or revision(project, "HEAD", zone))
    now = with_commit(project, commit) if commit else on_disk(project, memo)
    return State(name, with_commit(project, start)), State(head or WORKING_TREE, now)


def base_commit(project: Path, zone: tzinfo) -> str:
    """Where the branch that is checked out left the main line; its last commit where it is that
    line itself, or there is none."""
    head = revision(project, "HEAD", zone)
    for name in _MAIN:
        try:
            return merge_base(project, revision(project, name, zone), head)
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
    zone = _zone(project)
    try:
        there = revision(project, name, zone)
        head = head or revision(project, "HEAD", zone)
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


def _zone(project: Path) -> tzinfo:
    return time_zone(read_settings(read_settings_file(project)).settings.time_zone) or UTC
