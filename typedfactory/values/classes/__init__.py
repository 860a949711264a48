"""Single classes of the standard library, subclasses, models.

Inside: `models`, `subclasses`, `callables`, `protocols`, `identifiers`, `addresses`, `paths`, `streams`, `buffers`,
`templates`, `mocks` (stand-ins for protocols).
May be used from outside: `values` gathers the makers.
May import: `values.alternatives` and below.
"""
