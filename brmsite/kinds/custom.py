"""Fields of a project's own: declared for a kind in the settings, written under `custom`."""

from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from brmsite.kinds.base import Common, Day, Fields, Internal, Number, Text, pattern

FieldName = Annotated[str, pattern(r"[a-z][a-z0-9_]{0,39}", "field_name")]


class CustomField(Fields):
    """One field of a project's own."""

    name: FieldName = Field(
        description="The key under `custom`: lower case letters, digits and underscores.",
        examples=["cost_class"],
    )
    type: Literal["text", "number", "date", "flag", "words"] = Field(
        description=(
            "What it holds: `text`, a `number`, a `date`, a `flag` (`true` or `false`), or one of "
            "some `words`."
        ),
        examples=["words"],
    )
    words: tuple[Text, ...] = Field(
        (), description="The words it takes, for the type `words`.", examples=[["A", "B", "C"]]
    )
    required: bool = Field(
        False, description="Whether every record of the kind must have it.", examples=[True]
    )
    description: Text | None = Field(
        None, description="What it is for.", examples=["How the unit is charged."]
    )


class _Undeclared(Fields):
    """What stands under `custom` where the settings declare nothing for the kind."""


# Remembered, because much is looked up once a model and kept: `serve` asks for the same ones again.
@lru_cache(maxsize=256)
def with_custom_fields(model: type[Common], declared: tuple[CustomField, ...]) -> type[Common]:
    """The model of a kind, with the declared fields and no others under `custom`."""
    if not declared:
        return create_model(
            model.__name__, __base__=model, custom=(Annotated[_Undeclared, Internal()], Field({}))
        )
    fields: dict[str, Any] = {}
    for custom in declared:
        annotation = _annotation(custom)
        about = custom.description
        # By another name in Python: `schema` or `model_config` would be a part of the model itself.
        inside = f"custom_{custom.name}"
        if custom.required:
            fields[inside] = (annotation, Field(alias=custom.name, description=about))
        else:
            fields[inside] = (annotation | None, Field(None, alias=custom.name, description=about))
    holder = create_model(f"{model.__name__}Custom", __base__=Fields, **fields)
    needed = any(custom.required for custom in declared)
    default = Field() if needed else Field({})
    return create_model(
        model.__name__, __base__=model, custom=(Annotated[holder, Internal()], default)
    )


def with_plain_custom(fields: Common) -> Common:
    """The fields of a record with its own under `custom` as a mapping of those that were given."""
    custom: object = fields.custom
    given = (
        custom.model_dump(exclude_none=True, by_alias=True) if isinstance(custom, Fields) else {}
    )
    return fields.model_copy(update={"custom": given}) if fields.custom != given else fields


def _annotation(custom: CustomField) -> Any:
    if custom.type == "words" and custom.words:
        return Literal[custom.words]
    return {"number": Number, "date": Day, "flag": bool}.get(custom.type, Text)
