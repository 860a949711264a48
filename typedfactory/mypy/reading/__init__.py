"""What mypy knows of classes: models, and the bodies of factories.

Inside: `models`, `class_body`, `factory_info`, `scopes`, `markers`, `references`.
May be used from outside: the rooms above.
May import: `mypy.fullnames`, `mypy.codes`.
"""
