"""I-13 of every answer: what refuses, warns, is owed or broke is said in three languages, with sources, by no name."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Mapping
from typing import Any, cast

import attrs
from hypothesis import given
from hypothesis import strategies as st

import bti
from bti.answers.breaks import Break
from bti.duties.duty import Duty
from bti.people import Actor
from bti.reasons import Reason
from tests.laws.histories import CAST, History, answer, histories

APART = ("admit", "options", "next_change")
"""Those have laws of their own, or take too long to be asked here for each of the cast."""
REFS = tuple(dict.fromkeys(actor.ref for actor in CAST))


def said_in(value: Any) -> Iterator[Reason | Duty | Break]:
    """Yield whatever explains itself within an answer, however deep."""
    if isinstance(value, (Reason, Duty, Break)):
        yield value
    elif isinstance(value, Mapping):
        yield from said_in(tuple(value.values()))
    elif isinstance(value, (tuple, list, frozenset)):
        for one in cast(tuple[Any, ...], value):
            yield from said_in(one)
    elif attrs.has(type(value)) and not isinstance(value, enum.Enum):
        for field in attrs.fields(type(value)):
            yield from said_in(getattr(value, field.name))


@given(histories(most=8), st.sampled_from(CAST), st.sampled_from([0, 20, 200]))
def test_every_answer_explains_itself(history: History, by: Actor, days: int) -> None:
    """In any history, to anybody, now and later."""
    now = history.now + dt.timedelta(days=days)
    for name in bti.ALL_ANSWERS:
        for one in said_in(answer(history.engine, name, history.case, by, now)) if name not in APART else ():
            assert one.citations if isinstance(one, Reason) else one.cites
            for lang in ("nb", "nn", "en"):
                text = one.text(lang)
                assert text.strip()
                assert "{" not in text
                assert not any(ref in text for ref in REFS), text
