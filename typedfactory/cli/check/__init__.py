"""``typedfactory check``: every factory, each trait, each pair of traits.

Inside: `command`, `junit` (a report for build servers).
May be used from outside: `command`, by `cli.app`.
May import: `cli.frame`, `checking` and below; typer.
"""
