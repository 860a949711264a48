"""Models as they stand in projects that move over: constructors, managers, defaults of their own."""
# Models for tests: nobody reads their texts.
# ruff: noqa: DJ001, DJ008

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from tests.orm.django.zoo.models import Author

if TYPE_CHECKING:
    AnyField = models.CharField[Any, Any]
else:
    AnyField = models.CharField


class WithReceiver(models.Model):
    """A constructor that takes more than columns."""

    name = models.CharField(max_length=20)

    def __init__(self, *args: Any, receiver: Callable[[], None] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.receiver = receiver


class Exact(models.Model):
    """A constructor that takes some columns, and no others."""

    name = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    note = models.CharField(max_length=20)

    def __init__(self, name: str, code: str = "fixed", *, volume: int) -> None:
        super().__init__(name=name, code=code, note=f"volume {volume}")


class OwnLookup(models.QuerySet["Kept"]):
    """Gets or creates in its own way."""

    def get_or_create(self, defaults: Any = None, **kwargs: Any) -> Any:
        made, created = super().get_or_create(defaults={**(defaults or {}), "note": "by the manager"}, **kwargs)
        return made, created


class Kept(models.Model):
    name = models.CharField(max_length=20, unique=True)
    note = models.CharField(max_length=20)

    objects = OwnLookup.as_manager()


class ClassProperty:
    """A property of the class, which counts how often it is asked."""

    asked = 0

    def __get__(self, instance: object, owner: type | None = None) -> str:
        ClassProperty.asked += 1
        raise RuntimeError("nobody may ask")


class Guarded(models.Model):
    name = models.CharField(max_length=20)
    trap = ClassProperty()

    @property
    def label(self) -> str:
        return self.name

    @label.setter
    def label(self, value: str) -> None:
        self.name = value


class Ticket(models.Model):
    """Defaults and NULLs of all kinds."""

    title = models.CharField(max_length=20)
    closed_at = models.DateTimeField(null=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True)
    note = models.CharField(max_length=20, default="")
    labels = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    reason = models.CharField(max_length=20, null=True, default=None)
    slug = models.SlugField(unique=True, null=True)
    count = models.IntegerField(blank=True)
    code = models.CharField(max_length=20, default=None)


class LooseTag(models.Model):
    """A generic foreign key that may point nowhere, with a number that may not be empty."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, null=True, blank=True)
    object_id = models.PositiveIntegerField()
    content_object = GenericForeignKey("content_type", "object_id")


class SeveralField(AnyField):
    """A field of several choices, like that of django-countries: its choices are not flat ones."""

    @property
    def flatchoices(self) -> None:  # type: ignore[override]  # what is tested
        return None


class Travel(models.Model):
    countries = SeveralField(max_length=20, choices=[("NZ", "New Zealand"), ("Other", [("FR", "France")])])


class Busy(models.Model):
    """What others refer to, and moments that Django writes."""

    name = models.CharField(max_length=20)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    day = models.DateField(auto_now_add=True)


class Visit(models.Model):
    busy = models.ForeignKey(Busy, models.CASCADE, related_name="visits")
    place = models.CharField(max_length=20)


class Badge(models.Model):
    busy = models.OneToOneField(Busy, models.CASCADE, related_name="badge")


class Membership(models.Model):
    author = models.ForeignKey(Author, models.CASCADE, related_name="+")
    friends = models.ManyToManyField(Author, related_name="friend_of")

    class Meta:
        default_related_name = "memberships"
