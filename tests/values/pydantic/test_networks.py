"""URLs and e-mail addresses of any length and scheme."""

from __future__ import annotations

from typing import Annotated

import pydantic as p
import pytest

from tests.values.corpus import judge_of
from tests.values.making import values_of


@pytest.mark.parametrize("longest", [10, 11, 12, 20, 21, 22, 30, 33, 40, 100])
def test_urls_of_any_length(longest: int) -> None:
    annotation = Annotated[p.AnyUrl, p.UrlConstraints(max_length=longest)]
    assert all(len(str(each)) <= longest for each in values_of(annotation, 20))


@pytest.mark.parametrize("scheme", ["ssh", "file", "mailto", "redis", "s3", "http"])
@pytest.mark.parametrize("longest", [None, 14])
def test_urls_of_any_scheme(scheme: str, longest: int | None) -> None:
    annotation = Annotated[p.AnyUrl, p.UrlConstraints(allowed_schemes=[scheme], max_length=longest)]
    judge = judge_of(annotation)
    for each in values_of(annotation, 20):
        assert each.scheme == scheme
        judge.validate_python(str(each))


@pytest.mark.parametrize("length", [*range(6, 30), 63, 64, 65, 76, 77, 78, 100, 140, 141, 142, 143, 200, 254])
def test_email_addresses_of_any_length(length: int) -> None:
    annotation = Annotated[p.EmailStr, p.Field(min_length=length, max_length=length)]
    judge = judge_of(annotation)
    for each in values_of(annotation, 10):
        assert len(each) == length
        judge.validate_python(each, strict=True)
