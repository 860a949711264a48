"""Models as published packages have them, to be built like those of ``make corpora``."""

from tests.data.published.chat import Message, Tool

__all__ = ["Message", "Tool"]
