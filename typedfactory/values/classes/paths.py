"""Paths: relative ones, to a file that need not exist."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Callable

import attrs

from typedfactory.errors import InapplicableError
from typedfactory.values.core.recipes import Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request


@attrs.frozen
class BytesPath:
    """What ``os.PathLike[bytes]`` gets: the standard library's own paths are text.

    Args:
        path: The path.
    """

    path: bytes

    def __fspath__(self) -> bytes:
        return self.path


def make_path(request: Request) -> Recipe:
    """Make paths of the class asked for."""
    request.accept()
    kind = request.annotation
    elsewhere = pathlib.PosixPath if os.name == "nt" else pathlib.WindowsPath
    if kind is elsewhere:
        raise InapplicableError(
            f"{request.where}: a {request.shown} cannot be made on this system. "
            f"Annotate the field with Path or Pure{request.shown}, or declare it."
        )
    return _from_words(request, lambda word: kind(f"{word}.txt"))


def make_path_like(request: Request) -> Recipe:
    """Make what ``os.PathLike`` asks for: a path of text, or one of bytes."""
    request.accept()
    if request.arguments == (bytes,):
        return _from_words(request, lambda word: BytesPath(f"{word}.txt".encode()))
    return _from_words(request, lambda word: pathlib.PurePath(f"{word}.txt"))


def _from_words(request: Request, build: Callable[[str], object]) -> Recipe:
    return request.recipe_for(str).mapped(build)


MAKERS: dict[object, Maker] = {
    **dict.fromkeys((pathlib.Path, pathlib.PosixPath, pathlib.WindowsPath), make_path),
    **dict.fromkeys((pathlib.PurePath, pathlib.PurePosixPath, pathlib.PureWindowsPath), make_path),
    os.PathLike: make_path_like,
}
