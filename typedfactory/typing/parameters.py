"""What the calls of a factory take, name by name, deep paths among them."""

from __future__ import annotations

import inspect
import keyword
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, get_args, get_origin

import attrs

from typedfactory import typeinfo
from typedfactory.adapters import shape_of
from typedfactory.declarations import Dict, List, PostGeneration, RelatedFactory, RelatedFactoryList, SubFactory
from typedfactory.declarations.nested import STRATEGY_KEY
from typedfactory.declarations.parameters import Trait
from typedfactory.errors import FactoryError
from typedfactory.typing.naming import ANY, Naming

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue
    from typedfactory.ground.shape import ModelShape
    from typedfactory.plan.options import FactoryOptions

#: The declarations that a value may stand in for, in a stub file.
DECLARATION = "_Declared"


@attrs.frozen
class Parameter:
    """One keyword of a call.

    Attributes:
        name: The keyword.
        type: Its type, as text.
    """

    name: str
    type: str


@attrs.frozen
class Parameters:
    """The keywords of a factory's calls.

    Attributes:
        named: Those that are known.
        closed: Whether there are no others.
    """

    named: tuple[Parameter, ...]
    closed: bool


def parameters_of(factory: FactoryClass, naming: Naming, depth: int) -> Parameters:
    """Return the keywords that the calls of a factory take.

    Args:
        factory: The factory.
        naming: Writes their types.
        depth: How many factories deep paths go through, at most.
    """
    reader = _Reader(naming)
    # How the whole is made, another call says.
    named = {item.name: item for item in reader.of_factory(factory, depth) if _is_keyword_argument(item.name)}
    named.pop(STRATEGY_KEY, None)
    return Parameters(tuple(named.values()), reader.is_closed(factory))


class _Reader:
    def __init__(self, naming: Naming) -> None:
        self._naming = naming

    def is_closed(self, factory: FactoryClass) -> bool:
        shape = factory._meta.shape
        return shape is not None and shape.closed and not any(map(_is_users, _hooks_of(factory)))

    def of_factory(self, factory: FactoryClass, depth: int) -> Iterator[Parameter]:
        """Yield what a factory takes: a name that is yielded again means the last."""
        meta = factory._meta
        declared = {name: field.base for name, field in meta.spec.fields.items()}
        for name in sorted(meta.call_options):
            yield Parameter(name, _OPTIONS.get(name, ANY))
        for name in (*declared, *meta.exclude, *meta.inline_args):
            yield Parameter(name, ANY)
        for name, parameter in meta.collected.parameters.items():
            is_switch = isinstance(parameter, Trait) and parameter.argument is None
            yield Parameter(name, "bool" if is_switch else ANY)
        if meta.shape is not None:
            yield from self._of_shape(meta, meta.shape, declared, depth)
        for name, value in declared.items():
            yield from self._below(name, value, depth)
        for name, field in meta.spec.hooks.items():
            yield Parameter(name, ANY)
            yield from self._of_hook(name, field.base, depth)

    def _of_shape(
        self, meta: FactoryOptions, shape: ModelShape, declared: Mapping[str, UserValue], depth: int
    ) -> Iterator[Parameter]:
        back = meta.renamed_back
        synonyms = {new: [old for old, name in shape.synonyms.items() if name == new] for new in shape.names}
        for field in shape.fields:
            hint = _hint(shape, field.name)
            text = self._text(hint, shape)
            for name in (back.get(field.name, field.name), *synonyms[field.name]):
                yield Parameter(name, text)
            if back.get(field.name, field.name) not in declared:
                yield from self._inside(back.get(field.name, field.name), hint, depth)

    def _inside(self, name: str, hint: object, depth: int) -> Iterator[Parameter]:
        """Yield the deep paths into a field that nobody declares, by its type."""
        shape = _nested_shape(hint)
        if shape is None or depth == 0:
            return
        for field in shape.fields:
            inner = _hint(shape, field.name)
            yield Parameter(f"{name}__{field.name}", self._text(inner, shape))
            yield from self._inside(f"{name}__{field.name}", inner, depth - 1)

    def _below(self, name: str, value: UserValue, depth: int) -> Iterator[Parameter]:
        if isinstance(value, (List, Dict)):
            for key, item in value._defaults.items():  # noqa: SLF001 - what it holds, it shows nobody
                yield Parameter(f"{name}__{key}", ANY)
                yield from self._below(f"{name}__{key}", item, depth)
        elif isinstance(value, SubFactory) and depth:
            yield from self._of_nested(name, value.factory_wrapper.get(), depth)

    def _of_nested(self, name: str, nested: FactoryClass, depth: int) -> Iterator[Parameter]:
        for item in self.of_factory(nested, depth - 1):
            yield attrs.evolve(item, name=f"{name}__{item.name}")

    def _of_hook(self, name: str, hook: UserValue, depth: int) -> Iterator[Parameter]:
        if isinstance(hook, PostGeneration):
            for parameter in list(inspect.signature(hook.function).parameters.values())[3:]:
                if parameter.kind not in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
                    yield Parameter(f"{name}__{parameter.name}", ANY)
        if isinstance(hook, RelatedFactory) and depth:
            yield from self._of_nested(name, hook.factory_wrapper.get(), depth)
        if isinstance(hook, RelatedFactoryList) or hasattr(hook, "through_defaults"):
            yield Parameter(f"{name}____size", "int")

    def _text(self, hint: object, shape: ModelShape) -> str:
        if hint is typeinfo.MISSING:
            return ANY
        text = self._naming.text(hint)
        if text == ANY:
            return text
        parts = [text, f"{DECLARATION}[{text}]", *(["dict[str, _typing.Any]"] if _nested_shape(hint) else [])]
        return " | ".join(dict.fromkeys([*parts, *self._converted(hint, shape.model)]))

    def _converted(self, hint: object, model: UserValue) -> list[str]:
        """Return what else a model takes for a field: texts that it converts, SQL expressions."""
        modules = [f"{base.__module__}." for base in getattr(model, "__mro__", ())]
        if any(name.startswith("sqlalchemy.") for name in modules):
            return [self._naming.text(sys.modules["sqlalchemy"].ClauseElement)]
        if not any(name.startswith(_CONVERTING) for name in modules):
            return []
        return [] if all(item in _SIMPLE or item is type(None) for item in _members(hint)) else ["str"]


