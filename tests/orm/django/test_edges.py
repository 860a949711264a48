"""What is seldom met: nodes of trees, keys to content types, factories without models, declarations that are refused."""

from __future__ import annotations

import gc
import runpy
import sys
import weakref
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import validators
from django.core.exceptions import ValidationError
from django.db import models as db
from django.db.models import F, Q
from django.db.models.functions import Now
from django.db.models.lookups import GreaterThan
from django.db.models.signals import post_init, pre_save

import typedfactory as factory
from tests.orm.django.conftest import kinds
from tests.orm.django.zoo import models, rules
from typedfactory.errors import (
    AssociatedClassError,
    FactoryError,
    InvalidDeclarationError,
    MetaOptionError,
    UnfillableError,
    UnknownFieldError,
)
from typedfactory.orm import django as back_end
from typedfactory.orm.django import BulkError, DjangoModelFactory, ManyToMany, mute_signals


def factory_of(model: Any, autofill: str = "required", **declared: Any) -> Any:
    meta = type("Meta", (), {"model": model, "autofill": autofill})
    return type(f"{model.__name__}Factory", (DjangoModelFactory,), {"Meta": meta, **declared})


def model_of(*bases: Any, constraints: Any = (), **fields: Any) -> Any:
    """Return a model without table."""
    meta = type("Meta", (), {"app_label": "zoo", "managed": False, "constraints": list(constraints)})
    return type("Passing", (*bases, db.Model), {"Meta": meta, "__module__": __name__, **fields})


@pytest.fixture(autouse=True)
def forgotten() -> Any:
    """Let the registry forget models that a test has made."""
    from django.apps import apps

    yield
    apps.all_models["zoo"].pop("passing", None)
    apps.clear_cache()


class AuthorFactory(DjangoModelFactory[models.Author]):
    name = factory.Sequence(lambda n: f"author {n}")


class Nodes:
    """As django-treebeard's nodes: they are added to a tree, and not just saved."""

    __module__ = "treebeard.models"
    added: ClassVar[list[dict[str, Any]]] = []

    @classmethod
    def add_root(cls, **fields: Any) -> Any:
        cls.added.append(fields)
        return cls(**fields)


class TestTrees:
    @pytest.fixture
    def node(self) -> Any:
        Nodes.added.clear()
        return model_of(
            Nodes, name=db.CharField(max_length=9), path=db.CharField(max_length=9), depth=db.IntegerField()
        )

    def test_a_node_is_added_as_a_root_and_its_place_is_left_to_the_tree(self, node: Any) -> None:
        made = factory_of(node)(name="first")
        assert (made.name, Nodes.added) == ("first", [{"name": "first"}])

    def test_nodes_are_not_made_in_bulk(self, node: Any) -> None:
        with pytest.raises(BulkError) as caught:
            factory_of(node).bulk_create(2)
        assert str(caught.value) == (
            "PassingFactory: Passing cannot be made in bulk: the nodes of a tree are added one by one. "
            'Pass bulk="where-possible" to make it row by row.'
        )


class TestContentTypes:
    def test_a_unique_key_to_content_types_gets_another_one_each_time(self) -> None:
        model = model_of(kind=db.OneToOneField(ContentType, db.CASCADE))
        built = factory_of(model).build_batch(3)
        assert len({each.kind_id for each in built}) == 3

    def test_a_generic_key_without_content_type_is_empty(self) -> None:
        assert factory_of(models.TaggedItem).build(content_type=None).object_id is None

    def test_a_key_to_a_content_type_that_may_be_null_but_not_blank_is_filled(self) -> None:
        model = model_of(kind=db.ForeignKey(ContentType, db.CASCADE, null=True))
        assert factory_of(model, "clean").build().kind.model == "passing"
        assert factory_of(model).build().kind is None


class TestWithoutModel:
    def test_the_manager_of_no_model_is_asked_for(self) -> None:
        with pytest.raises(AssociatedClassError) as caught:
            DjangoModelFactory._get_manager(None)
        assert str(caught.value) == "DjangoModelFactory.Meta.model: there is no model. Name one."


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("django_get_or_create", {"name": 1}, "takes a tuple of field names. Write ('name', 'email')."),
        ("django_get_or_create", (1,), "takes a tuple of field names. Write ('name', 'email')."),
        ("skip_postgeneration_save", "yes", "takes True or False, not str."),
    ],
)
def test_options_of_the_wrong_kind_are_refused(option: str, value: Any, message: str) -> None:
    with pytest.raises(MetaOptionError) as caught:
        type("F", (DjangoModelFactory,), {"Meta": type("Meta", (), {"model": models.Author, option: value})})
    assert str(caught.value) == f"F.Meta.{option}: {message}"


