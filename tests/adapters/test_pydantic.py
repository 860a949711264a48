"""pydantic's models as shapes, and judged by pydantic itself when they are built."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import sys
from dataclasses import InitVar
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Generic, Literal, Optional, TypeVar, Union

import pytest

import typedfactory
from tests.adapters.building import build_many, factory_of, hints_of, required_of, run_module, shape
from typedfactory import typeinfo
from typedfactory.adapters import shape_of
from typedfactory.errors import UnfillableError, UnknownFieldError
from typedfactory.ground.constraints import Constraints, read_constraints

pydantic = pytest.importorskip("pydantic")
settings = pytest.importorskip("pydantic_settings")

from pydantic import (  # noqa: E402 - only where it is installed
    AliasChoices,
    AliasPath,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    RootModel,
    computed_field,
)
from pydantic.dataclasses import dataclass as pydantic_dataclass  # noqa: E402 - as above

T = TypeVar("T")
VERSION = tuple(map(int, pydantic.VERSION.split(".")[:2]))


class Colour(enum.Enum):
    RED = "r"
    GREEN = "g"


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int = Field(ge=1, le=9)


class Dog(BaseModel):
    kind: Literal["dog"]
    name: str = Field(min_length=2)


class Box(BaseModel, Generic[T]):
    content: T
    more: list[T] = Field(min_length=2, max_length=3)


class StrictUser(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: int = Field(gt=0)
    name: Annotated[str, Field(min_length=3, max_length=5)]
    code: str = Field(pattern=r"^[A-Z]{2}\d{3}$")
    price: Decimal = Field(max_digits=6, decimal_places=2, gt=0)
    colour: Colour
    born: datetime.date
    tags: set[Annotated[str, Field(min_length=2)]] = Field(min_length=1)
    scores: dict[str, Annotated[float, Field(ge=0, le=1)]]
    pet: Union[Cat, Dog] = Field(discriminator="kind")
    parent: Optional[StrictUser] = None
    box: Box[list[Cat]]
    kind: ClassVar[str] = "user"
    _secret: int = PrivateAttr(default=3)

    @computed_field  # type: ignore[prop-decorator]  # mypy knows no decorated properties
    @property
    def label(self) -> str:
        return self.name.title()


class Numbers(RootModel[list[Annotated[int, Field(multiple_of=7)]]]):
    pass


class Node(BaseModel):
    value: int
    children: list[Node]
    next: Optional[Node]


class Names(BaseModel):
    first: str = Field(validation_alias=AliasPath("names", 0))
    last: str = Field(validation_alias=AliasPath("names", 1, "text"))
    age: int = Field(validation_alias=AliasChoices(AliasPath("names", 2), "years", "alter"), ge=18)


class Camel(BaseModel):
    model_config = ConfigDict(alias_generator=lambda name: name.title().replace("_", ""), extra="forbid")

    first_name: str
    last_name: str = Field(alias="class")


class Both(Camel):
    model_config = ConfigDict(populate_by_name=True)


class Passed(BaseModel):
    number: int
    other: float

    def __init__(self, number: str, **others: Any) -> None:
        super().__init__(number=len(number), **others)


class Settings(settings.BaseSettings):  # type: ignore[name-defined,misc]  # known where it is installed
    model_config = settings.SettingsConfigDict(env_prefix="TYPEDFACTORY_TEST_")

    port: int = Field(ge=1, le=65535)
    host: str = Field(validation_alias="HOST_OF_TYPEDFACTORY_TEST")


@pydantic_dataclass
class Account(Generic[T]):
    content: T
    id: int = Field(gt=3, alias="number")
    seed: InitVar[int] = 3
    derived: int = dataclasses.field(init=False, default=3)
    note: str = Field(kw_only=True, default="")


@pydantic_dataclass(config=ConfigDict(extra="forbid"))
class Savings(Account[list[int]]):
    rate: Annotated[float, Field(ge=0, le=1)] = Field(kw_only=True)


#: Models that can be dumped and validated again: their aliases say the same on both ways.
ROUND_TRIP = [
    Box,
    Box[int],
    Box[Box[StrictUser]],
    StrictUser,
    Numbers,
    RootModel[dict[str, Cat]],
    Node,
    Camel,
    Both,
    Account[int],
    Savings,
]


@pytest.mark.parametrize("model", ROUND_TRIP, ids=str)
def test_models_are_valid_by_pydantic(model: Any) -> None:
    adapter = pydantic.TypeAdapter(model)
    left_out = {"derived"} if issubclass(typeinfo.class_of(model), Account) else None
    for made in build_many(model):
        dumped = adapter.dump_python(made, by_alias=True, round_trip=True, exclude=left_out)
        # Strictly taken, a dataclass is made from instances only.
        assert adapter.validate_python(dumped, strict=left_out is None) == made


@pytest.mark.parametrize("model", [Names, Passed, Settings], ids=str)
def test_models_that_read_other_keys_than_they_write_are_valid_when_they_are_made(model: Any) -> None:
    assert all(type(made) is model for made in build_many(model))


def test_fields_are_the_names_in_python_with_the_constraints_of_field() -> None:
    found = shape(StrictUser)
    assert found.closed
    assert found.names == {
        "id", "name", "code", "price", "colour", "born", "tags", "scores", "pet", "parent", "box",
    }  # fmt: skip
    assert [name for name, required in required_of(StrictUser).items() if not required] == ["parent"]
    hints = hints_of(StrictUser)
    assert hints["parent"] == Optional[StrictUser]
    assert hints["box"] is Box[list[Cat]]
    assert read_constraints(typeinfo.peel(hints["id"]).metadata) == Constraints(gt=0)
    assert read_constraints(typeinfo.peel(hints["name"]).metadata) == Constraints(min_length=3, max_length=5)
    assert read_constraints(typeinfo.peel(hints["price"]).metadata) == Constraints(gt=0, max_digits=6, decimal_places=2)
    assert {"label", "_secret", "id"} <= found.attributes
    assert found.by_name["id"].metadata["pydantic"] is StrictUser.model_fields["id"]


def test_where_unknown_names_are_ignored_they_are_refused_all_the_same() -> None:
    class Ignoring(BaseModel):
        name: str

    class Open(BaseModel):
        model_config = ConfigDict(extra="allow")
        name: str

    with pytest.raises(UnknownFieldError) as caught:
        factory_of(Ignoring).build(nmae="x")
    assert str(caught.value) == (
        "ModelFactory.nmae: neither the factory nor Ignoring has a field 'nmae'. Did you mean \"name\"?"
    )
    assert factory_of(Open).build(nmae="x").nmae == "x"


def test_generic_models_know_their_arguments() -> None:
    class IntBox(Box[int]):
        label: str

    assert hints_of(IntBox)["content"] is int
    assert hints_of(Account[bytes])["content"] is bytes
    assert hints_of(Savings)["content"] == list[int]
    made = typedfactory.make_factory(Box[list[Cat]]).build()  # a class of its own
    assert isinstance(made.content[0], Cat)


def test_root_models_have_one_field() -> None:
    assert required_of(Numbers) == {"root": True}
    assert factory_of(Numbers).build(root=[14]).root == [14]


def test_dataclasses_leave_out_what_they_compute() -> None:
    assert required_of(Account) == {"content": True, "id": True, "seed": False, "note": False}
    made = factory_of(Account[int]).build(id=5, content=2)
    assert (made.id, made.content, made.derived) == (5, 2, 3)


# Aliases


@pytest.mark.parametrize("model", [Camel, Both])
def test_both_the_name_and_the_alias_override(model: Any) -> None:
    factory = factory_of(model)
    assert factory.build(first_name="Ada").first_name == "Ada"
    assert factory.build(FirstName="Ada").first_name == "Ada"
    assert factory.build(**{"class": "x"}).last_name == "x"

    class Declared(typedfactory.Factory[model]):  # type: ignore[valid-type,unused-ignore]  # one of several
        FirstName = "Ada"
        last_name = typedfactory.LazyAttribute(lambda o: o.first_name * 2)

        class Params:
            grown = typedfactory.Trait(FirstName="Augusta")

    assert Declared.build().last_name == "AdaAda"
    assert Declared.build(grown=True).last_name == "AugustaAugusta"
    assert Declared.build(FirstName="A").last_name == "AA"
    assert Declared.build(first_name="A").last_name == "AA"
    with typedfactory.debug():
        assert Declared.build(FirstName="A").last_name == "AA"


def test_a_name_and_its_alias_together_are_refused() -> None:
    with pytest.raises(UnknownFieldError) as caught:
        factory_of(Camel).build(first_name="a", FirstName="b")
    assert str(caught.value) == (
        "ModelFactory.FirstName: this is another name of 'first_name', which is given too. Give one of the two."
    )


def test_aliases_reach_into_nested_models() -> None:
    class Holder(BaseModel):
        held: Camel = Field(alias="Held")

    factory = factory_of(Holder)
    assert factory.build(held__FirstName="Ada").held.first_name == "Ada"
    assert factory.build(Held__first_name="Ada").held.first_name == "Ada"
    assert factory.build(Held__FirstName="Ada").held.first_name == "Ada"


def test_stubs_and_functions_see_names_models_and_attributes_see_keywords() -> None:
    factory = factory_of(Camel, first_name="Ada", last_name="L")
    assert vars(factory.stub()) == {"first_name": "Ada", "last_name": "L"}
    assert factory.attributes() == {"FirstName": "Ada", "class": "L"}
    assert factory_of(Both, first_name="Ada", last_name="L").attributes() == {"first_name": "Ada", "last_name": "L"}


def test_paths_of_several_fields_meet_in_one_value() -> None:
    factory = factory_of(Names, first="Ada", last="Lovelace", age=36)
    assert factory.attributes() == {"names": ["Ada", {"text": "Lovelace"}], "years": 36}
    assert factory.build() == Names.model_validate({"names": ["Ada", {"text": "Lovelace"}], "years": 36})
    assert factory.build(alter=37).age == 37
    with typedfactory.debug():
        assert factory.build() == factory.build(years=36)
        assert factory.attributes() == {"names": ["Ada", {"text": "Lovelace"}], "years": 36}


def test_an_alias_may_be_the_name_of_another_field() -> None:
    class Swapped(BaseModel):
        one: int = Field(alias="two")
        two: int = Field(alias="one")

    made = factory_of(Swapped).build(one=1, two=2)
    assert (made.one, made.two) == (1, 2)


@pytest.mark.skipif(VERSION < (2, 7), reason="AliasGenerator is new in pydantic 2.7")
def test_generators_of_aliases_are_asked_before_all_names_are_known() -> None:
    names = run_module(
        "from pydantic import AliasGenerator, BaseModel, ConfigDict\n"
        "class Waiting(BaseModel):\n"
        "    model_config = ConfigDict(alias_generator=AliasGenerator(validation_alias=str.upper))\n"
        "    late: 'LateOne'\n"
    )
    assert shape(names["Waiting"]).by_name["late"].keyword == "LATE"


@pytest.mark.skipif(VERSION < (2, 11), reason="validate_by_name is new in pydantic 2.11")
def test_validation_may_be_by_name_only() -> None:
    class ByName(BaseModel):
        model_config = ConfigDict(validate_by_name=True, validate_by_alias=False, extra="forbid")
        number: int = Field(alias="Number")

    assert factory_of(ByName).build(number=3).number == 3
    with pytest.raises(UnknownFieldError):
        factory_of(ByName).build(Number=3)


# Constructors and annotations


def test_a_constructor_written_by_hand_adds_to_the_fields() -> None:
    assert hints_of(Passed) == {"number": str, "other": float}

    class Closed(BaseModel):
        number: int
        other: float = 0.5

        def __init__(self, text: str) -> None:
            super().__init__(number=len(text))

    assert hints_of(Closed) == {"text": str}
    assert factory_of(Closed).build(text="four").number == 4


def test_names_that_come_later_are_resolved_when_they_are_there() -> None:
    names = run_module(
        "from __future__ import annotations\n"
        "from pydantic import BaseModel, Field\n"
        "from typing import Annotated\n"
        "class Before(BaseModel):\n    after: list[After]\n    n: Annotated[int, Field(gt=3)]\n"
    )
    found = shape(names["Before"])
    with pytest.raises(UnfillableError) as caught:
        found.annotation_of("after")
    assert str(caught.value) == (
        'Before.after: the name "After" in its annotation does not exist at run time. '
        "Import After at run time (not only under TYPE_CHECKING), or declare the field in the factory."
    )
    names["After"] = Cat
    assert found.annotation_of("after") == list[Cat]
    assert isinstance(factory_of(names["Before"]).build().after[0], Cat)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters are new in Python 3.12")
def test_type_parameters_and_aliases() -> None:
    names = run_module(
        "from pydantic import BaseModel\n"
        "type Pair[X] = tuple[X, X]\n"
        "class Box[X](BaseModel):\n    content: X\n    pair: Pair[X]\n"
    )
    for made in build_many(names["Box"][int]):
        assert type(made.content) is int
        assert all(type(each) is int for each in made.pair)


@pytest.mark.skipif(VERSION < (2, 9), reason="older ones do not know Self")
def test_self_is_the_model() -> None:
    names = run_module(
        "from typing import Optional\nfrom typing_extensions import Self\nfrom pydantic import BaseModel\n"
        "class Node(BaseModel):\n    next: Optional[Self]\n    others: list[Self]\n"
    )
    node: Any = names["Node"]
    hints: Any = hints_of(node)
    assert typeinfo.arguments_of(hints["next"]) == (node, type(None))
    assert typeinfo.arguments_of(hints["others"]) == (node,)
    assert all(made.next is None and made.others == [] for made in build_many(node))


def test_the_library_and_its_bases_are_no_models() -> None:
    assert shape_of(BaseModel) is None
    assert shape_of(RootModel) is None
    assert shape_of(pydantic.SecretStr) is None


def test_tables_of_sqlmodel_take_relationships() -> None:
    sqlmodel = pytest.importorskip("sqlmodel")
    names = run_module(
        "from typing import Optional\n"
        "from sqlmodel import Field, Relationship, SQLModel\n"
        "class Crew(SQLModel, table=True):\n"
        "    __tablename__ = 'adapter_crew'\n"
        "    id: Optional[int] = Field(default=None, primary_key=True)\n"
        "    name: str\n"
        "    sailors: list['Sailor'] = Relationship(back_populates='team')\n"
        "class Sailor(SQLModel, table=True):\n"
        "    __tablename__ = 'adapter_sailor'\n"
        "    id: Optional[int] = Field(default=None, primary_key=True)\n"
        "    age: int = Field(ge=18, le=30)\n"
        "    team_id: Optional[int] = Field(default=None, foreign_key='adapter_crew.id')\n"
        "    team: Optional[Crew] = Relationship(back_populates='sailors')\n"
    )
    team = factory_of(names["Crew"]).build(name="x", sailors=[names["Sailor"](age=20)])
    assert isinstance(team, sqlmodel.SQLModel)
    assert required_of(names["Sailor"]) == {"id": False, "age": True, "team_id": False, "team": False}
    assert all(18 <= sailor.age <= 30 for sailor in build_many(names["Sailor"], team=team))
