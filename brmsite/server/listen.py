"""Takes the port that the server answers on."""

from __future__ import annotations

import errno
import os
import socket

FIRST = 8000
LAST = 8019
"""The ports that are tried where none is asked for."""


class PortTakenError(Exception):
    """The port cannot be had; the message says why and what to do."""


def listen(host: str, port: int | None) -> socket.socket:
    """A socket that listens on a port of an address: on the one asked for, any free one for 0, or
    the first free one from `FIRST` to `LAST`."""
    if port is not None:
        try:
            return _bound(host, port)
        except OSError as error:
            raise PortTakenError(f"cannot listen on `{host}` port {port}: {_why(error)}") from error
    for each in range(FIRST, LAST + 1):
        try:
            return _bound(host, each)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise PortTakenError(f"cannot listen on `{host}`: {_why(error)}") from error
    raise PortTakenError(
        f"the ports {FIRST} to {LAST} are all taken: choose another with --port, or 0 for any"
    )


def _bound(host: str, port: int) -> socket.socket:
    [(family, kind, protocol, _name, place), *_] = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    listening = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":  # elsewhere it would let two programs have one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(place)
        listening.listen(socket.SOMAXCONN)
    except OSError:
        listening.close()
        raise
    return listening


def _why(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "another program has it; choose another with --port, or 0 for any"
    return error.strerror or str(error)
