"""Objects that stand for all others of their model, as long as a block lasts."""

from __future__ import annotations

import contextvars
import weakref
from typing import TYPE_CHECKING, Final

from typedfactory import typeinfo

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: The objects of the blocks around, the innermost last: threads and tasks have their own.
_current: contextvars.ContextVar[tuple[UserValue, ...]] = contextvars.ContextVar("typedfactory_shared", default=())
#: Their classes, of all blocks there ever were: factories of other models never look.
_known: weakref.WeakSet[type] = weakref.WeakSet()

#: There is none.
NOTHING: Final = object()


def is_known(model: UserValue) -> bool:
    """Say whether an object of a model was ever shared.

    Args:
        model: The model, or an alias of it with arguments.
    """
    if not _known:
        return False
    kind = typeinfo.class_of(model) if model is not None else None
    # By their bases: a TypedDict, and many a protocol, refuses to be asked for its subclasses.
    return kind is not None and any(kind in each.__mro__ for each in _known)


def learn(model: type) -> bool:
    """Note that objects of a class are shared; say whether that is news."""
    is_new = model not in _known
    _known.add(model)
    return is_new


def find_shared(model: UserValue) -> UserValue:
    """Return the object that stands for all of a model here; `NOTHING` where there is none.

    Args:
        model: The model, or an alias of it with arguments.
    """
    current = _current.get()
    if current:
        kind = typeinfo.class_of(model)
        for each in reversed(current):
            if kind in type(each).__mro__:
                return each
    return NOTHING


def begin(objects: tuple[UserValue, ...]) -> contextvars.Token[tuple[UserValue, ...]]:
    """Let objects stand for all others of their models."""
    return _current.set((*_current.get(), *objects))


def end(token: contextvars.Token[tuple[UserValue, ...]]) -> None:
    """Let them no longer."""
    _current.reset(token)
