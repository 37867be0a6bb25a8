"""Hugo, with layouts that show what ours show of every record: fields, body, links both ways."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.peers.plain import ROWS_OF_A_LIST, Plain, by_folder, with_links

PACKAGES = ("hugo",)
OUTPUT = "public"

SETTINGS = f"""\
baseURL = "https://example.org/"
title = "Records"
uglyURLs = true
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
[pagination]
pagerSize = {ROWS_OF_A_LIST}
[markup.goldmark.renderer]
unsafe = false
"""
BASE = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body>
<header><nav><ul>
{{- range site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end -}}
</ul></nav></header>
<main><h1>{{ .Title }}</h1>{{ block "main" . }}{{ end }}</main>
</body>
</html>
"""
SINGLE = """\
{{ define "main" }}
<table>
{{ range .Params.fields }}<tr><th>{{ .name }}</th><td>{{ .value }}</td></tr>
{{ end }}</table>
{{ .Content }}
{{ with .Params.links }}<h2>Leads to</h2><ul>
{{ range . }}{{ with site.GetPage . }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}{{ end }}</ul>{{ end }}
{{ with .Params.linked_from }}<h2>Linked from</h2><ul>
{{ range . }}{{ with site.GetPage . }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}{{ end }}</ul>{{ end }}
{{ end }}
"""
LIST = """\
{{ define "main" }}
{{ $pages := .Paginate .RegularPages }}
<table>
{{ range $pages.Pages }}<tr><td><a href="{{ .RelPermalink }}">{{ .Title }}</a></td>
{{- range first 3 .Params.fields }}<td>{{ .value }}</td>{{ end }}</tr>
{{ end }}</table>
{{ with $pages.Prev }}<a href="{{ .URL }}">Previous</a>{{ end }}
{{ with $pages.Next }}<a href="{{ .URL }}">Next</a>{{ end }}
{{ end }}
"""
HOME = """\
{{ define "main" }}<ul>
{{ range site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ len .Pages }}</li>
{{ end }}</ul>{{ end }}
"""


def files(records: Sequence[Plain]) -> Iterator[tuple[str, str]]:
    """All files of the site's source: paths and texts. Titles of links in fields and lists are
    looked up by Hugo; those in bodies are written out here, which spares it work."""
    yield "hugo.toml", SETTINGS
    yield "layouts/baseof.html", BASE
    yield "layouts/single.html", SINGLE
    yield "layouts/list.html", LIST
    yield "layouts/home.html", HOME
    for folder in by_folder(records):
        yield f"content/{folder}/_index.md", f"---\ntitle: {folder.capitalize()}\n---\n"
    titles = {record.address: record.title for record in records}
    for record in records:
        yield f"content/{record.address}.md", page(record, titles)


def page(record: Plain, titles: dict[str, str]) -> str:
    """The source of one page: front matter in JSON, then the body."""
    front = {
        "title": record.title,
        "fields": [{"name": name, "value": value} for name, value in record.fields],
        "links": [f"/{address}" for address in record.links],
        "linked_from": [f"/{address}" for address in record.linked_from],
    }
    body = with_links(
        record.body, lambda address: f"[{titles.get(address, address)}](/{address}.html)"
    )
    return f"{json.dumps(front, ensure_ascii=False)}\n\n{body}"


def source_of(record: Plain) -> str:
    """The file that is edited when the record is."""
    return f"content/{record.address}.md"


def command(environment: Path, source: Path) -> list[str]:
    """What builds the site. The program itself, not the script around it that takes time."""
    found = sorted(environment.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    program = str(found[0]) if found else str(environment / "bin" / "hugo")
    return [program, "--quiet", "--source", str(source)]
