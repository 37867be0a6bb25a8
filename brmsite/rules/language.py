"""What is wrong with the language in the settings: one that the site has no words in."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.span import START, Extent, Span
from brmsite.ground.words import listed
from brmsite.settings import Settings
from brmsite.source.yaml_text import DataPath, Places, pointer

_LANGUAGE: DataPath = ("site", "language")


def unspoken_language(
    settings: Settings, spoken: Collection[str], places: Places, path: str
) -> Iterator[Diagnostic]:
    """The language of the site, where it is not among those it speaks (`en`, `pt`: which then
    holds for `pt-BR` too); `places` and `path` are those of the settings file."""
    tag = settings.site.language
    if any(f"{tag}-".lower().startswith(f"{one}-".lower()) for one in spoken):
        return
    yield Diagnostic(
        "language-without-words",
        Severity.info,
        f"`language` is `{tag}`, in which the site has no words of its own: they will be English",
        Span(path, *(places.value(_LANGUAGE) or Extent(START, START))),
        hint=f"there are words in {listed(f'`{one}`' for one in sorted(spoken))}",
        pointer=pointer(_LANGUAGE),
    )
