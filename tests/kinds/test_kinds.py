"""Every kind can be explained to a newcomer, and what it tells them is true."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, get_args, get_type_hints

import pytest
from pydantic import Discriminator, Field, Tag, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from brmsite.ground.plain import Plain
from brmsite.kinds import all_kinds
from brmsite.kinds.agreement import Agreement, Funding
from brmsite.kinds.base import (
    ID_PATTERN,
    Amount,
    Fields,
    FromBody,
    Kind,
    Number,
    Ref,
    SumOfMoney,
    list_or_word,
)
from brmsite.kinds.meeting import Action, Attendee
from brmsite.kinds.person import Person
from brmsite.kinds.role import Mandate, Role
from brmsite.source.yaml_text import read_yaml

KINDS = tuple(all_kinds().values())


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _models(model: type[Fields]) -> set[type[Fields]]:
    """The model and every model that stands in one of its fields, at any depth."""
    found = {model}
    for annotation in get_type_hints(model).values():
        for part in _parts(annotation):
            if isinstance(part, type) and issubclass(part, Fields) and part not in found:
                found |= _models(part)
    return found


MODELS = sorted(
    set().union(*(_models(kind.model) for kind in KINDS)), key=lambda model: model.__name__
)
FIELDS = [
    pytest.param(model, name, info, id=f"{model.__name__}.{info.alias or name}")
    for model in MODELS
    for name, info in model.model_fields.items()
]


def _as_read(value: Any) -> Any:
    """The value as the reader would hand it over: lists as tuples, unquoted scalars as `Plain`."""
    if isinstance(value, dict):
        return {key: _as_read(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(_as_read(item) for item in value)
    if isinstance(value, bool):
        return value
    return Plain(value)


def _example(kind: Kind) -> dict[str, Any]:
    """The data of a kind's example; of Markdown, its front matter."""
    text = kind.example
    if text.startswith("---\n"):
        text = text.split("---\n")[1]
    read = read_yaml(text)
    assert read.data is not None
    assert not read.problems
    return read.data


@pytest.mark.parametrize("model, name, info", FIELDS)
def test_every_field_is_described_in_a_sentence(
    model: type[Fields], name: str, info: FieldInfo
) -> None:
    description = info.description or ""
    assert description.endswith("."), f"{model.__name__}.{name}: {description!r}"
    assert description[0].isupper()


@pytest.mark.parametrize("model, name, info", FIELDS)
def test_every_field_shows_examples_that_it_accepts(
    model: type[Fields], name: str, info: FieldInfo
) -> None:
    assert info.examples
    field = TypeAdapter(get_type_hints(model, include_extras=True)[name])
    for example in info.examples:
        field.validate_python(_as_read(example), strict=True)


@pytest.mark.parametrize("model", MODELS)
def test_every_model_says_what_it_is(model: type[Fields]) -> None:
    assert (model.__doc__ or "").split("\n")[0].endswith(".")


@pytest.mark.parametrize("model", MODELS)
def test_every_model_is_frozen_strict_and_closed(model: type[Fields]) -> None:
    assert model.model_config["frozen"]
    assert model.model_config["strict"]
    assert model.model_config["extra"] == "forbid"


@pytest.mark.parametrize("model", MODELS)
def test_lists_are_tuples_so_that_a_record_cannot_change(model: type[Fields]) -> None:
    for name, annotation in get_type_hints(model).items():
        assert not {list, set} & {
            getattr(part, "__origin__", part) for part in _parts(annotation)
        }, name


def test_what_was_written_is_noted_once_for_all_alike_and_a_copy_does_not_change_it() -> None:
    one, other = (Attendee.model_validate({"person": person}) for person in ("p-lind", "a-moe"))
    assert one.model_fields_set is other.model_fields_set
    assert "status" in one.model_copy(update={"status": "absent"}).model_fields_set
    assert other.model_fields_set == {"person"}


@pytest.mark.parametrize("model", MODELS)
def test_days_in_order_are_days_the_model_has(model: type[Fields]) -> None:
    assert {key for pair in model.ORDERED for key in pair} <= set(_days(model))


