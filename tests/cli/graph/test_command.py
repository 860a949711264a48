"""``typedfactory graph``: factories, and what leads from one to another."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from tests.cli.graph.shop import SHOP
from tests.cli.running import Shell
from tests.docs.pages import DOCS, files_of


@pytest.fixture
def shop(shell: Shell) -> Shell:
    shell.write("shop.py", SHOP)
    return shell


def test_all_that_leads_to_another_factory_is_found(shop: Shell) -> None:
    status, out, err = shop.run("graph", "shop", "--json")
    assert (status, err) == (0, "")
    data = json.loads(out)
    names = {node["key"]: node["name"] for node in data["nodes"]}
    edges = [
        (names[each["source"]], each["field"], names[each["target"]], each["kind"], each["traits"])
        for each in data["edges"]
    ]
    assert edges == [
        ("CustomerFactory", "home", "AddressFactory", "filled by type", []),
        ("OrderFactory", "customer", "CustomerFactory", "sub-factory", []),
        ("OrderFactory", "customer__home", "AddressFactory", "sub-factory", []),
        ("OrderFactory", "parts__0", "AddressFactory", "sub-factory", []),
        ("OrderFactory", "ship_to", "AddressFactory", "sub-factory", ["sent", "express"]),
        ("OrderFactory", "lines", "LineFactory", "filled by type", []),
        ("OrderFactory", "log", "LogFactory", "related factory", []),
    ]
    origins = {node["name"]: node["origin"] for node in data["nodes"]}
    assert origins == {
        "AddressFactory": "named",
        "CustomerFactory": "named",
        "OrderFactory": "named",
        "LogFactory": "named",
        "LineFactory": "automatic",
    }


def test_what_one_factory_leads_to_is_drawn_with_it(shop: Shell) -> None:
    data = json.loads(shop.run("graph", "shop:CustomerFactory", "--json").out)
    assert [(node["name"], node["origin"]) for node in data["nodes"]] == [
        ("CustomerFactory", "named"),
        ("AddressFactory", "reached"),
    ]


def test_many_to_many_is_found(shell: Shell) -> None:
    pytest.importorskip("sqlalchemy")
    shell.write(
        "blog.py",
        """
        import sqlalchemy as sa
        from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
        from typedfactory.orm.sqlalchemy import ManyToMany, SQLAlchemyModelFactory


        class Base(DeclarativeBase):
            pass


        links = sa.Table(
            "links",
            Base.metadata,
            sa.Column("post", sa.ForeignKey("post.id"), primary_key=True),
            sa.Column("tag", sa.ForeignKey("tag.id"), primary_key=True),
        )


        class Tag(Base):
            __tablename__ = "tag"
            id: Mapped[int] = mapped_column(primary_key=True)


        class Post(Base):
            __tablename__ = "post"
            id: Mapped[int] = mapped_column(primary_key=True)
            tags: Mapped[list[Tag]] = relationship(secondary=links)


        class TagFactory(SQLAlchemyModelFactory[Tag]):
            pass


        class PostFactory(SQLAlchemyModelFactory[Post]):
            tags = ManyToMany(TagFactory)
        """,
    )
    assert shell.run("graph", "blog.py") == (
        0,
        (
            "flowchart LR\n"
            '  f0["TagFactory<br/><small>Tag</small>"]\n'
            '  f1["PostFactory<br/><small>Post</small>"]\n'
            '  f1 <-->|"tags"| f0'
        ),
        "",
    )
    assert 'f1 -> f0 [label="tags", dir=both];' in shell.run("graph", "blog.py", "--format", "dot").out


def test_factories_that_lead_to_each_other_are_drawn_once(shell: Shell) -> None:
    shell.write(
        "circle.py",
        """
        import typedfactory as factory


        class EggFactory(factory.DictFactory):
            hen = factory.Maybe("laid", factory.SubFactory("circle.HenFactory"), None)
            laid = False


        class HenFactory(factory.DictFactory):
            egg = factory.SubFactory(EggFactory)
            mother = factory.Maybe("old", None, factory.SubFactory("circle.HenFactory", old=True))
            old = True
        """,
    )
    assert [line for line in shell.run("graph", "circle.py").out.splitlines() if "-->" in line] == [
        '  f0 -->|"hen"| f1',
        '  f1 -->|"egg"| f0',
        '  f1 -->|"mother"| f1',
    ]
    assert shell.run("graph", "circle.py", "-o", "circle.svg") == (0, "", "")
    assert (shell.folder / "circle.svg").read_text(encoding="utf-8").count('class="link') == 3 + 1


def test_svg_has_a_box_for_each_factory_and_a_line_for_each_link(shop: Shell) -> None:
    assert shop.run("graph", "shop", "-o", "shop.svg") == (0, "", "")
    root = ET.parse(shop.folder / "shop.svg").getroot()  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    boxes = [each.get("data-factory") for each in root.iter(f"{space}g") if each.get("data-factory")]
    assert boxes == ["AddressFactory", "CustomerFactory", "OrderFactory", "LogFactory", "LineFactory"]
    titles = [
        each.findtext(f"{space}title") for each in root.iter(f"{space}path") if each.find(f"{space}title") is not None
    ]
    assert "ship_to (sent, express): sub-factory" in titles
    assert len(titles) == 7
    assert "http" not in (shop.folder / "shop.svg").read_text(encoding="utf-8").replace(
        "http://www.w3.org/2000/svg", ""
    )


def test_the_picture_in_the_documentation_is_what_the_page_types(shell: Shell) -> None:
    for name, text in files_of("cli/graph.md").items():
        shell.write(name, text)
    assert shell.run("graph", "shop", "-o", "factories.svg") == (0, "", "")
    drawn, shown = shell.folder / "factories.svg", DOCS / "pictures" / "factories.svg"
    assert drawn.read_text(encoding="utf-8") == shown.read_text(encoding="utf-8")


def test_html_refers_to_nothing_outside(shop: Shell) -> None:
    assert shop.run("graph", "shop.py", "-o", "shop.html") == (0, "", "")
    text = (shop.folder / "shop.html").read_text(encoding="utf-8")
    for outside in ('src="', "<link", "@import", "url(http", "sourceMappingURL=cyto"):
        assert outside not in text
    assert text.count("</script>") == 4
    assert "Permission is hereby granted" in text
    assert "<title>Factories of shop.py</title>" in text


def test_a_module_that_raises_does_not_keep_the_others_from_being_drawn(shop: Shell) -> None:
    shop.write("broken.py", "import typedfactory\nclass UserFactory(typedfactory.DictFactory):\n    x = 1 / 0\n")
    status, out, err = shop.run("graph", ".")
    assert status == 1
    assert "OrderFactory" in out
    assert err == "typedfactory: broken.py: importing it failed: ZeroDivisionError: division by zero (broken.py:3)\n"


def test_nothing_is_drawn_where_nothing_could_be_imported(shell: Shell) -> None:
    shell.write("broken.py", "import typedfactory\nclass UserFactory(typedfactory.DictFactory):\n    x = 1 / 0\n")
    said = "typedfactory: broken: importing it failed: ZeroDivisionError: division by zero (broken.py:3)\n"
    assert shell.run("graph", "broken", "-o", "x.svg") == (2, "", said)
    assert not (shell.folder / "x.svg").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["shop", "-o", "x.svgg"],
         "x.svgg: there is no format 'svgg' for pictures. Did you mean \"svg\"? Choose with --format."),
        (["shop", "--format", "png"],
         "there is no format 'png' for pictures. Known names: dot, html, mmd, svg. Choose with --format."),
        (["shpo", "-o", "x.svg"], "shpo: there is no module 'shpo'. Did you mean \"shop\"?"),
        (["shop", "-o", "nowhere/x.svg"], "nowhere/x.svg: No such file or directory."),
        (["shop", "-o", "/dev/full", "--format", "html"], "the output: No space left on device."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line(shop: Shell, arguments: list[str], said: str) -> None:
    assert shop.run("graph", *arguments) == (2, "", f"typedfactory: {said}\n")


def test_a_reader_that_goes_away_is_no_error(shop: Shell) -> None:
    result = shop.start(script="typedfactory graph shop --format html | head -n 1")
    assert (result.out, result.err) == ("<!DOCTYPE html>\n", "")
