"""``typedfactory explain``: where each value comes from.

Inside: `command`.
May be used from outside: `command`, by `cli.app`.
May import: `cli.frame`, the façade and below; typer and rich.
"""
