"""What is wrong in a project: remembered where nothing has changed, examined where anything has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from brmsite.ground.diagnostic import Diagnostic
from brmsite.ground.digest import digest_of
from brmsite.ground.kept_diagnostics import diagnostics_from, kept_diagnostics
from brmsite.ground.memo import Memo
from brmsite.ground.step import Step
from brmsite.inputs import own_layouts, program, read_records, tree_of
from brmsite.source.files import Sources

_ROOM = "findings"


@dataclass(frozen=True, slots=True)
class Checked:
    """All findings in order, and what was looked at: the bytes of every file by path, how many
    files of records there are, and how many records did not hold."""

    findings: tuple[Diagnostic, ...]
    sources: Mapping[str, bytes]
    file_count: int
    unchecked: int


def check(
    project: Path,
    as_of: date,
    strict_dates: bool = False,
    took: Callable[[Step], None] = lambda _step: None,
    memo: Memo | None = None,
    executor: Executor | None = None,
) -> Checked:
    """Find what is wrong in a project on a day; the parameters are those of `examine`."""
    tree = read_records(project, memo)
    took(Step("step", "reading files"))
    key = ""
    if memo is not None:
        key = digest_of(program(), tree_of(tree), own_layouts(project), as_of, strict_dates)
        known = _known(memo.get(_ROOM, key))
        if known is not None:
            took(Step("step", "remembering"))
            findings, unchecked = known
            return Checked(findings, Sources(tree), len(tree.files), unchecked)
    # Only now is all of the program needed, which alone takes longer than remembering.
    from brmsite.build import examine_tree

    examined = examine_tree(project, tree, as_of, strict_dates, took, memo, executor)
    unchecked = len(examined.register.broken)
    if memo is not None:
        memo.put(_ROOM, key, b"%d\n" % unchecked + kept_diagnostics(examined.findings))
    return Checked(examined.findings, examined.sources, examined.file_count, unchecked)


def _known(content: bytes | None) -> tuple[tuple[Diagnostic, ...], int] | None:
    """Findings and the number of broken records as they were kept; None where they were not."""
    if content is None:
        return None
    count, _, findings = content.partition(b"\n")
    try:
        return diagnostics_from(findings), int(count)
    except (ValueError, TypeError, RecursionError):
        return None
