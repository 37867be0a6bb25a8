"""A small project to import minutes into, with people who are easy to mix up."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol

import pytest

from brmsite.imports.plan import ImportPlan, ImportRequest, plan_import
from brmsite.imports.record_text import MeetingFields
from brmsite.kinds import all_kinds
from brmsite.output.add import add
from brmsite.register.assemble import assemble
from brmsite.source.files import read_tree
from brmsite.source.outside import read_outside
from brmsite.source.parse import parse

TODAY = date(2026, 11, 22)

RECORDS = {
    "customers/logistics.yaml": (
        "name: Logistics\nunit: division\nrelation: internal\nstate: active\n"
        "decides_budget: true\nroles:\n"
        "  - {person: p-lind, role: customer, level: strategic, from: 2018-01-01, mandate: {decide: true}}\n"
        "  - {person: k-berg, role: business-relationship-manager, level: strategic, from: 2018-01-01}\n"
    ),
    "people/p-lind.yaml": "name: Petra Lind\norg: logistics\nemail: p.lind@example.org\n",
    "people/k-berg.yaml": "name: Kari Berg\norg: provider\naliases: [kb-old]\n",
    "people/j-okafor.yaml": "name: Jonas Okafor\norg: logistics\n",
    "people/eva-holm.yaml": "name: Eva Holm\norg: provider\n",
    "people/anna-1.yaml": "name: Anna Nilsen\norg: provider\n",
    "people/anna-2.yaml": "name: Anna Nilsen\norg: logistics\n",
}


class Import(Protocol):
    """Plans the import of a file or folder into the project and, unless told not to, does it."""

    def __call__(
        self, path: Path, *, create_people: bool = False, dry_run: bool = False, folder: str = ""
    ) -> ImportPlan: ...


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for name, text in RECORDS.items():
        file = root / "records" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def bring_in(project: Path) -> Import:
    def bring_in(
        path: Path, *, create_people: bool = False, dry_run: bool = False, folder: str = ""
    ) -> ImportPlan:
        request = ImportRequest(
            MeetingFields("logistics", "service-review", "tactical"), TODAY, create_people, folder
        )
        register = assemble(map(parse, read_tree(project).files), all_kinds())
        plan = plan_import(read_outside(path).files, register, request)
        if not dry_run:
            assert add(plan.files, project, "records").in_the_way == ()
        return plan

    return bring_in
