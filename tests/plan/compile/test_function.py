"""The generated functions: readable, free of users' text, honest about where an error came from."""

from __future__ import annotations

import dataclasses
import linecache
import re
import traceback
from typing import Any

import pytest

import typedfactory
from tests.data.making import define_factory, notes_of
from typedfactory.errors import CyclicDefinitionError, IteratorExhaustedError


@dataclasses.dataclass
class User:
    name: str
    email: str = ""
    tags: Any = None


class Refusing:
    """A model that raises."""

    def __init__(self, **kwargs: Any) -> None:
        raise ValueError(f"refused: {sorted(kwargs)}")


class UserFactory(typedfactory.Factory[User]):
    name: Any = typedfactory.Sequence(lambda n: f"user{n}")
    email: Any = typedfactory.LazyAttribute(lambda o: f"{o.name}@example.org")


class TeamFactory(typedfactory.DictFactory):
    lead: Any = typedfactory.SubFactory(UserFactory)


NASTY_NAMES = [
    "class",
    "black-and-white",
    "a b",
    "quote'\"s",
    "new\nline",
    "back\\slash",
    "{x}",
    "%s",
    "o",
    "d",
    "kw",
    "n",
]


def fail(*args: Any, **kwargs: Any) -> Any:
    raise KeyError("of the user")


# --- the source ---


def test_the_source_reads_like_the_factory() -> None:
    source = re.sub(r"_\d+", "", UserFactory._meta.source("build"))
    lines = [line.strip() for line in source.splitlines()]
    assert lines[0] == "def make(kw, parent, number):"
    for line in ("n = counter.take() if number is None else number", "v0 = function(n)", "v1 = function(o)"):
        assert line in lines
    assert lines[-3:] == ["except Exception as error:", "note(error)", "raise"]


def test_values_of_users_are_bound_and_never_spliced() -> None:
    text = "'); raise SystemExit('"

    class HostileFactory(typedfactory.DictFactory):
        value = text
        items = [text]  # noqa: RUF012 - copied for each object
        table = typedfactory.Dict({text: text})
        maybe = typedfactory.Maybe("value", text, text)

    assert HostileFactory.build() == {"value": text, "items": [text], "table": {text: text}, "maybe": text}
    source = HostileFactory._meta.source("build")
    assert "SystemExit" not in source.replace(repr(text), "")


@pytest.mark.parametrize("name", NASTY_NAMES)
@pytest.mark.parametrize("kind", ["constant", "lazy", "sequence", "sub", "hook", "trait", "call"])
def test_fields_may_have_any_name(name: str, kind: str) -> None:
    values: dict[str, Any] = {
        "constant": 5,
        "lazy": typedfactory.LazyAttribute(lambda o: o.five),
        "sequence": typedfactory.Sequence(lambda n: 5),
        "sub": typedfactory.Maybe("five", typedfactory.SelfAttribute("five")),
        "hook": typedfactory.PostGeneration(lambda obj, create, extracted, **kwargs: obj.update({name: 5})),
        "trait": 1,
        "call": 1,
    }
    body: dict[str, Any] = {"five": 5, name: values[kind]}
    if kind == "trait":
        body["Params"] = type("Params", (), {"on": typedfactory.Trait(**{name: 5})})
    factory = define_factory("NastyFactory", typedfactory.DictFactory, **body)
    given: dict[str, dict[str, Any]] = {"trait": {"on": True}, "call": {name: 5}}
    overrides = given.get(kind, {})
    assert factory.build(**overrides) == {"five": 5, name: 5}
    assert factory.build(**overrides, other=typedfactory.Sequence(lambda n: n), __sequence=1)[name] == 5
    assert factory.build(**{**overrides, name: 7})[name] == (5 if kind == "hook" else 7)


def test_constants_are_passed_without_being_looked_at() -> None:
    class Proud:
        def __eq__(self, other: object) -> bool:
            raise AssertionError

        def __repr__(self) -> str:
            raise AssertionError

        def __bool__(self) -> bool:
            raise AssertionError

        __hash__ = None  # type: ignore[assignment]  # as with arrays

    proud = Proud()

    class ProudFactory(typedfactory.DictFactory):
        value: Any = proud
        same: Any = typedfactory.SelfAttribute("value")
        table: Any = typedfactory.Dict({"x": proud})

    made = ProudFactory.build()
    assert made["value"] is made["same"] is made["table"]["x"] is proud
    assert ProudFactory.build(value=proud, table__x=proud)["same"] is proud
    assert ProudFactory.build(lazy=typedfactory.LazyFunction(lambda: proud))["lazy"] is proud


# --- errors ---


