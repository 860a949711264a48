"""Every model of the zoo, and all that Django brings: made, valid, saved and read again, on each database."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model

from tests.orm.django.conftest import ready  # noqa: F401 - configures Django
from typedfactory.orm.django import DjangoModelFactory

#: Django itself cannot load the one; the other counts the rows of the default database.
_NOT_READ = ("Exact", "Counted")
ZOO = [
    model
    for model in apps.get_app_config("zoo").get_models()
    if model._meta.managed and model.__name__ not in _NOT_READ
]
CONTRIB = [model for model in apps.get_models() if model.__module__.startswith("django.contrib.")]
POSTGRES = list(apps.get_app_config("zoo_postgres").get_models())


def factory_of(model: type[Model], database: str = "default", autofill: str = "clean") -> Any:
    meta = type("Meta", (), {"model": model, "database": database, "autofill": autofill})
    return type(f"{model.__name__}Factory", (DjangoModelFactory,), {"Meta": meta})


def as_stored(instance: Model) -> dict[str, Any]:
    fields = [field for field in instance._meta.concrete_fields if field.get_internal_type() != "FloatField"]
    full = [field for field in fields if getattr(instance, field.attname) is not None]
    return {field.attname: field.value_to_string(instance) for field in full}


def check(model: Any, database: str) -> None:
    for autofill in ("clean", "required"):
        with transaction.atomic(database):
            check_mode(model, database, autofill)
            transaction.set_rollback(True, database)


def check_mode(model: Any, database: str, autofill: str) -> None:
    factory = factory_of(model, database, autofill)
    # Rows that differ by what may be left empty alone are told apart in the other mode.
    more = 0 if autofill == "required" and model.__name__ in ("BlankUnique", "Constrained", "UniqueDefaults") else 5
    # There are but two plates.
    more = min(more, 1) if model.__name__ == "Plate" else more
    for made in [factory(), *factory.create_batch(more)]:
        if autofill == "clean":
            made.full_clean()
        assert made._state.db == database
        again = model._base_manager.using(database).get(pk=made.pk)
        made.refresh_from_db(using=database)
        assert as_stored(again) == as_stored(made)


def test_the_zoo_has_forty_models_at_least() -> None:
    assert len(ZOO) + len(POSTGRES) >= 40


@pytest.mark.parametrize("model", ZOO, ids=lambda model: model.__name__)
def test_each_model_of_the_zoo_is_valid_and_reads_back(model: Any, database: str) -> None:
    check(model, database)


@pytest.mark.parametrize("model", CONTRIB, ids=lambda model: model.__name__)
def test_each_model_of_djangos_own_is_valid_and_reads_back(model: Any, database: str) -> None:
    ContentType.objects.clear_cache()
    check(model, database)


@pytest.mark.parametrize("model", POSTGRES, ids=lambda model: model.__name__)
@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_each_model_for_postgresql_is_valid_and_reads_back(model: Any, database: str) -> None:
    check(model, database)


#: Files are stored; a validator asks the database.
ASKING = ("Files", "Watchful")


@pytest.mark.parametrize("model", [model for model in ZOO if model.__name__ not in ASKING], ids=lambda m: m.__name__)
def test_building_sends_no_statement(model: Any, statements: Any) -> None:
    with statements() as captured:
        built = factory_of(model).build()
    assert (built._state.adding, captured.captured_queries) == (True, [])
