"""What tests of plans look at: which of them are compiled."""

from __future__ import annotations

from typing import Any

import pytest

from typedfactory.plan.compile import function as compiler


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Note each plan that is compiled."""
    plans: list[Any] = []
    compile_plan = compiler.compile_plan

    def note(plan: Any, epoch: Any) -> Any:
        plans.append(plan)
        return compile_plan(plan, epoch)

    monkeypatch.setattr(compiler, "compile_plan", note)
    return plans
