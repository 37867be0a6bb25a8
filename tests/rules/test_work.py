"""The rules and facts do twice the work for twice the records, however hostile those are.

What is counted are calls of functions, not seconds: the same on every machine. How long it takes
is measured by `make bench`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from brmsite.changes.change import Changes
from brmsite.ground.diagnostic import Diagnostic
from brmsite.history.earlier import Earlier
from brmsite.insight import Insight
from brmsite.insight.structure import MAX_LEVELS
from brmsite.kinds import all_kinds
from brmsite.register.assemble import assemble
from brmsite.register.register import Register
from brmsite.rules import run_rules
from brmsite.settings import read_settings
from brmsite.source.files import Attachments, SourceFile
from brmsite.source.parse import parse
from tests.work import calls_of

AS_OF = date(2026, 6, 15)

Files = dict[str, str]

BASE: Files = {
    "people/p-lind.yaml": "name: Petra Lind\norg: c0\n",
    "people/k-berg.yaml": "name: Kari Berg\norg: provider\n",
    "services/wms.yaml": "name: WMS\nstate: live\ntype: customer-facing\nowner: k-berg\n"
    "description: d\n",
}
USES_WMS = "services: [{service: wms, since: 2022-01-01}]\n"
ROLE = "{person: p-lind, role: user-representative, level: operational, from: 2022-01-01"
MINUTES = """\
---
title: M
date: 2026-03-11
type: operational
level: tactical
customers: [c0]
state: held
attendees: [{person: p-lind}, {person: k-berg}]
---
"""
AGREEMENT = """\
title: A
number: N
type: sla
customer: c0
provider: provider
services: [wms]
version: 1
state: active
signatures:
  - {side: customer, person: p-lind, on: 2023-01-01}
term: {start: 2023-01-01, months: 24, renewal: tacit, renewal_months: 12, notice_months: 3}
funding: []
targets:
"""
TARGET = "description: d, operator: '>=', value: 99, unit: percent, window: month, method: m"


def chain(size: int) -> Files:
    """Customers, each the parent of the next."""
    units = range(size)
    return {
        f"customers/c{one}.yaml": f"name: C{one}\n{f'parent: c{one - 1}' if one else ''}\n{USES_WMS}"
        for one in units
    }


def family(size: int) -> Files:
    """Customers with one parent."""
    return {
        f"customers/c{one}.yaml": f"name: C{one}\n{'parent: c0' if one else ''}\n{USES_WMS}"
        for one in range(size)
    }


def roles(size: int) -> Files:
    """One customer with many roles, all wrong."""
    lines = "".join(f"  - {ROLE}, to: 2021-01-01}}\n" for _ in range(size))
    return {"customers/c0.yaml": f"name: C0\nroles:\n{lines}"}


def agreements(size: int) -> Files:
    """Agreements with one customer about one service at the same time."""
    target = f"  - {{id: t1, service: wms, metric: availability, {TARGET}}}\n"
    return chain(1) | {
        f"agreements/a{one}.yaml": AGREEMENT.replace(": N", f": N{one}") + target
        for one in range(size)
    }


def targets(size: int) -> Files:
    """One agreement with many targets, all missed in three reports."""
    promised = "".join(
        f"  - {{id: t{one}, service: wms, metric: m{one}, {TARGET}}}\n" for one in range(size)
    )
    measured = "".join(f"  - {{target: t{one}, measured: 98}}\n" for one in range(size))
    reports = {
        f"reports/r{month}.yaml": f"title: R{month}\nagreement: a\nagreement_version: 1\n"
        f"period: {{from: 2026-0{month}-01, to: 2026-0{month}-30}}\nprepared_by: k-berg\n"
        f"lines:\n{measured}"
        for month in (3, 4, 5)
    }
    return chain(1) | {"agreements/a.yaml": AGREEMENT + promised} | reports


def meetings(size: int) -> Files:
    """Minutes without approval, each with an action that nobody closed."""
    action = "- [ ] (a1) @k-berg due 2026-04-01: Restart it\n"
    return chain(1) | {
        f"meetings/m{one}.md": MINUTES.replace(": M", f": M{one}") + action for one in range(size)
    }


def actions(size: int) -> Files:
    """One file with many actions, all of somebody unknown, who is named once more each time."""
    lines = (f"- [ ] (a{one}) @nobody due 2026-04-01: Ask @nobody\n" for one in range(size))
    return chain(1) | {"meetings/m.md": MINUTES + "".join(lines)}


def mentions(size: int) -> Files:
    """One file with many links that lead nowhere, each another."""
    lines = (f"@nobody{one} and [[customers/x{one}]]\n" for one in range(size))
    return chain(1) | {"meetings/m.md": MINUTES + "".join(lines)}


def services(size: int) -> Files:
    """Services, each of which depends on the one before."""
    return chain(1) | {
        f"services/s{one}.yaml": f"name: S{one}\nstate: live\ntype: customer-facing\n"
        "owner: k-berg\ndescription: d\n" + (f"depends_on: [s{one - 1}]\n" if one else "")
        for one in range(size)
    }


def register_of(files: Files) -> Register:
    """The register of some files, given by their paths below `records/`."""
    everything = BASE | files
    sources = (
        SourceFile(f"records/{path}", everything[path].encode()) for path in sorted(everything)
    )
    register = assemble(map(parse, sources), all_kinds())
    assert not register.broken
    return register


def findings(register: Register) -> tuple[Diagnostic, ...]:
    """What all rules find."""
    read = read_settings(None)
    insight = Insight(
        register=register,
        settings=read.settings,
        settings_file=read,
        as_of=AS_OF,
        attachments=Attachments(Path(), frozenset()),
        compared=Changes(),
        earlier=Earlier(),
    )
    return run_rules(insight, read.settings, AS_OF)


SETS = (chain, family, roles, agreements, targets, meetings, actions, mentions, services)
"""Each makes a record set of some size."""


@pytest.mark.parametrize("make", SETS, ids=lambda make: make.__name__)
def test_twice_the_records_are_twice_the_work(make: Callable[[int], Files]) -> None:
    small, middle, large = (register_of(make(size)) for size in (96, 192, 384))
    findings(small)  # what is done once in a process is not counted
    work = [sum(calls_of(partial(findings, it)).values()) for it in (small, middle, large)]
    # Four times as much for twice the records would be what a pair of loops does.
    assert work[2] - work[1] < 2.3 * (work[1] - work[0])


def test_a_tree_deeper_than_any_organisation_is_told_and_cut() -> None:
    found = findings(register_of(chain(2 * MAX_LEVELS + 1)))
    assert [
        (finding.span.path, finding.span.start.line, finding.message)
        for finding in found
        if finding.code == "customer-tree-cycle"
    ] == [
        (
            f"records/customers/c{one}.yaml",
            2,
            f"`c{one}` has 64 units above it, one above the other",
        )
        for one in (128, 64)
    ]
