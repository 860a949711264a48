"""The page of ``typedfactory graph``, in a real browser without a window.

It needs playwright, which `make test` installs, and Chromium: of the system (``apt install chromium``), or where the
environment variable TYPEDFACTORY_TEST_CHROMIUM says.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.graph.shop import SHOP
from tests.cli.running import Shell

pytest.importorskip("playwright", reason="the dev extra is not installed")
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM = os.environ.get("TYPEDFACTORY_TEST_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium: apt install chromium")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Reader:
    """Somebody who looks at the page.

    Args:
        page: The page in the browser.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.said.append(request.url) if "file:" not in request.url else None)

    def open(self, path: Path) -> None:
        """Open the page, and wait for the picture."""
        self.page.goto(path.as_uri())
        self.page.wait_for_function("window.factories")

    def click(self, name: str) -> None:
        """Click on a factory in the picture."""
        place = self.page.evaluate(
            """name => {
              const here = factories.nodes().filter(node => node.data("name") === name)[0].renderedPosition();
              const around = document.getElementById("graph").getBoundingClientRect();
              return [around.left + here.x, around.top + here.y];
            }""",
            name,
        )
        self.page.mouse.click(*place)
        self.page.wait_for_timeout(50)

    def names(self, selector: str) -> list[str]:
        """Return the names of factories in the picture."""
        found: list[str] = self.page.evaluate(
            "selector => factories.nodes(selector).map(node => node.data('name')).sort()", selector
        )
        return found

    def colours(self) -> Any:
        """Return the colours of the paper, and of a name in the picture."""
        return self.page.evaluate(
            "[getComputedStyle(document.body).backgroundColor, factories.nodes()[0].style('color')]"
        )


@pytest.fixture
def reader(shell: Shell, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Reader]:
    shell.write("shop.py", SHOP)
    assert shell.run("graph", "shop.py", "-o", "shop.html").status == 0
    is_dark = getattr(request, "param", "light") == "dark"
    page = browser.new_page(
        color_scheme="dark" if is_dark else "light", reduced_motion="reduce", viewport={"width": 1200, "height": 700}
    )
    reader = Reader(page)
    reader.open(shell.folder / "shop.html")
    yield reader
    page.close()
    assert reader.said == []


def test_a_click_on_a_factory_shows_its_fields_and_a_sample(reader: Reader) -> None:
    reader.click("AddressFactory")
    panel = reader.page.locator("#panel")
    assert panel.locator("h2").inner_text() == "AddressFactory"
    assert panel.locator("tr").all_inner_texts() == ["city\t'Rome </script><b>' (shop.py:38)"]
    assert panel.locator("pre").inner_text() == '{\n  "city": "Rome </script><b>"\n}'
    assert "Makes addresses." in panel.inner_text()
    assert reader.names(".picked") == ["AddressFactory"]
    assert reader.names(".faded") == ["LineFactory", "LogFactory"]


def test_links_lead_from_factory_to_factory_and_escape_leads_back(reader: Reader) -> None:
    reader.click("OrderFactory")
    panel = reader.page.locator("#panel")
    assert panel.locator("li").all_inner_texts() == [
        "customer\nCustomerFactory",
        "customer__home\nAddressFactory",
        "parts__0\nAddressFactory",
        "ship_to (sent, express)\nAddressFactory",
        "lines\nLineFactory",
        "log\nLogFactory",
    ]
    # It has no docstring, and not that of its base.
    assert panel.locator("p").all_inner_texts() == ["Traits: sentexpress"]
    panel.get_by_text("LineFactory").click()
    assert panel.locator("h2").inner_text() == "LineFactory"
    assert "automatic, for fields of its type" in panel.inner_text()
    reader.page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert reader.names(".picked, .faded") == []


def test_a_search_finds_names_models_and_fields(reader: Reader) -> None:
    reader.page.keyboard.press("/")
    reader.page.keyboard.type("home")
    assert reader.page.locator("#count").inner_text() == "1 found"
    assert reader.names(".found") == ["CustomerFactory"]
    assert reader.names(".faded") == ["AddressFactory", "LineFactory", "LogFactory", "OrderFactory"]
    reader.page.keyboard.press("Enter")
    assert reader.page.locator("#panel h2").inner_text() == "CustomerFactory"
    reader.page.fill("#search", "nowhere")
    assert reader.page.locator("#count").inner_text() == "0 found"


def test_buttons_and_keys_zoom(reader: Reader) -> None:
    zoom = "factories.zoom()"
    whole = reader.page.evaluate(zoom)
    reader.page.click("#in")
    assert reader.page.evaluate(zoom) > whole
    reader.page.keyboard.press("-")
    reader.page.keyboard.press("-")
    assert reader.page.evaluate(zoom) < whole
    reader.page.click("#fit")
    assert reader.page.evaluate(zoom) == pytest.approx(whole)


def test_kinds_of_links_can_be_left_out(reader: Reader) -> None:
    assert reader.page.locator("#legend label").all_inner_texts() == [
        "sub-factory",
        "related factory",
        "filled by type",
    ]
    reader.page.get_by_label("related factory").uncheck()
    assert reader.page.evaluate("factories.edges(':visible').length") == 6


@pytest.mark.parametrize(
    ("reader", "colours"),
    [("light", ["rgb(255, 255, 255)", "rgb(27,35,48)"]), ("dark", ["rgb(18, 22, 28)", "rgb(230,235,242)"])],
    indirect=["reader"],
)
def test_it_is_light_or_dark_as_the_system_is_until_somebody_chooses(reader: Reader, colours: list[str]) -> None:
    before = reader.colours()
    assert before == colours
    reader.page.click("#theme")
    assert reader.colours() != before
    reader.page.click("#theme")
    assert reader.colours() == before


def test_many_factories_have_a_list_and_names_that_can_be_read(shell: Shell, browser: Browser) -> None:
    body = "".join(
        f"class F{number}Factory(factory.DictFactory):\n"
        + "".join(
            f"    to{other} = factory.SubFactory('many.F{other}Factory')\n"
            for other in (number // 2, number // 3)
            if other < number
        )
        + f"    name = '{number}'\n"
        for number in range(150)
    )
    shell.write("many.py", f"import typedfactory as factory\n{body}")
    assert shell.run("graph", "many", "-o", "many.html").status == 0
    page = browser.new_page(reduced_motion="reduce", viewport={"width": 1200, "height": 700})
    reader = Reader(page)
    reader.open(shell.folder / "many.html")
    assert page.locator("#panel h2").inner_text() == "150 factories"
    assert page.evaluate("factories.zoom()") > 0.5
    apart = """() => {
      const rooms = factories.nodes().map(node => node.boundingBox({includeLabels: false}));
      return rooms.every((one, i) => rooms.every((other, j) => i === j || one.x2 <= other.x1 || other.x2 <= one.x1
        || one.y2 <= other.y1 || other.y2 <= one.y1));
    }"""
    assert page.evaluate(apart) is True
    page.locator("#panel").get_by_text("F149Factory").click()
    assert reader.names(".picked") == ["F149Factory"]
    page.close()
    assert reader.said == []
