"""One object for all: the block in which every relation to a model takes the same row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from typedfactory.errors import ArgumentError
from typedfactory.facade.factory import Factory
from typedfactory.ground.blocks import block
from typedfactory.ground.making import sharing

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue

_PLAIN = (bool, int, float, complex, str, bytes, type(None), list, dict, set, frozenset, tuple)


@block
def shared(*objects: UserValue) -> Iterator[UserValue]:
    """Let objects stand for all others of their models: every sub-factory and filled relation in the block takes them.

    What a call says about a nested object (``account__plan="free"``) makes one of its own. Inner blocks come first;
    other threads and tasks see nothing of the block. Related factories make what they are told to.

    Args:
        *objects: The objects: one for each model.

    Returns:
        For ``with``: the object, or the objects as a tuple where there are several.

    Raises:
        ArgumentError: What is given is no object of a model.

    Example:
        >>> import dataclasses
        >>> import typedfactory as factory
        >>> @dataclasses.dataclass
        ... class Account:
        ...     plan: str
        >>> class AccountFactory(factory.Factory[Account]):
        ...     plan = "free"
        >>> class UserFactory(factory.DictFactory):
        ...     account = factory.SubFactory(AccountFactory)
        >>> with factory.shared(Account("pro")) as account:
        ...     users = UserFactory.build_batch(3)
        >>> all(user["account"] is account for user in users)
        True

    Source: test-prof's ``FactoryDefault``.
    """
    if not objects:
        raise ArgumentError("shared takes the objects to share. Write shared(AccountFactory()).")
    for each in objects:
        _check(each)
        if sharing.learn(type(each)):
            _notice(Factory, type(each))
    token = sharing.begin(objects)
    try:
        yield objects[0] if len(objects) == 1 else objects
    finally:
        sharing.end(token)


def _check(given: UserValue) -> None:
    if isinstance(given, type):
        what = f"the class {given.__name__}"
        made = f"{given.__name__}()"
    elif isinstance(given, _PLAIN):
        what, made = f"a {type(given).__name__}", "AccountFactory()"
    else:
        return
    raise ArgumentError(f"shared takes an object of a model, not {what}. Write shared({made}).")


def _notice(factory: FactoryClass, model: type) -> None:
    """Let factories of a model look for shared objects from now on; the others never do."""
    for subclass in type.__subclasses__(factory):
        meta = subclass._meta
        if meta.defined and not isinstance(meta.model, str) and sharing.is_known(meta.model):
            meta.reset_plans()
        _notice(subclass, model)
