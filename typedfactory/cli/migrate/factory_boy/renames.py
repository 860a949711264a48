"""Which of factory_boy's names are called otherwise today, or stand elsewhere.

The names are those of `typedfactory.ground.old_names`; here is what a machine needs to replace them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from typedfactory.ground.old_names import MODULES

#: The package that is left, and the one that is moved to.
OLD, NEW = "factory", "typedfactory.factory_boy"
#: Modules of factory_boy's that have a namesake.
NAMESAKES = frozenset(
    {
        "alchemy",
        "base",
        "builder",
        "declarations",
        "django",
        "enums",
        "errors",
        "faker",
        "fuzzy",
        "helpers",
        "mogo",
        "mongoengine",
        "random",
    }
)

#: Modules that were never documented.
_INNER = frozenset({"utils", "compat"})
#: Name → today's name, in the same module.
_SPELT = {
    "InfiniteIterator": "Iterator",
    "infinite_iterator": "iterator",
    "CircularSubFactory": "SubFactory",
    "STRATEGY_BUILD": "BUILD_STRATEGY",
    "STRATEGY_CREATE": "CREATE_STRATEGY",
    "STRATEGY_STUB": "STUB_STRATEGY",
    "ExtractionContext": "PostGenerationContext",
}
#: Names of the package → the module that has them today.
_MODULE = {
    "DjangoModelFactory": "django",
    "FileField": "django",
    "ImageField": "django",
    "mute_signals": "django",
    "SQLAlchemyModelFactory": "alchemy",
    "MongoEngineFactory": "mongoengine",
    "MogoFactory": "mogo",
    "AssociatedClassError": "errors",
    "UnknownStrategy": "errors",
    "UnsupportedStrategy": "errors",
    "CyclicDefinitionError": "errors",
    "InvalidDeclarationError": "errors",
    "ExtractionContext": "declarations",
}
#: What stood in one module and stands in another; below the package.
_PLACED: Mapping[str, str] = MappingProxyType(
    {
        "fuzzy.get_random_state": "random.get_random_state",
        "fuzzy.set_random_state": "random.set_random_state",
        "fuzzy.reseed_random": "random.reseed_random",
        "containers.LazyStub": "builder.Resolver",
        "containers.AttributeBuilder": "builder.BuildStep",
        "containers.DeclarationDict": "builder.DeclarationSet",
        "containers": "builder",
        "base.AssociatedClassError": "errors.AssociatedClassError",
        **{
            f"{module}.{name}": f"{module}.{spelt}"
            for name, spelt in _SPELT.items()
            for module in ("declarations", "base")
        },
    }
)


def below(name: str) -> str:
    """Return a name of factory_boy's as it is called below the package; empty for names of others.

    Args:
        name: The full name, by the old package or the new one.

    Example:
        >>> below("factory.fuzzy.FuzzyText"), below("typedfactory.factory_boy.Faker"), below("factories.UserFactory")
        ('fuzzy.FuzzyText', 'Faker', '')
    """
    for package in (OLD, NEW):
        if name.startswith(f"{package}."):
            return name.removeprefix(f"{package}.")
    return ""


def today(name: str) -> str:
    """Return what a name below the package is called today.

    Args:
        name: The name, below the package.

    Example:
        >>> today("DjangoModelFactory"), today("fuzzy.reseed_random"), today("Faker")
        ('django.DjangoModelFactory', 'random.reseed_random', 'Faker')
    """
    if name in _PLACED:
        return _PLACED[name]
    start, dot, rest = name.partition(".")
    if start in _MODULE:
        start = f"{_MODULE[start]}.{_SPELT.get(start, start)}"
    return f"{_SPELT.get(start, start)}{dot}{rest}"


def gone(name: str) -> str:
    """Return what to do about a name that has no successor; empty where it has one, or is one.

    Args:
        name: The name, below the package.

    Example:
        >>> gone("utils.import_object")
        'typedfactory.factory_boy has no "utils": it was for factory_boy itself. Do without it.'
    """
    if name in MODULES and today(name) == name:
        return f"{name} is a name of older versions of factory_boy. Today: {MODULES[name]}."
    module = name.partition(".")[0]
    return f'{NEW} has no "{module}": it was for factory_boy itself. Do without it.' if module in _INNER else ""
