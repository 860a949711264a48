"""What a suite that moves over imports: ``import typedfactory.factory_boy as factory``.

Every name and address of factory_boy, with its meaning: here nothing is filled by type. The declarations are those of
`typedfactory`; the factories are its factories with ``Meta.autofill = False``. Both kinds go together in one project.

Inside: a module for each of factory_boy's: `base`, `builder`, `declarations`, `enums`, `errors`, `faker`, `fuzzy`,
`helpers`, `random`, and the back ends `alchemy`, `django`, `mogo`, `mongoengine`.
May be used from outside: this package and all its modules.
May import: the façade and below, and the back ends, each by the module named after factory_boy's.
"""

from typing import TYPE_CHECKING, Any

from typedfactory.declarations import (
    ContainerAttribute,
    Dict,
    Iterator,
    LazyAttribute,
    LazyAttributeSequence,
    LazyFunction,
    List,
    Maybe,
    PostGeneration,
    PostGenerationMethodCall,
    RelatedFactory,
    RelatedFactoryList,
    SelfAttribute,
    Sequence,
    SubFactory,
    Trait,
    Transformer,
)
from typedfactory.errors import FactoryError
from typedfactory.factory_boy.base import (
    BaseDictFactory,
    BaseListFactory,
    DictFactory,
    Factory,
    ListFactory,
    StubFactory,
    use_strategy,
)
from typedfactory.factory_boy.enums import BUILD_STRATEGY, CREATE_STRATEGY, STUB_STRATEGY
from typedfactory.factory_boy.helpers import (
    build,
    build_batch,
    container_attribute,
    create,
    create_batch,
    debug,
    generate,
    generate_batch,
    iterator,
    lazy_attribute,
    lazy_attribute_sequence,
    make_factory,
    post_generation,
    sequence,
    simple_generate,
    simple_generate_batch,
    stub,
    stub_batch,
)
from typedfactory.faker import Faker

if TYPE_CHECKING:
    from typedfactory.factory_boy import alchemy as alchemy
    from typedfactory.factory_boy import base as base
    from typedfactory.factory_boy import builder as builder
    from typedfactory.factory_boy import declarations as declarations
    from typedfactory.factory_boy import django as django
    from typedfactory.factory_boy import enums as enums
    from typedfactory.factory_boy import errors as errors
    from typedfactory.factory_boy import faker as faker
    from typedfactory.factory_boy import fuzzy as fuzzy
    from typedfactory.factory_boy import helpers as helpers
    from typedfactory.factory_boy import mogo as mogo
    from typedfactory.factory_boy import mongoengine as mongoengine
    from typedfactory.factory_boy import random as random
else:

    def __getattr__(name: str) -> Any:
        """Import a module of factory_boy's name when it is first asked for: the back ends need their libraries."""
        from typedfactory.facade.lazy import load_module  # noqa: PLC0415 - late, as above

        return load_module(__name__, name, lambda: __all__)


__all__ = [
    "BUILD_STRATEGY",
    "CREATE_STRATEGY",
    "STUB_STRATEGY",
    "BaseDictFactory",
    "BaseListFactory",
    "ContainerAttribute",
    "Dict",
    "DictFactory",
    "Factory",
    "FactoryError",
    "Faker",
    "Iterator",
    "LazyAttribute",
    "LazyAttributeSequence",
    "LazyFunction",
    "List",
    "ListFactory",
    "Maybe",
    "PostGeneration",
    "PostGenerationMethodCall",
    "RelatedFactory",
    "RelatedFactoryList",
    "SelfAttribute",
    "Sequence",
    "StubFactory",
    "SubFactory",
    "Trait",
    "Transformer",
    "build",
    "build_batch",
    "container_attribute",
    "create",
    "create_batch",
    "debug",
    "generate",
    "generate_batch",
    "iterator",
    "lazy_attribute",
    "lazy_attribute_sequence",
    "make_factory",
    "post_generation",
    "sequence",
    "simple_generate",
    "simple_generate_batch",
    "stub",
    "stub_batch",
    "use_strategy",
]
