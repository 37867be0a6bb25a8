"""Entries of lists of people, and who on record is meant by them."""

from __future__ import annotations

import pytest

from brmsite.imports.attendance import heading_status
from brmsite.imports.people_match import Directory, KnownPerson, Match
from brmsite.imports.people_new import NewPerson, new_people
from brmsite.imports.person_entry import PersonEntry, read_entry, split_entries
from tests.work import calls_of


@pytest.mark.parametrize(
    "text, entry",
    [
        ("Kari Berg (@k-berg)", PersonEntry("Kari Berg", "k-berg")),
        ("Kari Berg(@k-berg)w", PersonEntry("Kari Berg", "k-berg")),
        ("Kari Berg (@k-berg", PersonEntry("Kari Berg", "k-berg")),
        ("Kari Berg @k_berg", PersonEntry("Kari Berg", "k_berg")),
        ("@k-berg", PersonEntry("", "k-berg")),
        ("@k-berg - Kari Berg", PersonEntry("Kari Berg", "k-berg")),
        ("kari (@k-berg)", PersonEntry("kari", "k-berg")),
        ("Kari Berg <k.berg@example.org>", PersonEntry("Kari Berg", "", "k.berg@example.org")),
        ("[Kari Berg](mailto:k@example.org)", PersonEntry("Kari Berg", "", "k@example.org")),
        ("[Kari Berg](https://example.org/kari)", PersonEntry("Kari Berg")),
        ("Kari Berg - Calvoort IT", PersonEntry("Kari Berg")),
        ("Kari Berg, Calvoort IT", PersonEntry("Kari Berg")),
        ("**Kari Berg** (chair)", PersonEntry("Kari Berg")),
        ("Chair: Kari Berg", PersonEntry("Kari Berg")),
        ("KB: Kari Berg (@k-berg)", PersonEntry("Kari Berg", "k-berg")),
        ("Kari Berg (apologies)", PersonEntry("Kari Berg", status="apology")),
        ("Kari Berg - absent", PersonEntry("Kari Berg", status="absent")),
        ("Eva Holm (for Kari Berg)", PersonEntry("Eva Holm", status="deputy", stands_for="Kari Berg")),
        ("Jan-Åke van der Meer", PersonEntry("Jan-Åke van der Meer")),
        ("Nick O’Leary", PersonEntry("Nick O’Leary")),
        ("李 雷", PersonEntry("李 雷")),
    ],
)  # fmt: skip
def test_an_entry_is_understood_in_every_usual_spelling(text: str, entry: PersonEntry) -> None:
    assert read_entry(text) == entry


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the plan of next year",
        "doc: move the proposal [#379](https://example.org/379)",
        "Administering Applications #331",
        "Kari Berg: said that it works",
        "see https://example.org/",
        "A" * 300,
    ],
)
def test_prose_is_not_taken_for_a_person(text: str) -> None:
    assert read_entry(text) is None


def test_a_line_of_people_is_split_where_people_would_split_it() -> None:
    assert split_entries("Kari Berg, Petra Lind (Gate, Port) and Eva Holm.") == [
        "Kari Berg",
        "Petra Lind (Gate, Port)",
        "Eva Holm",
    ]
    assert split_entries("Kari Berg, IT; Petra Lind, Port") == ["Kari Berg, IT", "Petra Lind, Port"]
    assert split_entries("A B, C D and E F; G H") == ["A B", "C D", "E F", "G H"]
    assert split_entries("none") == []


@pytest.mark.parametrize(
    "heading, status",
    [
        ("Present", "present"),
        ("1. Present:", "present"),
        ("Attendees (12)", "present"),
        ("In attendance", "present"),
        ("Members present", "present"),
        ("Participants", "present"),
        ("Invited guests", "present"),
        ("Roll call", "present"),
        ("Observers", "present"),
        ("Apologies for absence", "apology"),
        ("Regrets", "apology"),
        ("Absent", "absent"),
        ("Not present", "absent"),
        ("Deputies", "deputy"),
        ("Attendance and apologies", "mixed"),
        ("Invited", "other"),
        ("Present situation", "other"),
        ("Agenda", "other"),
    ],
)
def test_a_heading_says_who_came(heading: str, status: str) -> None:
    assert heading_status(heading) == status


