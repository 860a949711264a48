"""The resolver: makes one object by walking the specification; slow and obvious, it defines what is right.

Inside: `resolver`; `evaluation` and `hooks` (what a declaration means, for the compiler too), `steps` (what
declarations see), `related`, `rejection`, `trace`.
May be used from outside: all of `plan` above it, and the back ends.
May import: `plan.describe` and below.
"""
