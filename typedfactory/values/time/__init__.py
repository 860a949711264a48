"""Dates, times, durations and time zones.

Inside: `moments`, `zones`.
May be used from outside: `values` gathers the makers.
May import: `values.alternatives`, `values.numbers` and below.
"""
