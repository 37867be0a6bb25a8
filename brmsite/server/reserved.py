"""What the server adds to the site, under a path that no file of a site can have."""

from __future__ import annotations

from pathlib import Path

PREFIX = ".brmsite/"
EVENTS = f"{PREFIX}events"
SCRIPT = f"{PREFIX}reload.js"
STYLE = f"{PREFIX}findings.css"

FILES = {SCRIPT: "reload.js", STYLE: "findings.css"}
"""The files that stand beside this one, by where they are served."""

_END = b"</body>"


def own_file(path: str) -> bytes:
    """The bytes of one of these files."""
    return (Path(__file__).parent / FILES[path]).read_bytes()


def element(state: str) -> bytes:
    """The script that makes a page load itself again when `state` is no longer the present one.

    A script in a file of its own, and a connection to where the page comes from: the policy in
    the pages allows both, so that they are served with the policy they are published with.
    """
    return f'<script src="/{SCRIPT}" data-state="{state}" defer></script>\n'.encode()


def with_element(page: bytes, state: str) -> bytes:
    """A page with this script as the last thing in it, and not another byte changed."""
    before, end, after = page.rpartition(_END)
    return before + element(state) + end + after if end else page + element(state)
