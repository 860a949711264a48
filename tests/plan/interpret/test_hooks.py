"""Hooks: what users override in a factory is honoured wherever the factory is nested, and when it comes later."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

import typedfactory


@dataclasses.dataclass
class User:
    name: str
    email: str = ""


@dataclasses.dataclass
class Team:
    lead: Any
    title: str = "core"


class UserFactory(typedfactory.Factory[User]):
    name: Any = "joe"


class TeamFactory(typedfactory.Factory[Team]):
    lead: Any = typedfactory.SubFactory(UserFactory)
    title: Any = "core"


# --- hooks of the class body ---


def test_adjust_kwargs_changes_fields_before_renaming_and_exclusion() -> None:
    class AdjustedFactory(typedfactory.Factory[User]):
        class Meta:
            rename = {"mail": "email"}  # noqa: RUF012 - read once
            exclude = ("host",)

        name = "joe"
        mail = "x"
        host = "example.org"

        @classmethod
        def _adjust_kwargs(cls, /, **kwargs: Any) -> dict[str, Any]:
            kwargs["mail"] = f"{kwargs['name']}@{kwargs['host']}"
            return kwargs

    assert AdjustedFactory.build() == User("joe", "joe@example.org")
    assert AdjustedFactory.attributes(name="ann") == {"name": "ann", "email": "ann@example.org"}


def test_adjust_kwargs_may_add_and_drop_fields() -> None:
    class AdjustedFactory(typedfactory.DictFactory):
        a = 1
        b = 2

        @classmethod
        def _adjust_kwargs(cls, /, **kwargs: Any) -> dict[str, Any]:
            del kwargs["a"]
            return {**kwargs, "c": 3}

    assert AdjustedFactory.build() == {"b": 2, "c": 3}
    assert vars(AdjustedFactory.stub()) == {"b": 2, "c": 3}


def test_build_and_create_hooks_receive_model_and_arguments() -> None:
    class LoggedFactory(UserFactory):
        class Meta:
            inline_args = ("name",)

        @classmethod
        def _build(cls, model_class: type[User], *args: Any, **kwargs: Any) -> Any:
            return ("built", model_class, args, kwargs)

        @classmethod
        def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> Any:
            return ("created", model_class, args, kwargs)

    built: Any = LoggedFactory.build(email="e")
    created: Any = LoggedFactory.create()
    assert built == ("built", User, ("joe",), {"email": "e"})
    assert created == ("created", User, ("joe",), {})


def test_a_hook_may_call_the_librarys_own_one() -> None:
    class UpperFactory(UserFactory):
        @classmethod
        def _build(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
            kwargs["name"] = kwargs["name"].upper()
            return super()._build(model_class, *args, **kwargs)

    class LongFactory(UpperFactory):
        @classmethod
        def _build(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
            kwargs["name"] += " the long"
            return super()._build(model_class, *args, **kwargs)

    assert LongFactory.build() == User("JOE THE LONG")


def test_after_postgeneration_sees_object_strategy_and_results() -> None:
    seen: list[Any] = []

    class LoggedFactory(typedfactory.DictFactory):
        a = 1

        @typedfactory.post_generation
        def first(obj: Any, create: bool, extracted: Any) -> str:  # noqa: N805 - the object
            return "one"

        second = typedfactory.PostGeneration(lambda obj, create, extracted: extracted)

        @classmethod
        def _after_postgeneration(
            cls, instance: dict[str, Any], create: bool, results: dict[str, Any] | None = None
        ) -> None:
            seen.append((instance, create, results))

    made = LoggedFactory.build(second=2)
    assert seen == [({"a": 1}, False, {"first": "one", "second": 2})]
    assert seen[0][0] is made
    LoggedFactory.create()
    assert seen[1] == ({"a": 1}, True, {"first": "one", "second": None})


def test_after_postgeneration_is_called_without_any_hook_too() -> None:
    seen: list[Any] = []

    class LoggedFactory(UserFactory):
        @classmethod
        def _after_postgeneration(cls, instance: User, create: bool, results: dict[str, Any] | None = None) -> None:
            seen.append((instance, create, results))

    made = LoggedFactory.create()
    assert seen == [(made, True, {})]


# --- whole methods overridden ---


class LoudFactory(UserFactory):
    """Overrides `build`; its email comes from the enclosing factory."""

    email = typedfactory.SelfAttribute("..title", default="no team")

    @classmethod
    def build(cls, /, **kwargs: Any) -> User:
        made = super().build(**kwargs)
        made.name = made.name.upper()
        return made


class OutermostFactory(UserFactory):
    """Overrides `_generate`; its email comes from the enclosing factory."""

    email = typedfactory.LazyAttribute(lambda o: o.factory_parent.title if o.factory_parent else "no team")

    @classmethod
    def _generate(cls, strategy: str, params: dict[str, Any]) -> Any:
        return super()._generate(strategy, {"name": f"{strategy} {sorted(params)}", **params})


def test_an_overridden_build_is_used_at_the_top() -> None:
    assert LoudFactory.build() == User("JOE", "no team")
    assert LoudFactory.build_batch(2, name="ann") == [User("ANN", "no team")] * 2
    assert LoudFactory.generate("build") == User("JOE", "no team")
    assert LoudFactory.simple_generate(create=False) == User("JOE", "no team")
    assert LoudFactory.create() == User("joe", "no team")


def test_an_overridden_build_is_used_in_a_subfactory_and_knows_its_parent() -> None:
    class LoudTeamFactory(TeamFactory):
        lead = typedfactory.SubFactory(LoudFactory)

    assert LoudTeamFactory.build() == Team(User("JOE", "core"))
    assert LoudTeamFactory.build(title="a", lead__name="ann") == Team(User("ANN", "a"), "a")
    assert LoudTeamFactory.build_batch(2) == [Team(User("JOE", "core"))] * 2
    assert LoudTeamFactory.create() == Team(User("joe", "core"))


def test_an_overridden_generate_is_used_in_a_subfactory_and_knows_its_parent() -> None:
    class OuterTeamFactory(TeamFactory):
        lead = typedfactory.SubFactory(OutermostFactory)

    assert OutermostFactory.build() == User("build []", "no team")
    assert OutermostFactory.create(email="e") == User("create ['email']", "e")
    assert OutermostFactory.create_batch(1) == [User("create []", "no team")]
    assert OuterTeamFactory.build() == Team(User("build []", "core"))
    assert OuterTeamFactory.create(lead__email="e") == Team(User("create ['email']", "e"))


def test_an_overridden_create_is_used_in_lists_related_factories_and_maybe() -> None:
    made: list[str] = []

    class CreatedFactory(typedfactory.DictFactory):
        label = typedfactory.SelfAttribute("...title", default="related")

        @classmethod
        def create(cls, /, **kwargs: Any) -> dict[str, Any]:
            row = super().create(**kwargs)
            made.append(row["label"])
            return row

    class OwnerFactory(typedfactory.DictFactory):
        title = "t"
        rows = typedfactory.List([typedfactory.SubFactory(CreatedFactory)])
        flagged = typedfactory.Maybe(
            "title", typedfactory.SubFactory(CreatedFactory, label=typedfactory.SelfAttribute("..title"))
        )
        related = typedfactory.RelatedFactory(CreatedFactory, "owner")

    OwnerFactory.create()
    assert made == ["t", "t", "related"]


def test_a_forced_number_reaches_past_an_overridden_method() -> None:
    class RowFactory(typedfactory.DictFactory):
        id = typedfactory.Sequence(lambda n: n)

        @classmethod
        def build(cls, /, **kwargs: Any) -> dict[str, Any]:
            return super().build(**kwargs)

    class TableFactory(typedfactory.DictFactory):
        row = typedfactory.Dict({"kept": 1}, dict_factory=RowFactory)

    assert TableFactory.build(__sequence=7) == {"row": {"id": 7, "kept": 1}}


def test_an_overridden_method_that_makes_other_objects_keeps_the_parent_for_its_own() -> None:
    class BusyFactory(LoudFactory):
        @classmethod
        def build(cls, /, **kwargs: Any) -> User:
            UserFactory.build()
            return super().build(**kwargs)

    class BusyTeamFactory(TeamFactory):
        lead = typedfactory.SubFactory(BusyFactory)

    assert BusyTeamFactory.build() == Team(User("JOE", "core"))


def test_an_overridden_method_that_fails_leaves_nothing_behind() -> None:
    class FailingFactory(OutermostFactory):
        @classmethod
        def _generate(cls, strategy: str, params: dict[str, Any]) -> Any:
            if "fail" in params:
                raise ZeroDivisionError
            return super()._generate(strategy, params)

    class FailingTeamFactory(TeamFactory):
        lead = typedfactory.SubFactory(FailingFactory)

    with pytest.raises(ZeroDivisionError):
        FailingTeamFactory.build(lead__fail=True)
    assert FailingFactory.build().email == "no team"


def test_overridden_methods_are_used_when_the_class_is_called() -> None:
    class CreatingFactory(UserFactory):
        @classmethod
        def create(cls, /, **kwargs: Any) -> User:
            return super().create(**{"email": "by create", **kwargs})

    called: Any = CreatingFactory()
    assert called == User("joe", "by create")
    calls: Any = CreatingFactory
    with_override = calls(name="ann")
    assert with_override == User("ann", "by create")


def test_overridden_methods_are_used_when_the_call_brings_declarations() -> None:
    class LoudTeamFactory(TeamFactory):
        lead = typedfactory.SubFactory(LoudFactory)

    made = LoudTeamFactory.build(title=typedfactory.LazyFunction(lambda: "lazy"), lead__name="ann")
    assert made == Team(User("ANN", "lazy"), "lazy")
    assert LoudFactory.build(name=typedfactory.LazyFunction(lambda: "eve")) == User("EVE", "no team")


def test_a_path_through_a_declaration_of_the_call_is_checked_before_an_overridden_method_runs() -> None:
    called: list[Any] = []

    class BuiltFactory(UserFactory):
        @classmethod
        def build(cls, /, **kwargs: Any) -> User:
            called.append(kwargs)
            return super().build(**kwargs)

    assert TeamFactory.build(lead=typedfactory.SubFactory(BuiltFactory), lead__email="e").lead == User("joe", "e")
    assert called == [{"email": "e"}]


def test_methods_of_the_options_may_be_overridden_too() -> None:
    class LoudOptions(typedfactory.FactoryOptions):
        def prepare_arguments(self, attributes: Any) -> Any:
            args, kwargs = super().prepare_arguments(attributes)
            return args, {**kwargs, "prepared": True}

        def instantiate(self, step: Any, args: Any, kwargs: Any) -> Any:
            return {"step": step.builder.strategy, **super().instantiate(step, args, kwargs)}

        def use_postgeneration_results(self, step: Any, instance: Any, results: Any) -> None:
            instance["results"] = results

    class RowFactory(typedfactory.DictFactory):
        _options_class = LoudOptions
        a = 1

    assert RowFactory.create() == {"step": "create", "a": 1, "prepared": True, "results": {}}
    assert RowFactory.build(a=typedfactory.LazyFunction(lambda: 2)) == {
        "step": "build",
        "a": 2,
        "prepared": True,
        "results": {},
    }
