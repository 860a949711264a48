"""Pydantic's types: the one place where what makes them is gathered. Loaded once a program has imported pydantic.

Inside: `classes`, `marks`, `validators`, `networks`, `paths`, `extra_types`, `old` (of `pydantic.v1`); `adapting`
and `judging` (what pydantic itself says).
May be used from outside: nobody: what is registered here is found by type.
May import: all other rooms of `values`; pydantic.
"""

from __future__ import annotations

from typedfactory.values.core.registry import register_family, register_makers, register_marker, register_unpacker
from typedfactory.values.judging.marks import register_judge
from typedfactory.values.pydantic import classes as pydantic_classes
from typedfactory.values.pydantic import judging as pydantic_judging
from typedfactory.values.pydantic import marks as pydantic_marks
from typedfactory.values.pydantic import networks as pydantic_networks
from typedfactory.values.pydantic import old as pydantic_old
from typedfactory.values.pydantic import paths as pydantic_paths
from typedfactory.values.pydantic import validators as pydantic_validators

for _module in (pydantic_classes, pydantic_marks, pydantic_networks):
    register_makers(_module.MAKERS)

# Families are asked before those of plain classes: their constructors would do for some of these, too.
register_family(pydantic_validators.is_custom, pydantic_validators.make_custom, first=True)
register_family(pydantic_networks.is_named_email, pydantic_networks.make_named_email, first=True)
register_family(pydantic_networks.is_url, pydantic_networks.make_url, first=True)
register_family(pydantic_classes.is_derived, pydantic_classes.make_derived, first=True)
register_family(pydantic_old.is_old, pydantic_old.make_old, first=True)

register_unpacker(pydantic_marks.unpack_field)
register_marker(pydantic_validators.is_validator, pydantic_validators.make_validated)
register_marker(pydantic_validators.is_judged, pydantic_validators.make_judged)
register_marker(pydantic_marks.is_json, pydantic_marks.make_json)
register_marker(pydantic_marks.is_import, pydantic_marks.make_import)
register_marker(pydantic_marks.is_uuid_version, pydantic_marks.make_uuid_version)
register_marker(pydantic_marks.is_encoded, pydantic_marks.make_encoded)
register_marker(pydantic_marks.is_changed_text, pydantic_marks.make_changed_text)
register_marker(pydantic_marks.is_discriminator, pydantic_marks.make_tagged)
register_marker(pydantic_paths.is_path_mark, pydantic_paths.make_path)

for _test in (pydantic_validators.is_validator, pydantic_marks.is_changed_text):
    register_judge(_test, pydantic_judging.judge)
