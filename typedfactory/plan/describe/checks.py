"""What can be found wrong with a factory when it is defined, and with a call before anything is made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from typedfactory.declarations import (
    BaseDeclaration,
    Maybe,
    RelatedFactory,
    SelfAttribute,
    SimpleParameter,
    SubFactory,
    Trait,
    Transformer,
    is_declaration,
    is_post_declaration,
)
from typedfactory.declarations.nested import STRATEGY_KEY
from typedfactory.declarations.post_generation import SIZE_KEY
from typedfactory.errors import (
    FactoryReferenceError,
    InvalidDeclarationError,
    MetaOptionError,
    UnfillableError,
    UnknownFieldError,
    UnknownStrategy,
    did_you_mean,
    nearest,
)
from typedfactory.ground.making.strategies import STUB_STRATEGY, names_of_strategies
from typedfactory.plan.describe.autofill import with_auto
from typedfactory.plan.describe.branches import NestingDeclaration, defaults_tree, is_own_subfactory
from typedfactory.plan.describe.filling import AutoValue
from typedfactory.plan.describe.layers import FieldSpec, unreachable
from typedfactory.plan.describe.overrides import (
    UNSET,
    OverrideNode,
    Tree,
    flatten,
    merge_trees,
    rename_roots,
    split_path,
)
from typedfactory.plan.describe.partial import AutoDict, AutoList, complete_places, completed, is_partial, reach
from typedfactory.plan.describe.refusing import bodies
from typedfactory.plan.describe.refusing.misplaced import check_value, culprit_in
from typedfactory.plan.describe.refusing.obvious import RESERVED, is_obviously_right
from typedfactory.plan.describe.refusing.strictness import refuse_undeclared
from typedfactory.plan.describe.spec import parameter_dependencies, split_declarations
from typedfactory.plan.describe.taken import taken_names

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.ground.shape import ModelShape
    from typedfactory.plan.options import FactoryOptions


def unknown_strategy(owner: str, strategy: object) -> UnknownStrategy:
    """Return the error for a strategy that does not exist."""
    return UnknownStrategy(
        f"{owner}: there is no strategy {strategy!r}. Use one of {', '.join(map(repr, names_of_strategies(strategy)))}."
    )


def missing_inline_argument(owner: str, name: str) -> MetaOptionError:
    """Return the error for a positional argument that nothing gives."""
    return MetaOptionError(
        f"{owner}.Meta.inline_args: {name!r} is to be passed by position, but nothing declares it. "
        f"Declare {name} in {owner}, or take it out of inline_args."
    )


def check_definition(meta: FactoryOptions) -> None:
    """Check a factory when its class is made.

    Raises:
        InvalidDeclarationError: A declaration is misspelt, misplaced or contradictory.
        CyclicDefinitionError: Traits turn each other on in a circle.
    """
    meta.is_obvious = is_obviously_right(meta)
    if meta.is_obvious:
        return
    owner = meta.factory.__name__
    bodies.check_body(meta)
    for name, value in meta.own_values.items():
        _check_reserved(owner, name)
        if not _goes_to_hook(meta, name, value) and not _is_data(meta, name, value):
            check_value(f"{owner}.{name}", value)
    for name, parameter in meta.own_parameters.items():
        if isinstance(parameter, Trait):
            for key, value in parameter.overrides.items():
                if not _goes_to_hook(meta, key, value) and not _is_data(meta, key, value):
                    check_value(f"{owner}.{name}.{key}", value)
        elif isinstance(parameter, SimpleParameter):
            check_value(f"{owner}.{name}", parameter.value, factories=True)
    parameter_dependencies(owner, meta.parameters)
    if not isinstance(meta.model, str):
        check_fields(meta)


def _is_data(meta: FactoryOptions, name: str, value: UserValue) -> bool:
    """Say whether declarations stand in data for a nested model, whose fields they then are."""
    if isinstance(meta.model, str) or culprit_in(value) is None:
        return False
    try:
        return is_partial(meta, name, value)
    except UnfillableError:
        # A name in the field's type does not exist yet.
        return False


def check_fields(meta: FactoryOptions) -> None:
    """Check the names of a factory against its model: when the class is made, or once the model can be found.

    Raises:
        UnknownFieldError: A declaration is misspelt.
    """
    owner = meta.factory.__name__
    for name, value in bodies.private_fields(meta, meta.factory).items():
        check_value(f"{owner}.{name}", value)
    if meta.strict:
        refuse_undeclared(meta)
    bodies.check_old_names(meta)
    bodies.check_said_twice(meta)
    if not meta.abstract or meta.parameters:
        split_declarations(owner, meta.collected, {*meta.model_names, *meta.synonyms})
    if meta.shape is not None and not meta.abstract:
        bodies.check_fields(meta, meta.shape, taken_names(meta.factory, None))
    shape = judged_shape(meta)
    # A stub takes any name.
    if shape is not None and meta.strategy != STUB_STRATEGY:
        _check_names(meta, owner, shape)


def _check_reserved(owner: str, name: str) -> None:
    root = split_path(name)[0]
    if root in RESERVED:
        raise InvalidDeclarationError(
            f"{owner}.{root}: lazy functions use this name for the enclosing factory. Declare the field under another "
            f'name and map it with Meta.rename, {{"model_{root}": "{root}"}}.'
        )


def _goes_to_hook(meta: FactoryOptions, path: str, value: UserValue) -> bool:
    hook = meta.collected.values.get(split_path(path)[0])
    return hook is not value and takes_anything(hook)


def takes_anything(hook: UserValue) -> bool:
    """Say whether what is given to a field goes to a hook of the user's own: one that makes or calls nothing itself."""
    return is_post_declaration(hook) and type(hook).arguments_given is BaseDeclaration.arguments_given


