"""Whether a data set is as it should be.

Inside: `looking` (what is looked at), `histograms`, `report` (what was found), `page` (the same as HTML).
May be used from outside: `looking` and `report`, by `facade/`.
May import: `pyarrow`, `describe`, `planning`, `drawing`.
"""
