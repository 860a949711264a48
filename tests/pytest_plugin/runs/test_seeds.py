"""Seeds: what is random depends on the run's seed and on the test, and on nothing else."""

from __future__ import annotations

import re

import pytest

from tests.pytest_plugin.seeds_project import Project

ONE = "def test_one():\n    show('one', UserFactory().name)\n"
#: Tests with what they share: run in another order, others come first.
SEVERAL = """
@pytest.fixture(scope="session")
def shop():
    return UserFactory().name

@pytest.fixture(scope="module", params=["a", "b"])
def branch(request):
    return UserFactory().name

@pytest.fixture
def user():
    return UserFactory().name

def test_first(user):
    show("first", user, UserFactory().name)

def test_second(shop, user):
    show("second", shop, user)

@pytest.mark.parametrize("size", [1, 2])
def test_third(size, shop):
    show(f"third {size}", shop, *[user.name for user in UserFactory.build_batch(size)])

def test_fourth(request, branch, user):
    show(f"fourth {request.node.name}", branch, user)

class TestFifth:
    @classmethod
    def setup_class(cls):
        cls.name = UserFactory().name

    def test_a(self, shop):
        show("fifth a", self.name, shop, UserFactory().name)

    def test_b(self, request):
        show("fifth b", self.name, request.getfixturevalue("shop"), UserFactory().name)
"""
REVERSED = "def pytest_collection_modifyitems(items):\n    items.reverse()\n"


# The seed of the run


def test_the_header_shows_the_seed_and_how_to_repeat_it(project: Project) -> None:
    project.write(test_it=ONE)
    result = project.run("--factory-seed=12345")
    result.stdout.fnmatch_lines(["typedfactory: seed 12345 (repeat with --factory-seed=12345)"])


def test_the_ini_file_may_hold_the_seed(project: Project) -> None:
    project.write(test_it=ONE)
    project.ini(factory_seed="77")
    project.run().stdout.fnmatch_lines(["typedfactory: seed 77 (repeat with --factory-seed=77)"])


def test_the_command_line_wins_over_the_ini_file(project: Project) -> None:
    project.write(test_it=ONE)
    project.ini(factory_seed="77")
    project.run("--factory-seed=0").stdout.fnmatch_lines(["typedfactory: seed 0 (repeat with --factory-seed=0)"])


def test_without_a_seed_each_run_has_another(project: Project) -> None:
    project.write(test_it=ONE)
    found = [re.search(r"typedfactory: seed (\d+)", project.run().stdout.str()) for _ in range(2)]
    first, second = [match[1] for match in found if match]
    assert first != second


def test_the_seed_in_the_header_repeats_the_run(project: Project) -> None:
    project.write(test_it=ONE)
    match = re.search(r"--factory-seed=\d+", project.run().stdout.str())
    assert match
    first = project.shown()
    assert project.values(match[0]) == first


def test_another_seed_gives_other_values(project: Project) -> None:
    project.write(test_it=ONE)
    assert project.values("--factory-seed=1") != project.values("--factory-seed=2")


def test_a_seed_in_the_ini_file_that_is_no_number_is_refused(project: Project) -> None:
    project.write(test_it=ONE)
    project.ini(factory_seed="abc")
    result = project.run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: factory_seed: 'abc' is no whole number. Write one, or leave it away."])


def test_a_seed_on_the_command_line_that_is_no_number_is_refused(project: Project) -> None:
    result = project.run("--factory-seed=abc")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*argument --factory-seed: invalid int value: 'abc'"])


# Failures


