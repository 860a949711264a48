"""What a factory tells of itself: where each field comes from, every alternative, every rule broken."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from typedfactory.plan.options import FactoryOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typedfactory.ground.given import UserValue
    from typedfactory.plan.tell.coverage import InvalidArguments
    from typedfactory.plan.tell.explain import Explanation

T = TypeVar("T")


class InspectionMethods(Generic[T]):
    """What `typedfactory.Factory` offers to look into a factory and its model."""

    _meta: ClassVar[FactoryOptions]

    @classmethod
    def explain(cls, /, **kwargs: UserValue) -> Explanation:
        """Say where each field of a call would come from, without making anything.

        Args:
            **kwargs: Overrides, as for `build`.

        Raises:
            UnknownFieldError: An override is misspelt.
            UnreachableOverrideError: A deep override points into a value that takes none.

        Example:
            >>> import typedfactory as factory
            >>> class UserFactory(factory.DictFactory):
            ...     name = factory.Sequence(lambda n: f"user{n}")
            ...     role = "guest"
            ...     class Params:
            ...         admin = factory.Trait(role="admin")
            >>> print(UserFactory.explain(admin=True, age=3))
            UserFactory → dict
            ├─ name   Sequence
            ├─ role   trait "admin": 'admin'
            ├─ admin  override: True — not passed to the model
            └─ age    override: 3
        """
        # Loaded when somebody asks: it reads source files, and few programs do.
        from typedfactory.plan.tell.explain import explain  # noqa: PLC0415 - as said above

        return explain(cls._meta, kwargs)

    @classmethod
    def coverage(cls) -> Iterator[T]:
        """Build the fewest instances that between them take every alternative of the fields that nobody declares.

        Alternatives are the members of unions and enums, literals, both booleans, None, and collections that may be
        empty; of nested models too.

        Example:
            >>> import dataclasses
            >>> import typedfactory as factory
            >>> @dataclasses.dataclass
            ... class Switch:
            ...     on: bool
            ...     level: int | None
            >>> class SwitchFactory(factory.Factory[Switch]):
            ...     pass
            >>> [(switch.on, switch.level is None) for switch in SwitchFactory.coverage()]
            [(False, False), (True, True)]

        Source: polyfactory's ``coverage``.
        """
        # Loaded when somebody asks, as are the makers of values.
        from typedfactory.plan.tell.coverage import cover  # noqa: PLC0415 - as said above

        return cover(cls._meta)

    @classmethod
    def build_invalid(cls) -> Iterator[InvalidArguments]:
        """Give, for each rule of each field, arguments for the model that break it: to test validators with.

        Example:
            >>> import attrs
            >>> import typedfactory as factory
            >>> @attrs.define
            ... class Age:
            ...     years: int = attrs.field(validator=attrs.validators.ge(0))
            >>> class AgeFactory(factory.Factory[Age]):
            ...     pass
            >>> for wrong in AgeFactory.build_invalid():
            ...     print(wrong.field, wrong.rule, wrong.attributes["years"] < 0)
            years ge True
        """
        from typedfactory.plan.tell.coverage import break_rules  # noqa: PLC0415 - late, as above

        return break_rules(cls._meta)
