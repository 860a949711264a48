"""Many objects at once.

Inside: `creation` (the calls), `collector` (levels of models, one INSERT each) and `judging` (where nobody could tell).
May be used from outside: the factory and its options.
May import: all other rooms of `orm.django` but the factory.
"""
