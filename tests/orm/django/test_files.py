"""FileField and ImageField, with and without being declared."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

import typedfactory as factory
from tests.orm.django.zoo import models
from typedfactory.errors import ArgumentError
from typedfactory.orm.django import DjangoModelFactory, FileField, FileSourceError, ImageField


def content(stored: Any) -> bytes:
    with stored.open() as opened:
        found: bytes = opened.read()
    return found


def measured(image: Any) -> tuple[int, int]:
    with image.open():
        return image.width, image.height


class DocumentFactory(DjangoModelFactory[models.OptionalFiles]):
    file = FileField()


class PictureFactory(DjangoModelFactory[models.OptionalFiles]):
    image = ImageField()


@pytest.fixture(autouse=True)
def media(settings_media: Any) -> None:
    """Keep uploads in a folder of the test's own."""


@pytest.fixture
def settings_media(tmp_path: Path) -> Any:
    from django.test import override_settings

    with override_settings(MEDIA_ROOT=str(tmp_path / "media")):
        yield


def test_a_file_is_empty_and_has_the_documented_name() -> None:
    made = DocumentFactory.build()
    assert (made.file.name, content(made.file)) == ("example.dat", b"")


def test_content_and_name_can_be_given() -> None:
    made = DocumentFactory(file__data=b"uhuh", file__filename="given.txt")
    assert (made.file.name, content(made.file)) == ("given.txt", b"uhuh")


def test_content_comes_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "source.txt"
    path.write_bytes(b"from path")
    made = DocumentFactory(file__from_path=str(path))
    assert (made.file.name, content(made.file)) == ("source.txt", b"from path")


def test_content_comes_from_an_open_file(tmp_path: Path) -> None:
    path = tmp_path / "source.txt"
    path.write_bytes(b"from file")
    with path.open("rb") as opened:
        made = DocumentFactory(file__from_file=opened, file__from_path="")
        assert (made.file.name, content(made.file)) == ("source.txt", b"from file")


def test_content_comes_from_a_function() -> None:
    made = DocumentFactory(file__from_func=lambda: ContentFile(b"from function", "function.txt"))
    assert (made.file.name, content(made.file)) == ("function.txt", b"from function")


def test_declarations_give_parameters() -> None:
    made = DocumentFactory.build(file__filename=factory.Sequence(lambda n: f"file{n}.dat"))
    assert made.file.name == "file0.dat"


def test_two_sources_are_refused() -> None:
    with pytest.raises(FileSourceError) as caught:
        DocumentFactory.build(file__from_path="a", file__from_func=io.BytesIO)
    assert str(caught.value) == (
        "DocumentFactory.file: FileField takes its content from one place, not from from_path and from_func. "
        "Drop all but one."
    )


def test_a_misspelt_parameter_is_refused() -> None:
    with pytest.raises(ArgumentError) as caught:
        PictureFactory.build(image__colour="red")
    assert str(caught.value) == "PictureFactory.image: ImageField has no 'colour'. Did you mean \"color\"?"


def test_none_leaves_the_field_empty() -> None:
    assert not DocumentFactory(file=None).file
    assert not PictureFactory(image=None).image


def test_an_image_is_drawn_as_asked() -> None:
    from PIL import Image

    made = PictureFactory(image__width=42, image__height=5, image__color="red", image__format="PNG")
    assert (made.image.name, measured(made.image)) == ("example.jpg", (42, 5))
    with made.image.open() as opened, Image.open(opened) as image:
        assert (image.format, image.mode, image.getpixel((0, 0))) == ("PNG", "RGB", (255, 0, 0))


def test_an_image_is_a_square_of_100_pixels() -> None:
    made = PictureFactory.build()
    assert measured(made.image) == (100, 100)
    assert measured(PictureFactory.build(image__width=7).image) == (7, 7)


def test_a_palette_can_be_chosen() -> None:
    from PIL import Image

    made = PictureFactory(image__palette="L", image__color=3)
    with made.image.open() as opened, Image.open(opened) as image:
        assert image.mode == "L"


def test_required_files_are_filled_with_what_their_fields_accept() -> None:
    class FilesFactory(DjangoModelFactory[models.Files]):
        pass

    made = FilesFactory()
    made.full_clean()
    assert (Path(made.document.name).suffix, made.width, made.height, measured(made.image)) == (".pdf", 8, 8, (8, 8))