class TestLookingUp:
    class TagFactory(DjangoModelFactory[models.Tag]):
        class Meta:
            django_get_or_create = ("name",)

        name = "fiction"

    def test_a_misspelt_field_is_refused(self) -> None:
        with pytest.raises(UnknownFieldError) as caught:
            self.TagFactory(nmae="x")
        assert str(caught.value) == (
            "TagFactory.nmae: neither the factory nor Tag has a field 'nmae'. Did you mean \"name\"?"
        )

    def test_an_own_create_needs_the_key_as_well(self) -> None:
        class OwnFactory(self.TagFactory):  # type: ignore[name-defined, misc]
            class Meta:
                exclude = ("name",)

            @classmethod
            def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
                return super()._create(model_class, *args, **kwargs)

        with pytest.raises(FactoryError) as caught:
            OwnFactory()
        assert str(caught.value) == (
            "OwnFactory.Meta.django_get_or_create: nothing gives 'name' a value. "
            "Declare it in the factory, or give it at the call."
        )

    def test_a_key_that_another_field_has_asked_for_already_is_computed_once(self) -> None:
        asked: list[int] = []

        class ChainFactory(DjangoModelFactory[models.Slugged]):
            class Meta:
                django_get_or_create = ("slug", "text")

            slug = factory.LazyAttribute(lambda o: o.text)

            @factory.lazy_attribute
            def text(self) -> str:
                asked.append(1)
                return "once"

        assert (ChainFactory().slug, asked) == ("once", [1])

    def test_an_open_constructor_takes_what_it_likes(self) -> None:
        class WordFactory(DjangoModelFactory[models.WithArgument]):
            class Meta:
                django_get_or_create = ("name",)

            name = "hello"

        assert WordFactory() == WordFactory()


class TestBulk:
    def test_an_error_in_a_constructor_names_the_factory(self) -> None:
        class PickyFactory(AuthorFactory):
            @factory.post_generation
            def hook(self, create: bool, extracted: Any, **kwargs: Any) -> None:
                pass

            @classmethod
            def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
                return {**kwargs, "nick": 1}

        with pytest.raises(TypeError) as caught:
            PickyFactory.bulk_create(1)
        assert "while making PickyFactory" in caught.value.__notes__

    def test_one_related_object_can_be_read_from_the_other_side(self) -> None:
        class ProfileFactory(DjangoModelFactory[models.Profile]):
            motto = "x"

        class WithProfileFactory(AuthorFactory):
            profile = factory.RelatedFactory(ProfileFactory, factory_related_name="author")

        assert [author.profile.motto for author in WithProfileFactory.bulk_create(2)] == ["x", "x"]

    def test_a_factory_of_something_else_may_be_nested(self, statements: Any) -> None:
        class DataFactory(factory.DictFactory):
            colour = "red"

        meta = type("Meta", (), {"model": models.Defaults})
        coloured = type("F", (DjangoModelFactory,), {"Meta": meta, "tags": factory.SubFactory(DataFactory)})
        with statements() as captured:
            made = coloured.bulk_create(2)
        assert [each.tags for each in made] == [{"colour": "red"}] * 2
        assert kinds(captured).count("INSERT") == 1

    def test_no_more_than_a_chunk_is_alive_where_nothing_is_kept(self) -> None:
        born: list[weakref.ref[Any]] = []
        alive: list[int] = []

        def note(sender: Any, instance: Any, **kwargs: Any) -> None:
            born.append(weakref.ref(instance))

        def count(number: int) -> str:
            if number % 500 == 499:
                gc.collect()
                alive.append(sum(each() is not None for each in born))
            return f"author {number}"

        post_init.connect(note, sender=models.Author)
        try:
            counting = type("CountingFactory", (AuthorFactory,), {"name": factory.Sequence(count)})
            assert counting.bulk_create(3_000, chunk=100, keep=False) == 3_000
        finally:
            post_init.disconnect(note, sender=models.Author)
        assert len(born) == 3_000
        assert len(alive) == 6
        assert max(alive) <= 200


