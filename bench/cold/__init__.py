"""What is done for the first time: defining, first calls, first shapes.

Inside: `rows` (what is measured), `timing`, `processes` (from import to first object), `memory`, `table`, `models`
and, for each library, `with_typedfactory`, `with_factory_boy`,
`with_polyfactory`.
"""
