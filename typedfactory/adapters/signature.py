"""The parameters of a constructor, read off the function itself.

Adapters start from here, so that a constructor which someone wrote by hand counts as it stands.
"""

from __future__ import annotations

import functools
import inspect
import types
import weakref
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import attrs

from typedfactory import typeinfo
from typedfactory.ground.shape import FieldShape, ModelShape

if TYPE_CHECKING:
    from typedfactory.ground.given import UserFunction, UserValue


class Parameter(NamedTuple):
    """One parameter of a constructor.

    Args:
        name: Its keyword.
        required: Whether it has no default.
        keyword_only: Whether it cannot be given by position.
        positional_only: Whether it cannot be given by name.
    """

    name: str
    required: bool
    keyword_only: bool = False
    positional_only: bool = False


class Names(NamedTuple):
    """The parameters of a constructor, without ``self``, ``*args`` and ``**kwargs``, by name.

    Args:
        all: All of them, in order.
        required: Those without a default.
        positional_only: Those that cannot be given by name.
        keyword_only: Those that cannot be given by position.
    """

    all: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    positional_only: tuple[str, ...] = ()
    keyword_only: tuple[str, ...] = ()

    def parameters(self) -> tuple[Parameter, ...]:
        """Return the parameters, in order."""
        return tuple(
            [
                Parameter(name, name in self.required, name in self.keyword_only, name in self.positional_only)
                for name in self.all
            ]
        )


@attrs.frozen
class Constructor:
    """What a class can be called with.

    Args:
        function: The ``__init__`` or ``__new__``; None when the class takes no arguments at all.
        names: The names of its parameters.
        closed: Whether there is no ``**kwargs``.
    """

    function: UserFunction | None
    names: Names
    closed: bool

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Its parameters without ``self``, ``*args`` and ``**kwargs``."""
        return self.names.parameters()


def read_constructor(model: type) -> Constructor:
    """Return what a class can be called with, going by its ``__init__``.

    Args:
        model: The class.
    """
    function: UserValue = vars(model).get("__init__") or getattr(model, "__init__", None)
    return Constructor(None, Names(), closed=True) if function is object.__init__ else read_function(function)


def read_function(function: UserFunction) -> Constructor:
    """Return what a class can be called with, going by the function that takes the arguments.

    Args:
        function: Its ``__init__`` or ``__new__``.
    """
    if isinstance(function, types.FunctionType) and not hasattr(function, "__wrapped__"):
        closed = not function.__code__.co_flags & inspect.CO_VARKEYWORDS
        return Constructor(function, _read_code(function), closed)
    return _read_signature(function)


def _read_code(function: types.FunctionType) -> Names:
    # Far quicker than inspect.signature, and every class of a test suite passes through here.
    code = function.__code__
    names, positional = code.co_varnames, code.co_argcount
    keyword_only = names[positional : positional + code.co_kwonlyargcount]
    required = names[1 : positional - len(function.__defaults__ or ())]
    if keyword_only:
        given = function.__kwdefaults__ or {}
        required += tuple([name for name in keyword_only if name not in given])
    return Names(names[1 : positional + len(keyword_only)], required, names[1 : code.co_posonlyargcount], keyword_only)


def _read_signature(function: UserFunction) -> Constructor:
    written = list(typeinfo.parameters_of(function).values())[1:]
    closed = not any(each.kind is each.VAR_KEYWORD for each in written)
    named = [each for each in written if each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)]
    names = Names(
        tuple([each.name for each in named]),
        tuple([each.name for each in named if each.default is each.empty]),
        tuple([each.name for each in named if each.kind is each.POSITIONAL_ONLY]),
        tuple([each.name for each in named if each.kind is each.KEYWORD_ONLY]),
    )
    return Constructor(inspect.unwrap(function), names, closed)


class ConstructorShape(ModelShape):
    """The shape of a model whose fields are the parameters of its constructor: described when somebody asks for them.

    The names alone are known at once. Most factories need no more of a model that they declare in full.

    Args:
        model: The class.
        constructor: What it can be called with.
        describe: Given the class and the parameters, returns the fields.
        attributes: Given the class, returns the names that can be read on instances.
    """

    def __init__(
        self,
        model: type,
        constructor: Constructor,
        describe: Callable[[type, tuple[Parameter, ...]], tuple[FieldShape, ...]],
        attributes: Callable[[type], frozenset[str]],
    ) -> None:
        names = constructor.names
        self.__dict__.update(
            _model=weakref.ref(model),
            closed=constructor.closed,
            declared=True,
            names=frozenset(names.all),
            required=names.required,
            positional_only=names.positional_only,
            keywords={},
            synonyms={},
            nested=False,
            _read=names,
            _describe=describe,
            _attributes=attributes,
        )

    if not TYPE_CHECKING:

        @functools.cached_property
        def fields(self) -> tuple[FieldShape, ...]:
            """The parameters of the constructor, in order."""
            return self._describe(self.model, self._read.parameters())

        @functools.cached_property
        def attributes(self) -> frozenset[str]:
            """Names that can be read on instances."""
            return self._attributes(self.model)


def describe_parameter(
    parameter: Parameter,
    attribute: str,
    resolve: Callable[[UserValue], object],
    metadata: Mapping[UserValue, UserValue] = MappingProxyType({}),
    *,
    annotated: bool = True,
) -> FieldShape:
    """Return the field that a parameter stands for.

    Args:
        parameter: The parameter.
        attribute: The name on the instance, which is also the one that is annotated in the class.
        resolve: Model → annotation.
        metadata: What the model's author attached to the field.
        annotated: Whether its type is known at all.
    """
    return FieldShape(
        name=parameter.name,
        attribute=attribute,
        required=parameter.required,
        hint_name=attribute,
        keyword_only=parameter.keyword_only,
        positional_only=parameter.positional_only,
        metadata=metadata,
        resolve=resolve,
        annotated=annotated,
    )


def readable_names(model: type, fields: frozenset[str]) -> frozenset[str]:
    """Return the names that instances answer to: fields, properties and public values of the class.

    Args:
        model: The class.
        fields: The attributes that its constructor sets.
    """
    others = {
        name
        for owner in model.__mro__[:-1]
        for name, value in vars(owner).items()
        if not name.startswith("_") and not isinstance(value, (types.FunctionType, classmethod, staticmethod))
    }
    return fields | others


def annotate_parameter(model: UserValue, *, name: str, hint_name: str) -> object:
    """Return the annotation of a constructor's parameter where it says something else than the class.

    A generated constructor repeats the annotation of the field; text in it is best resolved where the field was
    written, which may be another module.

    Args:
        model: The class, or an alias of it with arguments.
        name: The parameter.
        hint_name: The name under which the class annotates the same thing, if it does.

    Returns:
        The type; ``MISSING`` when the annotation in the class counts.

    Raises:
        UnfillableError: A name in the annotation does not exist at run time.
    """
    cls: UserValue = typeinfo.class_of(model)
    function = inspect.unwrap(cls.__init__)
    raw = typeinfo.raw_annotations(function).get(name, typeinfo.MISSING)
    written = typeinfo.written_hint(cls, hint_name)
    if raw is written or (isinstance(raw, str) and raw == written):
        return typeinfo.MISSING
    return typeinfo.resolve_parameter(function, name, model)


def parameter_resolver(name: str, hint_name: str) -> functools.partial[object]:
    """Return ``FieldShape.resolve`` for a parameter of the constructor; the arguments are ``annotate_parameter``'s."""
    return functools.partial(annotate_parameter, name=name, hint_name=hint_name)
