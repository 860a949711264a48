"""Fault 31: data that is given for nested models is completed; paths reach into lists that are filled."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Generic, Literal, Optional, TypedDict, Union

import attrs
import msgspec
import pydantic
import pytest
from annotated_types import Len
from typing_extensions import NotRequired, TypeAliasType, TypeVar

import typedfactory
import typedfactory.factory_boy
from typedfactory.errors import UnknownFieldError, UnreachableOverrideError

T = TypeVar("T")


@dataclasses.dataclass
class Toy:
    colour: str
    price: int


@dataclasses.dataclass
class Pet:
    name: str
    age: int
    toys: list[Toy]


@dataclasses.dataclass
class Owner:
    first: Pet
    pets: list[Pet]
    maybe: Optional[Pet]
    labels: dict[str, str]


@attrs.define
class AttrsPet:
    name: str
    age: int
    toys: list[Toy]


@attrs.define
class AttrsOwner:
    first: AttrsPet
    pets: list[AttrsPet]
    maybe: Optional[AttrsPet]
    labels: dict[str, str]


class PydanticPet(pydantic.BaseModel):
    name: str
    age: int
    toys: list[Toy]


class PydanticOwner(pydantic.BaseModel):
    first: PydanticPet
    pets: list[PydanticPet]
    maybe: Optional[PydanticPet]
    labels: dict[str, str]


class MsgspecPet(msgspec.Struct):
    name: str
    age: int
    toys: list[Toy]


class MsgspecOwner(msgspec.Struct):
    first: MsgspecPet
    pets: list[MsgspecPet]
    maybe: Optional[MsgspecPet]
    labels: dict[str, str]


class TypedPet(TypedDict):
    name: str
    age: int
    toys: list[Toy]
    nick: NotRequired[str]


class TypedOwner(TypedDict):
    first: TypedPet
    pets: list[TypedPet]
    maybe: Optional[TypedPet]
    labels: dict[str, str]


OWNERS: dict[Any, Any] = {
    Owner: Pet,
    AttrsOwner: AttrsPet,
    PydanticOwner: PydanticPet,
    MsgspecOwner: MsgspecPet,
    TypedOwner: TypedPet,
}


def look(value: Any, name: str) -> Any:
    return value[name] if isinstance(value, dict) else getattr(value, name)


@pytest.mark.parametrize("owner", OWNERS)
@pytest.mark.parametrize("warm", [False, True])
@pytest.mark.parametrize("strategy", ["build", "create"])
def test_dicts_and_lists_of_dicts_are_completed_also_deep(owner: Any, warm: bool, strategy: str) -> None:
    pet = dict if OWNERS[owner] is TypedPet else OWNERS[owner]

    class OwnerFactory(typedfactory.Factory[owner]):
        pass

    make = getattr(OwnerFactory, strategy)
    given: dict[str, Any] = {
        "pets": [{"name": "Rex"}, {}, {"toys": [{"price": 3}, {}]}],
        "first": {"age": 3},
        "maybe": {},
        "labels": {"name": "kept"},
    }
    made: Any = None
    for _ in range(3 if warm else 1):
        made = make(**given)
    assert [type(each) for each in look(made, "pets")] == [pet] * 3
    assert look(look(made, "pets")[0], "name") == "Rex"
    assert type(look(look(made, "pets")[1], "name")) is str
    toys = look(look(made, "pets")[2], "toys")
    assert [type(toy) for toy in toys] == [Toy, Toy]
    assert (toys[0].price, type(toys[0].colour)) == (3, str)
    assert look(look(made, "first"), "age") == 3
    assert type(look(look(made, "first"), "name")) is str
    assert type(look(look(made, "maybe"), "age")) is int
    assert look(made, "labels") == {"name": "kept"}


@pytest.mark.parametrize("owner", OWNERS)
def test_the_same_at_every_way_of_calling(owner: Any) -> None:
    class OwnerFactory(typedfactory.Factory[owner]):
        pass

    made = [
        typedfactory.build(owner, first={"age": 3}),
        *OwnerFactory.build_batch(2, first={"age": 3}),
        OwnerFactory(first={"age": 3}),
        OwnerFactory.attributes(first={"age": 3}),
        OwnerFactory.stub(first={"age": 3}),
    ]
    for each in made:
        assert look(look(each, "first"), "age") == 3
        assert type(look(look(each, "first"), "name")) is str


def test_in_bodies_traits_and_arguments_of_declarations() -> None:
    class OwnerFactory(typedfactory.Factory[Owner]):
        class Params:
            old = typedfactory.Trait(first={"age": 99})

        first = {"name": "Ann"}  # noqa: RUF012 - a declaration
        pets = [{"name": "Rex"}, {}]  # noqa: RUF012 - a declaration

    class HouseFactory(typedfactory.DictFactory):
        owner = typedfactory.SubFactory(OwnerFactory, maybe={"age": 5}, pets=[{}])

    @dataclasses.dataclass
    class House:
        owner: Any = None

    class LateFactory(typedfactory.Factory[House]):
        owner = typedfactory.RelatedFactory(OwnerFactory, first={"age": 7})

    for _ in range(2):
        made = OwnerFactory()
        assert (made.first.name, made.pets[0].name, len(made.pets)) == ("Ann", "Rex", 2)
        assert type(made.pets[1]) is Pet
        assert made.pets is not OwnerFactory().pets
        assert OwnerFactory(old=True).first.age == 99
        owner = HouseFactory()["owner"]
        assert (owner.first.name, owner.maybe.age, len(owner.pets)) == ("Ann", 5, 1)
        assert HouseFactory(owner__maybe={"name": "Bo"})["owner"].maybe.name == "Bo"
        assert HouseFactory(owner__pets=[{"age": 1}, {"age": 2}])["owner"].pets[1].age == 2
        assert LateFactory().owner.first.age == 7


def test_values_among_the_data_may_be_declarations_and_paths() -> None:
    made = typedfactory.build(Owner, first={"name": typedfactory.Sequence(lambda n: f"pet{n}"), "toys__0__price": 4})
    assert made.first.name == "pet0"
    assert [toy.price for toy in made.first.toys] == [4]


def test_a_path_and_data_go_together() -> None:
    made = typedfactory.build(Owner, first={"age": 3}, first__name="Bo", pets=[{"age": 1}, {}], pets__1__name="Cy")
    assert (made.first.age, made.first.name, made.pets[0].age, made.pets[1].name) == (3, "Bo", 1, "Cy")


def test_what_is_complete_may_stand_beside_what_is_not() -> None:
    pet = Pet("Rex", 3, [])
    made = typedfactory.build(Owner, pets=[pet, {"name": "Bo"}], maybe=None)
    assert made.pets[0] is pet
    assert made.pets[1].name == "Bo"
    assert typedfactory.build(Owner, pets=[]).pets == []


def test_the_factories_of_the_project_complete_them() -> None:
    class PetFactory(typedfactory.Factory[Pet]):
        name = "by default"

        class Meta:
            default_for_model = True

    class SpecialFactory(typedfactory.Factory[Pet]):
        name = "special"

    class OwnerFactory(typedfactory.Factory[Owner]):
        first = typedfactory.SubFactory(SpecialFactory)
        pets = typedfactory.List([typedfactory.SubFactory(SpecialFactory)])

    try:
        made = OwnerFactory(first={"age": 1}, pets=[{}, {"age": 2}], maybe={"age": 3})
        assert [made.first.name, *(pet.name for pet in made.pets)] == ["special"] * 3
        assert made.maybe is not None
        assert made.maybe.name == "by default"
    finally:
        del typedfactory.Factory._meta.automatic[Pet]
    assert PetFactory().name == "by default"


@dataclasses.dataclass(frozen=True)
class Dot:
    x: int
    y: int


@dataclasses.dataclass
class Box(Generic[T]):
    content: T


@dataclasses.dataclass
class Cat:
    kind: Literal["cat"]
    lives: int


@dataclasses.dataclass
class Dog:
    kind: Literal["dog"]
    tricks: int


@dataclasses.dataclass
class Zoo:
    pair: tuple[Dot, Toy]
    row: tuple[Dot, ...]
    bag: set[Dot]
    firm: frozenset[Dot]
    line: collections.deque[Dot]
    some: Sequence[Dot]
    table: dict[str, Dot]
    numbered: Mapping[int, list[Dot]]
    grid: list[list[Dot]]
    maybes: list[Optional[Dot]]
    boxed: Box[Dot]
    animal: Union[Cat, Dog, None]
    animals: Annotated[list[Union[Cat, Dog]], Len(1)]
    anything: Any
    either: Union[Dot, dict[str, Any]]


def zoo(**given: Any) -> Any:
    return typedfactory.build(Zoo, **given)


def test_in_collections_of_all_kinds() -> None:
    assert zoo(pair=({"x": 1}, {"price": 2})).pair[1].price == 2
    made = zoo(row=[{"x": 1}, {}]).row
    assert (type(made), type(made[1]), made[0].x) == (tuple, Dot, 1)
    assert type(zoo(bag=[{"x": 1, "y": 1}, {"x": 2}]).bag) is set
    assert {dot.x for dot in zoo(firm=[{"x": 1}]).firm} == {1}
    assert zoo(line=[{"x": 1}]).line[0].x == 1
    assert type(zoo(line=[{"x": 1}]).line) is collections.deque
    assert type(zoo(some=({"x": 1},)).some) is tuple
    assert type(zoo(some=[{"x": 1}]).some) is list
    assert zoo(table={"a__b": {"x": 1}, "c": Dot(2, 2)}).table["a__b"].x == 1
    assert zoo(numbered={1: [{"x": 1}]}).numbered[1][0].x == 1
    assert zoo(grid=[[{"x": 1}], []]).grid[0][0].x == 1
    assert zoo(boxed={"content": {"x": 1}}).boxed.content.x == 1


def test_of_several_models_the_one_that_the_data_fits() -> None:
    assert type(zoo(animal={"tricks": 3}).animal) is Dog
    assert type(zoo(animal={"kind": "dog"}).animal) is Dog
    assert type(zoo(animal={"kind": "cat"}).animal) is Cat
    assert type(zoo(animal={}).animal) is Cat
    assert [type(each) for each in zoo(animals=[{"lives": 1}, {"tricks": 1}]).animals] == [Cat, Dog]


class Open(pydantic.BaseModel, extra="allow"):
    a: int


class Closed(pydantic.BaseModel, extra="forbid"):
    b: int


MaybeDot = TypeAliasType("MaybeDot", Optional[Dot])
Dots = TypeAliasType("Dots", list[Dot])
Nested = TypeAliasType("Nested", "Union[Dot, list[Nested]]")
D = TypeVar("D", bound=Dot)


@dataclasses.dataclass
class Kennel(Generic[D]):
    perhaps: MaybeDot
    dots: Dots
    nested: Nested
    variable: D
    union: Union[int, list[Dot], dict[int, Dot]]
    extra: Union[Closed, Open]
    animal: Union[Cat, Dog]
    bare_dict: dict  # type: ignore[type-arg]  # the point of it
    bare_list: list  # type: ignore[type-arg]  # as above


def kennel(name: str, value: object) -> Any:
    class KennelFactory(typedfactory.Factory[Kennel[Any]]):
        pass

    return getattr(KennelFactory(**{name: value}), name)


def test_through_aliases_variables_and_unions_of_containers() -> None:
    assert kennel("perhaps", {"x": 1}).x == 1
    assert [dot.x for dot in kennel("dots", [{"x": 1}, {"x": 2}])] == [1, 2]
    assert kennel("nested", {"x": 1}).x == 1
    assert kennel("nested", [[{"x": 1}], {"x": 2}])[0][0].x == 1
    assert kennel("variable", {"x": 1}) == {"x": 1}
    assert getattr(typedfactory.build(Kennel, variable={"x": 1}), "variable").x == 1  # noqa: B009 - of no type to mypy
    assert [dot.x for dot in kennel("union", [{"x": 1}])] == [1]
    assert kennel("union", {7: {"x": 1}})[7].x == 1


def test_a_model_that_takes_more_than_its_fields_fits_whatever_no_other_takes() -> None:
    assert type(kennel("extra", {"b": 1})) is Closed
    made = kennel("extra", {"a": 1, "other": 2})
    assert (type(made), made.a, made.model_extra) == (Open, 1, {"other": 2})


@pytest.mark.parametrize("name", ["perhaps", "animal", "bare_dict"])
def test_a_dict_whose_keys_are_no_names_is_given_as_it_is(name: str) -> None:
    given = {1: {"x": 2}}
    assert kennel(name, given) is given


def test_data_in_collections_that_say_not_what_they_hold_is_left_alone() -> None:
    given = [{"x": 1}]
    assert kennel("bare_list", given) is given


def test_a_value_that_no_alternative_has_goes_to_the_first_that_has_the_fields() -> None:
    made = kennel("animal", {"kind": "bird", "lives": 9})
    assert (type(made), made.kind) == (Cat, "bird")
    with pytest.raises(UnknownFieldError) as caught:
        kennel("animal", {"kind": "bird", "tricks": 1})
    assert str(caught.value) == (
        "CatFactory.tricks: neither the factory nor Cat has a field 'tricks'. Known names: kind, lives."
    )


def test_a_dict_stays_one_where_the_type_asks_for_it() -> None:
    class ZooFactory(typedfactory.Factory[Zoo]):
        pass

    class OwnerFactory(typedfactory.Factory[Owner]):
        pass

    given = {"x": 1}
    labels = {"a": "b"}
    for _ in range(2):
        assert ZooFactory(anything=given).anything is given
        assert ZooFactory(either=given).either is given
        assert OwnerFactory(labels=labels).labels is labels


def test_nothing_is_completed_where_nothing_is_filled() -> None:
    given = {"age": 3}

    class OwnerFactory(typedfactory.factory_boy.Factory[Owner]):
        first, pets, maybe, labels = given, [given], None, None

    made: list[Any] = [OwnerFactory(), OwnerFactory(first=given)]
    assert [each.first for each in made] == [given, given]
    assert made[1].first is given
    assert OwnerFactory(pets=[given]).pets == [given]


def test_a_misspelt_key_is_an_error() -> None:
    with pytest.raises(UnknownFieldError) as caught:
        typedfactory.build(Owner, first={"nmae": "Rex"})
    assert str(caught.value) == (
        "PetFactory.nmae: neither the factory nor Pet has a field 'nmae'" + str(caught.value).partition("'nmae'")[2]
    )
    assert 'Did you mean "name"?' in str(caught.value)
    with pytest.raises(UnknownFieldError, match="nmae"):
        typedfactory.build(Owner, pets=[{}, {"nmae": "Rex"}])


@pytest.mark.parametrize("owner", OWNERS)
@pytest.mark.parametrize("warm", [False, True])
def test_a_path_reaches_into_a_list_that_is_filled(owner: Any, warm: bool) -> None:
    class OwnerFactory(typedfactory.Factory[owner]):
        pass

    made: Any = None
    for _ in range(3 if warm else 1):
        made = OwnerFactory(pets__0__name="Rex", pets__2__toys__1__price=7)
    assert [type(look(pet, "age")) for pet in look(made, "pets")] == [int] * 3
    assert look(look(made, "pets")[0], "name") == "Rex"
    assert [toy.price for toy in look(look(made, "pets")[2], "toys")][1] == 7


def test_a_path_reaches_into_other_collections_that_are_filled() -> None:
    made = zoo(pair__1__price=3, row__1__x=4, table__red__x=5, grid__1__0__y=6, maybes__1__x=7, boxed__content__x=8)
    assert made.pair[1].price == 3
    assert (type(made.row), len(made.row), made.row[1].x) == (tuple, 2, 4)
    assert made.table["red"].x == 5
    assert (len(made.grid), made.grid[1][0].y) == (2, 6)
    assert (made.maybes[1].x, made.boxed.content.x) == (7, 8)


def test_in_bodies_too() -> None:
    class OwnerFactory(typedfactory.Factory[Owner]):
        pets__1__name = "Rex"

        class Params:
            old = typedfactory.Trait(pets__0__age=99)

    for _ in range(2):
        assert [pet.name for pet in OwnerFactory().pets][1:] == ["Rex"]
        assert OwnerFactory(old=True).pets[0].age == 99
        assert OwnerFactory(pets__1__age=4).pets[1].age == 4
        made = OwnerFactory(pets__2__age=4, old=True).pets
        assert (made[0].age, made[1].name, made[2].age) == (99, "Rex", 4)


def test_items_that_are_no_models_may_be_given_one_by_one() -> None:
    @dataclasses.dataclass
    class Tagged:
        tags: list[str]

    made = typedfactory.build(Tagged, tags__1="second")
    assert (len(made.tags), type(made.tags[0]), made.tags[1]) == (2, str, "second")


@pytest.mark.parametrize("path", ["pets__x__name", "pets__name", "labels__a__b", "pets__0__name__x"])
def test_a_path_that_leads_nowhere_is_an_error(path: str) -> None:
    class OwnerFactory(typedfactory.Factory[Owner]):
        pass

    with pytest.raises((UnknownFieldError, UnreachableOverrideError)):
        OwnerFactory(**{path: 1})


class RexFactory(typedfactory.Factory[Owner]):
    pets__0 = {"name": "Rex"}  # noqa: RUF012 - a declaration


class NestedPetFactory(typedfactory.Factory[Pet]):
    toys__0 = {"colour": "red"}  # noqa: RUF012 - a declaration


class NestedOwnerFactory(typedfactory.Factory[Owner]):
    first = typedfactory.SubFactory(NestedPetFactory)
    pets = [{"name": "Rex"}]  # noqa: RUF012 - a declaration


def test_data_at_a_place_of_a_filled_collection() -> None:
    made = typedfactory.build(Owner, pets__0={"name": "Rex"}, pets__1__name="Bo", first__toys__0={"price": 3})
    assert [(type(pet), pet.name) for pet in made.pets] == [(Pet, "Rex"), (Pet, "Bo")]
    assert (type(made.first.toys[0]), made.first.toys[0].price) == (Toy, 3)


def test_data_at_a_place_that_the_factory_itself_reaches_into() -> None:
    assert [(type(pet), pet.name) for pet in RexFactory().pets] == [(Pet, "Rex")]
    assert [(type(pet), pet.age) for pet in RexFactory(pets__0={"age": 3}).pets] == [(Pet, 3)]
    assert [(type(pet), pet.age) for pet in NestedOwnerFactory(pets__0={"age": 3}).pets] == [(Pet, 3)]
    assert NestedOwnerFactory(first__toys__0={"colour": "blue"}).first.toys[0].colour == "blue"


def test_a_misspelt_key_at_a_place() -> None:
    with pytest.raises(UnknownFieldError) as caught:
        RexFactory(pets__0={"nmae": "Rex"})
    assert (
        str(caught.value) == "PetFactory.nmae: neither the factory nor Pet has a field 'nmae'. Did you mean \"name\"?"
    )
