"""What a file said when it was parsed, as bytes that can be kept: plain JSON, never code.

Only what was sound is kept. Its places are not: they are asked for only where something is wrong,
and then the file is parsed again.
"""

from __future__ import annotations

import json
from typing import Any, Literal

from msgspec import Struct
from msgspec.json import Decoder

from brmsite.ground.plain import Plain
from brmsite.ground.span import START, Extent
from brmsite.source.files import Source
from brmsite.source.parse import ParsedRecord, folder_and_id
from brmsite.source.tasks import BodyItem
from brmsite.source.text_links import TextLink
from brmsite.source.yaml_text import Places

_QUOTED, _SEQUENCE = 0, 1
_NOWHERE = Extent(START, START)


class _Kept(Struct, array_like=True, forbid_unknown_fields=True):
    """The list that is written of a file: what it says, its text left out."""

    data: dict[str, Any]
    body_start: int
    has_body: bool
    items: tuple[tuple[Literal["task", "decision"], dict[str, Any]], ...]
    links: tuple[TextLink, ...]
    links_in_fields: bool


_READ = Decoder(_Kept)


def kept(parsed: ParsedRecord) -> bytes | None:
    """The bytes to keep; None where the parse is not sound, and so must not be kept."""
    if parsed.data is None or parsed.diagnostics or parsed.places.without_value:
        return None
    said = [
        _frozen(parsed.data),
        parsed.body_start,
        parsed.has_body,
        [[item.item, _frozen(item.data)] for item in parsed.items],
        parsed.links,
        parsed.links_in_fields,
    ]
    return json.dumps(said, separators=(",", ":")).encode()


def remembered(source: Source, content: bytes) -> ParsedRecord | None:
    """What `kept` wrote of a file; None where these bytes are something else."""
    folder, identifier = folder_and_id(source.path)
    try:
        said = _READ.decode(content)
        return ParsedRecord(
            source,
            folder,
            identifier,
            _mapping(said.data),
            Places({}, {}),
            said.body_start,
            said.has_body,
            tuple([BodyItem(item, _mapping(data), _NOWHERE, {}) for item, data in said.items]),
            said.links,
            said.links_in_fields,
            (),
            is_remembered=True,
        )
    except (ValueError, TypeError, RecursionError):
        return None


def _frozen(value: Any) -> Any:
    """Plain text as text, since it is the most frequent; what JSON does not tell apart in a list
    with a mark before it."""
    if isinstance(value, Plain):
        return str(value)
    if isinstance(value, str):
        return [_QUOTED, value]
    if isinstance(value, dict):
        return {key: _frozen(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_SEQUENCE, [_frozen(each) for each in value]]
    return value


def _thawed(value: Any) -> Any:
    sort = type(value)
    if sort is str:
        return Plain(value)
    if sort is dict:
        return {key: _thawed(each) for key, each in value.items()}
    if sort is list:
        mark, inner = value
        return str(inner) if mark == _QUOTED else tuple([_thawed(each) for each in inner])
    return value


def _mapping(said: dict[str, Any]) -> dict[str, Any]:
    return {key: _thawed(each) for key, each in said.items()}
