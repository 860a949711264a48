"""``typedfactory types``: stub files whose calls name each field.

Inside: `command`, `watching` (again whenever a file changes).
May be used from outside: `command`, by `cli.app`.
May import: `cli.frame`, `typing`, the façade and below; typer.
"""
