"""Names for what passes through the library untouched: values, functions and classes of users.

`UserValue` is `Any` on purpose, and the one place that says so: a value of a user's may be anything, and what is done with
it is the user's business. Between our own rooms nothing has this type.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

if TYPE_CHECKING:
    from typedfactory.facade.factory import Factory

T = TypeVar("T")

#: A value that a user gave, or that is made for one: of a field, of an argument, of a hook.
UserValue: TypeAlias = Any  # type: ignore[explicit-any]  # nobody here knows its type
#: A function of a user's, or a class of theirs, that is called with values of theirs.
UserFunction: TypeAlias = Callable[..., UserValue]  # type: ignore[explicit-any]  # nobody here knows its parameters
#: The same, where what it returns has a known type.
FunctionGiving: TypeAlias = Callable[..., T]  # type: ignore[explicit-any]  # as above
#: Values by the names of fields or parameters.
UserValues: TypeAlias = dict[str, UserValue]
#: A factory class, whatever it makes.
FactoryClass: TypeAlias = "type[Factory[UserValue]]"
