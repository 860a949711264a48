"""What stands in a class body, or in a base that is no factory, where nothing would read it."""

from __future__ import annotations

import functools
import inspect
import types
from collections import abc
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from typedfactory import typeinfo
from typedfactory.declarations import Parameter, SimpleParameter, Special, Trait, Traits, is_declaration
from typedfactory.errors import FactoryError, InvalidDeclarationError, MetaOptionError
from typedfactory.ground.old_names import OPTIONS, option_today
from typedfactory.plan.describe.meta import STRATEGIES
from typedfactory.plan.describe.overrides import exact, rename_root

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue, UserValues
    from typedfactory.ground.shape import ModelShape
    from typedfactory.plan.options import FactoryOptions


_FUNCTIONS = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.MethodDescriptorType,
    functools.partial,
)
PROPERTIES = (property, functools.cached_property)

#: The classes in a class body that are no declarations.
SECTIONS = frozenset({"Meta", "Params"})

#: Annotations of which a function, or a class, may be a value.
_TAKING = frozenset({object, type, abc.Callable, abc.Hashable, *_FUNCTIONS})


def private_fields(meta: FactoryOptions, body: type) -> UserValues:
    """Return what a class body gives to fields of the model that begin with an underscore.

    Any other name with an underscore is the factory's own affair, as in factory_boy.

    Args:
        meta: The factory's options.
        body: The class: the factory, or one of its bases.
    """
    if isinstance(meta.model, str):
        return {}
    own = [name for name in vars(body) if (text := exact(name))[:1] == "_" and text[:2] != "__"]
    if not own:
        return {}
    return {
        name: vars(body)[name]
        for name in own
        if name in meta.model_names
        and not hasattr(_home(meta), name)
        and not isinstance(vars(body)[name], (classmethod, staticmethod))
    }


def _home(meta: FactoryOptions) -> type:
    return next(base for base in reversed(meta.factory.__mro__) if "_meta" in vars(base))


def read_params(params: type | None, base: FactoryClass | None) -> dict[str, Parameter]:
    """Return what ``class Params`` holds; what it has from a base of its own, unless the base factory has it anyway.

    Args:
        params: The class.
        base: The base factory.

    Raises:
        InvalidDeclarationError: A param's name begins with an underscore.
    """
    found: dict[str, Parameter] = {}
    if params is None:
        return found
    bodies = params.__mro__[-2::-1]
    inherited = {} if base is None or len(bodies) == 1 else base._meta.parameters
    for body in bodies:
        for name, value in [(exact(name), value) for name, value in vars(body).items()]:
            if name.startswith("_"):
                if isinstance(value, Special):
                    raise InvalidDeclarationError(
                        f"Params.{name}: a param's name cannot begin with an underscore. Give it another name."
                    )
            elif body is params or name not in inherited:
                _read_param(found, name, value)
    return found


def _read_param(found: dict[str, Parameter], name: str, value: UserValue) -> None:
    """Add what one name in ``class Params`` stands for.

    Raises:
        InvalidDeclarationError: Two of them make a trait of the same name.
    """
    made = value.expand(name) if isinstance(value, Traits) else {name: SimpleParameter.wrap(value)}
    for each, parameter in made.items():
        if each in found and isinstance(value, Traits):
            raise InvalidDeclarationError(
                f'Params.{name}: a trait or param {each!r} is there already. Give Traits a prefix: Traits(…, prefix="is_").'
            )
        found[each] = parameter.named(each) if isinstance(parameter, Trait) else parameter


def check_body(meta: FactoryOptions) -> None:
    """Check what needs no model: properties, names of old versions, declarations in bases that are no factories.

    Args:
        meta: The factory's options.

    Raises:
        InvalidDeclarationError: Something would be lost.
        MetaOptionError: There is an option of an old version.
    """
    owner = meta.factory.__name__
    _refuse_properties(owner, meta.own_values)
    for mixin in _mixins(meta):
        for name, value in vars(mixin).items():
            lost = is_declaration(value) or isinstance(value, Parameter) or name in SECTIONS
            if lost and not _is_said_before(meta, mixin, name):
                raise _unread(owner, mixin, name, f"class {name}" if name in SECTIONS else f"a {type(value).__name__}")


def _refuse_properties(owner: str, values: Mapping[str, UserValue]) -> None:
    for name, value in values.items():
        if isinstance(value, PROPERTIES):
            raise InvalidDeclarationError(
                f"{owner}.{name}: a property is no value for a field. Decorate it with @lazy_attribute."
            )


def _mixins(meta: FactoryOptions) -> Iterator[type]:
    """Yield the bases that are no factories, and that no base factory has looked at."""
    known = () if meta.base_factory is None else meta.base_factory.__mro__
    for base in meta.factory.__mro__[1:]:
        if "_meta" not in vars(base) and base not in known and not _is_ours(base):
            yield base


def _is_ours(base: type) -> bool:
    """Say whether a class is the library's own; what `make_factory` makes is a user's."""
    return base.__module__.partition(".")[0] == "typedfactory" and base.__module__ != "typedfactory.facade.helpers"


def _is_said_before(meta: FactoryOptions, mixin: type, name: str) -> bool:
    """Say whether a factory before a base in the order of resolution says something of the same name."""
    for base in meta.factory.__mro__:
        if base is mixin:
            return False
        options = vars(base).get("_meta")
        if name in SECTIONS:
            if name in vars(base):
                return True
        elif options is not None and (name in options.own_values or name in options.own_parameters):
            return True
    return False


def _unread(owner: str, mixin: type, name: str, what: str) -> InvalidDeclarationError:
    return InvalidDeclarationError(
        f"{owner}.{name}: {what} stands in {mixin.__name__}, which is no factory, and nothing would read it. "
        f"Derive {mixin.__name__} from Factory, or move it to {owner}."
    )


