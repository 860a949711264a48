"""ManyToMany: objects of another factory, put into a many-to-many relation of the object just made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

from typedfactory.declarations import PostGenerationDeclaration
from typedfactory.declarations.nested import FactoryReference
from typedfactory.declarations.post_generation import SIZE_KEY, PostGenerationContext
from typedfactory.declarations.sizes import Distribution, checked_length, count_of
from typedfactory.errors import InvalidDeclarationError
from typedfactory.ground.context import BuildStep
from typedfactory.ground.given import FactoryClass, UserValue, UserValues

if TYPE_CHECKING:
    from typedfactory.plan.options import FactoryOptions

T = TypeVar("T")


class ManyToMany(PostGenerationDeclaration[list[T]]):
    """Objects of another factory in a many-to-many relation, forward or reverse, with a model in between or without.

    At the call, ``tags=[one, two]`` gives the objects, ``tags=()`` (or None) leaves the relation empty,
    ``tags____size=5`` sets their number and ``tags__name="x"`` reaches into the other factory.

    A factory's options do the linking, through their method ``link_many(step, instance, name, objects, through)``;
    ``limits_of_many(name)``, where there is one, says what the objects must have.

    Args:
        factory: The factory of the related objects, or its import path.
        size: How many are made, or a function that says so.
        attribute: The relation's name on the model, where the declaration stands under another one.
        through_defaults: Fields of the model in between → value or declaration; its other fields are filled.
        **defaults: Overrides for the related factory.

    Raises:
        FactoryReferenceError: ``factory`` is neither a factory nor the path of one.
        InvalidDeclarationError: When the relation is filled: it was given something else than a list of objects, it
            does not know its name, or the factory is none of a back end that has such relations.

    Example:
        >>> import sqlalchemy as sa
        >>> from sqlalchemy.orm import declarative_base, relationship
        >>> from typedfactory.orm.sqlalchemy import ManyToMany, SQLAlchemyModelFactory
        >>> Base = declarative_base()
        >>> links = sa.Table(
        ...     "links",
        ...     Base.metadata,
        ...     sa.Column("post", sa.ForeignKey("post.id"), primary_key=True),
        ...     sa.Column("tag", sa.ForeignKey("tag.id"), primary_key=True),
        ... )
        >>> class Tag(Base):
        ...     __tablename__ = "tag"
        ...     id = sa.Column(sa.Integer, primary_key=True)
        ...     name = sa.Column(sa.String(20), nullable=False)
        >>> class Post(Base):
        ...     __tablename__ = "post"
        ...     id = sa.Column(sa.Integer, primary_key=True)
        ...     tags = relationship(Tag, secondary=links)
        >>> class TagFactory(SQLAlchemyModelFactory[Tag]):
        ...     pass
        >>> class PostFactory(SQLAlchemyModelFactory[Post]):
        ...     tags = ManyToMany(TagFactory, size=2)
        >>> [tag.name for tag in PostFactory.build(tags____size=3, tags__name="new").tags]
        ['new', 'new', 'new']
    """

    UNROLL_CONTEXT_BEFORE_EVALUATION = False

    def __init__(
        self,
        factory: FactoryClass | str,
        size: int | Callable[[], int] | Distribution = 2,
        *,
        attribute: str = "",
        through_defaults: Mapping[str, UserValue] | None = None,
        **defaults: UserValue,
    ) -> None:
        super().__init__()
        self.factory_wrapper = FactoryReference(factory)
        self.size = checked_length(type(self).__name__, size)
        self.attribute = attribute
        self.through_defaults = dict(through_defaults or {})
        self.defaults = defaults

    def get_factory(self) -> FactoryClass:
        """Return the factory class, importing it if it was given by path."""
        factory: FactoryClass = self.factory_wrapper.get()
        return factory

    def arguments_given(self) -> Mapping[str, UserValue]:
        """Return the overrides of the related factory, and of the model in between."""
        return {**self.defaults, **self.through_defaults}

    def call(self, instance: UserValue, step: BuildStep, context: PostGenerationContext) -> list[T]:
        """Make the related objects, unless they were given, and put them into the relation."""
        if context.value_provided:
            return self._link(step, instance, self._given(context.value))
        arguments = {**self._limits(step), **self._ties(step, instance), **self.defaults, **context.extra}
        asked: UserValue = arguments.pop(SIZE_KEY, self.size)
        size = count_of(asked)
        if step.builder.strategy not in ("create", "stub") and not links_unsaved(step):
            return []
        made = [step.recurse(self.get_factory(), arguments) for _ in range(size)]
        return self._link(step, instance, made)

    def _limits(self, step: BuildStep) -> UserValues:
        """Return what the relation asks of the objects that it takes, where the mapper knows such a thing."""
        meta: FactoryOptions = step.builder.factory_meta
        limits = getattr(meta, "limits_of_many", None)
        return {} if limits is None else limits(self.name_in(meta))

    def _ties(self, step: BuildStep, instance: UserValue) -> UserValues:
        """Return what ties each related object to the one, where the mapper knows such a thing."""
        meta: FactoryOptions = step.builder.factory_meta
        ties = getattr(meta, "ties_of_many", None)
        return {} if ties is None else ties(self.name_in(meta), instance)

    def _given(self, value: UserValue) -> list[UserValue]:
        if value is None:
            return []
        if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
            raise InvalidDeclarationError(
                f"ManyToMany takes the related objects as a list, not {type(value).__name__}. Write [one, two]."
            )
        return list(value)

    def _link(self, step: BuildStep, instance: UserValue, objects: list[UserValue]) -> list[UserValue]:
        meta: FactoryOptions = step.builder.factory_meta
        link = getattr(meta, "link_many", None)
        if objects and link is not None and step.builder.strategy != "stub":
            link(step, instance, self.name_in(meta), objects, self.through_defaults)
        elif objects:
            raise InvalidDeclarationError(
                f"{meta.factory.__name__}: ManyToMany needs a factory of an object-relational mapper. "
                f"Derive it from DjangoModelFactory or SQLAlchemyModelFactory."
            )
        return objects

    def name_in(self, meta: FactoryOptions) -> str:
        """Return the relation's name: that of the field which the declaration stands for.

        Raises:
            InvalidDeclarationError: It stands for none, and has not been told a name.
        """
        if self.attribute:
            return self.attribute
        spec = meta.spec
        for field in (*spec.hooks.values(), *spec.fields.values()):
            if field.base is self or any(layer.value is self for layer in field.layers):
                return str(meta.rename.get(field.name, field.name))
        raise InvalidDeclarationError(
            f"{meta.factory.__name__}: a ManyToMany that is given at the call does not know its relation. "
            f'Write ManyToMany(…, attribute="tags").'
        )

    def __repr__(self) -> str:
        return f"<ManyToMany for {self.factory_wrapper!r}>"


def links_unsaved(step: BuildStep) -> bool:
    """Say whether objects can be related that were not saved."""
    return bool(getattr(step.builder.factory_meta, "links_unsaved", False))
