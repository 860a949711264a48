"""A writer for each kind of file.

Inside: `choosing` (which one), `lines` (JSON, a line an object), `sheets` (CSV), `parquet`, `statements` (SQL).
May be used from outside: `choosing`.
May import: `cli.frame`, `columns` and `cells` of the room around; orjson and pyarrow where they are installed.
"""
