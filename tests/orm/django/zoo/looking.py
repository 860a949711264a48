"""Models whose own code looks at what was saved: defaults, moments, files, validators."""
# Models for tests: nobody reads their texts.
# ruff: noqa: DJ008

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone


def next_position() -> int:
    return Counted.objects.count()


class Counted(models.Model):
    """A default that asks the database."""

    name = models.CharField(max_length=20)
    position = models.IntegerField(default=next_position, unique=True)


seen_by_validator: list[int] = []


def refuse_more_than_nine(value: int) -> None:
    seen_by_validator.append(Watchful.objects.count())
    if value > 9:
        raise ValidationError("too many")


class Watchful(models.Model):
    """A validator that asks the database."""

    number = models.IntegerField(validators=[MaxValueValidator(9), refuse_more_than_nine])


class Page(models.Model):
    """Plain but for its key and its moment."""

    key = models.UUIDField(default=uuid.uuid4)
    title = models.CharField(max_length=30)
    position = models.IntegerField(default=0)
    started = models.DateTimeField(default=timezone.now)
    created = models.DateTimeField(auto_now_add=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")


class Upload(models.Model):
    """A file."""

    name = models.CharField(max_length=20)
    content = models.FileField(upload_to="looking", blank=True)


class Listing(models.Model):
    """A constructor of its own that remembers its objects."""

    made: list[Listing] = []  # noqa: RUF012 - shared by all, which is the point

    name = models.CharField(max_length=20)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        Listing.made.append(self)
