"""The actions and decisions that stand in the text of minutes, by the lines they are written on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brmsite.ground.span import START
from brmsite.kinds.base import Common
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Record
from brmsite.source.tasks import read_items

DECISION, ACTION = "decision", "action"

_SORTS = {"decision": DECISION, "task": ACTION}


def written_items(record: Record[Common], body: str) -> Mapping[tuple[int, int], str] | None:
    """What the renderer is told of a meeting's text, which is its `body`: first and last line (from
    1) to item, as `item_name` calls it. None for records of other kinds, which show it as it is."""
    fields = record.fields
    if not isinstance(fields, Meeting):
        return None
    if not (fields.actions or fields.decisions):
        return {}
    found = read_items(body, START).items
    read = {DECISION: 0, ACTION: 0}
    whole = {DECISION: len(fields.decisions), ACTION: len(fields.actions)}
    for one in found:
        whole[_SORTS[one.item]] -= 1
    lines: dict[tuple[int, int], str] = {}
    for one in found:
        sort = _SORTS[one.item]
        # Those of the front matter come first.
        place = (one.extent.start.line, one.extent.end.line)
        lines[place] = item_name(sort, whole[sort] + read[sort])
        read[sort] += 1
    return lines


def item_name(sort: str, index: int) -> str:
    """What an action or decision is called here: `action/2` is `actions[2]` of the record."""
    return f"{sort}/{index}"


def indexes(names: Sequence[str], sort: str) -> tuple[int, ...]:
    """The places in the record of the named items of one sort."""
    begin = f"{sort}/"
    return tuple([int(name[len(begin) :]) for name in names if name.startswith(begin)])