class TestBatches:
    def test_a_manager_of_the_users_is_asked_each_time(self, statements: Any) -> None:
        class ManagedFactory(AuthorFactory):
            @classmethod
            def _get_manager(cls, model_class: Any) -> Any:
                return model_class._base_manager

        with statements() as captured:
            ManagedFactory.create_batch(3)
        assert kinds(captured).count("INSERT") == 3

    def test_a_field_that_makes_its_value_when_it_is_saved_is_saved_alone(self, statements: Any) -> None:
        with statements() as captured:
            made = factory_of(rules.Numbered).create_batch(3)
        assert ([each.number for each in made], kinds(captured).count("INSERT")) == ([1, 2, 3], 3)

    def test_a_manager_that_filters_hides_nothing_from_the_factory(self) -> None:
        made = factory_of(models.Member, active=False)
        assert [each.pk is not None for each in [*made.create_batch(2), *made.bulk_create(2)]] == [True] * 4
        assert models.Member.objects.count() == 0


class TestManyToManyElsewhere:
    def test_it_is_refused_without_a_mapper(self) -> None:
        class PlainFactory(factory.Factory[dict[str, Any]]):
            class Meta:
                model = dict

            tags = ManyToMany(factory.DictFactory, size=1)

        with pytest.raises(InvalidDeclarationError) as caught:
            PlainFactory.create()
        assert str(caught.value) == (
            "PlainFactory: ManyToMany needs a factory of an object-relational mapper. "
            "Derive it from DjangoModelFactory or SQLAlchemyModelFactory."
        )

    def test_its_repr_names_the_factory(self) -> None:
        assert repr(ManyToMany(AuthorFactory)) == "<ManyToMany for <FactoryReference AuthorFactory>>"

    def test_its_size_may_be_a_function(self) -> None:
        class PostFactory(DjangoModelFactory[models.Post]):
            readers = ManyToMany(AuthorFactory, size=lambda: 3)

        assert PostFactory().readers.count() == 3


class TestValues:
    def test_a_choice_that_is_none_of_the_fields_values_is_taken_as_it_is(self) -> None:
        model = model_of(day=db.DateField(choices=[("soon", "soon")]))
        assert factory_of(model).build().day == "soon"

    def test_numbers_that_must_be_negative_are(self) -> None:
        model = model_of(
            low=db.IntegerField(validators=[validators.MaxValueValidator(-5)]),
            lower=db.BigIntegerField(validators=[validators.MaxValueValidator(-(10**12))]),
        )
        for made in factory_of(model).build_batch(20):
            made.full_clean()

    def test_paths_below_folders_are_found(self, tmp_path: Path) -> None:
        (tmp_path / "inner").mkdir()
        (tmp_path / "inner" / "file.txt").write_text("x")
        deep = model_of(path=db.FilePathField(path=str(tmp_path), recursive=True))
        assert factory_of(deep).build().path == str(tmp_path / "inner" / "file.txt")

    def test_an_empty_folder_cannot_fill_a_path(self, tmp_path: Path) -> None:
        empty = model_of(path=db.FilePathField(path=lambda: str(tmp_path)))
        with pytest.raises(UnfillableError) as caught:
            factory_of(empty).build()
        assert str(caught.value) == (
            "PassingFactory.path: values for a FilePathField cannot be made. Declare the field, or give it a default."
        )

    def test_a_pattern_that_no_kind_of_text_matches_is_constructed(self) -> None:
        pattern = validators.RegexValidator(r"^[XYZ]{3}/\d\d\?$")
        model = model_of(code=db.CharField(max_length=9, unique=True, validators=[pattern]))
        built = factory_of(model).build_batch(50)
        assert all(pattern.regex.search(each.code) for each in built)

    def test_a_value_that_is_refused_is_drawn_again(self) -> None:
        def even(value: int) -> None:
            if value % 2:
                raise ValidationError("odd")

        built = factory_of(model_of(number=db.IntegerField(validators=[even]))).build_batch(20)
        assert {each.number % 2 for each in built} == {0}

    def test_without_pillow_an_image_cannot_be_drawn(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "PIL", None)
        with pytest.raises(ModuleNotFoundError) as caught:
            factory_of(models.OptionalFiles, image=back_end.ImageField()).build()
        assert str(caught.value) == "Images need Pillow, which is not installed. Install it with: pip install Pillow"


