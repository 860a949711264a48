"""Models of a shop: exact numbers, ranges, and nesting."""

from __future__ import annotations

import datetime
import enum
import ipaddress
import uuid
from decimal import Decimal
from typing import NamedTuple, Optional

from pydantic import (
    AnyHttpUrl,
    AwareDatetime,
    BaseModel,
    Field,
    PastDate,
    SecretStr,
    computed_field,
    conint,
    conlist,
    field_validator,
)
from typing_extensions import TypedDict


class Currency(str, enum.Enum):
    EUR = "EUR"
    JPY = "JPY"


class Rights(enum.IntFlag):
    READ = 1
    WRITE = 2


class Point(NamedTuple):
    x: float
    y: float


class Size(TypedDict, total=False):
    width: int
    height: int


class Price(BaseModel):
    amount: Decimal = Field(gt=0, max_digits=8, decimal_places=2)
    currency: Currency


class Customer(BaseModel):
    id: uuid.UUID
    born: PastDate
    seen: AwareDatetime
    token: SecretStr = Field(min_length=16)
    address: ipaddress.IPv4Address
    home: AnyHttpUrl
    rights: Rights
    place: Point


class Line(BaseModel):
    code: str = Field(min_length=13, max_length=13, pattern=r"^\d+$")
    # Made by calls, as older packages have them.
    count: conint(ge=12, le=144, multiple_of=12)  # type: ignore[valid-type] # a call is no type
    price: Price
    size: Size

    @computed_field  # type: ignore[prop-decorator] # a property that is decorated once more
    @property
    def total(self) -> Decimal:
        """What the line costs."""
        return self.price.amount * Decimal(self.count)


class Order(BaseModel):
    customer: Customer
    lines: conlist(Line, min_length=2, max_length=3)  # type: ignore[valid-type] # as above
    shipped: Optional[datetime.date]
    wait: datetime.timedelta = Field(ge=datetime.timedelta(hours=1), le=datetime.timedelta(days=2))
    gift: bool


class Coupon(BaseModel):
    """Has a rule that its types do not tell."""

    code: str

    @field_validator("code")
    @classmethod
    def must_be_known(cls, value: str) -> str:
        """Know one code only."""
        if value != "welcome":
            raise ValueError("no such coupon")
        return value
