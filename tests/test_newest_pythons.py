"""What the newest Pythons brought: annotations that are evaluated late, template strings, frozen dicts.

Their syntax and their names would stop the older ones, so the modules stand here as text.
"""

from __future__ import annotations

import importlib.util
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

import typedfactory as factory
from typedfactory import typeinfo
from typedfactory.errors import UnfillableError
from typedfactory.ground.shape import column_of

late = pytest.mark.skipif(sys.version_info < (3, 14), reason="annotations are evaluated late since Python 3.14")
templates = pytest.mark.skipif(sys.version_info < (3, 14), reason="template strings are new in Python 3.14")
frozen = pytest.mark.skipif(sys.version_info < (3, 15), reason="frozen dicts are new in Python 3.15")

Load = Callable[[str], ModuleType]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Give a function that makes a module from its text."""

    def make(text: str) -> ModuleType:
        path = tmp_path / "newest_models.py"
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, path.stem, module)
        spec.loader.exec_module(module)
        return module

    return make


#: Each kind of model that names classes which come later, as its first line and the indented ones below.
KINDS = {
    "dataclass": "@dataclasses.dataclass\nclass Early:\n    one: Later\n    more: list[Later]",
    "optional": "@dataclasses.dataclass\nclass Early:\n    one: Later | None\n    more: list[Later] | Later",
    "annotated": "@dataclasses.dataclass\nclass Early:\n    one: Annotated[Later, 1]\n    more: list[Later]",
    "generic": "@dataclasses.dataclass\nclass Early[T]:\n    one: Later\n    more: list[T | Later]",
    "attrs": "@attrs.define\nclass Early:\n    one: Later\n    more: list[Later]",
    "msgspec": "class Early(msgspec.Struct):\n    one: Later\n    more: list[Later]",
    "NamedTuple": "class Early(NamedTuple):\n    one: Later\n    more: list[Later]",
    "plain": (
        "class Early:\n    def __init__(self, one: Later, more: list[Later]) -> None:\n"
        "        self.one, self.more = one, more"
    ),
}
IMPORTS = "import dataclasses\nfrom typing import Annotated, NamedTuple\nimport attrs, msgspec\n"
LATER = "@dataclasses.dataclass\nclass Later:\n    number: int\n"
WAYS = {
    "in a module": "{imports}\n{early}\n{later}",
    "in a module, as text": "from __future__ import annotations\n{imports}\n{early}\n{later}",
    "in a function": "{imports}\ndef make():\n{early_inside}\n{later_inside}\n    return Early\nEarly = make()",
}


@late
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_model_may_name_what_comes_later(load: Load, kind: str, way: str) -> None:
    early = KINDS[kind]
    text = WAYS[way].format(
        imports=IMPORTS,
        early=early,
        later=LATER,
        early_inside=textwrap.indent(early, "    "),
        later_inside=textwrap.indent(LATER, "    "),
    )
    model = load(text).Early
    made = factory.build(model[int] if kind == "generic" else model)
    assert type(made.one).__name__ == "Later"
    assert isinstance(made.one.number, int)


HIDDEN = """
    from typing import TYPE_CHECKING
    import dataclasses
    import attrs

    if TYPE_CHECKING:
        from somewhere import Missing

    @dataclasses.dataclass
    class Data:
        hidden: Missing
        number: int

    @attrs.define
    class Defined:
        hidden: Missing
        number: int

    class Plain:
        def __init__(self, hidden: Missing, number: int) -> None:
            self.hidden, self.number = hidden, number

    class Open:
        def __init__(self, *args: Missing, **kwargs: Missing) -> None: ...
        def __new__(cls, hidden: Missing, number: int):
            made = super().__new__(cls)
            made.hidden, made.number = hidden, number
            return made
