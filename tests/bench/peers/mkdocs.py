"""MkDocs with the theme it comes with, and a page of Markdown for every record.

Only lists are in its navigation: with every page in it, each page would show all others, and the
time would grow with the square of the records.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.peers.plain import ROWS_OF_A_LIST, Plain, by_folder, in_pages, with_links

PACKAGES = ("mkdocs",)
OUTPUT = "site"


def files(records: Sequence[Plain]) -> Iterator[tuple[str, str]]:
    """All files of the site's source: paths and texts. It cannot look up titles, so links are
    written out here."""
    folders = by_folder(records)
    settings = {
        "site_name": "Records",
        "use_directory_urls": False,
        "markdown_extensions": ["sane_lists"],
        "nav": ["index.md", *({folder: f"{folder}/index.md"} for folder in folders)],
        "validation": {"nav": {"omitted_files": "ignore"}, "links": {"not_found": "ignore"}},
    }
    # YAML reads what is JSON.
    yield "mkdocs.yml", json.dumps(settings, indent=1)
    rows = "\n".join(f"- [{folder}]({folder}/index.md) {len(of)}" for folder, of in folders.items())
    yield "docs/index.md", f"# Records\n\n{rows}\n"
    for folder, of in folders.items():
        for number, part in in_pages(of):
            yield f"docs/{folder}/{_list(number)}", listing(folder, number, part, len(of))
    titles = {record.address: record.title for record in records}
    for record in records:
        yield source_of(record), page(record, titles)


def page(record: Plain, titles: dict[str, str]) -> str:
    """The source of one page."""

    def link(address: str) -> str:
        return f"[{titles.get(address, address)}](../{address}.md)"

    rows = "".join(f"| {name} | {_cell(value)} |\n" for name, value in record.fields)
    out = "".join(f"- {link(address)}\n" for address in record.links)
    back = "".join(f"- {link(address)}\n" for address in record.linked_from)
    return (
        f"# {record.title}\n\n| Field | Value |\n|---|---|\n{rows}\n"
        f"{with_links(record.body, link)}\n\n## Leads to\n\n{out}\n## Linked from\n\n{back}"
    )


def listing(folder: str, number: int, part: Sequence[Plain], total: int) -> str:
    """The source of one page of a list."""
    rows = "".join(
        f"| [{record.title}]({record.id}.md) | "
        f"{' | '.join(_cell(value) for _, value in (*record.fields, *[('', '')] * 3)[:3])} |\n"
        for record in part
    )
    on = f"[Next]({_list(number + 1)})\n" if number * ROWS_OF_A_LIST < total else ""
    return f"# {folder.capitalize()}\n\n| Title | | | |\n|---|---|---|---|\n{rows}\n{on}"


def source_of(record: Plain) -> str:
    """The file that is edited when the record is."""
    return f"docs/{record.address}.md"


def command(environment: Path, source: Path) -> list[str]:
    """What builds the site."""
    config = str(source / "mkdocs.yml")
    return [str(environment / "bin" / "mkdocs"), "build", "--quiet", "--config-file", config]


def _list(number: int) -> str:
    return "index.md" if number == 1 else f"page-{number}.md"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
