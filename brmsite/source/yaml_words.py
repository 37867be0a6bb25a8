"""libyaml's syntax errors in our words: what is wrong on which line, and what to do.

The scanner often notices a fault long after the place where a person made it: an unclosed quote
at the end of the file, a forgotten colon on the next line. Each answer points at the place made.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from brmsite.ground.span import Extent
from brmsite.ground.words import plural
from brmsite.source.lines import Lines
from brmsite.source.problem import Problem


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """What libyaml said: its two messages and the offsets they were about (-1: none)."""

    context: str
    context_at: int
    problem: str
    problem_at: int


def explained(fault: SyntaxFault, lines: Lines) -> Problem:
    """The one finding for a text that libyaml could not read."""
    conflict = _merge_conflict(lines)
    if conflict is not None:
        return conflict
    for context, problem, explain in _EXPLANATIONS:
        if context in fault.context and problem in fault.problem:
            found = explain(fault, lines)
            if found is not None:
                return found
    return _syntax("this cannot be read as YAML", _char_at(fault, lines), hint=_QUOTE)


_QUOTE = "if this is meant as text, put it in quotes"
_LONGEST_KEY = 1024  # libyaml looks no further for the colon of a key
_LONGEST_SHOWN = 80  # so much of a line is worth repeating in a hint
_KEY = r"(?:'[^']*'|\"[^\"]*\"|[^\s#'\"][^#]*?):(?:\s|$)"
# Possessive, because a line of a hundred thousand dashes would be tried from each of them anew.
_KEY_LINE = re.compile(r"\s*+(?:- ++)*+" + _KEY)
_DASHES = re.compile(r" *(?:-(?: +|$))+")


def _syntax(
    message: str,
    extent: Extent,
    label: str = "",
    labels: tuple[tuple[Extent, str], ...] = (),
    hint: str = "",
) -> Problem:
    return Problem("yaml-syntax", message, extent, label, labels, hint)


def _clamped(offset: int, lines: Lines) -> int:
    """An offset inside the text: the last visible character instead of the text's end."""
    return max(0, min(offset, len(lines.text.rstrip()) - 1))


def _char_at(fault: SyntaxFault, lines: Lines) -> Extent:
    at = _clamped(fault.problem_at, lines)
    return lines.extent(at, at + 1)


