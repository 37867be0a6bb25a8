"""Who is answered: pages that came by our own address, and nobody else's."""

from __future__ import annotations

import pytest

from brmsite.server.callers import Address, refusal
from brmsite.server.exchange import Asked
from tests.patience import until
from tests.server.serving import Serving

HERE = Address("127.0.0.1", 8000)

FOREIGN = [
    "evil.example",
    "evil.example:8000",
    "127.0.0.1",
    "127.0.0.1:80",
    "127.0.0.1:8001",
    "localhost.evil.example:8000",
    "evil.example@localhost:8000",
    "localhost:8000.evil.example",
    "localhost:8000, evil.example",
    "[::1]evil.example:8000",
    "localhost:8000/",
    "192.168.1.7:8000",
    "[::1:8000",
    " localhost:8000",
    "",
]


def asked(**headers: str) -> Asked:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Asked("GET", "index.html", headers={"host": "localhost:8000", **named})


@pytest.mark.parametrize(
    "host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LocalHost:8000"]
)
def test_this_machines_own_names_are_answered(host: str) -> None:
    assert refusal(asked(host=host), HERE) == ""


@pytest.mark.parametrize("host", FOREIGN)
def test_other_names_are_not(host: str) -> None:
    assert refusal(asked(host=host), HERE)


def test_a_request_that_names_no_host_is_not_answered() -> None:
    assert refusal(Asked("GET", ""), HERE)


def test_the_usual_port_need_not_be_named() -> None:
    assert refusal(asked(host="localhost"), Address("127.0.0.1", 80)) == ""


@pytest.mark.parametrize(
    "given, host, is_answered",
    [
        ("192.168.1.7", "192.168.1.7:8000", True),
        ("192.168.1.7", "localhost:8000", False),
        ("192.168.1.7", "192.168.1.8:8000", False),
        ("brm.example", "brm.example:8000", True),
        ("brm.example", "evil.example:8000", False),
        ("::1", "[::1]:8000", True),
        ("0.0.0.0", "192.168.1.7:8000", True),
        ("0.0.0.0", "localhost:8000", True),
        ("0.0.0.0", "evil.example:8000", False),
        ("::", "[fe80::1]:8000", True),
    ],
)
def test_another_address_is_answered_by_its_own_name(
    given: str, host: str, is_answered: bool
) -> None:
    assert (refusal(asked(host=host), Address(given, 8000)) == "") is is_answered


@pytest.mark.parametrize(
    "headers, is_answered",
    [
        ({"origin": "http://localhost:8000"}, True),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "https://localhost:8000"}, False),
        ({"origin": "null"}, False),
        ({"sec_fetch_site": "same-origin", "sec_fetch_mode": "no-cors"}, True),
        ({"sec_fetch_site": "none", "sec_fetch_mode": "navigate"}, True),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}, True),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors"}, False),
        ({"sec_fetch_site": "same-site", "sec_fetch_mode": "cors"}, False),
    ],
)
def test_pages_of_others_may_lead_here_and_take_nothing(
    headers: dict[str, str], is_answered: bool
) -> None:
    assert (refusal(asked(**headers), HERE) == "") is is_answered


@pytest.mark.parametrize(
    "host, is_loopback, url",
    [
        ("127.0.0.1", True, "http://127.0.0.1:8000/"),
        ("localhost", True, "http://localhost:8000/"),
        ("::1", True, "http://[::1]:8000/"),
        ("0.0.0.0", False, "http://127.0.0.1:8000/"),
        ("192.168.1.7", False, "http://192.168.1.7:8000/"),
        ("brm.example", False, "http://brm.example:8000/"),
    ],
)
def test_an_address_knows_who_can_reach_it(host: str, is_loopback: bool, url: str) -> None:
    address = Address(host, 8000)
    assert (address.is_loopback, address.url) == (is_loopback, url)


def test_a_foreign_name_gets_nothing_of_the_site(site: Serving) -> None:
    for host in ("evil.example", f"evil.example:{site.port}", "localhost:1"):
        for path in ("/", "/customers/sales.html", "/.brmsite/events", "/.brmsite/reload.js"):
            got = site.get(path, Host=host)
            assert got.status == 403
            assert b"Sales" not in got.content


