"""MongoDB in memory (mongomock), or a server where TYPEDFACTORY_TEST_MONGO_URL names one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import mongoengine
import mongomock
import pytest
from mogo.connection import Connection

_URL = os.environ.get("TYPEDFACTORY_TEST_MONGO_URL")


@pytest.fixture
def client() -> Iterator[Any]:
    """A client for both libraries; the database is dropped after the test."""
    kind: Any = {} if _URL else {"mongo_client_class": mongomock.MongoClient}
    made = mongoengine.connect(
        "typedfactory", host=_URL or "mongodb://localhost", uuidRepresentation="standard", **kind
    )
    connection = Connection.instance()
    connection.connection, connection._database = made, "typedfactory"
    yield made
    made.drop_database("typedfactory")
    mongoengine.disconnect()
    connection.connection = None
