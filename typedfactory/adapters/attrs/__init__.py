"""Classes of attrs as shapes.

Inside: `classes` (the adapter) and `validators` (what attrs' validators say of values).
May be used from outside: `adapters` uses the adapter.
May import: `ground`, `typeinfo`, and the `signature` of constructors beside it; attrs.
"""
