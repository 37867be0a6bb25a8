"""The validator is really asked: it tells one broken page from a sound one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Need
from tests.site.html_validity import HTML_VALIDATE, html_faults

SOUND = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Sound</title><script src="site.js"></script></head>
<body><main><h1>Sound</h1><p>Text &amp; more.</p></main></body>
</html>
"""


def test_a_sound_page_has_no_faults(tmp_path: Path, need: Need) -> None:
    (tmp_path / "index.html").write_text(SOUND, encoding="utf-8")

    assert html_faults(need(HTML_VALIDATE), tmp_path) == []


def test_each_fault_is_told_with_its_page_and_place(tmp_path: Path, need: Need) -> None:
    page = SOUND.replace("<p>Text &amp; more.</p>", '<p style="color: red"><div>Text</div></p>')
    (tmp_path / "index.html").write_text(SOUND, encoding="utf-8")
    (tmp_path / "customers").mkdir()
    (tmp_path / "customers" / "finance.html").write_text(page, encoding="utf-8")

    assert html_faults(need(HTML_VALIDATE), tmp_path) == [
        "customers/finance.html:4:30: Inline style is not allowed (no-inline-style)",
        "customers/finance.html:4:65: Stray end tag '</p>' (close-order)",
    ]


def test_a_thousand_faults_are_all_told(tmp_path: Path, need: Need) -> None:
    page = SOUND.replace("<p>Text &amp; more.</p>", '<p style="color: red">Text</p>\n' * 1000)
    (tmp_path / "index.html").write_text(page, encoding="utf-8")

    assert len(html_faults(need(HTML_VALIDATE), tmp_path)) == 1000


def test_a_folder_without_pages_is_not_valid_but_a_mistake(tmp_path: Path, need: Need) -> None:
    with pytest.raises(ValueError, match="no page below"):
        html_faults(need(HTML_VALIDATE), tmp_path)
