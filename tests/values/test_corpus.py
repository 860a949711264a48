"""Every annotation of the corpus is filled, in a dataclass and in a pydantic model, and pydantic is the judge."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

import typedfactory
from tests.values.corpus import CORPUS, judge_of, models_of

COUNT = f"of {len(CORPUS)}"

pytestmark = [
    # Said of typing.LiteralString, which pydantic does not know.
    pytest.mark.filterwarnings("ignore:typing.*LiteralString is not a Python type"),
]


def test_the_corpus_is_large() -> None:
    assert len(CORPUS) >= 411


@pytest.mark.parametrize("name", [pytest.param(name, id=f"{name} ({COUNT})") for name in CORPUS])
def test_a_dataclass_gets_what_pydantic_accepts_in_strict_mode(name: str) -> None:
    factory = typedfactory.make_factory(models_of(CORPUS[name])[0])
    judge = judge_of(CORPUS[name])
    for each in factory.build_batch(3):
        judge.validate_python(each.x, strict=True)
        assert each.x is not None or name in {"None", "Optional[None]"}


@pytest.mark.parametrize("name", [pytest.param(name, id=f"{name} ({COUNT})") for name in CORPUS])
def test_a_strict_pydantic_model_is_built(name: str) -> None:
    model: Any = models_of(CORPUS[name])[1]
    assert [type(each) for each in typedfactory.make_factory(model).build_batch(3)] == [model] * 3


def test_the_same_seed_gives_the_same_corpus() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        factories = [typedfactory.make_factory(models_of(each)[0]) for each in CORPUS.values()]
    typedfactory.random.reseed_random(5)
    first = [_shown(factory.build().x) for factory in factories]
    typedfactory.random.reseed_random(5)
    assert [_shown(factory.build().x) for factory in factories] == first


def _shown(value: Any) -> str:
    """Return what a value says of itself, apart from where it stands in memory."""
    return type(value).__name__ if " at 0x" in repr(value) or "**" in repr(value) else repr(value)
