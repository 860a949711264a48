"""SubFactory, Dict and List: objects inside objects, and the paths that reach them."""

from __future__ import annotations

import dataclasses
from typing import Any

import typedfactory


@dataclasses.dataclass
class User:
    name: str
    age: int = 3


@dataclasses.dataclass
class Team:
    lead: Any
    title: str = "core"


class UserFactory(typedfactory.Factory[User]):
    name: Any = "joe"


class TeamFactory(typedfactory.Factory[Team]):
    lead: Any = typedfactory.SubFactory(UserFactory, name="ann")


class RowFactory(typedfactory.DictFactory):
    """Dicts in lists in dicts, three factories deep."""

    n: Any = typedfactory.Sequence(lambda n: n)


class TableFactory(typedfactory.DictFactory):
    rows: Any = typedfactory.List([typedfactory.SubFactory(RowFactory), typedfactory.SubFactory(RowFactory, kind="b")])
    head: Any = typedfactory.Dict({"title": "t", "size": typedfactory.Dict({"x": 1, "y": 2})})


class PageFactory(typedfactory.DictFactory):
    table: Any = typedfactory.SubFactory(TableFactory)


# --- SubFactory ---


def test_a_nested_object_is_made_with_the_arguments_of_the_declaration() -> None:
    assert TeamFactory.build() == Team(User("ann"))
    assert TeamFactory.create(lead__age=7) == Team(User("ann", 7))
    assert TeamFactory.build(lead__name="eve") == Team(User("eve"))


def test_a_value_given_for_the_field_takes_the_place_of_the_nested_object() -> None:
    joe = User("joe")
    assert TeamFactory.build(lead=joe).lead is joe
    assert TeamFactory.build(lead=None).lead is None


def test_arguments_may_be_declarations_seen_from_inside() -> None:
    class LateFactory(typedfactory.DictFactory):
        name = "outer"
        inner = typedfactory.SubFactory(
            RowFactory,
            own=typedfactory.LazyAttribute(lambda o: o.n + 1),
            outer=typedfactory.SelfAttribute("..name"),
            deeper=typedfactory.SubFactory(RowFactory, outermost=typedfactory.SelfAttribute("...name")),
        )

    made = LateFactory.build()["inner"]
    assert (made["own"], made["outer"], made["deeper"]["outermost"]) == (made["n"] + 1, "outer", "outer")


def test_arguments_may_be_paths() -> None:
    class ShortPageFactory(PageFactory):
        table = typedfactory.SubFactory(TableFactory, head__title="short", rows__0=None)

    made = ShortPageFactory.build(table__rows__1__kind="c")["table"]
    assert (made["head"]["title"], made["rows"][0], made["rows"][1]["kind"]) == ("short", None, "c")


def test_a_nested_factory_takes_its_own_next_number() -> None:
    class HolderFactory(typedfactory.DictFactory):
        row = typedfactory.SubFactory(RowFactory)

    RowFactory.build()
    assert HolderFactory.build(__sequence=7) == {"row": {"n": 1}}
    assert HolderFactory.build(row____sequence=9) == {"row": {"n": 9}}


def test_the_factory_may_be_given_by_keyword() -> None:
    assert TeamFactory.build(lead=typedfactory.SubFactory(factory=UserFactory, name="eve")) == Team(User("eve"))


def test_a_nested_factory_may_be_chosen_at_the_call() -> None:
    assert TeamFactory.build(lead=typedfactory.SubFactory(UserFactory), lead__age=9) == Team(User("joe", 9))


def test_a_model_class_is_filled_automatically_where_nothing_is_declared() -> None:
    @dataclasses.dataclass
    class Pair:
        left: User
        right: User

    class PairFactory(typedfactory.Factory[Pair]):
        pass

    Pair.__annotations__.update(left=User, right=User)
    made = PairFactory.build(left__name="l", right__age=1)
    assert (made.left.name, made.right.age) == ("l", 1)


def test_a_subfactory_works_inside_every_other_declaration() -> None:
    sub = typedfactory.SubFactory(UserFactory)

    class OuterFactory(typedfactory.DictFactory):
        maybe = typedfactory.Maybe("on", sub)
        table = typedfactory.Dict({"x": sub})
        items = typedfactory.List([sub])
        shouted = typedfactory.Transformer(sub, transform=repr)

        class Params:
            on = typedfactory.Trait(trait=sub)

    joe = User("joe")
    assert OuterFactory.build(on=True, call=sub) == {
        "maybe": joe,
        "table": {"x": joe},
        "items": [joe],
        "shouted": repr(joe),
        "call": joe,
        "trait": joe,
    }
    assert OuterFactory.build(on=True, trait__age=1, maybe__age=2, items__0__age=3, shouted__age=4) == {
        "maybe": User("joe", 2),
        "table": {"x": joe},
        "items": [User("joe", 3)],
        "shouted": repr(User("joe", 4)),
        "trait": User("joe", 1),
    }


def test_a_class_body_may_add_paths_to_what_its_base_declares() -> None:
    class OldTeamFactory(TeamFactory):
        lead__age = 99

    class NamedTeamFactory(OldTeamFactory):
        lead__name = typedfactory.SelfAttribute("..title")

    assert OldTeamFactory.build() == Team(User("ann", 99))
    assert NamedTeamFactory.build(title="t") == Team(User("t", 99), "t")
    assert NamedTeamFactory.build(lead__name="eve") == Team(User("eve", 99))
    assert NamedTeamFactory.build(lead=None) == Team(None)


