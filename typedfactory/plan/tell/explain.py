"""explain(): where each field's value would come from, without making anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from typedfactory import typeinfo
from typedfactory.declarations import SKIP, RelatedFactory, is_declaration, is_post_declaration
from typedfactory.plan.describe.branches import defaults_tree, is_own_subfactory
from typedfactory.plan.describe.checks import check_call
from typedfactory.plan.describe.filling import AutoSubFactory, AutoValue
from typedfactory.plan.describe.layers import VALUE_KEY, FieldSpec, Layer, SettledField, settle
from typedfactory.plan.describe.overrides import (
    UNSET,
    OverrideNode,
    Template,
    Tree,
    merge_trees,
    parse_overrides,
)
from typedfactory.plan.interpret.settle import trait_states
from typedfactory.plan.interpret.trace import describe_value
from typedfactory.plan.tell.places import place_of

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.options import FactoryOptions


@attrs.frozen
class FieldSource:
    """Where one field comes from.

    Attributes:
        name: The field.
        kind: ``"override"``, ``"outer"``, ``"trait"``, ``"declaration"``, ``"default"``, ``"filled by type"``, ``"realistic"``
            or ``"hook"``.
        text: The same in words, with value or declaration and place.
        nested: The fields of the object nested in it, if there is one.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     name = "ann"
        >>> (field,) = UserFactory.explain(name="bo").fields
        >>> field.kind, field.text
        ('override', "override: 'bo'")
    """

    name: str
    kind: str
    text: str
    nested: Explanation | None = None


@attrs.frozen
class Explanation:
    """Where the fields of one call come from; ``print`` it to see the tree.

    Attributes:
        factory: The factory's name.
        model: The model's name.
        fields: One entry a field.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     name = "ann"
        >>> explanation = UserFactory.explain(age=3)
        >>> explanation.model, [field.name for field in explanation.fields]
        ('dict', ['name', 'age'])
    """

    factory: str
    model: str
    fields: tuple[FieldSource, ...]

    def __str__(self) -> str:
        return "\n".join([f"{self.factory} → {self.model}", *self._lines("")])

    def _lines(self, indent: str) -> list[str]:
        width = max((len(field.name) for field in self.fields), default=0)
        lines = []
        for index, field in enumerate(self.fields):
            last = index == len(self.fields) - 1
            lines.append(f"{indent}{'└─' if last else '├─'} {field.name:<{width}}  {field.text}".rstrip())
            if field.nested is not None:
                lines.extend(field.nested._lines(indent + ("   " if last else "│  ")))  # noqa: SLF001 - ours
        return lines


def explain(meta: FactoryOptions, params: Mapping[str, UserValue], *, nested: bool = True) -> Explanation:
    """Say where each field of a call would come from.

    Args:
        meta: The factory's options.
        params: The overrides of the call.
        nested: Whether to explain the objects nested in its fields, too.

    Raises:
        UnknownFieldError: An override is misspelt.
        UnreachableOverrideError: A deep override points into a value that takes none.
    """
    tree = parse_overrides(params, strict=True)
    check_call(meta, tree)
    return _explain(meta, tree, _Way(tree, nested=nested))


@attrs.frozen
class _Way:
    """How an object was reached.

    Attributes:
        call: What the call itself says about it.
        outer: The field that it is nested in, ``CompanyFactory.owner``.
        above: The options of the factories around it.
        nested: Whether what is nested in it is asked for, too.
    """

    call: Tree
    outer: str = ""
    above: tuple[FactoryOptions, ...] = ()
    nested: bool = True


def _explain(meta: FactoryOptions, tree: Tree, way: _Way) -> Explanation:
    spec = meta.spec
    given = {name: node for name, node in meta.read_call(tree).items() if name not in meta.call_options}
    way = attrs.evolve(way, call=meta.read_call(way.call))
    states = trait_states(spec, given, {})
    known = [*spec.fields.values(), *spec.hooks.values()]
    names = {field.name for field in known}
    known.extend(FieldSpec(name) for name in given if name not in names)
    sources = []
    for field in known:
        source = _source(meta, field, given.get(field.name), states, way)
        if source is not None:
            sources.append(source)
    sources.extend(_defaults(meta, {source.name for source in sources}))
    return Explanation(meta.factory.__name__, getattr(meta.model, "__name__", str(meta.model)), tuple(sources))


def _source(
    meta: FactoryOptions,
    field: FieldSpec,
    node: OverrideNode | None,
    states: Mapping[str, bool] | None,
    way: _Way,
) -> FieldSource | None:
    active = [layer for layer in field.layers if states is not None and states[layer.trait]]
    settled = settle(meta.spec.owner, field, active, node)
    if settled.value is UNSET or settled.value is SKIP:
        return None
    kind, text = _origin(meta, field, way.outer if _is_outer(field, node, way) else None, node, active, settled)
    if states is None and field.layers:
        text += f" — unless switched on while building: {', '.join(layer.trait for layer in field.layers)}"
    if field.name in meta.spec.hidden:
        text += " — not passed to the model"
    return FieldSource(field.name, kind, text, _nested(meta, settled, way))


def _is_outer(field: FieldSpec, node: OverrideNode | None, way: _Way) -> bool:
    """Say whether it is the enclosing factory, not the call, that sets a field."""
    asked = way.call.get(field.name)
    return node is not None and node.value is not UNSET and (asked is None or asked.value is UNSET)


def _origin(
    meta: FactoryOptions,
    field: FieldSpec,
    outer: str | None,
    node: OverrideNode | None,
    active: list[Layer],
    settled: SettledField,
) -> tuple[str, str]:
    value = settled.value
    what = _what(value)
    if outer is not None and node is not None:
        return "outer", f"set by {outer}: {_what(node.value)}"
    if node is not None and node.value is not UNSET:
        return "override", f"override: {_what(node.value)}"
    setting = [layer for layer in active if layer.value is not UNSET]
    if setting:
        layer = setting[-1]
        place = _place(meta, layer.trait, ("Params", layer.trait, field.name), "own_parameters")
        shown = _what(settled.context[VALUE_KEY].value) if VALUE_KEY in settled.context else what
        return "trait", f'trait "{layer.trait}": {shown}{place}'
    if isinstance(value, (AutoValue, AutoSubFactory)):
        return "realistic" if isinstance(value, AutoValue) and value.story else "filled by type", what
    kind = "hook" if is_post_declaration(value) else "declaration"
    if field.name in meta.spec.traits:
        return kind, f"trait, {'on' if value else 'off'}"
    place = _place(meta, field.name, (field.name,), "own_values") or _place(
        meta, field.name, ("Params", field.name), "own_parameters"
    )
    return kind, f"{'after the object: ' if kind == 'hook' else ''}{what}{place}"


def _what(value: UserValue) -> str:
    if isinstance(value, AutoValue) and value.story:
        return f"realistic: {value.story}"
    if isinstance(value, (AutoValue, AutoSubFactory)):
        return f"filled by type: {_type_name(value.annotation)}"
    if is_declaration(value):
        return type(value).__name__
    return describe_value(value.value if type(value) is Template else value)


def _type_name(annotation: object) -> str:
    return annotation.__name__ if typeinfo.is_class(annotation) else str(annotation).replace("typing.", "")


def _place(meta: FactoryOptions, name: str, path: tuple[str, ...], where: str) -> str:
    for factory in meta.factory.__mro__:
        own = vars(factory).get("_meta")
        if own is not None and name in getattr(own, where):
            place = place_of(factory, *path)
            return f" ({place})" if place else ""
    return ""


def _nested(owner: FactoryOptions, settled: SettledField, way: _Way) -> Explanation | None:
    value = settled.value
    if not way.nested:
        return None
    if not (is_own_subfactory(value) or isinstance(value, RelatedFactory)) or VALUE_KEY in settled.context:
        return None
    meta = value.get_factory()._meta
    above = (*way.above, owner)
    if meta in above:
        return None
    tree = merge_trees(defaults_tree(value), settled.context)
    fields = {name: node for name, node in tree.items() if not name.startswith("__")}
    asked = way.call.get(settled.name, OverrideNode()).children
    return _explain(meta, fields, _Way(asked, f"{owner.factory.__name__}.{settled.name}", above))


def _defaults(meta: FactoryOptions, named: set[str]) -> list[FieldSource]:
    shape = meta.shape
    if shape is None:
        return []
    renamed = {meta.rename.get(name, name) for name in named}
    return [
        FieldSource(field.name, "default", f"default of {shape.model.__name__}")
        for field in shape.fields
        if field.name not in renamed and field.name not in meta.exclude
    ]
