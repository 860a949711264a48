"""What a class body, or a call, says where nothing would read it, and what it should say.

Inside: `obvious` (class bodies that need no closer look), `bodies` (class bodies, and bases that are no factories), `misplaced` (declarations in plain values), `models` (what a
factory is to make), `strictness` (what ``Meta.strict`` and ``Meta.check_types`` ask).
May be used from outside: these modules, by the rooms of `plan`.
May import: the description's vocabulary, `meta` and `overrides`, and what is below `plan`.
"""