def test_only_reading_is_allowed(site: Serving) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"):
        got = site.get("/", method)
        assert (got.status, got.headers["Allow"]) == (405, "GET, HEAD")
    got = site.get("/", "HEAD")
    assert (got.status, got.content) == (200, b"")
    assert int(got.headers["Content-Length"]) == len(site.get("/").content)


PATHS_OUT = [
    "/../records/brmsite.yaml",
    "/..%2frecords/brmsite.yaml",
    "/%2e%2e/records/brmsite.yaml",
    "/customers/../../records/brmsite.yaml",
    "/assets/../../records/brmsite.yaml",
    "/assets/%2e%2e%5crecords%5cbrmsite.yaml",
    "/records/brmsite.yaml",
    "//etc/passwd",
    "/%00",
    "/index.html%00.js",
    "/.brmsite/../index.html",
    "/.brmsite/serve.py",
    "/.brmsite/",
    "/%ff%fe",
    "/index.html/",
]


def test_no_path_leaves_the_site(site: Serving) -> None:
    for path in PATHS_OUT:
        got = site.get(path)
        assert got.status == 404, path
        assert b"Our IT register" not in got.content, path


def test_answers_are_not_kept_and_not_guessed_at(site: Serving) -> None:
    types = {
        "/": "text/html; charset=utf-8",
        "/customers/": "text/html; charset=utf-8",
        "/assets/site.css": "text/css; charset=utf-8",
        "/assets/site.js": "text/javascript; charset=utf-8",
        "/.brmsite/reload.js": "text/javascript; charset=utf-8",
        "/.brmsite/findings.css": "text/css; charset=utf-8",
        "/nothing": "text/html; charset=utf-8",
    }
    for path, kind in types.items():
        got = site.get(path)
        assert got.headers["Content-Type"] == kind
        assert got.headers["Cache-Control"] == "no-store"
        assert got.headers["X-Content-Type-Options"] == "nosniff"
        assert got.headers["Content-Security-Policy"] == "frame-ancestors 'none'"
        assert got.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_documents_may_do_nothing_on_our_address(site: Serving) -> None:
    """Whatever somebody attached; only what has a program of its own is not shown in a sandbox."""
    kinds = {
        "a.txt": "text/plain; charset=utf-8",
        "a.html.as-text.txt": "text/plain; charset=utf-8",
        "a.png": "image/png",
        "a.docx": "application/octet-stream",
        "a.pdf": "application/pdf",
        "a.mp4": "video/mp4",
    }
    folder = "sla-workplace-sales.files"
    files = [name.removesuffix(".as-text.txt") for name in kinds]
    for name in files:
        file = site.folder / "records/agreements" / folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("<script>alert(1)</script>", encoding="utf-8")
    listed = "".join(f"  - path: {folder}/{name}\n" for name in files)
    agreement = "records/agreements/sla-workplace-sales.md"
    site.replace(agreement, "exceptions: none", f"documents:\n{listed}exceptions: none")

    until(lambda: f"{folder}/a.mp4" in site.get("/agreements/sla-workplace-sales.html").text)
    for name, kind in kinds.items():
        path = f"/agreements/{folder}/{name}"
        got = site.get(path)
        assert got.status == 200, name
        policy = "frame-ancestors 'none'"
        if name not in ("a.pdf", "a.mp4"):
            policy += "; sandbox; default-src 'none'; style-src 'unsafe-inline'"
        assert got.headers["Content-Security-Policy"] == policy, name
        assert got.headers["Content-Type"] == kind
        assert got.headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_that_is_not_there_names_those_like_it(site: Serving) -> None:
    got = site.get("/customers/slaes.html")
    assert got.status == 404
    assert '<a href="/customers/sales.html">customers/sales.html</a>' in got.text


def test_what_was_asked_for_is_text_in_the_answer(site: Serving) -> None:
    got = site.get("/%3Cscript%3Ealert(1)%3C/script%3E")
    assert got.status == 404
    assert "<script>alert" not in got.text
    assert "&lt;script&gt;alert(1)" in got.text
