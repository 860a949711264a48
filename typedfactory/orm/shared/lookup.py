"""Get or create, as far as it is the same in all databases: names are checked, key fields computed, then hooks run."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from typedfactory.ground.context import Resolver
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.plan.describe.checks import all_names, check_call, unknown_field
from typedfactory.plan.describe.meta import CREATE_STRATEGY
from typedfactory.plan.describe.overrides import UNSET, Tree, parse_overrides
from typedfactory.plan.interpret.evaluation import note_field
from typedfactory.plan.interpret.resolver import Interpreter
from typedfactory.plan.interpret.steps import StepView

if TYPE_CHECKING:
    from typedfactory.plan.options import FactoryOptions


def check_names(meta: FactoryOptions, tree: Tree) -> None:
    """Refuse misspelt names: the core leaves them to factories whose ``_generate`` is not its own.

    Args:
        meta: The options of a factory whose model takes no other names than its fields'.
        tree: What the call says.

    Raises:
        UnknownFieldError: A name is no field's.
    """
    known = all_names(meta)
    for name in tree:
        if name not in known and name not in meta.call_options:
            raise unknown_field(meta, name)


class KeyFirst(Interpreter):
    """Makes one object, its key fields before the others; each back end says how it is found or saved."""

    @classmethod
    def find_or_create(cls, meta: FactoryOptions, params: Mapping[str, UserValue]) -> UserValue:
        """Return the object with the given or generated key fields, made if there is none.

        Args:
            meta: The factory's options.
            params: The overrides.

        Raises:
            UnknownFieldError: An override is misspelt.
            FactoryError: A key field has no value.
        """
        meta.check_usable(CREATE_STRATEGY)
        parent, number = meta.plans._enclosing()  # noqa: SLF001 - ours: the place that nested calls come from
        tree = parse_overrides(params, strict=True)
        check_call(meta, tree)
        if meta.shape is not None and meta.shape.closed:
            check_names(meta, tree)
        return cls(meta, CREATE_STRATEGY, tree).make(parent, number)

    def instantiate(self, resolver: Resolver[UserValue], step: StepView) -> UserValue:
        """Find or make the object of a resolver that was started."""
        try:
            return self.find_or_insert(resolver, step)
        except Exception as error:
            note_field(error, self.spec.owner, "")
            raise

    @abstractmethod
    def find_or_insert(self, resolver: Resolver[UserValue], step: StepView) -> UserValue:
        """Return the object, from the database or new."""

    @abstractmethod
    def missing_key(self, attribute: str) -> Exception:
        """Return the error for a key field that has no value."""

    def key_values(self, resolver: Resolver[UserValue], attributes: Iterable[str]) -> UserValues:
        """Compute the key fields, and no others.

        Args:
            resolver: The resolver of the object.
            attributes: The key fields, as the model names them.

        Returns:
            Attribute of the model → value.
        """
        back = self.meta.renamed_back
        key: UserValues = {}
        for attribute in attributes:
            name = back.get(attribute, attribute)
            name = self.meta.synonyms.get(name, name)
            if name not in resolver.__dict__:
                if name not in self.names() or not self.is_set(resolver, name):
                    raise self.missing_key(attribute)
                self.evaluate(resolver, name)
            key[attribute] = resolver.__dict__[name]
        return key

    def given_keys(self, key: Mapping[str, UserValue]) -> UserValues:
        """Return the part of the key that the call gives, where it gives some and not all; else nothing.

        The row that has this part may differ in what was generated for the rest.

        Args:
            key: Attribute → value.
        """
        given = {name: key[name] for name in key if name in self.tree and self.tree[name].value is not UNSET}
        return given if len(given) < len(key) else {}
