"""Minutes by topic: what was said, and beside it what was decided and who does what.

The topics are the headings of the text. An action or decision belongs to the one under which it
was written; one of the front matter to that of an agenda item about the same record, if a heading
has the agenda item's words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from brmsite.ground.value import Value
from brmsite.kinds.meeting import Meeting
from brmsite.site.language import _
from brmsite.site.pieces import sentence
from brmsite.site.record_parts import NEVER_EMPTY
from brmsite.site.rendered_body import RenderedBody, Topic
from brmsite.site.shapes import Item, Line, Link, Listing
from brmsite.site.written_items import ACTION, DECISION, indexes


class Passage(Value):
    """A stretch of minutes, and what stands beside it; `label` names that for who cannot see it."""

    html: str
    beside: Listing | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """The topic of each decision, action and agenda item, by its place in the record."""

    decisions: Mapping[int, Topic]
    actions: Mapping[int, Topic]
    agenda: Mapping[int, Topic]


def placed(fields: Meeting, body: RenderedBody | None) -> Placed:
    """Where everything belongs that belongs to a topic."""
    topics = body.topics if body is not None else ()
    headed = {_folded(topic.heading): topic for topic in reversed(topics) if topic.id}
    agenda = {
        index: headed[words]
        for index, one in enumerate(fields.agenda)
        if (words := _folded(one.topic)) in headed
    }
    about: dict[str, Topic] = {}
    for index, topic in agenda.items():
        for address in fields.agenda[index].refs:
            about.setdefault(_whole(address), topic)
    decided = ((index, one.refs) for index, one in enumerate(fields.decisions))
    promised = (
        (index, (one.improves,) if one.improves else ()) for index, one in enumerate(fields.actions)
    )
    return Placed(
        _by_reference(about, decided) | _as_written(topics, DECISION, len(fields.decisions)),
        _by_reference(about, promised) | _as_written(topics, ACTION, len(fields.actions)),
        agenda,
    )


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def _whole(address: str) -> str:
    return address.partition("#")[0]


def _by_reference(
    about: Mapping[str, Topic], items: Iterable[tuple[int, Sequence[str]]]
) -> dict[int, Topic]:
    """The topics of items by the first record they name that an agenda item names as well."""
    return {
        index: topic
        for index, refs in items
        if (topic := next((about[_whole(ref)] for ref in refs if _whole(ref) in about), None))
    }


def _as_written(topics: Iterable[Topic], sort: str, count: int) -> dict[int, Topic]:
    return {
        index: topic
        for topic in topics
        if topic.items
        for index in indexes(topic.items, sort)
        if 0 <= index < count
    }


def under(topic: Topic | None) -> tuple[Line, ...]:
    """Where in the minutes an action or decision stands, as a remark."""
    if topic is None or not topic.id:
        return ()
    return (sentence(_("under {topic}"), topic=Link(topic.heading, f"#{topic.id}")),)


def passages(
    body: RenderedBody | None,
    where: Placed,
    decisions: Sequence[Item],
    actions: Sequence[Item],
) -> tuple[Passage, ...]:
    """The minutes from top to bottom; topics with nothing beside them are one stretch.

    `decisions` and `actions` are all of the meeting, as they are told beside a topic.
    """
    if body is None or not (where.decisions or where.actions):
        return ()
    on: dict[int, list[Item]] = {id(topic): [] for topic in body.topics}
    for items, topics in ((decisions, where.decisions), (actions, where.actions)):
        for index, one in enumerate(items):
            if index in topics:
                on[id(topics[index])].append(one)
    found: list[Passage] = []
    for topic in body.topics:
        beside = tuple(on[id(topic)])
        if beside:
            label = _("Decided and to do")
            if topic.heading:
                label = _("Decided and to do on {topic}", topic=topic.heading)
            found.append(Passage(topic.html, Listing(beside, NEVER_EMPTY), label))
        elif found and found[-1].beside is None:
            found[-1] = Passage(found[-1].html + topic.html)
        else:
            found.append(Passage(topic.html))
    return tuple(found)
