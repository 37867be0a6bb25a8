"""A CODEOWNERS file: who must look at which files, read as a forge does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brmsite.examine import examine
from brmsite.review.approval import agreeing, steering
from brmsite.review.codeowners import codeowners, without_address

AS_OF = date(2026, 6, 15)
ROLE = "  - {{person: {0}, role: {1}, level: tactical, from: 2026-01-01{2}}}\n"


def project(folder: Path, *roles: str) -> Path:
    files = {
        "customers/sales.yaml": "name: Sales\nroles:\n" + "".join(roles),
        "people/ada.yaml": "name: Ada\norg: sales\nemail: ada@sales.example\n",
        "people/bo.yaml": "name: Bo\norg: provider\nemail: bo@it.example\n",
        "people/cy.yaml": "name: Cy\norg: provider\nemail: cy@it.example\n",
        "people/di.yaml": "name: Di\norg: provider\n",
        "services/2026/mail.yaml": (
            "name: Mail\nstate: live\ntype: supporting\nowner: bo\ndescription: Mail.\n"
        ),
    }
    for path, text in files.items():
        target = folder / "records" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def role(person: str, name: str, more: str = "") -> str:
    return ROLE.format(person, name, more)


def said(folder: Path, prefix: str = "") -> str:
    found = examine(folder, AS_OF)
    return codeowners(
        found.register, found.insight.ask(agreeing), found.insight.ask(steering), prefix
    )


def owners(text: str, path: str) -> list[str]:
    """Who owns a file: of all lines that fit it, those of the last one."""
    found: list[str] = []
    for line in text.splitlines():
        pattern, *people = line.split(" ")
        fits = pattern == f"/{path}" or (pattern.endswith("/") and f"/{path}".startswith(pattern))
        if fits and not line.startswith("#"):
            found = people
    return found


@pytest.mark.parametrize(
    "path,people",
    [
        ("records/brmsite.yaml", ["cy@it.example"]),
        ("records/agreements/new.yaml", ["cy@it.example"]),
        ("records/services/deeper/new.md", ["cy@it.example"]),
        ("records/services/2026/mail.yaml", ["bo@it.example"]),
        ("records/services/2026/mail.files/terms.pdf", ["bo@it.example"]),
        ("records/customers/sales.files/plan.pdf", ["ada@sales.example", "cy@it.example"]),
        ("records/people/ada.yaml", ["cy@it.example"]),
        ("records/suppliers/new.yaml", ["cy@it.example"]),
        ("records/meetings/minutes.md", []),
    ],
)
def test_each_file_has_its_owner(path: str, people: list[str], tmp_path: Path) -> None:
    mandate = ", mandate: {decide: true}"
    roles = (role("cy", "it-management"), role("ada", "customer", mandate))
    text = said(project(tmp_path, *roles, role("bo", "service-level-manager")))
    assert owners(text, path) == people


@pytest.mark.parametrize(
    "roles,people",
    [
        (
            (role("bo", "service-level-manager"), role("cy", "business-relationship-manager")),
            ["bo"],
        ),
        ((role("cy", "business-relationship-manager"),), ["cy"]),
        ((role("bo", "it-management"), role("cy", "it-management")), ["bo", "cy"]),
        (
            (role("bo", "it-management", ", to: 2026-05-31"), role("cy", "service-level-manager")),
            ["cy"],
        ),
    ],
    ids=["levels before relations", "relations", "several", "no longer"],
)
def test_who_manages_steers(roles: tuple[str, ...], people: list[str], tmp_path: Path) -> None:
    text = said(project(tmp_path, *roles))
    assert owners(text, "records/brmsite.yaml") == [f"{one}@it.example" for one in people]


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    nobody = said(project(tmp_path, role("ada", "purchaser")))
    assert "# records/brmsite.yaml: nobody has the role `it-management`\n" in nobody
    assert owners(nobody, "records/brmsite.yaml") == []
    project(tmp_path, role("di", "it-management"))
    found = examine(tmp_path, AS_OF).insight
    assert without_address(found.ask(agreeing), found.ask(steering)) == ("Di",)
    assert "# records/brmsite.yaml: Di has no e-mail address\n" in said(tmp_path)


def test_a_project_in_a_folder_says_so_in_every_line(tmp_path: Path) -> None:
    text = said(project(tmp_path, role("cy", "it-management")), "our records/")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert lines
    assert all(line.startswith("/our\\ records/records/") for line in lines)
