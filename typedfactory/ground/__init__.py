"""The vocabulary that all rooms share.

Inside: `context` (what declarations see of a build), `shape` (what a model takes), `constraints` (what a type says
of values), `sequences`, `progress`, `stubs`, `notes`.
May be used from outside: `typedfactory.extension` and `typedfactory` hand out what users need.
May import: `errors`, `random`, `typeinfo`.
"""
