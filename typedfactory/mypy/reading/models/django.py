"""Django's models, as django-stubs' plugin types their fields."""

from __future__ import annotations

from mypy.nodes import Decorator, TypeInfo
from mypy.types import AnyType, ProperType, Type, get_proper_type

from typedfactory.mypy.reading.instances import any_type, base_arguments
from typedfactory.mypy.reading.models.members import attributes, members
from typedfactory.mypy.reading.models.shape import Model, ModelField

#: The base of all models.
DJANGO_MODEL = "django.db.models.base.Model"
_DJANGO_FIELD = "django.db.models.fields.Field"


def read_django(info: TypeInfo) -> Model | None:
    """Read Django's fields, as django-stubs' plugin types them; without it nothing is known."""
    fields: dict[str, ModelField] = {}
    hidden: set[str] = set()
    typed = False
    if info.fallback_to_any:
        return None
    for name, var, base in attributes(info):
        if base.fullname.startswith(("django.", "builtins.")):
            continue
        types = _django_types(get_proper_type(var.type) if var.type is not None else None)
        if types is None and not name.startswith("_"):
            fields.setdefault(name, ModelField(name, any_type(), required=False))
            hidden.add(name)
        elif types is None:
            continue
        else:
            typed = typed or not isinstance(get_proper_type(types[0]), AnyType)
            fields[name] = ModelField(name, types[0], required=False, read=types[1])
    if not typed:
        return None
    for name, node, _ in members(info):
        if isinstance(node, Decorator) and node.var.is_property:
            fields.setdefault(name, ModelField(name, any_type(), required=False))
            hidden.add(name)
    for name in ("pk", "id"):
        fields.setdefault(name, ModelField(name, any_type(), required=False))
    return Model(info.name, fields, hidden=hidden)


def _django_types(typ: ProperType | None) -> tuple[Type, Type] | None:
    """Return what a field of Django takes, and what reading it gives."""
    args = () if typ is None else base_arguments(typ, _DJANGO_FIELD) or ()
    return (args[0], args[1]) if len(args) > 1 else None
