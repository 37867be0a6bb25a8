"""Two states of a few records, between which every sentence about a change is said, both ways.

What people wrote is in capitals, so that it can be told from our words.
"""

from __future__ import annotations

from pathlib import Path

from tests.history.repository import Repository, made
from tests.site.small_project import BASE

SLA = "agreements/sla-yard.md"
LOGISTICS = "customers/logistics.yaml"
WMS = "services/wms.yaml"
MEETING = "meetings/2026-01-07-yard.md"

NAMES = (
    *("Petra Lind", "Diogo Costa", "Kari Berg"),
    *("p-lind", "d-costa", "k-berg", "logistics", "wms", "net", "sla-yard", "2026-01-07-yard"),
)
"""All that is not in capitals and is theirs all the same."""

LONG = "WHO MISSES A TARGET PAYS FIVE PER CENT OF WHAT THE MONTH COSTS, AND TEN PER CENT IF AGAIN"

_SLA_BEFORE = f"""\
---
title: SLA YARD
number: N-1
type: sla
customer: logistics
provider: provider
services: [wms]
version: "1"
state: active
visibility: customer
summary: SHORT
tags: [GATE]
term: {{start: 2025-01-01, end: 2026-12-31, months: 24, renewal: none, notice_months: 3}}
review: {{every_months: 6}}
funding:
  - {{model: central, amount: 1000, approved_by: p-lind, approved_on: 2024-12-01}}
  - {{model: project, amount: 500.5, per: once}}
annual_cost: 1000
targets:
  - {{id: T1, service: wms, metric: GATE, description: UP, operator: ">=", value: 99.9,
     unit: "%", window: month, method: COUNTED, share_pct: 95}}
  - {{id: T2, service: wms, metric: HELP, description: UP, operator: "<=", value: 4,
     unit: H, window: month, method: COUNTED}}
signatures:
  - {{side: customer, person: p-lind, on: 2024-12-10}}
support:
  - {{priority: HIGH, response: 15 MIN}}
exceptions: [STRIKES]
continuity: {{rto_hours: 4}}
maintenance: {{notice_days: 5}}
obligations: [{{text: ALL OF IT IS REPLACED, due: 2026-12-31}}]
penalties: "{LONG}"
amendments:
  - {{no: "1", on: 2025-02-01, effective: 2025-02-01, summary: ONE, signed_by: [p-lind, k-berg]}}
waivers:
  - {{rule: R-1, reason: ONE, until: 2026-06-30, by: k-berg}}
  - {{rule: R-2, reason: ONE, until: 2026-06-30, by: k-berg}}
---
AN HOUR.
"""

_SLA_AFTER = f"""\
---
title: SLA YARD
number: N-2
type: ola
customer: logistics
provider: provider
services: [wms, net]
version: "2"
state: notice-given
visibility: internal
tags: [GATE, YARD]
term:
  start: 2025-02-01
  end: 2027-12-31
  renewal: tacit
  renewal_months: 12
  notice_months: 1
  decisions:
    - {{on: 2025-10-01, by: p-lind, outcome: renegotiate}}
review: {{every_months: 12}}
funding:
  - {{model: central, amount: 2000, approved_by: p-lind, approved_on: 2024-12-01}}
  - {{model: chargeback, cost_center: C-1, amount: 80, per: month}}
  - {{model: subscription, amount: 960}}
targets:
  - {{id: T1, service: wms, metric: GATE, description: UP, operator: ">=", value: 99.5,
     unit: "%", window: quarter, method: COUNTED}}
  - {{id: T2, service: wms, metric: HELP, description: UP, operator: "<=", value: 8,
     unit: H, window: month, method: COUNTED}}
  - {{id: T3, service: wms, metric: EXACT, description: UP, operator: "=", value: 1200,
     unit: H, window: year, method: COUNTED}}
signatures:
  - {{side: customer, person: p-lind, on: 2024-12-10, digest: "brm1:{"0" * 64}"}}
  - {{side: provider, person: k-berg, on: 2024-12-11}}
support:
  - {{priority: HIGH, response: 20 MIN}}
exceptions: none
continuity: {{rto_hours: 8}}
maintenance: {{notice_days: 3}}
obligations: [{{text: ALL OF IT IS REPLACED, due: 2027-12-31}}]
workload_limits: [{{measure: GATE MOVES, upper: 40000}}]
penalties: "{LONG} ({LONG})"
change_rules: "{LONG}"
amendments:
  - {{no: "1", on: 2025-02-01, effective: 2025-03-01, summary: ONE, signed_by: [p-lind, k-berg]}}
waivers:
  - {{rule: R-1, reason: TWO, until: 2026-06-30, by: k-berg}}
---
A DAY.
"""

