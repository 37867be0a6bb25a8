"""Serves a folder to this machine only, as any web server would, and what tests bring along."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

AXE = Path(__file__).resolve().parents[1] / "node_modules" / "axe-core" / "axe.min.js"
BROUGHT = {"/brought/axe.min.js": AXE}
"""What lies beside every site: the page's own address, so that its policy lets it be."""


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file; folders and what is not there are left to the standard library."""
        file = Path(self.translate_path(self.path))
        packed = self.path not in BROUGHT and "gzip" in self.headers.get("Accept-Encoding", "")
        if not packed or not file.is_file():
            super().do_GET()
            return
        body = gzip.compress(file.read_bytes(), 6)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def translate_path(self, path: str) -> str:
        """The file on the disk for a path of an address."""
        return str(BROUGHT[path]) if path in BROUGHT else super().translate_path(path)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of each request."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes on to another page hangs up; everything else is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server for the folder, ending in `/`."""
    with _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
