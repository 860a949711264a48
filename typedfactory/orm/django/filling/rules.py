"""What a model's Meta asks of its fields: uniqueness, and checks of simple form."""

from __future__ import annotations

import decimal
import re
import weakref
from collections.abc import Iterable, Iterator

import attrs
from django.db.models import CheckConstraint, F, Field, ForeignKey, Model, Q, UniqueConstraint

from typedfactory.ground.constraints import Constraints, OneOf, Pattern
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.orm.django.filling.needs import choices_of, is_left_out, needs_value
from typedfactory.orm.django.filling.validators import read_validators
from typedfactory.typeinfo.calendar import datetime

_BOUNDS = {"gt": "gt", "gte": "ge", "lt": "lt", "lte": "le"}
_LENGTHS = {"gt": ("min_length", 1), "gte": ("min_length", 0), "lt": ("max_length", -1), "lte": ("max_length", 0)}
_MIRRORED = {"gt": "lt", "gte": "lte", "lt": "gt", "lte": "gte"}
_NEGATED = {"gt": "lte", "gte": "lt", "lt": "gte", "lte": "gt"}
_PLACES = {"startswith": ("^", ""), "endswith": ("", "$"), "contains": ("", "")}
#: Words in the names of two fields of which the first is not greater than the second.
_ORDERED = (
    ("start", "end"),
    ("starts", "ends"),
    ("begin", "end"),
    ("from", "to"),
    ("from", "until"),
    ("since", "until"),
    ("min", "max"),
    ("first", "last"),
    ("lower", "upper"),
    ("low", "high"),
    ("opens", "closes"),
    ("opening", "closing"),
)
#: The options of a field that let its values differ on one day, in one month, in one year.
_UNIQUE_FOR = ("unique_for_date", "unique_for_month", "unique_for_year")
_UTC = datetime.timezone.utc


@attrs.define
class Rules:
    """What a model asks of its fields, beyond what they say themselves.

    Attributes:
        distinct: The fields whose values do not repeat.
        forced: The fields that get a value although they could do without.
        marks: Field → what its values satisfy.
        strides: Field → how often a value comes before the next one; where few values are combined.
    """

    distinct: set[str] = attrs.Factory(set)
    forced: set[str] = attrs.Factory(set)
    marks: dict[str, list[object]] = attrs.Factory(dict)
    strides: dict[str, int] = attrs.Factory(dict)


_rules: weakref.WeakKeyDictionary[type, dict[bool, Rules]] = weakref.WeakKeyDictionary()


def read_rules(model: type[Model], *, clean: bool) -> Rules:
    """Return what a model's fields and its Meta ask for.

    Args:
        model: The model.
        clean: Whether objects are to pass ``full_clean()``: then fields are filled so that rows differ.
    """
    known = _rules.setdefault(model, {})
    if clean not in known:
        known[clean] = _RuleReader(model, clean=clean).read()
    return known[clean]


