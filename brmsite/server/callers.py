"""Who may ask: this machine's own pages, and nobody who made a browser believe it is one of them.

A page of another site, open in the same browser, can reach a server on this machine: by its
address, or by a name of its own that it lets lead here (DNS rebinding). The `Host` header tells
by which name a browser came, `Origin` and `Sec-Fetch-Site` from which page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from socket import gethostname

from brmsite.server.exchange import Asked

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
HTTP_PORT = 80

_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[^\[\]:@/?#\s]+)(?::(?P<port>[0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens: the host as it was given, and the port."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """Where a browser on this machine finds the site."""
        host = self.host if not self.is_everywhere else "127.0.0.1"
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        is_ip = _is_ip(self.host)
        return ip_address(self.host).is_loopback if is_ip else self.host == "localhost"

    @property
    def is_everywhere(self) -> bool:
        """Whether it listens on all addresses of this machine."""
        return _is_ip(self.host) and ip_address(self.host).is_unspecified


def refusal(asked: Asked, address: Address) -> str:
    """Why a request is not answered; empty where it is."""
    host = asked.headers.get("host", "")
    if not _is_ours(host, address):
        return "This server answers only to its own address."
    origin = asked.headers.get("origin")
    if origin is not None and origin.lower() != f"http://{host.lower()}":
        return "This server answers only to its own pages."
    site = asked.headers.get("sec-fetch-site", "none")
    is_visit = asked.headers.get("sec-fetch-mode", "navigate") == "navigate"
    if site not in ("none", "same-origin") and not is_visit:
        return "This server answers only to its own pages."
    return ""


def _is_ours(host: str, address: Address) -> bool:
    found = _HOST.fullmatch(host)
    if found is None or int(found["port"] or HTTP_PORT) != address.port:
        return False
    name = found["name"].lower()
    given = f"[{address.host}]" if ":" in address.host else address.host
    if name == given.lower():
        return True
    if address.is_everywhere:
        # A number cannot be made to lead here; a name can, unless it is this machine's.
        return name in LOOPBACK or _is_ip(name.strip("[]")) or name == gethostname().lower()
    return address.is_loopback and name in LOOPBACK


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
