"""The compiler: one way of calling a factory becomes one Python function.

Inside: `settle` (what a call's names decide), `function` (writes it), `emit` and `hooks` (the lines of a value, of a
hook), `on_demand` (fields asked for before their turn), `source` (text and bound names).
May be used from outside: `plan.call` and `plan.tell`.
May import: `plan.interpret`, `plan.describe` and below.
"""
