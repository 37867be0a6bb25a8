"""What is wrong in a project: remembered where nothing has changed, examined where anything has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from brmsite.ground.diagnostic import Diagnostic
from brmsite.ground.digest import digest_of
from brmsite.ground.kept_diagnostics import diagnostics_from, kept_diagnostics
from brmsite.ground.memo import Memo
from brmsite.ground.step import Step
from brmsite.history.moved import HERE, tree_then
from brmsite.inputs import program, shelf_of, until_still
from brmsite.origin import on_disk, with_commit
from brmsite.source.changed import changed_paths
from brmsite.source.files import Sources, SourceTree

_ROOM = "findings"


@dataclass(frozen=True, slots=True)
class Checked:
    """All findings in order, and what was looked at: the bytes of every file by path, how many
    files of records there are, and how many records did not hold; whether a commit to compare with
    had files, and none of the project."""

    findings: tuple[Diagnostic, ...]
    sources: Mapping[str, bytes]
    file_count: int
    unchecked: int
    is_all_new: bool = False


@until_still
def check(
    project: Path,
    as_of: date,
    strict_dates: bool = False,
    took: Callable[[Step], None] = lambda _step: None,
    memo: Memo | None = None,
    executor: Executor | None = None,
    at: str = "",
    base: str = "",
    since: str = "",
) -> Checked:
    """Find what is wrong in a project on a day; the parameters are those of `examine_origin`.
    Raises SourceChangedError where the records keep changing while they are read.

    With a `base`, the id of a commit, rules also look at what changed since that one; with `since`
    only the findings in files that changed since that commit are told.
    """
    checked, tree = _checked(project, as_of, strict_dates, took, memo, executor, at, base)
    if not since:
        return checked
    before, stood = tree_then(project, since)
    changed = changed_paths(before, tree)
    return replace(
        checked,
        findings=tuple(one for one in checked.findings if one.span.path in changed),
        is_all_new=checked.is_all_new or stood.is_nowhere,
    )


def _checked(
    project: Path,
    as_of: date,
    strict_dates: bool,
    took: Callable[[Step], None],
    memo: Memo | None,
    executor: Executor | None,
    at: str,
    base: str,
) -> tuple[Checked, SourceTree]:
    origin = with_commit(project, at) if at else on_disk(project, memo)
    tree = origin.tree
    took(Step("step", "reading files"))
    key = ""
    if memo is not None:
        key = digest_of(program(), origin.digest, as_of, strict_dates, base)
        known = _known(memo.get(_ROOM, key))
        if known is not None:
            took(Step("step", "remembering"))
            findings, unchecked = known
            return Checked(findings, Sources(tree), tree.file_count, unchecked), tree
    # Only now is all of the program needed, which alone takes longer than remembering.
    from brmsite.changes.between import changes_between
    from brmsite.examine import NOT_COMPARED, examine_origin, without_collection
    from brmsite.history.earlier import Earlier

    compared, stood = NOT_COMPARED, HERE
    if base:
        with without_collection():
            before, stood = tree_then(project, base)
            compared = changes_between(before, tree, shelf_of(memo))
        took(Step("step", "comparing with the base"))
    examined = examine_origin(
        origin,
        as_of,
        Earlier(project, at, memo),
        memo=memo,
        executor=executor,
        took=took,
        strict_dates=strict_dates,
        compared=compared,
    )
    unchecked = len(examined.register.broken)
    is_lasting = examined.is_lasting and stood == HERE and origin.still_stands(project)
    if memo is not None and is_lasting:
        memo.put(_ROOM, key, b"%d\n" % unchecked + kept_diagnostics(examined.findings))
    found = Checked(
        examined.findings, examined.sources, examined.file_count, unchecked, stood.is_nowhere
    )
    return found, tree


def _known(content: bytes | None) -> tuple[tuple[Diagnostic, ...], int] | None:
    """Findings and the number of broken records as they were kept; None where they were not."""
    if content is None:
        return None
    count, _, findings = content.partition(b"\n")
    try:
        return diagnostics_from(findings), int(count)
    except (ValueError, TypeError, RecursionError):
        return None
