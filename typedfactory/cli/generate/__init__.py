"""``typedfactory generate``: objects as rows of files.

Inside: `command`, `columns` (which columns a model has), `cells` (values as cells), `tables` (nested objects as rows of
tables of their own), `opening` and `outputs` (files that are there whole or not at all), `datasets` (data sets); `formats/` (a writer for each kind of file).
May be used from outside: `command`, by `cli.app`.
May import: `cli.frame`, the façade and below; typer; orjson and pyarrow where they are installed.
"""
