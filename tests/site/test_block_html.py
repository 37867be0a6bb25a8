"""What the blocks of a body become; which blocks these are, test_outline asks."""

from __future__ import annotations

import pytest

from tests.site.rendering import html

BLOCKS = {
    "a comment between two lines of an item": (
        "- a\n  <!-- x -->\n  b",
        "<ul><li>a\nb</li></ul>",
    ),
    "a code block is left alone": (
        "```\n@k-berg [[agreements/sla-logistics]] <!-- x --> &amp;\n```",
        "<pre><code>@k-berg [[agreements/sla-logistics]] &lt;!-- x --&gt; &amp;amp;\n</code></pre>",
    ),
    "a block of raw HTML": (
        "<div>\n*a* & b\n</div>",
        '<pre class="raw-html">&lt;div&gt;\n*a* &amp; b\n&lt;/div&gt;</pre>',
    ),
    "open and done tasks": (
        "- [ ] a\n- [x] b",
        (
            '<ul><li class="task"><input aria-label="to do" disabled="" type="checkbox"> a</li>'
            '<li class="task"><input aria-label="done" checked="" disabled="" type="checkbox"> b</li></ul>'
        ),
    ),
    "a task with paragraphs": (
        "- [x] a\n\n  b",
        (
            '<ul><li class="task"><p><input aria-label="done" checked="" disabled="" type="checkbox"> a'
            "</p><p>b</p></li></ul>"
        ),
    ),
    "headings below those of the page": ("# a\n###### b", '<h3 id="_a">a</h3><h4 id="_b">b</h4>'),
    "an empty heading": ("#\n## a\n##", '<h3 id="_a">a</h3>'),
    "columns of a table": (
        "| a | b |\n|:--|--:|\n| c |",
        (
            '<table><thead><tr><th class="align-left">a</th><th class="align-right">b</th></tr></thead>'
            '<tbody><tr><td class="align-left">c</td><td class="align-right"></td></tr></tbody></table>'
        ),
    ),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_becomes(name: str) -> None:
    body, expected = BLOCKS[name]

    assert html(body) == expected
