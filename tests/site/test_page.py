"""What holds for the pages of every file in the room of pages."""

from __future__ import annotations

import pytest

from brmsite.site.page import Page
from brmsite.site.pages import all_pages
from brmsite.site.paging import parts
from brmsite.site.whole_tables import cut_tables
from tests.site.pages_of import pages_of, tree


def all_of(module: str) -> tuple[Page, ...]:
    return tuple(pages_of(module, tree()).values())


@pytest.mark.parametrize("module", all_pages())
def test_a_view_that_is_made_again_is_the_same(module: str) -> None:
    again = {page.path: page for page in all_of(module)}
    for page in all_of(module):
        view = page.view()
        assert not callable(view)
        # Made out of turn, after all pages are known, and from other values of the same records.
        assert view == page.view() == again[page.path].view()


@pytest.mark.parametrize("module", all_pages())
def test_a_page_names_the_script_of_its_cut_list(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "__defaults__", (1,))
    for page in all_of(module):
        scripts = {whole.path for _table, whole in cut_tables(page.view())}
        assert scripts == ({page.all_rows} if page.all_rows else set())
