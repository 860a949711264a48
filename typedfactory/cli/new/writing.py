"""The text of a file of factories, formatted as ruff and black do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from typedfactory.cli.new.drafting import Draft

#: Longer lines are broken.
WIDTH = 88
#: The package in a declaration, as drafts write it.
OURS = re.compile(r"^factory\.|(?<=[(\[])factory\.")


def written(drafts: Sequence[Draft], modules: Sequence[str]) -> str:
    """Return the text of a file.

    Args:
        drafts: The factories, each behind those that it names.
        modules: The modules of the models.
    """
    alias = alias_for(drafts)
    blocks = [_imports(drafts, alias)]
    blocks.extend(written_factory(each, alias) for each in drafts)
    title = f'"""Factories for the models of {" and ".join(modules)}."""'
    return "\n\n".join([f"{title}\n\nfrom __future__ import annotations\n\n{blocks[0]}", *blocks[1:]])


def _imports(drafts: Sequence[Draft], alias: str) -> str:
    names: dict[str, set[str]] = {}
    for draft in drafts:
        if draft.base.name != "Factory":
            names.setdefault(draft.base.module, set()).add(draft.base.name)
    theirs: dict[str, set[str]] = {}
    for draft in drafts:
        for each in (draft.model, *(draft.enums if draft.traits else ())):
            theirs.setdefault(each.__module__, set()).add(each.__qualname__.partition(".")[0])
    library = [_import(module, found) for module, found in sorted(names.items())]
    own = [_import(module, found) for module, found in sorted(theirs.items())]
    return "\n".join(
        [
            "import typedfactory" if alias == "typedfactory" else f"import typedfactory as {alias}",
            *library,
            "",
            *own,
            "",
        ]
    )


def _import(module: str, names: Iterable[str]) -> str:
    sorted_names = sorted(names)
    line = f"from {module} import {', '.join(sorted_names)}"
    if len(line) <= WIDTH:
        return line
    return "\n".join([f"from {module} import (", *(f"    {name}," for name in sorted_names), ")"])


def names_in(drafts: Iterable[Draft]) -> set[str]:
    """Return all names that the bodies of some factories bind.

    Args:
        drafts: The factories.
    """
    every = list(drafts)
    return {field.name for each in every for field in each.fields} | {
        trait.name for each in every for trait in each.traits
    }


def alias_for(drafts: Iterable[Draft]) -> str:
    """Return a name for the package that no field has, since a field would hide it in the body of its class.

    Args:
        drafts: The factories.
    """
    taken = names_in(drafts)
    return next(each for each in ("factory", "typedfactory", "typed_factory", "_typedfactory") if each not in taken)


def written_factory(draft: Draft, alias: str) -> str:
    """Return the text of one factory.

    Args:
        draft: The factory.
        alias: The name of the package.
    """
    lines = [f"class {draft.name}({_base(draft, alias)}):"]
    if any(field.how == "realistic" and field.code == "factory.AUTO" for field in draft.fields):
        lines.extend(["    class Meta:", "        realistic = True", ""])
    for field in draft.fields:
        if field.how == "hand":
            lines.append(f"    # {field.name}: declare it by hand. {field.code}")
        else:
            lines.append(f"    {field.name} = {OURS.sub(f'{alias}.', field.code)}")
    if draft.traits:
        if lines[-1] and len(lines) > 1:
            lines.append("")
        lines.append("    class Params:")
        lines.extend(f"        {each.name} = {alias}.Trait({each.field}={each.code})" for each in draft.traits)
    if all(line.lstrip().startswith("#") for line in lines[1:]):
        lines.append("    pass")
    return "\n".join(lines) + "\n"


def _base(draft: Draft, alias: str) -> str:
    prefix = f"{alias}." if draft.base.name == "Factory" else ""
    return f"{prefix}{draft.base.name}[{draft.model.__qualname__}]"