class _RuleReader:
    """Reads the rules of one model.

    Args:
        model: The model.
        clean: Whether objects are to pass ``full_clean()``.
    """

    def __init__(self, model: type[Model], *, clean: bool) -> None:
        self.model = model
        self.clean = clean
        self.fields = {field.name: field for field in model._meta.fields}
        self.rules = Rules()

    def read(self) -> Rules:
        for field in self.fields.values():
            if field.unique or any(getattr(field, name) for name in _UNIQUE_FOR):
                self.rules.distinct.add(field.name)
        # A child in multi-table inheritance keeps the rules of its parents' tables.
        for parent in (self.model, *self.model._meta.get_parent_list()):
            for names in parent._meta.unique_together:
                self.tell_apart(names)
            for constraint in parent._meta.constraints:
                if isinstance(constraint, UniqueConstraint):
                    asked = [*constraint.fields, *_names_in(getattr(constraint, "expressions", ()))]
                    self.tell_apart(asked, nulls=getattr(constraint, "nulls_distinct", None) is False)
                elif type(constraint).__name__ == "ExclusionConstraint":
                    # Of PostgreSQL's own: rows differ at least in one of its expressions.
                    expressions: UserValue = getattr(constraint, "expressions", ())
                    self.tell_apart([name for expression, _ in expressions for name in _named(expression)])
                elif isinstance(constraint, CheckConstraint):
                    condition = getattr(constraint, "condition", None) or getattr(constraint, "check", None)
                    self.read_condition(condition)
        self.order_by_name()
        return self.rules

    def order_by_name(self) -> None:
        """Let two fields of one kind lie in the order that their names speak of (``start`` and ``end``)."""
        for name in self.fields:
            for lower, upper in _ORDERED:
                other = re.sub(rf"(?<![a-z]){lower}(?![a-z])", upper, name)
                if other != name and other in self.fields and self.are_free(name, other):
                    self.part_ranges(name, "lte", other)

    def are_free(self, *names: str) -> bool:
        """Say whether fields are of one kind, are filled, and nothing else is asked of them."""
        fields = [self.fields[name] for name in names]
        if len({field.get_internal_type() for field in fields}) > 1 or self.rules.marks.keys() & set(names):
            return False
        return all(self.is_filled(field) and not field.choices and _reaches_middle(field) for field in fields)

    def tell_apart(self, names: Iterable[str], *, nulls: bool = False) -> None:
        """Let objects differ in some fields: those that are filled, or else the first that can be.

        Args:
            names: The fields.
            nulls: Whether two rows without value count as the same.
        """
        fields = [self.fields[name] for name in names if name in self.fields]
        values = [field for field in fields if not isinstance(field, ForeignKey) and not is_left_out(field)]
        filled = [field for field in values if self.is_filled(field) and not _count_of(field)]
        self.rules.distinct.update(field.name for field in filled)
        few = [] if filled else [field for field in values if self.is_filled(field)]
        stride = 1
        for field in few:
            self.rules.distinct.add(field.name)
            self.rules.strides.setdefault(field.name, stride)
            stride *= _count_of(field)
        alone = any(self.is_filled(field) for field in fields if isinstance(field, ForeignKey))
        if self.clean and not filled and not few and not alone:
            first = next((field for field in values if nulls or not field.null), None)
            if first is not None:
                self.rules.distinct.add(first.name)
                self.rules.forced.add(first.name)

    def is_filled(self, field: Field[UserValue, UserValue]) -> bool:
        return field.name in self.rules.forced or (not is_left_out(field) and needs_value(field, clean=self.clean))

    def read_condition(self, condition: object, *, negated: bool = False) -> None:
        """Read a condition; of alternatives, one that leaves the model as it is, or the first."""
        if not isinstance(condition, Q):
            return
        negated = negated is not condition.negated
        children = list(condition.children)
        if condition.connector == Q.AND and not (negated and len(children) > 1):
            for child in children:
                self.read_part(child, negated=negated)
        elif condition.connector == Q.OR and negated:
            for child in children:
                self.read_part(child, negated=True)
        elif condition.connector == Q.OR and children and not any(map(self.leaves_empty, children)):
            self.read_part(children[0], negated=negated)

    def leaves_empty(self, child: UserValue) -> bool:
        """Say whether an alternative holds as long as nobody gives a field a value."""
        if isinstance(child, Q) or not str(child[0]).endswith("__isnull"):
            return False
        field = self.fields.get(str(child[0]).removesuffix("__isnull"))
        return bool(child[1]) and field is not None and not self.is_filled(field)

    def read_part(self, child: UserValue, *, negated: bool) -> None:
        if isinstance(child, Q):
            self.read_condition(child, negated=negated)
        elif isinstance(child, tuple):
            name, *lookup = str(child[0]).split("__")
            if name in self.fields:
                self.read_lookup(name, lookup, child[1], negated=negated)

    def read_lookup(self, name: str, lookup: list[str], value: UserValue, *, negated: bool) -> None:
        """Read ``field__lookup=value``."""
        if lookup == ["isnull"]:
            if bool(value) is negated:
                self.rules.forced.add(name)
            return
        if len(lookup) == 1 and lookup[0] in _BOUNDS:
            asked = _NEGATED[lookup[0]] if negated else lookup[0]
            if isinstance(value, F):
                self.part_ranges(name, asked, name_of(value))
            elif not hasattr(value, "resolve_expression"):
                self.mark(name, Constraints(**{_BOUNDS[asked]: value}))
            return
        if isinstance(value, F) and lookup in ([], ["exact"]) and not negated:
            self.make_equal(name, name_of(value))
        if negated or hasattr(value, "resolve_expression"):
            return
        for mark in _simple_marks(lookup, value):
            self.mark(name, mark)

    def part_ranges(self, name: str, lookup: str, other: str) -> None:
        """Let two fields that are compared with each other lie on either side of a middle."""
        middle = None if other not in self.fields else _middle_of(self.fields[name])
        if middle is not None:
            strict = lookup in ("gt", "lt")
            self.mark(name, Constraints(**{_BOUNDS[lookup]: middle}))
            mirrored = _MIRRORED[lookup]
            self.mark(other, Constraints(**{_BOUNDS[mirrored + "e" if strict else mirrored]: middle}))

    def make_equal(self, name: str, other: str) -> None:
        """Give two fields that have to be equal the same value."""
        middle = None if other not in self.fields else _middle_of(self.fields[name])
        if middle is not None:
            self.mark(name, OneOf((middle,)))
            self.mark(other, OneOf((middle,)))

    def mark(self, name: str, mark: object) -> None:
        self.rules.marks.setdefault(name, []).append(mark)


