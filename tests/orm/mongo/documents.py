from __future__ import annotations

import datetime
import enum

import bson
import mogo
import mongoengine as m


class Colour(enum.Enum):
    RED = "red"


class Address(m.EmbeddedDocument):
    street = m.StringField(required=True)
    number = m.IntField(min_value=1, max_value=9, required=True)


class Company(m.Document):
    name = m.StringField(required=True, unique=True)


class Person(m.Document):
    name = m.StringField(required=True)
    address = m.EmbeddedDocumentField(Address, required=True)
    company = m.ReferenceField(Company)


def is_even(value: int) -> None:
    if value % 2:
        raise m.ValidationError("odd")


class Everything(m.Document):
    text = m.StringField(required=True, min_length=3, max_length=5)
    plate = m.StringField(required=True, regex=r"^[A-Z]{2}-\d{3}$")
    mail = m.EmailField(required=True)
    url = m.URLField(required=True)
    whole = m.IntField(required=True, min_value=5, max_value=6)
    long = m.LongField(required=True)
    floating = m.FloatField(required=True, min_value=0.5, max_value=0.75)
    exact = m.DecimalField(required=True, min_value=1, max_value=2, precision=2)
    exact_128 = m.Decimal128Field(required=True)
    flag = m.BooleanField(required=True)
    moment = m.DateTimeField(required=True)
    day = m.DateField(required=True)
    precise = m.ComplexDateTimeField(required=True)
    embedded = m.EmbeddedDocumentField(Address, required=True)
    key = m.ObjectIdField(required=True)
    words = m.ListField(m.StringField(max_length=4), required=True)
    sorted_numbers = m.SortedListField(m.IntField(), required=True)
    addresses = m.EmbeddedDocumentListField(Address, required=True)
    companies = m.ListField(m.ReferenceField(Company), required=True)
    loose = m.DictField(required=True)
    counts = m.MapField(m.IntField(), required=True)
    places = m.MapField(m.EmbeddedDocumentField(Address), required=True)
    company = m.ReferenceField(Company, required=True)
    lazy = m.LazyReferenceField(Company, required=True)
    generic = m.GenericReferenceField(choices=[Company], required=True)
    raw = m.BinaryField(required=True, max_bytes=4)
    uid = m.UUIDField(required=True, binary=False)
    colour = m.EnumField(Colour, required=True)
    choice = m.StringField(required=True, choices=["a", "b"])
    labelled = m.IntField(required=True, choices=[(1, "one"), (2, "two")])
    anything = m.DynamicField(required=True)
    place = m.GeoPointField(required=True)
    point = m.PointField(required=True)
    line = m.LineStringField(required=True)
    area = m.PolygonField(required=True)
    even = m.IntField(required=True, validation=is_even)
    number = m.SequenceField()
    optional = m.StringField()
    default = m.StringField(required=True, default="kept")


class Keyed(m.Document):
    code = m.StringField(primary_key=True)


class Loose(m.DynamicDocument):
    name = m.StringField(required=True)


class Tree(m.Document):
    parent = m.ReferenceField("self", required=True)


class Firm(mogo.Model):
    name = mogo.Field(str, required=True)


class Worker(mogo.Model):
    name = mogo.Field(str, required=True)
    age = mogo.Field(int, required=True)
    born = mogo.Field(datetime.datetime, required=True)
    firm = mogo.ReferenceField(Firm, required=True)
    level = mogo.EnumField(("low", "high"), required=True)
    state = mogo.Field(str, required=True, default="new")
    note = mogo.Field(str)


class Sheet(mogo.Model):
    anything = mogo.Field(required=True)
    share = mogo.Field(float, required=True)
    flag = mogo.Field(bool, required=True)
    listed = mogo.Field(list, required=True)
    table = mogo.Field(dict, required=True)
    raw = mogo.Field(bytes, required=True)
    key = mogo.Field(bson.ObjectId, required=True)
    fixed = mogo.ConstantField(int, required=True)
    letter = mogo.EnumField(lambda model: ("p", "q"), required=True, default="p")
    made = mogo.Field(int, required=True, default=lambda: 4)


class Vehicle(mogo.PolyModel):
    kind = mogo.Field(str, default="vehicle")
    wheels = mogo.Field(int, required=True)

    @classmethod
    def get_child_key(cls) -> str:
        return "kind"


@Vehicle.register("car")
class Car(Vehicle):
    kind = mogo.Field(str, default="car")
    doors = mogo.Field(int, required=True)
