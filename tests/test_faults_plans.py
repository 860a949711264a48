"""Faults 2, 7, 22, 61 and 62: counters, the order of hooks, copies, fields that are looked into, names that hooks take."""

from __future__ import annotations

import abc
import copy
import dataclasses
import datetime
import itertools
import pickle
import sys
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import factory
import factory.fuzzy
import pytest

import typedfactory
import typedfactory.factory_boy
import typedfactory.fuzzy
from tests.data.making import define_factory
from typedfactory.errors import UnfillableError, UnknownFieldError

if TYPE_CHECKING:
    from nowhere import Gone  # type: ignore[import-not-found]  # that is the case

BOTH: tuple[Any, Any] = (typedfactory.factory_boy, factory)
T = TypeVar("T")


# 2. Counters


@dataclasses.dataclass
class Box(Generic[T]):
    n: int
    item: T


class BigBox(Box[T]):
    pass


def make_box(**fields: Any) -> Any:
    """Make a box, as a function."""
    return Box(**fields)


@pytest.mark.parametrize(
    ("model", "own"),
    [
        (Box, None),
        (Box, BigBox),
        (Box[int], None),
        (Box[int], Box[int]),
        (Box[int], BigBox),
        (Box, Box[str]),
        (make_box, None),
        ("tests.test_faults_plans.Box", None),
        ("tests.test_faults_plans.Box", "tests.test_faults_plans.Box"),
        ("tests.test_faults_plans.Box", "tests.test_faults_plans.BigBox"),
        ("tests.test_faults_plans.Box", Box),
        (Box, "tests.test_faults_plans.BigBox"),
    ],
)
def test_a_factory_of_the_same_kind_of_object_counts_with_its_base(model: Any, own: Any) -> None:
    sequence = typedfactory.Sequence(lambda n: n)
    base: Any = define_factory("BaseFactory", typedfactory.Factory, Meta=meta(model), n=sequence, item=1)
    child: Any = define_factory("ChildFactory", base, **({} if own is None else {"Meta": meta(own)}))
    assert [each.build().n for each in (child, base, child, base)] == [0, 1, 2, 3]
    with pytest.raises(typedfactory.errors.SequenceResetError):
        child.reset_sequence()
    base.reset_sequence(7)
    assert (child.build().n, base.build().n) == (7, 8)


def test_a_factory_of_other_objects_counts_for_itself() -> None:
    sequence = typedfactory.Sequence(lambda n: n)
    base: Any = define_factory(
        "BaseFactory", typedfactory.Factory, Meta=meta("tests.test_faults_plans.Box"), n=sequence, item=1
    )
    for other in ("tests.test_faults_plans.Other", dict):
        child: Any = define_factory("ChildFactory", base, Meta=meta(other))
        assert [attribute(each.build(), "n") for each in (base, child)] == [base._meta.next_sequence() - 1, 0]
        child.reset_sequence()


@dataclasses.dataclass
class Other:
    n: int
    item: Any


def attribute(made: Any, name: str) -> Any:
    return made[name] if isinstance(made, dict) else getattr(made, name)


def meta(model: Any) -> type:
    return type("Meta", (), {"model": model})


# 7. Hooks of traits, moments, stubs


def hooked(library: Any, log: list[str]) -> Any:
    """Return a factory whose hooks log that they ran."""

    def note(label: str) -> Any:
        return library.PostGeneration(lambda *_, **__: log.append(label))

    kind = type(library.Factory)
    first = library.Trait(c=note("first c"), a=note("first a"))
    second = library.Trait(a=note("second a"), d=note("second d"), first=True)
    params = type("Params", (), {"first": first, "second": second})
    body = {"b": note("b"), "a": note("a"), "Meta": type("Meta", (), {"model": dict}), "Params": params}
    base = kind("BaseFactory", (library.DictFactory,), body)
    return base, kind("ChildFactory", (base,), {"e": note("e"), "d": note("child d")})


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize(
    "switches",
    [{}, {"first": True}, {"second": True}, {"first": True, "second": True}, {"second": True, "first": False}],
)
def test_hooks_run_in_the_order_of_factory_boy_whatever_traits_set(which: int, switches: dict[str, bool]) -> None:
    logs: list[list[str]] = []
    for library in BOTH:
        log: list[str] = []
        made = hooked(library, log)[which]
        late = library.PostGeneration(lambda *_, log=log, **__: log.append("late"))
        for extra in ({}, {}, {"f": late}, {"e": late}):
            made.build(**switches, **extra)
        logs.append(log)
    assert logs[0] == logs[1]


