"""The fixes of `brmsite check`: the edits that findings carry, file by file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from brmsite.ground.diagnostic import Diagnostic, Edit
from brmsite.ground.output_file import OutputFile
from brmsite.output.edit import EditRefusedError, edit
from brmsite.report.printable import printable
from brmsite.source.files import RECORDS
from brmsite.source.mend import mended


@dataclass(frozen=True, slots=True)
class Fix:
    """One file before and after, and how many of its findings that mends."""

    file: OutputFile
    before: bytes
    count: int


def fixes(
    findings: Iterable[Diagnostic], sources: Mapping[str, bytes], unsafe: bool
) -> Iterator[Fix]:
    """What the edits of these findings make of each file; `unsafe` takes those too that are only
    likely to be meant. A file in which they cannot be applied is left out."""
    by_path: dict[str, list[Edit]] = {}
    for finding in findings:
        for one in finding.edits:
            if unsafe or one.safety == "safe":
                by_path.setdefault(one.span.path, []).append(one)
    for path, edits in sorted(by_path.items()):
        content = mended(sources[path], path.endswith(".md"), edits)
        if content is not None:
            yield Fix(OutputFile(path, content), sources[path], len(edits))


def apply(fix: Fix, project: Path) -> str:
    """Write one file; why not, where it cannot be, in our words."""
    try:
        edit(fix.file, fix.before, project, RECORDS)
    except (EditRefusedError, OSError) as error:
        return str(error)
    return ""


def as_diff(fix: Fix) -> str:
    """What would change in one file, line by line."""
    before, after = (
        each.decode("utf-8-sig").split("\n") for each in (fix.before, fix.file.content)
    )
    path = fix.file.path
    lines = unified_diff(before, after, f"a/{path}", f"b/{path}", lineterm="")
    return "".join(f"{printable(line, 400)}\n" for line in lines)
