"""Adding what is missing to a file of factories that a person has changed; nothing else in it is touched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import attrs
import libcst as cst
from libcst.codemod import CodemodContext
from libcst.codemod.visitors import AddImportsVisitor
from libcst.helpers import get_full_name_for_node

from typedfactory.cli.new.drafting import Draft, FieldDraft, TraitDraft
from typedfactory.cli.new.writing import OURS, alias_for, names_in, written_factory

_NAMED = re.compile(r"SubFactory\((\w+)\)")


@attrs.frozen
class Updated:
    """A file with what was missing.

    Attributes:
        text: Its text.
        factories: Factories that were added.
        fields: Fields that were added to factories that were there.
        traits: Traits that were added to them.
    """

    text: str
    factories: tuple[str, ...]
    fields: tuple[str, ...]
    traits: tuple[str, ...]


@attrs.frozen
class Present:
    """A factory that the file has.

    Attributes:
        node: The class.
        place: Which statement of the file it is.
        model: The last part of its model's name; empty where it says none.
    """

    node: cst.ClassDef
    place: int
    model: str


@attrs.frozen
class Addition:
    """What a factory lacks.

    Attributes:
        fields: Fields.
        traits: Traits.
    """

    fields: tuple[FieldDraft, ...]
    traits: tuple[TraitDraft, ...]


def updated(text: str, drafts: Sequence[Draft]) -> Updated:
    """Return a file of factories with what is missing in it.

    Args:
        text: The file.
        drafts: What factories of all models would be, each behind those that it names.
    """
    module = cst.parse_module(text)
    present = {each.node.name.value: each for each in present_in(module)}
    theirs = {draft: found for draft in drafts if (found := _factory_for(draft, present.values())) is not None}
    names = {draft.name: found.node.name.value for draft, found in theirs.items()}
    alias = alias_of(module)
    free = alias if alias and alias not in names_in(drafts) else ""
    prefix = free or alias_for(drafts)
    missing = [
        attrs.evolve(draft, fields=tuple(_spelt(draft.fields, names))) for draft in drafts if draft not in theirs
    ]
    places = {name: found.place for name, found in present.items()}
    inserted = _places_of(missing, theirs, places, len(module.body))
    body: list[cst.SimpleStatementLine | cst.BaseCompoundStatement] = []
    fields: list[str] = []
    traits: list[str] = []
    by_place = {found.place: (draft, found) for draft, found in theirs.items()}
    for place, statement in enumerate(module.body):
        body.extend(_as_class(each, prefix) for each in missing if inserted[each.name] == place)
        if place not in by_place:
            body.append(statement)
            continue
        draft, found = by_place[place]
        addition = _lacking(draft, found, present, names)
        known = {name for name, where in {**places, **inserted}.items() if where < place or inserted.get(name) == place}
        addition = attrs.evolve(addition, fields=tuple(_reachable(addition.fields, known)))
        name = found.node.name.value
        fields.extend(f"{name}.{each.name}" for each in addition.fields)
        traits.extend(f"{name}.{each.name}" for each in addition.traits)
        body.append(_with(found.node, addition, prefix))
    body.extend(_as_class(each, prefix) for each in missing if inserted[each.name] == len(module.body))
    if not (missing or fields or traits):
        return Updated(text, (), (), ())
    changed = _with_imports(module.with_changes(body=body), module, missing, [*theirs], "" if free else prefix)
    return Updated(changed.code, tuple(each.name for each in missing), tuple(fields), tuple(traits))


# --- what is there -------------------------------------------------------------------------------------------------


def present_in(module: cst.Module) -> Iterable[Present]:
    """Give the classes at the top of a file, with their models.

    Args:
        module: The file.
    """
    for place, statement in enumerate(module.body):
        if isinstance(statement, cst.ClassDef) and statement.bases:
            yield Present(statement, place, _model_of(statement))


def _model_of(node: cst.ClassDef) -> str:
    for base in node.bases:
        if isinstance(base.value, cst.Subscript) and isinstance(base.value.slice[0].slice, cst.Index):
            return _last(base.value.slice[0].slice.value)
    meta = _inner(node, "Meta")
    values = {} if meta is None else dict(_assignments(meta))
    return _last(values["model"]) if "model" in values else ""


def _last(node: cst.BaseExpression) -> str:
    if isinstance(node, cst.SimpleString) and isinstance(node.evaluated_value, str):
        return node.evaluated_value.rpartition(".")[2]
    return (get_full_name_for_node(node) or "").rpartition(".")[2]


def _inner(node: cst.ClassDef, name: str) -> cst.ClassDef | None:
    found = (each for each in node.body.body if isinstance(each, cst.ClassDef) and each.name.value == name)
    return next(found, None)


def _assignments(node: cst.ClassDef) -> Iterable[tuple[str, cst.BaseExpression]]:
    for statement in node.body.body:
        for small in statement.body if isinstance(statement, cst.SimpleStatementLine) else ():
            if isinstance(small, cst.Assign):
                yield from (
                    (each.target.value, small.value) for each in small.targets if isinstance(each.target, cst.Name)
                )
            elif isinstance(small, cst.AnnAssign) and isinstance(small.target, cst.Name) and small.value is not None:
                yield small.target.value, small.value


def _factory_for(draft: Draft, present: Iterable[Present]) -> Present | None:
    """Return the factory that a model has: the one of the expected name, or else the first."""
    model = draft.model.__qualname__.rpartition(".")[2]
    found = [each for each in present if each.model == model or each.node.name.value == draft.name]
    return next((each for each in found if each.node.name.value == draft.name), found[0] if found else None)


def alias_of(module: cst.Module) -> str:
    """Return the name that a file has for the package typedfactory; empty where it has none.

    Args:
        module: The file.
    """
    for statement in module.body:
        for small in statement.body if isinstance(statement, cst.SimpleStatementLine) else ():
            for alias in small.names if isinstance(small, cst.Import) else ():
                if alias.evaluated_name == "typedfactory":
                    return alias.evaluated_alias or "typedfactory"
    return ""


# --- what is missing -----------------------------------------------------------------------------------------------


def _lacking(draft: Draft, found: Present, present: Mapping[str, Present], names: Mapping[str, str]) -> Addition:
    said = _said(found.node, present)
    code = cst.Module([]).code_for_node(found.node)
    fields = [
        each
        for each in _spelt(draft.fields, names)
        if each.name not in said and not (each.how == "hand" and f"# {each.name}:" in code)
    ]
    return Addition(tuple(fields), tuple(each for each in draft.traits if each.name not in said))


def _said(node: cst.ClassDef, present: Mapping[str, Present]) -> set[str]:
    """Return all names that a factory declares, or a base of it in the same file, or leaves out in `Meta.exclude`."""
    names = {name for name, _ in _assignments(node)}
    names |= {each.name.value for each in node.body.body if isinstance(each, cst.FunctionDef)}
    params = _inner(node, "Params")
    if params is not None:
        names |= _said(params, {})
    for base in node.bases:
        name = get_full_name_for_node(base.value.value if isinstance(base.value, cst.Subscript) else base.value) or ""
        if name in present and present[name].node is not node:
            names |= _said(present[name].node, {key: each for key, each in present.items() if key != name})
    return names


def _spelt(fields: Iterable[FieldDraft], names: Mapping[str, str]) -> Iterable[FieldDraft]:
    """Give fields with the names that factories have in this file."""
    for each in fields:
        yield attrs.evolve(
            each, code=_NAMED.sub(lambda match: f"SubFactory({names.get(match[1], match[1])})", each.code)
        )


def _reachable(fields: Iterable[FieldDraft], known: set[str]) -> Iterable[FieldDraft]:
    """Give fields; one whose factory stands further down is filled by its type."""
    for each in fields:
        match = _NAMED.search(each.code)
        yield each if match is None or match[1] in known else attrs.evolve(each, code="factory.AUTO")


def _places_of(
    missing: Sequence[Draft], theirs: Mapping[Draft, Present], places: Mapping[str, int], last: int
) -> dict[str, int]:
    """Return where each new factory goes: before the first that names it, if those that it names stand above; else last."""
    found: dict[str, int] = {}
    for draft in missing:
        users = [each.place for other, each in theirs.items() if draft.model in other.needs]
        place = min(users, default=last)
        needed = [_NAMED.search(field.code) for field in draft.fields]
        above = [places.get(match[1], found.get(match[1], last)) for match in needed if match is not None]
        found[draft.name] = place if all(each < place or each == last == place for each in above) else last
    return found


# --- writing -------------------------------------------------------------------------------------------------------


def _as_class(draft: Draft, prefix: str) -> cst.ClassDef:
    code = written_factory(draft, prefix)
    node = cst.ensure_type(cst.parse_module(code).body[0], cst.ClassDef)
    return node.with_changes(leading_lines=[cst.EmptyLine(), cst.EmptyLine()])


def _with(node: cst.ClassDef, addition: Addition, prefix: str) -> cst.ClassDef:
    """Return a factory with what it lacks: fields behind its last one, traits behind the last in `Params`."""
    if not addition.fields and not addition.traits:
        return node
    body: list[cst.CSTNode] = list(node.body.body)
    place = max((number + 1 for number, each in enumerate(body) if _is_field(each)), default=len(body))
    lines = [_line(each, prefix) for each in addition.fields]
    if lines and place and isinstance(body[place - 1], (cst.FunctionDef, cst.ClassDef)):
        lines.insert(0, "")
    merged: list[cst.CSTNode] = [*body[:place], *_merged(lines), *body[place:]]
    merged = [each for each in merged if not (_is_pass(each) and len(merged) > 1)]
    changed = node.with_changes(body=cst.ensure_type(node.body, cst.IndentedBlock).with_changes(body=merged))
    return _with_traits(changed, addition.traits, prefix) if addition.traits else changed


def _line(field: FieldDraft, prefix: str) -> str:
    if field.how == "hand":
        return f"# {field.name}: declare it by hand. {field.code}"
    return f"{field.name} = {OURS.sub(f'{prefix}.', field.code)}"


def _merged(lines: Sequence[str]) -> list[cst.BaseStatement]:
    """Return lines as statements; comments stand before the statement that follows, or before ``pass``."""
    text = "\n".join(lines) + ("\npass\n" if lines and lines[-1].startswith("#") else "\n")
    module = cst.parse_module(text)
    # What stands above the first statement is the module's.
    above = [line if line.comment is not None else line.with_changes(indent=False) for line in module.header]
    return [
        each.with_changes(leading_lines=[*above, *each.leading_lines]) if number == 0 else each
        for number, each in enumerate(module.body)
    ]


def _is_field(statement: cst.CSTNode) -> bool:
    if not isinstance(statement, cst.SimpleStatementLine):
        return False
    return any(isinstance(each, (cst.Assign, cst.AnnAssign)) for each in statement.body)


def _is_pass(statement: cst.CSTNode) -> bool:
    if not isinstance(statement, cst.SimpleStatementLine) or statement.leading_lines:
        return False
    return all(isinstance(each, (cst.Pass, cst.Expr)) and _is_empty(each) for each in statement.body)


def _is_empty(small: cst.Pass | cst.Expr) -> bool:
    return isinstance(small, cst.Pass) or isinstance(small.value, cst.Ellipsis)


def _with_traits(node: cst.ClassDef, traits: Sequence[TraitDraft], prefix: str) -> cst.ClassDef:
    lines = [f"{each.name} = {prefix}.Trait({each.field}={each.code})" for each in traits]
    new = list(cst.parse_module("\n".join(lines) + "\n").body)
    block = cst.ensure_type(node.body, cst.IndentedBlock)
    params = _inner(node, "Params")
    if params is None:
        added = cst.ClassDef(cst.Name("Params"), cst.IndentedBlock(new), leading_lines=[cst.EmptyLine(indent=False)])
        return node.with_changes(body=block.with_changes(body=[*block.body, added]))
    inner = cst.ensure_type(params.body, cst.IndentedBlock)
    kept = [each for each in inner.body if not _is_pass(each)]
    grown = params.with_changes(body=inner.with_changes(body=[*kept, *new]))
    return node.with_changes(body=block.with_changes(body=[grown if each is params else each for each in block.body]))


def _with_imports(
    changed: cst.Module, before: cst.Module, missing: Sequence[Draft], theirs: Sequence[Draft], prefix: str
) -> cst.Module:
    """Return a file with the imports that what was added needs; the package itself by a name, where it has none."""
    bound = set(re.findall(r"\w+", " ".join(_import_lines(before))))
    used = set(re.findall(r"\w+", changed.code))
    context = CodemodContext()
    for draft in (*missing, *theirs):
        kinds = [*draft.enums, *([draft.model] if draft in missing else [])]
        for kind in kinds:
            name = kind.__qualname__.partition(".")[0]
            if name in used and name not in bound:
                AddImportsVisitor.add_needed_import(context, kind.__module__, name)
        if draft in missing and draft.base.name != "Factory" and draft.base.name not in bound:
            AddImportsVisitor.add_needed_import(context, draft.base.module, draft.base.name)
    if prefix and re.search(rf"\b{prefix}\.", changed.code):
        AddImportsVisitor.add_needed_import(
            context, "typedfactory", asname=None if prefix == "typedfactory" else prefix
        )
    return AddImportsVisitor(context).transform_module(changed)


def _import_lines(module: cst.Module) -> Iterable[str]:
    for statement in module.body:
        if isinstance(statement, cst.ClassDef):
            yield statement.name.value
        for small in statement.body if isinstance(statement, cst.SimpleStatementLine) else ():
            if isinstance(small, (cst.Import, cst.ImportFrom)):
                yield cst.Module([]).code_for_node(small)
