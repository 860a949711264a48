"""FactorySpec: the frozen description of a factory, made once from its class bodies and its model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from typedfactory.declarations import (
    SPLITTER,
    Parameter,
    SimpleParameter,
    SubFactory,
    Trait,
    is_post_declaration,
)
from typedfactory.errors import CyclicDefinitionError, UnknownFieldError, did_you_mean
from typedfactory.plan.describe.layers import FieldSpec, Layer, takes_parameters, unreachable
from typedfactory.plan.describe.overrides import (
    UNSET,
    OverrideNode,
    Tree,
    as_template,
    flatten,
    merge_trees,
    parse_overrides,
    rename_roots,
    split_path,
)

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues


#: No name is an instance of a subclass of ``str``.
NO_KEYS: Mapping[str, str] = MappingProxyType({})


@attrs.frozen
class FactorySpec:
    """What a factory declares, as the resolver, the compiler and the back ends read it.

    Attributes:
        owner: The factory's name.
        fields: What is evaluated before the object exists, in order: declarations, params, trait switches, fields
            filled by type.
        hooks: What is evaluated once it exists.
        traits: The names of the traits, in the order in which they apply.
        hidden: The names that are not passed to the model.
        keys: Name → what the model gets in its place, where the factory was given an instance of a subclass of ``str``.
    """

    owner: str
    fields: Mapping[str, FieldSpec]
    hooks: Mapping[str, FieldSpec]
    traits: tuple[str, ...]
    hidden: frozenset[str]
    keys: Mapping[str, str] = NO_KEYS

    def keys_of_call(self, tree: Tree) -> Mapping[str, str]:
        """Return what the model gets in the place of names, where a call brings names of its own."""
        brought = {name: node.key for name, node in tree.items() if node.key is not None and name not in self.fields}
        return {**self.keys, **brought} if brought else self.keys


@attrs.define
class Collected:
    """The declarations of a factory and its bases, merged, before they are described.

    Attributes:
        values: Field or path → value or declaration.
        parameters: Name → parameter or trait, in the order in which they apply.
        keys: Field → its name as it was written, where that is an instance of a subclass of ``str``.
    """

    values: UserValues = attrs.Factory(dict)
    parameters: dict[str, Parameter] = attrs.Factory(dict)
    keys: dict[str, str] = attrs.Factory(dict)

    def add_class(
        self, values: Mapping[str, UserValue], parameters: Mapping[str, Parameter], keys: Mapping[str, str] = NO_KEYS
    ) -> None:
        """Add what one class body says, over what its bases said."""
        self.keys.update({name: key for name, key in keys.items() if name not in self.values})
        self.values.update(values)
        for name, parameter in parameters.items():
            previous = self.parameters.pop(name, None)
            self.parameters[name] = parameter
            if isinstance(parameter, SimpleParameter):
                self.values[name] = parameter.value
            elif isinstance(previous, SimpleParameter):
                self.values.pop(name, None)

    def traits(self) -> dict[str, Trait]:
        """Return the parameters that are traits, in the order in which they apply."""
        return {name: item for name, item in self.parameters.items() if isinstance(item, Trait)}

    def sort(self) -> None:
        """Bring the parameters into the order in which they were written, and their values behind the fields."""
        if not self.parameters:
            return
        ordered = sorted(self.parameters.items(), key=lambda item: item[1].creation_counter)
        self.parameters = dict(ordered)
        for name, parameter in ordered:
            if isinstance(parameter, SimpleParameter) and name in self.values:
                self.values[name] = self.values.pop(name)


def parameter_dependencies(owner: str, parameters: Mapping[str, Parameter]) -> dict[str, set[str]]:
    """Return, for each parameter, the traits that set it.

    Raises:
        CyclicDefinitionError: A trait sets itself, directly or through others.
    """
    sets = {name: set(parameter.get_revdeps(parameters)) for name, parameter in parameters.items()}
    for name in sets:
        circle = _way_back(name, sets)
        if circle:
            raise CyclicDefinitionError(
                f"{owner}.{name}: the trait turns itself on: {' → '.join(circle)}. "
                f"Take {name} out of the trait {circle[-2]}."
            )
    return {name: {trait for trait, names in sets.items() if name in names} for name in parameters}


def _way_back(start: str, sets: Mapping[str, set[str]]) -> list[str]:
    """Return the shortest way from a name back to itself; empty where there is none."""
    ways = [[start]]
    seen: set[str] = set()
    for way in ways:
        for name in sorted(sets[way[-1]] - seen):
            if name == start:
                return [*way, name]
            seen.add(name)
            ways.append([*way, name])
    return []


@attrs.frozen
class ModelFields:
    """What the model adds to what a factory declares.

    Attributes:
        names: Its fields, as the factory names them.
        synonyms: Aliases of its fields → the names that the factory has for them.
        fill: Given the names declared, returns the declarations that fill the other fields.
        nest: Given a field that nobody declared and what is said below it, returns what makes what is nested, or None.
        auto: Given a field and its value, returns the value with what fills the field in the place of AUTO.
        takes: Given a name, says whether it may reach the model.
    """

    names: frozenset[str]
    synonyms: Mapping[str, str]
    fill: Callable[[set[str]], UserValues]
    nest: Callable[[str, Tree], SubFactory[UserValue] | None]
    auto: Callable[[str, UserValue], UserValue]
    takes: Callable[[str], bool]

    def reach(self, name: str, node: OverrideNode, below: Tree) -> None:
        """Let a path into a field that nobody declared reach what is nested in it."""
        if node.value is UNSET and node.children:
            nested = self.nest(name, below)
            if nested is not None:
                node.value = nested


def describe(owner: str, collected: Collected, exclude: Iterable[str], model: ModelFields) -> FactorySpec:
    """Turn collected declarations into a specification.

    Args:
        owner: The factory's name.
        collected: Its declarations.
        exclude: The fields that are not passed to the model.
        model: What its model adds.

    Raises:
        InvalidDeclarationError: A declaration or a trait does not fit the others.
    """
    roots, contexts = split_declarations(owner, collected, {*model.names, *model.synonyms})
    roots = {name: model.auto(name, value) for name, value in roots.items()}
    layers, below = _trait_layers(collected, roots, contexts, model)
    names = dict.fromkeys([*roots, *contexts, *(name for tree in layers.values() for name in tree), *layers])
    roots = {**dict.fromkeys(layers, False), **roots}
    places = _places(collected, model) if layers else {}
    filled = _filled(roots, {name: below[name] for name in contexts}, model)
    names.update(dict.fromkeys(filled))
    fields: dict[str, FieldSpec] = {}
    hooks: dict[str, FieldSpec] = {}
    for name in names:
        said = tuple([_layer(trait, tree[name]) for trait, tree in layers.items() if name in tree]) if layers else ()
        base = as_template(roots.get(name, filled.get(name, UNSET)))
        context = _templated(contexts[name]) if name in contexts else {}
        taken = any(is_post_declaration(layer.value) for layer in said) and model.takes(name)
        field = FieldSpec(name, base, context, said, places.get(name), taken)
        if context or said:
            _check_path(owner, field, name in roots)
        (hooks if field.is_hook else fields)[name] = field
    return FactorySpec(
        owner,
        fields,
        hooks,
        tuple(layers),
        frozenset(exclude) | frozenset(collected.parameters),
        {**_keys_of_traits(layers, roots), **collected.keys},
    )


def _keys_of_traits(layers: Mapping[str, Tree], declared: Mapping[str, UserValue]) -> dict[str, str]:
    """Return the names that only traits have, where they are instances of subclasses of ``str``."""
    nodes = [item for tree in layers.values() for item in tree.items()]
    return {name: node.key for name, node in reversed(nodes) if node.key is not None and name not in declared}


def _trait_layers(
    collected: Collected, declared: Mapping[str, UserValue], contexts: Mapping[str, Tree], model: ModelFields
) -> tuple[dict[str, Tree], dict[str, Tree]]:
    """Return what each trait says, by the factory's own names, and what is said below each field by all together."""
    traits = collected.traits().items()
    layers = {
        trait: rename_roots(parse_overrides(parameter.overrides, strict=False), model.synonyms)
        for trait, parameter in traits
    }
    below = dict(contexts)
    for tree in layers.values():
        for name, node in tree.items():
            below[name] = merge_trees(below.get(name, {}), node.children)
    for tree in layers.values():
        for name, node in tree.items():
            node.value = model.auto(name, node.value)
            if name not in declared and name not in contexts:
                model.reach(name, node, below[name])
    return layers, below


