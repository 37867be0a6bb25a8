"""Pages that are none of the site's: nothing is there, a record is broken, a page cannot be drawn.

They stand alone, in English like the findings, so that they can be read when nothing else works.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from brmsite.ground.diagnostic import Diagnostic
from brmsite.server.places import place
from brmsite.server.reserved import STYLE, element

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'"
)


def notice(
    title: str,
    said: Iterable[str],
    state: str = "",
    findings: Sequence[Diagnostic] = (),
    links: Iterable[tuple[str, str]] = (),
) -> bytes:
    """A page with a heading, sentences, findings, and links (address and words); with a `state` it
    loads itself again when there is a newer one."""
    body = [f"<h1>{escape(title)}</h1>", *(f"<p>{escape(each)}</p>" for each in said)]
    if findings:
        body.append(f"<ul>{''.join(map(_finding, findings))}</ul>")
    shown = [f'<li><a href="{escape(to)}">{escape(words)}</a></li>' for to, words in links]
    if shown:
        body.append(f"<ul>{''.join(shown)}</ul>")
    lines = "\n".join(body)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escape(title)}</title>\n<link rel="stylesheet" href="/{STYLE}">\n'
        f'</head>\n<body class="brmsite-notice">\n<main>\n{lines}\n</main>\n'
        f"{element(state).decode() if state else ''}</body>\n</html>\n"
    ).encode()


def _finding(finding: Diagnostic) -> str:
    hint = f'<p class="hint">{escape(finding.hint)}</p>' if finding.hint else ""
    return (
        f'<li class="{finding.severity.name}"><p><strong>{finding.severity.name}</strong> '
        f"<code>{escape(place(finding))}</code></p>"
        f"<p>{escape(finding.message)}</p>{hint}</li>"
    )
