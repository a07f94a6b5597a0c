"""Where a guide takes the consent of the guardians or of the young person (Gloppen), one of the two is enough."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import Category, Scope
from bti.guide import parse_guide
from bti.law.consent import LogStanding
from bti.law.consent_needed import who_must_consent
from bti.law.family import Family, Parent, Person
from bti.law.gates import Opening
from bti.law.matters import Combination, ConsentSettings, Matter, Question
from bti.people import Unborn
from tests.guides.test_consent_scopes import HEAD_OF_FILE, given, taken_back
from tests.stage import CHILD, FATHER, MOTHER, PPT, SCHOOL, TEACHER, Stage

EITHER = "[[consent.scope]]\nsources = ['own']\ngivers = 'guardians_or_young_person'\n"


class Played(Stage):
    """A case of somebody of a birth date of the test's own, under a guide where either is enough."""

    def __init__(self, born: dt.date = dt.date(2010, 5, 5)) -> None:
        super().__init__(bti.Engine(parse_guide(HEAD_OF_FILE + EITHER + "id = 'log'\n" + EITHER + "id = 'service'\n")))
        self.born = born

    def opened(self) -> Played:
        """Open the case at the school."""
        self.play(facts.CaseOpened(persons=(facts.Concerned("child", self.born),), home=SCHOOL), TEACHER)
        return self

    def asked(self) -> Played:
        """Share the concern with the family, and ask all three."""
        self.on_level_1()
        concern = facts.ConcernShared(
            concern=self.concern, with_=facts.SharedWith.CHILD, person="child", category=Category.EDUCATION
        )
        self.play(concern, TEACHER)
        self.play(facts.ConsentAsked(scope=Scope.LOG, of=("mother", "father", "child")), TEACHER)
        return self

    def log(self) -> LogStanding:
        """Ask what the log is."""
        return self.engine.log_standing(self.case, by=TEACHER, now=self.now)

    def needed(self, on: dt.date | None = None) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]], bool]:
        """Ask whose consent the log needs, whose is enough instead, and whether what there is is enough."""
        found = self.engine.who_must_consent(self.case, by=TEACHER, now=self.now, on=on)
        due, instead = ([(one.person, one.given) for one in each] for each in (found.due, found.instead))
        return due, instead, found.sufficient


def test_below_the_age_the_guardians_alone() -> None:
    """The age of one's own consent says from when, on the birthday; the guide that states none inherits it."""
    played = Played(dt.date(2011, 5, 5))
    played.shared()
    assert played.needed(dt.date(2026, 5, 4)) == ([("mother", False), ("father", False)], [], False)
    due, instead, _ = played.needed(dt.date(2026, 5, 5))
    assert (due, instead) == ([("mother", False), ("father", False)], [("child", False)])


def test_the_young_person_is_enough() -> None:
    """The log opens on their consent alone, and is closed when they take it back."""
    played = Played().asked()
    assert "log_needs_consent" in played.tried(facts.LogOpened(), TEACHER)
    played.play(given("child"), CHILD)
    assert played.needed() == ([("mother", False), ("father", False)], [("child", True)], True)
    played.play(facts.LogOpened(), TEACHER)
    assert played.log() is LogStanding.OPEN
    consent = next(one for one in played.case.spine.consents.given() if one.giver == "child")
    played.play(facts.ConsentWithdrawn(consent=consent.id), CHILD)
    assert played.log() is LogStanding.CLOSED


def test_the_guardians_are_enough() -> None:
    """Both guardians together; the young person's no to it leaves their yes as it is, and one of them is too few."""
    played = Played().asked()
    played.play(given("mother"), MOTHER)
    assert not played.needed()[2]
    played.play(given("father"), FATHER)
    played.play(facts.ConsentRefused(scope=Scope.LOG, giver="child"), CHILD)
    assert played.needed() == ([("mother", True), ("father", True)], [("child", False)], True)
    played.play(facts.LogOpened(), TEACHER)
    assert played.log() is LogStanding.OPEN


def test_one_of_the_two_may_go() -> None:
    """Where both have said yes, either may take it back and the log stays open."""
    played = Played().asked()
    for giver, by in (("mother", MOTHER), ("father", FATHER), ("child", CHILD)):
        played.play(given(giver), by)
    played.play(facts.LogOpened(), TEACHER)
    taken_back(played, "mother", MOTHER)
    assert played.log() is LogStanding.OPEN


def test_a_service_shares_what_the_young_person_lets_out() -> None:
    """The kinds of information they have named, and no others; no guardian has said anything."""
    played = Played().asked()
    played.play(facts.ConsentAsked(scope=Scope.SERVICE, service=PPT, of=("child",)), TEACHER)
    played.play(given("child"), CHILD)
    played.play(given("child", Scope.SERVICE, service=PPT, categories=(Category.COORDINATION,)), CHILD)
    for category, is_let_out in ((Category.COORDINATION, True), (Category.FAMILY, False)):
        gates = played.engine.may_share(played.case, to=PPT, category=category, by=TEACHER, now=played.now)
        assert (gates.confidentiality.verdict is Opening.OPEN) is is_let_out


@pytest.mark.parametrize("parents", [(), (Parent("mother", parental=None),)], ids=["none", "nobody has checked"])
def test_who_the_guardians_are_need_not_be_known(parents: tuple[Parent, ...]) -> None:
    """Their own consent is enough, whoever else might have given one; at an age that is not known it cannot be said."""
    settings = ConsentSettings(combination=Combination.EITHER)
    for birth, persons in ((dt.date(2010, 5, 5), ("child",)), (Unborn.UNKNOWN, ())):
        family = Family((Person("child", birth),), parents)
        found = who_must_consent(family, Question(Matter.LOG), dt.date(2026, 3, 2), settings)
        assert (found.persons, found.can_be_said) == (persons, bool(persons))