def _is_keyword_argument(name: str) -> bool:
    """Say whether a call can name it: ``class`` it could only give in a dict."""
    return name.isidentifier() and not keyword.iskeyword(name)


#: What calls may say besides fields, and its type.
_OPTIONS = {"__sequence": "int", STRATEGY_KEY: "str", "__using": "str"}


def _hint(shape: ModelShape, name: str) -> object:
    """Return the type of a field; MISSING where it has none that can be resolved."""
    written = typeinfo.resolve_hint(shape.model, shape.by_name[name].hint_name)
    if getattr(get_origin(written), "__name__", "") in _MAPPED:
        return get_args(written)[0]
    try:
        hint = shape.annotation_of(name)
    except FactoryError:
        return typeinfo.MISSING
    # What an object is filled by is not always what it may be given: a key is filled by the object that it is of.
    return typeinfo.MISSING if hint is object or (get_origin(hint) is tuple and written is typeinfo.MISSING) else hint


#: SQLAlchemy's annotations of attributes.
_MAPPED = frozenset({"Mapped", "DynamicMapped", "WriteOnlyMapped"})


def _members(hint: object) -> tuple[object, ...]:
    return get_args(hint) if typeinfo.is_union(hint) else (hint,)


def _nested_shape(hint: object) -> ModelShape | None:
    """Return the shape of the model that a field holds."""
    models = [item for item in _members(hint) if item is not type(None)]
    shape = shape_of(models[0]) if len(models) == 1 and typeinfo.is_class(models[0]) else None
    return shape if shape is not None and shape.declared else None


def _hooks_of(factory: FactoryClass) -> list[UserValue]:
    return [getattr(factory, name) for name in ("_adjust_kwargs", "_build", "_create", "_generate")]


def _is_users(hook: UserValue) -> bool:
    """Say whether somebody else than the library wrote a hook: it may take names of its own."""
    return not hook.__module__.startswith("typedfactory.")


#: Libraries whose models convert what they are given, as far as a checker could tell: a text for an address or a date.
_CONVERTING = ("pydantic.", "django.")
_SIMPLE = (str, int, float, bool, bytes)
