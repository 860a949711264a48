"""``typedfactory migrate``, from polyfactory."""

from __future__ import annotations

import pytest

from tests.cli.migrate.moving import all_moved, dedented, moved
from tests.cli.running import Shell

HEAD = (
    "from polyfactory import Ignore, PostGenerated, Require, Use\nfrom polyfactory.factories import DataclassFactory\n"
)


def body_of(text: str) -> str:
    """Return what stands below ``class Meta`` of a factory that a text is the body of, once it is moved."""
    lines = "".join(f"    {line}\n" for line in text.splitlines())
    result = moved(
        f"{HEAD}\n\nclass OtherFactory(DataclassFactory[Other]): ...\n\n\nclass F(DataclassFactory[User]):\n{lines}"
    )
    assert result.findings == []
    _, _, rest = result.text.partition("class F(typedfactory.Factory[User]):\n")
    return rest.removeprefix('    class Meta:\n        autofill = "all"\n        optional = "random"\n\n')


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = 1", "x = 1"),
        ("x = Use(make)", "x = typedfactory.LazyFunction(make)"),
        ("x = Use(make, 1, a=2)", "x = typedfactory.LazyFunction(lambda: make(1, a=2))"),
        ("x = Use(lambda: 3)", "x = typedfactory.LazyFunction(lambda: 3)"),
        ("x = lambda: 3", "x = typedfactory.LazyFunction(lambda: 3)"),
        ("x = Ignore()", "x = typedfactory.USE_DEFAULT"),
        ("x = OtherFactory", "x = typedfactory.SubFactory(OtherFactory)"),
        ("x = Use(OtherFactory.build, a=1)", "x = typedfactory.SubFactory(OtherFactory, a=1)"),
        (
            "x = Use(OtherFactory.batch, size=3, a=1)",
            "x = typedfactory.List([typedfactory.SubFactory(OtherFactory, a=1)] * 3)",
        ),
        (
            "x = Use(DataclassFactory.__random__.choice, [1, 2])",
            "x = typedfactory.LazyFunction(lambda: typedfactory.random.randgen.choice([1, 2]))",
        ),
        (
            'x = PostGenerated(lambda name, values: name + values["y"] + values.get("z"))',
            'x = typedfactory.LazyAttribute(lambda o: "x" + o.y + o.z)',
        ),
        (
            "@classmethod\ndef x(cls) -> str:\n    return cls.__random__.choice('ab')",
            "@typedfactory.lazy_attribute\n    def x(self) -> str:\n        return typedfactory.random.randgen.choice('ab')",
        ),
        (
            "@staticmethod\ndef x() -> str:\n    return 'a'",
            "@typedfactory.lazy_attribute\n    def x(self) -> str:\n        return 'a'",
        ),
    ],
)
def test_what_a_field_is_set_to(before: str, after: str) -> None:
    assert body_of(before) == f"    {after}\n"


def test_functions_of_the_module_are_known() -> None:
    result = moved(
        """
        from polyfactory import PostGenerated
        from polyfactory.decorators import post_generated
        from polyfactory.factories.pydantic_factory import ModelFactory


        def full(name, values):
            return values["first"] + values["last"]


        def now():
            return 1


        class UserFactory(ModelFactory):
            \"\"\"Users.\"\"\"

            __model__ = User  # whom
            full = PostGenerated(full)
            at = now

            @post_generated
            @classmethod
            def mail(cls, full) -> str:
                \"\"\"The address.\"\"\"
                return f"{full}@x.org"
        """
    )
    assert result.text == dedented(
        """
        import typedfactory


        def full(name, values):
            return values["first"] + values["last"]


        def now():
            return 1


        class UserFactory(typedfactory.Factory[User]):
            \"\"\"Users.\"\"\"

            class Meta:
                autofill = "all"
                optional = "random"

            # whom
            full = typedfactory.LazyAttribute(lambda o: full("full", {"first": o.first, "last": o.last}))
            at = typedfactory.LazyFunction(now)

            @typedfactory.lazy_attribute
            def mail(self) -> str:
                \"\"\"The address.\"\"\"
                full = self.full
                return f"{full}@x.org"
        """
    )


@pytest.mark.parametrize(
    ("option", "lines"),
    [
        ("__use_defaults__ = True", ['optional = "random"']),
        ("__allow_none_optionals__ = False", ['autofill = "all"']),
        ("__is_base_factory__ = True", ["abstract = True", 'autofill = "all"', 'optional = "random"']),
        (
            "__set_as_default_factory_for_type__ = True",
            ['autofill = "all"', 'optional = "random"', "default_for_model = True"],
        ),
        (
            "__randomize_collection_length__ = True",
            ['autofill = "all"', 'optional = "random"', "collection_size = (0, 5)"],
        ),
        ("__check_model__ = True", ['autofill = "all"', 'optional = "random"']),
    ],
)
def test_options_are_those_of_meta(option: str, lines: list[str]) -> None:
    text = moved(f"{HEAD}\n\nclass F(DataclassFactory[User]):\n    {option}\n").text
    meta = "".join(f"        {line}\n" for line in lines)
    assert text.endswith(f"class F(typedfactory.Factory[User]):\n    class Meta:\n{meta}")


