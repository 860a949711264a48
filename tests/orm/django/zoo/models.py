"""At least forty models; each is named after what is special about it."""
# Models for tests: they are named after what is special about them, and nobody reads their texts.
# ruff: noqa: DJ001, DJ008, RUF012

from __future__ import annotations

import datetime
import uuid
from decimal import Decimal

import django
from django.contrib.auth.models import AbstractBaseUser, AbstractUser
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core import validators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Lower

models.CharField.register_lookup(Length)


def check_constraint(condition: Q, name: str) -> models.CheckConstraint:
    """Return a constraint; its first argument was called otherwise before Django 5.1."""
    word = "condition" if django.VERSION >= (5, 1) else "check"
    return models.CheckConstraint(name=name, **{word: condition})


class Author(models.Model):
    name = models.CharField(max_length=100)


class Book(models.Model):
    author = models.ForeignKey(Author, models.CASCADE)
    title = models.CharField(max_length=100)
    pages = models.PositiveIntegerField(default=100)


class Numbers(models.Model):
    small = models.SmallIntegerField()
    whole = models.IntegerField()
    big = models.BigIntegerField()
    positive_small = models.PositiveSmallIntegerField()
    positive = models.PositiveIntegerField()
    positive_big = models.PositiveBigIntegerField()
    floating = models.FloatField()
    exact = models.DecimalField(max_digits=6, decimal_places=2)
    fraction = models.DecimalField(max_digits=4, decimal_places=4)
    flag = models.BooleanField()


class Texts(models.Model):
    char = models.CharField(max_length=50)
    tiny = models.CharField(max_length=1)
    text = models.TextField()
    slug = models.SlugField()
    email = models.EmailField()
    short_email = models.EmailField(max_length=9)
    url = models.URLField()
    short_url = models.URLField(max_length=20)


class Moments(models.Model):
    day = models.DateField()
    moment = models.DateTimeField()
    time = models.TimeField()
    duration = models.DurationField()
    made = models.DateTimeField(auto_now_add=True)
    changed = models.DateField(auto_now=True)


class Others(models.Model):
    uid = models.UUIDField()
    data = models.JSONField()
    raw = models.BinaryField()
    short_raw = models.BinaryField(max_length=4)
    address = models.GenericIPAddressField()
    address_4 = models.GenericIPAddressField(protocol="ipv4")
    address_6 = models.GenericIPAddressField(protocol="ipv6")


class Files(models.Model):
    file = models.FileField(upload_to="files")
    document = models.FileField(validators=[validators.FileExtensionValidator(["pdf", "txt"])])
    image = models.ImageField(upload_to="images", width_field="width", height_field="height")
    width = models.IntegerField()
    height = models.IntegerField()
    path = models.FilePathField(path=__file__.rpartition("/")[0], match=r"\.py$")


class OptionalFiles(models.Model):
    file = models.FileField(blank=True)
    image = models.ImageField(blank=True, null=True)


class Defaults(models.Model):
    name = models.CharField(max_length=20, default="unnamed")
    count = models.IntegerField(default=7)
    uid = models.UUIDField(default=uuid.uuid4)
    tags = models.JSONField(default=list, blank=True)
    nothing = models.CharField(max_length=5, null=True, blank=True)
    note = models.TextField(blank=True)


class EmptyDefaults(models.Model):
    name = models.CharField(max_length=20, default="")
    data = models.JSONField(default=dict)


class NullNotBlank(models.Model):
    name = models.CharField(max_length=20, null=True)
    author = models.ForeignKey(Author, models.CASCADE, null=True)


class BlankNotNull(models.Model):
    count = models.IntegerField(blank=True)
    author = models.ForeignKey(Author, models.CASCADE, blank=True)


class BlankUnique(models.Model):
    code = models.CharField(max_length=30, unique=True, blank=True)


class Choices(models.Model):
    class Colour(models.TextChoices):
        RED = "r"
        GREEN = "g"
        __empty__ = "none"

    class Level(models.IntegerChoices):
        LOW = 1
        HIGH = 2

    colour = models.CharField(max_length=1, choices=Colour.choices)
    level = models.IntegerField(choices=Level.choices)
    grouped = models.CharField(
        max_length=5, choices=[("", "-"), ("Audio", [("cd", "CD")]), ("Video", [("dvd", "DVD")])]
    )
    optional = models.CharField(max_length=1, choices=Colour.choices, blank=True)


class UniqueOnes(models.Model):
    name = models.CharField(max_length=40, unique=True)
    code = models.CharField(max_length=3, unique=True)
    number = models.PositiveSmallIntegerField(unique=True)
    email = models.EmailField(unique=True)
    slug = models.SlugField(unique=True)
    day = models.DateField(unique=True)
    exact = models.DecimalField(max_digits=5, decimal_places=2, unique=True)
    address = models.GenericIPAddressField(unique=True)


class Plate(models.Model):
    side = models.CharField(max_length=1, choices=[("l", "left"), ("r", "right")], unique=True)


