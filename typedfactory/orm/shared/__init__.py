"""What the back ends do alike.

Inside: `lookup` (get or create), `many_to_many`, `marks` and `one_of_several` (what fields are filled with), `two_answers`,
`constructors` (of a model's own), `sight` (what a function can see), `bulk_methods`, `no_async`, `progress_bar`.
May be used from outside: the back ends.
May import: the façade and below; no library of models.
"""
