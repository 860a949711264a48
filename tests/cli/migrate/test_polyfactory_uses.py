"""``typedfactory migrate``, from polyfactory: what is done with factories, and with polyfactory's own."""

from __future__ import annotations

import pytest

from tests.cli.migrate.moving import dedented, moved

HEAD = dedented(
    """
    from polyfactory.factories import DataclassFactory
    from polyfactory.factories.base import BaseFactory


    class F(DataclassFactory[User]): ...


    """
)


def statement(line: str) -> tuple[str, list[str]]:
    """Return what becomes of a statement behind a factory, and what is listed."""
    result = moved(f"{HEAD}{line}\n")
    return result.text.rpartition("\n\n\n")[2].removesuffix("\n"), [why for _, why in result.findings]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("F.batch(3)", "F.build_batch(3)"),
        ("F.create_sync(a=1)", "F.create(a=1)"),
        ("F.create_batch_async(2)", "F.acreate_batch(2)"),
        ("F().build()", "F.build()"),
        ("F.__session__ = s", "F._meta.sqlalchemy_session = s"),
        ("x = F.__random__", "x = typedfactory.random.randgen"),
        ("x = BaseFactory.__faker__.name()", "x = typedfactory.Faker._get_faker().name()"),
        (
            "BaseFactory.add_provider(Money, make)",
            "typedfactory.register(Money, lambda random, annotation: make())",
        ),
        (
            "BaseFactory.add_provider(Money, lambda: 1)",
            "typedfactory.register(Money, lambda random, annotation: (lambda: 1)())",
        ),
        (
            "G = DataclassFactory.create_factory(model=User)",
            'G = typedfactory.make_factory(User, Meta=type("Meta", (), {"autofill": "all", "optional": "random"}))',
        ),
    ],
)
def test_each_use(before: str, after: str) -> None:
    assert statement(before) == (after, [])


@pytest.mark.parametrize(
    ("line", "after", "why"),
    [
        ("F.seed_random(1)", "typedfactory.random.reseed_random(1)", "seed_random: the values of a seed are others."),
        (
            "DataclassFactory.seed_random(1)",
            "typedfactory.random.reseed_random(1)",
            "seed_random: the values of a seed are others.",
        ),
        ("F.coverage()", "F.coverage()", "coverage: how many objects come, and in which order, is different."),
        (
            "F.build(factory_use_construct=True)",
            "F.build(factory_use_construct=True)",
            "factory_use_construct has no counterpart: override _build, and call model_construct there.",
        ),
        (
            'F.build(home={"city": "x"})',
            'F.build(home={"city": "x"})',
            "home: if it is a model, write home__field=… for what is in the dict; here it is passed on.",
        ),
        (
            "DataclassFactory.is_supported_type(User)",
            "DataclassFactory.is_supported_type(User)",
            "is_supported_type(…) of polyfactory's own factory is left as it is.",
        ),
    ],
)
def test_each_use_that_a_person_must_look_at(line: str, after: str, why: str) -> None:
    assert statement(line) == (after, [why])


def test_factories_that_others_are_derived_from_by_a_call_stay() -> None:
    text = dedented(
        """
        from polyfactory.factories import DataclassFactory


        def test_it():
            first = DataclassFactory.create_factory(model=User)
            second = first.create_factory(name="x")
            third = DataclassFactory.create_factory(User, name="x")
        """
    )
    result = moved(text)
    assert result.text == text
    assert [why for _, why in result.findings if "stays" in why] == [
        "test_it.first stays with polyfactory: create_factory derives another from it. Write a subclass.",
        "test_it.third stays with polyfactory: create_factory is given more than the model. Write a class.",
    ]


def test_a_registration_by_a_call() -> None:
    result = moved(
        """
        from polyfactory.factories import DataclassFactory
        from polyfactory.pytest_plugin import register_fixture


        class F(DataclassFactory[User]): ...


        f = register_fixture(F, name="makes")
        """
    )
    assert result.text.endswith("\n\nf = register(F)\n")
    assert result.findings == [
        (8, "register_fixture: a fixture here is called after its factory, and made for each test.")
    ]


@pytest.mark.parametrize(
    ("imported", "why"),
    [
        (
            "exceptions import ParameterException",
            "ParameterException: typedfactory raises errors of its own, see typedfactory.errors.",
        ),
        ("field_meta import FieldMeta", "FieldMeta has no counterpart."),
    ],
)
def test_names_without_a_counterpart_are_listed(imported: str, why: str) -> None:
    assert moved(f"from polyfactory.{imported}\n").findings == [(1, why)]


@pytest.mark.parametrize(
    ("option", "line"),
    [
        ("__session__ = session", "sqlalchemy_session = session"),
        ("__async_session__ = session", "sqlalchemy_session = session"),
        ("__session__ = lambda: session", "sqlalchemy_session_factory = lambda: session"),
        ("__set_relationships__ = False", ""),
    ],
)
def test_factories_of_sqlalchemy(option: str, line: str) -> None:
    result = moved(
        "from polyfactory.factories.sqlalchemy_factory import SQLAlchemyFactory\n\n\n"
        f"class F(SQLAlchemyFactory[User]):\n    {option}\n"
    )
    added = f"        {line}\n" if line else ""
    assert result.text == (
        "import typedfactory\nimport typedfactory.orm.sqlalchemy\n\n\n"
        "class F(typedfactory.orm.sqlalchemy.SQLAlchemyModelFactory[User]):\n"
        f'    class Meta:\n        autofill = "all"\n        optional = "random"\n{added}'
        '        sqlalchemy_session_persistence = "commit"\n'
    )


@pytest.mark.parametrize(
    ("base", "option", "why"),
    [
        ("BeanieDocumentFactory", "x = 1", "BeanieDocumentFactory has no counterpart."),
        ("ModelFactory", "__use_defaults__ = flag", "__use_defaults__ is neither True nor False here."),
        (
            "ModelFactory",
            '__forward_references__ = {"A": int}',
            "__forward_references__ replaces types: declare the fields that have them.",
        ),
        (
            "ModelFactory",
            "@classmethod\n    def x(cls): return cls.other()",
            "x: uses cls, the factory, which the function of a field does not get here.",
        ),
    ],
)
def test_a_class_that_stays_says_why(base: str, option: str, why: str) -> None:
    text = f"from polyfactory.factories.beanie_odm_factory import {base}\n\n\nclass F({base}[User]):\n    {option}\n"
    result = moved(text)
    assert result.text == text
    assert f"F stays with polyfactory: {why}" in [each for _, each in result.findings]
