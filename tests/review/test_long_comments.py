"""A comment that would be too long loses what can be read elsewhere, not what is decided on."""

from __future__ import annotations

import re
from datetime import date

import pytest

from brmsite.changes.change import Change, Changes, RecordChange
from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.span import Position, Span
from brmsite.ground.words import english
from brmsite.review.approval import Approver
from brmsite.review.comparison import Approval, Comparison, speak
from brmsite.review.consequences import Consequence
from brmsite.review.voices.markdown import MOST_BYTES, MOST_FINDINGS
from tests.history.repository import Repository
from tests.review.pull_request import SLA, changed, proposed, written

CUT = "… and more: the comment would be too long. `brmsite diff` shows all of it."
HERE = Span("records/agreements/a.yaml", Position(1, 1, 0), Position(1, 1, 0))
LONG = "words " * 40


def long_comparison(material: int, following: int, findings: int, approvals: int) -> Comparison:
    """A comparison with so many of each."""
    records = [
        RecordChange(f"agreements/a{number}", "changed", None, None, (change(number),))
        for number in range(material)
    ]
    people = tuple(
        RecordChange(f"people/p{number}", "added", None, None) for number in range(2_000)
    )
    asked = (Approver("kim", "Kim", "", "provider", LONG),)
    return Comparison(
        "main",
        "proposal",
        date(2026, 6, 15),
        1,
        Changes((*records, *people)),
        tuple(
            Consequence(f"agreements/a{n}", f"follows {n} {LONG}", "neutral")
            for n in range(following)
        ),
        tuple(Diagnostic(f"finding-{n}", Severity.error, LONG, HERE) for n in range(findings)),
        (),
        tuple(Approval(f"agreements/a{n}", f"asked {n}", asked) for n in range(approvals)),
        {},
        {},
    )


def change(number: int) -> Change:
    """A change that matters."""
    said = english("promise {n} {words}", n=str(number), words=LONG)
    return Change((), "", None, None, said, "weaker", True)


def sections(comment: str) -> dict[str, str]:
    """What is folded below each heading, without the number there; what is not, below none."""
    folded = dict(
        re.findall(r"<summary>([^(]+) \([\d,]+\)</summary>\n(.*?)</details>", comment, re.DOTALL)
    )
    return {"": comment.partition("<details>")[0], **folded}


def test_an_import_of_people_does_not_hide_what_it_is_sent_with(repository: Repository) -> None:
    people = [
        written(f"records/people/new-{number}.yaml", f"name: {'N' * 60} {number}\norg: provider\n")
        for number in range(600)
    ]
    found = proposed(repository, *people, changed(SLA, "value: 99.5", "value: 90"))
    comment = speak("markdown", found)
    told = sections(comment)
    assert len(comment.encode()) <= MOST_BYTES
    assert list(told) == ["", "What follows", "New findings", "Who must agree", "All changes"]
    assert "availability 99.5 % -&#62; 90 %" in told[""]
    assert "is unsigned since the amendment" in told["What follows"]
    assert "changed-without-amendment" in told["New findings"]
    assert "Petra Lind" in told["Who must agree"]
    assert [name for name, text in told.items() if CUT in text] == ["All changes"]
    assert comment.endswith("<sub>main → proposal, as of 2026-06-15</sub>\n")


@pytest.mark.parametrize(
    "counts,cut",
    [
        ((3, 3, 3, 3), []),
        ((500, 3, MOST_FINDINGS, 3), [""]),
        ((3, 500, MOST_FINDINGS, 3), ["What follows"]),
        ((3, 3, 3, 500), ["Who must agree"]),
        ((500, 500, 3, 500), ["", "What follows", "Who must agree"]),
    ],
    ids=["nothing else", "what matters", "what follows", "who agrees", "most of it"],
)
def test_what_is_long_takes_no_room_from_what_is_short(
    counts: tuple[int, int, int, int], cut: list[str]
) -> None:
    comment = speak("markdown", long_comparison(*counts))
    told = sections(comment)
    assert MOST_BYTES * 0.9 < len(comment.encode()) <= MOST_BYTES
    assert [name for name, text in told.items() if CUT in text] == [*cut, "All changes"]
    firsts = {"": "promise 0", "What follows": "follows 0", "Who must agree": "asked 0"}
    assert all(first in told[name] for name, first in firsts.items())
    assert told["New findings"].count("finding-") == counts[2]
    assert comment.count("<details>") == comment.count("</details>") == 4
