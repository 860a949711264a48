"""Protocols and abstract classes: stand-ins, subtypes, and factories that Meta.providers names."""

from __future__ import annotations

import abc
import dataclasses
from typing import Any, Protocol
from unittest import mock

import pytest

import typedfactory as factory
from typedfactory.errors import MetaOptionError, UnfillableError
from typedfactory.plan.call import tiers


@pytest.fixture(autouse=True, params=[0, tiers.COMPILED_AT], ids=["compiled", "step-by-step"])
def _either_tier(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiers, "COMPILED_AT", request.param)


class Clock(Protocol):
    zone: str

    def now(self, offset: int) -> int: ...


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self) -> float: ...


@dataclasses.dataclass
class Circle(Shape):
    radius: float

    def area(self) -> float:
        return 3 * self.radius**2


@dataclasses.dataclass
class Square(Shape):
    side: float

    def area(self) -> float:
        return self.side**2


@dataclasses.dataclass
class Drawing:
    main: Shape
    others: list[Shape]
    maybe: Shape | None


@dataclasses.dataclass
class Page:
    drawing: Drawing
    clock: Clock


class CircleFactory(factory.Factory[Circle]):
    radius = 1.0

    class Params:
        large = factory.Trait(radius=9.0)


class TestMocks:
    def test_protocols_and_abstract_classes_get_stand_ins_however_deep(self) -> None:
        class PageFactory(factory.Factory[Page]):
            class Meta:
                mocks = True

        page: Any = PageFactory.build()
        page.clock.now(3)
        page.clock.now.assert_called_once_with(3)
        assert isinstance(page.drawing.main, Shape)
        assert isinstance(page.drawing.others[0], Shape)
        assert isinstance(page.clock.zone, mock.NonCallableMagicMock)

    def test_a_stand_in_has_what_the_class_has_and_no_more(self) -> None:
        class PageFactory(factory.Factory[Page]):
            class Meta:
                mocks = True

        page: Any = PageFactory.build()
        with pytest.raises(AttributeError):
            _ = page.clock.later
        with pytest.raises(TypeError):
            page.clock.now()

    def test_what_a_call_gives_holds(self) -> None:
        class PageFactory(factory.Factory[Page]):
            class Meta:
                mocks = True

        circle = Circle(2.0)
        assert PageFactory.build(drawing__main=circle).drawing.main is circle

    def test_what_can_be_made_is_made(self) -> None:
        @dataclasses.dataclass
        class Sized:
            items: list[int]
            name: str

        class SizedFactory(factory.Factory[Sized]):
            class Meta:
                mocks = True

        assert type(SizedFactory.build().items) is list

    def test_without_the_option_nobody_makes_them(self) -> None:
        class PageFactory(factory.Factory[Page]):
            pass

        with pytest.raises(UnfillableError):
            PageFactory.build()

    def test_it_is_a_flag(self) -> None:
        with pytest.raises(MetaOptionError) as caught:

            class PageFactory(factory.Factory[Page]):
                class Meta:
                    mocks = 1

        assert str(caught.value) == "PageFactory.Meta.mocks: takes True or False, not int."


class TestProviders:
    def test_a_factory_may_provide_for_a_type(self) -> None:
        class DrawingFactory(factory.Factory[Drawing]):
            class Meta:
                providers = {Shape: CircleFactory}  # noqa: RUF012 - an option

        assert DrawingFactory.build() == Drawing(Circle(1.0), [Circle(1.0)], Circle(1.0))

    def test_paths_and_traits_reach_into_what_it_makes(self) -> None:
        class DrawingFactory(factory.Factory[Drawing]):
            class Meta:
                providers = {Shape: CircleFactory}  # noqa: RUF012 - an option

        for _ in range(3):
            assert DrawingFactory.build(main__radius=4.0, maybe__large=True) == Drawing(
                Circle(4.0), [Circle(1.0)], Circle(9.0)
            )

    def test_it_holds_for_nested_models_and_protocols(self) -> None:
        @dataclasses.dataclass
        class RealClock:
            zone: str

            def now(self, offset: int) -> int:
                return offset

        class ClockFactory(factory.Factory[RealClock]):
            zone = "UTC"

        class PageFactory(factory.Factory[Page]):
            class Meta:
                providers = {Shape: CircleFactory, Clock: ClockFactory}  # noqa: RUF012 - an option

        page = PageFactory.build()
        assert page.drawing.main == Circle(1.0)
        assert page.clock == RealClock("UTC")

    def test_functions_stand_beside_factories(self) -> None:
        class PageFactory(factory.Factory[Page]):
            class Meta:
                providers = {Shape: CircleFactory, Clock: lambda random, constraints: "noon"}  # noqa: RUF012 - an option

        clock: Any = PageFactory.build().clock
        assert clock == "noon"

    def test_what_is_neither_is_refused(self) -> None:
        with pytest.raises(MetaOptionError) as caught:

            class PageFactory(factory.Factory[Page]):
                class Meta:
                    providers = {Shape: 3}  # noqa: RUF012 - an option

        assert str(caught.value) == (
            "PageFactory.Meta.providers: takes a dict of type → function, called with the random stream and the "
            "constraints, or → factory."
        )


class TestSubtypes:
    def test_the_only_subtype_with_a_default_factory_stands_for_an_abstract_class(self) -> None:
        class Vehicle(abc.ABC):
            @abc.abstractmethod
            def go(self) -> None: ...

        def vehicle(name: str) -> Any:
            return dataclasses.make_dataclass(
                name, [("wheels", int)], bases=(Vehicle,), namespace={"go": lambda self: None}
            )

        car, garage = vehicle("Car"), dataclasses.make_dataclass("Garage", [("vehicle", Vehicle)])
        default = type("Meta", (), {"default_for_model": True})

        class CarFactory(factory.Factory[car]):  # type: ignore[valid-type]  # made just now
            Meta = default
            wheels = 4

        made: Any = factory.make_factory(garage)
        assert made.build().vehicle == car(4)

        class BikeFactory(factory.Factory[vehicle("Bike")]):  # type: ignore[misc]  # made just now
            Meta = default

        with pytest.raises(UnfillableError):
            factory.make_factory(garage).build()
