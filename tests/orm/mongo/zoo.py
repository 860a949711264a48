"""Documents with every field of MongoEngine's, in every way that fields are declared."""

from __future__ import annotations

import datetime
import enum
from typing import Any

import mongoengine as m


class Size(enum.Enum):
    SMALL = 1
    LARGE = 2


class Short(m.Document):
    short = m.StringField(required=True, max_length=3)
    long = m.StringField(required=True, min_length=30)
    exact = m.StringField(required=True, min_length=5, max_length=5)


class Patterned(m.Document):
    plate = m.StringField(required=True, regex=r"^[A-Z]{2}-\d{3}$")
    sized = m.StringField(required=True, regex=r"[a-z]+", min_length=4, max_length=6)


class Chosen(m.Document):
    letter = m.StringField(required=True, choices=("a", "b"))
    labelled = m.IntField(required=True, choices=[(1, "one"), (2, "two")])
    size = m.EnumField(Size, required=True)
    some = m.EnumField(Size, required=True, choices=[Size.LARGE])
    listed = m.ListField(m.StringField(choices=["x"]), required=True)


class Mail(m.Document):
    mail = m.EmailField(required=True)
    short = m.EmailField(required=True, max_length=30)


class Link(m.Document):
    url = m.URLField(required=True)
    secure = m.URLField(required=True, schemes=["ftp"])


class Whole(m.Document):
    number = m.IntField(required=True)
    small = m.IntField(required=True, min_value=0, max_value=1)
    least = m.IntField(required=True, min_value=10**6)
    most = m.IntField(required=True, max_value=-5)
    long = m.LongField(required=True)


class Floating(m.Document):
    number = m.FloatField(required=True)
    bounded = m.FloatField(required=True, min_value=0.5, max_value=0.75)


class Exact(m.Document):
    number = m.DecimalField(required=True)
    rounded = m.DecimalField(required=True, precision=3, min_value=0, max_value=1)
    text = m.DecimalField(required=True, force_string=True)
    exact = m.Decimal128Field(required=True)
    bounded = m.Decimal128Field(required=True, min_value=1, max_value=2)


class Flag(m.Document):
    flag = m.BooleanField(required=True)


class Moment(m.Document):
    moment = m.DateTimeField(required=True)
    day = m.DateField(required=True)
    precise = m.ComplexDateTimeField(required=True)
    other = m.ComplexDateTimeField(required=True, separator=".")


class Identified(m.Document):
    key = m.ObjectIdField(required=True)
    uid = m.UUIDField(required=True)
    text = m.UUIDField(required=True, binary=False)


class Bytes(m.Document):
    raw = m.BinaryField(required=True)
    short = m.BinaryField(required=True, max_bytes=2)


class Numbered(m.Document):
    number = m.SequenceField()


class NumberedKey(m.Document):
    id = m.SequenceField(primary_key=True)
    name = m.StringField(required=True)


class NumberedText(m.Document):
    code = m.SequenceField(sequence_name="codes", value_decorator=lambda n: f"no{n}")


class TextKey(m.Document):
    code = m.StringField(primary_key=True, max_length=8)


class WholeKey(m.Document):
    code = m.IntField(primary_key=True)


class UidKey(m.Document):
    code = m.UUIDField(primary_key=True)


class Leaf(m.EmbeddedDocument):
    name = m.StringField(required=True)
    note = m.StringField()


class Twig(m.EmbeddedDocument):
    leaf = m.EmbeddedDocumentField(Leaf, required=True)
    leaves = m.EmbeddedDocumentListField(Leaf, required=True)


class Plant(m.Document):
    twig = m.EmbeddedDocumentField(Twig, required=True)
    named = m.EmbeddedDocumentField("Leaf", required=True)
    spare = m.EmbeddedDocumentField(Leaf)
    twigs = m.ListField(m.EmbeddedDocumentField(Twig), required=True)


class AnyLeaf(m.Document):
    thing = m.GenericEmbeddedDocumentField(choices=[Leaf], required=True)


class Animal(m.EmbeddedDocument):
    meta = {"allow_inheritance": True}  # noqa: RUF012 - MongoEngine's way
    name = m.StringField(required=True)


class Dog(Animal):
    tricks = m.IntField(required=True)


class Kennel(m.Document):
    dog = m.EmbeddedDocumentField(Dog, required=True)
    animal = m.EmbeddedDocumentField(Animal, required=True)


class Lists(m.Document):
    words = m.ListField(m.StringField(max_length=4), required=True)
    loose = m.ListField(required=True)
    nested = m.ListField(m.ListField(m.IntField()), required=True)
    tables = m.ListField(m.DictField(), required=True)
    short = m.ListField(m.IntField(), required=True, max_length=1)
    ordered = m.SortedListField(m.IntField(), required=True, reverse=True)
    by_name = m.SortedListField(m.EmbeddedDocumentField(Leaf), ordering="name", required=True)


