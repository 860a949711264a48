"""Names that older versions of factory_boy had, and what is written today: the one table.

Class bodies, factory classes and the modules that stand for factory_boy's ask here, so that old code is told what to
write. `docs/migration/factory-boy.md` has the same rows.

Source: factory_boy's changelog, and its manuals of versions 1.3 to 2.12.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NoReturn

#: What stood in a class body, or was set on a factory class, and is an option of ``class Meta``.
OPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "FACTORY_FOR": "model",
        "ABSTRACT_FACTORY": "abstract",
        "FACTORY_STRATEGY": "strategy",
        "default_strategy": "strategy",
        "FACTORY_ARG_PARAMETERS": "inline_args",
        "FACTORY_HIDDEN_ARGS": "exclude",
        "FACTORY_DJANGO_GET_OR_CREATE": "django_get_or_create",
        "FACTORY_SESSION": "sqlalchemy_session",
    }
)

#: Options of ``class Meta`` that are spelt otherwise today.
META: Mapping[str, str] = MappingProxyType(
    {
        "force_flush": 'write sqlalchemy_session_persistence = "flush"',
        **{name: f"write {option}" for name, option in OPTIONS.items()},
    }
)

#: Attributes of factory classes → what to write.
ATTRIBUTES: Mapping[str, str] = MappingProxyType(
    {
        "set_building_function": "override _build(cls, model_class, *args, **kwargs)",
        "set_creation_function": "override _create(cls, model_class, *args, **kwargs)",
        "get_building_function": "override _build(cls, model_class, *args, **kwargs)",
        "get_creation_function": "override _create(cls, model_class, *args, **kwargs)",
        "declarations": "read _meta.pre_declarations",
        "_associated_class": "read _meta.model",
        "_load_target_class": "read _meta.model",
    }
)

#: Arguments of declarations → what to write.
ARGUMENTS: Mapping[str, str] = MappingProxyType(
    {
        "extract_prefix": "leave it out: the arguments of a hook are called as its field is, field__argument=…",
        "type": "turn the number into what you need in the function, as in Sequence(lambda n: str(n))",
    }
)

_ELSEWHERE = "import it from typedfactory.factory_boy."

#: Names of the package ``factory`` and of its modules → what to write.
MODULES: Mapping[str, str] = MappingProxyType(
    {
        "InfiniteIterator": "write Iterator, which begins again at its end",
        "infinite_iterator": "write iterator, which begins again at its end",
        "CircularSubFactory": 'write SubFactory("package.module.ClassName")',
        "set_building_function": ATTRIBUTES["set_building_function"],
        "set_creation_function": ATTRIBUTES["set_creation_function"],
        "extract_prefix": ARGUMENTS["extract_prefix"],
        "MOGO_BUILD": "derive from typedfactory.factory_boy.mogo.MogoFactory",
        "DJANGO_CREATION": "derive from typedfactory.factory_boy.django.DjangoModelFactory",
        "NAIVE_BUILD": "leave it out: that is what _build does",
        "STRATEGY_BUILD": "write BUILD_STRATEGY",
        "STRATEGY_CREATE": "write CREATE_STRATEGY",
        "STRATEGY_STUB": "write STUB_STRATEGY",
        "DjangoModelFactory": f"{_ELSEWHERE}django",
        "FileField": f"{_ELSEWHERE}django",
        "ImageField": f"{_ELSEWHERE}django",
        "mute_signals": f"{_ELSEWHERE}django",
        "SQLAlchemyModelFactory": f"{_ELSEWHERE}alchemy",
        "MongoEngineFactory": f"{_ELSEWHERE}mongoengine",
        "MogoFactory": f"{_ELSEWHERE}mogo",
        "get_random_state": f"{_ELSEWHERE}random",
        "set_random_state": f"{_ELSEWHERE}random",
        "reseed_random": f"{_ELSEWHERE}random",
        "AssociatedClassError": f"{_ELSEWHERE}errors",
        "UnknownStrategy": f"{_ELSEWHERE}errors",
        "UnsupportedStrategy": f"{_ELSEWHERE}errors",
        "CyclicDefinitionError": f"{_ELSEWHERE}errors",
        "InvalidDeclarationError": f"{_ELSEWHERE}errors",
        "ExtractionContext": f"write PostGenerationContext; {_ELSEWHERE}declarations",
        "LazyStub": f"write Resolver; {_ELSEWHERE}builder",
        "AttributeBuilder": f"write BuildStep; {_ELSEWHERE}builder",
        "DeclarationDict": f"write DeclarationSet; {_ELSEWHERE}builder",
        "containers": "write builder",
        "compat": "leave it out: it was for Python 2",
        **{name: f"write Meta.{option}" for name, option in OPTIONS.items()},
    }
)


def today(name: str, rows: Mapping[str, str]) -> str | None:
    """Return the sentence about a name that is no more, or None where it never was one.

    Args:
        name: The name.
        rows: The part of the table.

    Example:
        >>> today("InfiniteIterator", MODULES)
        'It is a name of older versions of factory_boy. Today: write Iterator, which begins again at its end.'
    """
    found = rows.get(name)
    return None if found is None else f"It is a name of older versions of factory_boy. Today: {found}."


def option_today(name: str) -> str | None:
    """Return the sentence about an option that stood in the class body, or None where it is none.

    Example:
        >>> option_today("FACTORY_FOR")
        'It is a name of older versions of factory_boy. Today: write class Meta, and in it model = ….'
    """
    option = OPTIONS.get(name)
    return None if option is None else (today(name, {name: f"write class Meta, and in it {option} = …"}))


class OldAttribute:
    """An attribute that factory classes had once, for their metaclass: a class that has one of its own keeps it.

    A ``__getattr__`` would do the same, but make each attribute of each factory slow to read.

    Args:
        name: Its name.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, cls: type, metaclass: type | None = None) -> NoReturn:
        """Say what is written today."""
        sentence = option_today(self._name) or today(self._name, ATTRIBUTES)
        hint = f"type object {getattr(cls, '__name__', '')!r} has no attribute {self._name!r}. {sentence}"
        raise AttributeError(hint, name=self._name, obj=cls)


def refuse_old_names(module: str) -> Callable[[str], NoReturn]:
    """Return the ``__getattr__`` of a module: it says what to write for an old name, and for any other what Python says.

    Args:
        module: The module's name.
    """

    def get_attribute(name: str) -> NoReturn:
        sentence = None if name in vars(sys.modules[module]) else today(name, MODULES)
        hint = "" if sentence is None else f". {sentence}"
        raise AttributeError(f"module {module!r} has no attribute {name!r}{hint}", name=name, obj=sys.modules[module])

    return get_attribute