def judged_shape(meta: FactoryOptions) -> ModelShape | None:
    """Return the shape of the model where it tells which names the model takes, or None."""
    if meta.abstract or meta.model is None or isinstance(meta.model, str):
        return None
    shape = meta.shape
    return shape if shape is not None and shape.closed and meta.is_as_read() else None


def means_nothing(meta: FactoryOptions, name: str, strategy: str | None = None) -> bool:
    """Say whether a name that the factory does not know reaches nothing.

    Args:
        meta: The factory's options.
        name: The name.
        strategy: How the object is made; None for a name that stands in the factory itself.
    """
    if strategy == STUB_STRATEGY or judged_shape(meta) is None:
        return False
    taken = taken_names(meta.factory, strategy)
    return taken is not None and name not in taken


def _check_names(meta: FactoryOptions, owner: str, shape: ModelShape) -> None:
    traits, known = meta.collected.traits(), known_names(meta)
    declared = {name: value for name, value in meta.collected.values.items() if split_path(name)[1] is None}
    for trait_name, trait in traits.items():
        for key, value in trait.overrides.items():
            if split_path(key)[1] is None and key not in declared:
                _check_name(meta, f"{owner}.{trait_name}.{key}", key, value, known)
    for old, new in meta.rename.items():
        if old in declared and new not in shape.names:
            raise MetaOptionError(
                f"{owner}.Meta.rename: {model_name(meta)} has no field {new!r}, which {old!r} is to be passed as. "
                f"{did_you_mean(new, shape.names)}"
            )
    deciding = {*declared, *traits, *known}
    for name, value in declared.items():
        _check_name(meta, f"{owner}.{name}", name, value, known)
        _check_decider(f"{owner}.{name}", value, deciding)


def _check_decider(where: str, value: UserValue, known: set[str]) -> None:
    """Check that a Maybe is decided by something that exists."""
    if not isinstance(value, Maybe):
        return
    for branch in (value.yes, value.no):
        _check_decider(where, branch, known)
    decider = value.decider
    if isinstance(decider, SelfAttribute) and not decider.levels_up:
        name = decider.attribute_name.partition(".")[0]
        if name not in known:
            raise UnknownFieldError(
                f"{where}: the Maybe is decided by {name!r}, which nothing declares. {did_you_mean(name, known)}"
            )


def _check_name(meta: FactoryOptions, where: str, name: str, value: UserValue, known: set[str]) -> None:
    if name in known or is_post_declaration(value) or not means_nothing(meta, name):
        return
    section = nearest(name, ("Meta", "Params")) if isinstance(value, type) else None
    if section is not None:
        raise UnknownFieldError(f"{where}: {model_name(meta)} has no field {name!r}. Did you mean class {section}?")
    raise UnknownFieldError(
        f"{where}: {model_name(meta)} has no field {name!r}. {did_you_mean(name, known)} "
        f"If it only helps others, move it to class Params or list it in Meta.exclude."
    )


def known_names(meta: FactoryOptions) -> set[str]:
    """Return the names that a factory may declare for its model."""
    return {*meta.model_names, *meta.synonyms, *meta.other_names, *meta.exclude, *meta.inline_args, *meta.parameters}


def model_name(meta: FactoryOptions) -> str:
    """Return the model's name, for messages."""
    return getattr(meta.model, "__name__", str(meta.model))


def all_names(meta: FactoryOptions) -> set[str]:
    """Return the names that a call may give."""
    return {*meta.spec.fields, *meta.spec.hooks, *known_names(meta)}


def unknown_field(meta: FactoryOptions, name: str, reached: str = "") -> UnknownFieldError:
    """Return the error for a name at a call that means nothing to factory and model.

    Args:
        meta: The options of the factory.
        name: The name.
        reached: The way that led there from the factory that was called, as it stands in the message.
    """
    return UnknownFieldError(
        f"{meta.factory.__name__}.{name}: neither the factory nor {model_name(meta)} has a field {name!r}{reached}. "
        f"{did_you_mean(name, sorted(all_names(meta)))}"
    )


