"""Declarations for files, images and passwords."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.hashers import make_password
from django.core import validators
from django.core.files import File
from django.core.files.base import ContentFile
from django.db.models import Field

from typedfactory.declarations import BaseDeclaration, Transformer
from typedfactory.errors import ArgumentError, InvalidDeclarationError, did_you_mean
from typedfactory.ground.context import BuildStep, Resolver
from typedfactory.ground.given import UserValue, UserValues

if TYPE_CHECKING:
    AnyFile = File[UserValue]
else:
    # Django's own class takes no arguments; its stubs give it one.
    AnyFile = File


_SOURCES = ("from_path", "from_file", "from_func")
_IMAGES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "gif": "GIF", "bmp": "BMP", "tif": "TIFF", "webp": "WEBP"}


class FileSourceError(InvalidDeclarationError, ValueError):
    """A file is to come from more than one place."""


class Password(Transformer[str]):
    """A password, hashed as Django's settings say.

    Args:
        password: The password in clear, or a declaration that gives it; overrides are hashed too.
        transform: What hashes it.

    Example:
        >>> from django.contrib.auth.models import User
        >>> from typedfactory.orm.django import DjangoModelFactory, Password
        >>> class UserFactory(DjangoModelFactory[User]):
        ...     password = Password("correct horse")
        >>> UserFactory.build().check_password("correct horse")
        True
        >>> UserFactory.build(password="battery staple").check_password("battery staple")
        True

    Source: factory_boy's ``Password``.
    """

    def __init__(self, password: UserValue, transform: Callable[[UserValue], str] = make_password) -> None:
        super().__init__(password, transform=transform)


class FileField(BaseDeclaration[AnyFile]):
    """A file for a Django ``FileField``; ``field=None`` at the call leaves it empty.

    Args:
        from_path: Take the content, and the name, of this file.
        from_file: Take this open file, and its name.
        from_func: Call this to get a file.
        data: Take these bytes.
        filename: The file's name.

    Raises:
        FileSourceError: When a file is made: it is to come from more than one place.
        ArgumentError: When a file is made: a parameter is misspelt.

    Example:
        >>> import typedfactory as factory
        >>> from typedfactory.orm.django import FileField
        >>> class UploadFactory(factory.DictFactory):
        ...     file = FileField(data=b"id,name", filename="people.csv")
        >>> upload = UploadFactory(file__filename="staff.csv")["file"]
        >>> upload.name, upload.read()
        ('staff.csv', b'id,name')

    Source: factory_boy's ``FileField``.
    """

    DEFAULT_FILENAME: ClassVar[str] = "example.dat"
    PARAMETERS: ClassVar[tuple[str, ...]] = (*_SOURCES, "data", "filename")

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> AnyFile:
        """Make the file."""
        for name in extra:
            if name not in self.PARAMETERS:
                raise ArgumentError(f"{type(self).__name__} has no {name!r}. {did_you_mean(name, self.PARAMETERS)}")
        name, content = self._make_content(extra)
        return File(content.file, extra.get("filename", name))

    def _make_content(self, params: UserValues) -> tuple[str, AnyFile]:
        given = [name for name in _SOURCES if params.get(name)]
        if len(given) > 1:
            raise FileSourceError(
                f"{type(self).__name__} takes its content from one place, not from {' and '.join(given)}. Drop all but "
                f"one."
            )
        if not given:
            return self.DEFAULT_FILENAME, ContentFile(self._make_data(params))
        source = params[given[0]]
        if given == ["from_path"]:
            path = Path(source)
            return path.name, ContentFile(path.read_bytes())
        content = File(source() if given == ["from_func"] else source)
        return os.path.basename(content.name or "") or self.DEFAULT_FILENAME, content  # noqa: PTH119 - a name, no path

    def _make_data(self, params: UserValues) -> bytes:
        data: bytes = params.get("data", b"")
        return data


class ImageField(FileField):
    """An image for a Django ``ImageField``, of one colour. It needs Pillow.

    Args:
        from_path: As for `FileField`.
        from_file: As for `FileField`.
        from_func: As for `FileField`.
        filename: The file's name.
        width: The width in pixels, 100 when not given.
        height: The height in pixels, the width when not given.
        color: The colour, ``"blue"`` when not given.
        format: Pillow's name of the format, ``"JPEG"`` when not given.
        palette: Pillow's mode, ``"RGB"`` when not given.

    Raises:
        ModuleNotFoundError: When an image is made: Pillow is not installed.

    Example:
        >>> import typedfactory as factory
        >>> from PIL import Image
        >>> from typedfactory.orm.django import ImageField
        >>> class AvatarFactory(factory.DictFactory):
        ...     image = ImageField(width=64, format="PNG", filename="avatar.png")
        >>> avatar = AvatarFactory(image__height=32)["image"]
        >>> avatar.name, Image.open(avatar).size
        ('avatar.png', (64, 32))

    Source: factory_boy's ``ImageField``.
    """

    DEFAULT_FILENAME = "example.jpg"
    PARAMETERS = (*FileField.PARAMETERS, "width", "height", "color", "format", "palette")

    def _make_data(self, params: UserValues) -> bytes:
        width: UserValue = params.get("width", 100)
        height: UserValue = params.get("height", width)
        size = width, height
        return draw_image(size, params.get("color", "blue"), params.get("format", "JPEG"), params.get("palette", "RGB"))


def draw_image(size: tuple[int, int], color: str | tuple[int, ...], image_format: str, palette: str = "RGB") -> bytes:
    """Return an image of one colour as the bytes of a file.

    Args:
        size: Width and height in pixels.
        color: The colour, as Pillow takes it.
        image_format: Pillow's name of the format.
        palette: Pillow's mode.

    Raises:
        ModuleNotFoundError: Pillow is not installed.
    """
    try:
        from PIL import Image  # noqa: PLC0415 - needed for images only
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "Images need Pillow, which is not installed. Install it with: pip install Pillow", name="PIL"
        ) from error
    stored = io.BytesIO()
    with Image.new(palette, size, color) as image:
        image.save(stored, format=image_format)
    return stored.getvalue()


def make_upload(field: Field[UserValue, UserValue], stream: Random) -> AnyFile:
    """Return a file that a model's field accepts.

    Args:
        field: A ``FileField`` or ``ImageField`` of a model.
        stream: The random stream.
    """
    is_image = any(kind.__name__ == "ImageField" for kind in type(field).__mro__)
    allowed = [
        extension
        for validator in field.validators
        if isinstance(validator, validators.FileExtensionValidator) and validator.allowed_extensions
        for extension in validator.allowed_extensions
    ]
    name = "".join([chr(97 + int(stream.random() * 26)) for _ in range(8)])
    if not is_image:
        return ContentFile(name.encode(), f"{name}.{allowed[0] if allowed else 'dat'}")
    extension = next((each for each in _IMAGES if not allowed or each in allowed), "jpg")
    color = tuple(stream.getrandbits(8) for _ in range(3))
    return ContentFile(draw_image((8, 8), color, _IMAGES[extension]), f"{name}.{extension}")
