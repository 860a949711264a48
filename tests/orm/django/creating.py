"""What a process of its own runs: ``python -m tests.orm.django.creating SCHEMA COUNT`` creates rows in PostgreSQL."""

from __future__ import annotations

import sys


def main() -> None:
    from django.db import connections

    from tests.orm.django import conftest  # noqa: F401 - configures Django
    from tests.orm.django.zoo import models
    from typedfactory.orm.django import DjangoModelFactory

    schema, count = sys.argv[1], int(sys.argv[2])
    connections["postgres"].settings_dict["OPTIONS"] = {"options": f"-csearch_path={schema},public"}

    class SharedAuthorFactory(DjangoModelFactory[models.Tag]):
        class Meta:
            database = "postgres"
            django_get_or_create = ("name",)

        name = "shared"

    class TagFactory(DjangoModelFactory[models.Tag]):
        class Meta:
            database = "postgres"

    for _ in range(count):
        SharedAuthorFactory()
        TagFactory()
    TagFactory.create_batch(count)
    TagFactory.bulk_create(count)


if __name__ == "__main__":
    main()
