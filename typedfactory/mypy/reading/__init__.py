"""What mypy knows of classes before and after it knows their types: models, and the bodies of factories.

Inside: `preparing` (the hook that runs when a factory's body is analysed) with `loosening`, `class_body` and `markers`;
`own_hooks` (names that its ``_create`` and kin take) and `notes` (what it keeps in mypy's cache); `factory_info` (what a factory declares); `models` (what a model takes); `scopes`
(whose fields a function sees); `references` (modules named in paths); `switches`, `syntax` and `instances`, which all of them use.
May be used from outside: the rooms above.
May import: `mypy.fullnames`, `mypy.codes`.
"""
