"""Which addresses of the network may be asked: public ones, and others only where a person allows it."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass

from firsthand.errors import FetchRefused

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.ip_network("64:ff9b:1::/48")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One address of a host, as the socket takes it: it was looked at, and it is the one that is connected to."""

    family: int
    host: str
    port: int


def is_public(address: str) -> bool:
    """Whether an address is one of the open network: not private, loopback, link-local (where clouds keep their
    metadata), shared, multicast or reserved, nor an IPv6 form that carries such an IPv4 address.

    >>> is_public("93.184.216.34"), is_public("169.254.169.254"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    try:
        one = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    carried = _carried(one)
    translated = isinstance(one, ipaddress.IPv6Address) and (one.ipv4_mapped is not None or one in _NAT64)
    return all(_is_open(inner) for inner in (carried if translated else (one, *carried)))


def _is_open(one: Address) -> bool:
    return one.is_global and not (one.is_multicast or one.is_reserved or one.is_unspecified or one.is_loopback)


def _carried(one: Address) -> tuple[Address, ...]:
    """The IPv4 addresses inside an IPv6 address: mapped, 6to4, Teredo, NAT64, and the old compatible form."""
    if isinstance(one, ipaddress.IPv4Address):
        return ()
    found: list[Address] = [inner for inner in (one.ipv4_mapped, one.sixtofour) if inner is not None]
    found.extend(one.teredo or ())
    last = ipaddress.IPv4Address(int(one) & 0xFFFF_FFFF)
    if one in _NAT64 or one in _NAT64_LOCAL or int(one) >> 32 == 0:
        found.append(last)
    return tuple(found)


def find_place(host: str, port: int, *, private: bool = False) -> Place:
    """The address to connect to: resolved once, and looked at before anything is sent.

    Every address of the name has to be public, since a name that has both is set up to mislead. Raises FetchRefused.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchRefused(f"{host} has no address: {error}", next_step="check the address") from error
    places = [Place(family=int(one[0]), host=str(one[4][0]), port=port) for one in found]
    closed = [place.host for place in places if not is_public(place.host)]
    if closed and not private:
        raise FetchRefused(
            f"{host} is at {closed[0]}, which is no public address",
            next_step="allow private addresses for this address only if you trust where the link comes from",
        )
    if not places:
        raise FetchRefused(f"{host} has no address", next_step="check the address")
    return next((place for place in places if place.family == socket.AF_INET), places[0])
