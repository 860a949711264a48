"""What declarations come to is the same step by step and compiled: each test looks at both."""

from __future__ import annotations

import pytest

from typedfactory.plan.call import tiers


@pytest.fixture(autouse=True, params=[0, tiers.COMPILED_AT], ids=["compiled", "step-by-step"])
def _either_tier(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiers, "COMPILED_AT", request.param)
