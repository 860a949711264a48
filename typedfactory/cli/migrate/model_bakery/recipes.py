"""Recipes: classes today, wherever they are used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import attrs
import libcst as cst
from libcst.metadata import MetadataWrapper

from typedfactory.cli.migrate.model_bakery.arguments import read
from typedfactory.cli.migrate.model_bakery.library import ROOTS, library_name
from typedfactory.cli.migrate.model_bakery.values import Given, declared, given
from typedfactory.cli.migrate.mover import Mover, dotted


@attrs.frozen
class Recipe:
    """A recipe.

    Attributes:
        path: Its file.
        name: Its name.
        factory: The name of the class that takes its place.
        stays: Whether the recipe stays beside the class, because it is used in a way that has no counterpart.
    """

    path: str
    name: str
    factory: str
    stays: bool = False

    @property
    def module(self) -> str:
        """The full name of its module, by the packages that it is in; without ``__init__.py``, by its folders from here."""
        path = Path(self.path)
        parts = [path.stem]
        folder = path.resolve().parent
        while (folder / "__init__.py").is_file():
            parts.insert(0, folder.name)
            folder = folder.parent
        here = path.is_absolute() or len(parts) > 1 or ".." in path.parts
        return ".".join(parts if here else path.with_suffix("").parts)


@attrs.frozen
class Recipes:
    """All recipes of a project that become classes.

    Attributes:
        known: The recipes.
    """

    known: tuple[Recipe, ...] = ()

    def find(self, name: str, path: str) -> Recipe | None:
        """Return the recipe that a name means in a module.

        Args:
            name: The full name, as an import says it or as it is in the module.
            path: The module's file.
        """
        module, _, simple = name.rpartition(".")
        candidates = [each for each in self.known if each.name == simple]
        if not module:
            return next((each for each in candidates if each.path == path), None)
        parts = [part for part in module.split(".") if part]
        return next((each for each in candidates if each.module.split(".")[-len(parts) :] == parts), None)

    def by_text(self, text: str) -> Recipe | None:
        """Return the recipe that ``baker.make_recipe("app.name")`` means.

        Args:
            text: The text: the application's name, and the recipe's.
        """
        app, _, simple = text.rpartition(".")
        modules = {f"{app}.{name}" for name in ("baker_recipes", "mommy_recipes")}
        candidates = [each for each in self.known if each.name == simple]
        return next(
            (each for each in candidates if any(f".{each.module}".endswith(f".{module}") for module in modules)), None
        )


def recipe_of(small: cst.BaseSmallStatement, name_of: Callable[[cst.CSTNode], str]) -> tuple[str, cst.Call] | None:
    """Return the name and the call of ``rex = Recipe(…)``; None for other statements.

    Args:
        small: The statement.
        name_of: Tells the full name of an expression.
    """
    if not isinstance(small, cst.Assign) or len(small.targets) != 1 or not isinstance(small.value, cst.Call):
        return None
    name = dotted(small.targets[0].target)
    is_recipe = library_name(name_of(small.value.func)) == "Recipe"
    return (name, small.value) if is_recipe and name.isidentifier() else None


def extended(small: cst.BaseSmallStatement) -> tuple[str, cst.Call] | None:
    """Return the name and the call of ``puppy = dog.extend(…)``; None for other statements."""
    if not isinstance(small, cst.Assign) or len(small.targets) != 1 or not isinstance(small.value, cst.Call):
        return None
    name, func = dotted(small.targets[0].target), small.value.func
    is_extension = isinstance(func, cst.Attribute) and func.attr.value == "extend"
    return (name, small.value) if is_extension and name.isidentifier() else None


def field_of_recipe(
    pair: tuple[cst.BaseExpression, cst.BaseExpression],
    context: Mover,
    path: str,
    recipes: Recipes,
    above: Iterable[str],
) -> Given:
    """Return what a field of a recipe is declared to be.

    Args:
        pair: What the recipe gives it, as it was and changed inside.
        context: Tells the full names of expressions.
        path: The module's file.
        recipes: All recipes.
        above: The recipes of this module that stand above.
    """
    node = pair[0]
    if not isinstance(node, cst.Call) or library_name(context.name_of(node.func)) not in {"foreign_key", "related"}:
        return given(*pair, context.name_of, ())
    if library_name(context.name_of(node.func)) == "related" or not node.args:
        return Given(node, "related(…): write ManyToMany(OtherFactory) or RelatedFactoryList(OtherFactory, …).")
    first = node.args[0].value
    if isinstance(first, cst.SimpleString) and isinstance(first.evaluated_value, str):
        text = first.evaluated_value
        found = recipes.by_text(text) if "." in text else recipes.find(text, path)
    else:
        found = recipes.find(context.name_of(first), path)
    if found is None:
        return Given(node, "foreign_key(…): its recipe is not among the files.")
    if found.path == path and found.name in set(above):
        return Given(declared("SubFactory", cst.Name(found.factory)))
    return Given(declared("SubFactory", cst.SimpleString(f'"{found.module}.{found.factory}"')))


class _Reader(Mover):
    """Reads the recipes of a module, and which are used in ways that have no counterpart."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.found: list[Recipe] = []
        self.open: set[str] = set()
        self.parents: dict[str, str] = {}

    def visit_Module(self, node: cst.Module) -> None:
        taken = set(re.findall(r"\bclass (\w+)", node.code))
        for statement in node.body:
            for small in statement.body if isinstance(statement, cst.SimpleStatementLine) else ():
                read_here = recipe_of(small, self.name_of) or extended(small)
                factory = "" if read_here is None else class_name(read_here[0])
                if read_here is not None and factory not in taken and self._can_move(read_here[1]):
                    taken.add(factory)
                    self.found.append(Recipe(self.path, read_here[0], factory))
                    func = read_here[1].func
                    if extended(small) is not None and isinstance(func, cst.Attribute):
                        self.parents[read_here[0]] = self.name_of(func.value)

    def _can_move(self, call: cst.Call) -> bool:
        return not any(each.star or (each.keyword and each.keyword.value.startswith("_")) for each in call.args)

    def visit_Call(self, node: cst.Call) -> None:
        method = node.func.attr.value if isinstance(node.func, cst.Attribute) else ""
        if method in {"make", "prepare"} and isinstance(node.func, cst.Attribute):
            said = read(node, has_subject=False)
            if said.obstacle or said.fill or said.bulk:
                self.open.add(self.name_of(node.func.value))
        elif library_name(self.name_of(node.func)) in {"make_recipe", "prepare_recipe"}:
            said = read(node, has_subject=True)
            if (said.obstacle or said.fill or said.bulk) and isinstance(said.subject, cst.SimpleString):
                self.open.add(f"text:{said.subject.evaluated_value!s}")


