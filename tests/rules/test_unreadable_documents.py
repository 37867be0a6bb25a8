"""A document that is there and cannot be read is told, and no page leads to it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from brmsite.examine import examine
from brmsite.site.attached import documents_there

RECORD = "name: Eva Holm\norg: provider\ndocuments:\n  - {path: eva-holm.files/cv.pdf}\n"


def test_a_document_that_cannot_be_read_is_told_and_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "records" / "people" / "eva-holm.files"
    folder.mkdir(parents=True)
    (folder / "cv.pdf").write_bytes(b"%PDF")
    (folder.parent / "eva-holm.yaml").write_text(RECORD, encoding="utf-8")
    there = examine(tmp_path, date(2026, 6, 15))
    assert "document-missing" not in {finding.code for finding in there.findings}
    assert documents_there(there.register, there.attachments)

    real_open = os.open

    def refuse(path: str, flags: int) -> int:
        if str(path).endswith("cv.pdf"):
            raise PermissionError
        return real_open(path, flags)

    # Not by its mode: root may read everything.
    monkeypatch.setattr(os, "open", refuse)
    shut = examine(tmp_path, date(2026, 6, 15))
    (told,) = [one for one in shut.findings if one.code == "document-missing"]
    assert told.message == "`eva-holm.files/cv.pdf` is there but cannot be read"
    assert (told.span.start.line, told.pointer) == (4, "documents[0].path")
    assert not documents_there(shut.register, shut.attachments)
