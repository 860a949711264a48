"""Collections, and what is iterated.

Inside: `makers`, `iteration`.
May be used from outside: `values` gathers the makers.
May import: `values.alternatives`, `values.text` and below.
"""
