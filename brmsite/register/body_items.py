"""Joins the actions and decisions written in a body to those in the front matter.

Both spellings give the same data, so that everything later knows only one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from brmsite.kinds.base import Kind
from brmsite.kinds.walk import from_body
from brmsite.source.parse import ParsedRecord
from brmsite.source.yaml_text import Places


@dataclass(frozen=True, slots=True)
class WholeData:
    """All data of a record, wherever it was written, with its places."""

    data: dict[str, Any]
    places: Places


def with_body_items(kind: Kind, parsed: ParsedRecord) -> WholeData:
    """The data of a parsed record, completed by what its body says."""
    data = dict(parsed.data or {})
    for key, item in from_body(kind.model):
        found = [body_item for body_item in parsed.items if body_item.item == item]
        written = data.get(key, ())
        if not found or not isinstance(written, tuple):
            continue
        for number, body_item in enumerate(found, len(written)):
            parsed.places.add((key, number), body_item.extent)
            for name, extent in body_item.places.items():
                parsed.places.add((key, number, name), extent)
        data[key] = (*written, *(body_item.data for body_item in found))
    return WholeData(data, parsed.places)
