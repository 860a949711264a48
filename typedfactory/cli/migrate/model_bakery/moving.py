"""The step from model_bakery to factories of Django's models."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import libcst as cst

from typedfactory.cli.migrate.factory_boy.options import assignment
from typedfactory.cli.migrate.factory_boy.statements import dotted_node
from typedfactory.cli.migrate.model_bakery.arguments import Arguments, comments_of_arguments, read
from typedfactory.cli.migrate.model_bakery.factories import Wanted, bindings, name_for, placed
from typedfactory.cli.migrate.model_bakery.library import library_name
from typedfactory.cli.migrate.model_bakery.recipes import Recipe, Recipes, extended, field_of_recipe, recipe_of
from typedfactory.cli.migrate.model_bakery.values import TIGHT, given
from typedfactory.cli.migrate.mover import GONE, Mover, dotted, with_names, without_empty_lines

_DJANGO = "typedfactory.orm.django"
_SHARED = "The objects of one call shared one {0}; each has its own now. To share it, pass {0}=… in the call."


class ModelBakery(Mover):
    """Rewrites calls and recipes.

    Args:
        recipes: All recipes of the project.
        path: The file.
    """

    def __init__(self, recipes: Recipes, path: str) -> None:
        super().__init__()
        self.recipes, self.path = recipes, path
        self.known: Mapping[str, int] = {}
        self.functions: frozenset[str] = frozenset()
        self.wanted: dict[tuple[str, bool], Wanted] = {}
        self.above: list[str] = []

    def visit_Module(self, node: cst.Module) -> None:
        self.known = bindings(node)
        self.functions = frozenset(each.name.value for each in node.body if isinstance(each, cst.FunctionDef))

    def leave_Module(self, original_node: cst.Module, updated_node: cst.Module) -> cst.Module:
        return placed(without_empty_lines(updated_node), self.wanted.values())

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom | cst.RemovalSentinel:
        """Take recipes away that are classes now; the classes are imported where they are used."""
        if isinstance(updated_node.names, cst.ImportStar):
            return updated_node
        module = "." * len(updated_node.relative) + dotted(updated_node.module)
        names = [each for each in updated_node.names if self._class_for(f"{module}.{each.evaluated_name}") is None]
        return updated_node if len(names) == len(updated_node.names) else with_names(updated_node, names)

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        name = self.name_of(original_node)
        recipe = self._class_for(name) if name.rpartition(".")[2] == original_node.value else None
        if recipe is None:
            return updated_node
        if recipe.path != self.path:
            self.need(recipe.module, recipe.factory)
        return updated_node.with_changes(value=recipe.factory)

    def _class_for(self, name: str) -> Recipe | None:
        """Return the recipe that a name means, if a class takes its place."""
        recipe = self.recipes.find(name, self.path) if name else None
        return None if recipe is None or recipe.stays else recipe

    # --- calls -------------------------------------------------------------------------------------------------

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        name = library_name(self.name_of(original_node.func))
        if name in {"make", "prepare"}:
            return self._of_model(name, original_node, updated_node)
        if name in {"make_recipe", "prepare_recipe"}:
            return self._of_named_recipe(name.partition("_")[0], original_node, updated_node)
        func = original_node.func
        if isinstance(func, cst.Attribute) and func.attr.value in {"make", "prepare"}:
            recipe = self.recipes.find(self.name_of(func.value), self.path)
            if recipe is not None:
                return self._of_recipe(func.attr.value, func.value, recipe, original_node, updated_node)
        if name == "seed":
            self.need("typedfactory")
            return updated_node.with_changes(func=dotted_node("typedfactory.random.reseed_random"))
        return updated_node

    def _of_model(self, verb: str, original: cst.Call, updated: cst.Call) -> cst.BaseExpression:
        said = read(updated, has_subject=True)
        fields = self._fields(original, said)
        if fields is None or said.subject is None:
            return updated
        if said.fill and said.automatic:
            return updated
        factory = "" if fields.counts else self._factory_for(said)
        if not factory:
            if said.fill or said.bulk:
                self._stays(original, "the model has no name at the top of the module, so it gets no class.")
                return updated
            return self._without_class(updated, verb, said, fields.arguments)
        return _called(updated, cst.Name(factory), verb, said, fields.arguments)

    def _factory_for(self, said: Arguments) -> str:
        """Return the name of the class for a call's model; empty where it can have none."""
        subject = said.subject
        is_text = isinstance(subject, cst.SimpleString)
        model = subject.evaluated_value if isinstance(subject, cst.SimpleString) else dotted(subject)
        if not isinstance(model, str) or not model or (not is_text and model.partition(".")[0] not in self.known):
            return ""
        simple = model.rpartition(".")[2]
        if (not is_text and not simple[:1].isupper()) or simple.isupper():
            return ""
        known = self.wanted.get((model, said.fill))
        if known is None:
            taken = {**self.known, **{each.name: 0 for each in self.wanted.values()}}
            name = name_for(model, taken, fills=said.fill)
            if not name:
                return ""
            known = self.wanted[model, said.fill] = Wanted(name, model, is_text, said.fill)
        self.need(_DJANGO, "DjangoModelFactory")
        return known.name

    def _without_class(self, call: cst.Call, verb: str, said: Arguments, fields: list[cst.Arg]) -> cst.Call:
        """Return ``typedfactory.create(Model, …, FACTORY_CLASS=DjangoModelFactory)``."""
        self.need("typedfactory")
        self.need(_DJANGO, "DjangoModelFactory")
        name = ("create" if verb == "make" else "build") + ("" if said.quantity is None else "_batch")
        plain = [each for each in (said.subject, said.quantity) if each is not None]
        base = cst.Arg(cst.Name("DjangoModelFactory"), cst.Name("FACTORY_CLASS"), equal=TIGHT)
        arguments = [*map(cst.Arg, plain), *fields, base]
        return _with(call, dotted_node(f"typedfactory.{name}"), arguments)

    def _of_named_recipe(self, verb: str, original: cst.Call, updated: cst.Call) -> cst.BaseExpression:
        said = read(updated, has_subject=True)
        text = said.subject.evaluated_value if isinstance(said.subject, cst.SimpleString) else None
        recipe = self.recipes.by_text(text) if isinstance(text, str) else None
        if recipe is None:
            self._stays(original, "its recipe is not among the files.")
            return updated
        fields = self._fields(original, said)
        if fields is None or said.fill or said.bulk:
            return updated
        if recipe.path != self.path:
            self.need(recipe.module, recipe.factory)
        return _called(updated, cst.Name(recipe.factory), verb, said, fields.arguments)

    def _of_recipe(
        self, verb: str, owner: cst.BaseExpression, recipe: Recipe, original: cst.Call, updated: cst.Call
    ) -> cst.BaseExpression:
        said = read(updated, has_subject=False)
        fields = self._fields(original, said)
        if fields is None or said.fill or said.bulk:
            return updated
        renamed: cst.BaseExpression = cst.Name(recipe.factory)
        if isinstance(owner, cst.Attribute):
            renamed = owner.with_changes(attr=cst.Name(recipe.factory))
        elif recipe.path != self.path:
            self.need(recipe.module, recipe.factory)
        return _called(updated, renamed, verb, said, fields.arguments)

    def _fields(self, original: cst.Call, said: Arguments) -> _Fields | None:
        """Return what the fields are given; None where the call stays."""
        if said.obstacle:
            self._stays(original, said.obstacle)
            return None
        before = {each.keyword.value: each.value for each in original.args if each.keyword is not None}
        arguments: list[cst.Arg] = []
        counts = False
        for each in said.fields:
            if each.star:
                self.note(original, "What ** holds is passed on; options such as _quantity would be taken for fields.")
                arguments.append(each)
                continue
            name = "" if each.keyword is None else each.keyword.value
            found = given(before[name], each.value, self.name_of, self.functions)
            if found.obstacle:
                self._stays(original, found.obstacle)
                return None
            counts = counts or found.counts
            arguments.append(each.with_changes(value=found.node))
            if found.node is not each.value:
                self.need("typedfactory")
        for name in said.automatic:
            self.need("typedfactory")
            arguments.append(cst.Arg(dotted_node("typedfactory.AUTO"), cst.Name(name), equal=TIGHT))
        return _Fields(arguments, counts)

    def _stays(self, node: cst.CSTNode, why: str) -> None:
        self.note(node, f"The call stays as it is; {why}")

    def leave_IndentedBlock(
        self, original_node: cst.IndentedBlock, updated_node: cst.IndentedBlock
    ) -> cst.IndentedBlock:
        return without_empty_lines(updated_node)

    # --- recipes -----------------------------------------------------------------------------------------------

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement]:
        if not updated_node.body:
            return updated_node.with_changes(body=[GONE])
        small = original_node.body[0] if len(original_node.body) == 1 else cst.Pass()
        found = recipe_of(small, self.name_of) or extended(small)
        recipe = None if found is None else self.recipes.find(found[0], self.path)
        if found is None or recipe is None:
            return updated_node
        new = cst.ensure_type(cst.ensure_type(updated_node.body[0], cst.Assign).value, cst.Call)
        node = self._class_of(recipe, found[1], new, original_node)
        self.above.append(recipe.name)
        if recipe.stays:
            self.note(original_node, f"{recipe.name} stays beside {recipe.factory}: some of its calls do.")
            return cst.FlattenSentinel([updated_node, node])
        return node

    def _class_of(self, recipe: Recipe, call: cst.Call, new: cst.Call, line: cst.SimpleStatementLine) -> cst.ClassDef:
        values = [each.value for each in new.args]
        self.need("typedfactory")
        lines: list[cst.BaseStatement] = []
        for each, value, (above, behind) in zip(call.args, values, comments_of_arguments(call), strict=True):
            if each.keyword is None:
                continue
            found = field_of_recipe((each.value, value), self, self.path, self.recipes, self.above)
            if found.obstacle:
                self.note(each, f"{recipe.name}.{each.keyword.value} is declared as nothing. {found.obstacle}")
                continue
            if isinstance(each.value, cst.Call) and library_name(self.name_of(each.value.func)) == "foreign_key":
                self.note(each, _SHARED.format(each.keyword.value))
            lines.append(
                cst.SimpleStatementLine(
                    [assignment(each.keyword.value, found.node)], leading_lines=above, trailing_whitespace=behind
                )
            )
        base, meta = self._base(call)
        body = [*meta, *lines] or [cst.SimpleStatementLine([cst.Pass()])]
        comments = [each for each in line.leading_lines if each.comment is not None]
        return cst.ClassDef(
            cst.Name(recipe.factory),
            cst.IndentedBlock(body),
            [cst.Arg(base)],
            leading_lines=[cst.EmptyLine(), cst.EmptyLine(), *comments],
        )

    def _base(self, call: cst.Call) -> tuple[cst.BaseExpression, list[cst.BaseStatement]]:
        """Return the base of a recipe's class, and `class Meta` where the model is a text."""
        if isinstance(call.func, cst.Attribute) and call.func.attr.value == "extend":
            parent = self.recipes.find(self.name_of(call.func.value), self.path)
            if parent is not None:
                if parent.path != self.path:
                    self.need(parent.module, parent.factory)
                return cst.Name(parent.factory), []
        self.need(_DJANGO, "DjangoModelFactory")
        model = next((each.value for each in call.args if each.keyword is None), None)
        if model is None or isinstance(model, cst.SimpleString):
            code = "None" if model is None else model.value
            return cst.Name("DjangoModelFactory"), [cst.parse_statement(f"class Meta:\n    model = {code}\n")]
        subscript = cst.SubscriptElement(cst.Index(model))
        return cst.Subscript(cst.Name("DjangoModelFactory"), [subscript]), []