@pytest.mark.parametrize("extra", [{}, {"tags": 1}, {"tags": typedfactory.Sequence(str)}])
def test_an_error_keeps_its_class_and_carries_a_note_with_the_field(extra: dict[str, Any]) -> None:
    class FailingFactory(UserFactory):
        email = typedfactory.LazyAttribute(fail)

    with pytest.raises(KeyError) as caught:
        FailingFactory.build(**extra)
    assert caught.value.args == ("of the user",)
    assert notes_of(caught.value) == ["while making FailingFactory.email"]


@pytest.mark.parametrize(
    "declaration",
    [
        typedfactory.LazyFunction(fail),
        typedfactory.LazyAttribute(fail),
        typedfactory.LazyAttributeSequence(fail),
        typedfactory.Sequence(fail),
        typedfactory.Iterator([1], getter=fail),
        typedfactory.Transformer(1, transform=fail),
        typedfactory.Maybe("name", typedfactory.LazyFunction(fail)),
        typedfactory.Maybe(typedfactory.LazyFunction(fail), 1),
        typedfactory.ContainerAttribute(fail, strict=False),
        typedfactory.PostGeneration(fail),
    ],
)
def test_every_declaration_says_which_field_was_being_made(declaration: Any) -> None:
    class FailingFactory(typedfactory.DictFactory):
        name = "joe"
        fine = typedfactory.LazyAttribute(lambda o: o.name)
        odd = declaration
        last = 1

    for factory, overrides in ((FailingFactory, {}), (UserFactory, {"odd": declaration})):
        if factory is UserFactory and not isinstance(declaration, typedfactory.PostGeneration):
            continue
        with pytest.raises(KeyError) as caught:
            factory.build(**overrides)
        assert notes_of(caught.value) == [f"while making {factory.__name__}.odd"]


def test_a_nested_error_carries_a_note_for_each_factory_on_its_way() -> None:
    class MiddleFactory(typedfactory.DictFactory):
        team = typedfactory.SubFactory(TeamFactory)

    for extra in ({}, {"other": typedfactory.Sequence(str)}):
        with pytest.raises(KeyError) as caught:
            MiddleFactory.build(team__lead__email=typedfactory.LazyFunction(fail), **extra)
        assert notes_of(caught.value) == [
            "while making UserFactory.email",
            "while making TeamFactory.lead",
            "while making MiddleFactory.team",
        ]


@pytest.mark.parametrize("extra", [{}, {"b": typedfactory.Sequence(str)}])
def test_a_model_that_raises_is_noted_by_its_factory(extra: dict[str, Any]) -> None:
    class RefusingFactory(typedfactory.Factory[Refusing]):
        a = 1

    class HolderFactory(typedfactory.DictFactory):
        held = typedfactory.SubFactory(RefusingFactory)

    with pytest.raises(ValueError, match="refused") as caught:
        RefusingFactory.build(**extra)
    assert str(caught.value) == f"refused: {sorted(['a', *extra])}"
    assert notes_of(caught.value) == ["while making RefusingFactory"]
    with pytest.raises(ValueError, match="refused") as caught:
        HolderFactory.build(x=1, **extra)
    assert notes_of(caught.value) == ["while making RefusingFactory", "while making HolderFactory.held"]


def test_an_error_of_the_library_has_the_field_in_its_message_once() -> None:
    class EmptyFactory(typedfactory.DictFactory):
        value = typedfactory.Iterator([])

    class HolderFactory(typedfactory.DictFactory):
        held = typedfactory.SubFactory(EmptyFactory)

    with pytest.raises(IteratorExhaustedError) as caught:
        HolderFactory.build()
    assert str(caught.value) == (
        "EmptyFactory.value: the iterable of the Iterator has no values. Give it at least one, or override the field."
    )
    assert notes_of(caught.value) == ["while making EmptyFactory.value", "while making HolderFactory.held"]


def test_a_traceback_shows_the_generated_line_and_the_note() -> None:
    class FailingFactory(UserFactory):
        email = typedfactory.LazyAttribute(fail)

    with pytest.raises(KeyError) as caught:
        FailingFactory.build()
    linecache.checkcache()
    frames = traceback.extract_tb(caught.value.__traceback__)
    generated = [frame for frame in frames if frame.filename.startswith("<typedfactory FailingFactory.build #")]
    assert len(generated) == 1
    assert generated[0].name == "make"
    assert re.fullmatch(r"v1 = function_\d+\(o\)", generated[0].line or "")
    assert notes_of(caught.value) == ["while making FailingFactory.email"]


def test_errors_that_are_no_exceptions_pass_without_note() -> None:
    def leave() -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        UserFactory.build(name=typedfactory.LazyFunction(leave))
    assert not hasattr(caught.value, "__notes__")


# --- fields asked for before their turn ---


