"""How many annotations of the test corpus are filled validly, by this library and by polyfactory.

Run from the root of the project: ``python -m scripts.compare_filling [-v]``; ``-v`` names those that are not.
Each annotation is the type of the only field of a dataclass and of a pydantic model; five builds of each must be
accepted by pydantic (not in strict mode, to be fair to what was made for a model that converts). They are counted for
either kind of model alone, and for both.
"""

from __future__ import annotations

import signal
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BUILDS = 5
#: How long the builds of one model may take; polyfactory draws for ever where nothing that it draws fits.
SECONDS = 10


def main(arguments: list[str]) -> int:
    """Print the table."""
    sys.path.insert(0, str(ROOT))
    warnings.simplefilter("ignore")
    from tests.values.corpus import CORPUS  # noqa: PLC0415 - found from here on

    print(f"{len(CORPUS)} annotations, each in a dataclass and in a pydantic model, {BUILDS} builds")
    for library, factory_of in (("typedfactory", _ours), ("polyfactory", _theirs)):
        failed = {
            kind: {name: why for name, each in CORPUS.items() if (why := why_not(each, factory_of))}
            for kind, why_not in (("dataclass", _why_no_dataclass), ("pydantic", _why_no_model))
        }
        both = {**failed["pydantic"], **failed["dataclass"]}
        counts = {**{kind: len(CORPUS) - len(found) for kind, found in failed.items()}, "both": len(CORPUS) - len(both)}
        print(f"{library:<14}" + "".join(f"{kind}: {count:<6}" for kind, count in counts.items()))
        if "-v" in arguments:
            for name, why in both.items():
                print(f"    {name}: {why}")
    return 0


def _ours(model: Any) -> Callable[[], Any]:
    import typedfactory  # noqa: PLC0415 - beside its competitor

    return typedfactory.make_factory(model).build


def _theirs(model: Any) -> Callable[[], Any]:
    from polyfactory.factories import DataclassFactory  # noqa: PLC0415 - only this function needs it
    from polyfactory.factories.pydantic_factory import ModelFactory  # noqa: PLC0415 - as above

    base: Any = ModelFactory if hasattr(model, "model_fields") else DataclassFactory
    return base.create_factory(model, __random_seed__=1).build  # type: ignore[no-any-return] # untyped on purpose


def _why_no_dataclass(annotation: Any, factory_of: Callable[[Any], Callable[[], Any]]) -> str | None:
    """Return what goes wrong where the annotation is the field of a dataclass, None where nothing does."""
    from tests.values.corpus import judge_of, models_of  # noqa: PLC0415 - see main

    def build_all() -> None:
        build = factory_of(models_of(annotation, strict=False)[0])
        judge = judge_of(annotation)
        for _ in range(BUILDS):
            judge.validate_python(build().x)

    return _complaint(build_all)


def _why_no_model(annotation: Any, factory_of: Callable[[Any], Callable[[], Any]]) -> str | None:
    """Return what goes wrong where the annotation is the field of a pydantic model, None where nothing does."""
    from tests.values.corpus import models_of  # noqa: PLC0415 - see main

    def build_all() -> None:
        build = factory_of(models_of(annotation, strict=False)[1])
        for _ in range(BUILDS):
            build()

    return _complaint(build_all)


def _give_up(_signal: int, _frame: object) -> None:
    raise TimeoutError(f"not done in {SECONDS} seconds")


def _complaint(run: Callable[[], None]) -> str | None:
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(SECONDS)
    try:
        run()
    except Exception as error:  # noqa: BLE001 - whatever a library raises counts against it
        return f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
    finally:
        signal.alarm(0)
    return None


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
