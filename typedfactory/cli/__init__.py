"""The command line.

Inside: `app` (puts the commands together); `frame/` (what all commands share), and a room for each command: `check/`,
`demo/`, `explain/`, `generate/`, `graph/`, `migrate/`, `new/`, `seed/`, `types/`.
May be used from outside: `app`, by `typedfactory.__main__`.
May import: everything below; typer and rich, which are the extra `cli`. A command's room imports `frame` and no other
command.
"""
