"""When a way of calling is compiled: the one number that parts the tiers."""

from __future__ import annotations

#: The call of a plan that makes its function worth compiling. Compiling takes as long as about thirty calls that are made
#: step by step: whoever waits until then has paid at most twice what would have been best, whatever comes.
COMPILED_AT = 32
