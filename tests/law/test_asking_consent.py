"""The situations that are questions of consent, asked of the engine."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bti.law import Sector
from bti.law.consent_needed import NotKnown
from bti.law.consent_span import ask_consent
from bti.law.family import Family, Parent, Person
from bti.law.matters import Combination, ConsentSettings, Matter, Question
from tests.law.asking_consent import Asked, ask, matter_of

FILE = Path(__file__).with_name("situations.toml")
SITUATIONS: dict[str, dict[str, Any]] = {
    one["id"]: one for one in tomllib.loads(FILE.read_text("utf-8"))["situation"] if ask(one)
}
AT_LEAST = frozenset({"possible_without", "cannot_say"})
"""What is expected of these is a part of the answer: more may be possible, and more not known."""

NOT_OF_CONSENT = frozenset(
    {
        "see-15-says-no-to-parents",
        "unknown-age-eighteen-view",
        "two-municipal-services-one-body",
        "law-fvl25-switched-on-anonymous",
    }
)
"""Expect "cannot say" of who may read, of what one body is, and of anonymous discussion: other questions."""

OF_CONSENT = frozenset(
    {
        *("must_consent", "must_consent_at_least", "missing", "must_be_heard", "valid", "log", "gates"),
        *("possible_without", "holds_from", "holds_until", "cannot_say"),
    }
)


@pytest.mark.parametrize("name", SITUATIONS, ids=str)
def test_the_engine_answers_what_the_law_says(name: str) -> None:
    """Each key that is a question of consent is answered as the situation expects."""
    situation = SITUATIONS[name]
    found = ask(situation)
    for key, wanted in situation["expect"].items():
        if key not in found:
            continue
        if key == "gates":
            for gate, answer in wanted.items():
                assert found[key][gate]["verdict"] == answer["verdict"], gate
                assert set(answer["rules"]) <= set(found[key][gate]["rules"]), gate
        elif key in AT_LEAST:
            assert set(wanted) <= set(found[key]), key
        elif isinstance(wanted, list):
            assert sorted(map(str, wanted)) == sorted(map(str, found[key])), key
        else:
            assert wanted == found[key], key


def test_no_question_of_consent_is_left_out() -> None:
    """Whatever the file asks of consent is answered, but for the few that ask something else by the same key."""
    situations = tomllib.loads(FILE.read_text("utf-8"))["situation"]
    left = {one["id"] for one in situations if OF_CONSENT & set(one["expect"]) - set(ask(one))}
    assert left == NOT_OF_CONSENT


@pytest.mark.parametrize("name", SITUATIONS, ids=str)
def test_the_answer_rests_on_the_rules(name: str) -> None:
    """Who must consent is answered by at least one of the rules the situation names.

    An authorisation (A-07) changes who is missing, not who must.
    """
    situation = SITUATIONS[name]
    if "must_consent" in situation["expect"]:
        assert set(situation["rules"]) & {*grounds(situation), "A-07"}


def grounds(situation: dict[str, Any]) -> tuple[str, ...]:
    """Return the rules by which it is answered who must consent."""
    matter = matter_of(situation)
    assert matter is not None
    return Asked(situation, matter).needed.grounds


APART = Family(
    (Person("liv", dt.date(2016, 4, 9)),), (Parent("mona", lives_with=True), Parent("frode", lives_with=False))
)
YOUNG = Family((Person("liv", dt.date(2013, 4, 9)),), APART.parents)
DAY = dt.date(2026, 9, 1)
PLACES = (Sector.SCHOOL, Sector.KINDERGARTEN, Sector.POLICE, Sector.PPT, None)


@pytest.mark.parametrize("sector", PLACES, ids=str)
def test_what_a_municipality_sets_of_the_log_decides_no_other_waiver(sector: Sector | None) -> None:
    """Neither that one guardian is enough nor that a child of 12 is; of the log both still do (law A-06, A-30)."""
    one = ConsentSettings(resident_is_enough=True)
    alone = ConsentSettings(own_age=12, combination=Combination.YOUNG_PERSON)
    for family, settings, log in ((APART, one, ("mona",)), (YOUNG, alone, ("liv",))):
        waiver = ask_consent(family, Question(Matter.DISCLOSURE, sector), DAY, settings).needed
        assert waiver.persons == ("mona", "frode")
        assert not {"A-06", "A-30"} & {*waiver.grounds}
        assert ask_consent(family, Question(Matter.LOG, sector), DAY, settings).needed.persons == log


def test_about_nobody_it_cannot_be_said() -> None:
    """A family without anybody the case is about is never answered as one in which nobody need consent."""
    needed = ask_consent(Family((), APART.parents), Question(Matter.LOG), DAY).needed
    assert not needed.can_be_said
    assert needed.unknown == (NotKnown.NOBODY,)
