"""Whatever a factory or a call says of a Django model arrives in its row, or an error names it.

Keys and relations both, names and aliases of one field, relations of every kind, in bodies, traits and calls.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, models, transaction
from hypothesis import HealthCheck, given, settings

import typedfactory as factory
from tests.orm import sayings
from tests.orm.django.zoo import models as zoo
from tests.orm.django.zoo import moved
from tests.orm.sayings import Case, Saying, same
from typedfactory.errors import FactoryError
from typedfactory.orm.django import DjangoModelFactory, ManyToMany

THEN = datetime.datetime(2001, 2, 3, tzinfo=datetime.timezone.utc)


class AuthorFactory(DjangoModelFactory[zoo.Author]):
    name = "declared"


class TagFactory(DjangoModelFactory[zoo.Tag]):
    pass


class PostFactory(DjangoModelFactory[zoo.Post]):
    pass


class BusyFactory(DjangoModelFactory[moved.Busy]):
    name = "declared"


class VisitFactory(DjangoModelFactory[moved.Visit]):
    place = "declared"


class BadgeFactory(DjangoModelFactory[moved.Badge]):
    pass


class NodeFactory(DjangoModelFactory[zoo.Node]):
    name = "declared"


class PlaceFactory(DjangoModelFactory[zoo.Place]):
    pass


class CountryFactory(DjangoModelFactory[zoo.Country]):
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


def one(name: str, by: Any, path: str, *, key: str = "pk", of: str = "") -> list[Saying]:
    """What may be said of a foreign key: the object, its key, fields of a new one."""
    of = of or name
    make = by._meta.model.objects.create if by is not CountryFactory else by.create

    def declared(made: Any, _: Any) -> bool:
        return getattr(getattr(made, name), path) in {"declared", "path"}

    def keyed(made: Any, given_key: Any) -> bool:
        return str(getattr(made, f"{name}_id")) == str(given_key)

    return [
        saying(name, "an object", make, of=of),
        saying(name, "an object that is not saved", by._meta.model, of=of),
        saying(name, "None", lambda: None, keyed, of=of),
        saying(name, "a key", lambda: getattr(make(), key), keyed, of=of),
        saying(name, "a factory's", lambda: factory.SubFactory(by), declared, of=of, computed=True),
        saying(f"{name}_id", "a key", lambda: getattr(make(), key), keyed, of=of),
        saying(f"{name}_id", "None", lambda: None, keyed, of=of, nothing=True),
        saying(
            f"{name}_id",
            "a function's key",
            lambda: factory.LazyFunction(lambda: getattr(make(), key)),
            lambda made, _: made is not None,
            of=of,
            computed=True,
        ),
        saying(
            f"{name}__{path}",
            "a path",
            lambda: "path",
            lambda made, _: getattr(getattr(made, name), path) == "path",
            of=of,
            calls=True,
        ),
    ]


def many(name: str, by: Any, **more: Any) -> list[Saying]:
    """What may be said of relations to many."""

    def all_there(made: Any, given_objects: Any) -> bool:
        return set(given_objects or ()) == (set(getattr(made, name).all()) if made.pk else set())

    def count(wanted: int) -> Callable[[Any, Any], bool]:
        return lambda made, _: getattr(made, name).count() == wanted

    return [
        saying(name, "objects", lambda: by.create_batch(2), all_there),
        saying(name, "a set", lambda: {by.create()}, all_there),
        saying(name, "nothing", list, all_there),
        saying(name, "None", lambda: None, all_there),
        saying(name, "one object", by.create, lambda *_: False),
        saying(name, "a text", lambda: "text", lambda *_: False),
        saying(name, "a function's", lambda: factory.LazyFunction(lambda: [by.create()]), count(1)),
        saying(f"{name}__odd", "a path", lambda: "path", lambda *_: False, of=name, calls=True),
    ]


def odd() -> list[Saying]:
    """Names that no model has; one with an underscore may be the class's own."""
    return [
        saying("authr", "a value", lambda: 3, lambda *_: False),
        saying("_other", "a value", lambda: 3, lambda *_: False, calls=True),
        saying("__odd", "a value", lambda: 3, lambda *_: False, calls=True),
    ]


def key_of(name: str = "id") -> list[Saying]:
    return [saying(each, "a number", lambda: 77, same(each), of=name) for each in ("id", "pk")]


def place(name: str, make: Callable[[], Any], *, key: bool = False) -> Saying:
    """The row of a parent, or its key."""
    if key:
        return saying(name, "a key", lambda: make().pk, lambda made, pk: made.pk == pk, of="id")
    return saying(name, "a row", make, lambda made, row: made.pk == row.pk, of="id")


