"""What a model says of its fields, in words that a newcomer can type after."""

from __future__ import annotations

import pytest

from brmsite.kinds import all_kinds
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.base import Fields, Kind
from brmsite.kinds.customer import Customer
from brmsite.kinds.describe import WORDS_BELOW, FieldSaid, fields_said, sub_models
from brmsite.kinds.meeting import Attendee, Meeting
from brmsite.kinds.role import Limit, Mandate, Role
from brmsite.settings import ContactLevels


def said(model: type[Fields], key: str) -> FieldSaid:
    return next(one for one in fields_said(model) if one.key == key)


@pytest.mark.parametrize(
    "model, key, words",
    [
        (Agreement, "title", "text"),
        (Agreement, "annual_cost", "number"),
        (Customer, "users", "whole number"),
        (Customer, "decides_budget", "true or false"),
        (Meeting, "date", "date"),
        (Meeting, "custom", "mapping"),
        (Meeting, "chair", "id from people"),
        (Meeting, "customers", "list of ids from customers"),
        (Agreement, "provider", "id from suppliers or `provider`"),
        (Agreement, "exceptions", "list of texts or `none`"),
        (Agreement, "term", "mapping"),
        (Agreement, "targets", "list of mappings"),
        (Agreement, "type", "one of the words below"),
        (ContactLevels, "c", "list of one of the words below"),
        (Customer, "serves", "list of ids from customers or text"),
        (Mandate, "services", "list of ids from services or `all`"),
        (Meeting, "links", "list of addresses of a record, or web addresses"),
    ],
)
def test_a_type_is_said_in_words(model: type[Fields], key: str, words: str) -> None:
    assert said(model, key).words == words


def test_a_field_is_named_as_it_is_written() -> None:
    assert [one.key for one in fields_said(Attendee)] == ["person", "status", "for"]


def test_the_name_stands_first_and_what_every_kind_has_last() -> None:
    keys = [one.key for one in fields_said(Customer)]
    assert keys[:2] == ["name", "unit"]
    assert keys[-8:] == [
        "summary",
        "tags",
        "visibility",
        "documents",
        "links",
        "aliases",
        "custom",
        "waivers",
    ]


def test_defaults_and_requirements_are_told() -> None:
    assert said(Customer, "state").default == "active"
    assert said(Customer, "decides_budget").default == "false"
    assert said(Customer, "parent").default == ""
    assert said(Meeting, "date").required
    assert not said(Meeting, "place").required


def test_what_may_stand_in_the_text_is_marked() -> None:
    assert [one.key for one in fields_said(Meeting) if one.in_body] == ["decisions", "actions"]


def test_parts_of_parts_are_found_once() -> None:
    models = list(sub_models(Customer))
    assert models[0] is Role
    assert models.index(Mandate) < models.index(Limit)
    assert len(models) == len(set(models))


@pytest.mark.parametrize("kind", all_kinds().values(), ids=lambda kind: kind.name)
def test_every_field_of_every_kind_is_described_with_an_example(kind: Kind) -> None:
    for model in (kind.model, *sub_models(kind.model)):
        for one in fields_said(model):
            assert one.description.endswith("."), f"{model.__name__}.{one.key}"
            assert one.example is not None, f"{model.__name__}.{one.key}"
            assert (WORDS_BELOW in one.words) == (len(one.allowed) > 1), one.key