@attrs.frozen
class _Fields:
    """What the fields of a call are given, and whether something in it counts from the beginning."""

    arguments: list[cst.Arg]
    counts: bool


def _called(call: cst.Call, factory: cst.BaseExpression, verb: str, said: Arguments, fields: list[cst.Arg]) -> cst.Call:
    """Return the call of a factory."""
    made = verb == "make"
    if said.quantity is None:
        return _with(call, factory if made else cst.Attribute(factory, cst.Name("build")), fields)
    batch = "build_batch" if not made else "bulk_create" if said.bulk else "create_batch"
    return _with(call, cst.Attribute(factory, cst.Name(batch)), [cst.Arg(said.quantity), *fields])


def _with(call: cst.Call, func: cst.BaseExpression, arguments: list[cst.Arg]) -> cst.Call:
    """Return a call with another function and other arguments, on as many lines as before."""
    if not arguments:
        return cst.Call(func, lpar=call.lpar, rpar=call.rpar)
    many = isinstance(call.whitespace_before_args, cst.ParenthesizedWhitespace)
    line = next((each.comma for each in call.args[:-1] if isinstance(each.comma, cst.Comma)), None)
    between = line if many and line is not None else cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    last = call.args[-1].comma if many else cst.MaybeSentinel.DEFAULT
    kept = [each if _has_comma(each, many=many) else each.with_changes(comma=between) for each in arguments[:-1]]
    return call.with_changes(func=func, args=[*kept, arguments[-1].with_changes(comma=last)])


def _has_comma(argument: cst.Arg, *, many: bool) -> bool:
    comma = argument.comma
    return isinstance(comma, cst.Comma) and isinstance(comma.whitespace_after, cst.ParenthesizedWhitespace) == many
