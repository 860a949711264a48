"""Addresses that lead nowhere, and files whose names fit their types."""

from __future__ import annotations

import ipaddress
import mimetypes
import uuid
from typing import Annotated

import annotated_types as at

from tests.realism.modelling import realistic

DOCUMENTATION = [
    ipaddress.ip_network(each) for each in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
]


def test_hosts_and_networks_are_kept_for_examples() -> None:
    for made in realistic("Server", website=str, hostname=str, ip_address=str, ipv6=str, logo_url=str).build_batch(20):
        assert made.website.split("/")[2] in {"example.com", "example.org", "example.net"}
        assert made.logo_url.endswith(".png")
        assert made.hostname.partition(".")[2] in {"example.com", "example.org", "example.net"}
        for address in (made.ip_address, made.ipv6):
            parsed = ipaddress.ip_address(address)
            assert any(parsed in network for network in DOCUMENTATION if network.version == parsed.version)


def test_the_name_of_a_file_fits_its_type() -> None:
    make = realistic("Upload", file_name=str, mime_type=str, file_extension=str)
    for made in make.build_batch(20):
        assert mimetypes.guess_type(made.file_name)[0] == made.mime_type
        assert made.file_name.endswith(f".{made.file_extension}")
    assert make.build(mime_type="image/png").file_name.endswith(".png")
    assert make.build(file_name="scan.pdf").mime_type == "application/pdf"
    assert make.build(file_extension="csv").mime_type == "text/csv"


def test_hardware_addresses_are_nobodys() -> None:
    made = realistic("Device", mac_address=str).build()
    assert made.mac_address.startswith("02:")
    assert len(made.mac_address) == 17


def test_keys_and_sums_have_the_length_that_is_asked() -> None:
    short = Annotated[str, at.Len(10, 10)]
    made = realistic(
        "Key", api_key=str, token=short, checksum=str, uuid=str, trace_id=Annotated[str, at.MaxLen(32)]
    ).build()
    assert (len(made.api_key), len(made.token), len(made.checksum), len(made.trace_id)) == (32, 10, 64, 32)
    assert uuid.UUID(made.uuid).version == uuid.UUID(made.trace_id).version == 4


def test_browsers_say_what_they_are() -> None:
    assert "/" in realistic("Visit", user_agent=str).build().user_agent
