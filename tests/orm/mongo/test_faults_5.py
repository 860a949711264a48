"""Faults 5 and 58: documents with a constructor of their own, and references to anything."""

from __future__ import annotations

from typing import Any

import factory as factory_boy
import factory.mongoengine
import mongoengine
import pytest

import typedfactory.factory_boy
import typedfactory.factory_boy.mongoengine
from typedfactory.errors import FactoryError, UnfillableError, UnknownFieldError
from typedfactory.orm.mongoengine import MongoEngineFactory

pytestmark = pytest.mark.usefixtures("client")
LIBRARIES = [factory_boy, typedfactory.factory_boy]


class Letter(mongoengine.Document):  # type: ignore[misc]  # MongoEngine has no types
    subject = mongoengine.StringField(required=True, max_length=20)
    sent_to = mongoengine.StringField()
    pages = mongoengine.IntField(default=3)

    def __init__(self, *args: Any, receiver: str | None = None, **values: Any) -> None:
        super().__init__(*args, **values)
        if receiver is not None:
            self.sent_to = receiver.upper()


class Stamp(mongoengine.EmbeddedDocument):  # type: ignore[misc]  # as above
    value = mongoengine.IntField(required=True)
    colour = mongoengine.StringField(required=True)

    def __init__(self, value: int, colour: str = "red", *, issuer: str = "post") -> None:
        super().__init__(value=value, colour=colour)
        self.issuer_seen = issuer


class Parcel(mongoengine.EmbeddedDocument):  # type: ignore[misc]  # as above
    weight = mongoengine.IntField(required=True)
    code = mongoengine.StringField(required=True)

    def __init__(self, weight: int, sender: str) -> None:
        super().__init__(weight=weight, code=f"from {sender}")


class LetterFactory(MongoEngineFactory[Letter]):
    pass


class StampFactory(MongoEngineFactory[Stamp]):
    pass


class ParcelFactory(MongoEngineFactory[Parcel]):
    pass


def test_a_parameter_of_the_constructor_is_a_field() -> None:
    letter = LetterFactory(receiver="ann")
    assert (letter.sent_to, letter.pages, len(letter.subject) > 0) == ("ANN", 3, True)
    assert LetterFactory.build().sent_to is None

    class Declared(MongoEngineFactory[Letter]):
        receiver = "bob"

    assert Declared.build_batch(2)[1].sent_to == "BOB"


@pytest.mark.parametrize("library", LIBRARIES)
def test_and_so_it_is_for_a_moved_suite(library: Any) -> None:
    options = type("Meta", (), {"model": Letter})
    made = type("Made", (library.mongoengine.MongoEngineFactory,), {"Meta": options, "subject": "x"})
    assert made(receiver="ann").sent_to == "ANN"


def test_what_the_constructor_does_not_take_is_neither_filled_nor_given() -> None:
    stamp = StampFactory.build(issuer="bank")
    assert (isinstance(stamp.value, int), stamp.colour, stamp.issuer_seen) == (True, "red", "bank")
    parcel = ParcelFactory.build()
    assert (isinstance(parcel.weight, int), parcel.code.startswith("from ")) == (True, True)
    with pytest.raises(UnknownFieldError) as caught:
        ParcelFactory.build(code="x")
    assert str(caught.value) == (
        "ParcelFactory.code: neither the factory nor Parcel has a field 'code'. Known names: sender, weight."
    )


# --- references to anything -------------------------------------------------------------------------------------------


class Note(mongoengine.Document):  # type: ignore[misc]  # as above
    about = mongoengine.GenericReferenceField(required=True)
    text = mongoengine.StringField(required=True)


class Lazy(mongoengine.Document):  # type: ignore[misc]  # as above
    about = mongoengine.GenericLazyReferenceField(required=True)


class Mixed(mongoengine.Document):  # type: ignore[misc]  # as above
    part = mongoengine.GenericEmbeddedDocumentField(required=True)


@pytest.fixture
def letter() -> Any:
    return LetterFactory()


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("model", [Note, Lazy, Mixed])
def test_a_moved_suite_builds_without_it(library: Any, model: Any) -> None:
    options = type("Meta", (), {"model": model})
    made = type("Made", (library.mongoengine.MongoEngineFactory,), {"Meta": options})
    instance = made.build()
    assert getattr(instance, "part" if model is Mixed else "about") is None


@pytest.mark.parametrize("model", [Note, Lazy])
def test_what_is_given_needs_no_type(model: Any, letter: Any) -> None:
    class Made(MongoEngineFactory[model]):
        pass

    assert Made(about=letter).about is not None
    assert [each.about is not None for each in Made.create_batch(2, about=letter)] == [True, True]

    class Declared(MongoEngineFactory[model]):
        about = typedfactory.factory_boy.SubFactory(LetterFactory)

    assert Declared().about is not None


def test_what_is_not_given_is_named() -> None:
    class NoteFactory(MongoEngineFactory[Note]):
        pass

    with pytest.raises(UnfillableError) as caught:
        NoteFactory.build()
    assert str(caught.value) == (
        "NoteFactory.about: values for a GenericReferenceField cannot be made. Declare the field, or give it a default."
    )
    assert isinstance(caught.value, FactoryError)
