"""Making every object that factories promise, and telling which could not be made.

Inside: `finding` (the factories of a module or package), `cases` (what to make of each), `running` (making it),
`places` (where a failure comes from), `report` (what came of it), `function` (`typedfactory.check`),
`sandboxes/` (saving without a trace).
May be used from outside: `function` and `report` by users, as names of `typedfactory`; all of it by `cli` and
`pytest_plugin`.
May import: `orm`, the façade and below; the library that a sandbox is named after.
"""
