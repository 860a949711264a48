"""More models of the zoo: what they ask of the objects that they refer to, of combinations, and in their ``clean``."""
# Models for tests: they are named after what is special about them, and nobody reads their texts.
# ruff: noqa: DJ008, RUF012

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import django
from django.contrib.auth.models import Group
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core import validators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

if TYPE_CHECKING:
    AnyField = models.Field[Any, Any]
else:
    # Django's own class takes no arguments; its stubs give it two.
    AnyField = models.Field

NEW = django.VERSION >= (5, 0)


def check_constraint(condition: Q, name: str) -> models.CheckConstraint:
    """Return a constraint; its first argument was called otherwise before Django 5.1."""
    word = "condition" if django.VERSION >= (5, 1) else "check"
    return models.CheckConstraint(name=name, **{word: condition})


class Kind(models.Model):
    class Level(models.TextChoices):
        LOW = "a"
        HIGH = "b"
        TOP = "c"

    name = models.CharField(max_length=10)
    active = models.BooleanField(default=False)
    level = models.CharField(max_length=5, choices=Level.choices)
    size = models.IntegerField(default=0)
    since = models.DateField(null=True, blank=True)


class Limited(models.Model):
    kind = models.ForeignKey(Kind, models.CASCADE, limit_choices_to={"active": True, "level": "b"}, related_name="+")
    same = models.ForeignKey(
        Kind, models.CASCADE, limit_choices_to=Q(active=True) & (Q(name="x") | Q(name="y")), related_name="+"
    )
    called = models.ForeignKey(
        Kind, models.CASCADE, limit_choices_to=lambda: {"size__gte": 18, "level__in": ["b", "c"]}, related_name="+"
    )
    against = models.ForeignKey(
        Kind, models.CASCADE, limit_choices_to=~Q(active=False) & ~Q(level__in=["a", "c"]), related_name="+"
    )
    bounds = models.ForeignKey(
        Kind, models.CASCADE, limit_choices_to={"size__gt": 3, "since__isnull": False}, related_name="+"
    )
    group = models.ForeignKey(Group, models.CASCADE, limit_choices_to={"name": "editors"}, related_name="+")


class LimitedDeep(models.Model):
    limited = models.OneToOneField(Limited, models.CASCADE, limit_choices_to={"kind__name": "deep"})


class LimitedTarget(models.Model):
    kind = models.ForeignKey(
        ContentType, models.CASCADE, limit_choices_to=Q(app_label="zoo", model__in=["author", "tag"])
    )
    key = models.CharField(max_length=40)
    target = GenericForeignKey("kind", "key")

    class Meta:
        unique_together = [("kind", "key")]


class LimitedMany(models.Model):
    kinds = models.ManyToManyField(Kind, limit_choices_to={"active": True})


class Constrained(models.Model):
    owner = models.ForeignKey(Kind, models.CASCADE)
    default = models.BooleanField(default=True)
    short = models.CharField(max_length=5)
    number = models.IntegerField()
    left = models.IntegerField(null=True, blank=True)
    right = models.IntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner"], condition=Q(default=True), name="one_default"),
            models.UniqueConstraint(Lower("short"), "number", name="short_number"),
            models.UniqueConstraint(
                fields=["left", "right"], name="both", **({"nulls_distinct": False} if NEW else {})
            ),
        ]


class CheckedTexts(models.Model):
    start = models.CharField(max_length=10)
    middle = models.CharField(max_length=20)
    end = models.CharField(max_length=20)
    caseless = models.CharField(max_length=5)
    flag = models.BooleanField()
    one = models.IntegerField()
    other = models.IntegerField()
    share = models.FloatField()
    letter = models.CharField(max_length=3)

    class Meta:
        constraints = [
            check_constraint(Q(start__startswith="AB"), name="text_start"),
            check_constraint(Q(middle__contains="@"), name="text_middle"),
            check_constraint(Q(end__endswith="!"), name="text_end"),
            check_constraint(Q(caseless__iexact="abc"), name="text_caseless"),
            check_constraint(~Q(start=""), name="text_full"),
            check_constraint(Q(flag=True), name="flag_set"),
            check_constraint(Q(one=F("other")), name="numbers_equal"),
            check_constraint(Q(share__range=(0.0, 1.0)), name="share_range"),
            check_constraint(Q(letter__in=["x", "y"]) | Q(letter="z"), name="letter_known"),
        ]


