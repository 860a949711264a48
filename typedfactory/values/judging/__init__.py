"""Whether a value keeps what a type asks, and values that break it.

Inside: `checking` (constraints), `marks` (what libraries ask beside them), `breaking` and `violations` (values that
break one rule), `types` (whether a value is of one).
May be used from outside: `values` and `realism`.
May import: `values.text`, `values.core` and below.
"""
