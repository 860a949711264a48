"""The internet and files: addresses that lead nowhere, types, names, keys."""

from __future__ import annotations

import uuid

from typedfactory.realism.kinds.texts import slug_of
from typedfactory.realism.scene import Kind, Scene

_WORDS = ("harbour", "river", "garden", "summit", "forest", "bridge", "signal", "market", "island", "meadow")
_DOMAINS = ("example.com", "example.org", "example.net")
#: Kept for documentation (RFC 5737).
_NETWORKS = ("192.0.2.", "198.51.100.", "203.0.113.")
_FILES = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "text/plain": "txt",
    "text/csv": "csv",
    "application/json": "json",
    "application/zip": "zip",
}
_EXTENSIONS = tuple(_FILES.values())


def url(scene: Scene) -> str:
    """Make an address below a domain that is kept for examples; its path is the slug or the title, if there is one."""
    host = scene.pick(_DOMAINS)
    if scene.meaning.group.endswith(("image", "avatar", "photo", "picture", "logo", "thumbnail")):
        return f"https://{host}/{_word(scene)}.png"
    named = slug_of(scene.read_text("slug", "title", "label", "product_name"))
    return f"https://{host}/{_word(scene) if not named or scene.unique else named}"


def _word(scene: Scene) -> str:
    word = scene.pick(_WORDS)
    return f"{word}-{scene.digits(5)}" if scene.unique or scene.attempt else word


def domain(scene: Scene) -> str:
    """Make the name of a host below a domain that is kept for examples."""
    return f"{_word(scene)}.{scene.pick(_DOMAINS)}"


def ip(scene: Scene) -> str:
    """Make an address of a network that is kept for documentation."""
    if scene.unique:
        # Those for documentation are too few; these are nobody's in the internet, either (RFC 1918).
        return f"10.{scene.below(256)}.{scene.below(256)}.{1 + scene.below(254)}"
    return f"{scene.pick(_NETWORKS)}{1 + scene.below(254)}"


def ipv6(scene: Scene) -> str:
    """Make an address of a network that is kept for documentation (RFC 3849)."""
    return f"2001:db8::{scene.below(0xFFFF) + 1:x}:{scene.below(0xFFFF) + 1:x}"


def mac(scene: Scene) -> str:
    """Make a hardware address that is administered locally, and so no maker's."""
    return ":".join(["02", *(f"{scene.below(256):02x}" for _ in range(5))])


def mime_type(scene: Scene) -> str:
    """Make the type of a file, that of the name's ending if there is one."""
    ending = scene.given_text("file_name").rpartition(".")[2] or scene.given_text("file_extension").lstrip(".")
    return next((kind for kind, each in _FILES.items() if each == ending), None) or scene.pick(tuple(_FILES))


def file_extension(scene: Scene) -> str:
    """Make the ending of a file's name, that of its type or name if there is one."""
    ending = scene.given_text("file_name").rpartition(".")[2]
    return ending or _FILES.get(scene.read_text("mime_type")) or scene.pick(_EXTENSIONS)


def file_name(scene: Scene) -> str:
    """Make the name of a file, with the ending of its type if there is one."""
    ending = _FILES.get(scene.read_text("mime_type")) or scene.read_text("file_extension").lstrip(".")
    return f"{_word(scene)}.{ending or scene.pick(_EXTENSIONS)}"


def user_agent(scene: Scene) -> str:
    """Make what a browser says of itself."""
    return str(scene.fake("user_agent"))


def token(scene: Scene) -> str:
    """Make a key: 32 hexadecimal digits, or as many as are asked for."""
    asked = scene.constraints
    length = max(asked.min_length or 0, min(32, asked.max_length if asked.max_length is not None else 32))
    return "".join([f"{scene.below(16):x}" for _ in range(length)])


def checksum(scene: Scene) -> str:
    """Make the 64 hexadecimal digits of a SHA-256, or as many as there is room for."""
    most = scene.constraints.max_length
    return f"{scene.stream.getrandbits(256):064x}"[: 64 if most is None else most]


def uuid_text(scene: Scene) -> str:
    """Make the text of a UUID; without hyphens where there is no room for them."""
    made = uuid.UUID(int=scene.stream.getrandbits(128), version=4)
    return made.hex if scene.constraints.max_length == 32 else str(made)  # noqa: PLR2004 - the digits alone


KINDS: dict[str, Kind] = {
    "url": Kind({str: url}, ("slug", "title", "label", "product_name")),
    "domain": Kind({str: domain}),
    "ip": Kind({str: ip}),
    "ipv6": Kind({str: ipv6}),
    "mac": Kind({str: mac}),
    "user_agent": Kind({str: user_agent}),
    "mime_type": Kind({str: mime_type}, heeds=("file_name", "file_extension")),
    "file_name": Kind({str: file_name}, ("mime_type", "file_extension")),
    "file_extension": Kind({str: file_extension}, ("mime_type",), ("file_name",)),
    "token": Kind({str: token}),
    "hash": Kind({str: checksum}),
    "uuid": Kind({str: uuid_text}),
}
