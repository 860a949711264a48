"""--factory-profile and --factory-report."""

from __future__ import annotations

from tests.pytest_plugin.conftest import Run

TESTS = """
    import sqlalchemy as sa
    from sqlalchemy import orm
    import typedfactory as factory
    from factories import AuthorFactory, BookFactory
    from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session

    Base = orm.declarative_base()

    class Town(Base):
        __tablename__ = "town"
        id = sa.Column(sa.Integer, primary_key=True)
        name = sa.Column(sa.String(20), nullable=False)

    class Street(Base):
        __tablename__ = "street"
        id = sa.Column(sa.Integer, primary_key=True)
        town_id = sa.Column(sa.ForeignKey("town.id"), nullable=False)
        town = orm.relationship(Town)

    class TownFactory(SQLAlchemyModelFactory):
        class Meta:
            model = Town

    class StreetFactory(SQLAlchemyModelFactory):
        class Meta:
            model = Street

        town = factory.SubFactory(TownFactory)

    @pytest.fixture
    def session():
        engine = sa.create_engine("sqlite://")
        Base.metadata.create_all(engine)
        with orm.Session(engine) as opened, use_session(opened):
            yield
        engine.dispose()

    def test_plain():
        BookFactory(author__age=3)
        AuthorFactory.build_batch(2)

    def test_many(session):
        StreetFactory.create_batch(40)
        TownFactory()

    def test_nothing():
        pass
"""


def words(lines: list[str]) -> list[list[str]]:
    """Return the words of each line, without milliseconds."""
    return [
        [word for word in line.split() if not word.replace(".", "", 1).isdecimal() or "." not in word] for line in lines
    ]


def test_the_profile_counts_by_factory_and_by_test(run: Run) -> None:
    result = run(TESTS, "--factory-profile")
    result.assert_outcomes(passed=3)
    start = next(place for place, line in enumerate(result.outlines) if "factory profile" in line)
    found = words(result.outlines[start + 1 :])
    assert found[:5] == [
        ["factory", "objects", "rows", "ms", "caused", "by"],
        ["TownFactory", "41", "41", "StreetFactory", "40"],
        ["StreetFactory", "40", "40"],
        ["AuthorFactory", "3", "0", "BookFactory", "1"],
        ["BookFactory", "1", "0"],
    ]
    assert found[6] == ["test", "objects", "rows", "ms"]
    assert ["test_it.py::test_many", "81", "81"] in found
    assert ["test_it.py::test_plain", "4", "0"] in found
    assert ["in", "all", "85", "81"] in found


def test_the_report_names_tests_that_make_more_rows_than_a_limit(run: Run) -> None:
    result = run(TESTS, "--factory-report=50")
    result.stdout.fnmatch_lines(
        ["*factory report*", "test_it.py::test_many: 81 rows, more than 50 (TownFactory 41, StreetFactory 40)"]
    )
    result = run(TESTS, "--factory-report=100")
    result.stdout.fnmatch_lines(["*factory report*", "no test makes more than 100 rows"])


def test_a_run_without_factories_says_so(run: Run) -> None:
    result = run("def test_it(): pass", "--factory-profile")
    result.stdout.fnmatch_lines(["*factory profile*", "no factory made anything"])


def test_workers_of_xdist_hand_over_what_was_made(run: Run) -> None:
    result = run(TESTS, "--factory-report=50", "-n1")
    result.stdout.fnmatch_lines(["test_it.py::test_many: 81 rows, more than 50 (TownFactory 41, StreetFactory 40)"])
