"""What the back ends do alike.

Inside: `lookup` (get or create), `many_to_many`, `marks` and `given` (what fields are filled with), `no_async`,
`progress`.
May be used from outside: the back ends.
May import: the façade and below; no library of models.
"""