class UniqueTogether(models.Model):
    author = models.ForeignKey(Author, models.CASCADE)
    position = models.PositiveSmallIntegerField()

    class Meta:
        unique_together = [("author", "position")]


class UniqueConstraintModel(models.Model):
    name = models.CharField(max_length=30)
    group = models.CharField(max_length=30, default="main")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "group"], name="name_in_group"),
            models.UniqueConstraint(Lower("name"), name="name_caseless"),
        ]


class UniqueDefaults(models.Model):
    kind = models.CharField(max_length=30, default="usual")
    number = models.IntegerField(default=0)

    class Meta:
        unique_together = [("kind", "number")]


class UniqueForDate(models.Model):
    slug = models.SlugField(unique_for_date="day")
    day = models.DateField()


class Checked(models.Model):
    age = models.IntegerField()
    rating = models.IntegerField()
    state = models.CharField(max_length=10)
    name = models.CharField(max_length=30)
    price = models.DecimalField(max_digits=8, decimal_places=2)

    class Meta:
        constraints = [
            check_constraint(Q(age__gte=18) & Q(age__lt=100), name="adult"),
            check_constraint(Q(rating__range=(1, 5)), name="stars"),
            check_constraint(Q(state__in=["open", "closed"]), name="state"),
            check_constraint(Q(name__length__gte=20), name="long_name"),
            check_constraint(~Q(price__lte=0), name="not_free"),
        ]


class CheckedPair(models.Model):
    start = models.DateField()
    end = models.DateField()
    low = models.IntegerField()
    high = models.IntegerField()

    class Meta:
        constraints = [
            check_constraint(Q(end__gt=F("start")), name="order_days"),
            check_constraint(Q(low__lte=F("high")), name="order_numbers"),
        ]


class CheckedOneOf(models.Model):
    phone = models.CharField(max_length=20, null=True, blank=True)
    email = models.EmailField(null=True, blank=True)

    class Meta:
        constraints = [
            check_constraint(Q(phone__isnull=False) | Q(email__isnull=False), name="reachable"),
        ]


def no_vowels(value: str) -> None:
    if set(value) & set("aeiou"):
        raise ValidationError("no vowels")


class Validated(models.Model):
    age = models.IntegerField(validators=[validators.MinValueValidator(18), validators.MaxValueValidator(21)])
    step = models.IntegerField(validators=[validators.StepValueValidator(5)])
    name = models.CharField(max_length=20, validators=[validators.MinLengthValidator(15)])
    plate = models.CharField(max_length=10, validators=[validators.RegexValidator(r"^[A-Z]{2}-\d{4}$")])
    hexadecimal = models.CharField(max_length=7, validators=[validators.RegexValidator(r"^#[0-9a-f]{6}$")])
    phone = models.CharField(max_length=17, validators=[validators.RegexValidator(r"^\+?1?\d{9,15}$")])
    numbers = models.CharField(max_length=20, validators=[validators.validate_comma_separated_integer_list])
    mail = models.CharField(max_length=40, validators=[validators.validate_email])
    link = models.CharField(max_length=80, validators=[validators.URLValidator(schemes=["ftp"])])
    address = models.CharField(max_length=40, validators=[validators.validate_ipv4_address])
    consonants = models.CharField(max_length=3, validators=[no_vowels])
    share = models.DecimalField(
        max_digits=3,
        decimal_places=2,
        validators=[validators.MinValueValidator(Decimal("0.10")), validators.MaxValueValidator(Decimal("0.20"))],
    )
    not_admin = models.CharField(max_length=20, validators=[validators.RegexValidator("^admin", inverse_match=True)])


class Profile(models.Model):
    author = models.OneToOneField(Author, models.CASCADE)
    motto = models.CharField(max_length=50)


class ProfileAsKey(models.Model):
    author = models.OneToOneField(Author, models.CASCADE, primary_key=True)


class TextKey(models.Model):
    code = models.CharField(max_length=8, primary_key=True)


class UuidKey(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)


class Country(models.Model):
    code = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=40)


class City(models.Model):
    country = models.ForeignKey(Country, models.CASCADE, to_field="code")
    name = models.CharField(max_length=40)


class Node(models.Model):
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True)
    name = models.CharField(max_length=20)


class Chicken(models.Model):
    egg = models.ForeignKey("Egg", models.CASCADE)


class Egg(models.Model):
    chicken = models.ForeignKey(Chicken, models.CASCADE, null=True, blank=True)


class Place(models.Model):
    name = models.CharField(max_length=50, unique=True)


class Restaurant(Place):
    seats = models.PositiveSmallIntegerField()


class Pizzeria(Restaurant):
    place = models.OneToOneField(Restaurant, models.CASCADE, parent_link=True, primary_key=True)
    oven = models.CharField(max_length=10)


class AuthorProxy(Author):
    class Meta:
        proxy = True


class Dated(models.Model):
    day = models.DateField()
    name = models.CharField(max_length=20)
    found = models.Manager()

    class Meta:
        abstract = True


