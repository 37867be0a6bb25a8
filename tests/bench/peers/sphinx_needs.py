"""Sphinx with Sphinx-Needs: a page with one need for every record, and a table of each kind.

Titles of links are looked up by Sphinx-Needs, as are links back. No page is in a side bar, which
would show all others on each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.peers.plain import Plain, by_folder
from tests.bench.peers.restructured import field_table, indented, restructured

PACKAGES = ("sphinx", "sphinx-needs")
OUTPUT = "out"


def files(records: Sequence[Plain]) -> Iterator[tuple[str, str]]:
    """All files of the site's source: paths and texts."""
    folders = by_folder(records)
    types = [
        {"directive": folder, "title": folder.capitalize(), "prefix": "", "color": "#eee",
         "style": "node"}
        for folder in folders
    ]  # fmt: skip
    settings = (
        f'project = "Records"\nextensions = ["sphinx_needs"]\nneeds_types = {types!r}\n'
        'html_theme = "basic"\nhtml_sidebars = {"**": []}\nhtml_copy_source = False\n'
        'needs_id_regex = "^[A-Z0-9_]+"\n'
    )
    yield "conf.py", settings
    rows = "\n".join(f"   {folder}/index" for folder in folders)
    yield "index.rst", f"Records\n=======\n\n.. toctree::\n   :maxdepth: 1\n\n{rows}\n"
    for folder in folders:
        listing = (
            f"{folder.capitalize()}\n{'=' * len(folder)}\n\n.. needtable::\n"
            f"   :types: {folder}\n   :columns: id;title;outgoing\n\n"
            ".. toctree::\n   :hidden:\n   :glob:\n\n   *\n"
        )
        yield f"{folder}/index.rst", listing
    for record in records:
        yield source_of(record), page(record)


def page(record: Plain) -> str:
    """The source of one page."""
    links = f"   :links: {', '.join(map(need, record.links))}\n" if record.links else ""
    text = f"{field_table(record.fields)}\n{restructured(record.body, _link)}"
    return (
        f"{record.title}\n{'=' * len(record.title)}\n\n.. {record.folder}:: {record.title}\n"
        f"   :id: {need(record.address)}\n{links}\n{indented(text)}\n"
    )


def need(address: str) -> str:
    """What Sphinx-Needs calls a record."""
    return address.upper().replace("/", "_").replace("-", "_")


def source_of(record: Plain) -> str:
    """The file that is edited when the record is."""
    return f"{record.address}.rst"


def command(environment: Path, source: Path) -> list[str]:
    """What builds the site, reading and writing on all processors."""
    program = str(environment / "bin" / "sphinx-build")
    return [program, "-q", "-j", "auto", "-b", "html", str(source), str(source / OUTPUT)]


def _link(address: str) -> str:
    return f":need:`{need(address)}`"
