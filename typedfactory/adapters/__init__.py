"""Model classes of all libraries, as shapes: the one place where the built-in adapters are gathered."""

from __future__ import annotations

from typedfactory.adapters.attrs_class import AttrsAdapter
from typedfactory.adapters.dataclass import DataclassAdapter
from typedfactory.adapters.registry import Adapter, register_adapter, shape_of

register_adapter(DataclassAdapter())
register_adapter(AttrsAdapter())

__all__ = ["Adapter", "register_adapter", "shape_of"]
