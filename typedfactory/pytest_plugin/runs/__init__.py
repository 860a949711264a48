"""What holds for a whole run of pytest.

Inside: `seeding`, `sequences`, `workers` (pytest-xdist), `tracebacks`, `profiling` (what factories make).
May be used from outside: `hooks` and `collecting`.
May import: the façade and below; pytest.
"""
