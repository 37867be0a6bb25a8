"""The page of an agreement whose text is not the one that was signed: it tells what differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from brmsite.examine import examine
from brmsite.insight.seals import Seals
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Register
from brmsite.site.pages import agreement as agreement_page
from brmsite.site.pages.agreement import AgreementView
from brmsite.site.shapes import Line
from tests.conftest import Need
from tests.history.repository import made
from tests.site.small_project import AS_OF, BASE, agreement, pages_of

PATH = "agreements/sla.yaml"
TARGET = """\
targets:
  - {id: t1, service: wms, metric: availability, description: It runs., operator: ">=", value: 99.5,
     unit: percent, window: month, method: A test}
exceptions: [a, b]
penalties: None
"""


def words(line: Line) -> str:
    return "".join(getattr(piece, "text", getattr(piece, "word", "")) for piece in line)


def cells(folder: Path, text: str) -> list[str]:
    """What the page says of the text of each signature."""
    page = pages_of(folder, {**BASE, PATH: text}, agreement_page.pages)["agreements/sla.html"]
    view = page.view()
    assert isinstance(view, AgreementView)
    return [words(row.cells[4].line) for row in view.signatures.rows]


def _digest(register: Register, seals: Seals) -> str:
    (one,) = register.all(Agreement)
    return seals.digest(one)


@pytest.mark.parametrize(
    "edits,said",
    [
        ({"value: 99.5": "value: 98"}, "availability 99.5 % -> 98 %"),
        (
            {
                "value: 99.5": "value: 98",
                "months: 24": "months: 12",
                "[a, b]": "[c]",
                "penalties: None": "penalties: Some",
            },
            (
                "length of the term 24 -> 12 months; availability 99.5 % -> 98 %; "
                "exceptions: adds “c”; and 3 more"
            ),
        ),
    ],
    ids=["one field", "several"],
)
def test_it_is_told_beside_the_signature(
    edits: dict[str, str], said: str, tmp_path: Path, need: Need
) -> None:
    need("git")
    folder = tmp_path / "project"
    repository = made(folder)
    text = agreement(more=TARGET)
    assert cells(folder, text) == ["signed without a digest"] * 2
    digest = examine(folder, AS_OF).insight.ask(_digest)
    sealed = text.replace("on: 2024-12-11}", f"on: 2024-12-11, digest: {digest}}}")
    assert cells(folder, sealed)[1] == "Sealed matches the present text"
    repository.commit("Signed")
    for old, new in edits.items():
        assert sealed.count(old) == 1
        sealed = sealed.replace(old, new)
    assert cells(folder, sealed) == ["signed without a digest", f"Text changed since {said}"]


def test_where_git_has_no_answer_that_is_told(tmp_path: Path) -> None:
    wrong = agreement().replace("on: 2024-12-11}", f"on: 2024-12-11, digest: 'brm1:{'0' * 64}'}}")
    assert cells(tmp_path, wrong)[1] == (
        "Text changed since what differs is not known: git does not have the text that was signed"
    )
