"""Annotations of classes and functions, resolved where they were written."""

from __future__ import annotations

import builtins
import dataclasses
import functools
import inspect
import sys
import types
from collections.abc import Mapping
from typing import TYPE_CHECKING, ForwardRef, Generic, Literal, Protocol, Union, cast

import typing_extensions as te

from typedfactory.errors import UnfillableError
from typedfactory.typeinfo.arguments import written_bases
from typedfactory.typeinfo.forms import (
    MISSING,
    bind_parameters,
    class_of,
    is_class,
    is_class_variable,
    is_type_variable,
    origin_of,
    substitute,
    written_value,
)

if TYPE_CHECKING:
    from typedfactory.ground.given import UserFunction, UserValue, UserValues

#: What evaluating the text of an annotation may raise, apart from the NameError of a missing name.
_EVALUATION_ERRORS = (AttributeError, LookupError, SyntaxError, TypeError, ValueError)


def raw_annotations(owner: object) -> Mapping[str, UserValue]:
    """Return the annotations written on one class or function itself, as they are: perhaps text, perhaps unresolved."""
    if sys.version_info >= (3, 14):  # pragma: no cover - other versions do not come here
        import annotationlib  # noqa: PLC0415 - it exists from 3.14 on

        return annotationlib.get_annotations(owner, format=annotationlib.Format.FORWARDREF)
    own = vars(owner) if is_class(owner) else {"__annotations__": getattr(owner, "__annotations__", None)}
    return own.get("__annotations__") or {}


def parameters_of(function: UserFunction) -> Mapping[str, inspect.Parameter]:
    """Return the parameters of a function or class; their annotations may be unresolved.

    ``inspect.signature`` evaluates annotations from Python 3.14 on, where names that exist only for type checkers are
    errors.

    Args:
        function: What is asked.

    Raises:
        TypeError: It cannot be called.
        ValueError: It is built in and does not say what it takes.
    """
    if sys.version_info >= (3, 14):  # pragma: no cover - other versions do not come here
        import annotationlib  # noqa: PLC0415 - it exists from 3.14 on

        return inspect.signature(function, annotation_format=annotationlib.Format.FORWARDREF).parameters
    return inspect.signature(function).parameters


def written_hint(cls: type, name: str) -> object:
    """Return the annotation of one field as it stands in the class or its bases; ``MISSING`` if there is none."""
    for owner in cls.__mro__:
        annotations = raw_annotations(owner)
        if name in annotations:
            return annotations[name]
    return MISSING


def resolve_hint(model: object, name: str) -> object:
    """Return the annotation of one field of a class, resolved.

    Args:
        model: The class, or an alias of it with arguments (``Box[int]``).
        name: The name that is annotated, in the class or any of its bases.

    Returns:
        The type, ``Annotated`` and qualifiers kept; ``MISSING`` when the name is not annotated.

    Raises:
        UnfillableError: A name in the annotation does not exist at run time.
    """
    cls = class_of(model)
    for owner in cls.__mro__:
        raw = raw_annotations(owner).get(name, MISSING)
        if raw is not MISSING:
            where = f"{cls.__name__}.{name}"
            return _substituted(_evaluate(raw, owner, {}, where), model, owner, where)
    return MISSING


def resolve_hints(model: object) -> dict[str, object]:
    """Return the annotations of all fields of a class, inherited ones included and in their order.

    Names are looked up where each class was written; ``ClassVar`` is left out. Nothing is kept: the shape of a
    model resolves each field once, and a cache would keep every class alive whose annotations mention itself.

    Args:
        model: The class, or an alias of it with arguments (``Box[int]``).

    Raises:
        UnfillableError: A name in an annotation does not exist at run time.

    Example:
        >>> class Point:
        ...     x: int
        ...     next: "Point"
        >>> hints = resolve_hints(Point)
        >>> hints["x"], hints["next"] is Point
        (<class 'int'>, True)
    """
    names = {name: None for owner in reversed(class_of(model).__mro__) for name in raw_annotations(owner)}
    hints = {name: resolve_hint(model, name) for name in names}
    return {name: hint for name, hint in hints.items() if not is_class_variable(hint)}


def resolve_parameter(function: object, name: str, model: object) -> object:
    """Return the annotation of one parameter of a function that helps to make a model, resolved.

    Args:
        function: The ``__init__`` of the model, or a converter.
        name: The parameter.
        model: The class (or alias); what the function's own module does not know is looked up in the class's.

    Returns:
        The type, or ``MISSING`` when the parameter is not annotated.

    Raises:
        UnfillableError: A name in the annotation does not exist at run time.
    """
    raw = raw_annotations(function).get(name, MISSING)
    if raw is MISSING:
        return MISSING
    cls = class_of(model)
    owner = next((each for each in cls.__mro__ if _defines(each, function)), cls)
    where = f"{cls.__name__}.{name}"
    known = getattr(function, "__globals__", {})
    return _substituted(_evaluate(raw, owner, known, where), model, owner, where)


def _defines(cls: type, function: UserValue) -> bool:
    found = vars(cls).get(function.__name__)
    # __new__ is kept as a static method.
    return found is not None and inspect.unwrap(getattr(found, "__func__", found)) is function


