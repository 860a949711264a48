"""``typedfactory explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import attrs
import typer
from rich.text import Text
from rich.tree import Tree

from typedfactory.checking.running import in_one_line
from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.cli.frame.options import DjangoSettings, Json, PythonPath, prepared_loader
from typedfactory.cli.frame.output import console, show_json
from typedfactory.cli.frame.overrides import read_overrides
from typedfactory.cli.frame.plain import plain
from typedfactory.cli.frame.targets import factory_of
from typedfactory.errors import FactoryError
from typedfactory.plan.tell.explain import Explanation, FieldSource
from typedfactory.random import seeded

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue, UserValues

EXAMPLE = "Example: typedfactory explain app.factories:UserFactory admin=true address__city=Paris --sample"

#: How each kind of source is shown.
_STYLES = {"override": "green", "outer": "green", "trait": "magenta", "declaration": "cyan", "hook": "yellow"}


def explain(
    factory: Annotated[str, typer.Argument(metavar="FACTORY", help="app.factories:UserFactory", show_default=False)],
    overrides: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE…", help="What a call would give; paths and traits, too.", show_default=False
        ),
    ] = [],  # noqa: B006 - typer reads it, nobody changes it
    sample: Annotated[bool, typer.Option("--sample", help="Show one object, too.")] = False,
    seed: Annotated[int, typer.Option("--seed", help="Where the values of the sample start.")] = 0,
    as_json: Json = False,
    pythonpath: PythonPath = [],  # noqa: B006 - as above
    django_settings: DjangoSettings = "",
) -> int:
    """Show where each value of an object would come from, as a tree."""
    loader = prepared_loader(pythonpath, django_settings)
    found = factory_of(loader, factory)
    given = read_overrides(found, overrides)
    explanation = found.explain(**given)
    made = [sample_of(found, given, seed)] if sample else []
    if as_json:
        show_json({**attrs.asdict(explanation), **({"sample": made[0]} if made else {})})
        return 0
    out = console()
    out.print(tree_of(explanation))
    for each in made:
        out.print()
        out.print(sample_tree(explanation.model, each))
    return 0


def sample_of(factory: FactoryClass, given: UserValues, seed: int) -> UserValue:
    """Return one object that is built, as plain data.

    Args:
        factory: The factory.
        given: The overrides.
        seed: Where its random values start.

    Raises:
        MistakeError: It cannot be built.
    """
    try:
        with seeded(seed):
            return plain(factory.build(**given))
    except FactoryError:
        raise
    except Exception as error:
        raise MistakeError(f"{factory.__name__}: cannot be built: {in_one_line(error, factory.__name__)}") from error


def tree_of(explanation: Explanation) -> Tree:
    """Return an explanation as a tree.

    Args:
        explanation: The explanation.
    """
    tree = Tree(Text(f"{explanation.factory} → {explanation.model}", style="bold"), guide_style="dim")
    _grow(tree, explanation.fields)
    return tree


def _grow(tree: Tree, fields: tuple[FieldSource, ...]) -> None:
    width = max((len(field.name) for field in fields), default=0)
    for field in fields:
        label = Text(f"{field.name:<{width}}  ")
        label.append(field.text, style=_STYLES.get(field.kind, "dim"))
        branch = tree.add(label)
        if field.nested is not None:
            _grow(branch, field.nested.fields)


def sample_tree(title: str, data: UserValue) -> Tree:
    """Return plain data as a tree.

    Args:
        title: What stands at the top.
        data: Dicts, lists, and what is in them.
    """
    tree = Tree(Text(title, style="bold"), guide_style="dim")
    _grow_data(tree, data)
    return tree


def _grow_data(tree: Tree, data: UserValue) -> None:
    pairs = list(data.items()) if isinstance(data, dict) else [(str(index), each) for index, each in enumerate(data)]
    width = max((len(name) for name, each in pairs if not _is_branch(each)), default=0)
    for name, each in pairs:
        if _is_branch(each):
            _grow_data(tree.add(Text(name)), each)
        else:
            tree.add(Text(f"{name:<{width}}  {each!r}"))


def _is_branch(value: UserValue) -> bool:
    return isinstance(value, (dict, list)) and bool(value)
