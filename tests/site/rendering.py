"""Bodies as the site shows them, and what they may link to."""

from __future__ import annotations

from brmsite.site.link_target import LinkTarget
from brmsite.site.markdown import render_body

LINKS = {
    "agreements/sla-logistics": LinkTarget("../agreements/sla-logistics.html", "Logistics & yard"),
    "../customers/logistics.yaml": LinkTarget("../customers/logistics.html", "Logistics"),
    "@k-berg": LinkTarget("../people/k-berg.html", "Karin Berg"),
    "review.files/yard plan.png": LinkTarget("review.files/yard%20plan.png", "yard plan.png"),
    "review.files/minutes.pdf": LinkTarget("review.files/minutes.pdf", "minutes.pdf"),
}


def html(body: str) -> str:
    rendered = render_body(body, LINKS)
    assert (rendered.plain, rendered.reason) == (False, "")
    return str(rendered.html)
