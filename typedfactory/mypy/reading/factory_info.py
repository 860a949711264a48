"""What a factory class declares, read from mypy's symbol tables and from what the plugin noted of it.

What only the syntax tree tells (values of Meta options, which factory is nested) is in the notes: see
`typedfactory.mypy.reading.notes`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping

from mypy.nodes import Decorator, FuncBase, SymbolTableNode, TypeAlias, TypeInfo, Var
from mypy.types import AnyType, Instance, ProperType, Type, TypeType, TypeVarType, get_proper_type
from mypy.typevars import fill_typevars

from typedfactory.mypy import fullnames
from typedfactory.mypy.reading.instances import any_type, base_arguments, class_instance, instance_of
from typedfactory.mypy.reading.notes import Notes, OptionValue, load_notes
from typedfactory.mypy.reading.switches import traits_of

Lookup = Callable[[str], "SymbolTableNode | None"]

#: What the base of factory_boy's factories says, as far as its subclasses are concerned.
UNFILLED = Notes(options={"autofill": False})


def is_factory(info: TypeInfo) -> bool:
    """Say whether a class is a factory, `Factory` itself included."""
    return info.has_base(fullnames.FACTORY)


def is_library(info: TypeInfo) -> bool:
    """Say whether a class is one of typedfactory's own."""
    return info.fullname.startswith(fullnames.PACKAGE)


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
        stubs: Whether it is asked for stubs, which take any name.
        made: The factory with its type arguments, where a variable holds it.
    """

    info: TypeInfo
    lookup: Lookup
    stubs: bool = False
    made: Instance | None = None

    @property
    def name(self) -> str:
        """The class's name, as its user wrote it."""
        return self.info.name.partition("@")[0]

    def notes(self) -> Iterator[Notes]:
        """Go through what was noted of the classes of the factory, its own first."""
        for base in self.info.mro:
            found = UNFILLED if base.fullname == fullnames.UNFILLED_FACTORY else load_notes(base)
            if found is not None:
                yield found

    def option(self, name: str, default: OptionValue = None) -> OptionValue:
        """Return an option of ``class Meta``, own or inherited; None where it is not known."""
        return next((notes.options[name] for notes in self.notes() if name in notes.options), default)

    def own_option(self, name: str) -> OptionValue:
        """Return an option that subclasses do not inherit."""
        notes = load_notes(self.info)
        return None if notes is None else notes.options.get(name)

    def is_filled(self) -> bool:
        """Say whether fields that nobody declares are filled by their types."""
        return self.option("autofill") is not False

    def method(self, name: str) -> str | None:
        """Return the method that a ``PostGenerationMethodCall`` calls."""
        return next((notes.methods[name] for notes in self.notes() if name in notes.methods), None)

    def provider(self, name: str) -> str | None:
        """Return the provider of a ``Faker``."""
        return next((notes.providers[name] for notes in self.notes() if name in notes.providers), None)

    def receiver(self, name: str) -> str | None:
        """Return the field of a related object that receives the object just made."""
        return next((notes.receivers[name] for notes in self.notes() if name in notes.receivers), None)

    def nested(self, name: str) -> FactoryInfo | None:
        """Return the factory that a declaration nests."""
        path = next((notes.nested[name] for notes in self.notes() if name in notes.nested), None)
        return None if path is None else find_factory(path, self.lookup)

    def nested_by_trait(self, name: str) -> FactoryInfo | None:
        """Return the factory that a trait nests under a name."""
        traits: dict[str, Mapping[str, str]] = {}
        for notes in self.notes():
            for trait, inner in notes.traits.items():
                traits.setdefault(trait, inner)
        if any(inner.get(name) == "" for inner in traits.values()):
            return None  # where the path leads depends on the trait
        found = (find_factory(inner[name], self.lookup) for inner in traits.values() if name in inner)
        return next((factory for factory in found if factory is not None), None)

    def is_set_by_trait(self, name: str) -> bool:
        """Say whether a trait declares a name, as something that deep paths may lead into."""
        return any(name in inner for notes in self.notes() for inner in notes.traits.values())

    def own_names(self) -> set[str]:
        """Return the names that hooks of the factory's own take, and those that it was made with."""
        given = () if self.made is None or self.made.extra_attrs is None else self.made.extra_attrs.attrs
        return {*given, *(name for notes in self.notes() for name in (*notes.own, *notes.changed))}

    def is_changed(self, name: str) -> bool:
        """Say whether a hook of the factory's own makes something else of what is given for a name."""
        return any(name in notes.changed for notes in self.notes())

    def names(self, option: str) -> list[str]:
        """Return the names that an option lists."""
        value = self.option(option)
        if isinstance(value, str):
            return [value]
        return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []

    def rename(self) -> dict[str, str]:
        """Return the factory's names of fields → the model's."""
        value = self.option("rename")
        pairs = value.items() if isinstance(value, dict) else ()
        return {old: new for old, new in pairs if isinstance(new, str)}

    def argument(self) -> Type:
        """Return the model by the type argument."""
        own = fill_typevars(self.info) if self.made is None else self.made
        args = base_arguments(own, fullnames.FACTORY)
        return args[0] if args else any_type()

    def model(self, given: Instance | None = None) -> Type:
        """Return the type of what the factory makes.

        Args:
            given: The factory with its type arguments, where they are known.
        """
        argument = self.argument()
        if given is not None and given.args:
            argument = (base_arguments(given, fullnames.FACTORY) or (argument,))[0]
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
        return bool(self.own_option("abstract"))

    def judges_names(self) -> bool:
        """Say whether all names that the factory takes are known."""
        if any(base.fallback_to_any for base in self.info.mro) or any(notes.opaque for notes in self.notes()):
            return False
        # What a class of another kind does in a hook was not read.
        users = (base for base in self.info.mro if not is_library(base) and load_notes(base) is None)
        return not any(hook in base.names for base in users for hook in fullnames.ARGUMENT_HOOKS)

    def adds_arguments(self) -> bool:
        """Say whether a hook of the factory's own may give the model what nobody declares."""
        users = (base for base in self.info.mro if not is_library(base))
        return any(hook in base.names for base in users for hook in fullnames.ARGUMENT_HOOKS)

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
                    for each in self._made_traits(base, name):
                        found.setdefault(each, Declared(each, symbol.node, base))
        return found

    def _made_traits(self, base: TypeInfo, name: str) -> list[str]:
        """Return the names that something in the ``class Params`` of a base stands for: itself, or many traits."""
        notes = load_notes(base)
        family = None if notes is None else notes.families.get(name)
        if family is None:
            return [name]
        symbol = self.lookup(family[1].removeprefix("enum ")) if family[1:] and family[1].startswith("enum ") else None
        node = None if symbol is None else symbol.node
        return list(traits_of(family, node if isinstance(node, TypeInfo) else None))

    def argument_of(self, trait: str) -> TypeInfo | None:
        """Return the class of a trait's argument; None for a trait that is a switch."""
        path = next((notes.arguments[trait] for notes in self.notes() if trait in notes.arguments), None)
        symbol = None if path is None else self.lookup(path)
        return symbol.node if symbol is not None and isinstance(symbol.node, TypeInfo) else None


def is_librarys_method(info: TypeInfo, name: str) -> bool:
    """Say whether a class has one of typedfactory's methods as it is, not one of the user's own."""
    symbol = info.get(name)
    node = None if symbol is None else symbol.node
    function = node.func if isinstance(node, Decorator) else node
    return isinstance(function, (FuncBase, Var)) and is_library(function.info)


def find_factory(path: str, lookup: Lookup) -> FactoryInfo | None:
    """Return a factory by its full name."""
    symbol = lookup(path)
    node = None if symbol is None else symbol.node
    if isinstance(node, TypeInfo):
        return FactoryInfo(node, lookup) if is_factory(node) else None
    made: Type | None = None
    if isinstance(node, TypeAlias):
        made = node.target
    elif isinstance(node, Var) and node.type is not None:
        held = get_proper_type(node.type)
        made = held.item if isinstance(held, TypeType) else class_instance(held)
    proper = None if made is None else get_proper_type(made)
    return (
        FactoryInfo(proper.type, lookup, made=proper)
        if isinstance(proper, Instance) and is_factory(proper.type)
        else None
    )


def _is_method(node: Decorator) -> bool:
    return node.var.is_classmethod or node.var.is_staticmethod or node.var.is_property