def _substituted(hint: object, model: object, owner: type, where: str) -> object:
    """Replace type variables that bases gave a meaning to, as seen from the model."""
    parametrised = isinstance(hint, dataclasses.InitVar) or is_type_variable(hint)
    if is_class(hint) or not (parametrised or getattr(hint, "__parameters__", None)):
        return hint
    return substitute(hint, _bindings(model, where).get(owner, {}))


def _bindings(model: object, where: str) -> dict[type, dict[object, object]]:
    """Return what each class that a model derives from knows about its own type parameters."""
    found: dict[type, dict[object, object]] = {}

    def visit(cls: type, bound: dict[object, object]) -> None:
        if found.get(cls):
            return
        found[cls] = bound
        for written in written_bases(cls):
            origin = getattr(written, "__origin__", written)
            if is_class(origin) and origin is not Generic and origin is not Protocol:
                arguments = () if written is origin else written.__args__
                known = tuple(substitute(_evaluate(each, cls, {}, where), bound) for each in arguments)
                visit(origin, bind_parameters(getattr(origin, "__parameters__", ()), known))

    cls = class_of(model)
    visit(cls, bind_parameters(getattr(cls, "__parameters__", ()), () if model is cls else te.get_args(model)))
    return found


def _evaluate(raw: object, owner: type, known: Mapping[str, UserValue], where: str) -> object:
    """Turn an annotation into a type: names are looked up where it was written."""
    if not _mentions_names(raw):
        return raw
    try:
        return _evaluate_in(_namespace(owner, known), raw)
    except NameError as error:
        missing = error.name or str(error)
        raise UnfillableError(
            f'{where}: the name "{missing}" in its annotation does not exist at run time. '
            f"Import {missing} at run time (not only under TYPE_CHECKING), or declare the field in the factory."
        ) from error
    except _EVALUATION_ERRORS as error:
        raise UnfillableError(
            f"{where}: its annotation {raw!r} cannot be evaluated ({type(error).__name__}: {error}). "
            f"Correct it, or declare the field in the factory."
        ) from error


def _evaluate_in(namespace: UserValues, raw: object) -> object:
    while isinstance(raw, (str, dataclasses.InitVar)):
        raw = raw.type if isinstance(raw, dataclasses.InitVar) else eval(raw, namespace)  # noqa: S307 - the program's own source, as get_type_hints does
    holder = type("Holder", (), {"__annotations__": {"hint": _mark_references(raw)}})
    return cast("object", te.get_type_hints(holder, namespace, namespace, include_extras=True)["hint"])


def alias_value(annotation: object) -> object:
    """Return what a type alias stands for, with its parameters filled in and names resolved where it was written.

    Args:
        annotation: An annotation for which ``is_type_alias`` holds.

    Raises:
        NameError: The alias mentions a name that does not exist.

    Example:
        >>> Json = te.TypeAliasType("Json", "dict[str, Json] | int")
        >>> te.get_args(te.get_args(alias_value(Json))[0])[1] is Json
        True
    """
    value = written_value(annotation)
    if not _mentions_names(value):
        return value
    alias: UserValue = annotation if te.get_origin(annotation) is None else te.get_origin(annotation)
    module = sys.modules.get(getattr(alias, "__module__", None) or "")
    return _evaluate_in(
        {
            **_builtin_names(),
            **(vars(module) if module is not None else {}),
            **{parameter.__name__: parameter for parameter in alias.__type_params__},
            alias.__name__: alias,
        },
        value,
    )


def _mark_references(raw: UserValue) -> object:
    """Return an annotation in which text inside built-in generics is marked as a reference: Python 3.10 overlooks it."""
    origin, arguments = origin_of(raw), te.get_args(raw)
    if type(raw) is types.GenericAlias:
        marked = [ForwardRef(each) if isinstance(each, str) else _mark_references(each) for each in arguments]
        return types.GenericAlias(cast("type", origin), tuple(marked))
    if origin is Union:
        return Union[tuple(map(_mark_references, arguments))]  # noqa: UP007 - the members are computed
    if origin is te.Annotated:
        parts = (_mark_references(arguments[0]), *arguments[1:])
        return te.Annotated[parts]
    return raw


def _mentions_names(raw: object) -> bool:
    """Say whether text or a forward reference is left anywhere in an annotation."""
    if isinstance(raw, dataclasses.InitVar):
        return _mentions_names(raw.type)
    if isinstance(raw, (str, ForwardRef, te.ForwardRef)):
        return True
    origin = te.get_origin(raw)
    if origin is None or origin is Literal or origin is te.Literal:
        return False
    arguments = te.get_args(raw)
    return any(map(_mentions_names, arguments[:1] if origin is te.Annotated else arguments))


@functools.lru_cache(maxsize=1)
def _builtin_names() -> UserValues:
    return dict(vars(builtins))


def _namespace(owner: type, known: Mapping[str, UserValue]) -> UserValues:
    """Return the names that an annotation in a class may use.

    Names of the module win over those of the class body, where a default (``date: date = …``) often hides a type.
    """
    module = sys.modules.get(owner.__module__)
    parameters = getattr(owner, "__type_params__", ())
    return {
        **vars(owner),
        owner.__name__: owner,
        **_builtin_names(),
        **(vars(module) if module is not None else {}),
        **known,
        **{parameter.__name__: parameter for parameter in parameters},
    }
