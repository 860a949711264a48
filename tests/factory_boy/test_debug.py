"""factory_boy's debug(): it listens to the logger of that name, and to the library's."""

from __future__ import annotations

import io
import logging

import pytest

import typedfactory
import typedfactory.factory_boy as factory


class UserFactory(factory.DictFactory):
    name = "ann"


TRACE = "UserFactory: create, number 0\n  name = 'ann' (constant)\nUserFactory: made {'name': 'ann'}\n"


@pytest.fixture(autouse=True)
def _from_the_start() -> None:
    UserFactory.reset_sequence(force=True)


@pytest.mark.parametrize("name", [None, "factory"])
def test_shows_what_is_made_and_what_is_logged_below_factory(name: str | None) -> None:
    stream = io.StringIO()
    with factory.debug(stream=stream) if name is None else factory.debug(name, stream):
        logging.getLogger("factory.mine").debug("said")
        UserFactory()
    logging.getLogger("factory.mine").debug("said later")
    UserFactory()
    assert stream.getvalue() == f"said\n{TRACE}"


def test_another_logger_is_listened_to_alone() -> None:
    stream = io.StringIO()
    with factory.debug("mine", stream=stream):
        logging.getLogger("mine").debug("said")
        UserFactory()
    assert stream.getvalue() == "said\n"


def test_both_loggers_are_left_as_they_were() -> None:
    loggers = [logging.getLogger(name) for name in ("factory", "typedfactory")]
    before = [(each.level, each.propagate, list(each.handlers)) for each in loggers]
    with factory.debug(stream=io.StringIO()):
        pass
    assert [(each.level, each.propagate, list(each.handlers)) for each in loggers] == before


def test_the_librarys_own_listens_to_its_own() -> None:
    stream = io.StringIO()
    with typedfactory.debug(stream=stream):
        logging.getLogger("factory.mine").debug("said")
        UserFactory()
    assert stream.getvalue() == TRACE