class Maps(m.Document):
    loose = m.DictField(required=True)
    typed = m.DictField(m.IntField(), required=True)
    counts = m.MapField(m.IntField(), required=True)
    leaves = m.MapField(m.EmbeddedDocumentField(Leaf), required=True)
    lists = m.MapField(m.ListField(m.StringField()), required=True)


class Firm(m.Document):
    name = m.StringField(required=True)


class Person(m.Document):
    firm = m.ReferenceField(Firm, required=True)
    by_dbref = m.ReferenceField(Firm, dbref=True, required=True)
    by_name = m.ReferenceField("Firm", required=True)
    other = m.ReferenceField(Firm)
    friend = m.ReferenceField("self")


class Lazy(m.Document):
    firm = m.LazyReferenceField(Firm, required=True)
    passing = m.LazyReferenceField(Firm, passthrough=True, required=True)
    listed = m.ListField(m.LazyReferenceField(Firm), required=True)


class Cached(m.Document):
    firm = m.CachedReferenceField(Firm, fields=["name"], required=True)


class Referring(m.Document):
    thing = m.GenericReferenceField(choices=[Firm], required=True)
    lazy = m.GenericLazyReferenceField(choices=["Firm"], required=True)
    firms = m.ListField(m.ReferenceField(Firm), required=True)
    by_key = m.MapField(m.ReferenceField(Firm), required=True)


class Chain(m.Document):
    person = m.ReferenceField(Person, required=True)


class Shape(m.Document):
    meta = {"allow_inheritance": True}  # noqa: RUF012 - MongoEngine's way
    name = m.StringField(required=True)


class Circle(Shape):
    radius = m.FloatField(required=True, min_value=0)


class Wheel(Circle):
    spokes = m.IntField(required=True, min_value=1)


class Stamped(m.Document):
    meta = {"abstract": True}  # noqa: RUF012 - MongoEngine's way
    made = m.DateTimeField(required=True, default=lambda: datetime.datetime(2000, 1, 1))  # noqa: DTZ001 - MongoEngine's
    by = m.StringField(required=True)


class Letter(Stamped):
    body = m.StringField(required=True)


class Unique(m.Document):
    name = m.StringField(required=True, unique=True, max_length=4)
    number = m.IntField(required=True, unique=True, min_value=1, max_value=10)
    room = m.IntField(required=True, min_value=1, max_value=9)
    seat = m.IntField(required=True, unique_with="room", min_value=1, max_value=9)


class Indexed(m.Document):
    meta = {"indexes": [{"fields": ["name", "level"]}, "#level"]}  # noqa: RUF012 - MongoEngine's way
    name = m.StringField(required=True)
    level = m.IntField(required=True)


class Named(m.Document):
    meta = {"collection": "other_name"}  # noqa: RUF012 - MongoEngine's way
    name = m.StringField(required=True, db_field="n")


class Free(m.DynamicDocument):
    name = m.StringField(required=True)


class FreePart(m.DynamicEmbeddedDocument):
    name = m.StringField(required=True)


class HasFreePart(m.Document):
    part = m.EmbeddedDocumentField(FreePart, required=True)


class Lenient(m.Document):
    meta = {"strict": False}  # noqa: RUF012 - MongoEngine's way
    name = m.StringField(required=True)


class Defaults(m.Document):
    text = m.StringField(required=True, default="kept")
    made = m.IntField(required=True, default=lambda: 7)
    null = m.StringField(null=True)
    listed = m.ListField(m.IntField(), default=[1])


class Anything(m.Document):
    thing = m.DynamicField(required=True)


def is_even(value: Any) -> None:
    if value % 2:
        raise m.ValidationError("odd")


class Checked(m.Document):
    even = m.IntField(required=True, validation=is_even)


class Places(m.Document):
    place = m.GeoPointField(required=True)
    point = m.PointField(required=True)
    line = m.LineStringField(required=True)
    area = m.PolygonField(required=True)


class ManyPlaces(m.Document):
    points = m.MultiPointField(required=True)
    lines = m.MultiLineStringField(required=True)
    areas = m.MultiPolygonField(required=True)
    listed = m.ListField(m.PointField(), required=True)


class Optionals(m.Document):
    text = m.StringField(max_length=3)
    number = m.IntField()
    leaf = m.EmbeddedDocumentField(Leaf)
    firm = m.ReferenceField(Firm)
    words = m.ListField(m.StringField())


class Attached(m.Document):
    file = m.FileField(required=True)
    picture = m.ImageField(required=True, size=(800, 600, True), thumbnail_size=(20, 20, True))


def documents() -> list[Any]:
    """Return all documents that are saved."""
    found = [each for each in globals().values() if isinstance(each, type) and issubclass(each, m.Document)]
    return [each for each in found if each.__module__ == __name__ and not each._meta.get("abstract")]
