"""``typedfactory migrate``, from model_bakery: calls and recipes."""

from __future__ import annotations

import pytest

from tests.cli.migrate.moving import all_moved, dedented, moved

HEAD = """\
import itertools

from model_bakery import baker
from model_bakery.recipe import seq

from app.models import Hound
"""
CLASS = "\n\nclass HoundFactory(DjangoModelFactory[Hound]):\n    pass\n\n\n"


def expression(call: str) -> str:
    """Return what becomes of a call."""
    result = moved(f"{HEAD}\nx = {call}\n")
    assert result.findings == []
    return result.text.rpartition("\nx = ")[2].removesuffix("\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("baker.make(Hound)", "HoundFactory()"),
        ('baker.make(Hound, name="rex", keeper__name="Ann")', 'HoundFactory(name="rex", keeper__name="Ann")'),
        ("baker.make(_model=Hound, age=1)", "HoundFactory(age=1)"),
        ("baker.prepare(Hound, age=1)", "HoundFactory.build(age=1)"),
        ("baker.make(Hound, _quantity=3)", "HoundFactory.create_batch(3)"),
        ("baker.make(Hound, 3, age=1)", "HoundFactory.create_batch(3, age=1)"),
        ("baker.prepare(Hound, _quantity=n)", "HoundFactory.build_batch(n)"),
        ("baker.make(Hound, _quantity=None, make_m2m=False)", "HoundFactory()"),
        ("baker.make(Hound, _quantity=100, _bulk_create=True)", "HoundFactory.bulk_create(100)"),
        ('baker.make(Hound, _fill_optional=["age", "nick"])', "HoundFactory(age=typedfactory.AUTO, nick=typedfactory.AUTO)"),
        ("baker.make(Hound, _fill_optional=True)", "FullHoundFactory()"),
        ("baker.make(Hound, age=lambda: baker.prepare(Hound))", "HoundFactory(age=typedfactory.LazyFunction(lambda: HoundFactory.build()))"),
        ("baker.seed(1)", "typedfactory.random.reseed_random(1)"),
    ],
)  # fmt: skip
def test_calls(before: str, after: str) -> None:
    assert expression(before) == after


@pytest.mark.parametrize(
    ("given", "declared"),
    [
        ('seq("rex")', 'typedfactory.Sequence(lambda n: f"rex{n + 1}")'),
        ('seq("a", suffix="z", start=10)', 'typedfactory.Sequence(lambda n: f"a{n + 10}z")'),
        ("seq(10, increment_by=5)", "typedfactory.Sequence(lambda n: 15 + 5 * n)"),
        ("seq(0, start=0)", "typedfactory.Sequence(lambda n: n)"),
        ("seq('{}')", "typedfactory.Sequence(lambda n: f'{{}}{n + 1}')"),
        ('itertools.cycle(["a", "b"])', 'typedfactory.Iterator(["a", "b"])'),
        ('iter(["a", "b"])', 'typedfactory.Iterator(["a", "b"], cycle=False)'),
    ],
)
def test_what_counts_begins_anew_in_each_call(given: str, declared: str) -> None:
    assert expression(f"baker.make(Hound, 3, name={given})") == (
        f"typedfactory.create_batch(Hound, 3, name={declared}, FACTORY_CLASS=DjangoModelFactory)"
    )


def test_a_module_gets_a_class_for_each_model_that_it_names() -> None:
    result = moved(
        """
        from django.contrib.auth import get_user_model
        from model_bakery import baker

        from app.models import Hound, TestRun

        User = get_user_model()


        def test_it(model):
            baker.make(User)
            baker.make("app.Toy", size=1)
            # not named at the top of the module
            baker.make(model, a=1)
            # pytest would collect TestRunFactory
            baker.make(TestRun)
            baker.make(
                Hound,
                name="rex",  # the name
                age=1,
            )
        """
    )
    assert result.text == dedented(
        """
        from django.contrib.auth import get_user_model

        from app.models import Hound, TestRun
        import typedfactory
        from typedfactory.orm.django import DjangoModelFactory

        User = get_user_model()


        class UserFactory(DjangoModelFactory[User]):
            pass


        class ToyFactory(DjangoModelFactory):
            class Meta:
                model = "app.Toy"


        class HoundFactory(DjangoModelFactory[Hound]):
            pass


        def test_it(model):
            UserFactory()
            ToyFactory(size=1)
            # not named at the top of the module
            typedfactory.create(model, a=1, FACTORY_CLASS=DjangoModelFactory)
            # pytest would collect TestRunFactory
            typedfactory.create(TestRun, FACTORY_CLASS=DjangoModelFactory)
            HoundFactory(
                name="rex",  # the name
                age=1,
            )
        """
    )


