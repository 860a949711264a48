"""What `make corpora-django` does with the models of published projects, done with some of the zoo."""

from __future__ import annotations

from typing import Any

import pytest

from scripts import check_corpora_django
from tests.orm.django.zoo import models, rules


@pytest.mark.parametrize("model", [models.Author, models.Book, rules.Limited, rules.TwoNeeded])
def test_a_model_that_is_made_and_valid_has_no_fault(model: Any) -> None:
    assert check_corpora_django.fault_of(model, "required") == ("", "")
    assert check_corpora_django.fault_of(model, "clean") == ("", "")


def test_what_is_not_created_not_valid_or_not_read_back_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Any) -> None:
        raise ZeroDivisionError("never")

    monkeypatch.setattr(models.Author, "full_clean", refuse)
    assert check_corpora_django.fault_of(models.Author, "clean") == ("not valid", "ZeroDivisionError: never []")
    monkeypatch.setattr(models.Author, "full_clean", lambda self: None)
    monkeypatch.setattr(models.Author, "refresh_from_db", lambda self: setattr(self, "name", "another"))
    assert check_corpora_django.fault_of(models.Author, "clean") == ("does not read back", "it differs")
    monkeypatch.setattr(models.Author, "save", lambda self, **_named: refuse(self))
    assert check_corpora_django.fault_of(models.Author, "clean")[0] == "not created"


def test_models_that_fail_are_named_and_those_that_must_fail_are_not_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check_corpora_django, "configure", lambda project: None)
    monkeypatch.setattr(check_corpora_django.apps, "get_models", lambda: [models.Author, models.Tag])
    monkeypatch.setattr(
        check_corpora_django, "fault_of", lambda model, mode: ("not valid", "x") if model is models.Tag else ("", "")
    )
    assert check_corpora_django.check("cms", "required") == 1
    assert check_corpora_django.check("cms", "clean") == 1
    monkeypatch.setitem(check_corpora_django.KNOWN, "zoo.Tag", "for a reason")
    assert check_corpora_django.check("cms", "clean") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:6] == [
        "cms: 2 models, 1 created and read back; 1 not valid; 0 s",
        "  not valid: zoo.Tag: x",
        "    UNEXPECTED",
        "cms: 2 models, 1 created, valid and read back; 1 not valid; 0 s",
        "  not valid: zoo.Tag: x",
        "    UNEXPECTED",
    ]
    assert lines[8] == "    for a reason"
