"""Models with fields that PostgreSQL alone has."""

# ruff: noqa: DJ008, RUF012
from __future__ import annotations

from typing import Any

import django
from django.contrib.postgres import fields, validators
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models


class Arrays(models.Model):
    words = fields.ArrayField(models.CharField(max_length=10))
    board = fields.ArrayField(fields.ArrayField(models.IntegerField(), size=2), size=2)
    few = fields.ArrayField(models.IntegerField(), validators=[validators.ArrayMinLengthValidator(3)])
    maybe = fields.ArrayField(models.TextField(), null=True, blank=True)


class MoreArrays(models.Model):
    letters = fields.ArrayField(models.CharField(max_length=3, choices=[("a", "A"), ("b", "B")]))
    unique = fields.ArrayField(models.IntegerField(), unique=True)
    mails = fields.ArrayField(models.EmailField(), validators=[validators.ArrayMaxLengthValidator(2)])
    defaults = fields.ArrayField(models.IntegerField(), default=list)
    data = fields.ArrayField(models.JSONField())
    keys = fields.ArrayField(models.UUIDField())
    chosen: Any = fields.ArrayField(models.IntegerField(), choices=[([1, 2], "x"), ([3], "y")])


class UniqueRanges(models.Model):
    whole = fields.IntegerRangeField(unique=True)
    exact = fields.DecimalRangeField(default_bounds="[]", unique=True)
    days = fields.DateRangeField(unique=True)
    moments = fields.DateTimeRangeField(unique=True)


class Booking(models.Model):
    room = models.CharField(max_length=5, default="one")
    days = fields.DateRangeField()
    moments = fields.DateTimeRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(name="days_apart", expressions=[("days", RangeOperators.OVERLAPS)]),
            ExclusionConstraint(
                name="moments_apart",
                expressions=[(models.F("moments"), RangeOperators.OVERLAPS)],
                condition=models.Q(room="one"),
            ),
        ]


class BoundedRanges(models.Model):
    whole = fields.IntegerRangeField(
        validators=[validators.RangeMinValueValidator(5), validators.RangeMaxValueValidator(100)]
    )


class Ranges(models.Model):
    whole = fields.IntegerRangeField()
    big = fields.BigIntegerRangeField()
    exact = fields.DecimalRangeField()
    days = fields.DateRangeField()
    moments = fields.DateTimeRangeField()


class Stores(models.Model):
    store = fields.HStoreField()
    keyed = fields.HStoreField(validators=[validators.KeysValidator(keys=["colour", "size"])])


if django.VERSION >= (5, 0):

    class Documents(models.Model):
        title = models.CharField(max_length=50)
        search = models.GeneratedField(
            expression=models.functions.Upper("title"), output_field=models.TextField(), db_persist=True
        )
