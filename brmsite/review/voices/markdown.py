"""A change as a comment on a pull request: the verdict first, details folded below it, and last
what may be left out: all that changed.

Everything that comes from records is shown as it was typed and nothing else: a stranger who
proposes a change writes neither HTML, nor links, nor pictures, nor mentions of people in the name
of whoever posts the comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from brmsite.changes.change import Change, RecordChange
from brmsite.changes.prose import Piece, excerpts
from brmsite.ground.diagnostic import Diagnostic
from brmsite.report.printable import printable
from brmsite.review.approval import Approver
from brmsite.review.comparison import Comparison, verdict
from brmsite.review.record_words import heading_words

MOST_BYTES = 60_000
"""A comment is not longer than this; forges refuse those over 65,536 characters."""

MOST_FINDINGS = 50
_CUT = "\n… and more: the comment would be too long. `brmsite diff` shows all of it.\n"
"""What is said where something is left out."""

_SIGNS = {"weaker": "▼", "stronger": "▲", "neutral": "•"}


@dataclass(frozen=True, slots=True)
class _Section:
    """A part of the comment: its items, and what stands before and after them."""

    before: str
    items: tuple[str, ...]
    after: str

    @property
    def size(self) -> int:
        """Its length in bytes; nothing where there are no items."""
        return _size(self.before, *self.items, self.after) if self.items else 0

    def within(self, room: int) -> str:
        """As many items as there is room for, in bytes, and that there are more."""
        if self.size <= room:
            return "".join((self.before, *self.items, self.after)) if self.items else ""
        told, left = "", room - _size(self.before, _CUT, self.after)
        for item in self.items:
            left -= _size(item)
            if left < 0:
                break
            told += item
        return f"{self.before}{told}{_CUT}{self.after}"


def voice(comparison: Comparison) -> str:
    """The comment in the Markdown of forges, at most 60 kB.

    Where it would be longer, all that changed is cut first: what reviewers decide on stands before
    it, each section of that with its share of the room whatever the others need.
    """
    top, foot = f"**{escaped(verdict(comparison), 2_000)}**\n", f"\n{_foot(comparison)}\n"
    deciding = (
        _Section("", tuple(_as_fits(_weighty(comparison))), ""),
        _folded("What follows", len(comparison.consequences), _following(comparison)),
        _folded("New findings", len(comparison.added), _findings(comparison, comparison.added)),
        _folded("Mended", len(comparison.mended), _findings(comparison, comparison.mended, True)),
        _folded("Who must agree", len(comparison.approvals), _approvals(comparison)),
    )
    rest = _folded("All changes", _untold(comparison), _records(comparison))
    room = MOST_BYTES - _size(top, foot) - min(rest.size, _size(rest.before, _CUT, rest.after))
    told = ""
    for section, share in zip(deciding, _shares([one.size for one in deciding], room), strict=True):
        told += section.within(share)
    return f"{top}{told}{rest.within(MOST_BYTES - _size(top, told, foot))}{foot}"


def _shares(sizes: Sequence[int], room: int) -> list[int]:
    """How much of the room each section gets: what it needs where that is no more than an equal
    part of what the smaller ones leave, else that part."""
    shares = [0] * len(sizes)
    waiting = sorted(range(len(sizes)), key=sizes.__getitem__)
    for number, place in enumerate(waiting):
        shares[place] = min(sizes[place], room // (len(waiting) - number))
        room -= shares[place]
    return shares


def _size(*texts: str) -> int:
    return sum(len(text.encode()) for text in texts)


def escaped(text: str, longest: int = 600) -> str:
    """A text that a forge shows as it is, on one line.

    Marks are written as character references, of which Markdown makes no marks again. Forges look
    for people, issues and commits in what Markdown has made, so an invisible space keeps apart
    what they look for.
    """
    line = printable(" ".join(text.split()), longest)
    return _COMMIT.sub(_apart, _ACTIVE.sub(_reference, line))


_APART = "\u200b"
_ACTIVE = re.compile(
    r"""
    [@\#!$%&^~*](?=[\w"'“\[])         # people, issues, merge requests, snippets, milestones, labels
    | [&<>\[\]*_~`|\\{}@\#!$^]       # marks of HTML and Markdown
    | :(?=//) | \bwww(?=\.)            # addresses of pages
    | \b(?:GH|gh)(?=-\d)               # issues once more
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COMMIT = re.compile(r"(?<![\w&#;])(?=[0-9]*[a-fA-F])[0-9a-fA-F]{7,64}\b")
"""What a forge may take for the id of a commit."""


def _reference(found: re.Match[str]) -> str:
    sign, after = found.group(), found.string[found.end() : found.end() + 1]
    if len(sign) > 1:
        return f"{sign}{_APART}"
    is_looked_for = sign == ":" or (sign in "@#!$%&^~*" and (after.isalnum() or after in "_\"“['"))
    return f"&#{ord(sign)};{_APART if is_looked_for else ''}"


def _apart(found: re.Match[str]) -> str:
    """In pieces too short to be the beginning of one."""
    return re.sub(r".{6}(?=.)", rf"\g<0>{_APART}", found.group())


def _weighty(comparison: Comparison) -> Iterator[str]:
    """The records whose promises, money or mandates change, in the part that is not folded."""
    for record in comparison.changes:
        changes = [one for one in record.changes if one.material]
        if changes or record.sort == "unreadable":
            yield f"\n**{escaped(heading_words(record))}**\n"
            for change in changes:
                yield _change(comparison, record, change, with_pieces=False)


def _untold(comparison: Comparison) -> int:
    """How many records changed, where the short part does not tell all of it."""
    records = comparison.changes.records
    told = all(one.material and not one.pieces for each in records for one in each.changes)
    return 0 if told and all(each.changes for each in records) else len(records)


def _records(comparison: Comparison) -> Iterator[str]:
    for record in comparison.changes:
        yield f"\n{escaped(heading_words(record))}\n\n"
        for change in record.changes:
            yield _change(comparison, record, change, with_pieces=True)


def _change(comparison: Comparison, record: RecordChange, change: Change, with_pieces: bool) -> str:
    weight = "" if change.weight == "neutral" else f" **({change.weight})**"
    said = f"- {_SIGNS[change.weight]} {escaped(change.said)}{weight}"
    line = comparison.line_of(record, change)
    holder = record.before if change.gone else record.after
    if line and holder is not None:
        said += f" {_place(comparison, holder.path, line, change.gone)}"
    if with_pieces and change.pieces:
        said += f"<br>{''.join(map(_piece, excerpts(change.pieces)))}"
    return f"{said}\n"


def _piece(piece: Piece) -> str:
    text = escaped(piece.text)
    if not text:
        return " "
    before, after = " " * piece.text[:1].isspace(), " " * piece.text[-1:].isspace()
    tag = {"removed": "del", "added": "ins", "same": ""}[piece.sort]
    shown = f"<{tag}>{text}</{tag}>" if tag else text
    return f"{before}{shown}{after}"


def _place(comparison: Comparison, path: str, line: int, gone: bool = False) -> str:
    """Where something stands, as a link where there is something to lead to."""
    name = escaped(f"{path.rpartition('/')[2]}:{line}")
    target = "" if gone else comparison.links.to(path, line)
    return f"[<sub>{name}</sub>](<{target}>)" if target else f"<sub>{name}</sub>"


def _following(comparison: Comparison) -> Iterator[str]:
    for one in comparison.consequences:
        weight = "" if one.weight == "neutral" else f" **({one.weight})**"
        yield f"- {escaped(f'{comparison.named(one.address)}: {one.said}')}{weight}\n"


def _findings(
    comparison: Comparison, findings: tuple[Diagnostic, ...], gone: bool = False
) -> Iterator[str]:
    left = comparison.left
    for finding in findings[:MOST_FINDINGS]:
        path = finding.span.path
        place = _place(comparison, path, finding.span.start.line, gone or path in left)
        said = escaped(f"{finding.code}: {finding.message}")
        yield f"- {finding.severity.name} {said} {place}\n"
    if len(findings) > MOST_FINDINGS:
        yield f"- … and {len(findings) - MOST_FINDINGS:,} more\n"


def _approvals(comparison: Comparison) -> Iterator[str]:
    for approval in comparison.approvals:
        yield f"- {escaped(approval.title)}\n"
        for person in approval.people:
            yield f"  - {_person(person)}\n"


def _person(person: Approver) -> str:
    return escaped(f"{person.name}: {person.why}" if person.person else person.why)


def _folded(heading: str, count: int, lines: Iterable[str]) -> _Section:
    """A section that opens when its heading is clicked; empty where there is nothing to count."""
    before = f"\n<details><summary>{heading} ({count:,})</summary>\n\n"
    return _Section(before, tuple(_as_fits(lines)) if count else (), "\n</details>\n")


def _as_fits(items: Iterable[str]) -> Iterator[str]:
    """The items as far as a comment could hold them, and one more where there are more."""
    size = 0
    for item in items:
        yield item
        size += _size(item)
        if size > MOST_BYTES:
            return


def _foot(comparison: Comparison) -> str:
    base, head = escaped(comparison.base), escaped(comparison.head)
    return f"<sub>{base} → {head}, as of {comparison.as_of}</sub>"
