"""Objects as dicts and as JSON, each through the library of its model.

Inside: `objects` (whose library it is, and what has none), `pydantic`, `msgspec`, `cattrs` (one module for each library).
May be used from outside: the façade. This file imports nothing: a library is loaded when one of its objects comes by.
May import: `adapters`, `errors`, `ground`; each library in the module named after it.
"""
