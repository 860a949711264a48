"""Class bodies: what each declaration takes and gives.

Inside: `class_check`, `meta`, `nesting`, `hooks`, `faker`, `resolver_types`.
May be used from outside: `mypy.routing` and `mypy.fixtures`.
May import: `mypy.calls` and below.
"""
