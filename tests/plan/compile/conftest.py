"""What is compiled is looked at here: from the first call on."""

from __future__ import annotations

import pytest

from typedfactory.plan.call import tiers


@pytest.fixture(autouse=True)
def _compiled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiers, "COMPILED_AT", 0)