def test_a_subclass_that_replaces_the_field_sets_inherited_paths_aside() -> None:
    class OldTeamFactory(TeamFactory):
        lead__age = 99

    class EmptyTeamFactory(OldTeamFactory):
        lead = None

    assert EmptyTeamFactory.build() == Team(None)


# --- Dict and List ---


def test_dicts_and_lists_take_the_number_of_the_object_around_them() -> None:
    class NumberedFactory(typedfactory.DictFactory):
        table = typedfactory.Dict({"n": typedfactory.Sequence(lambda n: n)})
        items = typedfactory.List([typedfactory.Sequence(lambda n: n), typedfactory.List([typedfactory.Sequence(str)])])

    assert NumberedFactory.build(__sequence=5) == {"table": {"n": 5}, "items": [5, ["5"]]}


def test_values_of_a_dict_see_each_other_and_the_factory() -> None:
    class SeenFactory(typedfactory.DictFactory):
        name = "joe"
        table = typedfactory.Dict(
            {
                "first": typedfactory.LazyAttribute(lambda o: o.second + 1),
                "second": 1,
                "who": typedfactory.SelfAttribute("..name"),
            }
        )

    assert SeenFactory.build(table__second=5)["table"] == {"first": 6, "second": 5, "who": "joe"}


def test_items_of_a_list_see_each_other_by_position() -> None:
    class SeenFactory(typedfactory.DictFactory):
        items = typedfactory.List([1, typedfactory.LazyAttribute(lambda o: getattr(o, "0") + 1)])

    assert SeenFactory.build(items__0=5) == {"items": [5, 6]}


def test_paths_replace_and_add_entries() -> None:
    made = TableFactory.build(head__size__x=9, head__size__z=3, head__extra=1, rows__2="more")
    assert made["head"] == {"title": "t", "size": {"x": 9, "y": 2, "z": 3}, "extra": 1}
    assert made["rows"][2] == "more"


def test_paths_reach_any_depth_through_factories_dicts_and_lists() -> None:
    made = PageFactory.build(table__head__size__y=0, table__rows__0__n="zero", table__rows__1__kind="c")
    assert made["table"]["head"]["size"] == {"x": 1, "y": 0}
    assert made["table"]["rows"] == [{"n": "zero"}, {"n": 1, "kind": "c"}]


def test_long_lists_keep_their_order() -> None:
    class LongFactory(typedfactory.DictFactory):
        items = typedfactory.List(range(12))

    assert LongFactory.build(items__3="three")["items"] == [0, 1, 2, "three", *range(4, 12)]


def test_empty_ones_are_made_too() -> None:
    class EmptyFactory(typedfactory.DictFactory):
        table: Any = typedfactory.Dict({})
        items: Any = typedfactory.List([])

    assert EmptyFactory.build() == {"table": {}, "items": []}
    assert EmptyFactory.build(table__x=1, items__0=2) == {"table": {"x": 1}, "items": [2]}


def test_keys_of_a_dict_need_be_no_names() -> None:
    class HeadersFactory(typedfactory.DictFactory):
        headers = typedfactory.Dict({"Content-Type": "text/html", "class": typedfactory.Sequence(str), "a'b\n": 1})

    assert HeadersFactory.build() == {"headers": {"Content-Type": "text/html", "class": "0", "a'b\n": 1}}


def test_dicts_and_lists_are_made_by_the_factory_that_is_named() -> None:
    class SortedFactory(typedfactory.DictFactory):
        @classmethod
        def _build(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
            return sorted(kwargs)

    class TupleFactory(typedfactory.BaseListFactory[tuple[Any, ...]]):
        class Meta:
            model = tuple

    class OwnFactory(typedfactory.DictFactory):
        table = typedfactory.Dict({"b": 1, "a": 2}, dict_factory=SortedFactory)
        items = typedfactory.List([1, 2], list_factory=TupleFactory)

    assert OwnFactory.build() == {"table": ["a", "b"], "items": (1, 2)}


# --- subclasses that users wrote ---


def test_a_subclass_may_evaluate_in_its_own_way() -> None:
    class Listed(typedfactory.SubFactory[Any]):
        def evaluate(self, instance: Any, step: Any, extra: dict[str, Any]) -> Any:
            size = extra.pop("size", 2)
            return [step.recurse(self.get_factory(), extra) for _ in range(size)]

    class RosterFactory(typedfactory.DictFactory):
        users = Listed(UserFactory, name=typedfactory.Sequence(lambda n: f"u{n}"))

    assert RosterFactory.build() == {"users": [User("u0"), User("u1")]}
    assert RosterFactory.build(users__size=1, users__age=9) == {"users": [User("u2", 9)]}


def test_a_subclass_may_force_the_number_of_the_object_around_it() -> None:
    class Parallel(typedfactory.SubFactory[Any]):
        FORCE_SEQUENCE = True

    class HolderFactory(typedfactory.DictFactory):
        row = Parallel(RowFactory)

    assert HolderFactory.build(__sequence=7) == {"row": {"n": 7}}


def test_a_subclass_may_have_its_arguments_evaluated_before_it() -> None:
    class Eager(typedfactory.SubFactory[Any]):
        UNROLL_CONTEXT_BEFORE_EVALUATION = True

    class HolderFactory(typedfactory.DictFactory):
        name = "outer"
        row = Eager(RowFactory, seen=typedfactory.SelfAttribute("..name"))

    assert HolderFactory.build()["row"] == {"n": 0, "seen": "outer"}


def test_a_subclass_may_find_its_factory_in_its_own_way() -> None:
    class Named(typedfactory.SubFactory[Any]):
        def get_factory(self) -> Any:
            return RowFactory

    assert typedfactory.build(dict, row=Named(UserFactory, x=1))["row"]["x"] == 1
