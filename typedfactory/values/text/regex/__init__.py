"""Regular expressions, as languages whose words are drawn or counted.

Inside: from the bottom: `syntax`, `dialects`, `parser`, `language`, `words`, `compiler`.
May be used from outside: `values.text.patterns`, and who judges whether a text matches.
May import: `values.core` and below.
"""
