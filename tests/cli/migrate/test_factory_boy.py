"""``typedfactory migrate``, from factory_boy of every generation."""

from __future__ import annotations

import pytest

from tests.cli.migrate.moving import dedented, moved
from typedfactory.ground.old_names import OPTIONS


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import factory", "import typedfactory.factory_boy as factory"),
        ("import factory as f", "import typedfactory.factory_boy as f"),
        ("import factory.fuzzy", "import typedfactory.factory_boy as factory"),
        ("import factory.fuzzy as fuzzy", "import typedfactory.factory_boy.fuzzy as fuzzy"),
        ("import os, factory  # both", "import os, typedfactory.factory_boy as factory  # both"),
        ("from factory import Faker", "from typedfactory.factory_boy import Faker"),
        ("from factory import *", "from typedfactory.factory_boy import *"),
        ("from factory import fuzzy as f", "from typedfactory.factory_boy import fuzzy as f"),
        (
            "from factory.django import DjangoModelFactory as D",
            "from typedfactory.factory_boy.django import DjangoModelFactory as D",
        ),
        (
            "from factory.alchemy import SQLAlchemyModelFactory",
            "from typedfactory.factory_boy.alchemy import SQLAlchemyModelFactory",
        ),
        ("from factory import InfiniteIterator", "from typedfactory.factory_boy import Iterator"),
        ("from factory import DjangoModelFactory", "from typedfactory.factory_boy.django import DjangoModelFactory"),
        ("from factory.fuzzy import reseed_random", "from typedfactory.factory_boy.random import reseed_random"),
        ("from factory.containers import LazyStub", "from typedfactory.factory_boy.builder import Resolver"),
        ("from factories import UserFactory", "from factories import UserFactory"),
        ("from .factory import UserFactory", "from .factory import UserFactory"),
        ("import factory_boy_extras", "import factory_boy_extras"),
    ],
)
def test_every_form_of_import(before: str, after: str) -> None:
    assert moved(f"{before}\n").text == f"{after}\n"


def test_an_import_of_names_that_are_in_two_modules_today_is_two() -> None:
    result = moved(
        """
        from factory import (
            DjangoModelFactory,  # the base
            Sequence,
        )
        """
    )
    assert result.text == dedented(
        """
        from typedfactory.factory_boy import (
            Sequence,
        )
        from typedfactory.factory_boy.django import (
            DjangoModelFactory,  # the base
        )
        """
    )


def test_imports_within_functions_and_blocks() -> None:
    result = moved(
        """
        try:
            import factory
        except ImportError:
            factory = None


        def make():
            from factory.django import mute_signals  # late
            with mute_signals():
                return factory.build(dict, a=1)
        """
    )
    assert result.text == dedented(
        """
        try:
            import typedfactory.factory_boy as factory
        except ImportError:
            factory = None


        def make():
            from typedfactory.factory_boy.django import mute_signals  # late
            with mute_signals():
                return factory.build(dict, a=1)
        """
    )


def test_what_was_imported_by_two_statements_is_imported_once() -> None:
    result = moved("import factory\nimport factory.fuzzy  # dice\n\nx = factory.fuzzy.FuzzyInteger(1)\n")
    assert result.text == ("import typedfactory.factory_boy as factory\n# dice\n\nx = factory.fuzzy.FuzzyInteger(1)\n")


OLD = '''\
# -*- coding: utf-8 -*-
"""Factories of the first generation."""
import factory

from app.models import User


class UserFactory(factory.DjangoModelFactory):
    """A user."""

    # whom
    FACTORY_FOR = User  # the class
    FACTORY_HIDDEN_ARGS = ('clear',)
    FACTORY_DJANGO_GET_OR_CREATE = ('name',)

    name = factory.Sequence(lambda n: 'user' + n)
    kind = factory.InfiniteIterator(['a',   'b'])
    group = factory.CircularSubFactory('app.factories', 'GroupFactory', size=1)
    number = factory.Sequence(lambda n: n, type=int)
    password = factory.PostGenerationMethodCall('set_password', None, 'secret')
    post = factory.RelatedFactory(PostFactory, name='author', title='x')

    @factory.sequence
    def code(n):
        return 'code' + n

    @factory.post_generation()
    def friends(self, create, extracted, **kwargs):
        pass


class BaseFactory(factory.Factory): ABSTRACT_FACTORY = True; FACTORY_STRATEGY = factory.STRATEGY_BUILD


class RowFactory(factory.alchemy.SQLAlchemyModelFactory):
    FACTORY_SESSION = None
    FACTORY_ARG_PARAMETERS = ('a', 'b')

    class Meta:
        model = dict
        force_flush = True
'''

NEW = '''\
# -*- coding: utf-8 -*-
"""Factories of the first generation."""
import typedfactory.factory_boy as factory

from app.models import User


class UserFactory(factory.django.DjangoModelFactory):
    """A user."""

    class Meta:
        # whom
        model = User  # the class
        exclude = ('clear',)
        django_get_or_create = ('name',)

    name = factory.Sequence(lambda n: 'user' + str(n))
    kind = factory.Iterator(['a',   'b'])
    group = factory.SubFactory("app.factories.GroupFactory", size=1)
    number = factory.Sequence(lambda n: n)
    password = factory.PostGenerationMethodCall('set_password', 'secret')
    post = factory.RelatedFactory(PostFactory, factory_related_name='author', title='x')

    @factory.sequence
    def code(n):
        return 'code' + str(n)

    @factory.post_generation
    def friends(self, create, extracted, **kwargs):
        pass


class BaseFactory(factory.Factory):
    class Meta:
        abstract = True
        strategy = factory.BUILD_STRATEGY


class RowFactory(factory.alchemy.SQLAlchemyModelFactory):
    class Meta:
        model = dict
        sqlalchemy_session_persistence = "flush"
        sqlalchemy_session = None
        inline_args = ('a', 'b')
'''


