"""Fields that answer one question, as a whole or by its parts: what is said last holds, and never two at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

import attrs

from typedfactory.declarations import SKIP, RelatedFactory, is_declaration
from typedfactory.errors import InvalidDeclarationError
from typedfactory.ground.given import UserValue
from typedfactory.orm.shared.many_to_many import ManyToMany
from typedfactory.plan.describe.filling import is_filled
from typedfactory.plan.describe.layers import FieldSpec, Layer
from typedfactory.plan.describe.overrides import UNSET, OverrideNode, Tree, Unset, any_demand, first_demand
from typedfactory.plan.describe.spec import FactorySpec
from typedfactory.plan.options import FactoryOptions

#: Says whether a call says something by a name.
IsSaid: TypeAlias = Callable[[str, OverrideNode], bool]


@attrs.frozen
class TwoAnswers:
    """A field, and those that say the same by parts: a relation and its key, a composite and its columns.

    Attributes:
        whole: The field.
        parts: The others.
        link: What a part is to the whole, for messages.
        each: Whether a part by itself says where the whole would lead, so that both cannot be said.
        compared: Whether both may be said where they agree, which the back end sees to.
    """

    whole: str
    parts: tuple[str, ...]
    link: str
    each: bool = False
    compared: bool = False

    def in_parts(self, said: Callable[[str], bool]) -> bool:
        """Say whether the parts that are said take the place of the whole."""
        return any(map(said, self.parts)) if self.each else all(map(said, self.parts))

    def named(self, meta: FactoryOptions) -> TwoAnswers:
        """Return the same by the names that a factory has for its model's."""
        back = meta.renamed_back
        parts = tuple(back.get(part, part) for part in self.parts)
        return attrs.evolve(self, whole=back.get(self.whole, self.whole), parts=parts)


def leave_to_call(meta: FactoryOptions, tree: Tree, answers: Iterable[TwoAnswers]) -> Tree:
    """Return what a call says, with left out what the factory declares of the questions that the call answers.

    Args:
        meta: The factory's options.
        tree: What the call says, by the factory's names.
        answers: The fields of the model that answer one question.
    """
    left = tree
    for pair in _asked(meta, answers):
        silent = _silenced(tree, pair)
        if silent:
            left = {**left, **{name: OverrideNode(SKIP) for name in silent if name in tree or _is_declared(meta, name)}}
    return left


def _asked(meta: FactoryOptions, answers: Iterable[TwoAnswers]) -> Iterator[TwoAnswers]:
    """Yield those of the questions, by the factory's names, that the model is answered: not what only helps others."""
    for each in answers:
        pair = each.named(meta)
        if meta.hidden.isdisjoint((pair.whole, *pair.parts)):
            yield pair


def _silenced(tree: Tree, pair: TwoAnswers) -> tuple[str, ...]:
    """Return the fields that a call takes the place of."""
    whole = tree.get(pair.whole)
    if whole is not None and whole.value is SKIP:
        return ()
    in_parts = pair.in_parts(lambda name: _says(tree, name))
    if whole is None or (whole.value is UNSET and not any_demand(whole.children)):
        return (pair.whole,) if in_parts and whole is None else ()
    if not any(_says(tree, part) for part in pair.parts):
        return pair.parts if whole.value is not None else ()
    if whole.value is UNSET and in_parts:
        # One call may not say both: one of them is what a SubFactory hands on, and comes before what the call says.
        order = list(tree)
        later = max(order.index(part) for part in pair.parts if part in tree)
        return pair.parts if order.index(pair.whole) > later else (pair.whole,)
    return ()


def _says(tree: Tree, name: str) -> bool:
    return name in tree and tree[name].value is not UNSET and tree[name].value is not SKIP


def _is_declared(meta: FactoryOptions, name: str) -> bool:
    if not isinstance(_declared(meta, name), Unset):
        return True
    return any(alias in trait.overrides for trait in meta.collected.traits().values() for alias in _names(meta, name))


def _declared(meta: FactoryOptions, name: str) -> UserValue:
    """Return what the class body, or that of a base, says of a field."""
    values = meta.collected.values
    return next((values[alias] for alias in _names(meta, name) if alias in values), UNSET)


def _names(meta: FactoryOptions, name: str) -> Iterator[str]:
    """Yield a field's name, and its aliases."""
    yield name
    for alias, field in meta.synonyms.items():
        if field == name:
            yield alias


def check_call(meta: FactoryOptions, tree: Tree, answers: Iterable[TwoAnswers], is_said: IsSaid) -> None:
    """Refuse a call that answers one question twice.

    Args:
        meta: The factory's options.
        tree: What one call says, by itself.
        answers: The fields of the model that answer one question.
        is_said: Says whether a name says something.

    Raises:
        InvalidDeclarationError: It does; one of the two would be lost.
    """
    _check_related(meta, tree)
    said = {meta.synonyms.get(name, name) for name, node in tree.items() if is_said(name, node)}
    for pair in _asked(meta, answers):
        if not pair.compared and pair.whole in said and pair.in_parts(said.__contains__):
            raise twice(meta, pair, next(filter(said.__contains__, pair.parts)), "given", "Give")


