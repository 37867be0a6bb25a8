"""What the text inside a block becomes: links, images, mentions, emphasis, code."""

from __future__ import annotations

import pytest

from brmsite.site.link_target import LinkTarget
from brmsite.site.markdown import render_body
from tests.site.rendering import html


def external(href: str, text: str, title: str = "") -> str:
    shown = f' title="{title}"' if title else ""
    return f'<p><a class="external" href="{href}" rel="noopener noreferrer"{shown}>{text}</a></p>'


TEXTS = {
    "a record by its address": (
        "[[agreements/sla-logistics]]",
        '<p><a href="../agreements/sla-logistics.html">Logistics &amp; yard</a></p>',
    ),
    "a record with a label": (
        "[[agreements/sla-logistics|our *SLA*]]",
        '<p><a href="../agreements/sla-logistics.html">our <em>SLA</em></a></p>',
    ),
    "an unknown record": (
        "[[agreements/sal]] [[agreements/sal|our SLA]]",
        (
            '<p><span class="broken-link">agreements/sal</span> '
            '<span class="broken-link">our SLA</span></p>'
        ),
    ),
    "a record in a table": (
        "| [[agreements/sla-logistics\\|SLA]] |\n|---|",
        (
            '<table><thead><tr><th><a href="../agreements/sla-logistics.html">SLA</a></th></tr></thead>'
            "</table>"
        ),
    ),
    "a relative link": (
        "[who](../customers/logistics.yaml 'them')",
        '<p><a href="../customers/logistics.html" title="them">who</a></p>',
    ),
    "a relative link to nowhere is its label": (
        "[*who*](../customers/nobody.yaml) [here](#top)",
        "<p><span><em>who</em></span> <span>here</span></p>",
    ),
    "a mention": (
        "@k-berg, @nobody, desk@k-berg, x/@k-berg and @k-bergs",
        (
            '<p><a href="../people/k-berg.html">Karin Berg</a>'
            ", @nobody, desk@k-berg, x/@k-berg and @k-bergs</p>"
        ),
    ),
    "code is left alone": (
        "`@k-berg [[agreements/sla-logistics]] <!-- x --> https://x.y &amp; **b**`",
        (
            "<p><code>@k-berg [[agreements/sla-logistics]] &lt;!-- x --&gt; https://x.y &amp;amp; **b**"
            "</code></p>"
        ),
    ),
    "an image of the record": (
        '![the plan](<review.files/yard plan.png> "Yard")',
        '<p><img alt="the plan" src="review.files/yard%20plan.png" title="Yard"></p>',
    ),
    "a file that is no image": (
        "![notes](review.files/minutes.pdf)",
        '<p><a href="review.files/minutes.pdf">notes</a></p>',
    ),
    "a strange image is a link": (
        "![badge](https://x.y/b.svg)",
        external("https://x.y/b.svg", "badge"),
    ),
    "an image to nowhere is its description": (
        "![badge](../b.svg) ![](//x.y/b.svg)",
        "<p><span>badge</span> <span>//x.y/b.svg</span></p>",
    ),
    "a link outside": (
        '[a](https://x.y/?b=1&c=2 "say &quot;hi&quot;")',
        external("https://x.y/?b=1&amp;c=2", "a", "say &quot;hi&quot;"),
    ),
    "a reference": (
        "[a][b]\n\n[B]: https://x.y 'T'",
        external("https://x.y", "a", "T"),
    ),
    "a link in angle brackets": (
        "<https://x.y/a_b_c>",
        external("https://x.y/a_b_c", "https://x.y/a_b_c"),
    ),
    "a mail address": ("<a@b.org>", external("mailto:a@b.org", "a@b.org")),
    "a typed link": (
        "https://x.y/a_b_c?d=e&f=g",
        external("https://x.y/a_b_c?d=e&amp;f=g", "https://x.y/a_b_c?d=e&amp;f=g"),
    ),
    "a typed link in parentheses": (
        "(www.x.org/a_(b)).",
        (
            '<p>(<a class="external" href="http://www.x.org/a_(b)" rel="noopener noreferrer">'
            "www.x.org/a_(b)</a>).</p>"
        ),
    ),
    "a typed mail address": ("a.b@c.org", external("mailto:a.b@c.org", "a.b@c.org")),
    "the innermost of two links": (
        "[a [b](https://x.y)](https://z.y)",
        (
            '<p>[a <a class="external" href="https://x.y" rel="noopener noreferrer">b</a>]('
            '<a class="external" href="https://z.y" rel="noopener noreferrer">https://z.y</a>)</p>'
        ),
    ),
    "an image in a link": (
        "[![p](<review.files/yard plan.png>)](https://x.y)",
        external("https://x.y", '<img alt="p" src="review.files/yard%20plan.png">'),
    ),
    "a strange image in a link": (
        "[![p](https://x.y/p.svg) <https://y.y>](https://z.y)",
        external("https://z.y", "<span>p</span> <span>https://y.y</span>"),
    ),
    "emphasis": (
        "*a* **b** ***c*** snake_case_name 2*3*4 ~~d~~ ~e~",
        (
            "<p><em>a</em> <strong>b</strong> <strong><em>c</em></strong> snake_case_name "
            "2<em>3</em>4 <del>d</del> <del>e</del></p>"
        ),
    ),
    "escapes": ("\\*a\\* \\[b](c) \\<!-- d -->", "<p>*a* [b](c) &lt;!-- d --&gt;</p>"),
    "a line to sign on": ("Signed ____________ *a*", "<p>Signed ____________ <em>a</em></p>"),
    "hard and soft breaks": ("a  \nb\\\nc\nd", "<p>a<br>\nb<br>\nc\nd</p>"),
    "entities": ("&copy; &#60;b&#62; &nosuch; a & b", "<p>© &lt;b&gt; &amp;nosuch; a &amp; b</p>"),
    "raw HTML in a line": (
        'a <b onclick="x">c</b>',
        '<p>a &lt;b onclick="x"&gt;c&lt;/b&gt;</p>',
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text_becomes(name: str) -> None:
    body, expected = TEXTS[name]

    assert html(body) == expected


def test_a_title_of_a_record_is_shown_as_it_is() -> None:
    links = {"a/b": LinkTarget("b.html", "*T* & &amp; <i> `x` https://x.y [z]")}

    assert render_body("[[a/b]]", links).html == (
        '<p><a href="b.html">*T* &amp; &amp;amp; &lt;i&gt; `x` https://x.y [z]</a></p>'
    )
