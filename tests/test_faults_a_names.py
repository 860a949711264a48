"""Fault 10: names that older versions of factory_boy had are answered with what is written today."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest

from typedfactory.errors import ArgumentError, MetaOptionError
from typedfactory.ground import old_names

#: What is wrong here is wrong for type checkers too.
factory: Any = importlib.import_module("typedfactory.factory_boy")
typedfactory: Any = importlib.import_module("typedfactory")

MODULES = [
    "typedfactory",
    "typedfactory.declarations",
    "typedfactory.extension",
    "typedfactory.faker",
    "typedfactory.fuzzy",
    "typedfactory.factory_boy",
    *(f"typedfactory.factory_boy.{name}" for name in ("alchemy", "base", "builder", "declarations", "django", "enums")),
    *(
        f"typedfactory.factory_boy.{name}"
        for name in ("errors", "faker", "fuzzy", "helpers", "mogo", "mongoengine", "random")
    ),
]
OLD = "It is a name of older versions of factory_boy. Today:"


class Open:
    def __init__(self, **fields: Any) -> None:
        vars(self).update(fields)


class OpenFactory(factory.Factory[Open]):  # type: ignore[misc]  # see above
    pass


@pytest.mark.parametrize("name", old_names.MODULES)
@pytest.mark.parametrize("module", MODULES)
def test_old_name_of_a_module_is_answered(module: str, name: str) -> None:
    found = importlib.import_module(module)
    if name in vars(found):
        return
    with pytest.raises(AttributeError) as caught:
        getattr(found, name)
    assert str(caught.value).endswith(f"has no attribute {name!r}. {OLD} {old_names.MODULES[name]}.")
    assert not hasattr(found, name)


@pytest.mark.parametrize("module", MODULES)
def test_other_names_are_answered_as_before(module: str) -> None:
    with pytest.raises(AttributeError, match=r"has no attribute 'nonsense'\.?$"):
        getattr(importlib.import_module(module), "nonsense")  # noqa: B009 - mypy knows that there is none


@pytest.mark.parametrize("base", [factory.Factory, factory.DictFactory, typedfactory.Factory])
@pytest.mark.parametrize(("name", "option"), old_names.OPTIONS.items())
def test_old_option_in_a_class_body_is_answered(base: Any, name: str, option: str) -> None:
    message = f"dictFactory.{name}: no field. {OLD} write class Meta, and in it {option} = …."
    with pytest.raises(MetaOptionError, match=f"^{re.escape(message)}$"):
        factory.make_factory(dict, FACTORY_CLASS=base, **{name: "build"})


@pytest.mark.parametrize(("name", "option"), old_names.OPTIONS.items())
def test_old_option_in_class_meta_is_answered(name: str, option: str) -> None:
    message = f"OldFactory.Meta.{name}: there is no such option. {OLD} write {option}."
    with pytest.raises(MetaOptionError, match=f"^{re.escape(message)}$"):

        class OldFactory(factory.Factory):  # type: ignore[misc]
            Meta = type("Meta", (), {name: 1})


def test_option_of_a_back_end_that_is_gone_is_answered() -> None:
    with pytest.raises(MetaOptionError, match=r'Today: write sqlalchemy_session_persistence = "flush"\.$'):

        class OldFactory(factory.alchemy.SQLAlchemyModelFactory):  # type: ignore[misc]
            class Meta:
                force_flush = True


def test_field_of_the_model_may_have_an_old_name() -> None:
    class Planned:
        def __init__(self, default_strategy: str, FACTORY_FOR: int) -> None:  # noqa: N803 - the name in question
            self.values = default_strategy, FACTORY_FOR

    class PlannedFactory(factory.Factory):  # type: ignore[misc]
        class Meta:
            model = Planned

        default_strategy = "build"
        FACTORY_FOR = 3

    assert PlannedFactory().values == ("build", 3)

    class LooseFactory(factory.DictFactory):  # type: ignore[misc]
        default_strategy = "wait"

    assert LooseFactory() == {"default_strategy": "wait"}


@pytest.mark.parametrize("name", [*old_names.ATTRIBUTES, *old_names.OPTIONS])
def test_old_attribute_of_a_factory_is_answered(name: str) -> None:
    with pytest.raises(AttributeError, match=f"^type object 'OpenFactory' has no attribute '{name}'\\. {OLD}"):
        getattr(OpenFactory, name)
    assert not hasattr(OpenFactory, name)


def test_old_option_set_on_a_factory_is_answered() -> None:
    with pytest.raises(MetaOptionError) as caught:
        OpenFactory.FACTORY_SESSION = object()
    assert str(caught.value) == (
        f"OpenFactory.FACTORY_SESSION: nothing reads it. {OLD} write class Meta, and in it sqlalchemy_session = …."
    )


@pytest.mark.parametrize(
    "declare",
    [
        lambda: factory.PostGeneration(print, extract_prefix="x"),
        lambda: factory.PostGenerationMethodCall("save", extract_prefix="x"),
        lambda: factory.RelatedFactory(OpenFactory, extract_prefix="x"),
    ],
)
def test_old_argument_of_a_hook_is_answered(declare: Any) -> None:
    with pytest.raises(ArgumentError, match=r"there is no argument 'extract_prefix'\. It is a name of older versions"):
        declare()


def test_type_of_a_sequence_is_answered() -> None:
    with pytest.raises(ArgumentError) as caught:
        factory.Sequence(lambda n: n, type=str)
    assert str(caught.value) == (
        f"Sequence: there is no argument 'type'. {OLD} turn the number into what you need in the function, as in "
        "Sequence(lambda n: str(n))."
    )


def test_brackets_behind_post_generation_are_answered() -> None:
    for old in ({}, {"extract_prefix": "x"}):
        with pytest.raises(
            ArgumentError, match=r"^post_generation takes the function\. Write @post_generation, without"
        ):
            factory.post_generation(**old)


def test_every_old_name_has_its_row_in_the_migration_guide() -> None:
    guide = Path("docs/migration/factory-boy.md").read_text(encoding="utf-8")
    names = {*old_names.OPTIONS, *old_names.META, *old_names.ATTRIBUTES, *old_names.ARGUMENTS, *old_names.MODULES}
    assert [name for name in sorted(names) if f"`{name}`" not in guide] == []