def check_old_names(meta: FactoryOptions) -> None:
    """Refuse options that older versions had in the class body, unless the model has a field of that name.

    Args:
        meta: The factory's options.

    Raises:
        MetaOptionError: There is one.
    """
    for name in OPTIONS.keys() & meta.own_values.keys():
        if name in meta.model_names or name in meta.own_parameters:
            continue
        if name.isupper() or meta.own_values[name] in STRATEGIES:
            raise MetaOptionError(f"{meta.factory.__name__}.{name}: no field. {option_today(name)}")


def check_fields(meta: FactoryOptions, shape: ModelShape, taken: frozenset[str] | None) -> None:
    """Check what is called like a field of the model and would not become its value.

    Args:
        meta: The factory's options.
        shape: The shape of its model.
        taken: The names that hooks of the user's take for themselves; None where they may take any.

    Raises:
        InvalidDeclarationError: A method, a function or an attribute of another base would be lost.
    """
    owner, model = meta.factory.__name__, shape_name(shape)
    back, synonyms = meta.renamed_back, meta.synonyms
    names = {back.get(name, name): name for name in shape.names}
    for base in meta.factory.__mro__:
        if not _is_ours(base):
            for name, value in vars(base).items():
                method = isinstance(value, (classmethod, staticmethod))
                if method and (name in names or name in synonyms) and not hasattr(_home(meta), name):
                    raise _method(owner, name, model, type(value).__name__)
    _refuse_properties(owner, meta.collected.values)
    for name, value in meta.collected.values.items():
        if (
            taken is not None
            and name in names
            and name not in taken
            and _is_function(value)
            and not takes_functions(shape, names[name])
        ):
            raise _function(owner, name, model, value)
    for mixin in _mixins(meta):
        for name, value in vars(mixin).items():
            plain = not (callable(value) or inspect.isdatadescriptor(value))
            if name in names and plain and not _is_said_before(meta, mixin, name):
                raise _unread(owner, mixin, name, f"the value of a field of {model}")


def shape_name(shape: ModelShape) -> str:
    """Return the name of a shape's model, for messages."""
    return getattr(shape.model, "__name__", str(shape.model))


def _is_function(value: UserValue) -> bool:
    return isinstance(value, (*_FUNCTIONS, type))


def _method(owner: str, name: str, model: str, kind: str) -> InvalidDeclarationError:
    return InvalidDeclarationError(
        f"{owner}.{name}: a {kind} stands where {model} has a field, which would never see it. "
        f"Decorate the function with @lazy_attribute instead, or give the method another name."
    )


def _function(owner: str, name: str, model: str, value: UserValue) -> InvalidDeclarationError:
    if isinstance(value, types.FunctionType) and value.__name__ == name:
        what, remedy = "a function", "Decorate it with @lazy_attribute, which hands it the other fields"
    else:
        called = getattr(value, "__name__", "…")
        what = f"the class {called}" if isinstance(value, type) else "a function"
        shown = called if called.isidentifier() else "…"
        remedy = f"Write LazyFunction({shown}) for what it returns"
    return InvalidDeclarationError(
        f"{owner}.{name}: {what} stands where {model} has a field whose type takes none. {remedy}; "
        f"for {'the class' if isinstance(value, type) else 'the function'} itself, LazyFunction(lambda: …)."
    )


def takes_functions(shape: ModelShape, name: str) -> bool:
    """Say whether a function, or a class, may be the value of a field; whatever is not known may.

    Args:
        shape: The shape of the model.
        name: The field.
    """
    try:
        return _may_be_called(shape.annotation_of(name))
    except (FactoryError, NameError, TypeError, AttributeError, ImportError):
        return True


def _may_be_called(annotation: object) -> bool:
    bare: object = typeinfo.peel(annotation).bare
    if typeinfo.is_any(bare) or typeinfo.is_type_variable(bare) or isinstance(bare, str):
        return True
    if typeinfo.is_type_alias(bare):
        return _may_be_called(typeinfo.alias_value(bare))
    if typeinfo.is_union(bare):
        return any(map(_may_be_called, typeinfo.arguments_of(bare)))
    origin: UserValue = typeinfo.origin_of(bare) or bare
    if not isinstance(origin, type):
        return False
    return origin in _TAKING or "__call__" in dir(origin) or getattr(origin, "_is_protocol", False) is True


def check_said_twice(meta: FactoryOptions) -> None:
    """Refuse a class body or a trait that gives a field under two names.

    Args:
        meta: The factory's options.

    Raises:
        InvalidDeclarationError: It does.
    """
    owner, synonyms = meta.factory.__name__, meta.synonyms
    _check_twice(owner, meta.own_values, meta, synonyms)
    for name, parameter in meta.own_parameters.items():
        _check_twice(f"{owner}.{name}", getattr(parameter, "overrides", {}), meta, synonyms)


def _check_twice(
    where: str, values: Mapping[str, UserValue], meta: FactoryOptions, synonyms: Mapping[str, str]
) -> None:
    names: dict[str, str] = {}
    for path in values:
        name = rename_root(path, synonyms)
        other = names.setdefault(name, path)
        if other != path:
            raise InvalidDeclarationError(f"{where}.{path}: this is another name of {other!r}. Declare one of the two.")
    hidden = {exact(name) for name in meta.exclude}
    for old, new in meta.rename.items():
        if old in values and new in values and new not in meta.rename and exact(new) not in hidden:
            raise InvalidDeclarationError(
                f"{where}.{new}: Meta.rename passes {old!r} on as {new!r}, which is declared too. Declare one of the two."
            )