FORCED = list(itertools.product((None, 2023, 2024), (None, 1, 2, 4, 12), (None, 1, 28, 29, 30, 31)))
IMPOSSIBLE = {(year, month, day) for year in (None, 2023, 2024) for month, day in ((2, 30), (2, 31), (4, 31))} | {
    (2023, 2, 29)
}


@pytest.mark.parametrize("parts", FORCED)
@pytest.mark.filterwarnings("ignore")
def test_forced_parts_hold_on_every_day_and_differ_from_factory_boy_only_where_that_fails(
    parts: tuple[Any, ...],
) -> None:
    start, end = datetime.datetime.fromisoformat("2019-01-01"), datetime.datetime.fromisoformat("2024-12-31")
    boy: Any = factory
    forced = dict(zip(("force_year", "force_month", "force_day"), parts, strict=True))
    if parts in IMPOSSIBLE:
        with pytest.raises(ValueError, match=r"FuzzyNaiveDateTime: no moment has force_.*\. Take one of them out\."):
            typedfactory.fuzzy.FuzzyNaiveDateTime(start, end, **forced)
        return
    ours = typedfactory.fuzzy.FuzzyNaiveDateTime(start, end, **forced)
    theirs = boy.fuzzy.FuzzyNaiveDateTime(start, end, **forced)
    typedfactory.random.reseed_random(3)
    boy.random.reseed_random(3)
    for _ in range(60):
        made = ours.fuzz()
        assert all(part is None or part == number for part, number in zip(parts, made.timetuple(), strict=False))
        try:
            assert made == theirs.fuzz()
        except ValueError:
            continue


@dataclasses.dataclass
class Named:
    name: str = "joe"


@dataclasses.dataclass
class Holder:
    named: Named


def test_a_stub_takes_any_field_as_it_has_no_model() -> None:
    named: Any = define_factory("NamedFactory", typedfactory.Factory[Named])
    holder: Any = define_factory("HolderFactory", typedfactory.Factory[Holder], named=typedfactory.SubFactory(named))
    for _ in range(2):
        assert vars(named.stub(age=3)) == {"age": 3}
        assert vars(named.stub_batch(1, age=3)[0]) == {"age": 3}
        assert holder.stub(named__age=3).named.age == 3
        assert holder.stub(named__age=3, extra=typedfactory.Sequence(lambda n: n)).extra >= 0
    with pytest.raises(UnknownFieldError):
        named.build(age=3)
    with pytest.raises(UnknownFieldError):
        holder.build(named__age=3)


# 22. Copies


def shout(value: Any = "x", *_: Any, **__: Any) -> str:
    """Return something loud."""
    return str(value).upper()


class PartFactory(typedfactory.DictFactory):
    a = 1


def declarations() -> dict[str, Any]:
    """Return one declaration of each kind."""
    start = datetime.datetime.fromisoformat("2020-01-01")
    lib, fuzzy = typedfactory, typedfactory.fuzzy
    return {
        "Sequence": lib.Sequence(shout),
        "LazyFunction": lib.LazyFunction(shout),
        "LazyAttribute": lib.LazyAttribute(shout_name),
        "LazyAttributeSequence": lib.LazyAttributeSequence(shout_name),
        "SelfAttribute": lib.SelfAttribute("name"),
        "SelfAttribute or": lib.SelfAttribute("missing", default=3),
        "ContainerAttribute": lib.ContainerAttribute(shout_name, strict=False),
        "Iterator": lib.Iterator([1, 2]),
        "Iterator once": lib.Iterator([1, 2, 3, 4], cycle=False, getter=shout),
        "Faker": lib.Faker("name"),
        "SubFactory": lib.SubFactory(PartFactory, b=lib.SelfAttribute("a"), c=[1]),
        "SubFactory by path": lib.SubFactory("tests.test_faults_plans.PartFactory"),
        "Dict": lib.Dict({"a": lib.SelfAttribute("..name")}),
        "List": lib.List([1, lib.SelfAttribute("..name")]),
        "Maybe": lib.Maybe("name", 1, lib.SelfAttribute("name")),
        "Maybe not": lib.Maybe("name", no_declaration=1),
        "Transformer": lib.Transformer("x", transform=shout),
        "PostGeneration": lib.PostGeneration(shout),
        "PostGenerationMethodCall": lib.PostGenerationMethodCall("get", "name"),
        "RelatedFactory": lib.RelatedFactory(PartFactory, "whole"),
        "RelatedFactoryList": lib.RelatedFactoryList(PartFactory, "whole", size=2),
        "FuzzyInteger": fuzzy.FuzzyInteger(1, 3),
        "FuzzyChoice": fuzzy.FuzzyChoice([1, 2]),
        "FuzzyText": fuzzy.FuzzyText(),
        "FuzzyAttribute": fuzzy.FuzzyAttribute(shout),
        "FuzzyFloat": fuzzy.FuzzyFloat(1.0),
        "FuzzyDecimal": fuzzy.FuzzyDecimal(1),
        "FuzzyDate": fuzzy.FuzzyDate(start.date(), start.date()),
        "FuzzyNaiveDateTime": fuzzy.FuzzyNaiveDateTime(start, start, force_day=3),
    }


