"""The files that records list as documents, published beside the pages of their records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from brmsite.ground.output_file import OutputFile
from brmsite.kinds.base import Common
from brmsite.register.register import Record, Register
from brmsite.site.addresses import document_file
from brmsite.source.files import RECORDS, Attachments

Documents = Mapping[str, Mapping[str, str]]
"""By the address of a record: where each of its documents is published, by its path as written."""


def documents_there(register: Register, attachments: Attachments) -> Documents:
    """The listed documents that can be read; others are a finding of `document-missing`."""
    found: dict[str, dict[str, str]] = {}
    for model in register.models:
        for address, files in register.each(model, _listed).items():
            for path, file in files:
                if attachments.can_be_read(_source(file)):
                    found.setdefault(address, {})[path] = _harmless(file)
    return found


def _listed(_register: Register, record: Record[Common]) -> tuple[tuple[str, str], ...]:
    """The paths of its documents as written, each with the file of the site that it would be."""
    return tuple(
        (each.path, document_file(record, each.path))
        for each in record.fields.documents
        if each.path is not None
    )


def attached_files(documents: Documents, attachments: Attachments) -> Iterator[OutputFile]:
    """Every one of these documents, once, however many records list it."""
    for file in sorted({file for files in documents.values() for file in files.values()}):
        content = attachments.content(_source(file))
        if content is not None:
            yield OutputFile(file, content)


_RUN_BY_BROWSERS = (".html", ".htm", ".xhtml", ".xht", ".svg", ".xml", ".xsl", ".js", ".mjs")
_AS_TEXT = ".as-text.txt"


def _harmless(file: str) -> str:
    """The name under which a document is published: what a browser would run on the site's own
    address is only shown as text."""
    return f"{file}{_AS_TEXT}" if file.lower().endswith(_RUN_BY_BROWSERS) else file


def _source(file: str) -> str:
    return f"{RECORDS}/{file.removesuffix(_AS_TEXT)}"
