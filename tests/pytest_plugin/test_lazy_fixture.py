from __future__ import annotations

from typing import Any

import pytest

from tests.pytest_plugin.conftest import Run
from typedfactory.errors import ArgumentError
from typedfactory.pytest_plugin import LazyFixture


def test_names_the_fixtures_that_it_reads() -> None:
    assert LazyFixture("user").names == ("user",)
    assert LazyFixture(lambda user, other, factor=2: user).names == ("user", "other")


def test_takes_a_name_or_a_function() -> None:
    wrong: Any = 3
    with pytest.raises(ArgumentError) as caught:
        LazyFixture(wrong)
    assert str(caught.value) == (
        "LazyFixture takes the name of a fixture or a function of fixtures, not int. "
        'Write LazyFixture("user") or LazyFixture(lambda user: user.name).'
    )


def test_in_registrations(run: Run) -> None:
    result = run(
        """
        def test_it(second_book, second_author, annotated):
            assert second_book.author is second_author
            assert annotated.title == "About Bo, aged 5"

        @pytest.mark.parametrize("second_author__name", ["Cy"])
        def test_overridden_behind_it(second_book):
            assert second_book.author.name == "Cy"
        """,
        conftest="""
        register(AuthorFactory, "second_author", name="Bo", age=5)
        register(BookFactory, "second_book", author=LazyFixture("second_author"))
        register(
            BookFactory,
            "annotated",
            title=LazyFixture(lambda second_author: f"About {second_author.name}, aged {second_author.age}"),
        )
        """,
    )
    result.assert_outcomes(passed=2)


def test_in_parametrisations_marks_and_fixtures(run: Run) -> None:
    result = run(
        """
        from typedfactory.pytest_plugin import LazyFixture

        @pytest.mark.parametrize("book__author", [LazyFixture("second_author"), LazyFixture(lambda second_author: second_author)])
        def test_parametrised(book, second_author):
            assert book.author is second_author

        @pytest.mark.factory(book=dict(author=LazyFixture("second_author")))
        def test_marked(book, second_author):
            assert book.author is second_author

        class TestFixture:
            @pytest.fixture
            def book__author(self):
                return LazyFixture("second_author")

            def test_it(self, book, second_author):
                assert book.author is second_author
        """,
        conftest='register(AuthorFactory, "second_author", name="Bo")',
    )
    result.assert_outcomes(passed=4)
