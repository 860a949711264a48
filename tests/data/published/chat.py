"""Models of a service that is talked to: unions told apart by a field, circles, names that Python forbids."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Generic, Literal, Optional, TypeVar, Union

from pydantic import BaseModel, ConfigDict, Field, RootModel

Kind = TypeVar("Kind")


class Text(BaseModel):
    type: Literal["text"]
    text: str


class Image(BaseModel):
    type: Literal["image"]
    url: str = Field(pattern=r"^https://[a-z]+\.example/[0-9a-f]{8}\.png$")
    detail: Optional[Literal["low", "high"]] = None


class Call(BaseModel):
    type: Literal["call"]
    name: str = Field(pattern=r"^[a-zA-Z0-9_-]{1,64}$")
    arguments: dict[str, Any]


Content = Annotated[Union[Text, Image, Call], Field(discriminator="type")]


class Message(BaseModel):
    model_config = ConfigDict(extra="allow")

    id: str
    created: datetime
    role: Literal["user", "assistant"]
    content: Union[str, list[Content]]
    replies: list[Message] = []
    parent: Optional[Message] = None


class Schema(BaseModel):
    """Describes a value, as JSON Schema does: with itself, and with a field called ``not``."""

    type: Literal["object", "string", "number"]
    properties: dict[str, Schema]
    items: Optional[Schema]
    negated: Optional[Schema] = Field(alias="not")
    ref: str = Field(alias="$ref")


class Tool(BaseModel):
    name: str = Field(min_length=1, max_length=64)
    parameters: Schema
    strict: bool


class Page(BaseModel, Generic[Kind]):
    """A template for others."""

    data: list[Kind]
    has_more: bool
    next: Optional[str]


class Messages(Page[Message]):
    first_id: str


class Headers(RootModel[dict[str, Union[str, list[str]]]]):
    pass


class Usage(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    tokens_in: int = Field(ge=0, alias="tokensIn")
    tokens_out: int = Field(ge=0, validation_alias="tokensOut")
    share: float = Field(ge=0, le=1)
    headers: Headers
