"""Who silences a finding in the change that earns it is seen by whoever reads the comment."""

from __future__ import annotations

import pytest

from brmsite.review.comparison import speak, verdict
from tests.history.repository import Repository
from tests.review.pull_request import SLA, Edit, changed, proposed, written

OF_THE_SITE = "rules:\n  changed-without-amendment: {severity: 'off', reason: Later}\n"
WAIVED = "  - {rule: not-funded, reason: Later, until: 2027-12-31, by: k-berg}\n"


@pytest.mark.parametrize(
    "edit,said",
    [
        (
            written("records/brmsite.yaml", OF_THE_SITE),
            "findings of changed-without-amendment are switched off: Later",
        ),
        (
            changed(SLA, "waivers:\n", f"waivers:\n{WAIVED}"),
            "waives not-funded until 2027-12-31: Later",
        ),
    ],
    ids=["rule", "waiver"],
)
def test_it_is_told_before_all_that_is_folded(
    repository: Repository, edit: Edit, said: str
) -> None:
    found = proposed(repository, edit)
    comment = speak("markdown", found)
    assert said in comment.partition("<details>")[0]
    assert verdict(found).startswith("1 change that matters.")