class Concert(Dated):
    hall = models.CharField(max_length=20)


class Exhibition(Dated):
    museum = models.CharField(max_length=20)


class ActiveManager(models.Manager["Member"]):
    def get_queryset(self) -> models.QuerySet[Member]:
        return super().get_queryset().filter(active=True)


class Member(models.Model):
    name = models.CharField(max_length=20)
    active = models.BooleanField(default=True)
    objects = ActiveManager()


class ArgumentManager(models.Manager["WithArgument"]):
    def create(self, word: str = "", **kwargs: object) -> WithArgument:
        return super().create(**({**kwargs, "name": word} if word else kwargs))


class WithArgument(models.Model):
    name = models.CharField(max_length=20)
    objects = ArgumentManager()


if django.VERSION >= (5, 0):

    class DbDefaults(models.Model):
        made = models.DateTimeField(db_default=models.functions.Now())
        count = models.IntegerField(db_default=3)
        name = models.CharField(max_length=20)


if django.VERSION >= (5, 0):

    class Generated(models.Model):
        side = models.PositiveSmallIntegerField(validators=[validators.MaxValueValidator(100)])
        area = models.GeneratedField(
            expression=F("side") * F("side"), output_field=models.BigIntegerField(), db_persist=True
        )


class TaggedItem(models.Model):
    tag = models.SlugField()
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveIntegerField()
    content_object = GenericForeignKey("content_type", "object_id")


class Bookmark(models.Model):
    url = models.URLField()
    tags = GenericRelation(TaggedItem)


class Tag(models.Model):
    name = models.CharField(max_length=30, unique=True)


class Post(models.Model):
    title = models.CharField(max_length=50)
    tags = models.ManyToManyField(Tag, related_name="posts")
    readers = models.ManyToManyField(Author, through="Reading")
    related = models.ManyToManyField("self", blank=True)


class Reading(models.Model):
    post = models.ForeignKey(Post, models.CASCADE)
    author = models.ForeignKey(Author, models.CASCADE)
    day = models.DateField()
    stars = models.PositiveSmallIntegerField(validators=[validators.MaxValueValidator(5)])


class Ordered(models.Model):
    author = models.ForeignKey(Author, models.CASCADE)

    class Meta:
        order_with_respect_to = "author"


class Person(AbstractUser):
    groups = models.ManyToManyField("auth.Group", related_name="people")
    user_permissions = models.ManyToManyField("auth.Permission", related_name="people")


class EmailUser(AbstractBaseUser):
    email = models.EmailField(unique=True)
    USERNAME_FIELD = "email"


class Event(models.Model):
    start = models.DateTimeField(
        validators=[validators.MinValueValidator(datetime.datetime(2030, 1, 1, tzinfo=datetime.timezone.utc))]
    )
    name = models.CharField(max_length=30, db_column="titel")


class Saving(models.Model):
    name = models.CharField(max_length=30)
    saves = models.IntegerField(default=0)

    def save(self, *args: object, **kwargs: object) -> None:
        self.saves += 1
        super().save(*args, **kwargs)


class Slugged(models.Model):
    slug = models.CharField(max_length=30, unique=True)
    text = models.CharField(max_length=30, unique=True)


class CheckedMore(models.Model):
    kind = models.CharField(max_length=10)
    code = models.CharField(max_length=10)
    letters = models.CharField(max_length=10)
    nick = models.CharField(max_length=10, null=True, blank=True)
    other = models.CharField(max_length=10, null=True, blank=True)
    score = models.IntegerField()
    alone = models.IntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            check_constraint(Q(kind="only"), name="kind"),
            check_constraint(Q(code__regex=r"^[a-z]{3}\d$"), name="code"),
            check_constraint(Q(letters__length=4), name="letters"),
            check_constraint(Q(nick__isnull=False), name="nick"),
            check_constraint(Q(other__isnull=True) | Q(nick__isnull=True), name="other"),
            check_constraint(~(Q(score__lt=5) | Q(score__gt=9)), name="score"),
            check_constraint(Q(alone__isnull=True) | Q(alone__gt=F("score")), name="alone"),
        ]


class CheckedPairs(models.Model):
    first_moment = models.DateTimeField()
    last_moment = models.DateTimeField()
    first_time = models.TimeField()
    last_time = models.TimeField()
    first_span = models.DurationField()
    last_span = models.DurationField()
    first_share = models.FloatField()
    last_share = models.FloatField()
    first_price = models.DecimalField(max_digits=6, decimal_places=2)
    last_price = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta:
        constraints = [
            check_constraint(Q(first_moment__lt=F("last_moment")), name="moments"),
            check_constraint(Q(first_time__lte=F("last_time")), name="times"),
            check_constraint(Q(first_span__lte=F("last_span")), name="spans"),
            check_constraint(Q(last_share__gte=F("first_share")), name="shares"),
            check_constraint(Q(first_price__lt=F("last_price")), name="prices"),
        ]


from tests.orm.django.zoo import looking, moved, rules  # noqa: E402, F401 - Django looks for models here
