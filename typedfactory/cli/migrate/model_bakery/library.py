"""What model_bakery calls things."""

from __future__ import annotations

import re

ROOTS = ("model_bakery", "model_mommy")
_THEIRS = re.compile(r"^(model_bakery|model_mommy)(\.\w+)*\.(?P<name>\w+)$")

#: Options that are left out where they say what is done anyway.
IDLE = frozenset(
    {
        "make_m2m",
        "_bulk_create",
        "_create_files",
        "_fill_optional",
        "_full_clean",
        "_refresh_after_create",
        "_save_related",
    }
)
#: Options of a call → what a person writes.
ADVICE = {
    "make_m2m": "declare the field, field = ManyToMany(OtherFactory, size=5)",
    "_bulk_create": "write bulk_create(n) of a factory class",
    "_create_files": "declare the field, FileField() or ImageField()",
    "_fill_optional": 'set Meta.autofill = "all" in a factory class',
    "_from_manager": "override _get_manager",
    "_full_clean": "call full_clean()",
    "_refresh_after_create": "call refresh_from_db()",
    "_save_kwargs": "override _create",
    "_save_related": "give the related object, field=OtherFactory()",
    "_using": "set Meta.database",
}
QUANTITY, FILL, BULK = "_quantity", "_fill_optional", "_bulk_create"


def library_name(name: str) -> str:
    """Return a name of model_bakery's without its modules; empty for names of others.

    Args:
        name: The full name.

    Example:
        >>> library_name("model_bakery.baker.make"), library_name("model_mommy.mommy.prepare"), library_name("app.make")
        ('make', 'prepare', '')
    """
    match = _THEIRS.match(name)
    return "" if match is None else match["name"]
