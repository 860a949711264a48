"""What the names of a call mean to a factory: found out once for each name, not for each set of them."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from typedfactory.declarations import SPLITTER, is_post_declaration
from typedfactory.declarations.nested import STRATEGY_KEY
from typedfactory.plan.describe.checks import check_call
from typedfactory.plan.describe.hooks import is_own_method
from typedfactory.plan.describe.overrides import SEQUENCE_KEY, UNSET, OverrideNode, Slot, parse_overrides, rename_roots
from typedfactory.plan.interpret.settle import captures

if TYPE_CHECKING:
    from collections.abc import Collection

    from typedfactory.ground.shape import ModelShape
    from typedfactory.plan.describe.layers import FieldSpec
    from typedfactory.plan.options import FactoryOptions


#: The methods of the options that read a call as a whole, where a back end has its own.
READING = ("read_call", "silent_keys", "check_said_once")


class Role(enum.Enum):
    """What a name does in a call.

    Attributes:
        PLAIN: It gives a declared field its value.
        EXTRA: It gives a value that the model is handed on, and nobody declared.
        SWITCH: It switches a trait.
        DEEP: It decides on more than one value: a path, what a hook gets, the number of the object.
        OTHER: A back end reads it.
    """

    PLAIN = "plain"
    EXTRA = "extra"
    SWITCH = "switch"
    DEEP = "deep"
    OTHER = "other"


class CallNames:
    """What names mean to a factory.

    Args:
        meta: The factory's options.
        strategy: ``"build"``, ``"create"`` or ``"stub"``.
    """

    def __init__(self, meta: FactoryOptions, strategy: str) -> None:
        self.meta = meta
        self.strategy = strategy
        #: Keyword → field, for names that give it its value; those that nobody declared; and what the others do.
        self.given: dict[str, str] = {}
        self.extra: set[str] = set()
        self.rest: dict[str, Role] = {}
        if meta.is_obvious and meta.shape is not None and meta.autofill != "all" and meta.is_as_read():
            self._know_obvious(meta.shape)
        #: Whether names may mean something else together than each by itself.
        self.is_cautious = bool(meta.synonyms) or not all(is_own_method(meta, name) for name in READING)

    def _know_obvious(self, shape: ModelShape) -> None:
        """Say what names do in a class body that was right at first sight, but for those that take a closer look."""
        collected, autofill = self.meta.collected, self.meta.autofill is not False
        values = collected.values
        if not values and not collected.parameters:
            self.given = dict(shape.itself)
            self.extra = set(shape.optional if autofill else shape.names)
            return
        traits = collected.traits()
        said = [*values.items(), *(item for trait in traits.values() for item in trait.overrides.items())]
        left = {name for name, value in said if is_post_declaration(value) or captures(value)}
        left.update(traits.keys() & values.keys())
        filled = set(shape.required) if autofill else set()
        declared = {name for name, _ in said}
        self.extra = set(shape.names.difference(declared, filled))
        self.given = {name: name for name in (*values, *filled.difference(declared), *self.extra) if name not in left}
        self.rest = {name: Role.SWITCH for name in traits if name not in left}

    def role(self, key: str) -> Role:
        """Return what a name does.

        Raises:
            UnknownFieldError: It means nothing to factory and model.
        """
        if key in self.given:
            return Role.EXTRA if key in self.extra else Role.PLAIN
        return self.rest.get(key) or self._learn(key, as_read=self.meta.is_as_read())

    def _learn(self, key: str, *, as_read: bool) -> Role:
        """Find out what a name does.

        Args:
            key: The keyword.
            as_read: Whether the model's constructor is the one that its shape was read from.
        """
        meta = self.meta
        if SPLITTER in key:
            # What is wrong with a path shows when the plan for it is settled.
            is_read = key != SEQUENCE_KEY and (key in meta.call_options or key.endswith(STRATEGY_KEY))
            role, name = (Role.OTHER if is_read else Role.DEEP), key
        else:
            name = meta.synonyms.get(key, key)
            role = self._declared(key, name)
        if as_read:
            # Another constructor, put in place for a while, may take other names.
            self._remember(key, name, role)
        return role

    def _declared(self, key: str, name: str) -> Role:
        """Return what a name does that is no path."""
        spec = self.meta.spec
        field = spec.fields.get(name)
        if field is None:
            return self._beyond(key, name)
        if name in spec.traits:
            return Role.SWITCH
        return Role.PLAIN if is_plain(field) else Role.DEEP

    def _beyond(self, key: str, name: str) -> Role:
        """Return what a name does that is no field of the factory's."""
        meta = self.meta
        if name in meta.spec.hooks or name in meta.rename:
            return Role.DEEP
        check_call(meta, {key: OverrideNode(Slot(key), strict=True)}, strategy=self.strategy)
        return Role.EXTRA

    def _remember(self, key: str, name: str, role: Role) -> None:
        if role is Role.PLAIN or role is Role.EXTRA:
            if role is Role.EXTRA:
                self.extra.add(key)
            self.given[key] = name
        else:
            self.rest[key] = role

    def are_separate(self, names: Collection[str]) -> bool:
        """Say whether each name of a call means what it means by itself, and none is for a back end to read.

        Args:
            names: The keywords of the call.

        Raises:
            FactoryError: They contradict each other, or one means nothing.
        """
        unknown = [name for name in names if name not in self.given and name not in self.rest]
        as_read = bool(unknown) and self.meta.is_as_read()
        roles = [self._learn(name, as_read=as_read) for name in unknown]
        roles += [self.role(name) for name in names if name in self.rest]
        if Role.OTHER in roles:
            return False
        if not self.is_cautious:
            return True
        meta = self.meta
        tree = parse_overrides({name: Slot(name) for name in names}, strict=True)
        if meta.silent_keys(tree):
            return False
        check_call(meta, tree, strategy=self.strategy)
        read, named = meta.read_call(tree), rename_roots(tree, meta.synonyms)
        return read.keys() == named.keys() and all(read[name].value is named[name].value for name in read)


def is_plain(field: FieldSpec) -> bool:
    """Say whether a value that a call gives for a field replaces whatever is declared for it, and does nothing else.

    Args:
        field: What the factory says about the field.
    """
    if field.base is UNSET or field.may_be_hook:
        return False
    return not (captures(field.base) or any(captures(layer.value) for layer in field.layers))
