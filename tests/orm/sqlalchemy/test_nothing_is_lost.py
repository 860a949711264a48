"""Whatever a factory or a call says of an SQLAlchemy model arrives in its row, or an error names it.

Keys and relationships both, synonyms, hybrids, columns under other names, relationships of every kind, in bodies, traits and
calls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from sqlalchemy import orm

import typedfactory as factory
from tests.orm import sayings
from tests.orm.sayings import Case, Saying, same
from tests.orm.sqlalchemy import relatives as rel
from typedfactory.errors import FactoryError
from typedfactory.orm.sqlalchemy import ManyToMany, SQLAlchemyModelFactory, use_session


class OrgFactory(SQLAlchemyModelFactory[rel.Org]):
    name = "declared"


class TagFactory(SQLAlchemyModelFactory[rel.Tag]):
    name = "declared"


class UserFactory(SQLAlchemyModelFactory[rel.User]):
    name = "declared"


class CardFactory(SQLAlchemyModelFactory[rel.Card]):
    pass


class PartFactory(SQLAlchemyModelFactory[rel.Part]):
    name = "declared"


def saying(name: str, what: str, make: Callable[[], Any], arrived: Any = None, *, of: str = "", **more: Any) -> Saying:
    """Return a saying; without a check, the attribute of that name is the value."""
    return Saying(name, what, make, arrived or same(name), frozenset((of or name).split()), **more)


def value(name: str, plain: Any, *, of: str = "") -> list[Saying]:
    """A value of a column: as it is, and from declarations."""

    def is_it(made: Any, _: Any) -> bool:
        return bool(getattr(made, name) == plain)

    return [
        saying(name, "a value", lambda: plain, of=of),
        saying(name, "a function's", lambda: factory.LazyFunction(lambda: plain), is_it, of=of, computed=True),
        saying(name, "a sequence's", lambda: factory.Sequence(lambda _: plain), is_it, of=of, computed=True),
        saying(name, "a lazy attribute's", lambda: factory.LazyAttribute(lambda _: plain), is_it, of=of, computed=True),
    ]


def flushed(by: Any, **given_values: Any) -> Any:
    made = by(**given_values)
    session = orm.object_session(made)
    assert session is not None
    session.flush()
    return made


def one(name: str, by: Any, path: str, keys: dict[str, str]) -> list[Saying]:
    """What may be said of a relationship to one: the object, its keys, fields of a new one.

    Args:
        name: The relationship.
        by: The factory of the other.
        path: A field of the other that the factory declares.
        keys: Foreign key → what it refers to.
    """
    of = " ".join(keys)

    def declared(made: Any, _: Any) -> bool:
        return getattr(getattr(made, name), path) in {"declared", "path"}

    found = [
        saying(name, "an object", lambda: flushed(by), of=of),
        saying(name, "a new object", by.build, lambda made, it: getattr(made, name) is it, of=of),
        saying(name, "None", lambda: None, of=of),
        saying(name, "a factory's", lambda: factory.SubFactory(by), declared, of=of, computed=True),
        saying(
            f"{name}__{path}",
            "a path",
            lambda: "path",
            lambda made, _: getattr(getattr(made, name), path) == "path",
            of=of,
            calls=True,
        ),
    ]
    for key, target in keys.items():
        found += [
            saying(key, "a key", lambda target=target: getattr(flushed(by), target)),
            saying(key, "None", lambda: None, nothing=True),
            saying(
                key,
                "a function's key",
                lambda target=target: factory.LazyFunction(lambda: getattr(flushed(by), target)),
                lambda made, _, key=key: getattr(made, key) is not None,
                computed=True,
            ),
        ]
    return found


def many(name: str, by: Any) -> list[Saying]:
    """What may be said of relationships to many."""

    def all_there(made: Any, objects: Any) -> bool:
        found = getattr(made, name)
        return {*map(id, objects)} == {*map(id, found.values() if isinstance(found, dict) else found)}

    def count(wanted: int) -> Callable[[Any, Any], bool]:
        return lambda made, _: len(getattr(made, name)) == wanted

    return [
        saying(name, "objects", lambda: [flushed(by), flushed(by)], all_there),
        saying(name, "new objects", lambda: [by.build(), by.build()], all_there),
        saying(name, "a tuple", lambda: (flushed(by),), all_there),
        saying(name, "nothing", list, all_there),
        saying(name, "None", lambda: None, count(0)),
        saying(name, "one object", lambda: flushed(by), lambda *_: False),
        saying(name, "a text", lambda: "text", lambda *_: False),
        saying(name, "a function's", lambda: factory.LazyFunction(lambda: [flushed(by)]), count(1)),
        saying(name, "made", lambda: ManyToMany(by, size=2), count(2)),
        saying(f"{name}__odd", "a path", lambda: "path", lambda *_: False, of=name, calls=True),
    ]


def odd() -> list[Saying]:
    """Names that no model has."""
    return [
        saying("orgg", "a value", lambda: 3, lambda *_: False),
        saying("_other", "a value", lambda: 3, lambda *_: False, calls=True),
        saying("__odd", "a value", lambda: 3, lambda *_: False, calls=True),
        saying("metadata", "a value", lambda: 3, lambda *_: False, calls=True),
    ]


MODELS: dict[str, tuple[Any, list[Saying], str]] = {
    "User": (
        rel.User,
        [
            *one("org", OrgFactory, "name", {"org_id": "id"}),
            *value("name", "said"),
            *value("id", 77),
            *many("tags", TagFactory),
            *one("boss", UserFactory, "name", {"boss_id": "id"}),
            *many("staff", UserFactory),
            *odd(),
        ],
        "name",
    ),
    "Org": (
        rel.Org,
        [
            *value("name", "said"),
            *many("users", UserFactory),
            saying("card", "a new object", CardFactory.build, lambda made, card: made.card is card),
            saying("card", "None", lambda: None),
            saying(
                "users",
                "related",
                lambda: factory.RelatedFactoryList(UserFactory, "org", size=2),
                lambda made, _: len(made.users) == 2,
            ),
        ],
        "name",
    ),
    "Card": (rel.Card, [*one("org", OrgFactory, "name", {"org_id": "id"}), *value("id", 77)], ""),
    "Detail": (
        rel.Detail,
        [*one("part", PartFactory, "name", {"part_one": "one", "part_two": "two"}), *value("id", 77)],
        "",
    ),
    "Named": (
        rel.Named,
        [
            *value("_name", "said", of="_name name"),
            *value("name", "other", of="_name name"),
            *value("renamed", "said"),
            saying(
                "column", "a value", lambda: "said", lambda made, given_text: made.renamed == given_text, of="renamed"
            ),
            *value("x", 5, of="x point"),
            *value("y", 6, of="y point"),
            saying("point", "a value", lambda: rel.Point(1, 2), of="x y"),
            saying("loud", "a value", lambda: "LOUD"),
        ],
        "renamed",
    ),
    "Ways": (
        rel.Ways,
        [
            *many("lazily", TagFactory)[:4],
            saying(
                "by_name",
                "a dict",
                lambda: {"a": rel.Leaf(name="a")},
                lambda made, leaves: set(made.by_name) == set(leaves),
            ),
            *many("leaves", factory.make_factory(rel.Leaf, FACTORY_CLASS=SQLAlchemyModelFactory))[:4],
            saying(
                "leaf_names",
                "texts",
                lambda: ["a", "b"],
                lambda made, texts: sorted(made.leaf_names) == texts,
                of="leaves",
            ),
        ],
        "",
    ),
    "Data": (
        rel.Data,
        [
            *one("org", OrgFactory, "name", {"org_id": "id"}),
            *value("name", "said"),
            *value("note", "said"),
        ],
        "name",
    ),
    "Child": (
        rel.Child,
        [*value("name", "said"), *value("id", 77), *value("more", "said"), *value("kind", "child")],
        "name",
    ),
}
WAYS = ("build", "create", "create_batch", "bulk_create", "nested")
cases = sayings.cases({name: said for name, (_, said, _) in MODELS.items()}, WAYS)


@pytest.fixture(scope="module")
def engine() -> Iterator[sa.Engine]:
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    rel.Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


def check(case: Case, engine: sa.Engine) -> None:
    """Say what is lost in a case; nothing stays in the database."""
    model, _, lookup = MODELS[case.model]
    options = {"sqlalchemy_get_or_create": (lookup,)} if case.lookup and lookup else {}
    with engine.connect() as connection, orm.Session(connection) as session, use_session(session):
        values = {each: each.make() for each in (*case.body, *case.trait, *case.call)}
        try:
            made = sayings.call(sayings.define(SQLAlchemyModelFactory, model, case, values, options), case, values)
            missing = sayings.lost(case, values, [made]) if case.way == "build" else []
            if case.way != "build":
                session.flush()
                session.expire_all()
                missing = sayings.lost(case, values, [made])
        except (
            FactoryError,
            sa.exc.SQLAlchemyError,
            orm.exc.UnmappedInstanceError,
            ValueError,
            TypeError,
            AttributeError,
        ) as error:
            if not sayings.names_one(error, case):
                raise
            return
        assert not missing, "; ".join(missing)


@given(case=cases)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_said_arrives_or_an_error_names_it(case: Case, engine: sa.Engine) -> None:
    check(case, engine)


@pytest.mark.parametrize("model", sorted(MODELS))
@pytest.mark.parametrize("way", ["create", "create_batch", "bulk_create"])
def test_each_thing_alone(model: str, way: str, engine: sa.Engine) -> None:
    for each in MODELS[model][1]:
        check(Case(model, (), (), (each,), on=False, lookup=False, way=way), engine)
