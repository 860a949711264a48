"""Numbers for rows: each a function of a key and the row's number, for one row in Python or for many with NumPy.

Inside: `keys` (words of 64 bits), `stream` (the random stream of a row), `kernel` (what draws need) with `scalars` and `numpy`
(for one row, for many), `bijection` (orders), `weights` (distributions), `blocks` (children of parents).
May be used from outside: all of it, by the other rooms of `datasets/`.
May import: `typedfactory.random`; NumPy in `numpy`.
"""
