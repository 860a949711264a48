"""Addresses, networks and interfaces of the internet protocol."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from random import Random

from typedfactory.values.core.recipes import Domain, Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request

#: A network of usual size leaves eight bits of an IPv4 address to its hosts, sixty-four of an IPv6 address.
_HOST_BITS = {32: 8, 128: 64}


def _maker_of_addresses(build: Callable[[int], object], bits: int) -> Maker:
    def make_address(request: Request) -> Recipe:
        request.accept()
        return Recipe(
            lambda stream, _builder: build(stream.getrandbits(bits)),
            domain=Domain(1 << bits, build),
        )

    return make_address


def _maker_of_networks(build: Callable[[tuple[int, int]], object], bits: int, *, hosts: bool) -> Maker:
    prefix = bits - _HOST_BITS[bits]
    drawn, shift = (bits, 0) if hosts else (prefix, _HOST_BITS[bits])

    def at(number: int) -> object:
        return build((number << shift, prefix))

    def make(stream: Random, _builder: object) -> object:
        return at(stream.getrandbits(drawn))

    def make_network(request: Request) -> Recipe:
        request.accept()
        return Recipe(make, domain=Domain(1 << drawn, at))

    return make_network


MAKERS: dict[object, Maker] = {
    ipaddress.IPv4Address: _maker_of_addresses(ipaddress.IPv4Address, 32),
    ipaddress.IPv6Address: _maker_of_addresses(ipaddress.IPv6Address, 128),
    ipaddress.IPv4Network: _maker_of_networks(ipaddress.IPv4Network, 32, hosts=False),
    ipaddress.IPv6Network: _maker_of_networks(ipaddress.IPv6Network, 128, hosts=False),
    ipaddress.IPv4Interface: _maker_of_networks(ipaddress.IPv4Interface, 32, hosts=True),
    ipaddress.IPv6Interface: _maker_of_networks(ipaddress.IPv6Interface, 128, hosts=True),
}
