"""Every document of the zoo is made, validated, saved and read back."""

from __future__ import annotations

import os
from typing import Any

import mongoengine
import mongomock.gridfs
import pytest

import typedfactory as factory
from tests.orm.mongo import zoo
from typedfactory.errors import UnfillableError
from typedfactory.orm.mongoengine import MongoEngineFactory

pytestmark = pytest.mark.usefixtures("client")


@pytest.fixture(autouse=True, scope="module")
def _files() -> None:
    if not os.environ.get("TYPEDFACTORY_TEST_MONGO_URL"):
        mongomock.gridfs.enable_gridfs_integration()  # type: ignore[no-untyped-call]  # it has no types


def made_of(model: Any, **declared: Any) -> Any:
    return factory.make_factory(model, FACTORY_CLASS=MongoEngineFactory, **declared)


def test_the_zoo_is_large() -> None:
    assert len(zoo.documents()) >= 40
    kinds = {type(field).__name__ for model in zoo.documents() for field in model._fields.values()}
    known = set(mongoengine.fields.__all__) - {"BaseField", "GeoJsonBaseField"}
    # Embedded documents have fields as well.
    kinds |= {type(field).__name__ for field in zoo.Twig._fields.values()}
    assert {name for name in known if name.endswith("Field")} - kinds == set()


#: mongomock writes no UUID as such, whatever the connection says of their form.
UNSAVED = () if os.environ.get("TYPEDFACTORY_TEST_MONGO_URL") else (zoo.Identified, zoo.UidKey)


@pytest.mark.parametrize("model", zoo.documents(), ids=lambda model: str(model.__name__))
def test_it_is_valid_saved_and_read_back(model: Any) -> None:
    make = made_of(model).build_batch if model in UNSAVED else made_of(model).create_batch
    for made in make(3):
        made.validate()
        if model in UNSAVED:
            continue
        again = model.objects.get(pk=made.pk)
        again.validate()
        assert again.to_mongo() == made.to_mongo()
        assert type(again) is model


@pytest.mark.parametrize(
    "model", [each for each in zoo.documents() if each not in UNSAVED], ids=lambda m: str(m.__name__)
)
def test_all_fields_are_filled_if_asked_for(model: Any) -> None:
    class Factory(MongoEngineFactory[Any]):
        class Meta:
            abstract = True
            autofill = "all"

    made = factory.make_factory(model, FACTORY_CLASS=Factory)()
    made.validate()
    assert model.objects.get(pk=made.pk).to_mongo() == made.to_mongo()


def test_embedded_documents_are_built_and_not_saved() -> None:
    twig = made_of(zoo.Twig).create()
    assert isinstance(twig.leaf, zoo.Leaf)
    plant = made_of(zoo.Plant, twig__leaf__name="green").build()
    assert (plant.twig.leaf.name, plant.pk, zoo.Plant.objects.count()) == ("green", None, 0)


def test_a_reference_in_a_reference_is_saved() -> None:
    chain = made_of(zoo.Chain, person__firm__name="Acme")()
    assert zoo.Chain.objects.get(pk=chain.pk).person.firm.name == "Acme"


def test_subclasses_come_back_as_what_they_are() -> None:
    made = [made_of(model)() for model in (zoo.Shape, zoo.Circle, zoo.Wheel)]
    assert [type(zoo.Shape.objects.get(pk=each.pk)) for each in made] == [zoo.Shape, zoo.Circle, zoo.Wheel]


def test_unique_fields_run_through_their_values() -> None:
    zoo.Unique.ensure_indexes()
    made = made_of(zoo.Unique).create_batch(9)
    assert len({each.number for each in made}) == 9
    assert len({each.name for each in made}) == 9


def test_files_and_pictures() -> None:
    made = zoo.Attached.objects.get(pk=made_of(zoo.Attached)().pk)
    assert made.file.read()
    assert made.picture.format == "PNG"
    assert zoo.Attached.objects.get(pk=made_of(zoo.Attached, file=b"mine")().pk).file.read() == b"mine"


class Odd(mongoengine.fields.BaseField):  # type: ignore[misc]  # it has no types
    """A field that nobody knows."""


def test_what_cannot_be_filled_is_refused_by_name() -> None:
    def never(value: Any) -> None:
        raise mongoengine.ValidationError("no")

    class Strange(mongoengine.Document):  # type: ignore[misc]  # as above
        odd = Odd(required=True)

    class Picky(mongoengine.Document):  # type: ignore[misc]  # as above
        word = mongoengine.StringField(required=True, validation=never)

    with pytest.raises(UnfillableError) as caught:
        made_of(Strange).build()
    assert str(caught.value) == (
        "StrangeFactory.odd: values for a Odd cannot be made. Declare the field, or give it a default."
    )
    with pytest.raises(UnfillableError) as caught:
        made_of(Picky).build()
    assert str(caught.value) == "PickyFactory.word: none of 100 values is valid. Declare the field."