def shout_name(resolver: Any, *_: Any) -> str:
    return str(resolver.name).upper()


COPIES: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda value: pickle.loads(pickle.dumps(value)),  # noqa: S301 - our own
}


@pytest.mark.parametrize("way", COPIES)
@pytest.mark.parametrize("kind", declarations())
@pytest.mark.parametrize("used", [False, True])
def test_a_declaration_can_be_copied_and_does_the_same(kind: str, way: str, used: bool) -> None:
    original = declarations()[kind]
    if used:
        made_by(original)
    twins = [COPIES[way](original), original]
    assert all(type(twin) is type(original) for twin in twins)
    made = []
    for twin in twins:
        typedfactory.random.reseed_random(1)
        again = COPIES["deepcopy"](twin) if kind.startswith("Iterator") else twin
        made.append(made_by(again))
    assert made[0] == made[1]


def made_by(declaration: Any) -> Any:
    made: Any = define_factory("WholeFactory", typedfactory.DictFactory, name="joe", field=declaration)
    return [made.build(), made.build(field__a=2) if isinstance(declaration, typedfactory.SubFactory) else None]


def test_marks_are_told_by_identity_so_their_copies_are_they() -> None:
    marks = (typedfactory.AUTO, typedfactory.declarations.SKIP, typedfactory.USE_DEFAULT)
    assert all(make(mark) is mark for make in COPIES.values() for mark in marks)


def test_traits_and_stubs_can_be_copied() -> None:
    trait, force = typedfactory.Trait(name="x"), typedfactory.Transformer.Force(3)
    unique: Any = typedfactory.Unique(typedfactory.Sequence(shout))
    stub = PartFactory.stub()
    for make in COPIES.values():
        assert make(force).forced_value == 3
        assert type(make(unique).declaration) is typedfactory.Sequence
        assert make(trait).overrides == {"name": "x"}
        assert vars(make(stub)) == {"a": 1}


# 61. A field is looked into when it has to be filled


class Abstract(abc.ABC):
    @abc.abstractmethod
    def work(self) -> None: ...


@dataclasses.dataclass
class Strange:
    n: int
    gone: Gone
    abstract: Abstract


class StrangeFactory(typedfactory.Factory[Strange]):
    n = typedfactory.Sequence(lambda n: n)

    class Params:
        both = typedfactory.Trait(gone=1, abstract=2)


GONE = (
    'Strange.gone: the name "Gone" in its annotation does not exist at run time. Import Gone at run time (not only under '
    "TYPE_CHECKING), or declare the field in the factory."
)
ABSTRACT = "OtherStrangeFactory.abstract: values of type Abstract cannot be made: it is an abstract class. Declare the field, or give it a default."


class OtherStrangeFactory(typedfactory.Factory[Strange]):
    n = typedfactory.Sequence(lambda n: n)


@pytest.mark.parametrize("factory_class", [StrangeFactory, OtherStrangeFactory])
def test_a_field_that_cannot_be_filled_can_be_given(factory_class: Any) -> None:
    for _ in range(2):
        assert factory_class.build(gone=1, abstract=2).gone == 1
        assert factory_class.build(gone=typedfactory.LazyFunction(lambda: 3), abstract=2).gone == 3
        assert vars(factory_class.stub(gone=1, abstract=2)).keys() == {"n", "gone", "abstract"}
    assert str(factory_class.explain(gone=1, abstract=2)).count("override") == 2


def test_a_trait_may_give_it() -> None:
    assert StrangeFactory.build(both=True).gone == 1


def test_what_is_wrong_with_it_shows_before_anything_is_made() -> None:
    OtherStrangeFactory.reset_sequence()
    for more, message in (({}, GONE), ({"abstract": 1}, GONE), ({"gone": 1}, ABSTRACT)):
        for extra in ({}, {"n": typedfactory.Sequence(lambda n: n)}):
            for _ in range(2):
                with pytest.raises(UnfillableError) as caught:
                    OtherStrangeFactory.build(**more, **extra)
                assert str(caught.value) == message
    assert OtherStrangeFactory.build(gone=1, abstract=1).n == 0


