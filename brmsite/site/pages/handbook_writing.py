"""The handbook's page on writing: files and ids, links, actions and decisions in minutes."""

from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.site.language import N_, _
from brmsite.site.page import Page

ACTIONS = """\
- [ ] (a1) @k-berg due 2026-04-15: Improve the nightly restart
- [/] (a2) @eva-holm due 2026-05-02
  improves agreements/sla-logistics#t1: Ask for a second line
- [x] (a3) @k-berg due 2026-03-20: Tell the gate the new time
  closed 2026-03-13: told by mail
- [~] (a4) @p-lind due 2026-04-01: Visit the yard
  closed 2026-03-30: no longer needed
"""

DECISIONS = """\
- **Decision** (d1) @p-lind: The nightly restart moves to 05:00.
- **Decision** (d2) @p-lind kind funding
  refs agreements/sla-logistics: The second line is paid.
"""

LINKS = """\
A record: [[agreements/sla-logistics]], or in other words
[[agreements/sla-logistics|our agreement]].
One promise in it: [[agreements/sla-logistics#t1]].
A person: @k-berg.
As a path, which also works where only the files are seen:
[Logistics](../customers/logistics.yaml).
"""

DOCUMENTS = """\
documents:
  - path: sla-logistics.files/signed.pdf
    title: Signed copy, 11 December 2025
  - url: https://archive.example.org/contracts/4711
    title: The same in the archive
"""

BOXES = (
    ("[ ]", N_("Open")),
    ("[/]", N_("In progress")),
    ("[x]", N_("Done")),
    ("[~]", N_("Cancelled")),
)


@dataclass(frozen=True, slots=True)
class WritingView:
    """The samples that the page explains, exactly as they would stand in a record."""

    actions: str
    boxes: tuple[tuple[str, str], ...]
    decisions: str
    links: str
    documents: str


def pages() -> Iterator[Page]:
    """The page on writing."""

    def view() -> WritingView:
        return WritingView(ACTIONS, BOXES, DECISIONS, LINKS, DOCUMENTS)

    yield Page(
        "handbook/writing.html",
        "pages/handbook_writing.html",
        _("Handbook: writing records and minutes"),
        view,
        section="Handbook",
        crumbs=((_("Home"), "index.html"), (_("Handbook"), "handbook/index.html")),
    )
