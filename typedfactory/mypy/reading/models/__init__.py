"""What a model class takes: its fields with their types, whichever library made the class.

Inside: `shape` (what is known of a model), `choosing` (which library made it), `constructors`, `members`, `aliases`, `facts` (noted when a
class is analysed); `django`,
`pydantic` and `sqlalchemy`, which say more than their constructors do.
May be used from outside: what is imported here.
May import: the files of `mypy.reading` beside it.
"""

from typedfactory.mypy.reading.models.choosing import read_model
from typedfactory.mypy.reading.models.shape import Model, ModelField

__all__ = ["Model", "ModelField", "read_model"]
