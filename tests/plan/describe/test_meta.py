"""class Meta: what each option accepts, where it comes from, and how options are added."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

import typedfactory
from tests.data.making import define_factory
from typedfactory.errors import AssociatedClassError, FactoryError, MetaOptionError, UnknownStrategy
from typedfactory.plan.describe.meta import as_names, core_options, read_meta


@dataclasses.dataclass
class User:
    name: str = "joe"


class UserFactory(typedfactory.Factory[User]):
    name: Any = "joe"


def define(**options: Any) -> Any:
    """Define a factory of users with options."""
    return define_factory("OddFactory", UserFactory, Meta=type("Meta", (), options))


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        (
            {"modle": User},
            MetaOptionError,
            'OddFactory.Meta.modle: there is no such option. Did you mean "model"?',
        ),
        (
            {"model": UserFactory},
            MetaOptionError,
            (
                "OddFactory.Meta.model: UserFactory is already a factory, not a model. "
                "Name the class that it makes, or derive from it."
            ),
        ),
        (
            {"strategy": "bild"},
            UnknownStrategy,
            "OddFactory.Meta.strategy: there is no strategy 'bild'. Use one of 'build', 'create', 'stub'.",
        ),
        (
            {"inline_args": 3},
            MetaOptionError,
            "OddFactory.Meta.inline_args: takes a tuple of field names, not int. Write ('a', 'b').",
        ),
        (
            {"inline_args": {"a": 1}},
            MetaOptionError,
            "OddFactory.Meta.inline_args: takes a tuple of field names, not dict. Write ('a', 'b').",
        ),
        (
            {"exclude": (1,)},
            MetaOptionError,
            "OddFactory.Meta.exclude: takes names of fields as strings. Write ('a', 'b').",
        ),
        (
            {"rename": ("a", "b")},
            MetaOptionError,
            (
                "OddFactory.Meta.rename: takes a dict of the factory's name → the model's name, not tuple. "
                "Write {'build_number': 'build'}."
            ),
        ),
        (
            {"autofill": "some"},
            MetaOptionError,
            'OddFactory.Meta.autofill: takes "required" (the default), "all" or False.',
        ),
        (
            {"default_for_model": "yes"},
            MetaOptionError,
            "OddFactory.Meta.default_for_model: takes True or False, not str.",
        ),
    ],
)
def test_a_wrong_option_is_refused_when_the_class_is_defined(
    options: dict[str, Any], error: type[FactoryError], message: str
) -> None:
    with pytest.raises(error) as caught:
        define(**options)
    assert str(caught.value) == message


@pytest.mark.parametrize("autofill", ["required", "all", False, True])
def test_autofill_takes_two_words_and_flags(autofill: Any) -> None:
    assert define(autofill=autofill)._meta.autofill == autofill


def test_names_may_be_one_string_or_any_iterable_of_strings() -> None:
    assert define(exclude="name")._meta.exclude == ("name",)
    assert define(exclude=["a", "b"])._meta.exclude == ("a", "b")
    assert as_names(iter(["a"])) == ("a",)


def test_private_names_in_meta_are_not_options() -> None:
    assert define(_helper=1).build() == User("joe")


def test_meta_may_inherit_from_another_meta() -> None:
    class Meta:
        exclude = ("a",)

    class BaseMeta(Meta):
        rename = {"b": "c"}  # noqa: RUF012 - read once

    class InheritedFactory(UserFactory):
        class Meta(BaseMeta):
            strategy = "stub"

    options = InheritedFactory._meta
    assert (options.exclude, options.rename, options.strategy) == (("a",), {"b": "c"}, "stub")


def test_options_that_are_inherited_and_options_that_are_not() -> None:
    class BaseFactory(UserFactory):
        class Meta:
            abstract = True
            strategy = "build"
            inline_args = ("name",)
            autofill = False

    class ChildFactory(BaseFactory):
        pass

    options = ChildFactory._meta
    assert (options.model, options.strategy, options.inline_args, options.autofill) == (User, "build", ("name",), False)
    assert (options.abstract, options.default_for_model) == (False, False)


# --- options of one's own ---


def check_database(meta: type | None, value: Any) -> None:
    if value is not None and not isinstance(value, str):
        raise MetaOptionError("takes the name of a database.")


class DatabaseOptions(typedfactory.FactoryOptions):
    def _build_default_options(self) -> list[typedfactory.OptionDefault]:
        return [
            *super()._build_default_options(),
            typedfactory.OptionDefault("database", "main", inherit=True, checker=check_database),
            typedfactory.OptionDefault("audit", False),
        ]


class StoredFactory(UserFactory):
    _options_class = DatabaseOptions

    class Meta:
        database = "other"
        audit = True


def test_an_options_class_adds_options() -> None:
    assert isinstance(StoredFactory._meta, DatabaseOptions)
    assert (StoredFactory._meta.database, StoredFactory._meta.audit) == ("other", True)  # type: ignore[attr-defined]  # added


def test_added_options_are_inherited_as_they_say() -> None:
    class ChildFactory(StoredFactory):
        pass

    assert (ChildFactory._meta.database, ChildFactory._meta.audit) == ("other", False)  # type: ignore[attr-defined]  # added


def test_an_options_class_may_come_below_factories_without_it() -> None:
    class PlainFactory(UserFactory):
        class Meta:
            exclude = ("x",)

    class LateFactory(PlainFactory):
        _options_class = DatabaseOptions

    assert (LateFactory._meta.database, LateFactory._meta.exclude) == ("main", ("x",))  # type: ignore[attr-defined]  # added


def test_added_options_are_checked_and_suggested() -> None:
    with pytest.raises(MetaOptionError) as caught:

        class WrongFactory(StoredFactory):
            class Meta:
                database = 3

    assert str(caught.value) == "WrongFactory.Meta.database: takes the name of a database."
    with pytest.raises(MetaOptionError) as caught:

        class MisspeltFactory(StoredFactory):
            class Meta:
                databse = "x"

    assert str(caught.value) == 'MisspeltFactory.Meta.databse: there is no such option. Did you mean "database"?'


def test_what_a_checker_raises_of_its_own_is_seen_as_it_is() -> None:
    def explode(meta: type | None, value: Any) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        read_meta("UserFactory", None, [typedfactory.OptionDefault("x", 1, checker=explode)], None)


def test_an_error_of_the_library_raised_by_a_checker_is_located() -> None:
    def refuse(meta: type | None, value: Any) -> None:
        raise AssociatedClassError("no such database.")

    with pytest.raises(AssociatedClassError) as caught:
        read_meta("UserFactory", None, [typedfactory.OptionDefault("x", 1, checker=refuse)], None)
    assert str(caught.value) == "UserFactory.Meta.x: no such database."


def test_an_option_shows_itself() -> None:
    assert str(typedfactory.OptionDefault("database", "main", inherit=True)) == "database='main' (inherit=True)"
    assert [option.name for option in core_options()][:3] == ["model", "abstract", "strategy"]
