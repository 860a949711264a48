"""Results as plain data, so that objects of twin worlds can be compared."""

from __future__ import annotations

from typing import Any

_PLAIN = (type(None), bool, int, float, str, bytes)


class Snapshot:
    """Turns values into plain data; what occurs twice is referred to by its number.

    Args:
        models: The module of classes whose instances are looked into.
        shared: Whether lists, dicts and sets that occur twice are told from equal ones.
    """

    def __init__(self, *, models: str, shared: bool) -> None:
        self._models = models
        self._shared = shared
        self._seen: dict[int, int] = {}
        self._path: list[int] = []

    def of(self, value: Any) -> Any:
        """Return plain data that is equal for equal values."""
        if type(value) in _PLAIN:
            return repr(value)
        kind = type(value)
        if kind.__name__ == "Resolver":
            return "resolver"
        if kind.__name__ == "Skip":
            return "SKIP"
        key = id(value)
        if key in self._path:
            return ("inside", len(self._path) - self._path.index(key))
        if key in self._seen and kind is not tuple:
            return ("seen", self._seen[key])
        if self._shared or kind not in (list, dict, set, tuple):
            self._seen[key] = len(self._seen)
        self._path.append(key)
        try:
            return self._contents(value)
        finally:
            self._path.pop()

    def _contents(self, value: Any) -> Any:
        kind = type(value)
        if kind in (list, tuple):
            return (kind.__name__, [self.of(item) for item in value])
        if kind is set:
            return ("set", sorted(map(repr, value)))
        if kind is dict:
            return ("dict", [(key, self.of(item)) for key, item in value.items()])
        if kind.__module__ == self._models or kind.__name__ == "StubObject":
            return (kind.__name__, [(key, self.of(item)) for key, item in vars(value).items()])
        return kind.__name__
