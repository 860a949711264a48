"""Paths of what exists and of what does not."""

from __future__ import annotations

import getpass
import socket
from pathlib import Path

import pydantic as p
import pytest

from tests.values.making import value_of, values_of
from typedfactory.errors import UnfillableError
from typedfactory.values.pydantic.paths import directory_for_paths


def test_paths_exist_and_are_the_same_again() -> None:
    assert all(each.is_file() for each in values_of(p.FilePath, 20))
    assert all(each.is_dir() for each in values_of(p.DirectoryPath, 20))
    assert all(each.is_socket() for each in values_of(p.SocketPath, 20))
    assert all(each.parent.is_dir() and not each.exists() for each in values_of(p.NewPath, 20))
    assert values_of(p.FilePath, 5) == values_of(p.FilePath, 5)


def test_a_new_path_is_never_one_that_has_been_taken() -> None:
    first: Path = value_of(p.NewPath)
    first.touch()
    try:
        assert value_of(p.NewPath) != first
        assert not value_of(p.NewPath).exists()
    finally:
        first.unlink()


def test_sockets_are_made_where_they_are_missing() -> None:
    for each in set(values_of(p.SocketPath, 20)):
        each.unlink()
    assert all(each.is_socket() for each in values_of(p.SocketPath, 20))


def test_a_system_without_sockets_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(socket, "AF_UNIX")
    with pytest.raises(UnfillableError) as caught:
        value_of(p.SocketPath)
    assert str(caught.value) == "F.x: this system has no Unix sockets. Declare the field."


def test_a_user_without_a_name_has_a_directory_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> str:
        raise KeyError("uid")

    monkeypatch.setattr(getpass, "getuser", refuse)
    assert directory_for_paths().name == "typedfactory-anyone"
    directory_for_paths().rmdir()
