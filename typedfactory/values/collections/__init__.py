"""Collections, and what is iterated.

Inside: `sequences` (and sets), `tuples`, `mappings`, `iteration`, and `elements` that they hold.
May be used from outside: `values` gathers the makers.
May import: `values.alternatives` and below.
"""
