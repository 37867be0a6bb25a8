"""How fixed words of records are spelt where people read them: `service-desk` as "Service desk"."""

from __future__ import annotations

from collections.abc import Mapping

_NOT_AS_SPELT = {
    "sla": "SLA",
    "ola": "OLA",
    "it-management": "IT management",
    "customer-facing": "customer-facing",
    "a": "A",
    "b": "B",
    "c": "C",
    "provider": "IT",
    "push-status": "We send status",
    "close-involvement": "We work side by side",
    "mixed": "Status and working side by side",
    "none": "Just ends",
    "tacit": "Tacit: goes on unless somebody gives notice",
    "express": "Express: goes on only if both sides say so",
    "none-agreed": "Not agreed yet",
}
"""What does not read well with its dashes taken out."""


MEASURED: Mapping[str, tuple[str, str]] = {
    "alert_at_pct": ("alert at", "%"),
    "capacity_hours": ("capacity", "hours"),
    "every_months": ("every", "months"),
    "max_months": ("at most", "months"),
    "notice_days": ("notice", "days"),
    "notice_months": ("notice", "months"),
    "renewal_months": ("length of a renewal", "months"),
    "rpo_hours": ("recovery point (RPO)", "hours"),
    "rto_hours": ("recovery time (RTO)", "hours"),
    "share_pct": ("share", "%"),
    "status_every_days": ("status every", "days"),
    "survey_months": ("survey every", "months"),
    "target_months": ("target", "months"),
}
"""By the key of a field that holds a figure: what people call it, and its unit."""


def called(key: str) -> str:
    """What people call the field of a key, in the middle of a line, without the unit of its figure:
    `cost centers`, `share`."""
    return MEASURED[key][0] if key in MEASURED else spaced(key)


def spelt(word: str) -> str:
    """A word that somebody chose, such as the name of a field of their own, as it stands at the
    head of a cell or line: "Cost centre". It is never translated."""
    plain = _NOT_AS_SPELT.get(word) or word.replace("-", " ")
    return plain[:1].upper() + plain[1:]


def spaced(key: str) -> str:
    """A key or a fixed word in the middle of a line: `renewal_months` as `renewal months`."""
    return key.replace("_", " ").replace("-", " ").strip()
