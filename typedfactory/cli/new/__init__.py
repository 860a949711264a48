"""``typedfactory new``: factories for the models of a module, written out.

Inside: `command`, `models` (what is a model, and of which library), `sqlalchemy` (models of a database), `drafting` (which
declaration a field gets), `trying` (whether that works), `writing` (the text of the file), `updating` (what is missing in a
file that is there).
May be used from outside: `command`, by `cli.app`.
May import: `cli.frame`, the façade and below; libcst, typer, and SQLAlchemy in the room named so.
"""
