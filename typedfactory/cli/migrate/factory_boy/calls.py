"""Calls of declarations as older versions took them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import attrs
import libcst as cst
import libcst.matchers as m

_SEQUENCES = ("Sequence", "LazyAttributeSequence", "sequence", "lazy_attribute_sequence")


@attrs.frozen
class Rewritten:
    """What became of a call.

    Attributes:
        node: The new expression.
        why: What a person must look at; empty for nothing.
    """

    node: cst.BaseExpression
    why: str = ""


Rewrite = Callable[[cst.Call], "Rewritten | None"]


def rewritten(name: str, call: cst.Call, *, old: bool) -> Rewritten | None:
    """Return a call as it is written today; None where it is that already.

    Args:
        name: What is called, by its name of old below the package.
        call: The call.
        old: Whether the module is surely written for a version before 2.4.
    """
    simple = name.rpartition(".")[2]
    if simple == "RelatedFactory" and old:
        return _related_of_old(call)
    rewrite = _REWRITES.get(simple)
    return None if rewrite is None else rewrite(call)


def with_texts(function: cst.FunctionDef, decorators: Collection[str]) -> cst.FunctionDef:
    """Return a decorated sequence that turns its number into a text where it adds it to one.

    Args:
        function: The function.
        decorators: What it is decorated with, by the names below the package.
    """
    if not set(decorators) & set(_SEQUENCES) or not function.params.params:
        return function
    body = function.body.visit(_Texts(function.params.params[-1].name.value))
    if not isinstance(body, cst.BaseSuite) or body.deep_equals(function.body):
        return function
    return function.with_changes(body=body)


def keyword_of(call: cst.Call, name: str) -> cst.Arg | None:
    """Return a keyword argument of a call."""
    return next((each for each in call.args if each.keyword is not None and each.keyword.value == name), None)


def with_arguments(call: cst.Call, arguments: Sequence[cst.Arg]) -> cst.Call:
    """Return a call with other arguments."""
    kept = list(arguments)
    if kept and not isinstance(call.whitespace_before_args, cst.ParenthesizedWhitespace):
        kept[-1] = kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    return call.with_changes(args=kept)


def without_argument(call: cst.Call, gone: cst.Arg) -> cst.Call:
    """Return a call without one of its arguments."""
    return with_arguments(call, [each for each in call.args if each is not gone])


def _circular(call: cst.Call) -> Rewritten | None:
    """``CircularSubFactory("module", "Name", …)`` → ``SubFactory("module.Name", …)``."""
    if len(call.args) < 2 or any(each.keyword or each.star for each in call.args[:2]):  # noqa: PLR2004 - two names
        return Rewritten(call, 'SubFactory takes one text, "package.module.ClassName". Put the two together.')
    first, second = (each.value for each in call.args[:2])
    if isinstance(first, cst.SimpleString) and isinstance(second, cst.SimpleString):
        path: cst.BaseExpression = cst.SimpleString(f'"{first.evaluated_value!s}.{second.evaluated_value!s}"')
    else:
        dot = cst.BinaryOperation(first, cst.Add(), cst.SimpleString('"."'))
        path = cst.BinaryOperation(dot, cst.Add(), second)
    return Rewritten(with_arguments(call, [call.args[1].with_changes(value=path), *call.args[2:]]))


def _sequence(call: cst.Call) -> Rewritten | None:
    """Numbers are numbers since version 2.0; ``type`` said what they were turned into before."""
    kind = keyword_of(call, "type")
    if kind is None and len(call.args) == 2 and not call.args[1].keyword and not call.args[1].star:  # noqa: PLR2004
        kind = call.args[1]
    if kind is not None:
        if not m.matches(kind.value, m.Name("int")):
            return Rewritten(call, "The number is an int today. Turn it into what you need in the function.")
        return Rewritten(without_argument(call, kind))
    if not call.args or not isinstance(call.args[0].value, cst.Lambda):
        return None
    function = _with_texts(call.args[0].value)
    if function is call.args[0].value:
        return None
    return Rewritten(call.with_changes(args=[call.args[0].with_changes(value=function), *call.args[1:]]))


def _with_texts(function: cst.Lambda) -> cst.Lambda:
    """Return ``lambda n: "user" + str(n)`` of ``lambda n: "user" + n``: the number was a text once."""
    if not function.params.params:
        return function
    number = function.params.params[-1].name.value
    body = function.body.visit(_Texts(number))
    if not isinstance(body, cst.BaseExpression) or body.deep_equals(function.body):
        return function
    return function.with_changes(body=body)


class _Texts(cst.CSTTransformer):
    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number

    def leave_BinaryOperation(
        self, original_node: cst.BinaryOperation, updated_node: cst.BinaryOperation
    ) -> cst.BaseExpression:
        if not isinstance(updated_node.operator, cst.Add):
            return updated_node
        left, right = updated_node.left, updated_node.right
        if _is_text(left) and m.matches(right, m.Name(self.number)):
            return updated_node.with_changes(right=_str(right))
        if _is_text(right) and m.matches(left, m.Name(self.number)):
            return updated_node.with_changes(left=_str(left))
        return updated_node


def _str(node: cst.BaseExpression) -> cst.Call:
    return cst.Call(cst.Name("str"), [cst.Arg(node)])


def _is_text(node: cst.BaseExpression) -> bool:
    """Say whether an expression is surely a text."""
    if isinstance(node, (cst.SimpleString, cst.ConcatenatedString, cst.FormattedString)):
        return True
    return (
        isinstance(node, cst.BinaryOperation)
        and isinstance(node.operator, cst.Add)
        and (_is_text(node.left) or _is_text(node.right))
    )


_PREFIX = (
    "extract_prefix is gone: calls that said {0}=… and {0}__argument=… say the name of the field today, "
    "field=… and field__argument=…."
)


def _hook(call: cst.Call) -> Rewritten | None:
    prefix = keyword_of(call, "extract_prefix")
    if prefix is None:
        return None
    name = prefix.value.evaluated_value if isinstance(prefix.value, cst.SimpleString) else "prefix"
    return Rewritten(without_argument(call, prefix), _PREFIX.format(name))


def _decorator(call: cst.Call) -> Rewritten | None:
    """``@post_generation()`` → ``@post_generation``."""
    if call.args and all(each.keyword is None and not isinstance(each.value, cst.SimpleString) for each in call.args):
        return None
    if not call.args:
        return Rewritten(call.func)
    hook = _hook(call)
    if hook is not None and isinstance(hook.node, cst.Call) and not hook.node.args:
        return Rewritten(call.func, hook.why)
    if isinstance(call.args[0].value, cst.SimpleString) and len(call.args) == 1:
        return Rewritten(call.func, _PREFIX.format(call.args[0].value.evaluated_value))
    return hook


def _method_call(call: cst.Call) -> Rewritten | None:
    """``PostGenerationMethodCall("method", None, value)``: the second was the prefix in version 1.3."""
    hook = _hook(call)
    if hook is not None:
        return hook
    plain = [each for each in call.args if each.keyword is None and not each.star]
    if len(plain) > 2 and m.matches(plain[1].value, m.Name("None")):  # noqa: PLR2004 - the method and one value
        return Rewritten(without_argument(call, plain[1]))
    if len(plain) > 2:  # noqa: PLR2004 - as above
        return Rewritten(call, "PostGenerationMethodCall takes the method and one value today. Give others by keyword.")
    return None


def _related(call: cst.Call) -> Rewritten | None:
    """``RelatedFactory(F, name="user")``: ``name`` was what ``factory_related_name`` is today."""
    plain = [each for each in call.args if each.keyword is None and not each.star]
    if keyword_of(call, "name") is None or keyword_of(call, "factory_related_name") or len(plain) > 1:
        return None
    return Rewritten(
        call,
        "name=… was the field that points back, before version 2.2; today it is the value of a field called name. "
        "If it is the former, write factory_related_name=….",
    )


def _related_of_old(call: cst.Call) -> Rewritten | None:
    """``RelatedFactory(F, name="user")`` before version 2.4, where ``name`` was nothing else."""
    name = keyword_of(call, "name")
    if name is None or _related(call) is None:
        return None
    renamed = name.with_changes(keyword=cst.Name("factory_related_name"))
    return Rewritten(with_arguments(call, [renamed if each is name else each for each in call.args]))


_REWRITES: Mapping[str, Rewrite] = {
    **dict.fromkeys(_SEQUENCES, _sequence),
    "CircularSubFactory": _circular,
    "PostGeneration": _hook,
    "PostGenerationMethodCall": _method_call,
    "RelatedFactory": _related,
    "post_generation": _decorator,
}
