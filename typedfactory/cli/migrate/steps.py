"""Which steps a file goes through, in their order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import attrs

from typedfactory.cli.migrate import pytest_factoryboy
from typedfactory.cli.migrate.factory_boy.moving import FactoryBoy
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

_FACTORY_BOY = re.compile(r"\bfactory\b|\bFACTORY_|\bABSTRACT_FACTORY\b")


@attrs.frozen
class Plan:
    """What is moved.

    Attributes:
        typed: Whether factories of factory_boy get their type argument, too.
        recipes: The recipes of model_bakery that become classes.
    """

    typed: bool = False
    recipes: Recipes = attrs.field(factory=Recipes)


def steps_for(text: str, path: str, project: Project, plan: Plan) -> Iterator[Step]:
    """Give the steps of a file.

    Args:
        text: The file's text.
        path: Where it is.
        project: What all files define.
        plan: What is moved.
    """
    if any(root in text for root in ROOTS) or any(each.name in text for each in plan.recipes.known):
        yield lambda text: moved_by(ModelBakery(plan.recipes, path), text, ROOTS)
    if pytest_factoryboy.OLD in text:
        yield lambda text: moved_by(PytestFactoryboy(project, path), text, {pytest_factoryboy.OLD})
    if ROOT in text or mentions_moving(text, project):
        yield lambda text: moved_by(PolyfactoryUses(project, path), text, {ROOT})
        yield lambda text: moved_by(Polyfactory(project, path), text, {ROOT})
    if _FACTORY_BOY.search(text):
        yield lambda text: moved_by(FactoryBoy(project, path), text, {"factory"})
        if plan.typed:
            yield lambda text: moved_by(TypedBases(project, path), text, {"typedfactory"})


def mentions_moving(text: str, project: Project) -> bool:
    """Say whether a text mentions one of polyfactory's factories that are moved.

    Args:
        text: The text.
        project: What all files define.
    """
    words = set(re.findall(r"\w+", text))
    return any(name in words and any(moves(each, project) for each in known) for name, known in project.by_name.items())
