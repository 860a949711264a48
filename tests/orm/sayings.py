"""Factories and calls that say things of models that are saved, in every place, and whether each thing arrived."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from hypothesis import currently_in_test_context, note
from hypothesis import strategies as st

import typedfactory as factory

UNSET = object()


@dataclasses.dataclass(frozen=True)
class Saying:
    """Something that a class body, a trait or a call may say.

    Attributes:
        name: The keyword.
        what: What is said, for those that read a failing example.
        make: Makes the value.
        arrived: Whether an object has it; is given the object and the value.
        fields: What of the object it decides; two that decide the same are two answers to one question.
        nothing: Whether it says nothing where something else decides the same: a key that is None.
        calls: Whether only a call may say it.
        computed: Whether it is a declaration. A class body that computes two answers to one question says that they agree.
    """

    name: str
    what: str
    make: Callable[[], Any]
    arrived: Callable[[Any, Any], bool]
    fields: frozenset[str]
    nothing: bool = False
    calls: bool = False
    computed: bool = False

    def __repr__(self) -> str:
        return f"{self.name}=<{self.what}>"


def same(name: str) -> Callable[[Any, Any], bool]:
    """The attribute is what was given."""
    return lambda made, value: bool(getattr(made, name, UNSET) == value)


@dataclasses.dataclass(frozen=True)
class Case:
    """A factory of a model and a call of it.

    Attributes:
        model: The model's name.
        body: What the class body says.
        trait: What the trait `on` says.
        call: What the call says.
        on: Whether the call switches the trait on.
        lookup: Whether the factory looks the object up before it makes it.
        way: How it is called.
    """

    model: str
    body: tuple[Saying, ...]
    trait: tuple[Saying, ...]
    call: tuple[Saying, ...]
    on: bool
    lookup: bool
    way: str

    def layers(self) -> tuple[tuple[Saying, ...], ...]:
        """Return what counts, what comes first first."""
        return (self.call, self.trait if self.on else (), self.body)


def cases(sayings: Mapping[str, Iterable[Saying]], ways: Iterable[str]) -> st.SearchStrategy[Case]:
    """Return a strategy of cases.

    Args:
        sayings: A model's name → what may be said of it.
        ways: The ways of calling.
    """

    def of(model: str) -> st.SearchStrategy[Case]:
        known = list(sayings[model])
        in_class = [saying for saying in known if not saying.calls]
        layer = st.lists(st.sampled_from(in_class), max_size=2, unique_by=lambda saying: saying.name).map(tuple)
        call = st.lists(st.sampled_from(known), max_size=3, unique_by=lambda saying: saying.name).map(tuple)
        rest = {"on": st.booleans(), "lookup": st.sampled_from([False, False, True])}
        return st.builds(
            Case, st.just(model), body=layer, trait=layer, call=call, way=st.sampled_from(list(ways)), **rest
        )

    return st.sampled_from(sorted(sayings)).flatmap(of)


def define(base: Any, model: Any, case: Case, values: Mapping[Saying, Any], meta: Mapping[str, Any]) -> Any:
    """Return the factory of a case."""
    body = {saying.name: values[saying] for saying in case.body}
    trait = {saying.name: values[saying] for saying in case.trait}
    params = type("Params", (), {"on": factory.Trait(**trait)})
    options = type("Meta", (), {"model": model, **meta})
    return type(base)("SayingFactory", (base,), {"__module__": __name__, **body, "Params": params, "Meta": options})


def call(made: Any, case: Case, values: Mapping[Saying, Any]) -> Any:
    """Return the object that the call of a case makes."""
    given = {saying.name: values[saying] for saying in case.call}
    if case.on:
        given["on"] = True
    if case.way == "nested":
        outer: Any = factory.make_factory(dict, inner=factory.SubFactory(made))
        return outer.create(**{f"inner__{name}": value for name, value in given.items()})["inner"]
    if case.way == "bulk_create":
        return made.bulk_create(1, bulk="where-possible", **given)[0]
    if case.way == "create_batch":
        return made.create_batch(1, **given)[0]
    return getattr(made, case.way)(**given)


def lost(case: Case, values: Mapping[Saying, Any], objects: Sequence[Any]) -> list[str]:
    """Return what of a case did not arrive in all of the objects, which should be the same one."""
    found = []
    decided: set[str] = set()
    for layer in case.layers():
        here: set[str] = set()
        for saying in layer:
            if saying.fields & decided or (layer is not case.call and _is_computed_twice(saying, layer)):
                continue
            if all(saying.arrived(made, values[saying]) for made in objects):
                here |= saying.fields
            elif not saying.nothing:
                found.append(f"{saying} is lost")
        decided |= here
    return found


def _is_computed_twice(saying: Saying, layer: Iterable[Saying]) -> bool:
    rivals = [each for each in layer if each is not saying and each.fields & saying.fields]
    return any(each.computed or saying.computed for each in rivals)


def names_one(error: Exception, case: Case) -> bool:
    """Say whether an error names something that was said."""
    if currently_in_test_context():
        note(f"{type(error).__name__}: {error}")
    said = {saying.name for saying in (*case.body, *case.trait, *case.call)} | {"on"}
    if case.lookup and "related filters" in str(error):
        # What Django says of an object that is looked up by and not saved.
        return True
    fields = {field for saying in (*case.body, *case.trait, *case.call) for field in saying.fields}
    return any(name in str(error) for name in said | fields)
