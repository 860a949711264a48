from __future__ import annotations

from typing import Any

import pytest

import typedfactory as factory
from tests.pytest_plugin.conftest import Run, said
from typedfactory.errors import ArgumentError, FactoryError, InvalidDeclarationError
from typedfactory.pytest_plugin import register
from typedfactory.pytest_plugin.registering import take_pending


class PayloadFactory(factory.DictFactory):
    page = 1


class Payload(factory.DictFactory):
    page = 1


class Abstract(factory.Factory[Any]):
    class Meta:
        abstract = True


def test_returns_the_factory() -> None:
    assert register(PayloadFactory) is PayloadFactory
    assert register(PayloadFactory, "second") is PayloadFactory
    assert register(_name="third")(PayloadFactory) is PayloadFactory
    assert [each.name for each in take_pending()] == ["payload", "second", "third"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (dict, "register takes a factory, not dict. Pass a subclass of Factory."),
        (7, "register takes a factory, not an object of class int. Pass a subclass of Factory."),
    ],
)
def test_refuses_what_is_no_factory(wrong: Any, message: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        register(wrong)
    assert str(caught.value) == message


def test_refuses_an_abstract_factory() -> None:
    with pytest.raises(FactoryError) as caught:
        register(Abstract)
    assert str(caught.value) == (
        "register(Abstract): an abstract factory makes no objects. Register a factory that has a model."
    )


def test_refuses_an_unknown_strategy() -> None:
    with pytest.raises(ArgumentError) as caught:
        register(PayloadFactory, _strategy="bild")
    assert str(caught.value) == (
        "register(PayloadFactory): PayloadFactory has no strategy 'bild'. Known strategies: build, create, stub."
    )


def test_refuses_one_name_for_factory_and_object() -> None:
    with pytest.raises(InvalidDeclarationError) as caught:
        register(Payload, "payload")
    assert str(caught.value) == (
        "register(Payload, \"payload\"): 'payload' is the fixture of the factory itself. "
        'Name the object\'s: register(Payload, "a_payload").'
    )


def test_a_conftest_registers_for_its_folder(run: Run) -> None:
    result = run(
        """
        from factories import AuthorFactory

        def test_factory(author_factory):
            assert author_factory is AuthorFactory

        def test_object(author):
            assert (author.name, author.vip) == ("Ann", False)

        def test_each_test_has_its_own(author, author_factory):
            assert author is not author_factory()
        """,
        other__test_below="def test_it(author): assert author.name == 'Ann'",
    )
    result.assert_outcomes(passed=4)


def test_a_variant_has_a_name_and_overrides(run: Run) -> None:
    result = run(
        """
        def test_variants(author, star_author, second_author, draft):
            assert (star_author.name, star_author.vip) == ("Star", True)
            assert (second_author.name, second_author.age) == ("Bo", 3)
            assert author.name == "Ann"
            assert type(draft).__name__ == "StubObject"
        """,
        conftest="""
        register(AuthorFactory, "star_author", star=True)
        register(AuthorFactory, _name="second_author", name="Bo", age=3)
        register(AuthorFactory, "draft", _strategy="stub")
        """,
    )
    result.assert_outcomes(passed=1)


def test_a_list_among_the_overrides_is_fresh_for_each_test(run: Run) -> None:
    result = run(
        """
        @pytest.mark.parametrize("turn", [1, 2])
        def test_tags(tagged, turn):
            tagged.tags.append("more")
            assert tagged.tags == ["one", "more"]

        @pytest.mark.factory(author=dict(tags=["one"]))
        @pytest.mark.parametrize("turn", [1, 2])
        def test_marked(author, turn):
            author.tags.append("more")
            assert author.tags == ["one", "more"]
        """,
        conftest='register(AuthorFactory, "tagged", tags=["one"])',
    )
    result.assert_outcomes(passed=4)


def test_as_a_decorator(run: Run) -> None:
    result = run(
        """
        import typedfactory as factory
        from typedfactory.pytest_plugin import register

        @register
        class PlainFactory(factory.DictFactory):
            page = 1

        @register(_name="later", page=9)
        class PagedFactory(factory.DictFactory):
            page = 1

        def test_decorated(plain, later, paged_factory):
            assert (plain, later, paged_factory()) == ({"page": 1}, {"page": 9}, {"page": 1})
        """
    )
    result.assert_outcomes(passed=1)


def test_two_factories_of_one_model_have_fixtures_of_their_own(run: Run) -> None:
    result = run(
        """
        import typedfactory as factory
        from factories import AuthorFactory
        from typedfactory.pytest_plugin import register

        @register
        class CriticFactory(AuthorFactory):
            name = "Cy"

        def test_both(author, critic):
            assert (author.name, critic.name) == ("Ann", "Cy")
        """
    )
    result.assert_outcomes(passed=1)


def test_a_module_registers_over_its_conftest(run: Run) -> None:
    result = run(
        """
        from factories import AuthorFactory
        from typedfactory.pytest_plugin import register

        register(AuthorFactory, name="Mo")

        def test_here(author, book):
            assert author.name == "Mo"
            assert book.author is author
        """,
        test_other="def test_there(author): assert author.name == 'Ann'",
    )
    result.assert_outcomes(passed=2)


def test_a_factory_in_the_body_of_a_test_class_belongs_to_it(run: Run) -> None:
    result = run(
        """
        import typedfactory as factory
        from typedfactory.pytest_plugin import register

        @register
        class FooFactory(factory.DictFactory):
            of = "module"

        def test_module(foo):
            assert foo["of"] == "module"

        class TestOuter:
            @register
            class FooFactory(factory.DictFactory):
                of = "class"

            register(FooFactory, "named_foo", of="variant")

            def test_class(self, foo, named_foo):
                assert (foo["of"], named_foo["of"]) == ("class", "variant")

            class TestInner:
                @register
                class FooFactory(factory.DictFactory):
                    of = "inner"

                def test_inner(self, foo, named_foo):
                    assert (foo["of"], named_foo["of"]) == ("inner", "variant")

        class TestChild(TestOuter):
            def test_child(self, foo):
                assert foo["of"] == "class"
        """
    )
    # TestChild inherits the tests of TestOuter, too.
    result.assert_outcomes(passed=6)


def test_with_factory_registers_for_one_class(run: Run) -> None:
    result = run(
        """
        from factories import AuthorFactory
        from typedfactory.pytest_plugin import with_factory

        @with_factory(AuthorFactory, "payer", star=True)
        @with_factory(AuthorFactory, name="Local")
        class TestPayers:
            def test_payer(self, payer, author, book):
                assert payer.vip
                assert author.name == "Local"
                assert book.author is author

            class TestNested:
                def test_it(self, payer__star, author):
                    assert payer__star is True
                    assert author.name == "Local"

        def test_outside(author, book):
            assert author.name == "Ann"
            assert book.author is author
        """
    )
    result.assert_outcomes(passed=3)


def test_a_module_of_factories_registers_for_all_that_import_it(run: Run) -> None:
    source = "import shared\ndef test_it(widget): assert widget == {'size': 1}"
    result = run(
        "def test_nothing(): pass",
        shared="""
        import typedfactory as factory
        from typedfactory.pytest_plugin import register

        @register
        class WidgetFactory(factory.DictFactory):
            size = 1
        """,
        a__test_first=source,
        b__test_second=source,
    )
    result.assert_outcomes(passed=3)


def test_a_plugin_registers_for_the_run(run: Run) -> None:
    result = run(
        "def test_it(widget): assert widget == {'size': 1}",
        conftest='pytest_plugins = ["shared"]',
        shared="""
        import typedfactory as factory
        from typedfactory.pytest_plugin import register

        class WidgetFactory(factory.DictFactory):
            size = 1

        register(WidgetFactory)
        """,
    )
    result.assert_outcomes(passed=1)


def test_a_registration_in_a_hook_is_seen_everywhere(run: Run) -> None:
    result = run(
        "def test_it(hooked): assert hooked.name == 'Ho'",
        conftest="""
        def pytest_collection(session):
            register(AuthorFactory, "hooked", name="Ho")
        """,
    )
    result.assert_outcomes(passed=1)


def test_two_registrations_of_one_name_are_refused(run: Run) -> None:
    result = run(
        """
        from factories import AuthorFactory, BookFactory
        from typedfactory.pytest_plugin import register

        register(AuthorFactory)
        register(BookFactory, "author")

        def test_it(author):
            pass
        """
    )
    result.assert_outcomes(errors=1)
    assert said(result, "register(") == (
        "register(BookFactory, \"author\"): the fixture 'author' is that of register(AuthorFactory) in the same place "
        "already (factories.AuthorFactory and factories.BookFactory). Give one of the two a name of its own: "
        'register(BookFactory, "other_author").'
    )


def test_the_same_registration_twice_is_one(run: Run) -> None:
    run("def test_it(author): pass", conftest="register(AuthorFactory)").assert_outcomes(passed=1)


def test_a_clash_in_a_conftest_ends_the_run_with_a_message(run: Run) -> None:
    result = run("def test_it(author): pass", conftest='register(BookFactory, "author")')
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert said(result, "ERROR: register(BookFactory").endswith('register(BookFactory, "other_author").')


def test_registering_while_a_test_runs_fails_it(run: Run) -> None:
    result = run(
        """
        from factories import AuthorFactory
        from typedfactory.pytest_plugin import register

        def test_late():
            register(AuthorFactory, "late")

        def test_after():
            pass
        """
    )
    result.assert_outcomes(failed=1, passed=1)
    assert said(result, "register(") == (
        'register(AuthorFactory, "late"): registered while a test runs, when fixtures are known already. '
        "Register factories in a conftest.py or at the top of a test module."
    )


def test_a_module_that_cannot_be_imported_shows_its_own_error(run: Run) -> None:
    result = run(
        """
        import typedfactory as factory
        from factories import AuthorFactory
        from typedfactory.pytest_plugin import register

        register(AuthorFactory, "lost")

        class BrokenFactory(AuthorFactory):
            agee = 3
        """,
        test_other="def test_there(author): pass",
    )
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*test_it.py:*in <module>*", '*BrokenFactory.agee: *Did you mean "age"?*'])


def test_fixtures_are_described(run: Run) -> None:
    source = (
        "from factories import AuthorFactory\nfrom typedfactory.pytest_plugin import register\nregister(AuthorFactory)"
    )
    result = run("def test_it(): pass", "--fixtures", "-v", a__conftest=source, b__conftest=source)
    result.stdout.fnmatch_lines(
        [
            "*fixtures defined from AuthorFactory, registered for *",
            "author -- *",
            "    An object made by AuthorFactory.",
            "author__name -- *",
            "    What author is made with for name.",
            "author_factory -- *",
            "    The factory AuthorFactory.",
        ]
    )
