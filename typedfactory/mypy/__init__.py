"""The mypy plugin: ``plugins = typedfactory.mypy``.

Inside: `plugin` (the entry), `routing` (which hook belongs to which name); `reading/`, `values/`, `calls/`,
`declarations/`, `fixtures/`; `config`, `codes`, `fullnames`.
May be used from outside: mypy loads this package.
May import: mypy and itself only.
"""

from typedfactory.__about__ import __version__
from typedfactory.mypy.plugin import plugin

# mypy checks everything anew when a plugin's version changes.
__all__ = ["__version__", "plugin"]
