"""Models for a library that nobody has."""

from a_library_that_nobody_has import Base  # type: ignore[import-not-found] # the case


class Model(Base):  # type: ignore[misc] # as above
    """Never defined."""
