"""Authors, their posts and pictures, and what readers say about them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models


class Author(models.Model):
    """Somebody who writes posts."""

    name = models.CharField(max_length=60)
    email = models.EmailField(unique=True)
    bio = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """A word for what posts are about."""

    name = models.SlugField(max_length=30, unique=True)

    def __str__(self) -> str:
        return self.name


class Comment(models.Model):
    """What a reader says about a post or a picture; shown once it is approved."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    name = models.CharField(max_length=40)
    email = models.EmailField()
    text = models.TextField(max_length=500)
    approved = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:20]}"


class Post(models.Model):
    """A text."""

    class Status(models.TextChoices):
        """How far it has come."""

        DRAFT = "draft"
        PUBLISHED = "published"
        ARCHIVED = "archived"

    author = models.ForeignKey(Author, models.CASCADE, related_name="posts")
    title = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    body = models.TextField()
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    tags = models.ManyToManyField(Tag, blank=True, related_name="posts")
    comments = GenericRelation(Comment)

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a post that was published at no time."""
        if self.status != self.Status.DRAFT and self.published_at is None:
            raise ValidationError({"published_at": "When was it published?"})


class Picture(models.Model):
    """A picture in the gallery."""

    author = models.ForeignKey(Author, models.CASCADE, related_name="pictures")
    caption = models.CharField(max_length=80)
    url = models.URLField()
    comments = GenericRelation(Comment)

    def __str__(self) -> str:
        return self.caption
