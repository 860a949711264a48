"""What is cold, with polyfactory."""

from __future__ import annotations

from typing import Any

from polyfactory.factories import DataclassFactory


def first_automatic(event: type[Any]) -> Any:
    """Return the first object of a new factory that declares nothing."""

    class EventFactory(DataclassFactory[event]):  # type: ignore[valid-type]  # a model made just now
        __model__ = event

    return EventFactory.build()
