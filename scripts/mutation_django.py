"""The part of `scripts.mutation_score` that is about Django's models, which mypy knows through django-stubs' plugin."""

from __future__ import annotations

CORRECT = """\
import datetime
from typing import Any
import typedfactory as factory
from typedfactory import fuzzy
from typedfactory.orm.django import DjangoModelFactory
from kennel.models import Dog, Owner

class OwnerFactory(DjangoModelFactory[Owner]):
    name = factory.Faker("first_name")

class DogFactory(DjangoModelFactory[Dog]):
    class Meta:
        django_get_or_create = ("name",)
        skip_postgeneration_save = True

    class Params:
        old = factory.Trait(age=15, owner__name="Ann")
        suffix = "x"

    name = factory.LazyAttribute(lambda o: o.owner.name.upper() + o.suffix)
    age = fuzzy.FuzzyInteger(1, 9)
    born = factory.LazyFunction(datetime.date.today)
    owner = factory.SubFactory(OwnerFactory, name=factory.SelfAttribute("..suffix"))
    barked = factory.PostGenerationMethodCall("bark", loud=True)

    @factory.post_generation
    def walked(obj, create: bool, extracted: int | None, **kwargs: Any) -> None:
        if extracted:
            obj.bark(loud=obj.age == 3)

dog = DogFactory(name="x", age=None, owner__name="y", pk=4, old=True, walked=2)
dogs = DogFactory.create_batch(2, owner__name="y", born=datetime.date(2020, 1, 1))
built = DogFactory.build(suffix="z")
years = DogFactory.stub(age=3).name.upper()
name: str = dog.name + dogs[0].name + built.owner.name
"""
#: Kind of mistake, what is replaced, and by what. Django's fields take texts for numbers and dates: no mistakes to mypy.
MUTATIONS = (
    ("declarations", "    age = fuzzy", "    aeg = fuzzy"),
    ("declarations", "factory.LazyFunction(datetime.date.today)", "3"),
    ("declarations", "datetime.date.today", "datetime.timedelta"),
    ("declarations", "fuzzy.FuzzyInteger(1, 9)", "fuzzy.FuzzyDate(datetime.date.today())"),
    ("functions", "o.owner.name", "o.ower.name"),
    ("functions", "o.owner.name", "o.owner.nmae"),
    ("functions", "o.suffix", "o.sufix"),
    ("functions", "obj.bark", "obj.brak"),
    ("nested", "SubFactory(OwnerFactory, name", 'SubFactory("kennel.OwnerFactroy", name'),
    ("nested", "SubFactory(OwnerFactory, name", "SubFactory(OwnerFactory, nmae"),
    ("nested", "SubFactory(OwnerFactory, name", "SubFactory(Owner, name"),
    ("paths", '"..suffix"', '"..sufix"'),
    ("paths", '"..suffix"', '"..born"'),
    ("faker", '"first_name"', '"frist_name"'),
    ("faker", '"first_name"', '"date_object"'),
    ("hooks", '"bark", loud=True', '"brak", loud=True'),
    ("hooks", "loud=True)", 'loud="x")'),
    ("hooks", "walked=2", 'walked="2"'),
    ("traits", "Trait(age=15", "Trait(age=[15]"),
    ("traits", "Trait(age=15", "Trait(aeg=15"),
    ("traits", "old=True", "old=3"),
    ("meta", '("name",)', '("nmae",)'),
    ("meta", "django_get_or_create", "django_get_or_crate"),
    ("meta", "skip_postgeneration_save = True", "database = 3"),
    ("calls", 'DogFactory(name="x"', 'DogFactory(nmae="x"'),
    ("calls", "age=None", "age=[3]"),
    ("calls", 'owner__name="y", pk', 'owner__nmae="y", pk'),
    ("calls", 'owner__name="y", born', 'ower__name="y", born'),
    ("calls", "born=datetime.date(2020, 1, 1)", "born=3"),
    ("calls", 'build(suffix="z")', 'build(sufix="z")'),
    ("results", "stub(age=3).name", "stub(age=3).nmae"),
    ("results", "dogs[0].name", "dogs.name"),
    ("results", "built.owner.name", "built.owner.born"),
)


def mutants() -> dict[str, tuple[str, str, str]]:
    """Return the name of each module with a mistake → its kind, the mistake in words, and its source."""
    made: dict[str, tuple[str, str, str]] = {}
    for number, (kind, old, new) in enumerate(MUTATIONS):
        if old not in CORRECT:
            raise LookupError(f"{old!r} is not in the file for django")
        made[f"mutant_{number}"] = kind, f"{old!r} -> {new!r}", CORRECT.replace(old, new, 1)
    return made
