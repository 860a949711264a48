"""Model classes of all libraries, as shapes: the one place where the built-in adapters are gathered.

Inside: `registry` (who recognises a class); one module or room for each library: `dataclass`, `attrs/`, `pydantic`,
`pydantic_v1`, `msgspec`, `named_tuple`, `typed_dict`, `plain`; `signature` (constructors).
May be used from outside: the names below.
May import: `ground`, `typeinfo`, `errors`; each library in the module named after it.
"""

from __future__ import annotations

from typedfactory.adapters.attrs.classes import AttrsAdapter
from typedfactory.adapters.dataclass import DataclassAdapter
from typedfactory.adapters.named_tuple import NamedTupleAdapter
from typedfactory.adapters.plain import PlainAdapter
from typedfactory.adapters.registry import Adapter, OptionalAdapter, constructor_of, register_adapter, shape_of
from typedfactory.adapters.typed_dict import TypedDictAdapter

# The last one is asked first: any class is a plain one, and pydantic's dataclasses are dataclasses too.
register_adapter(PlainAdapter())
register_adapter(NamedTupleAdapter())
register_adapter(TypedDictAdapter())
register_adapter(DataclassAdapter())
register_adapter(AttrsAdapter())
register_adapter(OptionalAdapter("msgspec", "typedfactory.adapters.msgspec", "MsgspecAdapter"))
register_adapter(OptionalAdapter("pydantic.v1", "typedfactory.adapters.pydantic_v1", "PydanticV1Adapter"))
register_adapter(OptionalAdapter("pydantic.fields", "typedfactory.adapters.pydantic", "PydanticAdapter"))

__all__ = ["Adapter", "constructor_of", "register_adapter", "shape_of"]