@pytest.mark.parametrize(
    ("option", "advice"),
    [
        ("make_m2m=True", "make_m2m=…: declare the field, field = ManyToMany(OtherFactory, size=5)."),
        ("_save_related=True", "_save_related=…: give the related object, field=OtherFactory()."),
        ('_using="other"', "_using=…: set Meta.database."),
        ("_refresh_after_create=True", "_refresh_after_create=…: call refresh_from_db()."),
        ("_save_kwargs={}", "_save_kwargs=…: override _create."),
        ("_fill_optional=some", '_fill_optional=…: set Meta.autofill = "all" in a factory class.'),
        ("born=seq(date(2000, 1, 1))", "seq(…) begins with something other than a text or a number."),
        ("name=seq('a', increment_by=n)", "seq(…) counts in steps that are not written out."),
    ],
)
def test_a_call_with_something_that_has_no_counterpart_stays(option: str, advice: str) -> None:
    text = f"{HEAD}\nx = baker.make(Hound, {option})\n"
    assert moved(text) == (text, [(8, f"The call stays as it is; {advice}")])


def test_what_a_spread_holds_is_listed() -> None:
    result = moved(f"{HEAD}\ndef make(**kwargs):\n    return baker.make(Hound, **kwargs)\n")
    assert result.text.endswith("def make(**kwargs):\n    return HoundFactory(**kwargs)\n")
    assert result.findings == [(9, "What ** holds is passed on; options such as _quantity would be taken for fields.")]


def test_recipes_are_classes_wherever_they_are_used() -> None:
    result = all_moved(
        {
            "kennel/baker_recipes.py": """
                from model_bakery.recipe import Recipe, foreign_key, seq

                from .models import Hound, Keeper

                # who feeds
                keeper = Recipe(Keeper, name="Ann")
                rex = Recipe(
                    Hound,
                    # the dog's
                    name=seq("rex"),  # numbered
                    keeper=foreign_key(keeper, one_to_one=True),
                )
                old_rex = rex.extend(age=15)
                stray_recipe = Recipe("kennel.Hound")
                """,
            "tests/test_it.py": """
                from model_bakery import baker

                from kennel.baker_recipes import keeper, rex
                from kennel import baker_recipes


                def test_it():
                    rex.make(name="x")
                    baker_recipes.keeper.prepare()
                    baker.make_recipe("kennel.old_rex", _quantity=2, nick="n")
                    baker.prepare_recipe("kennel.stray_recipe")
                """,
        }
    )
    assert result["kennel/baker_recipes.py"] == dedented(
        """
        from .models import Hound, Keeper
        import typedfactory
        from typedfactory.orm.django import DjangoModelFactory


        # who feeds
        class KeeperFactory(DjangoModelFactory[Keeper]):
            name = "Ann"


        class RexFactory(DjangoModelFactory[Hound]):
            # the dog's
            name = typedfactory.Sequence(lambda n: f"rex{n + 1}")  # numbered
            keeper = typedfactory.SubFactory(KeeperFactory)


        class OldRexFactory(RexFactory):
            age = 15


        class StrayFactory(DjangoModelFactory):
            class Meta:
                model = "kennel.Hound"
        """
    )
    assert result["tests/test_it.py"].endswith(
        dedented(
            """
            def test_it():
                RexFactory(name="x")
                baker_recipes.KeeperFactory.build()
                OldRexFactory.create_batch(2, nick="n")
                StrayFactory.build()
            """
        )
    )
    assert "import keeper" not in result["tests/test_it.py"]


def test_a_recipe_whose_calls_stay_stays_beside_its_class() -> None:
    result = moved(
        """
        from model_bakery.recipe import Recipe
        from app.models import Hound

        rex = Recipe(Hound, name="rex")


        def test_it():
            rex.make(_using="other")
            rex.make()
        """
    )
    assert (
        'rex = Recipe(Hound, name="rex")\n\n\nclass RexFactory(DjangoModelFactory[Hound]):\n    name = "rex"\n'
        in result.text
    )
    assert result.text.endswith('    rex.make(_using="other")\n    RexFactory()\n')


def test_what_a_recipe_says_differently_is_listed() -> None:
    result = moved(
        """
        from model_bakery.recipe import Recipe, foreign_key, related
        from app.models import Hound, Keeper

        keeper = Recipe(Keeper)
        rex = Recipe(Hound, keeper=foreign_key(keeper), toys=related("toy"))
        """
    )
    assert result.findings == [
        (5, "The objects of one call shared one keeper; each has its own now. To share it, pass keeper=… in the call."),
        (
            5,
            "rex.toys is declared as nothing. related(…): write ManyToMany(OtherFactory) or RelatedFactoryList(OtherFactory, …).",
        ),
    ]


def test_lists_are_still_extended() -> None:
    text = "from model_bakery import baker\n\nfound = other.extend(x)\nmore.make()\n"
    assert moved(text) == (text, [])


def test_model_mommy_is_known_by_its_old_name() -> None:
    result = moved("from model_mommy import mommy\nfrom app.models import Hound\n\nmommy.make(Hound)\n")
    assert result.text.endswith("HoundFactory()\n")
