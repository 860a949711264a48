"""Data for nested models: a dict is checked key by key, in lists and mappings too, as a call of a factory would be."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from mypy.errorcodes import ErrorCode
from mypy.nodes import (
    BytesExpr,
    CallExpr,
    DictExpr,
    EllipsisExpr,
    Expression,
    FloatExpr,
    IntExpr,
    LambdaExpr,
    ListExpr,
    StarExpr,
    StrExpr,
    TupleExpr,
)
from mypy.types import LiteralType, ProperType, Type, UnionType, get_proper_type

from typedfactory.mypy import fullnames
from typedfactory.mypy.calls.paths import factory_takes, find_in_model, find_place
from typedfactory.mypy.calls.places import ANYTHING, Place
from typedfactory.mypy.reading.factory_info import FactoryInfo
from typedfactory.mypy.reading.instances import any_type
from typedfactory.mypy.reading.scopes import Scope
from typedfactory.mypy.reading.syntax import callee_name
from typedfactory.mypy.values.collections import (
    is_data,
    is_model,
    item_types,
    mapping_types,
    nests_models,
    takes_dicts,
)
from typedfactory.mypy.values.judging import Judge
from typedfactory.mypy.values.reach import nested_in, scope_along, split_path

_NEVER = (StrExpr, BytesExpr, IntExpr, FloatExpr, LambdaExpr, EllipsisExpr)
_ITEMS = (ListExpr, TupleExpr)


@dataclasses.dataclass(frozen=True)
class Data:
    """What is given for a field, where it may be data that nested models are made from.

    Args:
        judge: Infers types.
        code: The code of findings.
        factory: The factory that the field belongs to; None for one that is made automatically.
        name: The field; ``""`` inside a collection.
        nested: The factory that its declaration nests.
        stubs: Whether stubs are made of the data, which take any name.
    """

    judge: Judge
    code: ErrorCode
    factory: FactoryInfo | None = None
    name: str = ""
    nested: FactoryInfo | None = None
    stubs: bool = False

    def check(self, node: Expression, field: Type, scope: Scope, where: str) -> Type:
        """Check a value, or data, against the type of a field.

        Args:
            node: It.
            field: The field's type.
            scope: Whose fields a declaration sees.
            where: The factory and the path to the field, for messages.

        Returns:
            The type that mypy is to check the value with.
        """
        if not self.is_read(node, field):
            return self.judge.check_value(node, field, scope, where, self.code)
        typ = self._choose(node, field)
        if is_model(self.judge, typ):
            self._check_keys(node, typ, scope, where)
        elif isinstance(node, DictExpr):
            inner = mapping_types(typ)
            for key, value in node.items if inner is not None else ():
                text = key.value if isinstance(key, StrExpr) else "…"
                if key is not None and inner is not None:
                    self.judge.check_value(key, inner[0], scope, where, self.code, "the key")
                    self.check(value, inner[1], scope, f"{where}__{text}")
        elif isinstance(node, _ITEMS):
            for place, (item, wanted) in enumerate(self._items(node, typ)):
                self.check(item, wanted, (None, *scope), f"{where}__{place}")
        return any_type()

    def is_read(self, node: Expression, field: Type) -> bool:
        """Say whether something is read as data for models in a type."""
        if isinstance(node, _NEVER) or not nests_models(self.judge, field) or self._is_off():
            return False
        typ = self._choose(node, field)
        if isinstance(node, DictExpr):
            if is_model(self.judge, typ):
                return self._has_texts(node)
            inner = mapping_types(typ)
            return inner is not None and any(self.is_read(value, inner[1]) for _, value in node.items)
        if isinstance(node, _ITEMS):
            return any(self.is_read(item, wanted) for item, wanted in self._items(node, typ))
        value = self.judge.infer(node)
        return (
            callee_name(node) != fullnames.MAYBE
            and not self.judge.fits(self.judge.value_of(value), field)
            and is_data(self.judge, value, field)
        )

    def _is_off(self) -> bool:
        return self.factory is not None and not self.factory.is_filled() and not self.factory.is_abstract()

    def _has_texts(self, node: DictExpr) -> bool:
        text = self.judge.instance("builtins.str")
        return all(key is None or self.judge.fits(self.judge.infer(key), text) for key, _ in node.items)

    def _items(self, node: ListExpr | TupleExpr, typ: ProperType) -> list[tuple[Expression, Type]]:
        """Return the items of a literal and what each stands for; those after a spread have no certain place."""
        wanted = item_types(typ, len(node.items))
        if wanted is None or any(isinstance(item, StarExpr) for item in node.items):
            return []
        return list(zip(node.items, wanted, strict=True))

    def _choose(self, node: Expression, field: Type) -> ProperType:
        """Return the member of a union that data is for, as it is chosen when the object is made."""
        typ = get_proper_type(field)
        if not isinstance(typ, UnionType):
            return typ
        members = [get_proper_type(item) for item in typ.relevant_items()]
        if isinstance(node, _ITEMS):
            return next((item for item in members if self._items(node, item) and self.is_read(node, item)), typ)
        takers = [item for item in members if takes_dicts(item)]
        models = [item for item in members if is_model(self.judge, item)]
        if takers or not models:
            return takers[0] if takers else typ
        given = _pairs(node)
        return next((item for item in models if self._suits(item, given)), models[0])

    def _suits(self, model: ProperType, given: Sequence[tuple[StrExpr | str, Expression]]) -> bool:
        """Say whether a model has all fields that data names, with literals that fit."""
        found = self.judge.model(model)
        for key, value in given:
            name = split_path(key.value if isinstance(key, StrExpr) else key)[0]
            field = None if found is None else found.find(name)
            if field is None:
                if found is not None and found.closed:
                    return False
            elif _is_literal(field.type) and not self.judge.fits(self.judge.infer(value, field.type), field.type):
                return False
        return True

    def _check_keys(self, node: Expression, model: ProperType, scope: Scope, where: str) -> None:
        nested = self.nested
        if nested is not None and not self.judge.fits(nested.model(), model):
            nested = None
        given = {key.value if isinstance(key, StrExpr) else key: (key, value) for key, value in _pairs(node)}
        for name, (key, value) in given.items():
            place = self._place(nested, model, name)
            if place.type is None:
                context = key if isinstance(key, StrExpr) else value
                typ = self.judge.infer(value)
                if self.judge.value_of(typ) is not None or typ is None:
                    self.judge.report(place.code or self.code, f"{where}__{name}: {place.problem}", context)
                continue
            inner: Scope = (None if nested is None else nested.info, *scope)
            if nested is not None:
                inner = scope_along(self.judge, nested, name, inner)
            elif split_path(name)[1] is not None:
                inner = (None,) * name.strip("_").count("__") + inner
            data_for(self.judge, nested, name, place.code or self.code, stubs=self.stubs).check(
                value, place.type, inner, f"{where}__{name}"
            )

    def _place(self, nested: FactoryInfo | None, model: ProperType, name: str) -> Place:
        if nested is not None:
            place = find_place(self.judge, nested, name)
        else:
            place = find_in_model(self.judge, model, name, name, stubs=self.stubs)
            if place.type is None and self._may_be_declared() and factory_takes(self.judge, model, name):
                return ANYTHING
        return dataclasses.replace(place, code=None) if split_path(name)[1] is None else place

    def _may_be_declared(self) -> bool:
        """Say whether a factory that is not known here may complete the data: one in a ``List``, or of a trait."""
        if self.factory is None:
            return False
        declaration = self.factory.declared().get(self.name)
        return declaration is not None or bool(self.factory.params())


def data_for(judge: Judge, factory: FactoryInfo | None, path: str, code: ErrorCode, *, stubs: bool = False) -> Data:
    """Return what checks the data for what a path leads to.

    Args:
        judge: Infers types.
        factory: The factory that the path is given to; None for one that is made automatically.
        path: The path.
        code: The code of findings.
        stubs: Whether stubs are made of it.
    """
    owner = factory
    head, rest = split_path(path)
    while rest is not None and owner is not None:
        owner = nested_in(judge, owner, head)
        head, rest = split_path(rest)
    nested = None if owner is None else nested_in(judge, owner, head)
    return Data(judge, code, owner, head, nested, stubs or (factory is not None and factory.stubs))


def _pairs(node: Expression) -> list[tuple[StrExpr | str, Expression]]:
    """Return the keys that are written out in a dict, and their values."""
    if isinstance(node, DictExpr):
        return [(key, value) for key, value in node.items if isinstance(key, StrExpr)]
    if isinstance(node, CallExpr) and callee_name(node) == "builtins.dict":
        return [(name, value) for name, value in zip(node.arg_names, node.args, strict=True) if name is not None]
    return []


def _is_literal(typ: Type) -> bool:
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return all(_is_literal(item) for item in proper.items)
    return isinstance(proper, LiteralType)