"""


@late
@pytest.mark.parametrize("name", ["Data", "Defined", "Plain", "Open"])
def test_what_only_type_checkers_know_may_be_named_where_it_is_given(load: Load, name: str) -> None:
    made = factory.make_factory(getattr(load(HIDDEN), name), hidden="given")()
    assert made.hidden == "given"
    assert isinstance(made.number, int)


@late
@pytest.mark.parametrize("name", ["Data", "Defined", "Plain", "Open"])
def test_what_only_type_checkers_know_cannot_be_filled(load: Load, name: str) -> None:
    model = getattr(load(HIDDEN), name)
    with pytest.raises(UnfillableError) as caught:
        factory.make_factory(model)()
    assert str(caught.value) == (
        f'{name}.hidden: the name "Missing" in its annotation does not exist at run time. Import Missing at run time '
        f"(not only under TYPE_CHECKING), or declare the field in the factory."
    )


@late
def test_functions_of_users_may_name_what_only_type_checkers_know(load: Load) -> None:
    text = """
        import typedfactory as factory

        class UserFactory(factory.DictFactory):
            @factory.lazy_attribute
            def name(self: Missing) -> Missing:
                return "Ann"

            @factory.sequence
            def number(n: Missing) -> Missing:
                return n

            @factory.post_generation
            def greeting(obj: Missing, create: Missing, extracted: Missing, **kwargs: Missing) -> Missing:
                obj["greeting"] = extracted
    """
    assert load(text).UserFactory(greeting="Hello") == {"name": "Ann", "number": 0, "greeting": "Hello"}


@late
def test_mapped_classes_and_their_constructors_may_too(load: Load) -> None:
    text = """
        from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

        class Base(DeclarativeBase): ...

        class User(Base):
            __tablename__ = "user"
            id: Mapped[int] = mapped_column(primary_key=True)
            name: Mapped[str]

            def __init__(self, name: Missing, loud: Missing = False) -> None:
                self.name = name.upper() if loud else name
    """
    assert factory.build(load(text).User, name="Ann", loud=True).name == "ANN"


@late
@pytest.mark.parametrize("name", ["Data", "Defined"])
def test_a_field_is_found_in_the_class_that_annotates_it(load: Load, name: str) -> None:
    model = getattr(load(HIDDEN), name)
    assert column_of(type("Child", (model,), {}), "hidden") == (model, "hidden")


@late
def test_parameters_are_read_without_evaluating_annotations(load: Load) -> None:
    module = load("def function(first: Missing, second: list[Missing] = 3): ...")
    assert {name: each.default for name, each in typeinfo.parameters_of(module.function).items()} == {
        "first": typeinfo.parameters_of(module.function)["first"].empty,
        "second": 3,
    }


TEMPLATES = """
    import dataclasses
    from string.templatelib import Interpolation, Template
    import typedfactory as factory

    @dataclasses.dataclass
    class Mail:
        body: Template
        part: Interpolation
        other: Template | None
        more: dict[str, Template]

    name = "Ann"

    class MailFactory(factory.Factory[Mail]):
        body = t"Hello {name!r:>5}"
"""


@templates
def test_templates_are_filled(load: Load) -> None:
    module = load(TEMPLATES)
    with factory.random.seeded(1):
        made = factory.build(module.Mail)
    with factory.random.seeded(1):
        again = factory.build(module.Mail)
    assert [type(each).__name__ for each in (made.body, made.part, made.other)] == [
        "Template",
        "Interpolation",
        "Template",
    ]
    assert (len(made.body.strings[0]), made.body.interpolations[0].expression) == (12, "value")
    assert (made.body.strings, made.body.values) == (again.body.strings, again.body.values)
    assert all(type(each).__name__ == "Template" for each in made.more.values())


@templates
def test_templates_may_be_declared_and_given(load: Load) -> None:
    module = load(TEMPLATES)
    declared = module.MailFactory().body
    (interpolation,) = declared.interpolations
    assert (declared.strings, interpolation.value, interpolation.conversion, interpolation.format_spec) == (
        ("Hello ", ""),
        "Ann",
        "r",
        ">5",
    )
    given = type(declared)("Bye")
    assert module.MailFactory(body=given).body is given


FROZEN = """
    import dataclasses

    @dataclasses.dataclass
    class Settings:
        plain: frozendict
        typed: frozendict[str, int]
        maybe: frozendict[str, list[int]] | None
        several: set[frozendict[str, int]]
"""


@frozen
def test_frozen_dicts_are_filled(load: Load) -> None:
    module = load(FROZEN)
    made = factory.build(module.Settings)
    assert {type(each).__name__ for each in (made.plain, made.typed, made.maybe, *made.several)} == {"frozendict"}
    assert all(isinstance(key, str) and isinstance(value, int) for key, value in made.typed.items())
    assert len(made.several) == 1


@frozen
def test_a_frozen_dict_of_what_has_no_hash_is_no_member_of_a_set(load: Load) -> None:
    module = load("values: set[frozendict[str, list[int]]]")
    with pytest.raises(UnfillableError):
        factory.build_any(typeinfo.raw_annotations(module)["values"])
