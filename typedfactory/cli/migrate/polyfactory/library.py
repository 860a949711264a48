"""What polyfactory calls things."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from typedfactory.cli.migrate.project import ClassInfo, Project

ROOT = "polyfactory"
_PLAIN = ("typedfactory", "Factory")
#: A base of polyfactory's → the one that takes its place: where it is, and its name.
BASES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "AttrsFactory": _PLAIN,
        "DataclassFactory": _PLAIN,
        "ModelFactory": _PLAIN,
        "MsgspecFactory": _PLAIN,
        "TypedDictFactory": _PLAIN,
        "SQLAlchemyFactory": ("typedfactory.orm.sqlalchemy", "SQLAlchemyModelFactory"),
    }
)
#: Methods of a factory → the method that does the same.
METHODS: Mapping[str, str] = MappingProxyType(
    {
        "batch": "build_batch",
        "create_sync": "create",
        "create_batch_sync": "create_batch",
        "create_async": "acreate",
        "create_batch_async": "acreate_batch",
    }
)
#: Methods that are polyfactory's own: overriding one changes how values are made.
OWN_METHODS = frozenset(
    {
        *METHODS,
        "add_provider",
        "build",
        "coverage",
        "create_factory",
        "extract_field_build_parameters",
        "get_constrained_field_value",
        "get_factory_fields",
        "get_field_value",
        "get_field_value_coverage",
        "get_mock_value",
        "get_model_fields",
        "get_provider_map",
        "get_sqlalchemy_constraints",
        "get_sqlalchemy_types",
        "get_type_from_collection_class",
        "get_type_from_column",
        "is_batch_factory_type",
        "is_custom_root_field",
        "is_factory_type",
        "is_ignored_type",
        "is_supported_type",
        "process_kwargs",
        "process_kwargs_coverage",
        "resolve_types",
        "seed_random",
        "should_column_be_set",
        "should_dataclass_init_field",
        "should_set_field_value",
        "should_set_none_value",
        "should_use_default_value",
        "should_use_example_value",
    }
)
_OF_LIBRARY = re.compile(rf"^{ROOT}(\.\w+)*\.(?P<name>\w+)$")


def library_name(name: str) -> str:
    """Return a name of polyfactory's without its modules; empty for names of others.

    Args:
        name: The full name.

    Example:
        >>> library_name("polyfactory.factories.pydantic_factory.ModelFactory"), library_name("app.ModelFactory")
        ('ModelFactory', '')
    """
    match = _OF_LIBRARY.match(name)
    return "" if match is None else match["name"]


def is_polyfactory(info: ClassInfo, project: Project) -> bool:
    """Say whether a class is one of polyfactory's factories.

    Args:
        info: The class.
        project: What all files define.
    """
    return any(library_name(each).endswith("Factory") for each in project.libraries_of(info))


def moves(info: ClassInfo | None, project: Project) -> bool:
    """Say whether a class is one of polyfactory's factories, and is moved.

    Args:
        info: The class.
        project: What all files define.
    """
    return info is not None and (info.path, info.name) not in project.left and is_polyfactory(info, project)
