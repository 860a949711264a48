"""make_factory, and making objects of a model without writing a factory class."""

from __future__ import annotations

import dataclasses
import gc
import weakref
from typing import Any

import pytest

import typedfactory
from typedfactory.errors import UnknownFieldError, UnknownStrategy
from typedfactory.facade.helpers import MODELS_KEPT


@dataclasses.dataclass
class User:
    name: str
    age: int = 3


class LoggedFactory(typedfactory.Factory[Any]):
    """A base of one's own: says how each object was made."""

    class Meta:
        abstract = True

    @classmethod
    def _build(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        return ("built", model_class, kwargs)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        return ("created", model_class, kwargs)


def test_make_factory_gives_a_factory_class_with_the_declarations() -> None:
    UserFactory = typedfactory.make_factory(User, name=typedfactory.Sequence(lambda n: f"user{n}"))  # noqa: N806 - a class
    assert issubclass(UserFactory, typedfactory.Factory)
    assert (UserFactory.__name__, UserFactory._meta.model) == ("UserFactory", User)
    assert UserFactory.build_batch(2, age=1) == [User("user0", 1), User("user1", 1)]


def test_make_factory_fills_what_is_not_declared() -> None:
    assert isinstance(typedfactory.make_factory(User).build().name, str)


def test_make_factory_derives_from_the_factory_class_that_is_named() -> None:
    UserFactory = typedfactory.make_factory(User, name="ann", FACTORY_CLASS=LoggedFactory)  # noqa: N806 - a class
    assert issubclass(UserFactory, LoggedFactory)
    made: Any = UserFactory.build()
    assert made == ("built", User, {"name": "ann"})


def test_no_factory_class_means_the_ordinary_one() -> None:
    made = typedfactory.make_factory(User, name="ann", FACTORY_CLASS=None)
    assert made.__bases__ == (typedfactory.Factory,)


def test_factory_classes_made_from_a_concrete_factory_inherit_its_declarations() -> None:
    class UserFactory(typedfactory.Factory[User]):
        name = "joe"

    made = typedfactory.make_factory(User, age=9, FACTORY_CLASS=UserFactory)
    assert made.build() == User("joe", 9)


def test_make_factory_checks_names_like_a_class_body() -> None:
    with pytest.raises(UnknownFieldError) as caught:
        typedfactory.make_factory(User, nmae="ann")
    assert str(caught.value) == (
        "UserFactory.nmae: User has no field 'nmae'. Did you mean \"name\"? "
        "If it only helps others, move it to class Params or list it in Meta.exclude."
    )


def test_build_and_create_make_one_object_or_a_batch() -> None:
    built = ("built", User, {"name": "ann"})
    created = ("created", User, {"name": "ann"})
    arguments: dict[str, Any] = {"name": "ann", "FACTORY_CLASS": LoggedFactory}
    outcomes: list[tuple[Any, Any]] = [
        (typedfactory.build(User, **arguments), built),
        (typedfactory.create(User, **arguments), created),
        (typedfactory.build_batch(User, 2, **arguments), [built, built]),
        (typedfactory.create_batch(User, 2, **arguments), [created, created]),
        (typedfactory.generate(User, "build", **arguments), built),
        (typedfactory.generate(User, "create", **arguments), created),
        (typedfactory.generate_batch(User, "create", 1, **arguments), [created]),
        (typedfactory.simple_generate(User, False, **arguments), built),
        (typedfactory.simple_generate(User, True, **arguments), created),
        (typedfactory.simple_generate_batch(User, False, 1, **arguments), [built]),
        (typedfactory.simple_generate_batch(User, True, 1, **arguments), [created]),
    ]
    for made, expected in outcomes:
        assert made == expected


def test_stub_makes_stubs() -> None:
    stub = typedfactory.stub(User, name=typedfactory.LazyAttribute(lambda o: f"age {o.age}"), age=7)
    assert vars(stub) == {"name": "age 7", "age": 7}
    assert [vars(each) for each in typedfactory.stub_batch(User, 2, name="ann")] == [{"name": "ann"}] * 2
    generated: Any = typedfactory.generate(User, "stub", name="ann")
    assert vars(generated) == {"name": "ann"}


def test_an_unknown_strategy_is_refused() -> None:
    with pytest.raises(UnknownStrategy) as caught:
        typedfactory.generate(User, "bild", name="ann")
    assert str(caught.value) == "UserFactory: there is no strategy 'bild'. Use one of 'build', 'create', 'stub'."


def test_each_call_counts_from_its_own_start() -> None:
    names = [typedfactory.build(User, name=typedfactory.Sequence(str)).name for _ in range(2)]
    assert names == ["0", "0"]


def test_make_factory_takes_options() -> None:
    class Meta:
        exclude = ("note",)

    factory = typedfactory.make_factory(dict, x=1, note="hidden", Meta=Meta)
    assert factory.build() == {"x": 1}


def test_models_that_are_built_without_a_factory_are_let_go_of() -> None:
    model: Any = None
    gone: list[weakref.ref[Any]] = []
    for _ in range(MODELS_KEPT + 10):
        model = dataclasses.make_dataclass("Account", [("name", str)])
        assert typedfactory.build(model, name="x").name == "x"
        gone.append(weakref.ref(model))
    del model
    gc.collect()
    assert sum(each() is not None for each in gone) <= MODELS_KEPT
