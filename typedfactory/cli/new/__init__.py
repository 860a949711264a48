"""``typedfactory new``: factories for the models of a module, written out.

Inside: `command`, `models` (what is a model, and of which library), `drafting` (which declaration a field gets), `trying`
(whether that works), `writing` (the text of the file).
May be used from outside: `command`, by `cli.app`.
May import: `cli.frame`, the façade and below; typer.
"""
