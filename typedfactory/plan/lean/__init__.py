"""The lean tier: objects made from settled plans without compiling them, for calls that come once or twice.

A plan becomes a list of steps, one small function for each field; steps and plans are shared by all calls of a factory
that differ in plain values only. A call costs a few times what a compiled function takes, and nothing before it.

Inside: `steps` (what a field comes to) and `hooks` (what follows), `variants` (the plans of a factory), `names` (what the
names of a call mean), `maker` (from a call to its plan) and `making` (the making of one object).
May be used from outside: `plan.call`.
May import: `plan.interpret`, `plan.describe` and below.
"""
