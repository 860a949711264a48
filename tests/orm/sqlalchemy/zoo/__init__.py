"""Models of every kind that SQLAlchemy maps, and with every type of column that all databases have."""

from tests.orm.sqlalchemy.zoo.bases import Base, Colour
from tests.orm.sqlalchemy.zoo.classes import Animal, Bike, Car, Cat, Dog, models
from tests.orm.sqlalchemy.zoo.columns import Checked, Defaults, Numbers, Optionals, Point, Shape, Texts, Uniques, Utc
from tests.orm.sqlalchemy.zoo.relations import Child, LeftSide, MaybeChild, Node, Parent, RightSide, WithoutRelationship

__all__ = [
    "Animal",
    "Base",
    "Bike",
    "Car",
    "Cat",
    "Checked",
    "Child",
    "Colour",
    "Defaults",
    "Dog",
    "LeftSide",
    "MaybeChild",
    "Node",
    "Numbers",
    "Optionals",
    "Parent",
    "Point",
    "RightSide",
    "Shape",
    "Texts",
    "Uniques",
    "Utc",
    "WithoutRelationship",
    "models",
]
