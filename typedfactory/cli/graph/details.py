"""What is shown of one factory: its fields with where they come from, and one object."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING

import attrs

from typedfactory.checking.running import in_one_line
from typedfactory.cli.frame.plain import plain
from typedfactory.cli.graph.model import Field
from typedfactory.ground.progress import Numbers
from typedfactory.plan.tell.explain import explain
from typedfactory.random import seeded

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass


@attrs.frozen
class Details:
    """What is shown of a factory.

    Attributes:
        about: The first line of its docstring.
        fields: Its fields.
        traits: Its traits.
        sample: One object, as JSON; empty where none can be built.
        trouble: Why not.
    """

    about: str
    fields: tuple[Field, ...]
    traits: tuple[str, ...]
    sample: str
    trouble: str


def details_of(factory: FactoryClass, seed: int) -> Details:
    """Return what is shown of a factory.

    Args:
        factory: The factory.
        seed: Where the values of the sample start.
    """
    trouble, sample = "", ""
    fields: tuple[Field, ...] = ()
    try:
        fields = tuple(
            Field(each.name, each.kind, each.text) for each in explain(factory._meta, {}, nested=False).fields
        )
        with seeded(seed), Numbers():
            sample = json.dumps(plain(factory.build()), indent=2, ensure_ascii=False, default=str)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told with the factory
        trouble = in_one_line(error, factory.__name__)
    # Not that of a base, which `inspect` would give for a factory without one.
    about = inspect.cleandoc(vars(factory).get("__doc__") or "")
    return Details(about.partition("\n")[0], fields, tuple(factory._meta.spec.traits), sample, trouble)
