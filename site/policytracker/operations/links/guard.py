"""Connections to public hosts only.

Editors write addresses, and redirects lead on to others. So that nobody can make the site ask its own machine or its
neighbours, the name is resolved here, each address that it stands for is judged, and the connection goes to the
address that was judged, not to the name again.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable

Judge = Callable[[str], bool]
# Addresses of IPv4 inside IPv6, for networks that translate.
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotPublicError(OSError):
    """The host is none that everybody can reach."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also in its disguises as IPv6."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if ip.version == 6:
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def open_socket(host: str, port: int, timeout: float, allows: Judge) -> socket.socket:
    """A connection to a host all of whose addresses are allowed. Raises NotPublicError, or OSError as a socket does."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not all(allows(address[0]) for *_, address in found):
        raise NotPublicError(f"{host} is not a public host")
    problem = OSError(f"{host} has no address")
    for family, kind, protocol, _name, address in found:
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(timeout)
            sock.connect(address)
        except OSError as error:
            sock.close()
            problem = error
        else:
            return sock
    raise problem


class GuardedHTTP(http.client.HTTPConnection):
    """HTTP to where a judge allows it."""

    def __init__(self, host: str, port: int | None, timeout: float, allows: Judge):
        super().__init__(host, port, timeout=timeout)
        self.allows = allows

    def connect(self):
        self.sock = open_socket(self.host, self.port, self.timeout, self.allows)


class GuardedHTTPS(http.client.HTTPSConnection):
    """HTTPS to where a judge allows it; the certificate must be that of the name."""

    def __init__(self, host: str, port: int | None, timeout: float, allows: Judge):
        self.tls = ssl.create_default_context()
        super().__init__(host, port, timeout=timeout, context=self.tls)
        self.allows = allows

    def connect(self):
        # Kept before it is wrapped, so that a handshake that never ends can be broken off too.
        self.sock = open_socket(self.host, self.port, self.timeout, self.allows)
        self.sock = self.tls.wrap_socket(self.sock, server_hostname=self.host)