def _merge_conflict(lines: Lines) -> Problem | None:
    """What git leaves in a file that two people changed, wherever libyaml stumbled over it."""
    found = re.search(r"^<{7} .*$", lines.text, re.MULTILINE)
    if found is None:
        return None
    return _syntax(
        "a merge conflict was left in this file",
        lines.rest_of_line(found.start()),
        "begins here",
        hint="keep one of the two versions; delete the lines `<<<<<<<`, `=======` and `>>>>>>>`",
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


@dataclass(frozen=True, slots=True)
class _Level:
    """A group of siblings that is still open: its depth, and where its nearest line begins."""

    indent: int
    of_items: bool
    offset: int


def _levels_above(index: int, lines: Lines) -> Iterator[_Level]:
    """The groups that line `index` could continue, the innermost first."""
    lowest = sys.maxsize
    for above in range(index - 1, -1, -1):
        line = lines.line(above)
        indent = _indent(line)
        if not line.strip() or line.lstrip().startswith("#") or indent >= lowest:
            continue
        lowest, start = indent, lines.start_of(above)
        dashes = _DASHES.match(line)
        first = dashes.end() if dashes else indent
        if _KEY_LINE.match(line[first:]):
            yield _Level(first, False, start + first)
        for place in range(first - 1, indent - 1, -1):
            if line[place] == "-":
                yield _Level(place, True, start + place)
        if indent == 0:
            return


def _bad_indentation(fault: SyntaxFault, lines: Lines) -> Problem | None:
    """The line of the fault stands at another depth than any group it could belong to."""
    index = lines.index_of(_clamped(fault.problem_at, lines))
    line = lines.line(index)
    is_item = _DASHES.match(line) is not None
    if not is_item and not _KEY_LINE.match(line):
        return None
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return _tab(lines, index)
    here, levels = _indent(line), list(_levels_above(index, lines))
    siblings = [level for level in levels if level.of_items == is_item]
    if not siblings or any(level.indent == here for level in levels):
        return None
    sibling = min(siblings, key=lambda level: abs(level.indent - here))
    return _syntax(
        "this line is indented differently from its siblings",
        lines.rest_of_line(lines.start_of(index) + here),
        f"{plural(here, 'space')} here, {sibling.indent} expected",
        (
            (
                lines.rest_of_line(sibling.offset),
                f"sibling {'item' if is_item else 'key'} starts here",
            ),
        ),
        "give all lines of one group the same number of spaces",
    )


def _tab(lines: Lines, index: int) -> Problem:
    at = lines.line(index).index("\t") + lines.start_of(index)
    return _syntax(
        "indent with spaces, this is a tab",
        lines.extent(at, at + 1),
        "a tab",
        hint="replace the tab by two spaces",
    )


def _second_colon(fault: SyntaxFault, lines: Lines) -> Problem | None:
    at = _clamped(fault.problem_at, lines)
    index = lines.index_of(at)
    line = lines.line(index)
    first = re.search(r":\s+", line)
    if first is None or lines.start_of(index) + first.start() >= at:
        return None
    text = line[first.end() :].partition(" #")[0].rstrip().replace("'", "''")
    shown = f": '{text}'" if len(text) <= _LONGEST_SHOWN else ""
    return _syntax(
        "a second `: ` on this line looks like another key",
        lines.extent(at, at + 1),
        "this colon",
        hint=f"put the text in quotes{shown}",
    )


def _colon_in_text(fault: SyntaxFault, lines: Lines) -> Problem:
    """In a text over several lines, of which this one looks like a key."""
    at = _clamped(fault.problem_at, lines)
    return _syntax(
        "a `: ` in a text of several lines looks like another key",
        lines.extent(at, at + 1),
        "this colon",
        hint="put the text in quotes, or indent this line like the keys above",
    )


def _no_colon(fault: SyntaxFault, lines: Lines) -> Problem:
    at = _clamped(fault.context_at, lines)
    line = lines.line(lines.index_of(at))
    if len(line) > _LONGEST_KEY and _KEY_LINE.match(line):
        return _syntax("this key is too long", lines.rest_of_line(at), hint=_QUOTE)
    glued = _no_space(at, lines)
    if glued is not None:
        return glued
    words = line.split()
    hint = "write each key with a colon and a space: `key: value`"
    if len(words) > 1 and words[0].isidentifier() and len(line) <= _LONGEST_SHOWN:
        hint = f"write `{words[0]}: {' '.join(words[1:])}`"
    return _syntax("this line has no colon after its key", lines.rest_of_line(at), hint=hint)


_GLUED = re.compile(r"(?:- +)*\w[\w-]*:(?=[^ \n])")


def text_for_keys(at: int, lines: Lines) -> Problem | None:
    """Why a text at `at` is only text, where its writer meant keys with values; None if unknown."""
    return _merge_conflict(lines) or _no_space(at, lines)


def _no_space(at: int, lines: Lines) -> Problem | None:
    """A key whose colon is followed by its value at once, or by what only looks like a space."""
    glued = _GLUED.match(lines.text, at)
    if glued is None:
        return None
    colon = glued.end() - 1
    odd = lines.text[colon + 1]
    what = f"U+{ord(odd):04X} stands there and looks like one" if odd.isspace() else "missing here"
    return _syntax(
        "a colon after a key is followed by a space",
        lines.extent(colon, colon + 1 + odd.isspace()),
        what,
        hint="type an ordinary space behind the colon",
    )


def _unclosed_quote(fault: SyntaxFault, lines: Lines) -> Problem:
    at = _clamped(fault.context_at, lines)
    return _syntax(
        "this quote is never closed",
        lines.rest_of_line(at),
        f"opens here with {lines.text[at]}",
        hint="close it with the same character, or leave both quotes out",
    )


def _unclosed_bracket(fault: SyntaxFault, lines: Lines) -> Problem | None:
    opening = _clamped(fault.context_at, lines)
    if lines.text[opening] not in "[{":
        return None
    found = _clamped(fault.problem_at, lines)
    closing = "]" if lines.text[opening] == "[" else "}"
    later = () if found <= opening else ((lines.extent(found, found + 1), "noticed here"),)
    return _syntax(
        f"this `{lines.text[opening]}` is never closed",
        lines.rest_of_line(opening),
        labels=later,
        hint=f"add `{closing}`, or a comma between two items",
    )


def _bad_start(fault: SyntaxFault, lines: Lines) -> Problem:
    if lines.text[fault.problem_at : fault.problem_at + 1] == "\t":
        return _tab(lines, lines.index_of(fault.problem_at))
    at = _clamped(fault.problem_at, lines)
    sign = "a backtick" if lines.text[at] == "`" else f"`{lines.text[at]}`"
    return _syntax(f"a value cannot start with {sign}", lines.rest_of_line(at), hint=_QUOTE)


def _bad_directive(fault: SyntaxFault, lines: Lines) -> Problem:
    at = lines.start_of(lines.index_of(_clamped(fault.problem_at, lines)))
    return _syntax("a line cannot start with `%`", lines.rest_of_line(at), hint=_QUOTE)


def _no_value(fault: SyntaxFault, lines: Lines) -> Problem | None:
    """In brackets: nothing stands before a comma, or before the end of the text."""
    at, end = fault.problem_at, len(lines.text.rstrip())
    if at < end and lines.text[at] == ",":
        return _syntax(
            "a value is missing before this comma",
            lines.extent(at, at + 1),
            hint="write the value, or delete the comma",
        )
    opening = max(lines.text.rfind(sign, 0, at) for sign in "[{")
    if opening < 0 or at < end:
        return _bad_start(fault, lines)
    return _unclosed_bracket(SyntaxFault("", opening, "", opening), lines)


def _tab_at(fault: SyntaxFault, lines: Lines) -> Problem | None:
    index = lines.index_of(fault.problem_at)
    return _tab(lines, index) if "\t" in lines.line(index) else None


def _block_indicator(fault: SyntaxFault, lines: Lines) -> Problem:
    at = _clamped(fault.context_at, lines)
    return _syntax(
        f"`{lines.text[at]}` at the start means text on the lines below",
        lines.rest_of_line(at),
        hint="put the text in quotes, or move it to the next lines, indented",
    )


def _colon_in_flow(fault: SyntaxFault, lines: Lines) -> Problem:
    at = _clamped(fault.problem_at, lines)
    return _syntax(
        "a colon after a key is followed by a space",
        lines.extent(at, at + 1),
        "missing here",
        hint="type a space behind the colon, or put the text in quotes",
    )


def _mark_word(meaning: str) -> Callable[[SyntaxFault, Lines], Problem]:
    def explain(fault: SyntaxFault, lines: Lines) -> Problem:
        at = _clamped(fault.context_at, lines)
        return _syntax(
            f"`{lines.text[at]}` at the start means {meaning}",
            lines.rest_of_line(at),
            hint="put the text in quotes",
        )

    return explain


def _escape(fault: SyntaxFault, lines: Lines) -> Problem:
    at = lines.text.rfind("\\", 0, _clamped(fault.problem_at, lines) + 1)
    return _syntax(
        "a backslash in double quotes begins an escape, and this is not one",
        lines.extent(at, at + 1),
        hint="use single quotes, where a backslash is just a backslash",
    )


def _list_in_mapping(fault: SyntaxFault, lines: Lines) -> Problem | None:
    at = _clamped(fault.problem_at, lines)
    line = lines.line(lines.index_of(at))
    if lines.text[at] != "-":
        return None
    if line.lstrip().startswith("-"):
        return _syntax(
            "a list item stands where a key is expected",
            lines.rest_of_line(at),
            hint="indent it below the key that the list belongs to",
        )
    return _syntax(
        "a list cannot start on the line of its key",
        lines.rest_of_line(at),
        hint="move it to the next line, indented, or put the text in quotes",
    )


def _text_after_value(fault: SyntaxFault, lines: Lines) -> Problem:
    at = _clamped(fault.problem_at, lines)
    if lines.text[at] == ":":
        return _syntax(
            "a key is missing before this colon",
            lines.rest_of_line(at),
            hint="write the key before it, or put the text in quotes",
        )
    index = lines.index_of(at)
    if not lines.text[lines.start_of(index) : at].strip():
        return _syntax(
            "this line stands further left than the text it belongs to",
            lines.rest_of_line(at),
            hint="give all lines of the text the same number of spaces",
        )
    quote = _quote_from_above(at, lines)
    if quote is not None:
        return quote
    return _syntax(
        "there is more text after the value",
        lines.rest_of_line(at),
        "not expected here",
        hint="put the whole value in one pair of quotes",
    )


def _quote_from_above(at: int, lines: Lines) -> Problem | None:
    """A quote that opens on a line above and ends at one that was meant to open another."""
    closing = len(lines.text[:at].rstrip()) - 1
    sign = lines.text[closing]
    opening = lines.text.rfind(sign, 0, closing) if sign in "'\"" else -1
    if opening < 0 or lines.index_of(opening) == lines.index_of(closing):
        return None
    return _syntax(
        "this quote is never closed",
        lines.rest_of_line(opening),
        f"opens here with {sign}",
        ((lines.extent(closing, closing + 1), "and so ends here, where another one opens"),),
        "close it with the same character, or leave both quotes out",
    )


def _key_in_list(fault: SyntaxFault, lines: Lines) -> Problem:
    at = _clamped(fault.problem_at, lines)
    return _syntax(
        "a list item is expected here, but this line does not begin with `- `",
        lines.rest_of_line(at),
        labels=((lines.rest_of_line(_clamped(fault.context_at, lines)), "the list begins here"),),
        hint="begin the line with `- `, or indent it like the key that it belongs to",
    )


def _after_the_end(fault: SyntaxFault, lines: Lines) -> Problem:
    at = _clamped(fault.problem_at, lines)
    if lines.text[at] == "%":
        return _bad_start(fault, lines)
    return _syntax(
        "the record has ended above, nothing may follow it",
        lines.rest_of_line(at),
        hint="delete the line `...` or what follows it",
    )


Explain = Callable[[SyntaxFault, Lines], Problem | None]

_EXPLANATIONS: tuple[tuple[str, str, Explain], ...] = (
    # part of libyaml's context, part of its problem, what we say; the first that applies counts.
    ("", "found a tab character", _tab_at),
    ("while scanning for the next token", "cannot start any token", _bad_start),
    ("", "mapping values are not allowed", _second_colon),
    ("", "mapping values are not allowed", _bad_indentation),
    ("", "mapping values are not allowed", _colon_in_text),
    ("", "block sequence entries are not allowed", _list_in_mapping),
    ("while scanning a simple key", "could not find expected ':'", _no_colon),
    ("", "did not find expected <document start>", _after_the_end),
    ("", "mapping keys are not allowed", _bad_start),
    ("directive", "", _bad_directive),
    ("", "found incompatible YAML document", _bad_directive),
    ("", "found duplicate %", _bad_directive),
    ("while scanning a quoted scalar", "unexpected", _unclosed_quote),
    ("while parsing a quoted scalar", "", _escape),
    ("while scanning a block scalar", "", _block_indicator),
    ("while scanning an alias", "", _mark_word("an alias")),
    ("while scanning an anchor", "", _mark_word("an anchor")),
    ("while scanning a tag", "", _mark_word("a tag")),
    ("while parsing a node", "undefined tag handle", _mark_word("a tag")),
    ("while parsing a tag", "", _mark_word("a tag")),
    ("while scanning a plain scalar", "found unexpected ':'", _colon_in_flow),
    ("while parsing a flow", "did not find expected ','", _unclosed_bracket),
    ("while parsing a block", "did not find expected node content", _bad_start),
    ("while parsing a flow", "did not find expected node content", _no_value),
    ("while parsing a block", "did not find expected", _bad_indentation),
    ("while parsing a block mapping", "did not find expected key", _list_in_mapping),
    ("while parsing a block collection", "expected '-'", _key_in_list),
    ("while parsing a block mapping", "did not find expected key", _text_after_value),
)
