"""MogoFactory: objects are saved, required fields filled."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import typedfactory as factory
from tests.orm.mongo import documents as doc
from typedfactory.errors import UnknownFieldError, UnsupportedStrategy
from typedfactory.orm.mogo import MogoFactory

pytestmark = pytest.mark.usefixtures("client")


class FirmFactory(MogoFactory[doc.Firm]):
    name = factory.Sequence(lambda n: f"firm{n}")


class WorkerFactory(MogoFactory[doc.Worker]):
    pass


def test_build_saves_nothing() -> None:
    assert (FirmFactory.build().name, doc.Firm._get_collection().count_documents({})) == ("firm0", 0)


def test_create_saves() -> None:
    FirmFactory(name="Acme")
    assert doc.Firm.find_one({"name": "Acme"}).name == "Acme"


def test_required_fields_are_filled_and_others_left() -> None:
    worker = WorkerFactory(firm__name="Acme")
    again = doc.Worker.find_one({"_id": worker.id})
    assert (again.name, again.firm.name, again.state, again.note) == (worker.name, "Acme", "new", None)
    assert again.level in ("low", "high")


@pytest.mark.parametrize(
    "model", [doc.Firm, doc.Worker, doc.Sheet, doc.Vehicle, doc.Car], ids=lambda model: str(model.__name__)
)
def test_what_is_saved_is_read_back(model: Any) -> None:
    made = factory.make_factory(model, FACTORY_CLASS=MogoFactory)()
    again = model.find_one({"_id": made.id})
    names = list(model._get_fields().values())
    assert {name: getattr(again, name) for name in names} == {name: getattr(made, name) for name in names}
    assert type(again) is model


def test_a_misspelt_field_is_refused() -> None:
    with pytest.raises(UnknownFieldError) as caught:
        FirmFactory(nmae="x")
    assert str(caught.value) == (
        "FirmFactory.nmae: neither the factory nor Firm has a field 'nmae'. Did you mean \"name\"?"
    )


def test_there_is_no_async_creation() -> None:
    with pytest.raises(UnsupportedStrategy) as caught:
        asyncio.run(FirmFactory.acreate())
    assert str(caught.value) == (
        "FirmFactory.acreate: Mogo has no async driver. Use await asyncio.to_thread(FirmFactory.create, …)."
    )


def test_what_is_no_model_is_made_and_not_saved() -> None:
    class Plain:
        def __init__(self, name: str) -> None:
            self.name = name

    assert factory.make_factory(Plain, FACTORY_CLASS=MogoFactory, name="x").create().name == "x"
