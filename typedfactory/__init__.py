"""typedfactory: test data from type hints, with everything factory_boy can do, checked before a test runs."""

from typing import TYPE_CHECKING

from typedfactory import declarations, errors, random
from typedfactory.__about__ import __version__
from typedfactory._lazy import load as __getattr__
from typedfactory.containers import BaseDictFactory, BaseListFactory, DictFactory, ListFactory
from typedfactory.debugging import debug
from typedfactory.declarations import (
    AUTO,
    USE_DEFAULT,
    ContainerAttribute,
    Declaration,
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
    Unique,
    container_attribute,
    iterator,
    lazy_attribute,
    lazy_attribute_sequence,
    post_generation,
    sequence,
)
from typedfactory.errors import FactoryError
from typedfactory.factory import Factory
from typedfactory.faker import Faker
from typedfactory.filling import build_any, register
from typedfactory.helpers import (
    build,
    build_batch,
    create,
    create_batch,
    generate,
    generate_batch,
    make_factory,
    simple_generate,
    simple_generate_batch,
    stub,
    stub_batch,
)
from typedfactory.plan.meta import FactoryOptions
from typedfactory.plan.options import BUILD_STRATEGY, CREATE_STRATEGY, STUB_STRATEGY, OptionDefault
from typedfactory.sequences import reset_sequences
from typedfactory.strategies import StubFactory, use_strategy
from typedfactory.stubs import StubObject

if TYPE_CHECKING:
    # Handed out when it is first used, as the back ends are.
    from typedfactory import fuzzy

__all__ = [
    "AUTO",
    "BUILD_STRATEGY",
    "CREATE_STRATEGY",
    "STUB_STRATEGY",
    "USE_DEFAULT",
    "BaseDictFactory",
    "BaseListFactory",
    "ContainerAttribute",
    "Declaration",
    "Dict",
    "DictFactory",
    "Factory",
    "FactoryError",
    "FactoryOptions",
    "Faker",
    "Iterator",
    "LazyAttribute",
    "LazyAttributeSequence",
    "LazyFunction",
    "List",
    "ListFactory",
    "Maybe",
    "OptionDefault",
    "PostGeneration",
    "PostGenerationMethodCall",
    "RelatedFactory",
    "RelatedFactoryList",
    "SelfAttribute",
    "Sequence",
    "StubFactory",
    "StubObject",
    "SubFactory",
    "Trait",
    "Transformer",
    "Unique",
    "__getattr__",
    "__version__",
    "build",
    "build_any",
    "build_batch",
    "container_attribute",
    "create",
    "create_batch",
    "debug",
    "declarations",
    "errors",
    "fuzzy",
    "generate",
    "generate_batch",
    "iterator",
    "lazy_attribute",
    "lazy_attribute_sequence",
    "make_factory",
    "post_generation",
    "random",
    "register",
    "reset_sequences",
    "sequence",
    "simple_generate",
    "simple_generate_batch",
    "stub",
    "stub_batch",
    "use_strategy",
]
