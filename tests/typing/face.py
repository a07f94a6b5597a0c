"""What a type checker must know of the face; checked by mypy and pyright, never run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import assert_type

import bti
from bti import facts


def a_verdict_narrows(engine: bti.Engine, case: bti.Case, by: bti.Professional, now: dt.datetime) -> None:
    """In a condition a verdict is admitted, in the other branch refused."""
    verdict = engine.admit(case, facts.LogOpened(), by=by, now=now)
    assert_type(verdict, bti.Admitted | bti.Refused)
    if verdict:
        assert_type(verdict, bti.Admitted)
        assert_type(verdict.case, bti.Case)
        assert_type(verdict.entries, tuple[bti.Entry, ...])
    else:
        assert_type(verdict, bti.Refused)
        assert_type(verdict.reasons, tuple[bti.Reason, ...])
        assert_type(verdict.reasons[0].text("nb"), str)
        assert_type(verdict.reasons[0].remedy, bti.Text | None)


def answers_have_types(engine: bti.Engine, case: bti.Case, by: bti.Guardian, now: dt.datetime) -> None:
    """Every answer says what it is."""
    assert_type(engine.options(case, by=by, now=now), Mapping[str, bti.Option])
    assert_type(engine.view(case, by=by, now=now, basis="own case"), bti.View)
    assert_type(engine.log_standing(case, by=by, now=now), bti.LogStanding)
    assert_type(engine.answering(case, by=by, now=now), bti.Answering | None)
    assert_type(bti.load_guide("sortland"), bti.Guide)
