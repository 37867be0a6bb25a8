"""The handbook's page of settings: everything that `records/brmsite.yaml` may say."""

from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.kinds.base import Fields
from brmsite.kinds.describe import fields_said, sub_models
from brmsite.register.example import example_lines
from brmsite.settings import Settings
from brmsite.site.backticks import with_code
from brmsite.site.field_table import field_table
from brmsite.site.language import _
from brmsite.site.page import Page
from brmsite.site.shapes import Line, Link, Table


@dataclass(frozen=True, slots=True)
class GroupView:
    """One group of settings, which is a key of the file."""

    id: str
    heading: str
    description: Line
    table: Table


@dataclass(frozen=True, slots=True)
class SettingsView:
    """An example of the whole file, its keys, and the groups they hold."""

    example: str
    table: Table
    groups: tuple[GroupView, ...]


def pages() -> Iterator[Page]:
    """The page of settings."""

    def view() -> SettingsView:
        said = fields_said(Settings)
        keys = _keys()
        links = {part: Link(key, f"#group-{key}") for part, key in keys.items()}
        groups = tuple(
            GroupView(
                f"group-{keys[part]}",
                keys[part],
                with_code(" ".join((part.__doc__ or "").split())),
                field_table(f"{keys[part]}-fields", keys[part], fields_said(part), {}, links),
            )
            for part in sub_models(Settings)
        )
        example = "\n".join(line for one in said for line in example_lines(one.key, one.example))
        return SettingsView(
            example, field_table("settings", _("Settings"), said, {}, links), groups
        )

    yield Page(
        "handbook/settings.html",
        "pages/handbook_settings.html",
        _("Handbook: settings"),
        view,
        section="Handbook",
        crumbs=((_("Home"), "index.html"), (_("Handbook"), "handbook/index.html")),
    )


def _keys() -> dict[type[Fields], str]:
    """The key under which each group is written; of a group in a group, `health.weights`."""
    keys: dict[type[Fields], str] = {}
    for group in (Settings, *sub_models(Settings)):
        above = f"{keys[group]}." if group in keys else ""
        for one in fields_said(group):
            if one.parts is not None:
                keys.setdefault(one.parts, f"{above}{one.key}")
    return keys
