"""A new record to fill in: every field of its kind, with what it means and an example.

What must be given stands ready without a value; everything else is a comment to be taken up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap

from brmsite.kinds.base import Fields, Kind
from brmsite.kinds.describe import FieldSaid, fields_said
from brmsite.register.example import example_lines
from brmsite.source.yaml_out import write_yaml

WIDTH = 96


def scaffold(kind: Kind, given: Mapping[str, str]) -> str:
    """The YAML of a new record; `given` are values for some of its text fields."""
    lines = [
        *_comment(f"{kind.name}: {' '.join(kind.description.split())}"),
        *_comment(
            "Give a value to every key without `#` before it; take away the `#` to use more."
        ),
    ]
    for said in fields_said(kind.model):
        if not said.is_common:
            lines += ["", *_field(said, given)]
    lines += ["", *_comment("Fields that every kind has:")]
    for said in fields_said(kind.model):
        if said.is_common:
            lines += _field(said, given)
    return "\n".join(lines) + "\n"


def _field(said: FieldSaid, given: Mapping[str, str]) -> Iterator[str]:
    yield from _comment(_meaning(said))
    if said.key in given:
        yield write_yaml({said.key: given[said.key]}).rstrip()
    elif said.required:
        yield from _to_fill(said)
    else:
        yield from (f"# {line}" for line in example_lines(said.key, said.example))


def _meaning(said: FieldSaid) -> str:
    takes = f"one of: {', '.join(said.allowed)}" if said.allowed else said.words
    return f"{said.description} ({takes})"


def _to_fill(said: FieldSaid) -> Iterator[str]:
    """The key without a value; of what has parts, the keys of those that must be given."""
    if said.parts is None:
        yield f"{said.key}: []" if said.is_list else f"{said.key}:"
        return
    yield f"{said.key}:"
    lead = "  - " if said.is_list else "  "
    for part in _required(said.parts):
        yield f"{lead}{part.key}:  # {_takes(part)}"
        lead = " " * len(lead)


def _required(model: type[Fields]) -> Iterator[FieldSaid]:
    return (said for said in fields_said(model) if said.required)


def _takes(said: FieldSaid) -> str:
    return ", ".join(said.allowed) if said.allowed else said.words


def _comment(text: str) -> Iterator[str]:
    return (f"# {line}" for line in wrap(text, WIDTH, break_on_hyphens=False))
