"""The declarations of a factory under the names that factory_boy has for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedfactory.declarations import Parameter, is_post_declaration
from typedfactory.plan.describe.overrides import split_path
from typedfactory.plan.describe.spec import Collected

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues


class DeclarationSet(dict[str, "UserValue"]):
    """Field or path → value or declaration, as the class bodies give them."""

    def as_dict(self) -> UserValues:
        """Return the same as a plain dict."""
        return dict(self)

    def sorted(self) -> list[str]:
        """Return the fields in the order of their declarations, without paths into them."""
        return [name for name in self if split_path(name)[1] is None]


class DeclarationViews:
    """What ``_meta`` shows of the declarations, as factory_boy's does."""

    @property
    def collected(self) -> Collected:
        """The declarations of the factory and its bases, merged."""
        raise NotImplementedError

    @property
    def declarations(self) -> UserValues:
        """Field or path → value or declaration."""
        return dict(self.collected.values)

    @property
    def base_declarations(self) -> UserValues:
        """Field or path → value or declaration, without those of ``class Params``."""
        return {name: value for name, value in self.collected.values.items() if name not in self.parameters}

    @property
    def pre_declarations(self) -> DeclarationSet:
        """The declarations evaluated before the object exists."""
        hooks = self.post_declarations
        return DeclarationSet({name: value for name, value in self.collected.values.items() if name not in hooks})

    @property
    def post_declarations(self) -> DeclarationSet:
        """The declarations evaluated once the object exists, and their arguments."""
        values = self.collected.values
        hooks = {name for name, value in values.items() if is_post_declaration(value)}
        return DeclarationSet({name: value for name, value in values.items() if split_path(name)[0] in hooks})

    @property
    def parameters(self) -> dict[str, Parameter]:
        """Name → parameter or trait."""
        return self.collected.parameters