def test_old_generations_are_written_as_today() -> None:
    result = moved(OLD)
    assert result.text == NEW
    assert result.findings == []


@pytest.mark.parametrize("name", sorted(OPTIONS))
def test_each_option_of_old_goes_to_meta(name: str) -> None:
    result = moved(f"import factory\n\nclass F(factory.Factory):\n    {name} = VALUE\n")
    assert result.text.endswith(f"    class Meta:\n        {OPTIONS[name]} = VALUE\n")


@pytest.mark.parametrize("name", sorted(name for name in OPTIONS if name.isupper()))
def test_each_option_of_old_is_read_and_set_in_meta(name: str) -> None:
    assert moved(f"UserFactory.{name} = cls.{name}\n").text == (
        f"UserFactory._meta.{OPTIONS[name]} = cls._meta.{OPTIONS[name]}\n"
    )


def test_functions_that_were_set_on_a_factory_are_methods() -> None:
    result = moved(
        """
        import factory


        def make(model, **kwargs):
            return model(**kwargs)


        class F(factory.Factory):
            FACTORY_FOR = dict


        # how
        F.set_creation_function(make)
        factory.set_building_function(F, lambda c, **kw: c(**kw))
        """
    )
    assert result.text == dedented(
        """
        import typedfactory.factory_boy as factory


        def make(model, **kwargs):
            return model(**kwargs)


        class F(factory.Factory):
            class Meta:
                model = dict

            @classmethod
            def _create(cls, model_class, *args, **kwargs):
                return make(model_class, *args, **kwargs)

            @classmethod
            def _build(cls, model_class, *args, **kwargs):
                return (lambda c, **kw: c(**kw))(model_class, *args, **kwargs)
        # how
        """
    )
    assert result.findings == []


def test_names_in_texts_are_looked_up_anew_and_listed() -> None:
    result = moved(
        """
        import logging
        from unittest import mock

        logging.getLogger("factory").setLevel(1)
        PATH = "factory.Faker"


        @mock.patch('factory.fuzzy.FuzzyText.fuzz')
        def test_it(fuzz):
            assert "a factory.Faker" and "factory of mine"
        """
    )
    assert 'logging.getLogger("typedfactory")' in result.text
    assert "@mock.patch('typedfactory.factory_boy.fuzzy.FuzzyText.fuzz')" in result.text
    assert result.findings == [
        (4, "A name in a text: it was factory, and is typedfactory now."),
        (5, "The text 'factory.Faker' names something of factory_boy's. Is it looked up?"),
        (
            8,
            (
                "A name in a text: it was factory.fuzzy.FuzzyText.fuzz, "
                "and is typedfactory.factory_boy.fuzzy.FuzzyText.fuzz now."
            ),
        ),
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (
            "x = factory.Sequence(lambda n: n, type=str)",
            "The number is an int today. Turn it into what you need in the function.",
        ),
        (
            "x = factory.RelatedFactory(F, name='user')",
            (
                "name=… was the field that points back, before version 2.2; today it is the value of a field called name. "
                "If it is the former, write factory_related_name=…."
            ),
        ),
        (
            "x = factory.PostGenerationMethodCall('a', 'b', 'c')",
            "PostGenerationMethodCall takes the method and one value today. Give others by keyword.",
        ),
        (
            "x = factory.PostGeneration(f, extract_prefix='bar')",
            (
                "extract_prefix is gone: calls that said bar=… and bar__argument=… say the name of the field today, "
                "field=… and field__argument=…."
            ),
        ),
        (
            "def _prepare(cls, create, **kwargs): pass",
            "_prepare is not called any more. Override _create, or _after_postgeneration for what comes after.",
        ),
        (
            "def _generate(cls, create, attrs): pass",
            "_generate(cls, strategy, params) is given the strategy today, where it was create, True or False.",
        ),
        (
            "def _adjust_kwargs(cls, **kwargs): pass",
            "_adjust_kwargs is a class method. Write @classmethod above it.",
        ),
        (
            "x = factory.NAIVE_BUILD",
            "NAIVE_BUILD is a name of older versions of factory_boy. Today: leave it out: that is what _build does.",
        ),
        (
            "x = factory.utils.import_object('a', 'b')",
            'typedfactory.factory_boy has no "utils": it was for factory_boy itself. Do without it.',
        ),
        (
            "x = setattr(F, 'FACTORY_SESSION', 1)",
            "The text 'FACTORY_SESSION' names an option that is sqlalchemy_session of class Meta today.",
        ),
    ],
)
def test_what_a_machine_cannot_decide_is_listed(line: str, why: str) -> None:
    result = moved(f"import factory\n\n\nclass F(factory.Factory):\n    {line}\n")
    assert result.findings == [(5, why)]


def test_a_model_that_was_guessed_is_listed() -> None:
    result = moved(
        """
        import factory

        class User: pass

        class UserFactory(factory.Factory):
            name = "ann"
        """
    )
    assert result.findings == [
        (5, "UserFactory: names no model. Versions before 2.0 took User; write it in class Meta.")
    ]


def test_line_ends_and_odd_spacing_are_kept() -> None:
    text = "import factory\r\nx = factory . Faker( 'name' )\r\n"
    assert moved(text).text == "import typedfactory.factory_boy as factory\r\nx = factory . Faker( 'name' )\r\n"


def test_a_name_of_the_users_own_is_none_of_ours() -> None:
    text = "def test_it(factory):\n    factory.InfiniteIterator = factory.Faker('x', type=int)\n"
    assert moved(text).text == text
