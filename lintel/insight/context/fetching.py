"""Fetching from outside without being led astray: https only, the address resolved once and pinned, nothing
inside the house or the machine's own network, every redirect checked anew, and no more than asked for."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from lintel import __version__
from lintel.ui.problems import Problem

MOST_BYTES = 5 * 2**20
MOST_REDIRECTS = 3
SECONDS = 20.0
PORT = 443
Resolve = Callable[[str], Sequence[str]]

# What `ipaddress` does not call private though it leads inside: an IPv4 address within an IPv6 one.
_EMBEDDING = [
    (ipaddress.ip_network("64:ff9b::/96"), 0),  # NAT64: the last 32 bits
    (ipaddress.ip_network("64:ff9b:1::/48"), 0),
    (ipaddress.ip_network("2002::/16"), 80),  # 6to4: bits 16 to 48
    (ipaddress.ip_network("::/96"), 0),  # IPv4-compatible
]


@dataclass(frozen=True)
class Fetched:
    """What came back, and from where in the end."""

    body: bytes
    address: str
    kind: str


def resolved(host: str) -> list[str]:
    """Every address of a host name."""
    found = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def fetch(
    address: str, *, resolve: Resolve = resolved, most_bytes: int = MOST_BYTES, seconds: float = SECONDS
) -> Fetched:
    """The document behind an https address. Errors: `Problem` that says what was refused and why."""
    deadline = time.monotonic() + seconds
    for _ in range(MOST_REDIRECTS + 1):
        parts = checked(address)
        pinned = pinned_address(parts.hostname or "", resolve)
        answer = _ask(parts, pinned, deadline, most_bytes)
        if isinstance(answer, Fetched):
            return answer
        address = urljoin(address, answer)
    raise _refused("The address leads on and on.", "Name the address at which the file itself lies.")


def checked(address: str) -> SplitResult:
    """The parts of an address that may be fetched at all. Errors: `Problem`."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        raise _refused("This is no address.", "Write it like https://data.example/file.csv.") from None
    if parts.scheme != "https" or not parts.hostname:
        raise _refused("Only https addresses are fetched.", "Write it like https://data.example/file.csv.")
    if parts.username is not None or parts.password is not None:
        raise _refused("An address must not hold a password.", "Use one that needs none.")
    if port not in {None, PORT}:
        raise _refused(f"Port {port} is not asked.", "Use an address on the usual port of https, 443.")
    if any(ord(sign) < 33 or ord(sign) > 126 for sign in address.strip()):
        raise _refused("The address holds a blank or a sign that is none of an address.", "Copy it again.")
    return parts


def pinned_address(host: str, resolve: Resolve) -> str:
    """The one address that is asked. Errors: `Problem` when any of the host's addresses lies inside."""
    try:
        found = [ipaddress.ip_address(host.strip("[]"))]
    except ValueError:
        try:
            found = [ipaddress.ip_address(one.partition("%")[0]) for one in resolve(host)]
        except (OSError, UnicodeError, ValueError):
            found = []
    if not found:
        raise _refused(f"There is no host {host}.", "Check the address.")
    if not all(is_outside(one) for one in found):
        raise _refused(
            f"{host} leads to an address inside a private network.",
            "Bring the file in by upload instead.",
        )
    return str(found[0])


def is_outside(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address lies in the public internet: not private, loopback, link-local (where clouds keep
    their metadata), multicast, reserved or shared, nor an IPv6 one that carries such an IPv4 address."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped
        for network, shift in _EMBEDDING:
            if inner is None and address in network:
                inner = ipaddress.IPv4Address((int(address) >> shift) & 0xFFFFFFFF)
        if inner is not None:
            return is_outside(inner)
        if address.teredo is not None or address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


class _Pinned(http.client.HTTPSConnection):
    """A connection to one address that was looked at, with the certificate of the host that was named."""

    def __init__(self, host: str, pinned: str, *, seconds: float) -> None:
        super().__init__(host, PORT, timeout=seconds, context=ssl.create_default_context())
        self.pinned = pinned
        self.tls = ssl.create_default_context()

    def connect(self) -> None:
        """Open the pinned address; nothing is resolved again."""
        plain = socket.create_connection((self.pinned, PORT), self.timeout)
        try:
            self.sock = self.tls.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise


def _ask(parts: SplitResult, pinned: str, deadline: float, most_bytes: int) -> Fetched | str:
    """One request: the document, or where it is said to be."""
    connection = _Pinned(parts.hostname or "", pinned, seconds=_left(deadline))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(
            "GET", path, headers={"User-Agent": f"Lintel/{__version__}", "Accept-Encoding": "identity"}
        )
        response = connection.getresponse()
        if response.status in {301, 302, 303, 307, 308}:
            return response.getheader("Location") or ""
        if response.status != 200:
            raise _refused(f"{parts.hostname} answered with {response.status}.", "Check the address.")
        return Fetched(
            _read(response, connection, deadline, most_bytes),
            parts.geturl(),
            (response.getheader("Content-Type") or "").partition(";")[0].strip().lower(),
        )
    except (OSError, http.client.HTTPException) as error:
        kind = "took too long" if isinstance(error, TimeoutError) else "could not be reached"
        raise _refused(
            f"{parts.hostname} {kind}.", "Try again later, or bring the file in by upload."
        ) from error
    finally:
        connection.close()


def _read(response: http.client.HTTPResponse, connection: _Pinned, deadline: float, most_bytes: int) -> bytes:
    """The body in pieces, so that neither a long nor a slow one holds us."""
    found = bytearray()
    while True:
        if connection.sock:
            connection.sock.settimeout(_left(deadline))
        piece = response.read1(65_536)
        if not piece:
            return bytes(found)
        found += piece
        if len(found) > most_bytes:
            raise _refused(
                f"The document is longer than {most_bytes // 2**20} MB.", "Ask for less at this address."
            )


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _refused(title: str, way_out: str) -> Problem:
    return Problem(title, way_out=way_out, field="address")
