"""Text and bytes.

Inside: `strings` (of a wanted length), `patterns` (that match a regular expression), `regex/` (regular languages).
May be used from outside: `values` gathers the makers.
May import: `values.core` and below.
"""
