"""The files that records list as documents, published beside the pages of their records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from brmsite.ground.output_file import OutputFile
from brmsite.register.register import Register
from brmsite.site.addresses import document_file
from brmsite.source.files import RECORDS, Attachments

Documents = Mapping[str, Mapping[str, str]]
"""By the address of a record: where each of its documents is published, by its path as written."""


def documents_there(register: Register, attachments: Attachments) -> Documents:
    """The listed documents that can be read; others are a finding of `document-missing`."""
    found: dict[str, dict[str, str]] = {}
    for record in register:
        for document in record.fields.documents:
            if document.path is not None:
                file = document_file(record, document.path)
                if attachments.can_be_read(_source(file)):
                    found.setdefault(record.address, {})[document.path] = _harmless(file)
    return found


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
