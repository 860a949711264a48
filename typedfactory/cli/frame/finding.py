"""All factories that arguments mean: of folders, files, modules, and single ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from typedfactory.checking.finding import factories_in
from typedfactory.cli.frame.loading import Loader
from typedfactory.cli.frame.mistakes import ImportFailedError, MistakeError
from typedfactory.cli.frame.targets import factories_of, modules_at, path_of

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass


@attrs.frozen
class Found:
    """What is behind the arguments.

    Attributes:
        factories: The factories, each once.
        broken: Modules that could not be imported.
    """

    factories: list[FactoryClass]
    broken: list[ImportFailedError]


def find(loader: Loader, targets: Iterable[str]) -> Found:
    """Import what is named.

    Args:
        loader: What imports.
        targets: What the user named.

    Raises:
        MistakeError: Something named is not there, or there is no factory at all.
    """
    factories: dict[FactoryClass, None] = {}
    broken: list[ImportFailedError] = []
    for target in targets:
        if ":" in target and path_of(target) is None:
            factories.update(dict.fromkeys(factories_of(loader, target)))
            continue
        for module in modules_at(loader, target):
            if isinstance(module, ImportFailedError):
                broken.append(module)
            else:
                factories.update(dict.fromkeys(factories_in(module)))
    if not factories and not broken:
        raise MistakeError(f"{' '.join(targets)}: no factory is defined there.")
    return Found(list(factories), broken)
