"""What a question of law is put with wrongly is named, all of it, with its place and what was meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from bti.errors import InvalidValue
from bti.facts import Scope
from bti.law.consent_needed import who_must_consent
from bti.law.consent_span import ask_consent
from bti.law.family import Family, Order, OrderKind, Parent, Person
from bti.law.matters import ConsentSettings, Matter, Question
from tests.stage import TEACHER, Stage

DAY = dt.date(2026, 9, 1)
NOON = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
LIV = Person("liv", dt.date(2016, 4, 9))
FAMILY = Family((LIV,), (Parent("mona"),))

ASKED = pytest.mark.parametrize("asked", [who_must_consent, ask_consent], ids=["who_must_consent", "ask_consent"])


@ASKED
@pytest.mark.parametrize(
    ("family", "question", "day", "said"),
    [
        (FAMILY, Question(Matter.LOG), NOON, ["day must be a date, not a datetime; oslo_date()"]),
        (FAMILY, Question(Matter.LOG), "2026-09-01", ["day must be a date", "mean datetime.date(2026, 9, 1)?"]),
        (FAMILY, "log", DAY, ["question must be a Question, not 'log'"]),
        (FAMILY, Question("log"), DAY, ["question.matter must be a Matter, not 'log'; did you mean Matter.LOG?"]),  # type: ignore[arg-type]  # on purpose
        ((LIV,), Question(Matter.LOG), DAY, ["family must be a Family, not of type 'tuple'"]),
        (
            Family((Person("liv", "2016-04-09"),), (Parent("mona", since=NOON),)),  # type: ignore[arg-type]  # on purpose
            Question(Matter.LOG),
            DAY,
            [
                "family.persons[0].birth must be a date or an Unborn, not '2016-04-09'; did you mean",
                "family.parents[0].since must be a date, not a datetime",
            ],
        ),
        (
            Family([LIV], (), (Order("care", "bv", DAY),)),  # type: ignore[arg-type]  # on purpose
            Question(Matter.LOG),
            "1 September",
            [
                "family.persons must be a tuple of a Person, not of type 'list'",
                "family.orders[0].kind must be an OrderKind, not 'care'; did you mean OrderKind.CARE?",
                "day must be a date, not '1 September'",
            ],
        ),
    ],
    ids=["datetime", "text", "a-word", "a-word-inside", "a-tuple", "dates-inside", "three-at-once"],
)
def test_all_that_is_wrong_is_named(
    asked: Callable[..., object], family: Any, question: Any, day: Any, said: list[str]
) -> None:
    """A notebook gets one clear error, and not an answer, nor an attribute that is missing somewhere inside."""
    with pytest.raises(InvalidValue) as caught:
        asked(family, question, day)
    assert [one for one in said if one not in str(caught.value)] == []


@ASKED
def test_what_is_right_is_answered(asked: Callable[..., object]) -> None:
    """An order, an unknown responsibility and settings are as they should be."""
    family = Family((LIV,), (Parent("mona", parental=None),), (Order(OrderKind.CARE, "bv", DAY),))
    asked(family, Question(Matter.LOG), DAY, ConsentSettings())
    with pytest.raises(InvalidValue, match=r"settings\.own_age must be an int, not '16'"):
        asked(family, Question(Matter.LOG), DAY, ConsentSettings(own_age="16"))  # type: ignore[arg-type]  # on purpose


def test_a_case_is_asked_the_same_way() -> None:
    """The argument is named as the caller knows it; a word in place of what a person judged is no set of letters."""
    stage = Stage().shared()
    word: Any = "service"
    day: Any = "2026-09-01"
    judged: Any = "everyday_care"
    with pytest.raises(InvalidValue) as caught:
        stage.engine.who_must_consent(stage.case, word, by=TEACHER, now=stage.now, on=day, circumstances=judged)
    said = str(caught.value)
    assert "scope must be a Scope, not 'service'; did you mean Scope.SERVICE?" in said
    assert "on must be a date or None, not '2026-09-01'; did you mean datetime.date(2026, 9, 1)?" in said
    assert "circumstances must be a tuple of a Circumstance, not 'everyday_care'" in said
    with pytest.raises(InvalidValue, match=r"circumstances\[0\] must be a Circumstance, not 'everyday_care'; did you"):
        stage.engine.who_must_consent(stage.case, Scope.LOG, by=TEACHER, now=stage.now, circumstances=[judged])
