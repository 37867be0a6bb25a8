"""What is wrong with the logo in the settings: a file that is not there."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.span import START, Extent, Span
from brmsite.settings import Settings
from brmsite.source.yaml_text import DataPath, Places, pointer

_LOGO: DataPath = ("site", "logo")


def missing_logo(
    settings: Settings, assets: Collection[str], places: Places, path: str
) -> Iterator[Diagnostic]:
    """The logo, where none of the project's `assets` (names of files) is it; `places` and `path`
    are those of the settings file."""
    logo = settings.site.logo
    if logo is None or logo in assets:
        return
    yield Diagnostic(
        "logo-missing",
        Severity.warning,
        f"`logo` is `{logo}`, and there is no such file in `layouts/assets/`",
        Span(path, *(places.value(_LOGO) or Extent(START, START))),
        hint="put the file there, or take the line out",
        pointer=pointer(_LOGO),
    )
