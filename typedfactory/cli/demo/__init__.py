"""``typedfactory demo``: the example shop.

Inside: `command`. The shop itself is ``examples/shop``; what is installed has a copy of it here.
May be used from outside: `command`, by `cli.app`.
May import: `cli.frame`; typer.
"""
