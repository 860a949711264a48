"""Optional libraries: what their types mean is read once a program has imported them, and not before."""

from __future__ import annotations

import importlib

from typedfactory.ground.libraries import is_present

#: Library → the module here that knows its types; each is taken off when it has been loaded.
_waiting = {
    "msgspec": "typedfactory.values.msgspec",
    "pydantic": "typedfactory.values.pydantic",
    "pydantic_extra_types": "typedfactory.values.pydantic.extra_types",
}
#: Library → the one that it cannot do without.
_BUILT_ON = {"pydantic_extra_types": "pydantic"}


def load_present() -> None:
    """Load what is known about the libraries that have been imported by now, and are new enough."""
    for library in [each for each in _waiting if is_present(each) and is_present(_BUILT_ON.get(each, each))]:
        importlib.import_module(_waiting[library])
        _waiting.pop(library, None)
