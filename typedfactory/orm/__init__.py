"""Factories that save what they make: one room for each library, which imports its own only.

Inside: `sqlalchemy/`, `django/`, `mongoengine/`, `mogo/`; `shared/` (what all of them do alike).
May be used from outside: each library's package is a public address.
May import: the façade and below.
"""
