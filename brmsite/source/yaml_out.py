"""Writes plain data as the YAML that people type in records, so that reading it gives it back.

Block style, with small things on one line, as in `records/`. A text is quoted whenever anybody's
YAML reader could take it for something else: a number, a date, a word such as `no`, a comment, a
second key. Keys are quoted only where our own reader needs it: people type `on:`, and so do we.
What our own reader would refuse is not written at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from brmsite.source.yaml_text import read_yaml

WIDTH = 100
"""So wide may a line become before a list or mapping that could stand on it is spread out."""

Writable = (
    str
    | bool
    | int
    | Decimal
    | date
    | None
    | Mapping[str, "Writable"]
    | list["Writable"]
    | tuple["Writable", ...]
)
"""What a record is made of: texts, numbers, days, and lists and mappings of them."""


def write_in_flow(data: Mapping[str, Writable]) -> str:
    """The entries of a mapping on one line, each value in flow style: `{from: 2026-01-01}`."""
    return ", ".join(f"{_key(key)}: {_flow(value)}" for key, value in data.items())


def write_yaml(data: Mapping[str, Writable]) -> str:
    """The mapping as YAML, ending with a line break; an empty one is `{}`.

    A key whose value is None is written without a value, to be filled in. Raises ValueError for
    what a record may not hold: control characters, keys without a visible character or longer
    than 120 characters, or data that is too large or too deep for the reader.
    """
    text = "".join(f"{line}\n" for line in _mapping_lines(data)) if data else "{}\n"
    for problem in read_yaml(text).problems:
        raise ValueError(problem.message)
    return text


def _mapping_lines(data: Mapping[str, Writable]) -> Iterator[str]:
    for key, value in data.items():
        yield from _entry_lines(f"{_key(key)}:", value)


def _entry_lines(head: str, value: Writable) -> Iterator[str]:
    """The lines of one key (`head` is `key:`) with its value."""
    if value is None:
        yield head
        return
    block = _block_text(value)
    if block:
        yield f"{head} {block[0]}"
        yield from block[1:]
        return
    flow = _small(value, len(head) + 1)
    if flow:
        yield f"{head} {flow}"
    elif isinstance(value, Mapping):
        yield head
        yield from (f"  {line}" if line else "" for line in _mapping_lines(value))
    elif isinstance(value, list | tuple):
        yield head
        yield from (f"  {line}" if line else "" for line in _list_lines(value))


def _list_lines(items: list[Writable] | tuple[Writable, ...]) -> Iterator[str]:
    for item in items:
        flow = _flow(item) if isinstance(item, Mapping) and _is_flat(item) else _small(item, 2)
        if flow and len(flow) <= WIDTH - 4:
            yield f"- {flow}"
        elif isinstance(item, Mapping):
            lead = "- "
            for line in _mapping_lines(item):
                yield f"{lead}{line}" if line else ""
                lead = "  "
        elif isinstance(item, list | tuple):
            yield "-"
            yield from (f"  {line}" if line else "" for line in _list_lines(item))
        else:
            yield f"- {_flow(item)}"


def _small(value: Writable, used: int) -> str:
    """The value for the rest of a line of which `used` characters are taken; empty: spread it."""
    if isinstance(value, Mapping):
        return "" if value else "{}"
    if not isinstance(value, list | tuple):
        return _flow(value) if value is None else _scalar(value, in_flow=False)
    if any(isinstance(item, Mapping | list | tuple) for item in value):
        return ""
    flow = _flow(value)
    return flow if not value or used + len(flow) <= WIDTH else ""


def _is_flat(item: Mapping[str, Writable]) -> bool:
    """Whether a mapping in a list holds nothing but texts, numbers and lists of them."""
    return all(
        not isinstance(value, Mapping)
        and not (
            isinstance(value, list | tuple)
            and any(isinstance(inner, Mapping | list | tuple) for inner in value)
        )
        for value in item.values()
    )


def _flow(value: Writable) -> str:
    if isinstance(value, Mapping):
        entries = (f"{_key(key)}: {_flow(item)}" for key, item in value.items())
        return f"{{{', '.join(entries)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_flow, value))}]"
    return "null" if value is None else _scalar(value, in_flow=True)


# Texts ----------------------------------------------------------------------------------------

# Read by some YAML reader as a truth value or as nothing; ours reads only three of them so.
_WORD = re.compile(r"(?:true|false|yes|no|on|off|y|n|null|~)\Z", re.IGNORECASE)
_KEYS_AS_TYPED = ("on", "no")
"""Keys of our own kinds that a reader of YAML 1.1 would take for a truth value. Ours does not."""
_NUMBER_LIKE = re.compile(r"[-+.]?[0-9][0-9a-fox_.,:+tz-]*\Z", re.IGNORECASE)
_FLOW_SIGN = re.compile(r"[,\[\]{}:?]")
_COMMENT_OR_KEY = re.compile(r"\s#|:(?:\s|\Z)")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _key(key: str) -> str:
    return key if key in _KEYS_AS_TYPED else _scalar(key, in_flow=True)


def _scalar(value: str | bool | int | Decimal | date, in_flow: bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | Decimal):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if _is_plain(value) and not (in_flow and _FLOW_SIGN.search(value)):
        return str(value)
    return f'"{"".join(_ESCAPES.get(char, char) for char in value)}"'


def _is_plain(text: str) -> bool:
    """Whether a text means itself without quotes."""
    return (
        (text[:1].isalnum() or text[:1] in ("(", "/", "_"))
        and text == " ".join(text.split())
        and not _WORD.match(text)
        and not _NUMBER_LIKE.match(text)
        and not _COMMENT_OR_KEY.search(text)
    )


def _block_text(value: Writable) -> list[str]:
    """A text of several lines as `|` and its indented lines; nothing for what is no such text."""
    if not isinstance(value, str) or "\n" not in value:
        return []
    kept = value.removesuffix("\n")
    lines = kept.split("\n")
    odd = any(line != line.rstrip() or "\t" in line or "\r" in line for line in lines)
    if odd or not lines[0] or not lines[-1] or lines[0][0].isspace():
        return []
    return ["|" if value != kept else "|-", *(f"  {line}" if line else "" for line in lines)]
