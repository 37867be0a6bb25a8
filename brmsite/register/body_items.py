"""Joins the actions and decisions written in a body to those in the front matter.

Both spellings give the same data, so that everything later knows only one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from brmsite.kinds.base import Kind
from brmsite.kinds.walk import from_body
from brmsite.source.tasks import BodyItem
from brmsite.source.yaml_text import Places


def with_body_items(
    kind: Kind, data: Mapping[str, Any], items: Sequence[BodyItem], places: Places
) -> dict[str, Any]:
    """The data of a record, completed by the items of its body; `places` learns where they are."""
    whole = dict(data)
    if not items:
        return whole
    for key, item in from_body(kind.model):
        found = [body_item for body_item in items if body_item.item == item]
        written = whole.get(key, ())
        if not found or not isinstance(written, tuple):
            continue
        for number, body_item in enumerate(found, len(written)):
            places.add((key, number), body_item.extent)
            for name, extent in body_item.places.items():
                places.add((key, number, name), extent)
        whole[key] = (*written, *(body_item.data for body_item in found))
    return whole
