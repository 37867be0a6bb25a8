"""The files that records list as documents, published beside the pages of their records."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname

from brmsite.ground.output_file import OutputFile
from brmsite.register.register import Register
from brmsite.source.files import Attachments


def attached_files(register: Register, attachments: Attachments) -> Iterator[OutputFile]:
    """Every listed document that is there; others are a finding of `document-missing`."""
    published: set[str] = set()
    for record in register:
        for document in record.fields.documents:
            if document.path is None:
                continue
            target = f"{record.kind.folder}/{document.path}"
            content = attachments.content(f"{dirname(record.path)}/{document.path}")
            if content is not None and target not in published:
                published.add(target)
                yield OutputFile(target, content)
