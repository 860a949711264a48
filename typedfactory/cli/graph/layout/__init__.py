"""Where things stand: boxes in columns, each to the right of those that lead to it.

The layered layout of Sugiyama, Tagawa and Toda (1981): cycles are cut, boxes are put into columns, long links are led
through the columns in between, columns are ordered so that few links cross, and heights are chosen so that links are
straight. It needs no library: the well-kept ones for Python call Graphviz, which has to be installed.

Inside: `boxes` (what is placed), `columns` (who stands in which), `ordering` (in which order), `heights`, `placing` (all of it,
and the parts of a picture beside each other).
May be used from outside: `boxes`, `placing`.
May import: the standard library, attrs.
"""
