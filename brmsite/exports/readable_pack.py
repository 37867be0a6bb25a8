"""The meeting pack without what only named roles may read.

What is prepared from it is a record that everyone in IT reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol, TypeVar

from brmsite.insight.pack import Delivery, Pack
from brmsite.kinds.base import Common
from brmsite.register.register import Record

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)


class _Behind(Protocol[T_contra]):
    """Names the record that an entry of a pack tells of."""

    def __call__(self, entry: T_contra, /) -> Record[Common]: ...


def readable(pack: Pack) -> Pack:
    """The pack with every entry left out whose record is `restricted`."""
    return replace(
        pack,
        actions=_open(pack.actions, lambda one: one.meeting),
        carried=_open(pack.carried, lambda one: one.meeting),
        deliveries=tuple(map(_delivery, _open(pack.deliveries, lambda one: one.term.agreement))),
        complaints=_open(pack.complaints, lambda one: one.feedback),
        escalations=_open(pack.escalations, lambda one: one.escalation),
        courses=_open(
            _open(pack.courses, lambda one: one.project), lambda one: one.latest or one.project
        ),
        decisions=_open(_open(pack.decisions, lambda one: one.project), lambda one: one.status),
        notices=_open(pack.notices, lambda one: one.term.agreement),
        too_late=_open(pack.too_late, lambda one: one.agreement),
        wishes_waiting=_open(pack.wishes_waiting, lambda one: one.idea),
        wishes_judged=_open(pack.wishes_judged, lambda one: one.idea),
        plans=_open(pack.plans, lambda one: one),
        aims=_open(pack.aims, lambda one: one.plan),
        requirements=_open(pack.requirements, lambda one: one),
        changes=_open(pack.changes, lambda one: one.change),
        attestations=_open(pack.attestations, lambda one: one.attestation),
        questions=_open(pack.questions, lambda one: one.meeting),
        dated=_open(pack.dated, lambda one: one.record),
    )


def _delivery(delivery: Delivery) -> Delivery:
    """Without a report that few may read, and without the figures that only it tells."""
    missed = tuple(
        one
        for one in delivery.missed
        if one.last is not None
        and one.last.measurement is not None
        and one.last.measurement.report.fields.visibility != "restricted"
    )
    report = delivery.report
    is_open = report is not None and report.fields.visibility != "restricted"
    return replace(delivery, report=report if is_open else None, missed=missed)


def _open(entries: Iterable[T], behind: _Behind[T]) -> tuple[T, ...]:
    return tuple(one for one in entries if behind(one).fields.visibility != "restricted")