def _days(model: type[Fields], lead: str = "") -> Iterator[str]:
    """The keys of a model's days, and of those in its parts."""
    for name, info in model.model_fields.items():
        for part in _parts(info.annotation):
            key = f"{lead}{info.alias or name}"
            if part is date:
                yield key
            elif isinstance(part, type) and issubclass(part, Fields):
                yield from _days(part, f"{key}.")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_example_is_a_whole_record(kind: Kind) -> None:
    record = kind.model.model_validate(_example(kind))
    assert getattr(record, kind.title_field)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_example_lacks_nothing_that_is_required(kind: Kind) -> None:
    for name, info in kind.model.model_fields.items():
        if info.is_required():
            without = {key: value for key, value in _example(kind).items() if key != name}
            with pytest.raises(ValidationError):
                kind.model.model_validate(without)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_day_of_a_record_is_a_required_day(kind: Kind) -> None:
    found: Any = kind.model
    for name in filter(None, kind.model.DATED_BY.split(".")):
        info = found.model_fields[name]
        assert info.is_required()
        found = info.annotation
    assert found in (kind.model, date)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_with_a_day_or_a_period_names_its_day(kind: Kind) -> None:
    """It orders what a record is used in, and says who had left by then."""
    fields = kind.model.model_fields
    has_day = any(info.is_required() and info.annotation is date for info in fields.values())
    assert bool(kind.model.DATED_BY) == (has_day or "period" in fields)
    assert isinstance(kind.model.model_validate(_example(kind)).day, date) == bool(
        kind.model.DATED_BY
    )


def test_the_six_first_kinds_are_found() -> None:
    assert {"customers", "people", "services", "suppliers", "agreements", "meetings"} <= set(
        all_kinds()
    )


@pytest.mark.parametrize("attribute", ["name", "plural", "folder"])
def test_no_two_kinds_are_called_the_same(attribute: str) -> None:
    names = [getattr(kind, attribute) for kind in KINDS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(ID_PATTERN, kind.folder) for kind in KINDS)


def _refs(models: Iterable[type[Fields]]) -> Iterator[Ref]:
    for model in models:
        for annotation in get_type_hints(model, include_extras=True).values():
            for part in _parts(annotation):
                if isinstance(part, Ref):
                    yield part


def test_references_point_to_folders_that_are_or_will_be_kinds() -> None:
    without_kind_yet = {"reports", "changes"}
    pointed_at = {folder for ref in _refs(MODELS) for folder in ref.folders}
    assert pointed_at <= set(all_kinds()) | without_kind_yet


def test_actions_and_decisions_may_also_come_from_the_body() -> None:
    fields = all_kinds()["meetings"].model.model_fields
    from_body = {
        name: marker.item
        for name, info in fields.items()
        for marker in info.metadata
        if isinstance(marker, FromBody)
    }
    assert from_body == {"actions": "task", "decisions": "decision"}


# --- What is told of a mistake -------------------------------------------------------------------


def _mistakes(kind: str, **changed: Any) -> list[tuple[str, tuple[int | str, ...]]]:
    found = all_kinds()[kind]
    with pytest.raises(ValidationError) as caught:
        found.model.model_validate(
            {**_example(found), **{k: _as_read(v) for k, v in changed.items()}}
        )
    return [(error["type"], error["loc"]) for error in caught.value.errors()]


def test_a_word_in_place_of_a_list_is_one_mistake() -> None:
    assert _mistakes("agreements", exceptions="nothing") == [
        ("literal_error", ("exceptions", "word"))
    ]


def test_an_empty_text_in_a_list_that_may_be_a_word_is_one_mistake() -> None:
    assert _mistakes("agreements", exceptions=["Old devices", ""]) == [
        ("string_too_short", ("exceptions", "list", 1))
    ]


def test_a_term_of_no_months_is_refused() -> None:
    term = {"start": "2026-01-01", "renewal": "tacit", "renewal_months": 0, "notice_months": 0}
    assert _mistakes("agreements", term=term) == [
        ("greater_than_equal", ("term", "renewal_months"))
    ]


def test_a_word_outside_a_closed_list_is_refused() -> None:
    assert _mistakes("agreements", state="actve") == [("literal_error", ("state",))]


@pytest.mark.parametrize("written", ["90.000", "1.250", "-150.000", "999.999"])
def test_a_sum_that_can_be_read_in_two_ways_is_none(written: str) -> None:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(SumOfMoney).validate_python(Plain(written))
    assert raised.value.errors()[0]["type"] == "ambiguous_amount"


@pytest.mark.parametrize("written", ["90000", "90.00", "90.5", "90.0000", "1250.125", "0.125"])
def test_a_sum_that_can_be_read_in_one_way_is_read(written: str) -> None:
    assert TypeAdapter(SumOfMoney).validate_python(Plain(written)) == Decimal(written)


