"""Text that fits its name and its length."""

from __future__ import annotations

from typing import Annotated

import annotated_types as at
import pytest

from tests.realism.modelling import realistic


@pytest.mark.parametrize(("model", "name"), [("Book", "title"), ("Product", "name"), ("Plan", "name")])
def test_a_slug_is_that_of_the_title_or_the_name(model: str, name: str) -> None:
    make = realistic(model, slug=str, **{name: str})
    made = make.build()
    assert made.slug == getattr(made, name).lower().replace(" ", "-")
    assert make.build(**{name: "Müßig & Söhne, 2. Teil"}).slug == "mussig-sohne-2-teil"


def test_a_slug_alone_is_one_as_well() -> None:
    assert "-" in realistic("Page", slug=str).build().slug


def test_an_address_ends_with_the_slug() -> None:
    page = realistic("Page", url=str, slug=str, title=str).build(title="On Computable Numbers")
    assert page.slug == "on-computable-numbers"
    assert page.url.startswith("https://example.")
    assert page.url.endswith("/on-computable-numbers")


@pytest.mark.parametrize("name", ["title", "description", "text", "company", "notes", "bio", "slug", "category"])
@pytest.mark.parametrize("most", [1, 4, 9, 30])
def test_text_is_no_longer_than_is_asked(name: str, most: int) -> None:
    for made in realistic("Entry", **{name: Annotated[str, at.MaxLen(most)]}).build_batch(10):
        assert 0 < len(getattr(made, name)) <= most


def test_text_is_as_long_as_is_asked() -> None:
    made = realistic("Entry", description=Annotated[str, at.MinLen(200)]).build()
    assert len(made.description) >= 200
    assert " " in made.description


def test_names_of_things_read_like_names() -> None:
    made = realistic("Product", name=str, category=str, manufacturer=str, version=str).build()
    assert made.name.istitle()
    assert len(made.name.split()) == 3
    assert made.category.istitle()
    assert [part.isdigit() for part in made.version.split(".")] == [True] * 3
