"""Factories that refer to those of another module, which refers to them."""

from __future__ import annotations

import typedfactory


class CityFactory(typedfactory.DictFactory):
    name = "Paris"
    country = typedfactory.SubFactory("tests.data.countries.CountryFactory", capital=None)


class TwinFactory(typedfactory.DictFactory):
    twin = typedfactory.SubFactory("tests.data.countries.OtherTwinFactory")


not_a_factory = "a plain value"
