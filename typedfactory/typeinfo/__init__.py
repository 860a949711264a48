"""The only reader of annotations: whoever asks what a type is made of asks here.

Everything is normalised on the way out: both spellings of a union have one origin, qualifiers (``Final``,
``InitVar``, ``NewType``, …) are peeled off, names are resolved where they were written, and the type parameters of
generic bases are replaced by what a subclass gives them.

Inside: `hints` (annotations of classes and functions), `forms` (kinds of types), `arguments`, `calendar` (datetime's classes).
May be used from outside: the names below, and `calendar`.
May import: `errors`; the standard library.
"""

from __future__ import annotations

from typedfactory.typeinfo.arguments import model_argument
from typedfactory.typeinfo.forms import (
    MISSING,
    Peeled,
    arguments_of,
    class_of,
    is_any,
    is_class,
    is_type_alias,
    is_type_variable,
    is_union,
    meaning_of_variable,
    origin_of,
    peel,
    replace_self,
    substitute,
)
from typedfactory.typeinfo.hints import (
    alias_value,
    parameters_of,
    raw_annotations,
    resolve_hint,
    resolve_hints,
    resolve_parameter,
    written_hint,
)

__all__ = [
    "MISSING",
    "Peeled",
    "alias_value",
    "arguments_of",
    "class_of",
    "is_any",
    "is_class",
    "is_type_alias",
    "is_type_variable",
    "is_union",
    "meaning_of_variable",
    "model_argument",
    "origin_of",
    "parameters_of",
    "peel",
    "raw_annotations",
    "replace_self",
    "resolve_hint",
    "resolve_hints",
    "resolve_parameter",
    "substitute",
    "written_hint",
]
