"""Score the mypy plugin: inject one mistake at a time into correct factories, and count how many it finds.

``python -m scripts.mutation_score`` prints the score of each kind of mistake, what was missed, and how many alarms the
correct files give. It fails unless all mistakes are found and there is no alarm.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scripts import mutation_django
from tests.mypy import django_project, running

#: The correct file, for each kind of model; ``{kind}`` is its name.
CORRECT = """\
from __future__ import annotations

from collections.abc import Iterable

import pytest

import typedfactory as factory
from models_{kind} import Address, Post, User
from typedfactory import fuzzy
from typedfactory.pytest_plugin import LazyFixture, register, with_factory


class AddressFactory(factory.Factory[Address]):
    city = factory.Faker("city")
    zip_code = factory.Sequence(lambda n: 10000 + n)


class UserFactory(factory.Factory[User]):
    class Meta:
        exclude = ("domain",)
        strategy = "build"
        optional = "value"
        rename = {{"years": "age"}}
        max_depth = 3

    class Params:
        level = 3
        loud = factory.Trait(name="X", nick=factory.LazyAttribute(lambda o: o.name.upper()))
        moved = factory.Trait(address__city="Rome", loud=True)

    domain = "example.org"
    name = factory.LazyAttribute(lambda o: f"{{o.nick}}@{{o.domain.lower()}}")
    years = factory.LazyAttributeSequence(lambda o, n: o.level + n)
    address = factory.SubFactory(AddressFactory, city="Oslo", zip_code=factory.SelfAttribute("..level"))
    tags = factory.List(["a", factory.Sequence(lambda n: f"tag{{n}}")])
    height = factory.Maybe("loud", factory.Faker("pyfloat", max_value=2), fuzzy.FuzzyFloat(1.0, 2.0))
    nick = factory.Faker("first_name", locale="de_DE")
    posts = factory.RelatedFactoryList("{module}.PostFactory", "author", size=2, title="x")

    @factory.post_generation
    def greeted(obj, create, extracted: str | None, times: int = 1) -> None:
        if create and extracted:
            print({read} * times)


class ChildFactory(UserFactory):
    name = factory.Iterator(["ann", "bob"])
    years = fuzzy.FuzzyInteger(1, 12)
    tags = factory.LazyFunction(lambda: ["child"])
    nick = fuzzy.FuzzyChoice(["a", None])
    height = factory.Transformer(1.2, transform=float)


class DecoratedFactory(factory.Factory[User]):
    @factory.lazy_attribute
    def name(self) -> str:
        return f"{{self.age}}"

    @factory.sequence
    def age(n) -> int:
        return n

    @factory.iterator
    def nick() -> Iterable[str]:
        yield "x"


class PostFactory(factory.Factory[Post]):
    title = factory.SelfAttribute("author.name")
    author = factory.SubFactory(UserFactory, name="ann", address__city="Paris")


class FullFactory(factory.Factory[Address]):
    class Meta:
        autofill = False

    city = "x"
    zip_code = 3


UserFactory(name="ann", years=3, loud=True, level=2, greeted="hi", greeted__times=2, __sequence=3)
UserFactory.build(address__city="Bonn", address____sequence=2, posts____size=1, posts__title="y")
UserFactory.create_batch(2, nick=factory.SelfAttribute("name"), tags=["b"])
PostFactory.build_batch(size=2, author__address__zip_code=3, author__loud=True)
UserFactory.stub(height=2).name
ChildFactory(name=factory.LazyAttribute(lambda o: o.nick or "x"))
factory.build(User, name="x", age=3)
factory.create_batch(Address, 2, city=factory.Faker("city"))
factory.make_factory(Post, title="x")

register(UserFactory, "admin", _strategy="build", years=40, nick=LazyFixture("nickname"))
register(PostFactory, author=LazyFixture("admin"))


@pytest.fixture
def nickname(admin_name: str) -> str:
    return admin_name


@pytest.mark.parametrize("admin__years", [17, 18])
@pytest.mark.parametrize(("post__title", "post__author__nick"), [("x", None), ("y", "ann")])
def test_post(post: Post, user_factory: type[UserFactory], admin__years: int) -> None: ...


