"""What is said of each record is asked for again only where an edit concerns it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from brmsite.kinds import all_kinds
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.register.asked import Asked
from brmsite.register.assemble import assemble, with_edited
from brmsite.register.register import Record, Register
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse

TEXTS = {
    "records/customers/gate.yaml": "name: Gate\nparent: port\n",
    "records/customers/port.yaml": "name: Port\n",
    "records/customers/quay.yaml": "name: Quay\n",
    "records/people/kari.yaml": "name: Kari\norg: provider\nemail: kari@example.org\n",
}


def of(texts: Mapping[str, str]) -> Register:
    parsed = (parse(SourceFile(path, text.encode())) for path, text in texts.items())
    return assemble(parsed, all_kinds())


def edited(register: Register, path: str, text: str) -> Register:
    found = with_edited(register, [parse(SourceFile(path, text.encode()))], all_kinds())
    assert found is not None
    return found[0]


class Told:
    """Tells which unit each one stands under, and remembers of whom it was asked."""

    def __init__(self) -> None:
        self.of: list[str] = []

    def __call__(self, register: Register, unit: Record[Customer], given: str, word: str) -> str:
        self.of.append(unit.id)
        above = register.one(Customer, unit.fields.parent)
        return f"{unit.title} {word} {above.title if above else 'nobody'}{given}"


GIVEN = {"customers/gate": "", "customers/port": "", "customers/quay": ""}
WORD = "under"


def asked_again(
    texts: Mapping[str, str], path: str, text: str, given: Mapping[str, str], word: str
) -> tuple[list[str], dict[str, str], Asked]:
    """Of whom is asked after an edit, what is said then, and what was noted."""
    before, told = of(texts), Told()
    first = Asked()
    before.noting(first).each_with(GIVEN, Customer, told, WORD)
    told.of.clear()
    then = Asked(first.answers)
    said = edited(before, path, text).noting(then).each_with(given, Customer, told, word)
    return told.of, said, then


KARIN = "name: Karin\norg: provider\nemail: kari@example.org\n"


@pytest.mark.parametrize(
    "path, text, given, word, again",
    [
        ("customers/quay.yaml", "name: The quay\n", GIVEN, WORD, ["quay"]),
        # The gate looked the port up.
        ("customers/port.yaml", "name: The port\n", GIVEN, WORD, ["gate", "port"]),
        ("people/kari.yaml", KARIN, GIVEN, WORD, []),
        ("people/kari.yaml", KARIN, GIVEN, "below", ["gate", "port", "quay"]),
        ("people/kari.yaml", KARIN, GIVEN | {"customers/port": "!"}, WORD, ["port"]),
        # Nobody who was asked before looked for one that came.
        (
            "customers/new.yaml",
            "name: New\n",
            GIVEN | {"customers/new": ""},
            WORD,
            ["gate", "new", "port", "quay"],
        ),
    ],
)
def test_what_rests_on_another_record_is_asked_again(
    path: str, text: str, given: Mapping[str, str], word: str, again: list[str]
) -> None:
    path = f"records/{path}"
    names, said, noted = asked_again(TEXTS, path, text, given, word)
    assert names == again
    assert said == of({**TEXTS, path: text}).each_with(given, Customer, Told(), word)
    assert list(said) == sorted(said)
    # Also what was looked up only by those who were not asked again.
    assert "customers/port" in noted.addresses
    assert Customer in noted.models


def test_an_answer_may_ask_for_records_by_their_names_only() -> None:
    def number(register: Register, _unit: Record[Customer]) -> int:
        return len(register.all(Person))

    register = of(TEXTS)
    assert register.each(Customer, number) == dict.fromkeys(GIVEN, 1)
    with pytest.raises(LookupError, match="more than records by their names"):
        register.noting(Asked()).each(Customer, number)


def test_what_is_given_counts_as_it_is_written() -> None:
    def shown(_register: Register, _unit: Record[Customer], given: Decimal) -> str:
        return str(given)

    register, first = of(TEXTS), Asked()
    before = dict.fromkeys(GIVEN, Decimal("99.5"))
    register.noting(first).each_with(before, Customer, shown)
    after = before | {"customers/port": Decimal("99.50")}
    said = register.noting(Asked(first.answers)).each_with(after, Customer, shown)
    assert said == {**dict.fromkeys(GIVEN, "99.5"), "customers/port": "99.50"}
