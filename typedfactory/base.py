"""factory_boy's address for the factory classes; import them from `typedfactory` in new code."""

from typedfactory.containers import BaseDictFactory, BaseListFactory, DictFactory, ListFactory
from typedfactory.factory import BaseFactory, Factory, FactoryMetaClass
from typedfactory.plan.meta import FactoryOptions
from typedfactory.plan.options import OptionDefault
from typedfactory.strategies import StubFactory, use_strategy
from typedfactory.stubs import StubObject

__all__ = [
    "BaseDictFactory",
    "BaseFactory",
    "BaseListFactory",
    "DictFactory",
    "Factory",
    "FactoryMetaClass",
    "FactoryOptions",
    "ListFactory",
    "OptionDefault",
    "StubFactory",
    "StubObject",
    "use_strategy",
]
