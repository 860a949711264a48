"""Rows as Arrow: types of columns, whole columns at once, and batches of rows.

Inside: `types` (annotations as Arrow's types), `arrays` (columns), `batches` (rows of tables), `files`, `frames` (pandas and others).
May be used from outside: all of it, by the rooms above in `datasets/`.
May import: `describe`, `planning`, `drawing`, pyarrow and NumPy.
"""
