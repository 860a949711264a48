"""Factories of MongoEngine's documents: `MongoEngineFactory`."""

try:
    import mongoengine as _mongoengine  # noqa: F401 - whether it is there, before anything else needs it
except ModuleNotFoundError as error:
    if error.name != "mongoengine":
        raise
    raise ModuleNotFoundError(
        "typedfactory.orm.mongoengine needs MongoEngine, which is not installed. "
        "Install it with: pip install 'typedfactory[mongoengine]'",
        name="mongoengine",
    ) from error

from typedfactory.orm.mongoengine.factory import MongoEngineFactory

__all__ = ["MongoEngineFactory"]
