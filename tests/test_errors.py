"""Errors say where something is wrong, whatever errors of Python's they are besides."""

from __future__ import annotations

from typing import Any

import pytest

from typedfactory import errors

KINDS = [each for name in errors.__all__ if isinstance(each := getattr(errors, name), type)]


class OfAKeyError(errors.FactoryError, KeyError):
    """One that would show the `repr` of its text."""


class OfAnOSError(errors.FactoryError, OSError):
    """One that has a text of its own making."""


@pytest.mark.parametrize("kind", [*KINDS, OfAKeyError, OfAnOSError])
def test_the_place_is_put_before_the_text(kind: Any) -> None:
    text = "is wrong. Correct it."
    report: Any = None
    error = kind(text, report) if kind is errors.CheckFailedError else kind(text)
    error.locate("UserFactory", "email")
    assert str(error) == "UserFactory.email: is wrong. Correct it."


def test_what_reads_the_message_of_an_import_error_sees_the_place_too() -> None:
    error = errors.FactoryImportError("leads nowhere.")
    error.locate("UserFactory", "email")
    assert error.msg == "UserFactory.email: leads nowhere."


def test_an_error_without_a_text_is_shown_without_one() -> None:
    assert str(errors.FactoryError()) == ""
