"""``typedfactory seed``: rows for a database, chunk by chunk, that go on where they were interrupted.

Inside: `command`, `runs` (what a run is, and what a database has to offer), `making` (the chunks), `sqlalchemy` and
`django` (the ledger, and transactions).
May be used from outside: `command`, by `cli.app`.
May import: `cli.frame`, `checking`, the façade and below; typer; the library that a module is named after.
"""