def test_each_kind_of_failure_says_how_to_repeat_it(project: Project) -> None:
    project.write(
        test_it="""
        @pytest.fixture
        def early():
            raise ValueError

        @pytest.fixture
        def late():
            yield
            raise ValueError

        def test_setup(early): pass
        def test_call(): raise ValueError
        def test_teardown(late): pass
        """.replace("\n        ", "\n")
    )
    result = project.run("--factory-seed=9")
    result.assert_outcomes(passed=1, failed=1, errors=2)
    for name in ("setup", "teardown", "call"):
        result.stdout.fnmatch_lines(
            [
                f"_* test_{name} _*" if name == "call" else f"_* ERROR at {name} of test_{name} _*",
                "-* typedfactory -*",
                "seed of the run: 9",
                f"repeat this test: pytest 'test_it.py::test_{name}' --factory-seed=9",
            ]
        )


def test_what_passes_is_skipped_or_expected_to_fail_says_nothing(project: Project) -> None:
    project.write(
        test_it="def test_pass(): pass\n"
        "def test_skip(): pytest.skip()\n"
        "@pytest.mark.xfail\ndef test_fail(): raise ValueError\n"
    )
    project.run("-rA").stdout.no_fnmatch_line("*repeat this test*")


def test_what_a_failure_says_repeats_it_also_from_another_folder(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project.pytester.mkdir("below")
    project.ini()
    project.write(test_other=ONE)
    module = "@pytest.mark.parametrize('a', ['it\\'s'])\ndef test_bad(a):\n    show('bad', UserFactory().name)\n    assert 0\n"
    project.write(**{"below/test_it": module})
    monkeypatch.chdir(folder)
    result = project.run("..")
    match = re.search(r"repeat this test: pytest (.*) --factory-seed=(\d+)", result.stdout.str())
    first = project.shown()["bad"]
    assert match
    assert match[1] == """'test_it.py::test_bad[it'"'"'s]'"""
    project.run("test_it.py::test_bad[it's]", f"--factory-seed={match[2]}")
    assert project.shown() == {"bad": first}


# Each test starts from a seed of its own


def test_no_two_tests_get_the_same_values(project: Project) -> None:
    project.write(test_it=SEVERAL)
    values = project.values("--factory-seed=1")
    assert len(values) == 8
    names = {name for each in values.values() for name in each}
    # One shop in five tests, one name of the class in two; everything else is drawn once.
    assert len(names) == sum(map(len, values.values())) - 4 - 1


@pytest.mark.parametrize("label", ["first", "second", "third", "fourth", "Fifth"])
def test_a_test_alone_gets_the_same_values_as_among_others(project: Project, label: str) -> None:
    project.write(test_it=SEVERAL)
    everything = project.values("--factory-seed=1")
    alone = project.values("--factory-seed=1", "-k", label)
    assert alone
    assert alone == {name: values for name, values in everything.items() if name.startswith(label.lower())}


def test_the_order_of_tests_does_not_matter(project: Project) -> None:
    project.write(test_it=SEVERAL, test_other=ONE)
    forth = project.values("--factory-seed=1")
    project.pytester.makeconftest(REVERSED)
    assert project.values("--factory-seed=1") == forth


def test_each_parameter_of_a_wider_fixture_has_its_own_values(project: Project) -> None:
    project.write(
        test_it="""
@pytest.fixture(scope="module", params=[object(), object(), "text", 5])
def made(request):
    return UserFactory().name

def test_it(request, made):
    show(request.node.name, made)
"""
    )
    values = project.values("--factory-seed=1")
    assert len({name for (name,) in values.values()}) == 4


def test_a_wider_fixture_belongs_to_its_module(project: Project) -> None:
    module = (
        "@pytest.fixture(scope='module')\ndef made(): return UserFactory().name\ndef test_it(made): show({!r}, made)\n"
    )
    project.write(test_a=module.format("a"), test_b=module.format("b"))
    values = project.values("--factory-seed=1")
    assert values["a"] != values["b"]


def test_a_wider_fixture_that_fails_leaves_the_tests_alone(project: Project) -> None:
    module = "@pytest.fixture(scope='session')\ndef bad():\n    UserFactory()\n    raise ValueError\n"
    module += "def test_it(request):\n"
    shown = "    show('it', UserFactory().name, UserFactory().number)\n"
    project.write(
        test_it=f"{module}    with pytest.raises(ValueError):\n        request.getfixturevalue('bad')\n{shown}"
    )
    failing = project.values("--factory-seed=1")
    project.write(test_it=f"def test_it():\n{shown}")
    assert project.values("--factory-seed=1") == failing


def test_values_of_faker_and_fuzzy_and_the_users_own_draws_repeat_too(project: Project) -> None:
    project.write(
        test_it="""
class WordFactory(factory.DictFactory):
    word = factory.Faker("name")
    part = factory.fuzzy.FuzzyFloat(1.0)

def test_it():
    show("it", WordFactory(), factory.random.randgen.random())
"""
    )
    assert project.values("--factory-seed=1") == project.values("--factory-seed=1")


def test_a_second_try_of_a_test_gets_the_same_values(project: Project) -> None:
    project.pytester.makeconftest(
        "import pytest\ntried = []\n"
        "@pytest.hookimpl(tryfirst=True)\n"
        "def pytest_runtest_protocol(item):\n"
        "    if not tried:\n"
        "        tried.append(item)\n"
        "        item.ihook.pytest_runtest_protocol(item=item, nextitem=item)\n"
    )
    project.write(
        test_it="times = []\ndef test_it():\n    times.append(None)\n    show(str(len(times)), UserFactory().name)\n"
    )
    values = project.values("--factory-seed=1")
    assert values["1"] == values["2"]


# While modules are collected


def test_what_a_module_makes_at_import_time_depends_on_nothing_else(project: Project) -> None:
    module = "MADE = UserFactory()\ndef test_it():\n    show('it', MADE.name, MADE.number)\n"
    project.write(test_a="UserFactory.build_batch(3)\n", test_b=module)
    among_others = project.values("--factory-seed=1")
    assert project.values("--factory-seed=1", "test_b.py") == among_others
    assert project.values("--factory-seed=2", "test_b.py") != among_others


def test_what_conftest_makes_at_import_time_is_the_same_in_each_run(project: Project) -> None:
    project.pytester.makeconftest("import makers\nmakers.MADE = makers.UserFactory().name\n")
    project.write(test_it="import makers\ndef test_it(): show('it', makers.MADE)\n")
    assert project.values() == project.values()


def test_the_examples_of_a_document_are_one_program(project: Project) -> None:
    project.pytester.makeconftest(
        "from sybil import Sybil\nfrom sybil.parsers.myst import PythonCodeBlockParser\n"
        "pytest_collect_file = Sybil(parsers=[PythonCodeBlockParser()], pattern='*.md').pytest()\n"
    )
    page = "```python\nfrom makers import *\nlabel = {!r}\nfirst = UserFactory()\n```\n\n"
    page += (
        "```python\nsecond = UserFactory()\nshow(label, first.name, first.number, second.name, second.number)\n```\n"
    )
    for name in ("one", "two"):
        (project.pytester.path / f"{name}.md").write_text(page.format(name))
    values = project.values("--factory-seed=1")
    assert [(first, second) for _, first, _, second in values.values()] == [(0, 1), (0, 1)]
    assert len({name for first, _, second, _ in values.values() for name in (first, second)}) == 4


def test_the_set_up_of_unittest_does_not_depend_on_the_test_that_comes_first(project: Project) -> None:
    project.write(
        test_it="""
import unittest

def setUpModule():
    globals()["branch"] = UserFactory().name

class TestUnit(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shop = UserFactory().name

    def setUp(self):
        self.user = UserFactory().name

    def test_a(self):
        show("a", branch, self.shop, self.user)

    def test_b(self):
        show("b", branch, self.shop, self.user)
"""
    )
    values = project.values("--factory-seed=1")
    assert len({name for names in values.values() for name in names}) == 4
    assert project.values("--factory-seed=1", "-k", "test_b") == {"b": values["b"]}
