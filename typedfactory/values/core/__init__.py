"""Making values: who makes which type, and what is known of each.

Inside: `requests` (what is asked, and from a type to a recipe), `registry` (who makes which type), `recipes` (a
generator and its domain), `drawing` (numbers out of a stream), `distinct` (values that do not repeat), `variants`
(every alternative), `lengths`, `mentions`, `optional`.
May be used from outside: every room of `values`, and who adds types.
May import: `ground`, `typeinfo`, `errors`, `random`.
"""
