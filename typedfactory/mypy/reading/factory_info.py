"""What a factory class declares, read from mypy's symbol tables and from what the plugin noted in ``metadata``.

A class that comes from mypy's cache has no syntax tree: what only the tree tells (values of Meta options, which factory
is nested) is noted when the class is analysed, see `typedfactory.mypy.reading.class_body`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

from mypy.maptype import map_instance_to_supertype
from mypy.nodes import ClassDef, Decorator, SymbolTableNode, TypeInfo, Var
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    ProperType,
    TupleType,
    Type,
    TypedDictType,
    TypeOfAny,
    TypeVarType,
    get_proper_type,
)
from mypy.typevars import fill_typevars

from typedfactory.mypy import fullnames

Lookup = Callable[[str], "SymbolTableNode | None"]


def is_factory(info: TypeInfo) -> bool:
    """Say whether a class is a factory, `Factory` itself included."""
    return info.has_base(fullnames.FACTORY)


def is_library(info: TypeInfo) -> bool:
    """Say whether a class is one of typedfactory's own."""
    return info.fullname.startswith(fullnames.PACKAGE)


def any_type() -> AnyType:
    """Return the type of what is not known."""
    return AnyType(TypeOfAny.special_form)


def instance_of(info: TypeInfo) -> ProperType:
    """Return the type of instances of a class, with anything for its type arguments."""
    plain = Instance(info, [any_type() for _ in info.defn.type_vars])
    if info.typeddict_type is not None:
        return info.typeddict_type.copy_modified(fallback=plain)
    if info.tuple_type is not None:
        return info.tuple_type.copy_modified(fallback=plain)
    return plain


def class_of(typ: Type) -> Instance | None:
    """Return the class that a type's attributes and methods are those of."""
    proper = get_proper_type(typ)
    if isinstance(proper, TupleType):
        return proper.partial_fallback
    if isinstance(proper, TypedDictType):
        return proper.fallback
    return proper if isinstance(proper, Instance) else None


def class_instance(typ: Type) -> Instance | None:
    """Return the type of the instances of a class object: of a factory, not what calling it gives."""
    proper = get_proper_type(typ)
    if not isinstance(proper, CallableType) or not proper.is_type_obj():
        return None
    made = proper.get_instance_type(force_fallback=True)
    return made if isinstance(made, Instance) else None


@dataclasses.dataclass(frozen=True)
class Declared:
    """One declaration of a factory.

    Args:
        name: Its name.
        node: The variable or decorated function.
        owner: The class whose body it stands in.
    """

    name: str
    node: Var | Decorator
    owner: TypeInfo

    @property
    def type(self) -> Type | None:
        """The type of the class attribute, once it is known."""
        return self.node.type if isinstance(self.node, Var) else self.node.var.type

    def instance(self) -> Instance | None:
        """The declaration's own type, if it is a declaration."""
        proper = get_proper_type(self.type) if self.type is not None else None
        if isinstance(proper, Instance) and proper.type.has_base(fullnames.DECLARATION):
            return proper
        return None

    def is_a(self, fullname: str) -> bool:
        """Say whether it is a declaration of some class."""
        instance = self.instance()
        return instance is not None and instance.type.has_base(fullname)


