"""Whatever stands in the wrong place: the value arrives, or an error names the field.

Factories and calls are generated with everything where it does not belong: declarations in plain values, functions and
methods named like fields, names with an underscore, aliases and names of one field, params, traits that make hooks, keys of
things that nobody declares; over models of each kind, built, created and stubbed, alone and in batches, alone and nested.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import attrs
import pydantic
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

import typedfactory as factory
import typedfactory.factory_boy as moved
from typedfactory.errors import FactoryError

FIELDS = ("first", "second", "_third")


@dataclasses.dataclass
class Data:
    first: Any = None
    second: Any = None
    _third: Any = None


@attrs.define
class Attrs:
    first: Any = None
    second: Any = None
    third: Any = attrs.field(default=None, alias="_third")


class Plain:
    def __init__(self, first: Any = None, second: Any = None, _third: Any = None) -> None:
        self.first, self.second, self._third = first, second, _third


class Open:
    def __init__(self, **fields: Any) -> None:
        vars(self).update(fields)


class Aliased(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(populate_by_name=True, arbitrary_types_allowed=True)
    first: Any = pydantic.Field(default=None, alias="firstField")
    second: Any = None


MODELS: dict[str, Any] = {"data": Data, "attrs": Attrs, "plain": Plain, "open": Open, "dict": dict, "aliased": Aliased}


class OtherFactory(factory.Factory[Data]):
    pass


@dataclasses.dataclass
class Wrong:
    """A value in the wrong place.

    Attributes:
        what: Its name, for those that read a failing example.
        make: Makes it.
        lost: Whether an object that holds it as it is has lost it.
    """

    what: str
    make: Callable[[], Any]
    lost: bool = True


def number() -> Any:
    return factory.Sequence(lambda n: 1000 + n)


VALUES = (
    Wrong("a value", lambda: "given", lost=False),
    Wrong("None", lambda: None, lost=False),
    Wrong("a list", lambda: [1, [2]], lost=False),
    Wrong("a function", lambda: lambda: 3, lost=False),
    Wrong("a builtin", lambda: len, lost=False),
    Wrong("a declaration", number),
    Wrong("a comma", lambda: (number(),)),
    Wrong("a declaration in a list", lambda: [number()]),
    Wrong("a declaration in a dict", lambda: {"k": number()}),
    Wrong("a declaration in a tuple in a list", lambda: [(1, number())]),
    Wrong("a factory", lambda: OtherFactory),
    Wrong("a factory in a list", lambda: [OtherFactory]),
    Wrong("a trait", lambda: factory.Trait(first=1)),
    Wrong("a property", lambda: property(lambda _: 3)),
    Wrong("a class method", lambda: classmethod(lambda _: 3)),
    Wrong("a static method", lambda: staticmethod(lambda: 3)),
)
#: What is no value at a call: there is no class body that would make a method of it.
AT_CALLS = VALUES[:-3]
NAMES = (*FIELDS, "firstField", "other", "_other", "FACTORY_FOR", "__odd")

#: Each right value often, so that what is wrong stands beside what arrives.
RIGHT = (*(wrong for wrong in VALUES if not wrong.lost), VALUES[5])

wrong_bodies = st.dictionaries(
    st.sampled_from((*FIELDS * 4, *NAMES)), st.sampled_from((*RIGHT * 4, *VALUES)), max_size=3
)
wrong_calls = st.dictionaries(
    st.sampled_from((*FIELDS * 4, *NAMES)), st.sampled_from((*RIGHT * 4, *AT_CALLS)), max_size=3
)


@dataclasses.dataclass
class Case:
    """A factory and a call of it.

    Attributes:
        model: The model's name.
        base: The factory that it derives from.
        body: What its class body says.
        trait: What its trait `on` says.
        hooked: The field of which the trait makes a hook.
        call: What the call says; the trait's switch too.
        on: Whether the call switches the trait on; None says nothing.
        strategy: How it is called.
        batch: Whether as a batch.
        nested: Whether from another factory.
        keywords: Whether the body is given as keywords.
    """

    model: str
    base: str
    body: dict[str, Wrong]
    trait: dict[str, Wrong]
    hooked: str | None
    call: dict[str, Wrong]
    on: bool | None
    strategy: str
    batch: bool
    nested: bool
    keywords: bool


cases = st.builds(
    Case,
    model=st.sampled_from(sorted(MODELS)),
    base=st.sampled_from(["filled", "moved"]),
    body=wrong_bodies,
    trait=wrong_calls,
    hooked=st.sampled_from([None, None, "first", "second", "other"]),
    call=wrong_calls,
    on=st.sampled_from([None, True, False]),
    strategy=st.sampled_from(["build", "create", "stub"]),
    batch=st.booleans(),
    nested=st.booleans(),
    keywords=st.booleans(),
)

UNSET = object()


def canonical(model: str, name: str) -> str:
    return "first" if model == "aliased" and name == "firstField" else name


def read(made: Any, name: str) -> Any:
    if isinstance(made, dict):
        return made.get(name, UNSET)
    return getattr(made, {"_third": "third"}.get(name, name) if isinstance(made, Attrs) else name, UNSET)


def holds(found: Any, wanted: Any, wrong: Wrong) -> bool:
    """Say whether what an object has for a field is what was given for it."""
    if wrong.what == "a declaration":
        return isinstance(found, int) and found >= 1000
    return not wrong.lost and (found is wanted or (wrong.what == "a list" and found == wanted))


def run(
    case: Case, body: dict[str, Any], trait: dict[str, Any], call: dict[str, Any]
) -> tuple[Any, Any, dict[str, Any]]:
    """Make the factory and an object; return both, and what the hook was given."""
    heard: dict[str, Any] = {}

    def hook(_obj: Any, _create: bool, extracted: Any, **_extra: Any) -> None:
        heard[str(case.hooked)] = extracted

    if case.hooked is not None:
        trait = {**trait, case.hooked: factory.PostGeneration(hook)}
    base: Any = factory.Factory if case.base == "filled" else moved.Factory
    params = {"Params": type("Params", (), {"on": factory.Trait(**trait)})} if trait or case.on is not None else {}
    model = MODELS[case.model]
    if case.keywords:
        made: Any = factory.make_factory(model, FACTORY_CLASS=base, **{**body, **params})
    else:
        meta = type("Meta", (), {"model": model})
        made = type(base)("BodyFactory", (base,), {"__module__": __name__, **body, **params, "Meta": meta})
    switched = {} if case.on is None else {"on": case.on}
    if case.nested:
        outer: Any = factory.make_factory(dict, inner=factory.SubFactory(made))
        named = {f"inner__{name}": value for name, value in {**call, **switched}.items()}
        result = (
            outer.generate_batch(case.strategy, 1, **named)[0] if case.batch else outer.generate(case.strategy, **named)
        )
        return made, read(result, "inner"), heard
    given = {**call, **switched}
    return (
        made,
        made.generate_batch(case.strategy, 1, **given)[0] if case.batch else made.generate(case.strategy, **given),
        heard,
    )


@given(case=cases)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_the_value_arrives_or_an_error_names_it(case: Case) -> None:
    check(case)


def check(case: Case) -> None:
    """Say what is lost in a case."""
    body = {name: wrong.make() for name, wrong in case.body.items()}
    trait = {name: wrong.make() for name, wrong in case.trait.items()}
    call = {name: wrong.make() for name, wrong in case.call.items()}
    said = {*case.body, *case.trait, *case.call, *([case.hooked] if case.hooked else []), "on"}
    try:
        made, result, heard = run(case, body, trait, call)
    except FactoryError as error:
        note(str(error))
        if not any(name in str(error) for name in said):
            raise
        return
    for name, wrong in case.call.items():
        field = canonical(case.model, name)
        # A hook of one's own takes anything, as it is.
        heard_of = case.hooked == field and any(each is call[name] for each in heard.values())
        found = [read(result, field), *(heard.values() if case.hooked == field else ())]
        assert heard_of or any(holds(each, call[name], wrong) for each in found), f"{name}={wrong.what} is lost"
    given_names = {canonical(case.model, name) for name in case.call}
    by_trait = {canonical(case.model, name): name for name in case.trait} if case.on else {}
    for name, source in by_trait.items():
        if name not in given_names and name != case.hooked:
            wrong = case.trait[source]
            assert holds(read(result, name), trait[source], wrong), f"{source}={wrong.what} of the trait is lost"
    for source, wrong in case.body.items():
        name = canonical(case.model, source)
        if name in given_names or name in by_trait or (case.on and name == case.hooked):
            continue
        if holds(read(result, name), body[source], wrong):
            continue
        # A method, or a name with an underscore that is no field, is the factory's own: it can be read there.
        own = wrong.what.endswith("method") or source.startswith("_")
        assert own, f"{source}={wrong.what} is lost"
        assert source in vars(made), f"{source}={wrong.what} is lost"
        assert name not in fields_of(case), f"{source}={wrong.what} is lost"


def fields_of(case: Case) -> tuple[str, ...]:
    """Return the fields of the model of a case that are known."""
    if MODELS[case.model] in (Open, dict):
        return ()
    return ("first", "second") if case.model == "aliased" else FIELDS


@pytest.mark.parametrize("model", sorted(MODELS))
def test_the_generated_world_has_right_calls_too(model: str) -> None:
    case = Case(model, "filled", {}, {}, None, {"first": VALUES[0]}, None, "build", False, False, False)
    _, result, _ = run(case, {}, {}, {"first": "given"})
    assert read(result, "first") == "given"