def _simple_marks(lookup: list[str], value: UserValue) -> Iterator[object]:
    if lookup in ([], ["exact"]):
        yield OneOf((value,))
    elif lookup == ["in"]:
        yield OneOf(tuple(value))
    elif lookup == ["range"]:
        yield Constraints(ge=value[0], le=value[1])
    elif lookup in (["regex"], ["iregex"]):
        yield Pattern(value, "search")
    elif lookup == ["iexact"]:
        yield OneOf((value,))
    elif len(lookup) == 1 and lookup[0].removeprefix("i") in _PLACES:
        before, after = _PLACES[lookup[0].removeprefix("i")]
        yield Pattern(f"{before}{re.escape(str(value))}{after}", "search")
    elif lookup[0] == "length" and lookup[-1] in _LENGTHS:
        name, more = _LENGTHS[lookup[-1]]
        limits: UserValues = {name: int(value) + more}
        yield Constraints(**limits)
    elif lookup in (["length"], ["length", "exact"]):
        yield Constraints(min_length=int(value), max_length=int(value))


def _middle_of(field: Field[UserValue, UserValue]) -> UserValue:
    """Return a value in the middle of those that a field takes."""
    kind = field.get_internal_type()
    if kind == "DateTimeField":
        from django.conf import settings  # noqa: PLC0415 - read when a model is described, not before

        return datetime.datetime(2010, 1, 1, tzinfo=_UTC if settings.USE_TZ else None)
    if kind == "DecimalField":
        digits: UserValue = field  # one of somebody's own may have the column alone
        whole = digits.max_digits - digits.decimal_places
        return decimal.Decimal(10**whole // 2) if whole > 0 else None
    return {
        "DateField": datetime.date(2010, 1, 1),
        "TimeField": datetime.time(12),
        "DurationField": datetime.timedelta(days=10),
        "FloatField": 500.0,
    }.get(kind, 15_000 if "Integer" in kind else None)


def name_of(reference: UserValue) -> str:
    """Return the field that an ``F`` names; its stubs do not know the attribute."""
    name: str = reference.name
    return name


def _reaches_middle(field: Field[UserValue, UserValue]) -> bool:
    """Say whether a field's validators let its values lie on either side of the middle."""
    middle, limits = _middle_of(field), read_validators(field.validators).limits
    low, high = limits.ge, limits.le
    return middle is not None and (low is None or low <= middle) and (high is None or high >= middle)


def _count_of(field: Field[UserValue, UserValue]) -> int:
    """Return how many values a field has to choose from; 0 where they are not given."""
    if field.choices:
        return sum(value not in list(field.empty_values) for value, _label in choices_of(field))
    return 2 if field.get_internal_type() == "BooleanField" else 0


def _named(expression: UserValue) -> Iterator[str]:
    """Yield the fields that an expression of an exclusion constraint names; it may be a name itself."""
    if isinstance(expression, str):
        yield expression
    else:
        yield from _names_in([expression])


def _names_in(expressions: Iterable[UserValue]) -> Iterator[str]:
    """Yield the fields that expressions name."""
    for expression in expressions:
        if isinstance(expression, F):
            yield name_of(expression)
        else:
            yield from _names_in(expression.get_source_expressions())
