"""Reading the file of a trusted system from its address: https alone, nowhere inside our network.

The name is looked up once, every address it has must be a public one, and the connection goes to
that very address. A redirect is refused: the address that was agreed is the only one read.
"""

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urlsplit

from tilth.ground.errors import StoreError
from tilth.learn.federation.envelope import MOST

SECONDS = 20
PIECE = 2**16


def fetched(url, *, local=False):
    """The bytes at an address. local: http on this machine is read too, to try things out.

    Raises StoreError where it cannot be read, in words that hold nothing of what came back.
    """
    parts = urlsplit(url)
    inside = local and parts.scheme == "http"
    if not parts.hostname or (parts.scheme != "https" and not inside):
        raise _refused(url, "it is not an https address")
    try:
        address = _looked_up(parts.hostname, parts.port or (80 if inside else 443), inside)
        return _read(parts, address, inside)
    except StoreError:
        raise
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _refused(url, f"it did not answer ({type(error).__name__})") from None


def _looked_up(host, port, inside):
    """Where the name leads; every one of its addresses must be allowed, or none is used."""
    found = [one[4][:2] for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for address, _ in found:
        told = ipaddress.ip_address(address)
        allowed = told.is_loopback if inside else told.is_global and not told.is_multicast
        if not allowed:
            raise _refused(host, "it lies inside a network, not in the open")
    return found[0]


def _read(parts, address, inside):
    connection = _Pinned(parts.hostname, address, secure=not inside)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers={"Accept": "application/json"})
        answer = connection.getresponse()
        if answer.status != http.client.OK:
            raise _refused(parts.hostname, f"it answered {answer.status}")
        return _within(answer, parts.hostname)
    finally:
        connection.close()


def _within(answer, host):
    read, size = [], 0
    while piece := answer.read(PIECE):
        size += len(piece)
        if size > MOST:
            raise _refused(host, f"its file is larger than {MOST // 2**20} MB")
        read.append(piece)
    return b"".join(read)


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was checked, under the name it was asked by."""

    def __init__(self, host, address, *, secure):
        super().__init__(host, address[1], timeout=SECONDS)
        self.pinned, self.secure = address, secure

    def connect(self):
        """To the checked address; the certificate must be that of the name."""
        self.sock = socket.create_connection(self.pinned, SECONDS)
        if self.secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


def _refused(where, what):
    return StoreError(
        f"the other system's file cannot be read: {what}",
        where=where,
        remedy="Compare the address with its people, or take in a file they send.",
    )
