"""Faults 18 and 19: whatever Python takes as a keyword arrives as it is, and a field may be called anything."""

from __future__ import annotations

import enum
import io
import keyword
import sys
import unicodedata
from typing import Any

import factory
import pytest
from hypothesis import given
from hypothesis import strategies as st

import typedfactory
import typedfactory.factory_boy

BOTH: tuple[Any, Any] = (typedfactory.factory_boy, factory)


class Colour(str, enum.Enum):
    """Names that are members of an enumeration."""

    RED = "red"
    NAME = "name"


class Hostile(str):
    """A name that does what it can to be taken for something else."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "__import__('os').abort()"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def isidentifier(self) -> bool:
        return True

    def startswith(self, *_: Any) -> bool:
        raise AssertionError

    partition = split = startswith  # type: ignore[assignment]  # nobody is to call them


class Unequal(Hostile):
    """A name that is equal to nothing, and says so in a way of its own."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        raise AssertionError

    def __hash__(self) -> int:
        return 1


class Equal(Hostile):
    """A name that says that it is equal to all others."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = str.__hash__


class Fickle(Hostile):
    """A name whose hash is another one each time."""

    __slots__ = ()
    hashes = iter(range(10**9))

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return next(self.hashes)


KINDS: list[Any] = [str, Colour, Hostile, Unequal, Equal, Fickle]

#: Names that Python's parser changes, refuses or reads as something else.
ODD = [
    "\u00b5g",
    "\ufb01",
    "\u017f",
    "__debug__",
    "class",
    "None",
    "a b",
    "",
    "1",
    "naïve",
    "x\ny",
    "'",
    "{}",
    "\ud800",
    "\U0001d431",
    "cls",
    "self",
]


class Open:
    """A model that takes anything."""

    def __init__(self, /, *args: Any, **kwargs: Any) -> None:
        self.args = args
        self.given = list(kwargs.items())


class OpenFactory(typedfactory.factory_boy.Factory[Open]):
    name = "joe"


def keys_of(made: Any) -> list[Any]:
    """Return the names that a model was called with."""
    if isinstance(made, Open):
        return [key for key, _ in made.given]
    return list(vars(made) if isinstance(made, typedfactory.StubObject) else made)


def named(kind: Any, text: str) -> Any:
    """Return a name of a class of strings."""
    return kind.RED if kind is Colour else kind(text)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("way", ["build", "create", "stub"])
@pytest.mark.parametrize("base", [typedfactory.DictFactory, OpenFactory])
def test_a_name_of_any_class_arrives_as_it_is(base: Any, way: str, kind: Any) -> None:
    name = named(kind, "colour")
    for _ in range(3):
        (key,) = [key for key in keys_of(getattr(base, way)(**{name: 1})) if key is not name and key != "name"] or [
            name
        ]
        assert key is name
        assert keys_of(getattr(base, way)(colour=1))[-1] == "colour"
        assert type(keys_of(getattr(base, way)(colour=1))[-1]) is str


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_of_any_class_arrives_as_it_is_in_a_batch_a_debug_block_and_beside_declarations(kind: Any) -> None:
    name = named(kind, "colour")
    base: Any = typedfactory.DictFactory
    made = base.build_batch(2, **{name: 1})
    made.append(base.build(**{name: typedfactory.Sequence(lambda n: n)}))
    with typedfactory.debug(stream=io.StringIO()):
        made.append(base.build(**{name: 1}))
    made.append(base.attributes(**{name: 1}))
    if kind not in (Unequal, Equal):
        # Python itself compares those with the names of parameters.
        made.append(typedfactory.make_factory(dict, **{name: 1}).build())
        made.append(typedfactory.build(dict, **{name: typedfactory.Sequence(lambda n: n)}))
    assert all(key is name for each in made for key in each)


@pytest.mark.parametrize("kind", KINDS)
def test_names_in_declarations_and_traits_arrive_as_they_are(kind: Any) -> None:
    name = named(kind, "colour")
    inner: Any = typedfactory.DictFactory

    class OuterFactory(typedfactory.DictFactory):
        class Params:
            on = typedfactory.Trait(**{name: 2})

        d = typedfactory.Dict({name: 1, "plain": typedfactory.Sequence(lambda n: n)})
        s = typedfactory.SubFactory(inner, **{name: typedfactory.SelfAttribute("..x")})
        x = 5

    for _ in range(2):
        made = OuterFactory.build(on=True)
        assert [key for key in made["d"] if key is name]
        assert [key for key in made["s"] if key is name]
        assert next(reversed(made)) is name
        assert (next(iter(made["d"].values())), next(iter(made["s"].values())), list(made.values())[-1]) == (1, 5, 2)
    source = OuterFactory._meta.source("build")
    assert "abort" not in source
    assert "Colour" not in source


@pytest.mark.parametrize("kind", [Colour, Hostile, Equal])
def test_names_in_options_are_read_as_names(kind: Any) -> None:
    name = kind.NAME if kind is Colour else kind("name")

    class LeftFactory(typedfactory.factory_boy.Factory[Open]):
        name = "joe"
        age = 3

        class Meta:
            exclude = (kind.NAME if kind is Colour else kind("name"),)
            rename = {"age": name}  # noqa: RUF012 - as everybody writes it
            inline_args = ()

    class FirstFactory(LeftFactory):
        class Meta:
            exclude = ()
            rename: dict[str, str] = {}  # noqa: RUF012 - as above
            inline_args = [name]  # noqa: RUF012 - as above

    assert [(key is name, value) for key, value in LeftFactory.build().given] == [(True, 3)]
    assert (FirstFactory.build().args, FirstFactory.build().given) == (("joe",), [("age", 3)])


@pytest.mark.parametrize("kind", [Colour, Hostile, Equal])
def test_a_name_that_is_declared_is_that_field_whatever_its_class(kind: Any) -> None:
    name = kind.NAME if kind is Colour else kind("name")
    made = OpenFactory.build(**{name: "ann"}).given
    assert made == [("name", "ann")]
    assert type(made[0][0]) is str


@pytest.mark.parametrize("kind", [Colour, Hostile])
def test_arguments_of_hooks_keep_their_names(kind: Any) -> None:
    name = named(kind, "colour")
    seen: list[Any] = []

    class HookedFactory(typedfactory.DictFactory):
        hook = typedfactory.PostGeneration(lambda obj, create, extracted, **kwargs: seen.append(list(kwargs)))

    HookedFactory.build(**{f"hook__{str.__str__(name)}": 1})
    assert seen == [["colour" if kind is Hostile else "red"]]


def test_a_name_that_python_would_take_for_another_one_is_no_field_of_the_model() -> None:
    class Strict:
        def __init__(self, *, s: int = 0) -> None:
            self.s = s

    class StrictFactory(typedfactory.factory_boy.Factory[Strict]):
        @classmethod
        def _adjust_kwargs(cls, **given: Any) -> Any:
            return dict(given.items())

    assert StrictFactory.build(s=2).s == 2
    with pytest.raises(TypeError, match=f"unexpected keyword argument '{ODD[2]}'"):
        StrictFactory.build(**{ODD[2]: 2})


@pytest.mark.parametrize("name", ODD)
def test_odd_names_arrive_as_they_are(name: str) -> None:
    value = object()
    for made in (
        typedfactory.DictFactory.build(**{name: value}),
        typedfactory.DictFactory.build(**{name: typedfactory.LazyFunction(lambda: value)}),
        typedfactory.make_factory(dict, **{name: typedfactory.LazyFunction(lambda: value)}).build(),
        vars(typedfactory.DictFactory.stub(**{name: value})),
        dict(OpenFactory.build(**{name: value}).given),
        typedfactory.make_factory(dict, d=typedfactory.Dict({name: typedfactory.LazyFunction(lambda: value)})).build()[
            "d"
        ],
    ):
        assert (list(made)[-1], made[name]) == (name, value)


def test_odd_names_of_hooks_and_their_arguments_and_methods_arrive_as_they_are() -> None:
    seen: list[Any] = []

    class Marked(dict[str, Any]):
        def __getattr__(self, name: str) -> Any:
            return lambda *args, **kwargs: seen.append((name, kwargs))

    for name in ODD:
        if name.startswith("__"):
            continue
        made = typedfactory.make_factory(
            Marked,
            FACTORY_CLASS=typedfactory.BaseDictFactory,
            hook=typedfactory.PostGenerationMethodCall(name or "x", **{name or "x": 1}),
            **{f"o{name}": typedfactory.PostGeneration(lambda obj, create, extracted: seen.append(obj))},
        )
        for _ in range(2):
            made.build()
            assert seen == [(name or "x", {name or "x": 1}), {}]
            seen.clear()


def identifiers() -> list[str]:
    """Return each character that can begin a name, and behind a letter each that can go on with it."""
    characters = map(chr, range(sys.maxunicode + 1))
    return [each if each.isidentifier() else f"x{each}" for each in characters if f"x{each}".isidentifier()]


def test_all_identifiers_of_unicode_arrive_as_they_are() -> None:
    names = identifiers()
    assert any(unicodedata.normalize("NFKC", name) != name for name in names)
    for start in range(0, len(names), 2_000):
        part = dict.fromkeys(names[start : start + 2_000], 1)
        assert list(typedfactory.DictFactory.build(**part)) == list(part)
        assert [key for key, _ in OpenFactory.build(**part).given] == ["name", *part]


@given(
    st.dictionaries(
        st.text(min_size=1).filter(lambda text: "__" not in text) | st.sampled_from([*ODD[:3], *keyword.kwlist]),
        st.integers(),
        max_size=6,
    )
)
def test_any_text_arrives_as_it_is_as_from_factory_boy(values: dict[str, int]) -> None:
    ours, theirs = (library.make_factory(dict, FACTORY_CLASS=library.DictFactory) for library in BOTH)
    declared = typedfactory.make_factory(
        dict, **{name: value for name, value in values.items() if name != "FACTORY_CLASS"}
    )
    for _ in range(2):
        assert list(ours.build(**values).items()) == list(theirs.build(**values).items())
    if not {"klass", "Meta", "Params"} & set(values) and not any(name.startswith("_") for name in values):
        assert declared.build() == {name: value for name, value in values.items() if name != "FACTORY_CLASS"}


SELVES = [
    "cls",
    "self",
    "model_class",
    "mcs",
    "klass",
    "step",
    "instance",
    "strategy",
    "args",
    "kwargs",
    "create",
    "size",
]


@pytest.mark.parametrize("name", SELVES)
def test_a_field_may_be_called_as_a_parameter_of_the_librarys_own(name: str) -> None:
    base: Any = OpenFactory
    sequence = typedfactory.Sequence(lambda n: n)
    for way in ("build", "create", "stub", "attributes"):
        make = getattr(base, way)
        with typedfactory.debug(stream=io.StringIO()):
            made = [make(**{name: 7})]
        made += [make(**{name: 7}), make(**{name: typedfactory.LazyFunction(lambda: 7)}), make(**{name: sequence})]
        found = [dict(each.given) if isinstance(each, Open) else each for each in made]
        values = [vars(each) if isinstance(each, typedfactory.StubObject) else each for each in found]
        assert [each[name] for each in values][:3] == [7, 7, 7]
    declared = type(base)(
        "DeclaredFactory", (base,), {name: 7, "Params": type("Params", (), {"on": typedfactory.Trait(**{name: 8})})}
    )
    assert [dict(declared.build(**more).given)[name] for more in ({}, {"on": True})] == [7, 8]
    outer = type(base)("OuterFactory", (base,), {"inner": typedfactory.SubFactory(base, **{name: 7})})
    assert dict(dict(outer.build().given)["inner"].given)[name] == 7


@pytest.mark.parametrize("library", BOTH)
def test_a_hook_may_be_given_its_model_by_name(library: Any) -> None:
    class NamedFactory(library.Factory):  # type: ignore[misc]  # either library's
        class Meta:
            model = dict

        name = "joe"

        @classmethod
        def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
            return super()._create(model_class=model_class, *args, **kwargs)  # noqa: B026 - as people write it

        @classmethod
        def _build(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
            return super()._build(*args, **kwargs, model_class=model_class)

    assert (NamedFactory.build(), NamedFactory.create()) == ({"name": "joe"}, {"name": "joe"})
