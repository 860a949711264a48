"""Factories of MongoEngine's documents: `MongoEngineFactory`.

Inside: `factory`, `adapter` (document → shape).
May be used from outside: the names below; this package is a public address.
May import: `orm.shared`, the façade and below; MongoEngine.
"""

from typedfactory.ground.libraries import refusal as _refusal

# Whether the library is there, before anything else needs it.
if (_error := _refusal("mongoengine")) is not None:
    raise _error

from typedfactory.orm.mongoengine.factory import MongoEngineFactory

__all__ = ["MongoEngineFactory"]
