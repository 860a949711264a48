"""A job as bytes, for other processes."""

from __future__ import annotations

import importlib
import pickle
from typing import TYPE_CHECKING

from typedfactory.datasets.engines.work import Job
from typedfactory.errors import DatasetError

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


def pickled(job: Job) -> bytes:
    """Return a job as bytes; cloudpickle, where it is installed, takes lambdas along.

    Args:
        job: The job.

    Raises:
        DatasetError: Something in it cannot go to another process.
    """
    try:
        library: UserValue = importlib.import_module("cloudpickle")
    except ModuleNotFoundError:
        library = pickle
    try:
        made: bytes = library.dumps(job)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise DatasetError(
            f"{job.tables.name}: it cannot be sent to other processes: {error}. Define factories and functions in a "
            f"module, or use engine='local'."
        ) from error
    return made


def unpickled(data: bytes) -> Job:
    """Return the job of some bytes.

    Args:
        data: What `pickled` returned.
    """
    job: Job = pickle.loads(data)  # noqa: S301 - our own
    return job
