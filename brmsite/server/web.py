"""Carries requests and answers over HTTP: the only door to werkzeug.

Every connection has a thread of its own, which ends with the program: a stream of events may stay
open as long as its page does, without anybody waiting for it.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from werkzeug.serving import BaseWSGIServer as Server
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from brmsite.server.exchange import HEADERS, Answer, Asked

__all__ = ["Server", "web_server"]


def web_server(listening: socket.socket, answer: Callable[[Asked], Answer]) -> Server:
    """A server on a socket that listens already; its `serve_forever` ends on Ctrl-C."""

    @Request.application
    def application(request: Request) -> Response:
        answered = answer(_asked(request))
        return Response(
            answered.body,
            answered.status,
            {**HEADERS, **answered.headers},
            content_type=answered.kind,
        )

    host, port = listening.getsockname()[:2]
    with listening:  # the server has a copy of its own
        return make_server(
            host,
            port,
            application,
            threaded=True,
            request_handler=_Quiet,
            fd=listening.fileno(),
        )


def _asked(request: Request) -> Asked:
    headers = {name.lower(): value for name, value in request.headers.items()}
    path = request.path.removeprefix("/")
    return Asked(request.method, path, request.args.to_dict(), headers)


class _Quiet(WSGIRequestHandler):
    """Says nothing of each request, and nothing of what it is made with."""

    protocol_version = "HTTP/1.1"
    server_version = "brmsite"
    sys_version = ""

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing; faults are answered, and told by who met them."""
