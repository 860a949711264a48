"""Where tables are written.

Inside: `base` (what a sink promises), `folder` (files, with `locking` and `manifest`), `duckdb` (a
database file), `sqlalchemy/` and `django` (a database).
May be used from outside: all of it, by `engines/` and `facade/`.
May import: `pyarrow`, `describe`; DuckDB, SQLAlchemy and Django in the rooms named after them.
"""
