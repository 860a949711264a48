"""Class bodies: what each declaration takes and gives.

Inside: `class_check` (the whole body, once its types are known) with `meta` and `hooks`; a hook each in `nesting`, `lazy`,
`self_attribute`, `faker`, `holders`; `read_types` (what functions and paths read).
May be used from outside: `mypy.routing` and `mypy.fixtures`.
May import: `mypy.calls` and below.
"""
