"""limit_choices_to: what is made for a foreign key or a many-to-many relation is what the field allows."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import models as db
from django.db.models import F, Q

import typedfactory as factory
from tests.orm.django.conftest import kinds as kinds_of
from tests.orm.django.zoo import models, rules
from typedfactory.errors import UnfillableError
from typedfactory.orm.django import DjangoModelFactory, ManyToMany
from typedfactory.orm.django.filling.limit_choices import values_within


def factory_of(model: Any, **declared: Any) -> Any:
    meta = type("Meta", (), {"model": model})
    return type(f"{model.__name__}Factory", (DjangoModelFactory,), {"Meta": meta, **declared})


class KindFactory(DjangoModelFactory[rules.Kind]):
    name = "mine"


def limited(limit: Any, related: Any = rules.Kind) -> Any:
    """Return a model whose foreign key is limited; it has no table."""

    class LimitedSomehow(db.Model):  # noqa: DJ008 - nobody reads it
        kind = db.ForeignKey(related, db.CASCADE, limit_choices_to=limit, related_name="+")

        class Meta:
            app_label = "zoo"
            managed = False

    return LimitedSomehow


@pytest.fixture(autouse=True)
def forgotten() -> Any:
    """Let the registry forget models that a test has made."""
    from django.apps import apps

    yield
    apps.all_models["zoo"].pop("limitedsomehow", None)
    apps.clear_cache()


def test_equalities_alternatives_callables_negations_and_bounds_hold() -> None:
    for made in factory_of(rules.Limited).create_batch(5):
        made.full_clean()
        assert (made.kind.active, made.kind.level) == (True, "b")
        assert (made.same.active, made.same.name) == (True, "x")
        assert (made.called.size, made.called.level in ("b", "c")) == (18, True)
        assert (made.against.active, made.against.level) == (True, "b")
        assert (made.bounds.size, made.bounds.since is not None) == (4, True)


def test_where_there_can_be_but_one_it_is_looked_up() -> None:
    made = factory_of(rules.Limited).create_batch(3)
    assert {each.group for each in made} == {Group.objects.get(name="editors")}


def test_a_path_reaches_through_foreign_keys() -> None:
    made = factory_of(rules.LimitedDeep)()
    made.full_clean()
    assert made.limited.kind.name == "deep"


def test_what_the_call_says_goes_before() -> None:
    made = factory_of(rules.Limited)(kind__active=False, same=KindFactory())
    assert (made.kind.active, made.kind.level, made.same.name) == (False, "b", "mine")


def test_a_declared_factory_is_the_users() -> None:
    made = factory_of(rules.Limited, kind=factory.SubFactory(KindFactory))()
    assert (made.kind.name, made.kind.active) == ("mine", False)


def test_the_default_factory_of_the_model_is_asked_for_the_rest() -> None:
    meta = type("Meta", (), {"model": rules.Kind, "default_for_model": True})
    type("KindFactory", (DjangoModelFactory,), {"Meta": meta, "name": "default", "active": False})
    try:
        made = factory_of(rules.Limited)()
    finally:
        del DjangoModelFactory._meta.automatic[rules.Kind]
    assert (made.kind.name, made.kind.active) == ("default", True)


def test_it_holds_in_bulk_and_on_another_database(database: str) -> None:
    meta = type("Meta", (), {"model": rules.Limited, "database": database})
    here = type("LimitedFactory", (DjangoModelFactory,), {"Meta": meta})
    made = here.bulk_create(3)
    assert {each.kind._state.db for each in made} == {database}
    assert (
        rules.Kind.objects.using(database).filter(active=True, level="b", pk__in=[m.kind_id for m in made]).count() == 3
    )


def test_a_generic_foreign_key_points_to_a_row_of_an_allowed_model(database: str) -> None:
    meta = type("Meta", (), {"model": rules.LimitedTarget, "database": database})
    made = type("F", (DjangoModelFactory,), {"Meta": meta}).create_batch(12)
    allowed = {models.Author, models.Tag}
    for each in made:
        each.full_clean()
        assert type(each.target) in allowed
        assert each.target._state.db == database
    assert len({(each.kind_id, each.key) for each in made}) == 12


def test_a_content_type_is_one_that_is_allowed() -> None:
    model = limited(Q(app_label="zoo") & ~Q(model="author") & Q(model__startswith="aut"), ContentType)
    assert factory_of(model).build().kind.model == "authorproxy"


@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        ({"pk": 3}, "pk names rows by a key that the database gives"),
        ({"nmae": 3}, "nmae names no field of Kind"),
        ({"name__regex": "^x"}, "the lookup 'regex' of name is not read"),
        (~Q(name__startswith="x"), "the negated lookup 'startswith' of name is not read"),
        (Q(size=F("id")), "size is compared with an expression"),
        (~Q(active__in=[True, False]), "no value of active is left"),
        (Q(db.Exists(rules.Kind.objects.all())), "Exists is an expression"),
        ({"limitedmany__id": 1}, "limitedmany__id leads over a relation to many"),
        (Q(active=True) ^ Q(level="b"), "its parts exclude each other"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(limit: Any, reason: str) -> None:
    somehow = factory_of(limited(limit))
    with pytest.raises(UnfillableError) as caught:
        somehow.build()
    assert str(caught.value) == (
        f"LimitedSomehowFactory.kind: an object that limit_choices_to of LimitedSomehow.kind allows cannot be made: "
        f"{reason}. Declare the field."
    )
    assert somehow.build(kind=rules.Kind(name="given")).kind.name == "given"
    assert somehow.build(kind__name="said").kind.name == "said"


def test_a_content_type_is_none_that_points_on() -> None:
    built = factory_of(limited({"app_label": "zoo", "model__contains": "tag"}, ContentType)).build_batch(20)
    assert {each.kind.model for each in built} == {"tag"}


def test_a_factory_with_a_database_of_its_own_is_refused_as_well() -> None:
    meta = type("Meta", (), {"model": limited({"name__regex": "^x"}), "database": "other"})
    somehow = type("F", (DjangoModelFactory,), {"Meta": meta})
    with pytest.raises(UnfillableError):
        somehow.create()


@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        (Q(app_label="nowhere"), "no model satisfies it"),
        ({"id__gt": 3}, "id__gt is not read"),
    ],
)
def test_content_types_that_cannot_be_chosen_are_refused_with_a_remedy(limit: Any, reason: str) -> None:
    with pytest.raises(UnfillableError) as caught:
        factory_of(limited(limit, ContentType)).build()
    assert str(caught.value) == (
        f"LimitedSomehowFactory.kind: an object that limit_choices_to of LimitedSomehow.kind allows cannot be made: "
        f"{reason}. Declare the field."
    )


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (~Q(name="x"), {"active": False}),
        (~Q(size=0), {}),
        ({"since__isnull": True}, {"since": None}),
        (~Q(since__isnull=True), {}),
        (~Q(since__isnull=False), {"since": None}),
        ({"size__range": (4, 9)}, {"size": 4}),
        ({"size__lt": 3}, {"size": 2}),
        ({"size__in": [5]}, {"size": 5}),
        ({"name__icontains": "abc"}, {"name": "abc"}),
        ({}, {}),
    ],
)
def test_other_forms(limit: Any, expected: dict[str, Any]) -> None:
    kind = factory_of(limited(limit)).build().kind
    assert {name: getattr(kind, name) for name in expected} == expected
    kind.save()
    assert rules.Kind.objects.complex_filter(limit).filter(pk=kind.pk).exists()


class TestManyToMany:
    class HolderFactory(DjangoModelFactory[rules.LimitedMany]):
        kinds = ManyToMany(KindFactory, size=2)

    @pytest.mark.parametrize("way", ["create_batch", "bulk_create"])
    def test_related_objects_are_allowed(self, way: str) -> None:
        for made in getattr(self.HolderFactory, way)(2):
            assert [(each.name, each.active) for each in made.kinds.all()] == [("mine", True)] * 2

    def test_what_is_declared_or_given_goes_before(self) -> None:
        made = self.HolderFactory(kinds__active=False)
        assert [each.active for each in made.kinds.all()] == [False, False]

    def test_what_cannot_be_read_is_left_to_the_factory(self) -> None:
        field = rules.LimitedMany._meta.get_field("kinds")
        assert values_within(field) == {"active": True}
        field.remote_field.limit_choices_to = {"name__regex": "^m"}
        try:
            assert values_within(field) == {}
        finally:
            field.remote_field.limit_choices_to = {"active": True}

    def test_from_the_other_side_nothing_is_limited(self, statements: Any) -> None:
        class BackFactory(KindFactory):
            limitedmany_set = ManyToMany(self.HolderFactory, size=1, kinds=())

        with statements() as captured:
            kind = BackFactory()
        assert (kind.active, kind.limitedmany_set.count(), kinds_of(captured)[:2]) == (False, 1, ["INSERT", "INSERT"])