def _check_related(meta: FactoryOptions, tree: Tree) -> None:
    """Refuse related objects, and fields for those that would have been made in their place."""
    for name, node in tree.items():
        if node.value is UNSET or node.value is None or not any_demand(node.children):
            continue
        hook = meta.spec.hooks.get(name)
        if hook is not None and any(
            isinstance(value, (ManyToMany, RelatedFactory)) for value in hook.possible_values()
        ):
            path = f"{name}__{first_demand(node.children)}"
            raise InvalidDeclarationError(
                f"{meta.factory.__name__}.{name}: {path}=… is for the objects that are made, and {name} is given too. "
                f"Give one of the two."
            )


def twice(meta: FactoryOptions, pair: TwoAnswers, part: str, said: str, say: str) -> InvalidDeclarationError:
    """Return the error for a question that is answered twice."""
    return InvalidDeclarationError(
        f"{meta.factory.__name__}.{part}: this is {pair.link} {pair.whole!r}, which is {said} too. {say} one of the two."
    )


def settle_layers(meta: FactoryOptions, spec: FactorySpec, answers: Iterable[TwoAnswers]) -> FactorySpec:
    """Return a specification in which a class body, or a trait, takes the place of what those below it answer otherwise.

    Args:
        meta: The factory's options.
        spec: Its specification.
        answers: The fields of the model that answer one question.

    Raises:
        InvalidDeclarationError: A class body or a trait says a relation, and a fixed key besides.
    """
    fields = dict(spec.fields)
    for pair in _asked(meta, answers):
        known = [name for name in (pair.whole, *pair.parts) if name in fields]
        if len(known) < 2 or pair.whole not in fields:  # noqa: PLR2004 - one alone is the only answer
            continue
        _settle_bases(meta, fields, pair)
        for trait in meta.collected.traits():
            _settle_trait(meta, fields, pair, trait)
    return attrs.evolve(spec, fields=fields)


def _settle_bases(meta: FactoryOptions, fields: dict[str, FieldSpec], pair: TwoAnswers) -> None:
    own = {name: _declared(meta, name) for name in (pair.whole, *pair.parts)}
    said = {name for name, value in own.items() if not isinstance(value, Unset)}
    if pair.whole not in said or not pair.in_parts(said.__contains__):
        return
    older = {name for name in said if _is_inherited(meta, name)}
    if pair.whole in older and older.isdisjoint(pair.parts):
        _leave(fields, pair.whole)
    elif pair.whole not in older and older.issuperset(said & {*pair.parts}):
        for part in said & {*pair.parts}:
            _leave(fields, part)
    else:
        _check_fixed(meta, pair, own)


def _leave(fields: dict[str, FieldSpec], name: str) -> None:
    if name in fields:
        fields[name] = attrs.evolve(fields[name], base=SKIP, context={})


def _is_inherited(meta: FactoryOptions, name: str) -> bool:
    """Say whether a base of the factory says the same of a field."""
    value = _declared(meta, name)
    bases = [vars(base).get("_meta") for base in meta.factory.__mro__[1:]]
    return any(base is not None and _declared(base, name) is value for base in bases)


def _check_fixed(meta: FactoryOptions, pair: TwoAnswers, said: dict[str, UserValue]) -> None:
    """Refuse a fixed key beside a relation: one that is computed may be that of the object."""
    whole = said.get(pair.whole, UNSET)
    if pair.compared or whole is None or isinstance(whole, Unset) or is_filled(whole):
        return
    for part in pair.parts:
        value = said.get(part, UNSET)
        if value is not None and value is not SKIP and not isinstance(value, Unset) and not is_declaration(value):
            raise twice(meta, pair, part, "declared", "Declare")


def _settle_trait(meta: FactoryOptions, fields: dict[str, FieldSpec], pair: TwoAnswers, trait: str) -> None:
    said = {
        name: layer.value
        for name in (pair.whole, *pair.parts)
        if name in fields
        for layer in fields[name].layers
        if layer.trait == trait and layer.value is not UNSET
    }
    if pair.whole in said and pair.in_parts(said.__contains__):
        _check_fixed(meta, pair, said)
    elif pair.whole in said:
        for part in pair.parts:
            if part not in said:
                _leave_to_trait(meta, fields, part, trait)
    elif pair.in_parts(said.__contains__):
        _leave_to_trait(meta, fields, pair.whole, trait)


def _leave_to_trait(meta: FactoryOptions, fields: dict[str, FieldSpec], name: str, trait: str) -> None:
    """Leave a field out where a trait is on, unless a stronger one says something of it."""
    field = fields.get(name)
    if field is None or (not field.layers and (field.base is UNSET or is_filled(field.base))):
        return
    order = list(meta.collected.traits())
    layers = sorted([*field.layers, Layer(trait, SKIP, {})], key=lambda layer: order.index(layer.trait))
    fields[name] = attrs.evolve(field, layers=tuple(layers))
