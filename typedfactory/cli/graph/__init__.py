"""``typedfactory graph``: a picture of factories and of what leads from one to another.

Inside: `command`, `model` (what is drawn), `reading` (what factories say of it), `details` (a factory's fields, and a
sample), `texts` (Mermaid and DOT); `layout/` (where things stand), `svg`, `page/` (HTML).
May be used from outside: `command`, by `cli.app`.
May import: `cli.frame`, the façade and below; typer.
"""
