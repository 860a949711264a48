"""Text: titles, sentences, names of things and of companies."""

from __future__ import annotations

import re
from collections.abc import Callable

from typedfactory.realism.kinds.people import plain
from typedfactory.realism.scene import Kind, Scene

_QUALITIES = ("Light", "Classic", "Compact", "Sturdy", "Slim", "Modern", "Soft", "Bright", "Smart", "Simple")
_MATERIALS = ("Oak", "Cotton", "Steel", "Linen", "Leather", "Glass", "Wool", "Bamboo", "Copper", "Cork")
_GOODS = ("Table", "Lamp", "Chair", "Bag", "Bottle", "Jacket", "Clock", "Shelf", "Bowl", "Blanket", "Desk", "Mug")
_ADJECTIVES = ("Quiet", "Northern", "Silver", "Open", "Green", "Early", "Hidden", "Golden", "Long", "Bold", "New")
_NOUNS = ("Harbour", "River", "Garden", "Summit", "Forest", "Bridge", "Signal", "Market", "Island", "Meadow", "Road")
_CATEGORIES = (
    *("Books", "Garden", "Kitchen", "Music", "Sports", "Travel", "Health", "Science", "History", "Technology"),
    *("Fashion", "Toys", "Furniture", "Art", "Food"),
)


def fitting(text: str, most: int | None) -> str:
    """Return as many whole words of a text as there is room for.

    Example:
        >>> fitting("The quiet harbour.", 12), fitting("Harbour", 4)
        ('The quiet', 'Harb')
    """
    if most is None or len(text) <= most:
        return text
    cut = text[: most + 1].rpartition(" ")[0].rstrip(" ,;:-")
    return cut or text[:most]


def _fitted(make: Callable[[Scene], str]) -> Callable[[Scene], str]:
    """Return a maker of the text, as much of it as there is room for; with a number where it must not repeat."""

    def make_fitting(scene: Scene) -> str:
        tail = f" {scene.digits(5)}" if scene.unique else ""
        most = scene.constraints.max_length
        return fitting(make(scene), most if most is None else max(most - len(tail), 1)) + tail

    return make_fitting


def title(scene: Scene) -> str:
    """Make a title of a few words."""
    tail = f" {scene.pick(_NOUNS)}" if scene.below(2) else ""
    return f"{scene.pick(('The ', 'A ', ''))}{scene.pick(_ADJECTIVES)} {scene.pick(_NOUNS)}{tail}"


def label(scene: Scene) -> str:
    """Make the name of something: two words."""
    return f"{scene.pick(_ADJECTIVES)} {scene.pick(_NOUNS)}"


def product_name(scene: Scene) -> str:
    """Make the name of a product."""
    return f"{scene.pick(_QUALITIES)} {scene.pick(_MATERIALS)} {scene.pick(_GOODS)}"


def category(scene: Scene) -> str:
    """Make the name of a category."""
    return scene.pick(_CATEGORIES)


def company(scene: Scene) -> str:
    """Make the name of a company."""
    return str(scene.fake("company"))


def sentences(count: int) -> Callable[[Scene], str]:
    """Return a maker of sentences.

    Args:
        count: How many, at most.
    """

    def make(scene: Scene) -> str:
        text = str(scene.fake("sentence"))
        wanted = max(scene.constraints.min_length or 0, 1)
        for _ in range(count * 8):
            if len(text) >= wanted and text.count(".") >= count:
                break
            text = f"{text} {scene.fake('sentence')}"
        return text

    return make


def slug(scene: Scene) -> str:
    """Make what stands for the title, or the name, in an address."""
    named = scene.read_text("title", "name", "label", "product_name", "category", "company", "full_name")
    most = scene.constraints.max_length
    text = slug_of(named or title(scene))
    tail = f"-{scene.digits(5)}" if scene.unique else ""
    room = None if most is None else max(most - len(tail), 1)
    return text[:room].strip("-") + tail


def slug_of(text: str) -> str:
    """Return text as it stands in an address.

    Example:
        >>> slug_of("Die schöne Müllerin, Op. 25")
        'die-schone-mullerin-op-25'
    """
    words = [plain(word) for word in re.split(r"[\W_]+", text)]
    return "-".join(filter(None, words))


def version(scene: Scene) -> str:
    """Make the number of a version."""
    return f"{scene.below(5)}.{scene.below(10)}.{scene.below(20)}"


KINDS: dict[str, Kind] = {
    "title": Kind({str: _fitted(title)}),
    "label": Kind({str: _fitted(label)}),
    "product_name": Kind({str: _fitted(product_name)}),
    "category": Kind({str: _fitted(category)}),
    "company": Kind({str: _fitted(company)}),
    "description": Kind({str: _fitted(sentences(1))}),
    "text": Kind({str: _fitted(sentences(3))}),
    "slug": Kind({str: slug}, ("title", "label", "product_name", "category", "company", "full_name")),
    "version": Kind({str: version}),
}
