"""The names that the plugin looks for, all in one place."""

from __future__ import annotations

from typing import Final

PACKAGE: Final = "typedfactory."
FACTORY: Final = "typedfactory.facade.factory.Factory"
#: What a moved suite imports: it has factories and functions of its own, which fill nothing.
FACTORY_BOY: Final = "typedfactory.factory_boy."
UNFILLED_FACTORY: Final = f"{FACTORY_BOY}base.Factory"
STUB: Final = "typedfactory.ground.stubs.StubObject"
RESOLVER: Final = "typedfactory.ground.context.Resolver"
DECLARATION: Final = "typedfactory.declarations.base.BaseDeclaration"
SKIP: Final = "typedfactory.declarations.base.Skip"
AUTO: Final = "typedfactory.declarations.marks.Auto"
PARAMETER: Final = "typedfactory.declarations.parameters.Parameter"
TRAIT: Final = "typedfactory.declarations.parameters.Trait"
TRAITS: Final = "typedfactory.declarations.parameters.Traits"
ARGUMENT: Final = "typedfactory.declarations.parameters.Argument"
POST_GENERATION: Final = "typedfactory.declarations.post_generation.PostGenerationDeclaration"
HOOK: Final = "typedfactory.declarations.post_generation.PostGeneration"
METHOD_CALL: Final = "typedfactory.declarations.post_generation.PostGenerationMethodCall"
RELATED: Final = "typedfactory.declarations.post_generation.RelatedFactory"
RELATED_LIST: Final = "typedfactory.declarations.post_generation.RelatedFactoryList"
MANY: Final = "typedfactory.orm.shared.many_to_many.ManyToMany"
SUB_FACTORY: Final = "typedfactory.declarations.nested.SubFactory"
DICT: Final = "typedfactory.declarations.nested.Dict"
LIST: Final = "typedfactory.declarations.nested.List"
MAYBE: Final = "typedfactory.declarations.choices.Maybe"
UNIQUE: Final = "typedfactory.declarations.marks.Unique"
TRANSFORMER: Final = "typedfactory.declarations.transformer.Transformer"
FORCE: Final = "typedfactory.declarations.transformer.Force"
SELF_ATTRIBUTE: Final = "typedfactory.declarations.references.SelfAttribute"
CONTAINER_ATTRIBUTE: Final = "typedfactory.declarations.references.ContainerAttribute"
LAZY_ATTRIBUTE: Final = "typedfactory.declarations.lazy.LazyAttribute"
LAZY_ATTRIBUTE_SEQUENCE: Final = "typedfactory.declarations.lazy.LazyAttributeSequence"
FAKER_MODULE: Final = "typedfactory.declarations.random.faker.declaration"
FAKER: Final = "typedfactory.declarations.random.faker.declaration.Faker"
FAKER_PROXY: Final = "faker.proxy"
#: What the names of declarations begin with, functions that make some among them.
DECLARATIONS: Final = "typedfactory.declarations."
#: What the names of the fuzzy declarations begin with.
FUZZY: Final = "typedfactory.declarations.random.fuzzy."
#: Arguments of `Faker` that are not its provider's.
FAKER_OWN: Final = frozenset({"provider", "locale", "unique"})

#: Declarations that read fields in a function, and which of its arguments is the resolver.
LAZY: Final = frozenset({LAZY_ATTRIBUTE, LAZY_ATTRIBUTE_SEQUENCE, CONTAINER_ATTRIBUTE})
#: Declarations that make objects of another factory.
NESTING: Final = frozenset({SUB_FACTORY, RELATED, RELATED_LIST, MANY})
#: Declarations that hold others, which see the same fields.
HOLDERS: Final = frozenset({MAYBE, UNIQUE, TRANSFORMER, FORCE, DICT, LIST})

#: Decorator → what the arguments of the decorated function are.
DECORATORS: Final = {
    "typedfactory.declarations.lazy.lazy_attribute": ("resolver",),
    "typedfactory.declarations.lazy.lazy_attribute_sequence": ("resolver", "number"),
    "typedfactory.declarations.lazy.sequence": ("number",),
    "typedfactory.declarations.iterators.iterator": (),
    "typedfactory.declarations.references.container_attribute": ("resolver", "containers"),
    "typedfactory.declarations.post_generation.post_generation": ("model", "flag"),
}
POST_GENERATION_DECORATOR: Final = "typedfactory.declarations.post_generation.post_generation"

#: The class methods that make many objects in bulk, and their own keywords.
BULK: Final = frozenset({"bulk_create", "abulk_create"})
BULK_KEYWORDS: Final = frozenset({"chunk", "keep", "bulk", "progress"})
#: The class methods that take several values for each name.
COMBINING: Final = frozenset({"combinations", "pairwise_combinations"})
#: The class methods that take overrides.
METHODS: Final = frozenset(
    f"{name}{batch}"
    for name in (
        "build",
        "create",
        "stub",
        "generate",
        "simple_generate",
        "attributes",
        "explain",
        "abuild",
        "acreate",
        "astub",
    )
    for batch in ("", "_batch")
).union(BULK, COMBINING, {"fill_in", "as_dict", "as_json", "build_persisted", "build_where", "create_where"})
#: The functions that take a model and declarations.
HELPERS: Final = {
    f"typedfactory.{room}.helpers.{name}{batch}"
    for room in ("facade", "factory_boy")
    for name in ("build", "create", "stub", "generate", "simple_generate", "make_factory")
    for batch in ("", "_batch")
}
USE_STRATEGY: Final = "typedfactory.facade.strategies.use_strategy"
MAKE_FACTORY: Final = frozenset(f"typedfactory.{room}.helpers.make_factory" for room in ("facade", "factory_boy"))

#: Hooks that may take arguments of their own; where one is overridden, unknown names are its business.
ARGUMENT_HOOKS: Final = ("_adjust_kwargs", "_build", "_create", "_generate")
#: Names of a class body that declare nothing.
SECTIONS: Final = frozenset({"Meta", "Params"})
#: Marks the expression that the plugin puts at the end of a factory's body, to be called when types are known.
MARKER: Final = "typedfactory: check this factory"
#: Marks the one that it puts behind the functions of a module of tests.
TESTS_MARKER: Final = "typedfactory: check these tests"
MARKER_METHOD: Final = "builtins.str.isidentifier"

PYTEST_PLUGIN: Final = "typedfactory.pytest_plugin"