def test_a_type_that_can_be_read_later_is_filled_from_then_on() -> None:
    module = types.ModuleType("late_models")
    sys.modules[module.__name__] = module
    try:
        exec(  # noqa: S102 - a module whose names come later
            "import dataclasses\n@dataclasses.dataclass\nclass Waiting:\n    late: 'Late'\n", vars(module)
        )
        waiting: Any = define_factory("WaitingFactory", typedfactory.Factory, Meta=meta(vars(module)["Waiting"]))
        with pytest.raises(UnfillableError):
            waiting.build()
        assert waiting.build(late=1).late == 1
        vars(module)["Late"] = int
        assert isinstance(waiting.build().late, int)
        assert isinstance(waiting.build(), module.Waiting)
    finally:
        del sys.modules[module.__name__]


def test_a_declared_auto_is_looked_into_late_too() -> None:
    made: Any = define_factory("AutoFactory", typedfactory.Factory[Strange], gone=typedfactory.AUTO, n=1, abstract=2)
    assert made.build(gone=3).gone == 3
    with pytest.raises(UnfillableError) as caught:
        made.build()
    assert str(caught.value) == GONE


# 62. Names that hooks take


@dataclasses.dataclass
class User:
    name: str = "joe"
    secret: Any = None


class PassingFactory(typedfactory.Factory[User]):
    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        return super()._create(model_class, *args, **kwargs)

    @classmethod
    def _build(cls, *args: Any, **kwargs: Any) -> Any:
        return super()._build(*args, **kwargs)

    @classmethod
    def _adjust_kwargs(cls, **kwargs: Any) -> Any:
        kwargs["name"] = kwargs["name"] + "!"
        return kwargs

    @classmethod
    def _generate(cls, strategy: Any, params: Any) -> Any:
        return super()._generate(strategy, params)


MISSPELT = "{}.nmae: neither the factory nor User has a field 'nmae'. Did you mean \"name\"?"


@pytest.mark.parametrize("way", ["build", "create", "attributes"])
def test_hooks_that_only_pass_on_excuse_no_misspelt_name(way: str) -> None:
    with pytest.raises(UnknownFieldError) as caught:
        getattr(PassingFactory, way)(nmae="x", name="y")
    assert str(caught.value) == MISSPELT.format("PassingFactory")
    with pytest.raises(UnknownFieldError, match="User has no field 'nmae'"):
        define_factory("WrongFactory", PassingFactory, nmae="x")


class ReadingFactory(typedfactory.Factory[User]):
    @classmethod
    def _create(cls, model_class: Any, *args: Any, shouted: bool = False, **kwargs: Any) -> Any:
        pepper = kwargs.pop("pepper", None)
        if "salt" in kwargs:
            pepper = (pepper, kwargs["salt"])
            del kwargs["salt"]
        made = super()._create(model_class, *args, **kwargs)
        made.secret = pepper
        made.name = made.name.upper() if shouted else made.name
        return made


def test_names_that_a_hook_names_or_reads_are_known_where_it_is_asked() -> None:
    assert ReadingFactory.create(name="ann", pepper=5, salt=1, shouted=True) == User("ANN", (5, 1))
    with pytest.raises(UnknownFieldError) as caught:
        ReadingFactory.create(nmae="x")
    assert str(caught.value) == MISSPELT.format("ReadingFactory")
    with pytest.raises(UnknownFieldError, match="has a field 'pepper'"):
        ReadingFactory.build(pepper=5)


def test_a_hook_that_does_anything_else_with_what_it_gets_may_take_any_name() -> None:
    seen: list[Any] = []

    class IteratingFactory(typedfactory.Factory[User]):
        @classmethod
        def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
            seen.append({key: kwargs.pop(key) for key in list(kwargs) if key.startswith("raw_")})
            return super()._create(model_class, *args, **kwargs)

    class HandingFactory(typedfactory.Factory[User]):
        @classmethod
        def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
            return seen.append(kwargs)

    class GeneratingFactory(typedfactory.Factory[User]):
        @classmethod
        def _generate(cls, strategy: Any, params: Any) -> Any:
            seen.append(params.pop("extra"))
            return super()._generate(strategy, params)

    IteratingFactory.create(raw_x=1)
    HandingFactory.create(name="x", other=1)
    GeneratingFactory.create(extra=2)
    assert seen == [{"raw_x": 1}, {"name": "x", "other": 1}, 2]


def test_nested_factories_are_asked_in_the_same_way() -> None:
    outer: Any = define_factory("OuterFactory", typedfactory.DictFactory, user=typedfactory.SubFactory(ReadingFactory))
    assert outer.create(user__pepper=5)["user"].secret == 5
    for make in (outer.build, lambda **kwargs: outer.build(x=typedfactory.Sequence(int), **kwargs)):
        with pytest.raises(UnknownFieldError, match="has a field 'pepper'"):
            make(user__pepper=5)
