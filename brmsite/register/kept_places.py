"""Where fields and links of records were written, remembered as long as their file is the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from brmsite.ground.shelf import Shelf
from brmsite.ground.span import Position, Span
from brmsite.kinds.base import Common
from brmsite.register.places import Located, Place, locate
from brmsite.register.register import Record

_ROOM = "places"


def locate_again(wanted: Iterable[Place], shelf: Shelf) -> dict[Place, Located]:
    """As `locate`; files are not read again for what is on the shelf."""
    if not shelf.keeps:
        return locate(wanted)
    by_record: dict[Record[Common], list[Place]] = {}
    for place in wanted:
        by_record.setdefault(place.record, []).append(place)
    keys = {record: f"{record.source.digest} {record.path}" for record in by_record}
    kept = shelf.several(_ROOM, keys.values())
    found: dict[Place, Located] = {}
    known = {record: _known(record.path, kept.get(key)) for record, key in keys.items()}
    missing: list[Place] = []
    for record, asked in by_record.items():
        for place in asked:
            located = known[record].get(_name(place))
            if located is not None:
                found[place] = located
            else:
                missing.append(place)
    fresh = locate(missing)
    for place, located in fresh.items():
        known[place.record][_name(place)] = located
    changed = {place.record for place in fresh}
    shelf.put_several(_ROOM, {keys[record]: _kept(known[record]) for record in changed})
    return found | fresh


def _name(place: Place) -> str:
    """What tells the places of one record apart."""
    return f"{place.path!r} {place.on} {place.in_text!r}"


def _kept(places: Mapping[str, Located]) -> bytes:
    said = {name: [*span.start, *span.end, is_exact] for name, (span, is_exact) in places.items()}
    return json.dumps(said, separators=(",", ":")).encode()


def _known(path: str, content: bytes | None) -> dict[str, Located]:
    """Places by their names as they were kept; none where these bytes are something else."""
    if content is None:
        return {}
    try:
        return {name: _located(path, *said) for name, said in json.loads(content).items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _located(path: str, *said: Any) -> Located:
    line, column, offset, to_line, to_column, to_offset, is_exact = said
    span = Span(path, Position(line, column, offset), Position(to_line, to_column, to_offset))
    return Located(span, is_exact)
