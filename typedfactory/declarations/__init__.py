"""What a factory's class body says: every declaration, and the protocol to write new ones.

Inside: `base` (the protocol), `lazy`, `iterators`, `references`, `nested`, `choices`, `transformer`, `parameters`
(traits), `post_generation`, `marks`, `sizes`; `random/` (Faker, fuzzy), `feeds/` (values
from files).
May be used from outside: the names below; this package is a public address.
May import: `ground`, `errors`, `random`, `typeinfo`.
"""

from typing import TYPE_CHECKING

from typedfactory.declarations.base import (
    SKIP,
    BaseDeclaration,
    BuilderPhase,
    Declaration,
    NotProvided,
    OrderedDeclaration,
    ParameteredAttribute,
    ParameteredDeclaration,
    Skip,
    Special,
    is_declaration,
    is_post_declaration,
)
from typedfactory.declarations.choices import Maybe
from typedfactory.declarations.iterators import Iterator, iterator
from typedfactory.declarations.lazy import (
    LazyAttribute,
    LazyAttributeSequence,
    LazyFunction,
    Sequence,
    lazy_attribute,
    lazy_attribute_sequence,
    sequence,
)
from typedfactory.declarations.marks import AUTO, USE_DEFAULT, Auto, Unique, comparable
from typedfactory.declarations.nested import Dict, FactoryReference, List, SubFactory
from typedfactory.declarations.parameters import SPLITTER, Argument, Parameter, SimpleParameter, Trait, Traits
from typedfactory.declarations.post_generation import (
    PostGeneration,
    PostGenerationContext,
    PostGenerationDeclaration,
    PostGenerationMethodCall,
    RelatedFactory,
    RelatedFactoryList,
    post_generation,
)
from typedfactory.declarations.references import ContainerAttribute, SelfAttribute, container_attribute, deepgetattr
from typedfactory.declarations.transformer import Force, Transformer
from typedfactory.ground.old_names import refuse_old_names

__all__ = [
    "AUTO",
    "SKIP",
    "SPLITTER",
    "USE_DEFAULT",
    "Argument",
    "Auto",
    "BaseDeclaration",
    "BuilderPhase",
    "ContainerAttribute",
    "Declaration",
    "Dict",
    "FactoryReference",
    "Force",
    "Iterator",
    "LazyAttribute",
    "LazyAttributeSequence",
    "LazyFunction",
    "List",
    "Maybe",
    "NotProvided",
    "OrderedDeclaration",
    "Parameter",
    "ParameteredAttribute",
    "ParameteredDeclaration",
    "PostGeneration",
    "PostGenerationContext",
    "PostGenerationDeclaration",
    "PostGenerationMethodCall",
    "RelatedFactory",
    "RelatedFactoryList",
    "SelfAttribute",
    "Sequence",
    "SimpleParameter",
    "Skip",
    "Special",
    "SubFactory",
    "Trait",
    "Traits",
    "Transformer",
    "Unique",
    "comparable",
    "container_attribute",
    "deepgetattr",
    "is_declaration",
    "is_post_declaration",
    "iterator",
    "lazy_attribute",
    "lazy_attribute_sequence",
    "post_generation",
    "sequence",
]

if not TYPE_CHECKING:
    __getattr__ = refuse_old_names(__name__)