@pytest.mark.factory(admin=dict(years=3, loud=True))
async def test_admin(admin: User, post_factory: type[factory.Factory[Post]]) -> None: ...


@with_factory(PostFactory, "draft", title="draft")
class TestDraft:
    def test_it(self, draft: Post, *, admin: User | None) -> None: ...
"""


class Mutation(NamedTuple):
    """One mistake: its kind, what stands in the correct file, and what takes its place."""

    kind: str
    old: str
    new: str
    #: The kinds of models that it makes no sense for.
    without: frozenset[str] = frozenset()


_MAPPED = frozenset({"sqlalchemy"})
_KEYED = frozenset({"typed_dict"})

MUTATIONS = (
    Mutation("declarations", 'city = "x"\n', 'citty = "x"\n'),
    Mutation("declarations", "zip_code = 3\n", 'zip_code = "3"\n'),
    Mutation("declarations", "lambda n: 10000 + n", 'lambda n: f"{n}"'),
    Mutation("declarations", 'factory.Iterator(["ann", "bob"])', "factory.Iterator([1, 2])"),
    Mutation("declarations", "fuzzy.FuzzyInteger(1, 12)", "fuzzy.FuzzyText()"),
    Mutation("declarations", 'lambda: ["child"]', "lambda: [3]"),
    Mutation("declarations", 'fuzzy.FuzzyChoice(["a", None])', "fuzzy.FuzzyChoice([1, 2])"),
    Mutation("declarations", "transform=float", "transform=str"),
    Mutation("declarations", "fuzzy.FuzzyFloat(1.0, 2.0)", "fuzzy.FuzzyText()"),
    Mutation("declarations", 'factory.Maybe("loud"', 'factory.Maybe("luod"'),
    Mutation("declarations", 'lambda n: f"tag{n}"', "lambda n: n"),
    Mutation("declarations", "def name(self) -> str:", "def nmae(self) -> str:"),
    Mutation(
        "declarations", "    def age(n) -> int:\n        return n", "    def age(n) -> str:\n        return str(n)"
    ),
    Mutation(
        "declarations",
        'def nick() -> Iterable[str]:\n        yield "x"',
        "def nick() -> Iterable[int]:\n        yield 3",
    ),
    Mutation("functions", "o.domain.lower()", "o.domian.lower()"),
    Mutation("functions", "o.domain.lower()", "o.domain + 1"),
    Mutation("functions", "o.level + n", "o.levle + n"),
    Mutation("functions", "o.level + n", "o.level.upper()"),
    Mutation("functions", "o.name.upper()", "o.nmae.upper()"),
    Mutation("functions", "{self.age}", "{self.aeg}"),
    Mutation("functions", "lambda o: o.nick or", "lambda o: o.nikc or"),
    Mutation("nested", "factory.SubFactory(AddressFactory, city", "factory.SubFactory(PostFactory, city"),
    Mutation("nested", 'city="Oslo"', 'citty="Oslo"'),
    Mutation("nested", 'city="Oslo"', "city=3"),
    Mutation("nested", '"{module}.PostFactory"', '"{module}.PsotFactory"'),
    Mutation("nested", '"author", size', '"autor", size'),
    Mutation("nested", '"author", size', '"title", size'),
    Mutation("nested", "size=2, title", 'size="2", title'),
    Mutation("nested", 'size=2, title="x"', 'size=2, titel="x"'),
    Mutation("nested", 'address__city="Paris"', 'address__citty="Paris"'),
    Mutation("nested", 'address__city="Paris"', "address__city=3"),
    Mutation("paths", '"..level"', '"..levle"'),
    Mutation("paths", '"..level"', '"..name"'),
    Mutation("paths", '"author.name"', '"author.nmae"'),
    Mutation("paths", '"author.name"', '"autor.name"'),
    Mutation("paths", '"author.name"', '"author.tags"'),
    Mutation("paths", 'SelfAttribute("name")', 'SelfAttribute("nmae")'),
    Mutation("faker", 'Faker("first_name"', 'Faker("frist_name"'),
    Mutation("faker", "max_value=2", "max_valeu=2"),
    Mutation("faker", "max_value=2", 'max_value="2"'),
    Mutation("faker", 'city = factory.Faker("city")', 'city = factory.Faker("pyint")'),
    Mutation("faker", 'Faker("first_name"', 'Faker("date_object"'),
    Mutation("hooks", "{read} * times", "{misread} * times"),
    Mutation("hooks", "obj, create, extracted: str | None, times: int = 1", "obj, create"),
    Mutation("hooks", 'greeted="hi"', "greeted=3"),
    Mutation("hooks", "greeted__times=2", 'greeted__times="2"'),
    Mutation("hooks", "greeted__times=2", "greeted__tiems=2"),
    Mutation("traits", 'Trait(name="X"', "Trait(name=3"),
    Mutation("traits", 'Trait(name="X"', 'Trait(nmae="X"'),
    Mutation("traits", 'Trait(address__city="Rome"', 'Trait(address__citty="Rome"'),
    Mutation("traits", "loud=True)\n", 'loud="yes")\n'),
    Mutation("traits", "loud=True, level", 'loud="yes", level'),
    Mutation("meta", "optional =", "optinal ="),
    Mutation("meta", '"build"\n', '"biuld"\n'),
    Mutation("meta", 'exclude = ("domain",)', 'exclude = ("domian",)'),
    Mutation("meta", '"years": "age"', '"years": "aeg"'),
    Mutation("meta", "max_depth = 3", "max_depth = 0"),
    Mutation("meta", "        strategy =", "        model = Address\n        strategy ="),
    Mutation("calls", 'UserFactory(name="ann"', 'UserFactory(nmae="ann"'),
    Mutation("calls", 'UserFactory(name="ann"', "UserFactory(name=3"),
    Mutation("calls", "level=2", 'level="2"'),
    Mutation("calls", "__sequence=3)", '__sequence="3")'),
    Mutation("calls", 'address__city="Bonn"', "address__city=3"),
    Mutation("calls", 'address__city="Bonn"', 'adress__city="Bonn"'),
    Mutation("calls", "posts____size=1", 'posts____size="1"'),
    Mutation("calls", 'posts__title="y"', 'posts__titel="y"'),
    Mutation("calls", "author__address__zip_code=3", 'author__address__zip_code="3"'),
    Mutation("calls", "author__address__zip_code=3", "author__address__zip_coed=3"),
    Mutation("calls", "author__loud=True", "author__luod=True"),
    Mutation("calls", 'tags=["b"]', "tags=[3]"),
    Mutation("calls", 'factory.build(User, name="x", age=3)', 'factory.build(User, name="x", aeg=3)'),
    Mutation("calls", 'factory.build(User, name="x", age=3)', 'factory.build(User, name="x", age="3")'),
    Mutation("calls", 'make_factory(Post, title="x")', 'make_factory(Post, titel="x")'),
    Mutation("results", "UserFactory.stub(height=2).name", "UserFactory.stub(height=2).nmae"),
    Mutation("results", "UserFactory.stub(height=2).name", "UserFactory.stub(height=2).name + 1"),
    Mutation("results", "PostFactory.build_batch(size=2,", "1 + PostFactory.build_batch(size=2,"),
    Mutation("results", 'UserFactory(name="ann", years', '1 + UserFactory(name="ann", years'),
    Mutation("fixtures", "test_post(post: Post", "test_post(post: User"),
    Mutation("fixtures", "user_factory: type[UserFactory]", "user_factory: UserFactory"),
    Mutation("fixtures", "user_factory: type[UserFactory]", "user_factory: type[PostFactory]"),
    Mutation("fixtures", "type[factory.Factory[Post]]", "type[factory.Factory[User]]"),
    Mutation("fixtures", "admin__years: int", "admin__years: str"),
    Mutation("fixtures", "test_admin(admin: User", "test_admin(admin: str"),
    Mutation("fixtures", "draft: Post, *, admin: User | None", "draft: User, *, admin: User | None"),
    Mutation("fixtures", "draft: Post, *, admin: User | None", "draft: Post, *, admin: Post | None"),
    Mutation("fixtures", '_strategy="build", years=40', '_strategy="build", yaers=40'),
    Mutation("fixtures", '_strategy="build", years=40', '_strategy="build", years="40"'),
    Mutation("fixtures", 'author=LazyFixture("admin")', 'autor=LazyFixture("admin")'),
    Mutation("fixtures", '"draft", title="draft"', '"draft", titel="draft"'),
    Mutation("fixtures", '("post__title", ', '("post__titel", '),
    Mutation("fixtures", '"post__author__nick"), [', '"post__author__nikc"), ['),
    Mutation("fixtures", '("y", "ann")', '(3, "ann")'),
    Mutation("fixtures", '("x", None)', '("x", 3)'),
    Mutation("fixtures", "[17, 18]", '[17, "18"]'),
    Mutation("fixtures", "factory(admin=dict(", "factory(adimn=dict("),
    Mutation("fixtures", "dict(years=3", "dict(yaers=3"),
    Mutation("fixtures", "dict(years=3", 'dict(years="3"'),
    Mutation("required", 'city = "x"\n', "", _MAPPED),
    Mutation("required", "    zip_code = 3\n", "", _MAPPED),
)


class Mutant(NamedTuple):
    """A file with one mistake."""

    module: str
    mutation: Mutation
    source: str


def correct(kind: str, module: str) -> str:
    """Return the correct file for a kind of models."""
    return CORRECT.format(kind=kind, module=module, read=_read(kind, "name"))


def _read(kind: str, name: str) -> str:
    return f'obj["{name}"]' if kind == "typed_dict" else f"obj.{name}"


def mutants(kind: str) -> Iterator[Mutant]:
    """Make the files with one mistake each."""
    for number, mutation in enumerate(MUTATIONS):
        if kind in mutation.without:
            continue
        module = f"mutant_{kind}_{number}"
        words = {"{read}": _read(kind, "name"), "{misread}": _read(kind, "nmae"), "{module}": module}
        old, new = mutation.old, mutation.new
        for word, value in words.items():
            old, new = old.replace(word, value), new.replace(word, value)
        source = correct(kind, module)
        if old not in source:
            raise LookupError(f"{old!r} is not in the file for {kind}")
        yield Mutant(module, mutation, source.replace(old, new, 1))


def main() -> int:
    """Print the score; return the exit code."""
    right = {f"correct_{kind}": correct(kind, f"correct_{kind}") for kind in running.KINDS}
    wrong = [mutant for kind in running.KINDS for mutant in mutants(kind)]
    with tempfile.TemporaryDirectory() as folder:
        found = running.check(right | {mutant.module: mutant.source for mutant in wrong}, Path(folder))
    total = Counter(mutant.mutation.kind for mutant in wrong)
    caught = Counter(mutant.mutation.kind for mutant in wrong if found.get(mutant.module))
    missed = [
        f"{mutant.module}: {mutant.mutation.old!r} -> {mutant.mutation.new!r}"
        for mutant in wrong
        if not found.get(mutant.module)
    ]
    alarms = [
        f"{name}:{line}: {text}" for name in right for line, texts in found.get(name, {}).items() for text in texts
    ]
    score_django(total, caught, missed, alarms)
    for name, count in total.items():
        print(f"{name:14}{caught[name]:4} of {count}")
    print(*(f"missed: {text}" for text in missed), *(f"alarm: {text}" for text in alarms), sep="\n")
    print(f"{caught.total()} of {total.total()} mistakes found, {len(alarms)} false alarms")
    return 0 if caught == total and not alarms else 1


def score_django(total: Counter[str], caught: Counter[str], missed: list[str], alarms: list[str]) -> None:
    """Add what is found in factories of Django's models."""
    made = mutation_django.mutants()
    sources = {"correct": mutation_django.CORRECT, **{name: source for name, (_, _, source) in made.items()}}
    with tempfile.TemporaryDirectory() as folder:
        found = django_project.check(sources, Path(folder))
    for name, (kind, mistake, _) in made.items():
        total[kind] += 1
        caught[kind] += bool(found.get(name))
        if not found.get(name):
            missed.append(f"django {name}: {mistake}")
    alarms.extend(message for messages in found.get("correct", {}).values() for message in messages)


if __name__ == "__main__":
    sys.exit(main())
