"""The trace of debug(): what was made, field by field."""

from __future__ import annotations

import io
import logging
from typing import Any

import pytest

import typedfactory


class InnerFactory(typedfactory.DictFactory):
    n = typedfactory.Sequence(lambda n: n)


class OuterFactory(typedfactory.DictFactory):
    inner = typedfactory.SubFactory(InnerFactory, kind="k")
    plain: Any = 1
    hook = typedfactory.PostGeneration(lambda obj, create, extracted: extracted)


class Broken:
    """A value that cannot show itself."""

    def __repr__(self) -> str:
        raise ValueError


def trace(factory: Any, **overrides: Any) -> list[str]:
    stream = io.StringIO()
    with typedfactory.debug(stream=stream):
        factory.build(**overrides)
    return stream.getvalue().splitlines()


def test_a_trace_shows_objects_fields_and_hooks_indented() -> None:
    assert trace(OuterFactory, plain=2, hook="given", lazy=typedfactory.LazyFunction(str)) == [
        "OuterFactory: build, number 0, given plain=2, hook='given', lazy=LazyFunction",
        "    InnerFactory: build, number 0, given kind='k'",
        "      n = 0 (Sequence)",
        "      kind = 'k' (given)",
        "    InnerFactory: made {'n': 0, 'kind': 'k'}",
        "  inner = {'n': 0, 'kind': 'k'} (SubFactory)",
        "  plain = 2 (given)",
        "  lazy = '' (given, LazyFunction)",
        "  after: hook → 'given' (PostGeneration)",
        "OuterFactory: made {'inner': {'n': 0, 'kind': 'k'}, 'plain': 2, 'lazy': ''}",
    ]


def test_a_value_that_cannot_show_itself_is_named_by_its_type() -> None:
    assert (
        trace(OuterFactory, inner=None, plain=Broken())[2] == "  plain = <Broken: its repr raised ValueError> (given)"
    )


def test_long_values_are_cut() -> None:
    lines = trace(InnerFactory, long="x" * 1_000)
    assert len(lines[2]) < 100
    assert "…" in lines[2]


def test_an_object_that_fails_is_said_to_have_failed() -> None:
    stream = io.StringIO()
    with typedfactory.debug(stream=stream), pytest.raises(ZeroDivisionError):
        OuterFactory.build(inner__n=typedfactory.LazyFunction(lambda: 1 // 0))
    assert stream.getvalue().splitlines() == [
        "OuterFactory: build, number 0, given inner__n=LazyFunction",
        "    InnerFactory: build, number 0, given kind='k', n=LazyFunction",
        "    InnerFactory: failed",
        "OuterFactory: failed",
    ]


@pytest.mark.parametrize("make", ["build", "create", "stub", "build_batch"])
def test_every_way_of_making_is_traced(make: str) -> None:
    stream = io.StringIO()
    with typedfactory.debug(stream=stream):
        getattr(InnerFactory, make)(*([1] if make.endswith("batch") else []))
    assert stream.getvalue().startswith(f"InnerFactory: {make.partition('_')[0]}, number 0\n")


def test_traced_and_untraced_calls_give_the_same() -> None:
    untraced = OuterFactory.build(plain=3, inner__kind="z")
    typedfactory.reset_sequences()
    with typedfactory.debug(stream=io.StringIO()):
        assert OuterFactory.build(plain=3, inner__kind="z") == untraced


def test_nothing_is_traced_outside_the_block(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with typedfactory.debug(stream=io.StringIO()):
        pass
    OuterFactory.build(plain=Broken())
    assert caplog.records == []


def test_the_trace_goes_to_the_logger_of_the_library(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="typedfactory")
    InnerFactory.build()
    assert [record.getMessage() for record in caplog.records] == [
        "InnerFactory: build, number 0",
        "  n = 0 (Sequence)",
        "InnerFactory: made {'n': 0}",
    ]
