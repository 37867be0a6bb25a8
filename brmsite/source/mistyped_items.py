"""Lines of minutes that somebody clearly meant as an action or a decision, and that are not read
as one: a box that is none, a dash of a word processor, a blank or an id left out.

    - [] (a1) @k-berg due 2026-04-15: Improve the nightly restart
    – [ ] (a2) @k-berg due 2026-04-15: Order the disks
    - **Decision** @p-lind: Extend the agreement by one year

Clearly meant is what begins with something like a box, an id in brackets or the word **Decision**,
and names a person or a due day. Everything else is text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.span import Position
from brmsite.source.body import BodyLine, is_all_prose, lines_from, prose_lines
from brmsite.source.lines import Lines
from brmsite.source.problem import Problem

_LONGEST_SHOWN = 100  # so much of a line is worth repeating in a hint

_GAP = "[ \t\u00a0]*+"
_SIGNS = r"\-*+\u2010-\u2015\u2212\u2022\u2023\u2043\u25aa\u25cf\u25e6\u2219\u00b7"
"""What a list item begins with in Markdown, and what word processors make of it."""
_SIGN = f"(?:[{_SIGNS}]|[0-9]{{1,9}}[.)])"
_TICKED, _EMPTY = "\u2611\u2612\u2713\u2714", "\u2610\u25a1"
_BEGINS = re.compile(
    rf"\n[ \t\u00a0{_SIGNS}0-9.)]*+(?:[\[(\]{_TICKED}{_EMPTY}]|[xX]\]|_*[Dd]ecision)"
)
"""How every line begins that is worth a look; with the line break, which is found fastest."""
_LIKE_ITEM = re.compile(
    rf"{_GAP}(?P<sign>{_SIGN}?){_GAP}(?:"
    rf"(?P<box>\[{_GAP}[xXyYvV/~{_TICKED}-]?{_GAP}\]|[{_TICKED}{_EMPTY}]|\({_GAP}\)"
    rf"|\[[xX/~]?(?={_GAP}\()|[xX]?\](?={_GAP}\())"
    rf"|(?P<bold>(?:\*\*|__)Decision{_GAP}:?(?:\*\*|__))|(?P<word>Decision)(?={_GAP}:?{_GAP}\()"
    rf"|(?=\()){_GAP}:?{_GAP}",
    re.IGNORECASE,
)
_ID = re.compile(rf"\({_GAP}(?P<id>[A-Za-z0-9][A-Za-z0-9._-]{{0,39}}){_GAP}\){_GAP}")
_NUMBERED = re.compile(r"[A-Za-z]{1,3}-?[0-9]{1,4}")
_BARE_ID = re.compile(rf"\[?(?P<id>{_NUMBERED.pattern})\]?[:.]?{_GAP}(?=@|due )")
_PERSON = re.compile(r"(?<![\w@./`])@[A-Za-z0-9](?:[\w-]*\w)?(?![\w@/`])")
_DUE = re.compile(r"(?<!\w)due[ ]+(?:[0-9]{4}(?:-[0-9]{2}){2}|[0-9]{1,2}(?:[./-][0-9]{1,4}){2})\b")


def mistyped_items(body: str, origin: Position, read: Collection[int]) -> Iterator[Problem]:
    """What to say of the lines that are no items; `read` has the offsets of those that are, or
    that something was said of already."""
    if "@" not in body and "due " not in body:
        return
    lines: Lines | None = None
    for line in _lines_worth_a_look(body):
        if line.offset in read:
            continue
        found = _LIKE_ITEM.match(line.text)
        meant = _meant(found, line.text) if found is not None else None
        if meant is None:
            continue
        what, shown, severity = meant
        lines = lines or Lines(body, origin)
        begin = len(line.text) - len(line.text.lstrip())
        yield Problem(
            "untracked-task",
            f"this line is not read as {what}",
            lines.extent(line.offset + begin, line.offset + len(line.text.rstrip())),
            hint=f"write it like this: `{shown}`",
            severity=severity,
        )


def _lines_worth_a_look(body: str) -> Iterable[BodyLine]:
    begins = (found.start() for found in _BEGINS.finditer(f"\n{body}"))
    lines = (next(lines_from(body, offset)) for offset in begins)
    found = [line for line in lines if "@" in line.text or "due " in line.text]
    if not found or is_all_prose(body):
        return found
    offsets = {line.offset for line in found}
    return (line for line in prose_lines(body) if line.offset in offsets)


def _meant(found: re.Match[str], text: str) -> tuple[str, str, Severity] | None:
    """What a line was meant as, how to write it, and how sure that is; None for mere text."""
    said = text[found.end() :].strip()
    box, is_decision = found["box"], bool(found["bold"] or found["word"])
    identified = _ID.match(said) or (_BARE_ID.match(said) if box else None)
    if box and said.startswith("(") and text[found.end() - 1] == "]" and identified is None:
        return None  # the text of a link, with its address behind it
    rest = said[identified.end() :] if identified else said
    person, due = _PERSON.search(rest), _DUE.search(rest)
    if person is None and due is None:
        return None
    if not box and not is_decision:
        # Only an id: `(optional) ask @k-berg` is a sentence, as is one that was broken there.
        sure = identified is not None and (due or _NUMBERED.fullmatch(identified["id"]))
        if not sure or not found["sign"]:
            return None
    name = identified["id"] if identified else "d1" if is_decision else "a1"
    head = f"- **Decision** ({name})" if is_decision else f"- [{_state(box)}] ({name})"
    shown = f"{head} {_in_order(rest, person, None if is_decision else due)}"
    if len(shown) > _LONGEST_SHOWN:
        shown = f"{shown[: _LONGEST_SHOWN - 3].rstrip()}..."
    is_sure = identified is not None or due is not None or is_decision
    what = "a decision" if is_decision else "an action"
    return what, shown, Severity.warning if is_sure else Severity.info


def _state(box: str | None) -> str:
    """What stands in the right box for what stood in a wrong one."""
    sign = (box or "").strip("[]() \t\u00a0")
    if sign in ("/", "~"):
        return sign
    return "~" if sign == "-" else "x" if sign and sign not in _EMPTY else " "


def _in_order(rest: str, person: re.Match[str] | None, due: re.Match[str] | None) -> str:
    """The person and the day before the colon, the text behind it."""
    words = [found[0] for found in (person, due) if found is not None]
    for word in words:
        rest = rest.replace(word, "", 1)
    text = " ".join(rest.split()).strip(" :,;-\u2013\u2014")
    return f"{' '.join(words)}: {text or '...'}"
