"""The vocabulary that all rooms share.

Inside: `context` (what declarations see of a build), `shape` (what a model takes), `constraints` (what a type says
of values), `given` (names for what is the user's), `sequences` and `progress` (counters), `forks`, `libraries` (missing or too
old), `old_names` (of factory_boy), `blocks` (``with`` statements), `stubs`, `notes`;
`making/` (strategies, shared objects).
May be used from outside: `typedfactory.extension` and `typedfactory` hand out what users need.
May import: `errors`, `random`, `typeinfo`.
"""
