"""Where ``from factory.mongoengine import …`` leads: everything of `typedfactory.orm.mongoengine`."""

from typedfactory.orm.mongoengine import MongoEngineFactory

__all__ = ["MongoEngineFactory"]
