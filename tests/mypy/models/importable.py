"""A factory that cases name by its import path."""

from models_dataclass import Address

import typedfactory as factory


class AddressFactory(factory.Factory[Address]):
    city = "x"
