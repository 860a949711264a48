"""Rows as objects of their factory's model.

Inside: `objects` (any rows, in any order), `feeds` (values known beforehand), `distinct` (values that no other row has).
May be used from outside: all of it, by `describe/`.
May import: `planning`, `drawing`, the façade and below.
"""