PEOPLE = Directory(
    [
        KnownPerson("k-berg", "Kari Berg", ("kb-old",), "kari@example.org"),
        KnownPerson("j-okafor", "Jonas Okafor"),
        KnownPerson("j-okafor-2", "Jill Okafor"),
        KnownPerson("s-oen", "Søren Øen"),
        KnownPerson("anna-1", "Anna Nilsen"),
        KnownPerson("anna-2", "Anna Nilsen"),
    ]
)


@pytest.mark.parametrize(
    "entry, match",
    [
        (PersonEntry("", "K-Berg"), Match("k-berg")),
        (PersonEntry("", "KB-old"), Match("k-berg")),
        (PersonEntry("", "", "KARI@example.org"), Match("k-berg")),
        (PersonEntry("Kari Berg"), Match("k-berg")),
        (PersonEntry("Kari Berg", "unknown"), Match("k-berg")),
        (PersonEntry("kari BERG"), Match("k-berg")),
        (PersonEntry("Dr. Kari M. Berg"), Match("k-berg")),
        (PersonEntry("Kari 'the boss' Berg"), Match("k-berg")),
        (PersonEntry("K. Berg"), Match("k-berg")),
        (PersonEntry("Soren Oen"), Match("s-oen")),
        (PersonEntry("J. Okafor"), Match("", ("j-okafor", "j-okafor-2"))),
        (PersonEntry("Anna Nilsen"), Match("", ("anna-1", "anna-2"))),
        (PersonEntry("Kari"), Match("")),
        (PersonEntry("Berg"), Match("")),
        (PersonEntry("Karin Berg"), Match("")),
        (PersonEntry("", "nobody"), Match("")),
    ],
)
def test_a_person_is_matched_or_left_alone_but_never_guessed(
    entry: PersonEntry, match: Match
) -> None:
    assert PEOPLE.match(entry) == match


def test_new_people_are_one_record_for_all_their_spellings() -> None:
    entries = [
        PersonEntry("Ana Díaz", "Ana-D"),
        PersonEntry("Ana Diaz"),
        PersonEntry("Ann Díaz", "ana-d"),
        PersonEntry("Ana Díaz", "ana-d"),
        PersonEntry("Ana Díaz", "ana_diaz"),
        PersonEntry("Bo Ek", "ana-d"),  # a slip: somebody else's handle
        PersonEntry("Bo Ek", "bo"),
        PersonEntry("Cleo"),
        PersonEntry("李 雷", "lei"),
        PersonEntry("", "", "d.e@example.org"),
        PersonEntry("Board of Directors"),
        PersonEntry("Daniel O"),
    ]
    made = new_people(entries, "logistics", lambda identifier: identifier in ("ana-diaz", "bo"))
    assert {person.path: person.text for person in made} == {
        "records/people/ana-diaz-2.yaml": (
            "name: Ana Díaz\norg: logistics\naliases: [ana-d]\ntags: [imported]\n"
        ),
        "records/people/bo-ek.yaml": "name: Bo Ek\norg: logistics\ntags: [imported]\n",
        "records/people/d-e.yaml": (
            "name: d.e\norg: logistics\nemail: d.e@example.org\ntags: [imported]\n"
        ),
        "records/people/lei.yaml": "name: 李 雷\norg: logistics\ntags: [imported]\n",
    }
    assert made[0].also_written == ("Ann Díaz", "Bo Ek")


def test_many_names_without_a_plain_letter_are_numbered_without_counting_anew() -> None:
    entries = [PersonEntry(f"李{chr(0x4E00 + each)} 雷雷") for each in range(200)]
    people: list[NewPerson] = []
    calls = calls_of(
        lambda: people.extend(new_people(entries, "logistics", lambda each: each == "person-3"))
    )
    ids = {person.known.id for person in people}
    assert ids == {"person", *(f"person-{each}" for each in range(2, 202))} - {"person-3"}
    assert calls["new_people.<locals>.free"] == len(entries) + 1
