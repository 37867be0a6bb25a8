"""The files that records list as documents, published beside the pages of their records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from brmsite.ground.output_file import OutputFile
from brmsite.kinds.base import Common
from brmsite.register.register import Record
from brmsite.site.addresses import document_file
from brmsite.source.files import RECORDS, Attachments


def documents_of(record: Record[Common], attachments: Attachments) -> dict[str, str]:
    """The listed documents of a record that are there, as written: where each is published."""
    files = {
        document.path: document_file(record, document.path)
        for document in record.fields.documents
        if document.path is not None
    }
    return {written: file for written, file in files.items() if _source(file) in attachments.paths}


def attached_files(
    records: Iterable[Record[Common]], attachments: Attachments
) -> Iterator[OutputFile]:
    """Every listed document that is there; others are a finding of `document-missing`."""
    published: set[str] = set()
    for record in records:
        for file in documents_of(record, attachments).values():
            content = attachments.content(_source(file))
            if content is not None and file not in published:
                published.add(file)
                yield OutputFile(file, content)


def _source(file: str) -> str:
    return f"{RECORDS}/{file}"