def check_call(meta: FactoryOptions, tree: Tree, path: str = "", strategy: str | None = None) -> None:
    """Check the names of a call, down through nested factories, before anything is made.

    Args:
        meta: The options of the factory.
        tree: What the call says.
        path: The way that led here from the factory that was called, for messages.
        strategy: How the object is made, where that is known: a stub takes any name.

    Raises:
        UnknownFieldError: A name means nothing to factory and model.
    """
    spec = meta.spec
    if not path:
        meta.check_said_once(tree, meta.silent_keys(tree))
    for name, node in rename_roots(tree, meta.synonyms).items():
        if name in meta.call_options or (path and name == SIZE_KEY):
            if name == STRATEGY_KEY and not path:
                raise UnknownFieldError(
                    f"{meta.factory.__name__}: {STRATEGY_KEY} is for what is nested, author__{STRATEGY_KEY}. "
                    f"Call build(), create() or generate(strategy)."
                )
            continue
        field = spec.fields.get(name) or spec.hooks.get(name)
        node.value = completed(meta, name, with_auto(meta, name, node.value), field)
        complete_places(meta, name, node.children)
        _check_given(meta, name, field, node)
        _reach_nested(meta, name, field, node)
        if field is None:
            _check_unknown(meta, name, node, path, strategy)
        if node.children:
            nested = _nested_declaration(field, node)
            if nested is not None:
                inner = _meta_of(meta, name, nested)
                inner.check_said_once(node.children)
                children = merge_trees(defaults_tree(nested), node.children)
                check_call(inner, children, f"{path or meta.factory.__name__}.{name}", strategy)


def _check_given(meta: FactoryOptions, name: str, field: FieldSpec | None, node: OverrideNode) -> None:
    """Refuse what a call gives as a value and is none; what goes on to another factory is judged there."""
    values = [node.value, *_possible_values(field)]
    if (field is None or field.is_hook) and any(map(takes_anything, values)):
        return
    where = f"{meta.factory.__name__}.{name}"
    check_value(where, node.value, factories=name in meta.spec.hidden)
    if not any(isinstance(value, (SubFactory, RelatedFactory, Maybe, Transformer)) for value in values):
        for path, value in flatten(node.children, copy=False).items():
            check_value(f"{where}__{path}", value)


def _meta_of(meta: FactoryOptions, name: str, declaration: NestingDeclaration) -> FactoryOptions:
    """Return the options of the factory that a declaration nests."""
    try:
        return declaration.get_factory()._meta
    except FactoryReferenceError as error:
        error.locate(meta.factory.__name__, name)
        raise


def _reach_nested(meta: FactoryOptions, name: str, field: FieldSpec | None, node: OverrideNode) -> None:
    """Let a path into a field that nobody declared reach the model nested in it."""
    if node.value is UNSET and node.children and (field is None or is_filled_late(field)):
        # A longer list where the factory itself reaches into the field already.
        nested = reach(meta, name, node.children if field is None else merge_trees(field.context, node.children))
        if nested is not None:
            node.value = nested


def is_filled_late(field: FieldSpec) -> bool:
    """Say whether a field is filled by its type, or left to the model until something reaches into it."""
    if field.base is UNSET:
        return all(layer.value is UNSET for layer in field.layers)
    return isinstance(field.base, (AutoValue, AutoList, AutoDict))


def _check_unknown(meta: FactoryOptions, name: str, node: OverrideNode, path: str, strategy: str | None) -> None:
    owner = meta.factory.__name__
    for old, new in meta.rename.items():
        if name == new and old in meta.spec.fields:
            raise UnknownFieldError(
                f"{owner}.{name}: the factory calls this field {old!r} (Meta.rename). Override {old} instead."
            )
    known = sorted(all_names(meta))
    reached = f" (reached through {path})" if path else ""
    if node.value is UNSET and name in known:
        raise unreachable(owner, name, UNSET, node.children)
    if node.value is UNSET:
        raise UnknownFieldError(
            f"{owner}.{name}: there is no field {name!r} to set {next(iter(node.children))!r} in{reached}. "
            f"{did_you_mean(name, known)}"
        )
    if is_post_declaration(node.value) or name in known or not means_nothing(meta, name, strategy):
        return
    raise unknown_field(meta, name, reached)


def _nested_declaration(field: FieldSpec | None, node: OverrideNode) -> NestingDeclaration | None:
    """Return the declaration of the factory that a deep override reaches, where that is certain."""
    values = [node.value] if is_declaration(node.value) else _possible_values(field)
    found = [value for value in values if isinstance(value, BaseDeclaration)]
    only = found[0] if len(found) == 1 else None
    return only if isinstance(only, RelatedFactory) or is_own_subfactory(only) else None


def _possible_values(field: FieldSpec | None) -> Iterable[UserValue]:
    if field is None:
        return ()
    return [field.base, *(layer.value for layer in field.layers if layer.value is not UNSET)]
