"""Which declaration of a field holds: class body, then traits, then what the call says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from typedfactory.declarations import BaseDeclaration, Force, Transformer, is_declaration, is_post_declaration
from typedfactory.errors import InvalidDeclarationError, UnreachableOverrideError
from typedfactory.plan.describe.overrides import (
    UNSET,
    OverrideNode,
    Tree,
    any_demand,
    first_demand,
    merge_trees,
)

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


#: The parameter under which a value reaches a declaration that captures it: a hook's ``extracted``.
VALUE_KEY = ""

_NOTHING = OverrideNode()


@attrs.frozen
class Layer:
    """What one trait says about one field.

    Attributes:
        trait: The trait's name.
        value: The value or declaration it sets, or `UNSET`.
        context: What it sets below the field.
    """

    trait: str
    value: UserValue
    context: Tree


@attrs.frozen(slots=False)
class FieldSpec:
    """All that a factory says about one field, before any call.

    Attributes:
        name: The field.
        base: The value or declaration of the class body, or `UNSET` where only traits speak.
        context: What the class body says below the field (``author__name = …``).
        layers: What the traits say, the strongest last.
        place: Where the last trait that sets the field itself says so, among all that traits set; None if none does.
        taken: Whether a trait puts a hook in the place of a value that would reach the model.
    """

    name: str
    base: UserValue = UNSET
    context: Tree = attrs.Factory(dict)
    layers: tuple[Layer, ...] = ()
    place: int | None = None
    taken: bool = False

    @property
    def may_be_hook(self) -> bool:
        """Whether a trait puts a hook in the place of a value."""
        return bool(self.layers) and any(is_post_declaration(layer.value) for layer in self.layers)

    def possible_values(self) -> list[UserValue]:
        """Return what the class body and the traits may give it."""
        return [self.base, *(layer.value for layer in self.layers)]

    @property
    def is_hook(self) -> bool:
        """Whether the field is evaluated once the object exists, whatever traits are on."""
        return is_post_declaration(self.base) if self.base is not UNSET else self.may_be_hook and not self.taken

    @property
    def hangs_on_traits(self) -> bool:
        """Whether only a trait makes a hook of the field, which is else one of the model's."""
        return self.base is UNSET and self.may_be_hook and self.taken


@attrs.frozen(slots=False)
class SettledField:
    """The outcome for one field in one call.

    Attributes:
        name: The field.
        value: The value or declaration that holds, or `UNSET` where nothing does.
        context: Its parameters.
    """

    name: str
    value: UserValue
    context: Tree


def settle(owner: str, field: FieldSpec, active: Iterable[Layer], given: OverrideNode | None) -> SettledField:
    """Lay the layers of a field over each other.

    Args:
        owner: The factory's name, for messages.
        field: What the factory says.
        active: Those of its trait layers that are switched on, the strongest last.
        given: What the call says, if anything.

    Raises:
        UnreachableOverrideError: A deep override points into a value that takes none.
        InvalidDeclarationError: A hook stands where a value was declared.
    """
    value, context = field.base, field.context
    for layer in active:
        value, context = _lay(owner, field, value, context, OverrideNode(layer.value, False, layer.context))
    if given is not None:
        value, context = _lay(owner, field, value, context, given, at_call=True)
    if value is UNSET and VALUE_KEY in context and given is not None and given.value is not UNSET:
        raise _switched_off(owner, field)
    if context:
        receiver = _receiver(value, context)
        if not takes_parameters(receiver) and any_demand(context):
            raise unreachable(owner, field.name, receiver, context)
    return SettledField(field.name, value, context)


def _lay(
    owner: str, field: FieldSpec, value: UserValue, context: Tree, upper: OverrideNode, *, at_call: bool = False
) -> tuple[UserValue, Tree]:
    if upper.value is UNSET:
        return value, merge_trees(context, upper.children)
    if field.is_hook or (field.hangs_on_traits and is_post_declaration(value)):
        if is_post_declaration(upper.value):
            value = upper.value
        else:
            context = {**context, VALUE_KEY: OverrideNode(upper.value, upper.strict)}
    elif at_call and is_post_declaration(upper.value) and field.base is not UNSET:
        raise InvalidDeclarationError(
            f"{owner}.{field.name}: a post-generation declaration shadows the declaration of the same name. "
            f"Give one of the two another name."
        )
    elif at_call and is_declaration(value) and value.CAPTURE_OVERRIDES:
        context = {**context, VALUE_KEY: OverrideNode(upper.value)}
    elif field.hangs_on_traits and value is not UNSET and is_post_declaration(upper.value):
        # What a weaker trait sets is what the stronger one's hook is given.
        value, context = upper.value, {**context, VALUE_KEY: OverrideNode(value)}
    else:
        context = {name: node.relaxed() for name, node in context.items()}
        value = upper.value
    return value, merge_trees(context, upper.children)


def hook_order(field: FieldSpec, value: UserValue, given: OverrideNode | None, defined: int) -> tuple[int, int]:
    """Return what hooks are sorted by: they run as they were written, and those that traits set after the others.

    Args:
        field: The hook.
        value: The declaration that holds.
        given: What the call says about it.
        defined: When the factory was defined, as declarations count it.

    Source: factory_boy, where a factory writes a new declaration for each hook that a trait sets.
    """
    if field.place is None or (given is not None and given.value is value):
        return value.creation_counter, -1
    return defined, field.place


def _switched_off(owner: str, field: FieldSpec) -> UnreachableOverrideError:
    traits = [layer.trait for layer in field.layers if is_post_declaration(layer.value)]
    return UnreachableOverrideError(
        f"{owner}.{field.name}: {field.name}=… reaches nothing, because only the trait {' or '.join(traits)} makes something of "
        f"it. Switch it on: {traits[0]}=True."
    )


def takes_parameters(value: UserValue) -> bool:
    """Say whether ``field__name=…`` means anything for a value or declaration."""
    return isinstance(value, BaseDeclaration) and value.TAKES_PARAMETERS


def _receiver(value: UserValue, context: Tree) -> UserValue:
    """Return what the parameters of a field go to: with a Transformer, that is what it transforms."""
    if isinstance(value, Transformer) and type(value).evaluate_pre is Transformer.evaluate_pre:
        given = context.get(VALUE_KEY)
        if given is not None:
            return given.value
        default = value.default.forced_value if isinstance(value.default, Force) else value.default
        return _receiver(default, {})
    return value


def unreachable(owner: str, name: str, value: UserValue, context: Tree) -> UnreachableOverrideError:
    """Return the error for a deep override into a value that takes none."""
    what = getattr(value, "DESCRIPTION", type(value).__name__) if is_declaration(value) else "a plain value"
    if value is UNSET:
        what = "not declared"
    deeper = first_demand(context)
    path = f"{name}__{deeper}" if deeper else name
    return UnreachableOverrideError(
        f"{owner}.{name}: {path}=… reaches nothing, because {name} is {what}. "
        f"Declare {name} with a SubFactory, or override {name} as a whole."
    )