def _places(collected: Collected, model: ModelFields) -> dict[str, int]:
    """Return where the last trait that sets a field says so, among all that traits set."""
    paths = [split_path(path) for trait in collected.traits().values() for path in trait.overrides]
    return {model.synonyms.get(name, name): place for place, (name, deeper) in enumerate(paths) if deeper is None}


def _filled(declared: Mapping[str, UserValue], contexts: Mapping[str, Tree], model: ModelFields) -> UserValues:
    """Return what fills the fields that nobody declares; those that a path leads into nest their model."""
    filled = model.fill(set(declared))
    for name, below in contexts.items():
        if name not in declared and not isinstance(filled.get(name), SubFactory):
            nested = model.nest(name, below)
            if nested is not None:
                filled[name] = nested
    return filled


def split_declarations(
    owner: str, collected: Collected, model_names: Iterable[str]
) -> tuple[UserValues, dict[str, Tree]]:
    """Part the declarations of fields from those of paths below them.

    Raises:
        UnknownFieldError: A path starts at a field that nobody declares.
    """
    values = collected.values
    traits = collected.traits().values()
    if not any(SPLITTER in key for each in (values, *(trait.overrides for trait in traits)) for key in each):
        return dict(values), {}
    set_by_traits = [key for trait in traits for key in trait.overrides]
    roots = {key: value for key, value in values.items() if split_path(key)[1] is None}
    paths = {key: value for key, value in values.items() if key not in roots}
    known = {*roots, *model_names, *(split_path(key)[0] for key in set_by_traits if split_path(key)[1] is None)}
    tree = parse_overrides(paths, strict=False)
    for path in [*paths, *set_by_traits]:
        root, rest = split_path(path)
        if rest is not None and root not in known:
            raise UnknownFieldError(
                f"{owner}.{path}: there is no field {root!r} to set {rest.partition('__')[0]!r} in. "
                f"{did_you_mean(root, known)}"
            )
    return roots, {name: node.children for name, node in tree.items()}


def _layer(trait: str, node: OverrideNode) -> Layer:
    return Layer(trait, as_template(node.value), _templated(node.children))


def _templated(tree: Tree) -> Tree:
    return {
        name: OverrideNode(as_template(node.value), node.strict, _templated(node.children), node.key)
        for name, node in tree.items()
    }


def _check_path(owner: str, field: FieldSpec, is_declared: bool) -> None:
    """Refuse a path into a field that nobody declares and whose type nests no model.

    A path into a declared plain value is let be: a subclass, a trait or a call may put a factory there.
    """
    if field.context and not is_declared and not any(map(takes_parameters, field.possible_values())):
        strict = parse_overrides(flatten(field.context), strict=True)
        raise unreachable(owner, field.name, field.base, strict)


def template_tree(params: Mapping[str, UserValue], *, strict: bool) -> Tree:
    """Turn the keywords of a declaration into a tree whose lists, dicts and sets are copied for each object."""
    return _templated(parse_overrides(params, strict=strict)) if params else {}
