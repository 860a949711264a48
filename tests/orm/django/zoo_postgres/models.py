"""Models with fields that PostgreSQL alone has."""

# ruff: noqa: DJ008
from __future__ import annotations

import django
from django.contrib.postgres import fields, validators
from django.db import models


class Arrays(models.Model):
    words = fields.ArrayField(models.CharField(max_length=10))
    board = fields.ArrayField(fields.ArrayField(models.IntegerField(), size=2), size=2)
    few = fields.ArrayField(models.IntegerField(), validators=[validators.ArrayMinLengthValidator(3)])
    maybe = fields.ArrayField(models.TextField(), null=True, blank=True)


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