class TestConstraints:
    def test_what_cannot_be_read_is_left_to_the_user(self) -> None:
        model = model_of(
            constraints=[
                rules.check_constraint(GreaterThan(F("number"), 3), "expression"),  # type: ignore[arg-type]  # as Django allows
                rules.check_constraint(Q(day__lte=Now()), "now"),
                rules.check_constraint(Q(text__lt=F("other")), "texts"),
                rules.check_constraint(Q(text=F("other")), "texts_equal"),
                rules.check_constraint(Q(unknown=3) & Q(Q(number__lt=50)), "unknown"),
                rules.check_constraint(Q(text__length__iexact=3), "odd"),
                rules.check_constraint(~Q(number__gt=90), "not_above"),
                rules.check_constraint(~Q(maybe__isnull=False), "nothing"),
                db.UniqueConstraint(fields=["maybe"], name="nulls"),
            ],
            number=db.IntegerField(),
            day=db.DateField(),
            text=db.CharField(max_length=9),
            other=db.CharField(max_length=9),
            maybe=db.IntegerField(null=True, blank=True),
        )
        for made in factory_of(model).build_batch(20):
            assert (made.number < 50, made.maybe) == (True, None)


class TestObjectsOfTheirKind:
    def test_a_required_one_gets_one_that_refers_to_none(self) -> None:
        made = factory_of(rules.RefersToItsKind, "clean")()
        assert (made.parent.parent, made.boss, rules.RefersToItsKind.objects.count()) == (None, None, 2)

    def test_it_goes_to_its_own_database(self) -> None:
        meta = type("Meta", (), {"model": rules.RefersToItsKind, "database": "other", "autofill": "clean"})
        made = type("F", (DjangoModelFactory,), {"Meta": meta})()
        assert made.parent._state.db == "other"

    def test_the_call_may_say_more_about_it(self) -> None:
        made = factory_of(rules.RefersToItsKind, "clean")
        assert made(parent__parent=made()).parent.parent.parent.parent is None


def test_a_default_factory_keeps_its_own_database() -> None:
    meta = type("Meta", (), {"model": models.Author, "default_for_model": True, "database": "other"})
    type("AuthorFactory", (DjangoModelFactory,), {"Meta": meta})
    book = type("Meta", (), {"model": models.Book, "database": "postgres"})
    try:
        fields = type("F", (DjangoModelFactory,), {"Meta": book})._meta.spec.fields
        assert fields["author"].base.get_factory()._meta.database == "other"
    finally:
        del DjangoModelFactory._meta.automatic[models.Author]


def test_a_base_without_model_fills_nothing() -> None:
    class Base(DjangoModelFactory[Any]):
        class Meta:
            abstract = True

        name = "Ann"

    assert list(Base._meta.spec.fields) == ["name"]
    assert factory_of(models.Author).build(name=Base.name).name == "Ann"


def test_signals_may_be_muted_by_a_copy() -> None:
    muting = mute_signals(pre_save)
    copied = muting.copy()
    assert (copied is not muting, copied.signals) == (True, (pre_save,))
    with muting, copied:
        """One that is never used says so."""


class Plain:
    """No model."""


def test_what_is_no_model_is_refused_unless_the_factory_creates_it() -> None:
    with pytest.raises(AssociatedClassError) as caught:
        factory_of(Plain)()
    assert str(caught.value) == (
        "PlainFactory.Meta.model: Plain is no model of Django's, it has no manager. Name a model, or declare _create."
    )

    class OwnFactory(DjangoModelFactory[Plain]):
        @classmethod
        def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Plain:
            return Plain()

    assert isinstance(OwnFactory(), Plain)
    assert isinstance(OwnFactory.build(), Plain)


def test_without_django_the_command_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = back_end.__file__ or ""
    monkeypatch.setitem(sys.modules, "django", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'typedfactory\[django\]'"):
        runpy.run_path(path)
    (tmp_path / "django.py").write_text("import something_else_that_is_not_there\n")
    monkeypatch.delitem(sys.modules, "django")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ModuleNotFoundError, match="something_else_that_is_not_there"):
        runpy.run_path(path)
