"""What users call.

Inside: `dataset` (the class Dataset: delegation only), `keywords` (how a run is made).
May be used from outside: the names that `typedfactory.datasets` hands out.
May import: the other rooms of `datasets/`.
"""
