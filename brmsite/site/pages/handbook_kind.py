"""The handbook's page of a kind: every field in words, and one whole record as an example."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from brmsite.kinds import all_kinds
from brmsite.kinds.base import Fields, Kind
from brmsite.kinds.describe import fields_said, sub_models
from brmsite.site.addresses import Here
from brmsite.site.backticks import with_code
from brmsite.site.field_table import field_table
from brmsite.site.how_to_items import questions
from brmsite.site.language import _
from brmsite.site.page import Page
from brmsite.site.pieces import sentence
from brmsite.site.shapes import Code, Line, Link, Listing, Table
from brmsite.site.words import in_sentence


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of a record: its name, where it is used, what it is, its fields."""

    id: str
    heading: str
    description: Line
    table: Table


@dataclass(frozen=True, slots=True)
class KindView:
    """A kind in words; `questions` are the tasks it has a part in, `common` the fields that every
    kind has."""

    description: tuple[Line, ...]
    where: Line
    example: str
    questions: Listing
    fields: Table
    common: Table
    parts: tuple[PartView, ...]


def kind_page(kind: Kind) -> str:
    """Where the handbook speaks of a kind."""
    return f"handbook/kinds/{kind.name}.html"


def pages() -> Iterator[Page]:
    """One page for each kind."""

    def view(kind: Kind) -> KindView:
        return _view(kind)

    for kind in all_kinds().values():
        yield Page(
            kind_page(kind),
            "pages/handbook_kind.html",
            _("Handbook: {kinds}", kinds=in_sentence(kind.plural)),
            partial(view, kind),
            section="Handbook",
            crumbs=((_("Home"), "index.html"), (_("Handbook"), "handbook/index.html")),
        )


def _view(kind: Kind) -> KindView:
    here = Here(kind_page(kind))
    folders = {
        folder: here.page(other.plural, kind_page(other)) for folder, other in all_kinds().items()
    }
    parts = tuple(sub_models(kind.model))
    links = {part: Link(_part_name(part), f"#{_part_id(part)}") for part in parts}
    said = fields_said(kind.model)
    own = [one for one in said if not one.is_common or one.key == kind.title_field]
    common = [one for one in said if one.is_common and one.key != kind.title_field]
    paragraphs = kind.description.split("\n\n")
    ending = "md" if kind.example.startswith("---") else "yaml"
    return KindView(
        description=tuple(with_code(" ".join(each.split())) for each in paragraphs),
        where=sentence(
            _("One file is one record: {file}. To begin one: {command}."),
            file=Code(f"records/{kind.folder}/<id>.{ending}"),
            command=Code(f"brmsite new {kind.name}"),
        ),
        example=kind.example,
        questions=questions(here, kind.name),
        fields=field_table(
            "own-fields",
            _("Fields of {what}", what=in_sentence(kind.plural)),
            own,
            folders,
            links,
        ),
        common=field_table("common-fields", _("Fields of every kind"), common, folders, links),
        parts=tuple(
            PartView(
                _part_id(part),
                _part_name(part).capitalize(),
                with_code(" ".join((part.__doc__ or "").split())),
                field_table(
                    f"{_part_id(part)}-fields",
                    _("Fields of {what}", what=_part_name(part)),
                    fields_said(part),
                    folders,
                    links,
                ),
            )
            for part in parts
        ),
    )


def _part_name(part: type[Fields]) -> str:
    """`WorkloadLimit` is read "workload limit"."""
    words = "".join(f" {char.lower()}" if char.isupper() else char for char in part.__name__)
    return words.strip()


def _part_id(part: type[Fields]) -> str:
    return f"part-{_part_name(part).replace(' ', '-')}"
