"""Factories that refer to those of another module, which refers to them."""

from __future__ import annotations

import typedfactory
from tests.data import cities


class CountryFactory(typedfactory.DictFactory):
    name = "France"
    capital = typedfactory.SubFactory("tests.data.cities.CityFactory", country=None)


class OtherTwinFactory(typedfactory.DictFactory):
    twin = typedfactory.SubFactory(cities.TwinFactory)
