"""How a run is made, as the keywords of the methods that make one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypedDict

from typedfactory.datasets.engines.running import Engine, Progress

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


class RunKeywords(TypedDict, total=False):
    """The keywords; `Options` says what they mean."""

    engine: Engine
    workers: int | None
    address: str | None
    rows_of_a_partition: int
    resume: bool
    progress: Callable[[Progress], UserValue] | None
