"""1,000 books with an author each through Django: typedfactory against factory_boy, model_bakery and hand-written code.

Run ``python -m bench.orm.django_books [sqlite|postgres] [rounds] [--strict]``; contestants take turns, the ratios are
medians over the rounds.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import django
from django.conf import settings

from bench.orm.contest import Target, measure, read_arguments, report

SIZE = 1_000
_POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432/test"

TARGETS: tuple[Target, ...] = (
    ("typedfactory create_batch", "factory_boy create_batch", 1.3),
    ("typedfactory bulk_create", "factory_boy create_batch", 7.0),
    ("typedfactory bulk_create", "hand-written bulk_create", 1 / 1.5),
)


def configure(database: str) -> None:
    if database == "postgres":
        url = urlsplit(os.environ.get("TYPEDFACTORY_TEST_POSTGRES_URL", _POSTGRES))
        config: dict[str, Any] = {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path.lstrip("/"),
            "USER": url.username,
            "HOST": url.hostname,
            "PORT": url.port,
            "OPTIONS": {"options": "-csearch_path=pg_temp"},
        }
    else:
        config = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    settings.configure(
        DATABASES={"default": config},
        INSTALLED_APPS=["django.contrib.contenttypes"],
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()


def contestants() -> tuple[list[Any], dict[str, Callable[[], int]]]:
    import factory  # noqa: PLC0415 - after the settings
    from django.db import models, transaction  # noqa: PLC0415 - as above
    from factory.django import DjangoModelFactory as FactoryBoys  # noqa: PLC0415 - as above
    from model_bakery import baker  # noqa: PLC0415 - as above

    import typedfactory  # noqa: PLC0415 - as above
    from typedfactory.orm.django import DjangoModelFactory  # noqa: PLC0415 - as above

    class Author(models.Model):  # noqa: DJ008 - nobody reads it
        name = models.CharField(max_length=100)

        class Meta:
            app_label = "contenttypes"

    class Book(models.Model):  # noqa: DJ008 - nobody reads it
        author = models.ForeignKey(Author, models.CASCADE)
        title = models.CharField(max_length=100)
        pages = models.IntegerField(default=100)

        class Meta:
            app_label = "contenttypes"

    class AuthorFactory(DjangoModelFactory[Author]):
        name = typedfactory.Sequence(lambda n: f"author {n}")

    class BookFactory(DjangoModelFactory[Book]):
        author = typedfactory.SubFactory(AuthorFactory)
        title = typedfactory.Sequence(lambda n: f"book {n}")

    class TheirAuthorFactory(FactoryBoys):  # type: ignore[misc]  # factory_boy has no types to speak of
        class Meta:
            model = Author

        name = factory.Sequence(lambda n: f"author {n}")

    class TheirBookFactory(FactoryBoys):  # type: ignore[misc]  # as above
        class Meta:
            model = Book

        author = factory.SubFactory(TheirAuthorFactory)
        title = factory.Sequence(lambda n: f"book {n}")

    def by_hand() -> list[Any]:
        authors = Author.objects.bulk_create([Author(name=f"author {n}") for n in range(SIZE)])
        return Book.objects.bulk_create([Book(author=author, title=f"book {n}") for n, author in enumerate(authors)])

    def in_transaction(make: Callable[[], list[Any]]) -> Callable[[], int]:
        # As in a test: whatever is made is inside of a transaction.
        def run() -> int:
            with transaction.atomic():
                made = make()
                transaction.set_rollback(True)
            return len(made)

        return run

    made: dict[str, Callable[[], list[Any]]] = {
        "hand-written bulk_create": by_hand,
        "typedfactory bulk_create": lambda: BookFactory.bulk_create(SIZE),
        "typedfactory create_batch": lambda: BookFactory.create_batch(SIZE),
        "factory_boy create_batch": lambda: TheirBookFactory.create_batch(SIZE),
        "model_bakery make": lambda: baker.make(Book, SIZE, _fill_optional=False),
        "model_bakery _bulk_create": lambda: baker.make(Book, SIZE, _fill_optional=False, _bulk_create=True),
    }
    return [Author, Book], {name: in_transaction(make) for name, make in made.items()}


def main() -> int:
    arguments = read_arguments(rounds=7)
    configure(arguments.database)
    from django.db import connection  # noqa: PLC0415 - after the settings

    models, makers = contestants()
    with connection.schema_editor() as editor:
        for model in models:
            editor.create_model(model)
    times = measure(makers, arguments.rounds, SIZE)
    title = f"{SIZE:,} books with an author each, Django {django.__version__}, {arguments.database}"
    missed = report(f"{title}, median of {arguments.rounds}", times, TARGETS)
    return 1 if missed and arguments.strict else 0


if __name__ == "__main__":
    sys.exit(main())