_CUSTOMER = """\
name: LOGISTICS
relation: {relation}
decides_budget: {decides}
roles:
"""
_ROLE = "  - {{person: {who}, role: {role}, level: {level}, from: 2024-01-01{more}}}\n"
_MANDATE = ", mandate: {decide: true, fund: true}"


def _limited(amount: int, per: str = "year") -> str:
    limit = f"limit: {{amount: {amount}, currency: EUR, per: {per}}}"
    return f", mandate: {{decide: true, fund: true, {limit}}}"


def _role(who: str, role: str, level: str = "strategic", more: str = "") -> str:
    return _ROLE.format(who=who, role=role, level=level, more=more)


_SERVICE = """\
name: YARD
state: {state}
type: customer-facing
owner: k-berg
description: KNOWS WHERE ALL OF IT STANDS.
offerings:
  - {{id: S1, name: ALL DAY, price: {{amount: {amount}, currency: EUR, per: unit}}}}
"""

_PEOPLE = {path: text for path, text in BASE.items() if path.startswith("people/")}

BEFORE = {
    **_PEOPLE,
    "services/net.yaml": _SERVICE.format(state="live", amount=1).replace("YARD", "NET"),
    SLA: _SLA_BEFORE,
    LOGISTICS: (
        _CUSTOMER.format(relation="internal", decides="true")
        + _role("p-lind", "customer", more=_limited(250000))
        + _role("k-berg", "business-relationship-manager")
        + _role("d-costa", "user-representative")
        + _role("k-berg", "purchaser", more=_MANDATE)
    ),
    WMS: _SERVICE.format(state="live", amount=38.5),
    MEETING: (
        "---\ntitle: YARD MEETS\ndate: 2026-01-07\ntype: service-review\nlevel: tactical\n"
        "customers: [logistics]\nstate: held\n---\n"
    ),
}
"""The records as they were, by their paths below `records/`."""

AFTER = {
    **BEFORE,
    SLA: _SLA_AFTER,
    LOGISTICS: (
        _CUSTOMER.format(relation="external", decides="false")
        + _role("p-lind", "customer", "tactical", more=_limited(500000, "once"))
        + _role("k-berg", "business-relationship-manager", more=_MANDATE)
        + _role("d-costa", "user-representative", more=_limited(1000))
        + _role("p-lind", "purchaser", more=_limited(7000))
        + _role("k-berg", "user-representative")
    ),
    WMS: _SERVICE.format(state="retired", amount=40),
    MEETING: BEFORE[MEETING] + "ALL WENT WELL.\n",
}
"""The same as they are."""


def with_every_sentence(folder: Path, settings: str = "") -> Repository:
    """A repository in which the records changed, and were taken back; subjects are in capitals."""
    repository = made(folder)
    if settings:
        repository.write("records/brmsite.yaml", settings)
    for words, files in (("BEGIN", BEFORE), ("GO ON", AFTER), ("GO BACK", BEFORE)):
        for path, text in files.items():
            repository.write(f"records/{path}", text)
        repository.commit(words, author="KARI BERG")
    return repository