class ChoiceKinds(models.Model):
    class Level(models.IntegerChoices):
        LOW = 1
        HIGH = 2

    class Letter(models.TextChoices):
        A = "a"
        B = "b"
        __empty__ = "-"

    class Day(datetime.date, models.Choices):
        FIRST = 2020, 1, 1
        LAST = 2020, 12, 31

    level: Any = models.IntegerField(choices=Level if NEW else Level.choices)
    letter: Any = models.CharField(max_length=1, choices=Letter if NEW else Letter.choices)
    day: Any = models.DateField(choices=Day.choices)
    called: Any = models.CharField(max_length=3, choices=(lambda: [("", "-"), ("q", "Q")]) if NEW else [("q", "Q")])
    mapped: Any = models.CharField(max_length=3, choices={"m": "M", "G": {"n": "N"}} if NEW else [("m", "M")])
    none: Any = models.IntegerField(choices=[(None, "none"), (1, "one")])
    exact: Any = models.DecimalField(max_digits=3, decimal_places=1, choices=[(1, "one"), (2, "two")])


class FewValues(models.Model):
    flag = models.BooleanField()
    letter = models.CharField(max_length=1, choices=[("x", "X"), ("y", "Y")])
    number = models.IntegerField(choices=[(1, "one"), (2, "two"), (3, "three")])

    class Meta:
        unique_together = [("flag", "letter", "number")]


class RefersToItsKind(models.Model):
    parent = models.ForeignKey("self", models.CASCADE, null=True)
    boss = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="+")


class Ordinary(models.Model):
    start_date = models.DateField()
    end_date = models.DateField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    min_quantity = models.IntegerField()
    max_quantity = models.IntegerField()
    starts_at = models.IntegerField(validators=[validators.MinValueValidator(10**6)])
    ends_at = models.IntegerField()

    def clean(self) -> None:
        pairs = [
            (self.start_date, self.end_date),
            (self.valid_from, self.valid_until),
            (self.min_quantity, self.max_quantity),
        ]
        if any(low > high for low, high in pairs):
            raise ValidationError("the first is greater than the second")


class OneOfThree(models.Model):
    kind = models.ForeignKey(Kind, models.CASCADE, null=True, blank=True)
    text = models.CharField(max_length=5, blank=True)
    number = models.IntegerField(null=True, blank=True)

    def clean(self) -> None:
        if [bool(self.kind_id), bool(self.text), self.number is not None].count(True) != 1:
            raise ValidationError("give one of the three")


class TwoNeeded(models.Model):
    title = models.CharField(max_length=20, blank=True)
    kind = models.ForeignKey(Kind, models.CASCADE, null=True, blank=True)
    note = models.TextField(blank=True)

    def clean(self) -> None:
        if not self.title:
            raise ValidationError({"title": "needed"})
        if not self.kind_id:
            raise ValidationError("a kind is needed")
        TwoNeeded.objects.filter(title=self.title, kind=self.kind).count()


class TextOfItsOwn(AnyField):
    def get_internal_type(self) -> str:
        return "TextField"


class ListOfItsOwn(AnyField):
    """Takes lists alone, and keeps them as JSON."""

    def get_internal_type(self) -> str:
        return "JSONField"

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, list):
            raise TypeError
        return value

    def validate(self, value: Any, model_instance: Any) -> None:
        """Refuse nothing: an empty list is no blank value here."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return connection.ops.adapt_json_value(value, None)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        import json

        return json.loads(value) if isinstance(value, str) else value


class NumberOfItsOwn(models.IntegerField if not TYPE_CHECKING else models.IntegerField[Any, Any]):
    """Counts the rows when it is saved."""

    def pre_save(self, model_instance: Any, add: bool) -> int:
        number = type(model_instance).objects.count() + 1
        setattr(model_instance, self.attname, number)
        return number


class Numbered(models.Model):
    number = NumberOfItsOwn(blank=True, default=0)


class OwnFields(models.Model):
    text = TextOfItsOwn()
    items = ListOfItsOwn()


class DayKey(models.Model):
    day = models.DateField(primary_key=True)


class KeyedByDay(models.Model):
    day = models.OneToOneField(DayKey, models.CASCADE, primary_key=True)


if django.VERSION >= (5, 2):

    class ComposedKey(models.Model):
        pk = models.CompositePrimaryKey("number", "kind")
        number = models.IntegerField()
        kind = models.ForeignKey(Kind, models.CASCADE)
