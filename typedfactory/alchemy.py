"""factory_boy's address for the factories of SQLAlchemy models; see `typedfactory.orm.sqlalchemy`."""

from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, SQLAlchemyOptions, use_session

__all__ = ["SQLAlchemyModelFactory", "SQLAlchemyOptions", "use_session"]
