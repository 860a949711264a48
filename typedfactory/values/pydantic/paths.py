"""Paths that pydantic looks up: files, directories and sockets that exist, and paths that do not.

They live in one directory below the system's temporary one, which is the same for all processes of a user: a seed
gives the same paths again. What is asked for is made when a value is, empty, and left there.
"""

from __future__ import annotations

import getpass
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from pydantic.types import PathType

from typedfactory.errors import UnfillableError
from typedfactory.values.core.drawing import draw_below
from typedfactory.values.core.recipes import Domain, Recipe
from typedfactory.values.core.requests import Request

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: So many different files (directories, sockets) there are at most.
_COUNT = 100
_NEW_COUNT = 10**9


def directory_for_paths() -> Path:
    """Return the directory that the paths lead to; it is made when it is missing."""
    directory = Path(tempfile.gettempdir(), f"typedfactory-{_user_name()}")
    directory.mkdir(mode=0o700, exist_ok=True)
    return directory


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        # Containers run as users that have no name.
        return "anyone"


def existing_file(number: int) -> Path:
    """Return the path of a file that exists."""
    path = directory_for_paths() / f"file-{number}.txt"
    path.touch()
    return path


def existing_directory(number: int) -> Path:
    """Return the path of a directory that exists."""
    path = directory_for_paths() / f"directory-{number}"
    path.mkdir(exist_ok=True)
    return path


def existing_socket(number: int) -> Path:
    """Return the path of a Unix socket that exists; nobody listens on it."""
    path = directory_for_paths() / f"socket-{number}"
    if not path.is_socket():
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(path))
    return path


def new_path(number: int) -> Path:
    """Return a path where nothing is yet, in a directory that exists."""
    directory = directory_for_paths()
    path = directory / f"new-{number}.txt"
    while path.exists():
        number += 1
        path = directory / f"new-{number}.txt"
    return path


_MAKERS: dict[str, tuple[Callable[[int], Path], int]] = {
    "file": (existing_file, _COUNT),
    "dir": (existing_directory, _COUNT),
    "new": (new_path, _NEW_COUNT),
    "socket": (existing_socket, _COUNT),
}


def is_path_mark(item: object) -> bool:
    """Say whether ``Annotated`` asks for a path of a kind."""
    return isinstance(item, PathType)


def make_path(request: Request, place: int) -> Recipe:
    """Make paths of the kind that is asked for."""
    mark: UserValue = request.metadata[place]
    request.accept()
    if mark.path_type == "socket" and not hasattr(socket, "AF_UNIX"):
        raise UnfillableError(f"{request.where}: this system has no Unix sockets. Declare the field.")
    path_of, count = _MAKERS[mark.path_type]

    def make(stream: Random, _builder: object) -> Path:
        return path_of(draw_below(stream, count))

    return Recipe(make, domain=Domain(count, path_of))
