"""What kind of value a field comes to: whether it is there already, looks at others, runs a user's function."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from typedfactory.declarations import (
    SKIP,
    Iterator,
    LazyAttribute,
    LazyFunction,
    PostGeneration,
    PostGenerationMethodCall,
    Sequence,
    is_declaration,
)
from typedfactory.plan.describe.branches import is_own, is_own_maybe, is_own_subfactory
from typedfactory.plan.describe.filling import AutoValue, is_filled
from typedfactory.plan.describe.overrides import Tree, flatten
from typedfactory.plan.interpret.hooks import keeps

if TYPE_CHECKING:
    from typing import TypeGuard

    from typedfactory.faker import Faker
    from typedfactory.fuzzy import BaseFuzzyAttribute
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.describe.layers import SettledField


#: The declarations that are one call and do not look at other fields.
_CLOSED = (LazyFunction, Sequence, Iterator)
#: Those that most factories have, whose values are up to a function of the user's.
_USERS = (LazyFunction, Sequence, LazyAttribute)


def fuzzy_kind() -> type[BaseFuzzyAttribute[UserValue]] | None:
    """Return the base of fuzzy declarations; None as long as nobody has imported it, for then there are none.

    It draws from the random stream, and few factories have one: `import typedfactory` is quicker without.
    """
    module = sys.modules.get("typedfactory.declarations.random.fuzzy")
    return None if module is None else module.BaseFuzzyAttribute


def is_fuzzy(value: UserValue) -> TypeGuard[BaseFuzzyAttribute[UserValue]]:
    """Say whether a declaration is a fuzzy one that no subclass taught another way."""
    kind = fuzzy_kind()
    return kind is not None and is_own(value, kind)


def is_faker(value: UserValue) -> TypeGuard[Faker[UserValue]]:
    """Say whether a declaration is a Faker that no subclass taught another way; see `fuzzy_kind`."""
    module = sys.modules.get("typedfactory.declarations.random.faker.declaration")
    return module is not None and is_own(value, module.Faker)


def draws(value: UserValue) -> TypeGuard[AutoValue]:
    """Say whether a value is drawn straight from the random stream."""
    return isinstance(value, AutoValue) and not value.nested


def is_plain_faker(value: UserValue, context: Tree) -> TypeGuard[Faker[UserValue]]:
    """Say whether a value is a Faker call whose arguments are fixed."""
    return not context and is_faker(value) and value.is_plain


def needs_resolver(field: SettledField) -> bool:
    """Say whether evaluating a field needs a resolver, and so may evaluate other fields on the way."""
    value = field.value
    if not is_declaration(value) or draws(value):
        return False
    if any(is_own(value, kind) for kind in _CLOSED) or is_fuzzy(value):
        return False
    return not is_plain_faker(value, field.context)


def is_users(field: SettledField) -> bool:
    """Say whether making a field runs a function of the user's."""
    value = field.value
    return is_declaration(value) and not draws(value) and not is_plain_faker(value, field.context)


def may_skip(value: UserValue, context: Tree) -> bool:
    """Say whether a field may come to SKIP: anything may that a user's function or another field has a say in."""
    if type(value) in _USERS:
        return True
    if not is_declaration(value):
        return value is SKIP
    if is_own_maybe(value):
        return may_skip(value.yes, context) or may_skip(value.no, context)
    return not (is_filled(value) or is_own_subfactory(value) or is_plain_faker(value, context))


def is_plain_function(hook: SettledField) -> bool:
    """Say whether a hook is a function or a method whose arguments need no evaluation."""
    own = keeps(hook.value, PostGeneration) or keeps(hook.value, PostGenerationMethodCall)
    return own and not any(map(is_declaration, flatten(hook.context).values()))
