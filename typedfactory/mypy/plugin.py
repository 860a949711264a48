"""The entry. mypy loads it in every run; the hooks only if there is something to check."""

from __future__ import annotations

import functools
import itertools
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from mypy.nodes import MypyFile, TypeInfo
from mypy.options import Options
from mypy.plugin import (
    AnalyzeTypeContext,
    AttributeContext,
    ClassDefContext,
    FunctionContext,
    FunctionSigContext,
    MethodContext,
    MethodSigContext,
    Plugin,
    ReportConfigContext,
)
from mypy.types import FunctionLike, Type

from typedfactory.mypy import fullnames
from typedfactory.mypy.config import read_settings
from typedfactory.mypy.fixtures.conftests import conftest_modules, conftests_above, holds_fixtures, mark_tests

if TYPE_CHECKING:
    from typedfactory.mypy.routing import Router


class TypedFactoryPlugin(Plugin):
    """Teaches mypy what factories declare and what their calls take."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self._trees: dict[str, MypyFile] = {}
        self._seen = 0
        self._settings, problems = read_settings(options)
        for problem in problems:
            print(problem)  # noqa: T201 - as mypy reports what is wrong with its own settings

    @functools.cached_property
    def _router(self) -> Router:
        # A run whose files are all in the cache asks for no hook, and is short: importing them would be felt.
        from typedfactory.mypy.routing import Router  # noqa: PLC0415 - as above

        return Router(self.lookup_fully_qualified, self._settings)

    def report_config_data(self, ctx: ReportConfigContext) -> dict[str, object]:
        """Tell mypy what its cached results depend on."""
        data = self._settings.as_data()
        if holds_fixtures(ctx.path):
            # A new conftest.py changes what a test is given, though the test never imported it.
            data["conftests"] = conftests_above(ctx.path)
        return data

    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        """Load the types of Faker's providers along with the declaration that uses them, and factories given by path."""
        if file.fullname == fullnames.FAKER_MODULE:
            return [(10, fullnames.FAKER_PROXY, -1)]
        from typedfactory.mypy.reading.references import referenced_modules  # noqa: PLC0415 - not needed for a warm run

        mark_tests(file)
        modules = referenced_modules(file, self.options.mypy_path)
        fine_grained = self.options.fine_grained_incremental or self.options.cache_fine_grained
        if holds_fixtures(file.path) and (fine_grained or conftests_above(file.path)):
            # The daemon does not ask again when a conftest.py comes to register something.
            modules += conftest_modules(file, self.options.mypy_path)
        return [(20, module, -1) for module in modules]

    def set_modules(self, modules: dict[str, MypyFile]) -> None:
        """Remember the modules that mypy has read."""
        super().set_modules(modules)
        self._trees, self._seen = modules, 0

    def get_type_analyze_hook(self, fullname: str) -> Callable[[AnalyzeTypeContext], Type] | None:
        """Mark modules of tests that mypy has read without asking for what they depend on; there is no hook.

        That is how it reads an unchanged file of which something else has changed; and before it looks at the types of
        a module, it reads the module.
        """
        if len(self._trees) != self._seen:
            for tree in list(itertools.islice(self._trees.values(), self._seen, None)):
                mark_tests(tree)
            self._seen = len(self._trees)
        return None

    def get_customize_class_mro_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        """Note what only the body of a model tells; it is called for each class, before the body is understood."""
        from typedfactory.mypy.reading.models.facts import may_have_facts  # noqa: PLC0415 - not needed for a warm run

        symbol = self.lookup_fully_qualified(fullname) if "." in fullname else None
        info = None if symbol is None else symbol.node
        if not isinstance(info, TypeInfo) or not info.mro or not may_have_facts(info):
            return None
        return self._router.note_facts()

    def get_base_class_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        """Prepare classes that derive from a factory."""
        return self._router.get_base_class_hook(fullname)

    def get_function_signature_hook(self, fullname: str) -> Callable[[FunctionSigContext], FunctionLike] | None:
        """Sign class calls, declarations and module-level functions."""
        return self._router.get_function_signature_hook(fullname)

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        """Give declarations the exact type of their values."""
        return self._router.get_function_hook(fullname)

    def get_method_signature_hook(self, fullname: str) -> Callable[[MethodSigContext], FunctionLike] | None:
        """Sign ``build``, ``create`` and kin."""
        return self._router.get_method_signature_hook(fullname)

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """Check a factory when the types of its body are known."""
        return self._router.get_method_hook(fullname)

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        """Type what lazy functions read, and what stubs have."""
        return self._router.get_attribute_hook(fullname)


#: The releases of mypy that the plugin is tested with.
_TESTED = ("2.2", "2.3", "2.4")


def plugin(version: str) -> type[Plugin]:
    """Return the plugin class; called by mypy.

    Args:
        version: mypy's version.
    """
    if ".".join(version.split(".")[:2]) not in _TESTED:
        tested = f"{', '.join(_TESTED[:-1])} and {_TESTED[-1]}"
        sys.stderr.write(f"typedfactory.mypy is tested with mypy {tested}, not with {version}: it may find less.\n")
    return TypedFactoryPlugin
