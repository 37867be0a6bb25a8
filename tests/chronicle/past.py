"""A small project with a past: four commits, one of them a merge, by people with odd names and words."""

from __future__ import annotations

from pathlib import Path

from brmsite.chronicle.chronicle import Chronicle
from brmsite.chronicle.telling import Ways, chronicle_of
from brmsite.history.git import head_commit
from tests.history.repository import Repository, made
from tests.site.small_project import BASE, agreement

SLA = "records/agreements/sla-yard.yaml"

TARGET = """\
targets:
  - id: t1
    service: wms
    metric: availability
    description: The gate is up.
    operator: ">="
    value: {value}
    unit: "%"
    window: month
    method: Counted by the monitor.
"""

HOSTILE = "<script>alert(1)</script>"


def sla(value: str, version: str = "1", more: str = "") -> str:
    """An agreement that promises an availability."""
    text = agreement(more=TARGET.format(value=value) + more)
    return text.replace("version: 1", f"version: {version}")


def with_a_past(folder: Path) -> Repository:
    """The records come, a promise gets weaker, a name is changed on a branch, and merged."""
    repository = made(folder)
    for path, text in BASE.items():
        repository.write(f"records/{path}", text)
    repository.write(SLA, sla("99.9"))
    repository.commit("Begin")
    repository.write(SLA, sla("99.5", "2"))
    repository.commit(f"Promise less {HOSTILE}", author='Ada "&" Abel')
    repository.git("checkout", "--quiet", "-b", "names")
    repository.write(
        "records/customers/logistics.yaml",
        BASE["customers/logistics.yaml"].replace("name: Logistics", "name: Logistics Division"),
    )
    repository.commit("Call it a division", author="Chen Costa")
    repository.git("checkout", "--quiet", "main")
    repository.merge("names")
    return repository


def chronicle(folder: Path, ways: Ways | None = None) -> Chronicle:
    """The chronicle of a project up to what is checked out there."""
    return chronicle_of(folder, head_commit(folder), ways or Ways())