def test_what_is_measured_has_as_many_decimals_as_it_likes() -> None:
    for written in ("99.915", "1.250"):
        assert TypeAdapter(Number).validate_python(Plain(written)) == Decimal(written)
        assert TypeAdapter(Amount).validate_python(Plain(written)) == Decimal(written)


def test_a_number_between_quotes_is_no_number() -> None:
    broken = dict(_example(all_kinds()["agreements"]), annual_cost="186000")
    with pytest.raises(ValidationError) as caught:
        Agreement.model_validate(broken)
    assert [error["loc"] for error in caught.value.errors()] == [("annual_cost",)]


# --- Arithmetic on one record's own fields -------------------------------------------------------


def _role(**fields: Any) -> Role:
    given = {"person": "p-lind", "role": "customer", "level": "strategic", "from": "2026-01-01"}
    return Role.model_validate({**given, **fields})


@pytest.mark.parametrize(
    "day, covered",
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_a_role_covers_its_first_and_its_last_day(day: date, covered: bool) -> None:
    assert _role(to="2026-06-30").covers(day) is covered


def test_a_role_without_an_end_goes_on() -> None:
    assert _role().covers(date.max)


@pytest.mark.parametrize(
    "role, side",
    [
        ("customer", "customer"),
        ("purchaser", "customer"),
        ("user-representative", "customer"),
        ("service-owner", "provider"),
        ("it-management", "provider"),
    ],
)
def test_every_role_is_on_one_side(role: str, side: str) -> None:
    assert _role(role=role).side == side


def test_a_mandate_is_about_all_services_unless_it_names_some() -> None:
    for everything in ({}, {"services": "all"}, {"services": ("all",)}):
        assert Mandate.model_validate(everything).covers("wms")
    some = Mandate.model_validate({"services": ("wms",)})
    assert some.covers("wms")
    assert not some.covers("email")


@pytest.mark.parametrize(
    "person, covered",
    [
        ({}, True),
        ({"from": "2026-03-01"}, True),
        ({"from": "2026-03-02"}, False),
        ({"to": "2026-03-01"}, True),
        ({"to": "2026-02-28"}, False),
    ],
)
def test_a_person_is_there_from_the_first_to_the_last_day(
    person: dict[str, str], covered: bool
) -> None:
    record = Person.model_validate({"name": "Kari Berg", "org": "provider", **person})
    assert record.covers(date(2026, 3, 1)) is covered


@pytest.mark.parametrize(
    "funding, yearly",
    [
        ({"amount": 1000, "per": "month"}, Decimal(12000)),
        ({"amount": 1000, "per": "year"}, Decimal(1000)),
        ({"amount": 1000}, Decimal(1000)),
        ({"amount": 1000, "per": "once"}, None),
        ({"amount": 1000, "per": "unit"}, None),
        ({"per": "month"}, None),
    ],
)
def test_funding_is_counted_by_the_year(funding: dict[str, Any], yearly: Decimal | None) -> None:
    assert Funding.model_validate({"model": "chargeback", **funding}).yearly == yearly


def test_funding_is_approved_by_a_name_and_a_day_together() -> None:
    by = {"model": "central", "approved_by": "p-lind"}
    assert not Funding.model_validate(by).approved
    assert Funding.model_validate({**by, "approved_on": "2025-12-10"}).approved


@pytest.mark.parametrize(
    "status, there", [("present", True), ("deputy", True), ("apology", False), ("absent", False)]
)
def test_a_deputy_takes_part_and_an_apology_does_not(status: str, there: bool) -> None:
    assert Attendee.model_validate({"person": "eva-holm", "status": status}).took_part is there


@pytest.mark.parametrize(
    "state, is_open",
    [("open", True), ("in-progress", True), ("done", False), ("cancelled", False)],
)
def test_an_action_is_open_until_it_is_done_or_cancelled(state: str, is_open: bool) -> None:
    action = {"id": "a1", "text": "Call", "owner": "k-berg", "due": "2026-04-15", "state": state}
    assert Action.model_validate(action).is_open is is_open


def test_a_list_or_a_word_is_told_apart_by_its_shape() -> None:
    class Choice(Fields):
        """Some, or all."""

        WORDS: ClassVar[tuple[str, ...]] = ("all",)

        which: Annotated[
            Annotated[tuple[str, ...], Tag("list")] | Annotated[str, Tag("word")],
            Discriminator(list_or_word),
        ] = Field(description="Which.", examples=["all"])

    assert Choice.model_validate({"which": ("a", "b")}).which == ("a", "b")
    assert Choice.model_validate({"which": "all"}).which == "all"
