"""Which steps a file goes through, in their order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs

from typedfactory.cli.migrate import pytest_factoryboy
from typedfactory.cli.migrate.factory_boy.moving import FactoryBoy
from typedfactory.cli.migrate.factory_boy.renames import below
from typedfactory.cli.migrate.factory_boy.typing_bases import TypedBases
from typedfactory.cli.migrate.model_bakery.library import ROOTS
from typedfactory.cli.migrate.model_bakery.moving import ModelBakery
from typedfactory.cli.migrate.model_bakery.recipes import Recipes
from typedfactory.cli.migrate.mover import Moved, moved_by
from typedfactory.cli.migrate.polyfactory.library import ROOT, moves
from typedfactory.cli.migrate.polyfactory.moving import Polyfactory
from typedfactory.cli.migrate.polyfactory.uses import PolyfactoryUses
from typedfactory.cli.migrate.project import Project
from typedfactory.cli.migrate.pytest_factoryboy import PytestFactoryboy

Step = Callable[[str], Moved]

_FACTORY_BOY = re.compile(
    r"^[ \t]*(?:from[ \t]+factory\b|import\b[^\n]*\bfactory\b)|[;:][ \t]*(?:from|import)\b[^\n]*\bfactory\b"
    r"|\bFACTORY_|\bABSTRACT_FACTORY\b|[\"']factory[.\"']|typedfactory\.factory_boy",
    re.MULTILINE,
)


@attrs.frozen
class Plan:
    """What is moved.

    Attributes:
        typed: Whether factories of factory_boy get their type argument, too.
        recipes: The recipes of model_bakery that become classes.
        factories: The names of all factories of factory_boy's language.
        polyfactories: The names of all factories of polyfactory's that are moved.
    """

    typed: bool = False
    recipes: Recipes = attrs.field(factory=Recipes)
    factories: frozenset[str] = frozenset()
    polyfactories: frozenset[str] = frozenset()

    def for_project(self, project: Project, recipes: Recipes) -> Plan:
        """Return the plan for the files of a project.

        Args:
            project: What they define.
            recipes: Their recipes.
        """
        theirs = {each.simple_name for each in project.classes if any(map(below, project.libraries_of(each)))}
        polyfactories = {each.simple_name for each in project.classes if moves(each, project)}
        return attrs.evolve(self, recipes=recipes, factories=frozenset(theirs), polyfactories=frozenset(polyfactories))


def steps_for(text: str, path: str, project: Project, plan: Plan) -> Iterator[Step]:
    """Give the steps of a file.

    Args:
        text: The file's text.
        path: Where it is.
        project: What all files define.
        plan: What is moved.
    """
    words = set(re.findall(r"\w+", text))
    if any(root in text for root in ROOTS) or any(each.name in words for each in plan.recipes.known):
        yield lambda text: moved_by(ModelBakery(plan.recipes, path), text, ROOTS)
    if pytest_factoryboy.OLD in text:
        yield lambda text: moved_by(PytestFactoryboy(project, path), text, {pytest_factoryboy.OLD})
    if ROOT in text or words & plan.polyfactories:
        yield lambda text: moved_by(PolyfactoryUses(project, path), text, {ROOT, "typedfactory"})
        yield lambda text: moved_by(Polyfactory(project, path), text, {ROOT, "typedfactory"})
    if (_FACTORY_BOY.search(text) or words & plan.factories) and not hides_factory_boy(Path(path)):
        yield lambda text: moved_by(FactoryBoy(project, path), text, {"factory"})
        if plan.typed:
            yield lambda text: moved_by(TypedBases(project, path), text, {"typedfactory"})


def hides_factory_boy(path: Path) -> bool:
    """Say whether ``import factory`` in a file means a module of the user's own beside it, as it does in a script's folder.

    Args:
        path: The file.
    """
    folder = path.parent
    own = (folder / "factory.py").is_file() or (folder / "factory" / "__init__.py").is_file()
    return own and not (folder / "__init__.py").is_file()
