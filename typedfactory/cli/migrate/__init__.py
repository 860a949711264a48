"""``typedfactory migrate``: a suite is moved from another library.

Inside: `command`, `files` (which files, and what becomes of them), `mover` (what all steps share), `project` (what the files
define together), `findings` (what a person must look at), `steps` (which steps a
file goes through), `requirements` (what declares the library that is left); the steps:
`factory_boy/`, `pytest_factoryboy`, `polyfactory/`, `model_bakery/`.
May be used from outside: `command`, by `cli.app`.
May import: `cli.frame`, the tables of old names in `ground`; libcst, typer.
"""
