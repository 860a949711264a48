"""The validators of attrs, read as types and constraints.

attrs has no public names for the classes of its validators; each is known by what the public function returns.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, Union

import attr
from attrs import validators

from typedfactory import typeinfo
from typedfactory.ground.constraints import Alternatives, Constraints, OneOf, Pattern

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


def narrow(annotation: object, validator: object) -> object:
    """Return the type of what a validator accepts.

    Args:
        annotation: The type of the field, ``Any`` where it has none.
        validator: A validator of attrs; one that is not known changes nothing.

    Example:
        >>> narrow(int | None, validators.optional(validators.instance_of(bool))) == (bool | None)
        True
    """
    reader = _READERS.get(type(validator))
    return annotation if reader is None else reader(annotation, validator)


def _attach(annotation: object, metadata: Iterable[object]) -> object:
    for each in metadata:
        annotation = Annotated[annotation, each]
    return annotation


def _join(members: Iterable[object]) -> object:
    return Union[tuple(members)]  # noqa: UP007 - the members are computed


def _change_members(annotation: object, change: Callable[[object], object]) -> object:
    """Change a type, or each member of a union; None goes, since none of these validators accepts it."""
    peeled = typeinfo.peel(annotation)
    changed = change(peeled.bare)
    if typeinfo.is_union(peeled.bare):
        members = [each for each in typeinfo.arguments_of(peeled.bare) if each is not type(None)]
        changed = _join(_change_members(each, change) for each in members)
    return _attach(changed, peeled.metadata)


def _limit(annotation: object, marker: object) -> object:
    return _change_members(annotation, lambda bare: _attach(bare, [marker]))


def _read_bound(annotation: object, validator: UserValue) -> object:
    names = {">": "gt", ">=": "ge", "<": "lt", "<=": "le"}
    return _limit(annotation, Constraints(**{names[validator.compare_op]: validator.bound}))


def _read_pattern(annotation: object, validator: UserValue) -> object:
    # The method of the compiled expression that the validator calls: search, match or fullmatch.
    marker = Pattern(validator.pattern, validator.match_func.__name__)
    return _limit(str if typeinfo.is_any(annotation) else annotation, marker)


def _read_choice(annotation: object, validator: UserValue) -> object:
    try:
        options = tuple(validator.options)
    except TypeError:
        # Something that only says whether it contains a value.
        return annotation
    marker = OneOf(options)
    return _attach(annotation, [marker]) if any(each is None for each in options) else _limit(annotation, marker)


def _read_type(annotation: object, validator: UserValue) -> object:
    classes = validator.type if isinstance(validator.type, tuple) else (validator.type,)
    peeled = typeinfo.peel(annotation)
    if typeinfo.is_any(peeled.bare) or peeled.bare is object:
        return _attach(_join(classes), peeled.metadata)
    members = typeinfo.arguments_of(peeled.bare) if typeinfo.is_union(peeled.bare) else (peeled.bare,)
    fitting = [fit for member in members for fit in _fit(member, classes)]
    # The validator is asked at run time, the annotation is not.
    return _attach(_join(fitting or classes), peeled.metadata)


def _fit(member: UserValue, classes: tuple[UserValue, ...]) -> list[object]:
    """Return a type as far as its values are instances of one of the classes."""
    peeled = typeinfo.peel(member)
    bare: UserValue = type(None) if peeled.bare is None else peeled.bare
    origin = typeinfo.origin_of(bare) or bare
    if typeinfo.is_type_alias(bare):
        return _fit(_attach(typeinfo.alias_value(bare), peeled.metadata), classes)
    if typeinfo.is_type_variable(bare) or typeinfo.is_any(bare) or bare is object:
        return [_attach(each, peeled.metadata) for each in classes]
    if not typeinfo.is_class(origin):
        return [member]
    if issubclass(origin, classes):
        return [member]
    arguments = typeinfo.arguments_of(bare)
    narrower = [each for each in classes if issubclass(each, origin)]
    return [_attach(_parametrise(each, arguments), peeled.metadata) for each in narrower]


def _parametrise(cls: UserValue, arguments: tuple[UserValue, ...]) -> object:
    if not arguments or not hasattr(cls, "__class_getitem__"):
        return cls
    if cls is tuple and len(arguments) == 1:
        arguments = (*arguments, ...)
    return cls[arguments if len(arguments) > 1 else arguments[0]]


def _read_subclass(annotation: object, validator: UserValue) -> object:
    wanted = type[validator.type]
    return _change_members(annotation, lambda _bare: wanted)


def _read_callable(annotation: object, _validator: object) -> object:
    return Callable[..., Any] if typeinfo.is_any(annotation) else annotation


def _read_optional(annotation: object, validator: UserValue) -> object:
    peeled = typeinfo.peel(annotation)
    members = typeinfo.arguments_of(peeled.bare) if typeinfo.is_union(peeled.bare) else (peeled.bare,)
    others = [each for each in members if each is not type(None)]
    inner = narrow(_join(others) if others else Any, validator.validator)
    if typeinfo.is_any(inner):
        return annotation
    maybe = _join((inner, None)) if len(others) < len(members) or typeinfo.is_any(peeled.bare) else inner
    return _attach(maybe, peeled.metadata)


def _read_all(annotation: object, validator: UserValue) -> object:
    # Types first: what else is asked means different things to different types.
    typed = type(validators.instance_of(int))
    for each in sorted(validator._validators, key=lambda each: type(each) is not typed):  # noqa: SLF001 - attrs has no other way
        annotation = narrow(annotation, each)
    return annotation


def _read_any(annotation: object, validator: UserValue) -> object:
    return _any_of(narrow(annotation, each) for each in validator.validators)


def _any_of(members: Iterable[object]) -> object:
    return _attach(_join(members), [Alternatives()])


def _read_not(annotation: object, validator: UserValue) -> object:
    return refuse(annotation, validator.validator)


def refuse(annotation: object, validator: UserValue) -> object:
    """Return the type of what a validator does not accept.

    Args:
        annotation: The type of the field, ``Any`` where it has none.
        validator: A validator of attrs, or of somebody's own.

    Example:
        >>> refuse(int, validators.lt(5)).__metadata__[0]
        Constraints(ge=5)
    """
    denier = _DENIERS.get(type(validator))
    if denier is not None:
        return denier(annotation, validator)

    def is_refused(value: UserValue) -> bool:
        try:
            validator(None, _SOME_FIELD, value)
        except Exception:  # noqa: BLE001 - whatever it raises, it refuses
            return True
        return False

    return _limit(annotation, Constraints(predicates=(is_refused,)))


def _deny_bound(annotation: object, validator: UserValue) -> object:
    names = {">": "le", ">=": "lt", "<": "ge", "<=": "gt"}
    return _limit(annotation, Constraints(**{names[validator.compare_op]: validator.bound}))


def _deny_pattern(annotation: object, validator: UserValue) -> object:
    pattern, mode = validator.pattern, validator.match_func.__name__
    if not isinstance(pattern.pattern, str):
        return _limit(annotation, Constraints(predicates=(lambda value: getattr(pattern, mode)(value) is None,)))
    flags = "".join(letter for letter, flag in _FLAGS.items() if pattern.flags & flag)
    end, before = (r"\Z" if mode == "fullmatch" else ""), (r"[\s\S]*" if mode == "search" else "")
    refused = rf"(?!{before}(?{flags}:{pattern.pattern}){end})[\x00-\x7f]*"
    return _limit(str if typeinfo.is_any(annotation) else annotation, Pattern(refused, "fullmatch"))


def _deny_type(annotation: object, validator: UserValue) -> object:
    classes = validator.type if isinstance(validator.type, tuple) else (validator.type,)
    peeled = typeinfo.peel(annotation)
    members = typeinfo.arguments_of(peeled.bare) if typeinfo.is_union(peeled.bare) else (peeled.bare,)
    others = [each for each in members if not _is_of(each, classes)]
    left = _attach(_join(others), peeled.metadata) if others else annotation
    if others and all(map(_is_certain, others)):
        return left
    return _limit(left, Constraints(predicates=(lambda value: not isinstance(value, classes),)))


def _is_of(annotation: object, classes: tuple[UserValue, ...]) -> bool:
    bare: UserValue = typeinfo.peel(annotation).bare
    origin = typeinfo.origin_of(bare) or (type(None) if bare is None else bare)
    return typeinfo.is_class(origin) and issubclass(origin, classes)


def _is_certain(annotation: object) -> bool:
    """Say whether a type says of which class its values are."""
    bare: UserValue = typeinfo.peel(annotation).bare
    origin = typeinfo.origin_of(bare) or (type(None) if bare is None else bare)
    return typeinfo.is_class(origin) and origin is not object and not typeinfo.is_any(origin)


def _deny_any(annotation: object, validator: UserValue) -> object:
    for each in validator.validators:
        annotation = refuse(annotation, each)
    return annotation


def _deny_optional(annotation: object, validator: UserValue) -> object:
    return refuse(_change_members(annotation, lambda bare: bare), validator.validator)


def _read_iterable(annotation: object, validator: UserValue) -> object:
    if validator.iterable_validator is not None:
        annotation = narrow(annotation, validator.iterable_validator)
    member = validator.member_validator
    return _change_members(annotation, lambda bare: _narrow_arguments(bare, list, (member,)))


def _read_mapping(annotation: object, validator: UserValue) -> object:
    if validator.mapping_validator is not None:
        annotation = narrow(annotation, validator.mapping_validator)
    inner = (validator.key_validator, validator.value_validator)
    return _change_members(annotation, lambda bare: _narrow_arguments(bare, dict, inner))


def _narrow_arguments(bare: object, default: object, inner: tuple[object, ...]) -> object:
    """Narrow what a container holds.

    Args:
        bare: The container's type.
        default: The class of the container where the type says none.
        inner: The validators of its arguments; where there are more arguments, the last one holds for the rest.
    """
    if typeinfo.is_union(bare):
        return bare
    generic: UserValue = default if typeinfo.is_any(bare) else typeinfo.origin_of(bare) or bare
    arguments = typeinfo.arguments_of(bare) or (*(Any for _ in inner), *([...] if generic is tuple else []))
    padded = (*inner, *(inner[-1:] * (len(arguments) - len(inner))))
    narrowed = tuple(
        each if each is ... or validator is None else narrow(each, validator)
        for each, validator in zip(arguments, padded, strict=False)
    )
    if not hasattr(generic, "__class_getitem__") or all(map(typeinfo.is_any, narrowed)):
        return bare
    return generic[narrowed if len(narrowed) > 1 else narrowed[0]]


def checks_type(validator: UserValue) -> bool:
    """Say whether a validator refuses values of another type (``instance_of``, alone, among others or optional).

    Example:
        >>> checks_type(validators.instance_of(int)), checks_type(validators.ge(0))
        (True, False)
    """
    reader = _READERS.get(type(validator))
    if reader is _read_all:
        return any(map(checks_type, validator._validators))  # noqa: SLF001 - attrs has no other way
    return checks_type(validator.validator) if reader is _read_optional else reader is _read_type


def _deny_iterable(annotation: object, validator: UserValue) -> object:
    """Return the type of collections of which an item is refused: all are, which is the shortest way."""
    wrong = _read_iterable(annotation, validators.deep_iterable(validators.not_(validator.member_validator)))
    wrong = _limit(wrong, Constraints(min_length=1))
    whole = validator.iterable_validator
    return wrong if whole is None else _any_of((wrong, refuse(annotation, whole)))


#: Flags that hold for a part of an expression as well.
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}
#: What validators are told of a field whose value they only judge.
_SOME_FIELD = types.SimpleNamespace(name="value")

_Reader: TypeAlias = "Callable[[object, UserValue], object]"


def _collect_readers() -> dict[type, _Reader]:
    some: UserValue = validators.instance_of(int)
    known: list[tuple[UserValue, _Reader]] = [
        (some, _read_type),
        (validators.in_([0]), _read_choice),
        (validators.gt(0), _read_bound),
        (validators.min_len(0), lambda hint, each: _limit(hint, Constraints(min_length=each.min_length))),
        (validators.max_len(0), lambda hint, each: _limit(hint, Constraints(max_length=each.max_length))),
        (validators.matches_re(""), _read_pattern),
        (validators.is_callable(), _read_callable),
        (validators.optional(some), _read_optional),
        (validators.and_(some), _read_all),
        (validators.deep_iterable(some), _read_iterable),
        (validators.deep_mapping(some, some), _read_mapping),
    ]
    if hasattr(validators, "or_"):
        # It came after the oldest attrs that is supported.
        known.append((validators.or_(some, some), _read_any))
        known.append((validators.not_(some), _read_not))
    subclass_of = getattr(attr.validators, "_subclass_of", None)
    if subclass_of is not None:
        known.append((subclass_of(int), _read_subclass))
    return {type(each): reader for each, reader in known}


_READERS = _collect_readers()


def _collect_deniers() -> dict[type, _Reader]:
    some: UserValue = validators.instance_of(int)
    known: list[tuple[UserValue, _Reader]] = [
        (some, _deny_type),
        (validators.gt(0), _deny_bound),
        (validators.min_len(0), lambda hint, each: _limit(hint, Constraints(max_length=each.min_length - 1))),
        (validators.max_len(0), lambda hint, each: _limit(hint, Constraints(min_length=each.max_length + 1))),
        (validators.matches_re(""), _deny_pattern),
        (validators.optional(some), _deny_optional),
        (
            validators.and_(some),
            lambda hint, each: _any_of(refuse(hint, one) for one in each._validators),  # noqa: SLF001 - as above
        ),
    ]
    if hasattr(validators, "or_"):
        known.append((validators.or_(some, some), _deny_any))
        known.append((validators.not_(some), lambda hint, each: narrow(hint, each.validator)))
        known.append((validators.deep_iterable(some), _deny_iterable))
    return {type(each): denier for each, denier in known}


_DENIERS = _collect_deniers()