MODELS: dict[str, tuple[Any, list[Saying], str]] = {
    "Book": (
        zoo.Book,
        [*one("author", AuthorFactory, "name"), *value("title", "said"), *value("pages", 5), *key_of(), *odd()],
        "title",
    ),
    "City": (zoo.City, [*one("country", CountryFactory, "name", key="code"), *value("name", "said"), *odd()], "name"),
    "Node": (
        zoo.Node,
        [*one("parent", NodeFactory, "name"), *value("name", "said"), *many("node_set", NodeFactory)],
        "name",
    ),
    "Post": (
        zoo.Post,
        [
            *value("title", "said"),
            *many("tags", TagFactory),
            *many("related", PostFactory),
            *many("readers", AuthorFactory),
            saying("tags", "made", lambda: ManyToMany(TagFactory, size=2), lambda made, _: made.tags.count() == 2),
            saying("tags____size", "3", lambda: 3, lambda made, _: made.tags.count() == 3, of="tags", calls=True),
        ],
        "title",
    ),
    "Tag": (zoo.Tag, [*value("name", "said"), *many("posts", PostFactory), *key_of()], "name"),
    "Busy": (
        moved.Busy,
        [
            *value("name", "said"),
            *value("created", THEN),
            *value("changed", THEN),
            *value("day", THEN.date()),
            *many("visits", VisitFactory),
            saying(
                "visits",
                "made",
                lambda: factory.RelatedFactoryList(VisitFactory, "busy", size=2),
                lambda made, _: made.pk is None or made.visits.count() == 2,
            ),
            saying("badge", "an object", BadgeFactory.create),
            saying("badge", "an object that is not saved", moved.Badge, lambda made, badge: made.badge.pk == badge.pk),
            saying("badge", "None", lambda: None, lambda made, _: not hasattr(made, "badge")),
            saying(
                "badge",
                "made",
                lambda: factory.RelatedFactory(BadgeFactory, "busy"),
                lambda made, _: made.pk is None or made.badge.busy_id == made.pk,
            ),
        ],
        "name",
    ),
    "Badge": (moved.Badge, [*one("busy", BusyFactory, "name"), *key_of()], "busy"),
    "ProfileAsKey": (
        zoo.ProfileAsKey,
        [
            *one("author", AuthorFactory, "name"),
            saying("pk", "a key", lambda: AuthorFactory().pk, of="author"),
        ],
        "author",
    ),
    "TaggedItem": (
        zoo.TaggedItem,
        [
            *value("tag", "said"),
            saying("content_object", "an object", AuthorFactory.create, of="content_type object_id"),
            saying(
                "content_object",
                "a factory's",
                lambda: factory.SubFactory(AuthorFactory),
                lambda made, _: made.content_object.name == "declared",
                of="content_type object_id",
                computed=True,
            ),
            saying("content_type", "an object", lambda: ContentType.objects.get_for_model(zoo.Book)),
            saying(
                "content_type_id", "a key", lambda: ContentType.objects.get_for_model(zoo.Tag).pk, of="content_type"
            ),
            saying("object_id", "a number", lambda: 4321),
        ],
        "tag",
    ),
    "Bookmark": (
        zoo.Bookmark,
        [
            *value("url", "http://said.example/"),
            saying(
                "tags",
                "objects",
                lambda: [zoo.TaggedItem(tag="x")],
                lambda made, items: [each.pk for each in made.tags.all()] == [each.pk for each in items],
            ),
        ],
        "url",
    ),
    "Restaurant": (
        zoo.Restaurant,
        [
            *value("name", "said"),
            *value("seats", 4),
            *key_of(),
            place("place_ptr", PlaceFactory.create),
            place("place_ptr_id", PlaceFactory.create, key=True),
        ],
        "name",
    ),
    "Membership": (
        moved.Membership,
        [*one("author", AuthorFactory, "name"), *many("friends", AuthorFactory)],
        "author",
    ),
    "Author": (
        zoo.Author,
        [
            *value("name", "said"),
            *many("friend_of", factory.make_factory(moved.Membership, FACTORY_CLASS=DjangoModelFactory)),
            *many("book_set", factory.make_factory(zoo.Book, FACTORY_CLASS=DjangoModelFactory)),
        ],
        "name",
    ),
    "Exact": (
        moved.Exact,
        [
            *value("name", "said"),
            *value("code", "said"),
            saying("volume", "3", lambda: 3, lambda made, _: made.note == "volume 3"),
            saying("note", "a text", lambda: "said"),
        ],
        "name",
    ),
}
WAYS = ("build", "create", "create_batch", "bulk_create", "nested")
cases = sayings.cases({name: said for name, (_, said, _) in MODELS.items()}, WAYS)


def check(case: Case) -> None:
    """Say what is lost in a case."""
    model, _, lookup = MODELS[case.model]
    values = {each: each.make() for each in (*case.body, *case.trait, *case.call)}
    options = {"django_get_or_create": (lookup,)} if case.lookup else {}
    try:
        # An error of the database is seen at once, and what it says is kept.
        with transaction.atomic():
            made = sayings.call(sayings.define(DjangoModelFactory, model, case, values, options), case, values)
    except (FactoryError, DatabaseError, ValueError, TypeError) as error:
        if not sayings.names_one(error, case):
            raise
        return
    fresh: models.QuerySet[Any] = model._base_manager.all()
    # Exact cannot be read from the database.
    objects = [made] if case.way == "build" or model is moved.Exact else [made, fresh.get(pk=made.pk)]
    missing = sayings.lost(case, values, objects)
    assert not missing, "; ".join(missing)


@given(case=cases)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_said_arrives_or_an_error_names_it(case: Case) -> None:
    with transaction.atomic():
        check(case)
        transaction.set_rollback(True)


@pytest.mark.parametrize("model", sorted(MODELS))
@pytest.mark.parametrize("way", ["create", "create_batch", "bulk_create"])
def test_each_thing_alone(model: str, way: str) -> None:
    for each in MODELS[model][1]:
        with transaction.atomic():
            check(Case(model, (), (), (each,), on=False, lookup=False, way=way))
            transaction.set_rollback(True)
