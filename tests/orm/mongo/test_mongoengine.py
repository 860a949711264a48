"""MongoEngineFactory: documents are saved, embedded ones built, required fields filled."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import typedfactory as factory
from tests.orm.mongo import documents as doc
from typedfactory.errors import UnfillableError, UnknownFieldError, UnsupportedStrategy
from typedfactory.orm.mongoengine import MongoEngineFactory

pytestmark = pytest.mark.usefixtures("client")


class AddressFactory(MongoEngineFactory[doc.Address]):
    street = factory.Sequence(lambda n: f"street{n}")


class PersonFactory(MongoEngineFactory[doc.Person]):
    name = factory.Sequence(lambda n: f"name{n}")
    address = factory.SubFactory(AddressFactory)


def test_build_saves_nothing() -> None:
    person = PersonFactory.build()
    assert (person.name, person.address.street, person.id) == ("name0", "street0", None)


def test_create_saves_the_document_and_builds_what_is_embedded() -> None:
    person = PersonFactory()
    assert doc.Person.objects.get(id=person.id).address.street == "street0"


def test_a_factory_of_embedded_documents_creates_without_saving() -> None:
    assert AddressFactory.create().street == "street0"


def test_references_are_saved_first() -> None:
    class EmployeeFactory(PersonFactory):
        company = factory.SubFactory("tests.orm.mongo.test_mongoengine.CompanyFactory")

    person = EmployeeFactory(company__name="Acme")
    assert doc.Person.objects.get(id=person.id).company.name == "Acme"


class CompanyFactory(MongoEngineFactory[doc.Company]):
    pass


def test_every_field_is_filled_so_that_it_is_valid() -> None:
    class EverythingFactory(MongoEngineFactory[doc.Everything]):
        pass

    made = EverythingFactory()
    made.validate()
    again = doc.Everything.objects.get(id=made.id)
    assert (again.text, again.company.name, again.default, again.optional) == (
        made.text,
        made.company.name,
        "kept",
        None,
    )
    assert (again.number, again.embedded.street) == (1, made.embedded.street)
    EverythingFactory.build().embedded.validate()


def test_unique_values_do_not_repeat() -> None:
    assert len({company.name for company in CompanyFactory.create_batch(50)}) == 50


def test_a_key_that_is_a_text_is_filled() -> None:
    class KeyedFactory(MongoEngineFactory[doc.Keyed]):
        pass

    assert doc.Keyed.objects.get(pk=KeyedFactory().pk)
    assert KeyedFactory(pk="given").code == "given"


def test_a_dynamic_document_takes_other_names() -> None:
    class LooseFactory(MongoEngineFactory[doc.Loose]):
        pass

    assert doc.Loose.objects.get(id=LooseFactory(colour="red").id).colour == "red"


def test_a_misspelt_field_is_refused() -> None:
    with pytest.raises(UnknownFieldError) as caught:
        PersonFactory(nmae="x")
    assert str(caught.value) == (
        "PersonFactory.nmae: neither the factory nor Person has a field 'nmae'. Did you mean \"name\"?"
    )


def test_a_reference_without_end_is_refused() -> None:
    class TreeFactory(MongoEngineFactory[doc.Tree]):
        pass

    with pytest.raises(UnfillableError) as caught:
        TreeFactory()
    assert str(caught.value) == (
        "TreeFactory.parent: filling it never ends: Tree → Tree → …. Declare the field, or let a type on the way be "
        "optional."
    )


@pytest.mark.parametrize(
    ("method", "arguments", "instead"), [("acreate", (), "create"), ("acreate_batch", (2,), "create_batch")]
)
def test_there_is_no_async_creation(method: str, arguments: Any, instead: str) -> None:
    with pytest.raises(UnsupportedStrategy) as caught:
        asyncio.run(getattr(PersonFactory, method)(*arguments))
    assert str(caught.value) == (
        f"PersonFactory.{method}: MongoEngine has no async driver. Use await asyncio.to_thread(PersonFactory.{instead}, …)."
    )
