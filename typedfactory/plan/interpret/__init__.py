"""The resolver: makes one object by walking the specification; slow and obvious, it defines what is right.

Inside: `resolver`. For the quicker tiers too: `settle` (what a call's names decide), `kinds` (what kind of value a field
comes to), `evaluation` and `hooks` (what a declaration means), `arguments` (what the model is given), `on_demand` (fields
asked for before their turn), `nesting` (calls of other factories), `steps` (what declarations see), `related`, `rejection`, `trace`.
May be used from outside: all of `plan` above it, and the back ends.
May import: `plan.describe` and below.
"""
