"""TypedDict: the constructor is that of dict, the keys are known."""

from __future__ import annotations

import ast
import functools
from typing import TYPE_CHECKING, ForwardRef

import typing_extensions as te

from typedfactory import typeinfo
from typedfactory.ground.shape import FieldShape, ModelShape

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


class TypedDictAdapter:
    """``typing.TypedDict`` and that of typing_extensions, inherited, generic, partial or read-only."""

    def recognises(self, model: type) -> bool:
        """Say whether a class is a TypedDict."""
        return te.is_typeddict(model)

    def shape(self, model: UserValue) -> ModelShape:
        """Return the keys of a TypedDict; those that may be left out are not required."""
        fields = tuple(
            FieldShape(
                name=name,
                attribute=name,
                required=_is_required(raw, name in model.__required_keys__),
                hint_name=name,
                keyword_only=True,
                resolve=functools.partial(_annotate, name=name),
            )
            for name, raw in typeinfo.raw_annotations(model).items()
        )
        return ModelShape(model, fields, closed=not _takes_extra_items(model), attributes=frozenset())


def _takes_extra_items(model: object) -> bool:
    # PEP 728 came after the oldest typing_extensions that is supported.
    extra = getattr(model, "__extra_items__", None)
    return all(extra is not nothing for nothing in (None, te.Never, getattr(te, "NoExtraItems", None)))


def _is_required(raw: object, otherwise: bool) -> bool:
    """Say whether a key is required, where its annotation is text, which the class itself does not look into."""
    text = raw.__forward_arg__ if isinstance(raw, (ForwardRef, te.ForwardRef)) else raw
    if not isinstance(text, str):
        return otherwise
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        return otherwise
    while isinstance(node, ast.Subscript):
        name = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
        if name in ("Required", "NotRequired"):
            return name == "Required"
        if name not in ("Annotated", "ReadOnly"):
            break
        node = node.slice.elts[0] if isinstance(node.slice, ast.Tuple) else node.slice
    return otherwise


def _annotate(model: object, *, name: str) -> object:
    """Return the annotation of a key, resolved as seen from the class that has it.

    A TypedDict repeats the annotations of its bases and does not have them among its own ``__mro__``.
    """
    cls: object = typeinfo.class_of(model)
    own = typeinfo.raw_annotations(cls)[name]
    for written in vars(cls).get("__orig_bases__", ()):
        base = typeinfo.class_of(written) if written is not te.TypedDict else None
        if te.is_typeddict(base) and _same(typeinfo.raw_annotations(base).get(name), own):
            hint = _annotate(written, name=name)
            parameters, arguments = getattr(cls, "__parameters__", ()), typeinfo.arguments_of(model)
            return typeinfo.substitute(hint, dict(zip(parameters, arguments, strict=False)))
    return typeinfo.resolve_hint(model, name)


def _same(one: object, other: object) -> bool:
    # Text was turned into references on the way, one for each class in some versions of Python.
    return one is other or (isinstance(one, ForwardRef) and isinstance(other, ForwardRef) and one == other)