def test_a_factory_below_a_users_own_names_its_model_in_meta() -> None:
    result = all_moved(
        {
            "tests/base.py": """
                from typing import Generic, TypeVar
                from polyfactory.factories import DataclassFactory

                T = TypeVar("T")


                class Base(DataclassFactory[T], Generic[T]):
                    __is_base_factory__ = True
                """,
            "tests/factories.py": """
                from tests.base import Base


                class AFactory(Base[A]): ...


                class BFactory(Base):
                    __model__ = B
                """,
            "tests/test_a.py": """
                from tests.factories import AFactory


                def test_a():
                    assert len(AFactory.batch(3)) == len(AFactory.create_batch_sync(size=3))
                """,
        }
    )
    assert result["tests/base.py"].endswith(
        "class Base(typedfactory.Factory[T], Generic[T]):\n    class Meta:\n        abstract = True\n"
        '        autofill = "all"\n        optional = "random"\n'
    )
    assert "class AFactory(Base[A]): ...\n" in result["tests/factories.py"]
    assert result["tests/factories.py"].endswith("class BFactory(Base):\n    class Meta:\n        model = B\n")
    assert "len(AFactory.build_batch(3)) == len(AFactory.create_batch(size=3))" in result["tests/test_a.py"]


def test_a_factory_with_something_that_has_no_counterpart_stays_with_its_relatives() -> None:
    text = dedented(
        """
        from polyfactory.factories import DataclassFactory


        class AFactory(DataclassFactory[A]):
            @classmethod
            def build(cls, **kwargs):
                return super().build(**kwargs)


        class BFactory(AFactory):
            __model__ = B


        class CFactory(DataclassFactory[C]):
            b = BFactory


        def test_it():
            BFactory.batch(3)
        """
    )
    result = moved(text)
    assert result.text.replace("import typedfactory\n", "") == text.replace(
        "class CFactory(DataclassFactory[C]):\n    b = BFactory\n",
        'class CFactory(typedfactory.Factory[C]):\n    class Meta:\n        autofill = "all"\n        optional = "random"\n\n'
        "    b = typedfactory.LazyFunction(BFactory.build)\n",
    )
    assert result.findings == [(6, "AFactory stays with polyfactory: build overrides a method of polyfactory's.")]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("__faker__ = Faker()", "F stays with polyfactory: __faker__ has no counterpart that a machine could write."),
        ("x = PostGenerated(elsewhere)", "F stays with polyfactory: PostGenerated(…): its function is not at hand."),
        (
            "x = PostGenerated(lambda name, values: str(values))",
            'F stays with polyfactory: PostGenerated(…): its function uses values for more than values["field"].',
        ),
        (
            "__random_seed__ = 1",
            (
                "__random_seed__ is left out: pytest's plugin seeds each test (--factory-seed repeats a run); "
                "elsewhere write with typedfactory.random.seeded(1)."
            ),
        ),
        ("x = Require()", "F.x: where it is not given, a TypeError is raised."),
    ],
)
def test_what_a_person_must_look_at_is_listed(line: str, why: str) -> None:
    result = moved(f"{HEAD}\n\nclass F(DataclassFactory[User]):\n    {line}\n")
    assert result.findings == [(6, why)]


def test_fixtures_and_what_is_done_with_them() -> None:
    result = moved(
        """
        from polyfactory.factories import DataclassFactory
        from polyfactory.pytest_plugin import register_fixture


        @register_fixture
        class UserFactory(DataclassFactory[User]): ...


        @register_fixture(name="makes_groups", scope="session")
        class GroupFactory(DataclassFactory[Group]): ...


        def test_it(user_factory):
            user_factory.batch(2)
            UserFactory.seed_random(1)
        """
    )
    meta = '    class Meta:\n        autofill = "all"\n        optional = "random"\n'
    assert result.text == (
        "import typedfactory\nimport pytest\nfrom typedfactory.pytest_plugin import register\n\n\n"
        f"@register\nclass UserFactory(typedfactory.Factory[User]):\n{meta}\n\n"
        f"class GroupFactory(typedfactory.Factory[Group]):\n{meta}\n\n"
        '@pytest.fixture(name="makes_groups", scope="session")\ndef group_factory():\n    return GroupFactory\n\n\n'
        "def test_it(user_factory):\n    user_factory.build_batch(2)\n    typedfactory.random.reseed_random(1)\n"
    )
    assert result.findings == [(15, "seed_random: the values of a seed are others.")]


def test_what_is_moved_does_what_it_did(shell: Shell) -> None:
    shell.write(
        "test_moved.py",
        """
        from dataclasses import dataclass

        from polyfactory import Ignore, PostGenerated, Require, Use
        from polyfactory.decorators import post_generated
        from polyfactory.factories import DataclassFactory


        @dataclass
        class Address:
            city: str


        @dataclass
        class User:
            first: str
            last: str
            full: str
            mail: str
            homes: list[Address]
            nick: str | None
            points: int = 7
            level: int = 0


        class AddressFactory(DataclassFactory[Address]):
            city = "Rome"


        class UserFactory(DataclassFactory):
            __model__ = User
            last = Require()
            first = Use(str.upper, "ann")
            homes = Use(AddressFactory.batch, size=2)
            points = Ignore()
            mail = PostGenerated(lambda name, values: name + values["first"])

            @post_generated
            @classmethod
            def full(cls, first, last):
                return first + last

            @classmethod
            def level(cls):
                return 3


        def make():
            return UserFactory.batch(20, last="Lee")
        """,
    )
    assert shell.run("migrate", "test_moved.py", "--write").status == 1
    script = (
        "from test_moved import make; users = make(); one = users[0]; "
        "print(one.first, one.full, one.mail, one.homes, one.points, one.level, {u.nick is None for u in users})"
    )
    done = shell.start(script=f"python -c '{script}'")
    assert (done.out, done.err) == (
        "ANN ANNLee mailANN [Address(city='Rome'), Address(city='Rome')] 7 3 {False, True}\n",
        "",
    )