@dataclasses.dataclass(frozen=True)
class FactoryInfo:
    """A factory class.

    Args:
        info: The class.
        lookup: Finds a symbol by its full name.
    """

    info: TypeInfo
    lookup: Lookup

    @property
    def name(self) -> str:
        """The class's name, as its user wrote it."""
        return self.info.name.partition("@")[0]

    def notes(self) -> Iterator[tuple[TypeInfo, dict[str, Any]]]:
        """Go through the classes of the factory and what was noted of each."""
        for base in self.info.mro:
            noted = base.metadata.get(fullnames.METADATA)
            if noted is not None or base is self.info:
                yield base, noted or {}

    def option(self, name: str, default: Any = None, *, inherit: bool = True) -> Any:
        """Return an option of ``class Meta``; None where it is not known."""
        for base, notes in self.notes():
            options = notes.get("options", {})
            if name in options:
                return options[name]
            if not inherit and base is self.info:
                break
        return default

    def merged(self, key: str) -> dict[str, Any]:
        """Return what was noted under a key, of all classes of the factory."""
        found: dict[str, Any] = {}
        for _, notes in self.notes():
            for name, value in notes.get(key, {}).items():
                found.setdefault(name, value)
        return found

    def names(self, option: str) -> list[str]:
        """Return the names that an option lists."""
        value = self.option(option, ())
        if isinstance(value, str):
            return [value]
        return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []

    def rename(self) -> dict[str, str]:
        """Return the factory's names of fields → the model's."""
        value = self.option("rename", {})
        pairs = value.items() if isinstance(value, dict) else ()
        return {old: new for old, new in pairs if isinstance(old, str) and isinstance(new, str)}

    def argument(self) -> Type:
        """Return the model by the type argument."""
        root = next((base for base in self.info.mro if base.fullname == fullnames.FACTORY), None)
        own = fill_typevars(self.info)
        if root is None or not isinstance(own, Instance):
            return any_type()
        args = map_instance_to_supertype(own, root).args
        return args[0] if args else any_type()

    def model(self, given: Instance | None = None) -> Type:
        """Return the type of what the factory makes.

        Args:
            given: The factory with its type arguments, where they are known.
        """
        argument = self.argument()
        if given is not None and given.args:
            root = next(base for base in self.info.mro if base.fullname == fullnames.FACTORY)
            argument = map_instance_to_supertype(given, root).args[0]
        named = self.named_model()
        proper = get_proper_type(argument)
        if named is not None and not isinstance(proper, TypeVarType):
            if isinstance(proper, AnyType):
                return named
            if isinstance(proper, Instance) and isinstance(named, Instance) and proper.type != named.type:
                return named if named.type.has_base(proper.type.fullname) else argument
        return argument

    def named_model(self) -> ProperType | None:
        """Return the model by ``Meta.model``."""
        path = self.option("model")
        symbol = self.lookup(path) if isinstance(path, str) else None
        return instance_of(symbol.node) if symbol is not None and isinstance(symbol.node, TypeInfo) else None

    def is_abstract(self) -> bool:
        """Say whether the factory makes nothing itself."""
        return bool(self.option("abstract", default=False, inherit=False))

    def judges_names(self) -> bool:
        """Say whether all names that the factory takes are known."""
        for base in self.info.mro:
            if base.fallback_to_any:
                return False
            if is_library(base) or not is_factory(base):
                if is_library(base):
                    continue
                if any(hook in base.names for hook in fullnames.ARGUMENT_HOOKS):
                    return False
                continue
            if any(hook in base.names for hook in fullnames.ARGUMENT_HOOKS):
                return False
            if base.metadata.get(fullnames.METADATA, {}).get("opaque"):
                return False
        return True

    def declared(self) -> dict[str, Declared]:
        """Return the declarations, own and inherited."""
        found: dict[str, Declared] = {}
        for base in self.info.mro:
            if is_library(base) or base.fullname == "builtins.object":
                continue
            for name, symbol in base.names.items():
                node = symbol.node
                if name.startswith("_") or name in found or not isinstance(node, (Var, Decorator)):
                    continue
                if isinstance(node, Decorator) and _is_method(node):
                    continue
                found[name] = Declared(name, node, base)
        return found

    def params(self) -> dict[str, Declared]:
        """Return what ``class Params`` holds, own and inherited."""
        found: dict[str, Declared] = {}
        for base in self.info.mro:
            section = base.names.get("Params")
            if section is None or not isinstance(section.node, TypeInfo):
                continue
            # What it derives from does not count, as for factory_boy: only what the bases of the factory say.
            for name, symbol in section.node.names.items():
                if isinstance(symbol.node, (Var, Decorator)) and not name.startswith("_"):
                    found.setdefault(name, Declared(name, symbol.node, base))
        return found

    def nested(self, name: str) -> FactoryInfo | None:
        """Return the factory that a declaration nests."""
        path = self.merged("nested").get(name)
        return find_factory(path, self.lookup) if isinstance(path, str) else None


def find_factory(path: str, lookup: Lookup) -> FactoryInfo | None:
    """Return a factory by its full name."""
    symbol = lookup(path)
    if symbol is not None and isinstance(symbol.node, TypeInfo) and is_factory(symbol.node):
        return FactoryInfo(symbol.node, lookup)
    return None


def section_of(defn: ClassDef, name: str) -> ClassDef | None:
    """Return a nested class of a class body."""
    for statement in defn.defs.body:
        if isinstance(statement, ClassDef) and statement.name == name:
            return statement
    return None


def _is_method(node: Decorator) -> bool:
    return node.var.is_classmethod or node.var.is_staticmethod or node.var.is_property
