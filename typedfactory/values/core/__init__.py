"""Making values: who makes which type, and what is known of each.

Inside: `registry` (from a type to a recipe), `recipes` (a generator and its domain), `drawing` (numbers out of a
stream), `distinct` (values that do not repeat), `variants` (every alternative), `mentions`, `optional`.
May be used from outside: every room of `values`, and who adds types.
May import: `ground`, `typeinfo`, `errors`, `random`.
"""
