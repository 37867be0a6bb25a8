"""One record as plain data: its fields, its links both ways, and what follows from it."""

from __future__ import annotations

from typing import Any

from brmsite.insight import Insight
from brmsite.kinds.base import Common
from brmsite.register.register import Record, Register
from brmsite.source.yaml_text import pointer


def record_data(record: Record[Common]) -> dict[str, Any]:
    """The record itself: address, title, file, fields as written, and its text if it has any."""
    fields = record.fields.model_dump(mode="json", by_alias=True, exclude_unset=True)
    data: dict[str, Any] = {
        "address": record.address,
        "kind": record.kind.name,
        "title": record.title,
        "path": record.path,
        "fields": fields,
    }
    if record.body.strip():
        data["body"] = record.body
    return data


def whole_record_data(
    register: Register, insight: Insight, record: Record[Common]
) -> dict[str, Any]:
    """The record with its links and every derived fact that speaks about it."""
    return {
        **record_data(record),
        "links": [
            {"to": link.target, "field": pointer(link.field) or "text"}
            for link in register.links_from(record.address)
        ],
        "linked_from": [
            {"from": link.source, "field": pointer(link.field) or "text"}
            for link in register.links_to(record.address)
        ],
        "derived": insight.about(record),
    }
