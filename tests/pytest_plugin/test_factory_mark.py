from __future__ import annotations

from tests.pytest_plugin.conftest import Run, said


def test_overrides_for_one_test(run: Run) -> None:
    result = run(
        """
        @pytest.mark.factory(author=dict(star=True, age=5))
        def test_fields(author, book):
            assert (author.vip, author.age) == (True, 5)
            assert book.author is author

        @pytest.mark.factory(book={"author__name": "Deep"})
        def test_paths(book, author):
            assert book.author is author
            assert author.name == "Deep"

        @pytest.mark.factory(order={"buyer__name": "Bo"}, author={"name": "Cy"})
        def test_several(order, author):
            assert (order.buyer.name, order.seller.name, author.name) == ("Bo", "Ann", "Cy")

        def test_not_here(author):
            assert author.name == "Ann"
        """
    )
    result.assert_outcomes(passed=4)


def test_the_nearest_mark_wins(run: Run) -> None:
    result = run(
        """
        pytestmark = pytest.mark.factory(author=dict(name="module", age=1))

        @pytest.mark.factory(author=dict(name="class"))
        class TestClass:
            @pytest.mark.factory(author=dict(name="method"))
            def test_method(self, author):
                assert (author.name, author.age) == ("method", 1)

            def test_class(self, author):
                assert (author.name, author.age) == ("class", 1)

        def test_module(author):
            assert (author.name, author.age) == ("module", 1)
        """
    )
    result.assert_outcomes(passed=3)


def test_is_stronger_than_fixtures_of_fields(run: Run) -> None:
    result = run(
        """
        @pytest.fixture
        def author__name():
            return "fixture"

        @pytest.mark.factory(author=dict(name="mark"))
        def test_it(author):
            assert author.name == "mark"
        """
    )
    result.assert_outcomes(passed=1)


def test_an_unknown_fixture_is_an_error(run: Run) -> None:
    result = run("@pytest.mark.factory(auhtor=dict(age=1))\ndef test_it(author): pass")
    result.assert_outcomes(errors=1)
    assert said(result, "@pytest.mark.factory(auhtor=…)") == (
        "@pytest.mark.factory(auhtor=…): no factory is registered for a fixture 'auhtor'. Did you mean \"author\"?"
    )


def test_an_unknown_field_is_an_error(run: Run) -> None:
    result = run("@pytest.mark.factory(author=dict(agee=1))\ndef test_it(author): pass")
    result.assert_outcomes(errors=1)
    assert said(result, "fixture ") == (
        "fixture 'author': AuthorFactory.agee: neither the factory nor Author has a field 'agee'. Did you mean \"age\"?"
    )


def test_takes_dicts_by_name(run: Run) -> None:
    result = run(
        """
        @pytest.mark.factory(author=3)
        def test_number(author): pass

        @pytest.mark.factory(dict(age=3))
        def test_position(author): pass
        """
    )
    result.assert_outcomes(errors=2)
    assert said(result, "@pytest.mark.factory(author=…)") == (
        "@pytest.mark.factory(author=…): the overrides are a dict, not int. Write @pytest.mark.factory(author=dict(field=value))."
    )
    assert said(result, "@pytest.mark.factory takes") == (
        "@pytest.mark.factory takes fixtures by name, as in @pytest.mark.factory(user=dict(admin=True))."
    )


def test_is_known_to_strict_markers(run: Run) -> None:
    result = run(
        "@pytest.mark.factory(author=dict(age=1))\ndef test_it(author): assert author.age == 1", "--strict-markers"
    )
    result.assert_outcomes(passed=1)
