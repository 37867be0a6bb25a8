"""The examples of a model's fields, as one would type them in a record."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from brmsite.source.yaml_out import write_in_flow, write_yaml

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def example_lines(key: str, example: Any) -> list[str]:
    """A key with its example value, as the lines of a record."""
    return write_yaml({key: _with_days(example)}).splitlines()


def example_in_flow(key: str, example: Any) -> str:
    """A key with its example value on one line, however many it would take in a record."""
    return write_in_flow({key: _with_days(example)})


def _with_days(value: Any) -> Any:
    """Days as days, so that they are written without quotes."""
    if isinstance(value, str) and _DAY.match(value):
        return date.fromisoformat(value)
    if isinstance(value, dict):
        return {key: _with_days(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_with_days(item) for item in value]
    return str(value) if isinstance(value, float) else value
