"""Get or create: an object is looked up by some of its fields before it, or anything that it needs, is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from typedfactory._compat import add_note
from typedfactory.context import Resolver
from typedfactory.errors import MetaOptionError, UnknownFieldError, did_you_mean
from typedfactory.orm.sqlalchemy_sessions import begin_savepoint, current_work
from typedfactory.plan.checks import check_call, known_names, model_name
from typedfactory.plan.evaluation import note_field
from typedfactory.plan.options import CREATE_STRATEGY
from typedfactory.plan.overrides import SEQUENCE_KEY, UNSET, Tree, parse_overrides
from typedfactory.plan.resolver import Interpreter
from typedfactory.plan.steps import StepView

#: Where a plain SELECT goes on seeing what was there when the transaction began, and a locking one sees what is.
_SNAPSHOT_DIALECTS = frozenset({"mysql", "mariadb"})


def find_or_create(meta: Any, params: Mapping[str, Any]) -> Any:
    """Return the object with the given or generated key fields, made if there is none.

    Args:
        meta: The factory's options.
        params: The overrides.

    Raises:
        UnknownFieldError: An override is misspelt.
        MetaOptionError: A key field has no value.
    """
    meta.check_usable(CREATE_STRATEGY)
    parent, number = meta.plans._enclosing()  # noqa: SLF001 - ours: the place that nested calls come from
    tree = parse_overrides(params, strict=True)
    check_call(meta, tree)
    _check_names(meta, tree)
    return LookingUp(meta, CREATE_STRATEGY, tree).make(parent, number)


def _check_names(meta: Any, tree: Tree) -> None:
    # The core leaves names to factories whose _generate is not its own.
    spec = meta.spec
    known = {*spec.fields, *spec.hooks, *known_names(meta)}
    if meta.shape is None or not meta.shape.closed:
        return
    for name in tree:
        if name not in known and name != SEQUENCE_KEY:
            raise UnknownFieldError(
                f"{meta.factory.__name__}.{name}: neither the factory nor {model_name(meta)} has a field {name!r}. "
                f"{did_you_mean(name, known)}"
            )


class LookingUp(Interpreter):
    """Makes one object, unless it is there already."""

    def finish(self, resolver: Resolver[Any]) -> Any:
        """Find or make the object of a resolver that was started, and run its hooks."""
        step = StepView(resolver)
        try:
            instance = self.find_or_insert(resolver, step)
        except Exception as error:
            note_field(error, self.spec.owner, "")
            raise
        results = self.run_hooks(resolver, step, instance)
        self.meta.use_postgeneration_results(step, instance, results)
        return instance

    def find_or_insert(self, resolver: Resolver[Any], step: StepView) -> Any:
        """Return the object, from the database or new."""
        key = self.key_values(resolver)
        work = current_work()
        session = work.session_for(self.meta, tuple(key.values()))  # type: ignore[union-attr]  # a call is in progress
        work.enter(session, self.meta.sqlalchemy_session_persistence)  # type: ignore[union-attr]  # as above
        found = self.look_up(session, key)
        if found is not None:
            return found
        savepoint = begin_savepoint(session)
        try:
            args, kwargs = self.meta.prepare_arguments(self.resolve(resolver))
            instance = self.meta.instantiate(step, args, kwargs)
            session.flush()
            savepoint.commit()
        except exc.IntegrityError as error:
            savepoint.rollback()
            return self.look_again(session, key, error)
        except BaseException:
            savepoint.rollback()
            raise
        return instance

    def key_values(self, resolver: Resolver[Any]) -> dict[str, Any]:
        """Compute the key fields, and no others.

        Returns:
            Attribute of the model → value.
        """
        back = {new: old for old, new in self.meta.rename.items()}
        key: dict[str, Any] = {}
        for attribute in self.meta.sqlalchemy_get_or_create:
            name = back.get(attribute, attribute)
            if name not in resolver.__dict__:
                if name not in self.names() or not self.is_set(resolver, name):
                    raise MetaOptionError(
                        f"{self.spec.owner}.Meta.sqlalchemy_get_or_create: nothing gives {attribute!r} a value. "
                        f"Declare it in the factory, or give it at the call."
                    )
                self.evaluate(resolver, name)
            key[attribute] = resolver.__dict__[name]
        return key

    def look_up(self, session: Any, key: Mapping[str, Any], *, current: bool = False) -> Any:
        """Return the object with these fields, or None.

        Args:
            session: The session.
            key: Attribute → value.
            current: Whether rows count that others have committed since the transaction began.
        """
        if not session.autoflush and session.new:
            session.flush()
        query = sa.select(self.meta.get_model_class()).filter_by(**key)
        if current and session.get_bind().dialect.name in _SNAPSHOT_DIALECTS:
            query = query.with_for_update(read=True)
        try:
            return session.scalars(query).unique().one_or_none()
        except exc.MultipleResultsFound as error:
            add_note(
                error,
                f"{self.spec.owner}.Meta.sqlalchemy_get_or_create: the fields {', '.join(key)} don't tell objects "
                f"apart. Add fields that do.",
            )
            raise

    def look_again(self, session: Any, key: Mapping[str, Any], error: exc.IntegrityError) -> Any:
        """Return the object that stood in the way of a new one: somebody else's, or one that the call means.

        Args:
            session: The session.
            key: Attribute → value.
            error: What the database said.
        """
        found = self.look_up(session, key, current=True)
        given = {name: key[name] for name in key if name in self.tree and self.tree[name].value is not UNSET}
        if found is None and given and len(given) < len(key):
            # The call names some of the key, and the row that has them differs in what was generated for the rest.
            found = self.look_up(session, given, current=True)
        if found is None:
            raise error
        return found