def class_name(recipe: str) -> str:
    """Return what the class of a recipe is called.

    Args:
        recipe: The recipe's name.

    Example:
        >>> class_name("rex"), class_name("big_dog_recipe")
        ('RexFactory', 'BigDogFactory')
    """
    stem = recipe.removesuffix("_recipe") or recipe
    return "".join(part[:1].upper() + part[1:] for part in stem.split("_")) + "Factory"


def read_recipes(files: Iterable[tuple[str, str]]) -> Recipes:
    """Return the recipes that some files define and that become classes.

    Args:
        files: Path and text of each file.
    """
    readers: list[_Reader] = []
    known = list(files)
    if not any(root in text for _, text in known for root in ROOTS):
        return Recipes()
    for path, text in known:
        if any(root in text for root in ROOTS) or ".make(" in text or ".prepare(" in text or ".extend(" in text:
            reader = _Reader(path)
            MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True).visit(reader)
            readers.append(reader)
    every = Recipes(tuple(each for reader in readers for each in reader.found))
    kept = Recipes(tuple(_without_strangers(readers, every)))
    open_ones: set[Recipe] = set()
    for reader in readers:
        for name in reader.open:
            found = (
                kept.by_text(name.removeprefix("text:")) if name.startswith("text:") else kept.find(name, reader.path)
            )
            open_ones.update(() if found is None else (found,))
    return Recipes(tuple(attrs.evolve(each, stays=each in open_ones) for each in kept.known))


def _without_strangers(readers: Iterable[_Reader], every: Recipes) -> Iterator[Recipe]:
    """Give the recipes but for ``x.extend(…)`` of something that is no recipe, a list."""
    for reader in readers:
        parents: Mapping[str, str] = reader.parents
        for each in reader.found:
            if each.name not in parents or every.find(parents[each.name], reader.path) is not None:
                yield each
