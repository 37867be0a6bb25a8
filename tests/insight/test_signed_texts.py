"""What differs from the text that was signed: found in git by the digest, told field by field."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from brmsite.check import check
from brmsite.examine import Examined, examine
from brmsite.ground.diagnostic import Diagnostic
from brmsite.ground.memo import Memo
from brmsite.insight.seals import Seals
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Record
from tests.conftest import Need
from tests.history.repository import Repository, made

AS_OF = date(2026, 6, 15)
PATH = "records/agreements/sla.md"
SLA = """\
---
title: SLA Sales
number: A1
type: sla
customer: sales
provider: provider
services: [mail]
version: 1
state: draft
term: {start: 2026-07-01, months: 12, renewal: none, notice_months: 3}
funding: [{model: central, amount: 100}]
targets:
  - id: t1
    service: mail
    metric: availability
    description: It works.
    operator: ">="
    value: 99.5
    unit: percent
    window: month
    method: A test mail
exceptions: none
penalties: None.
---
See [Sales](../customers/sales.yaml) and @ADA.

Except on Sundays, and on no other day.
"""
FILES = {
    "records/customers/sales.yaml": "name: Sales\n",
    "records/people/ada.yaml": "name: Ada\norg: sales\n",
    "records/people/bo.yaml": "name: Bo\norg: provider\n",
    "records/services/mail.yaml": (
        "name: Mail\nstate: live\ntype: supporting\nowner: bo\ndescription: Mail.\n"
    ),
    PATH: SLA,
}


class World:
    """A repository in which Ada has signed, with edits of the agreement after that."""

    def __init__(self, folder: Path) -> None:
        self.repository: Repository = made(folder)
        self.folder = folder
        for path, text in FILES.items():
            self.repository.write(path, text)
        self.repository.commit("Unsigned")
        found = self.examined()
        self.digest = found.insight.ask(_seals).digest(_agreement(found))
        signature = f"{{side: customer, person: ada, on: 2026-06-10, digest: {self.digest}}}"
        self.change("exceptions: none", f"exceptions: none\nsignatures: [{signature}]")

    def change(self, old: str, new: str, path: str = PATH) -> None:
        text = (self.folder / path).read_bytes().decode()
        assert text.count(old) == 1, f"{old} is there {text.count(old)} times"
        self.repository.write(path, text.replace(old, new))

    def examined(self, at: str = "") -> Examined:
        return examine(self.folder, AS_OF, at=at)

    def finding(self, at: str = "") -> Diagnostic:
        return _finding(self.examined(at).findings)

    def differing(self) -> list[tuple[str, int]]:
        """What differs, with the line of each."""
        found = self.finding()
        labels = [(found.label, found.span.start.line)]
        labels += [(each.text, each.span.start.line) for each in found.labels]
        return [(said, line) for said, line in labels if "signed" not in said]


def _finding(findings: tuple[Diagnostic, ...]) -> Diagnostic:
    (found,) = (one for one in findings if one.code == "signed-text-changed")
    return found


def _seals(seals: Seals) -> Seals:
    return seals


def _agreement(found: Examined) -> Record[Agreement]:
    (agreement,) = found.register.all(Agreement)
    return agreement


@pytest.fixture
def signed(tmp_path: Path, need: Need) -> World:
    need("git")
    return World(tmp_path / "project")


def line_of(world: World, words: str, path: str = PATH) -> int:
    """The line on which these words stand."""
    lines = (world.folder / path).read_text(encoding="utf-8").splitlines()
    (found,) = (number for number, line in enumerate(lines, 1) if words in line)
    return found


CHANGED: dict[str, tuple[str, str, str]] = {
    "a figure": ("value: 99.5", "value: 98", "availability 99.5 % -> 98 %"),
    "a term": ("notice_months: 3", "notice_months: 1", "notice 3 -> 1 months"),
    "a sum": ("amount: 100", "amount: 900", "central: amount EUR 100 -> EUR 900"),
    "an item": ("exceptions: none", "exceptions: [Holidays]", "exceptions: adds “Holidays”"),
    "a word": ("Sundays", "Mondays", "text changed: “Sundays” -> “Mondays”"),
    "a word that is new": ("no other day", "no other holy day", "text changed: adds “holy”"),
}


@pytest.mark.parametrize("case", CHANGED)
def test_a_changed_word_is_named_with_its_line(case: str, signed: World) -> None:
    old, new, said = CHANGED[case]
    signed.repository.commit("Signed")
    signed.change(old, new)
    assert signed.differing() == [(said, line_of(signed, new))]
    assert signed.finding().message == (
        f"the text of the agreement is not the one that `ada` signed on 2026-06-10: {said}"
    )


def test_what_is_gone_is_told_where_it_was(signed: World) -> None:
    signed.repository.commit("Signed")
    signed.change("penalties: None.\n", "")
    signed.change(", and on no other day", "")
    penalties, text = signed.differing()
    assert penalties[0] == "penalties None. -> none"
    assert text == (
        "text changed: removes “, and on no other day”",
        line_of(signed, "Except on Sundays"),
    )


def test_of_many_the_first_are_told(signed: World) -> None:
    signed.repository.commit("Signed")
    for old, new, _ in CHANGED.values():
        if old != "no other day":
            signed.change(old, new)
    assert signed.finding().message.endswith(
        "notice 3 -> 1 months; central: amount EUR 100 -> EUR 900; availability 99.5 % -> 98 %; "
        "2 more"
    )


def test_what_is_not_signed_or_says_the_same_is_not_told(signed: World) -> None:
    signed.repository.commit("Signed")
    signed.change("title: SLA Sales", "title: SLA of Sales")
    signed.change("amount: 100}", "amount: 100.0, currency: EUR, approved_by: ada}")
    signed.change("method: A test mail", "method: A  test mail\n    weight: 1")
    signed.change("value: 99.5", "value: 98")
    assert [said for said, _ in signed.differing()] == ["availability 99.5 % -> 98 %"]


def test_no_exceptions_said_otherwise_differ_from_nothing(signed: World) -> None:
    signed.repository.commit("Signed")
    signed.change("exceptions: none", "exceptions: []")
    assert [one for one in check(signed.folder, AS_OF).findings if "signed" in one.code] == []
    signed.change("value: 99.5", "value: 98")
    assert [said for said, _ in signed.differing()] == ["availability 99.5 % -> 98 %"]


def test_another_order_is_told_by_the_name_of_the_field(signed: World) -> None:
    signed.change("exceptions: none", "exceptions: [b, a]")
    found = signed.examined()
    digest = found.insight.ask(_seals).digest(_agreement(found))
    signed.change(signed.digest, digest)
    signed.repository.commit("Signed")
    signed.change("[b, a]", "[a, b]")
    (told,) = signed.differing()
    assert told == ("exceptions in another order", line_of(signed, "[a, b]"))


def test_who_was_renamed_since_did_not_change_the_text(signed: World) -> None:
    signed.repository.commit("Signed")
    renamed = FILES["records/services/mail.yaml"] + "aliases: [mail]\n"
    (signed.folder / "records/services/mail.yaml").unlink()
    signed.repository.write("records/services/post.yaml", renamed)
    signed.change("services: [mail]", "services: [post]")
    signed.change("service: mail", "service: post")
    signed.change("value: 99.5", "value: 98")
    assert [said for said, _ in signed.differing()] == ["availability 99.5 % -> 98 %"]


def _moved(world: World) -> None:
    text = (world.folder / PATH).read_bytes().decode()
    world.repository.git("mv", PATH, "records/agreements/2026.md")
    world.repository.commit("Moved")
    world.repository.write("records/agreements/2026.md", text.replace("value: 99.5", "value: 98"))


def _merged(world: World) -> None:
    repository = world.repository
    repository.git("checkout", "--quiet", "-b", "branch")
    repository.commit("Signed on a branch")
    world.change("value: 99.5", "value: 98")
    repository.commit("Changed on the branch")
    repository.git("checkout", "--quiet", "main")
    repository.write("records/people/cy.yaml", "name: Cy\norg: sales\n")
    repository.commit("Meanwhile")
    repository.merge("branch")


def _long_ago(world: World) -> None:
    world.repository.commit("Signed")
    for value in ("98", "97", "broken", "96", "98"):
        text = (world.folder / PATH).read_bytes().decode().splitlines(keepends=True)
        lines = [f"    value: {value}\n" if "value: " in line else line for line in text]
        world.repository.write(PATH, "".join(lines))
        world.repository.commit(value)


@pytest.mark.parametrize("way", [_merged, _long_ago], ids=["a branch", "many versions ago"])
def test_the_signed_text_is_found_wherever_it_was_committed(
    way: Callable[[World], None], signed: World
) -> None:
    way(signed)
    assert [said for said, _ in signed.differing()] == ["availability 99.5 % -> 98 %"]


def test_it_is_found_under_a_former_name(signed: World) -> None:
    signed.repository.commit("Signed")
    _moved(signed)
    assert signed.finding().label == "availability 99.5 % -> 98 %"


def test_an_examined_commit_knows_what_was_before_it(signed: World) -> None:
    signed.repository.commit("Signed")
    signed.change("value: 99.5", "value: 98")
    then = signed.repository.commit("Changed")
    signed.change("value: 98", "value: 99.5")
    signed.repository.commit("Taken back")
    assert signed.finding(at=then).label == "availability 99.5 % -> 98 %"


def _never_committed(world: World) -> None:
    """Ada signed a text that nobody committed."""
    world.change("value: 99.5", "value: 98")
    world.change(world.digest, f"brm1:{'0' * 64}")
    world.repository.commit("Another text")


def _no_git(world: World) -> None:
    world.change("value: 99.5", "value: 98")
    shutil.rmtree(world.folder / ".git")


def _shallow(world: World) -> None:
    world.repository.commit("Signed")
    world.change("value: 99.5", "value: 98")
    world.repository.commit("Changed")
    whole = world.folder.rename(world.folder.with_name("whole"))
    clone = ["git", "clone", "--quiet", "--depth", "1", whole.as_uri(), str(world.folder)]
    subprocess.run(clone, check=True, capture_output=True)


@pytest.mark.parametrize(
    "way,why",
    [
        (_never_committed, "no committed version of the file fits"),
        (_no_git, "the records are not in a git repository"),
        (_shallow, "no version of the file in this shallow clone fits"),
    ],
    ids=["never committed", "no git", "a shallow clone"],
)
def test_where_git_does_not_have_the_text_the_finding_says_so(
    way: Callable[[World], None], why: str, signed: World
) -> None:
    way(signed)
    found = signed.finding()
    assert found.message == (
        "the text of the agreement is not the one that `ada` signed on 2026-06-10"
    )
    assert found.pointer == "signatures[0].digest"
    assert f"({why})" in found.hint


def test_git_is_not_asked_where_every_seal_fits(
    signed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed.repository.commit("Signed")

    def asked(*_given: object, **_named: object) -> object:
        raise AssertionError("git was asked")

    monkeypatch.setattr("brmsite.history.earlier.head_commit", asked)
    assert not [one for one in signed.examined().findings if "signed" in one.code]
    signed.change("value: 99.5", "value: 98")
    with pytest.raises(AssertionError, match="git was asked"):
        signed.examined()


def test_what_git_did_not_have_is_looked_for_again(signed: World) -> None:
    def found() -> Diagnostic:
        with Memo(signed.folder) as memo:
            return _finding(check(signed.folder, AS_OF, memo=memo).findings)

    signed.repository.commit("Signed")
    signed.change("value: 99.5", "value: 98")
    signed.repository.commit("Changed")
    whole = signed.folder.rename(signed.folder.with_name("whole"))
    clone = ["git", "clone", "--quiet", "--depth", "1", whole.as_uri(), str(signed.folder)]
    subprocess.run(clone, check=True, capture_output=True)
    assert "shallow" in found().hint
    signed.repository.git("fetch", "--quiet", "--unshallow")
    assert found().label == "availability 99.5 % -> 98 %"


def test_it_is_part_of_what_is_known_of_the_record(signed: World) -> None:
    signed.repository.commit("Signed")
    found = signed.examined()
    assert "signed_texts" not in found.insight.about(_agreement(found))
    signed.change("value: 99.5", "value: 98")
    found = signed.examined()
    assert found.insight.about(_agreement(found))["signed_texts"] == {
        "otherwise": [
            {"person": "ada", "on": "2026-06-10", "differs": ["availability 99.5 % -> 98 %"]}
        ]
    }
