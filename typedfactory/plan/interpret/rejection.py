"""When a model rejects what it was given: which fields were filled by type, and trying again."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from typedfactory import random
from typedfactory.errors import FactoryError
from typedfactory.ground.notes import add_note
from typedfactory.plan.interpret.trace import describe_value

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.options import FactoryOptions


logger = logging.getLogger("typedfactory")


#: What models and databases refuse values with, where they do not raise a ValueError or TypeError.
_REJECTIONS = frozenset({"ValidationError", "IntegrityError"})


def note_filled(error: BaseException, owner: str, values: Mapping[str, UserValue], names: Collection[str]) -> None:
    """Say with a model's error which fields nobody declared: a rule of the model may tie them to others.

    Nothing is said of an error that rejects no values, or that names only fields which were given or declared.

    Args:
        error: What the model raised.
        owner: The factory's name.
        values: Field → value, of the fields filled by type.
        names: All fields.
    """
    if values and not isinstance(error, FactoryError) and _is_rejection(error) and _may_mean(error, values, names):
        shown = ", ".join(f"{name}={describe_value(value)}" for name, value in values.items())
        add_note(
            error,
            f"{owner} filled these fields by their types: {shown}. If a rule of the model's own ties them to others, "
            f"declare those that it names, or let Meta.max_tries draw again.",
        )


def _is_rejection(error: BaseException) -> bool:
    kinds = type(error).__mro__
    return isinstance(error, (ValueError, TypeError, AssertionError)) or any(
        kind.__name__ in _REJECTIONS for kind in kinds
    )


def _may_mean(error: BaseException, filled: Mapping[str, UserValue], names: Collection[str]) -> bool:
    """Say whether an error may be about a field that was filled: it names one, or names none at all."""
    try:
        words = set(re.findall(r"\w+", str(error)))
    except Exception:  # noqa: BLE001 - the user's own text, which is not what matters here
        return True
    named = words.intersection(names)
    return not named or not named.isdisjoint(filled)


def try_again(meta: FactoryOptions, make: Callable[[], UserValue]) -> UserValue:
    """Make an object in as many attempts as ``Meta.max_tries`` allows, each with a random stream of its own.

    Args:
        meta: The factory's options.
        make: Makes the object, or raises what the model raised.

    Raises:
        Exception: What the last attempt raised, with a note on the attempts.
    """
    owner, tries = meta.factory.__name__, meta.max_tries
    stream = random.current_stream()
    seed = None
    for attempt in range(1, tries + 1):
        try:
            # The first attempt draws from the stream itself, so that a seed found here repeats its object.
            with contextlib.nullcontext() if seed is None else random.seeded(seed):
                made = make()
        except FactoryError:
            raise
        except Exception as error:
            if attempt == tries:
                add_note(error, f"{owner}: none of {tries} attempts (Meta.max_tries) was accepted.")
                raise
        else:
            if attempt > 1:
                logger.info("%s: attempt %d of %d was accepted; its seed is %d.", owner, attempt, tries, seed)
            return made
        seed = stream.getrandbits(32)
    raise AssertionError(tries)  # pragma: no cover - Meta.max_tries is at least 1
