"""The text of a file of factories, formatted as ruff and black do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from typedfactory.cli.new.drafting import Draft

#: Longer lines are broken.
WIDTH = 88


def written(drafts: Sequence[Draft], modules: Sequence[str]) -> str:
    """Return the text of a file.

    Args:
        drafts: The factories, each behind those that it names.
        modules: The modules of the models.
    """
    blocks = [_imports(drafts)]
    blocks.extend(_factory(each) for each in drafts)
    title = f'"""Factories for the models of {" and ".join(modules)}."""'
    return "\n\n".join([f"{title}\n\nfrom __future__ import annotations\n\n{blocks[0]}", *blocks[1:]])


def _imports(drafts: Sequence[Draft]) -> str:
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
    return "\n".join(["import typedfactory as factory", *library, "", *own, ""])


def _import(module: str, names: Iterable[str]) -> str:
    sorted_names = sorted(names)
    line = f"from {module} import {', '.join(sorted_names)}"
    if len(line) <= WIDTH:
        return line
    return "\n".join([f"from {module} import (", *(f"    {name}," for name in sorted_names), ")"])


def _factory(draft: Draft) -> str:
    lines = [f"class {draft.name}({_base(draft)}):"]
    if any(field.how == "realistic" and field.code == "factory.AUTO" for field in draft.fields):
        lines.extend(["    class Meta:", "        realistic = True", ""])
    for field in draft.fields:
        if field.how == "hand":
            lines.append(f"    # {field.name}: declare it by hand. {field.code}")
        else:
            lines.append(f"    {field.name} = {field.code}")
    if draft.traits:
        if lines[-1] and len(lines) > 1:
            lines.append("")
        lines.append("    class Params:")
        lines.extend(f"        {each.name} = factory.Trait({each.field}={each.code})" for each in draft.traits)
    if all(line.lstrip().startswith("#") for line in lines[1:]):
        lines.append("    pass")
    return "\n".join(lines) + "\n"


def _base(draft: Draft) -> str:
    prefix = "factory." if draft.base.name == "Factory" else ""
    return f"{prefix}{draft.base.name}[{draft.model.__qualname__}]"