def test_fields_are_computed_when_asked_for_and_once() -> None:
    calls: list[str] = []

    def note(label: str, value: Any) -> Any:
        calls.append(label)
        return value

    class EagerFactory(typedfactory.DictFactory):
        a = typedfactory.LazyAttribute(lambda o: note("a", o.c + o.b))
        b = typedfactory.LazyAttribute(lambda o: note("b", o.c * 2))
        c = typedfactory.LazyFunction(lambda: note("c", 1))
        d = typedfactory.SubFactory(UserFactory, name=typedfactory.LazyAttribute(lambda o: o.factory_parent.e))
        e = typedfactory.LazyAttribute(lambda o: note("e", "late"))

    assert EagerFactory.build(d__email="x") == {"a": 3, "b": 2, "c": 1, "d": User("late", "x"), "e": "late"}
    assert calls == ["c", "b", "a", "e"]


def test_every_kind_of_field_can_be_asked_for_before_its_turn() -> None:
    class EagerFactory(typedfactory.DictFactory):
        seen = typedfactory.LazyAttribute(
            lambda o: [o.constant, o.items, o.number, o.table, o.maybe, o.given, o.made["n"], o.loud, o.skipped]
        )
        constant = 1
        items = [2]  # noqa: RUF012 - copied for each object
        number = typedfactory.Sequence(lambda n: n)
        table = typedfactory.Dict({"x": typedfactory.Sequence(lambda n: n)})
        maybe = typedfactory.Maybe("constant", typedfactory.SelfAttribute("number"))
        given: Any = None
        made = typedfactory.Dict({"n": 0})
        loud = typedfactory.Transformer("a", transform=str.upper)
        skipped = typedfactory.Maybe("given", no_declaration=3)

    made = EagerFactory.build(given="given", made__n=9, loud="b", __sequence=4)
    assert made["seen"] == [1, [2], 4, {"x": 4}, 4, "given", 9, "B", typedfactory.declarations.SKIP]
    assert made["items"] is made["seen"][1]
    assert "skipped" not in made


def test_fields_that_need_each_other_across_factories_are_a_cycle() -> None:
    class InnerFactory(typedfactory.DictFactory):
        x = typedfactory.SelfAttribute("..y")

    class OuterFactory(typedfactory.DictFactory):
        inner = typedfactory.SubFactory(InnerFactory)
        y = typedfactory.LazyAttribute(lambda o: o.inner["x"])

    for extra in ({}, {"other": typedfactory.Sequence(str)}):
        with pytest.raises(CyclicDefinitionError) as caught:
            OuterFactory.build(**extra)
        assert str(caught.value) == (
            "OuterFactory.inner: cyclic lazy attribute definition: inner → y → inner. "
            "Override one of them, or compute it from something else."
        )
        assert OuterFactory.build(y=1, **extra)["inner"] == {"x": 1}


# --- what a call brings ---


def test_lists_dicts_and_sets_of_the_class_body_are_copied_for_each_object() -> None:
    class TagsFactory(typedfactory.DictFactory):
        tags: Any = ["a", {"b": {1}}]  # noqa: RUF012 - copied for each object
        empty: Any = []  # noqa: RUF012 - as above
        none: Any = {}  # noqa: RUF012 - as above
        nothing: Any = set()  # noqa: RUF012 - as above
        table: Any = typedfactory.Dict({"x": ["y"]})

        class Params:
            on = typedfactory.Trait(more=["m"])

    one, two = TagsFactory.build_batch(2, on=True)
    assert one == two
    for key in ("tags", "empty", "none", "nothing", "more"):
        assert one[key] is not two[key]
    assert one["tags"][1]["b"] is not two["tags"][1]["b"]
    assert one["table"]["x"] is not two["table"]["x"]
    mine: list[str] = []
    assert TagsFactory.build(tags=mine)["tags"] is mine


def test_optional_parts_of_a_model_call_are_left_out_when_skipped() -> None:
    class SparseFactory(typedfactory.Factory[User]):
        name = "joe"
        email = typedfactory.Maybe("on", "given")

        class Params:
            on = False

    assert SparseFactory.build() == User("joe", "")
    assert SparseFactory.build(on=True) == User("joe", "given")
    assert SparseFactory.attributes() == {"name": "joe"}


def test_arguments_stand_by_name_where_a_class_makes_its_instances_itself() -> None:
    @dataclasses.dataclass
    class Fresh:
        a: int
        b: int

        def __new__(cls, *args: Any, **kwargs: Any) -> Any:
            made = super().__new__(cls)
            seen.append((args, kwargs))
            return made

    seen: list[Any] = []
    factory = typedfactory.make_factory(Fresh, a=1, b=2)
    assert dataclasses.astuple(factory.build()) == (1, 2)
    assert seen == [((), {"a": 1, "b": 2})]


def test_a_renamed_field_that_is_not_given_is_left_alone() -> None:
    class RenamedFactory(typedfactory.Factory[User]):
        class Meta:
            rename = {"mail": "email", "nom": "name"}  # noqa: RUF012 - read once

        nom = "joe"

    assert RenamedFactory.build() == User("joe")
    assert RenamedFactory.build(mail="x") == User("joe", "x")
