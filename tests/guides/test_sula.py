"""Sula: a guide for every child, in nynorsk, whose log is tied to a need and a meeting and not to a level."""

from __future__ import annotations

import datetime as dt

import attrs

import bti
from bti import facts
from bti.facts import MeetingKind, Scope, SharedWith
from tests.guides.tale import Row, Tale, account, rows_said
from tests.stage import HEAD, MOTHER, PPT, TEACHER

GUIDE = bti.load_guide("sula")
ROWS = (
    Row("need for measures, and a meeting", "log / from_event", "test_the_log_waits_for_no_level"),
    Row("whoever called the meeting opens the log", "log / opened_by", "test_the_log_waits_for_no_level"),
    Row("every child, also an unborn one", "said all_children", "test_a_concern_about_an_unborn_child"),
    Row("discuss with consent, or anonymously", "said anonymous", "test_an_nn_case_is_anonymous"),
    Row("cooperation group: consent", "said cooperation_group", "test_several_services_take_consent"),
    Row("agency meeting: consent of the guardians", "said agency_meeting", "test_an_agency_meeting_takes_consent"),
    Row("feedback after an agency meeting", "said agency_feedback", "test_an_agency_meeting_takes_consent"),
    Row("log meeting: consent to the log", "said log_meeting", "test_the_log_waits_for_no_level"),
    Row("the holder calls: may be PPT", "said log_meeting_caller", "test_the_holder_may_be_of_another_service"),
    *rows_said(
        "",
        {
            "duty_to_act": "waiting to see is ruled out",
            "recipe": "a recipe for clarifying",
            "childs_voice": "weighted by age and maturity",
            "organisational_levels": "three organisational levels",
            "child_signs": "signs in the child",
            "parent_signs": "signs in the parents",
            "parent_talk": "talk with parents, once or twice a year",
            "important_talk": "the important talk",
            "samba": "SamBa meeting",
            "samba_family": "SamBa: who of the family",
            "tbu": "TBU consultation team",
            "tbu_consent": "TBU: own consent form",
            "ip_group": "IP group",
        },
    ),
)


def test_every_stated_rule_stands_in_the_guide() -> None:
    """Nothing that the pages state is lost, and nothing stands here that they do not state."""
    account(GUIDE, ROWS, globals())


def test_nynorsk_comes_first() -> None:
    """The municipality's own language is the first; reasons are said in it, and that the common core stands in."""
    assert GUIDE.languages == ("nn", "nb", "en")
    assert GUIDE.title("nn") == "Handlingsrettleiar for Sula (del 1.1 av samhandlingsmodellen)"
    tale = Tale(GUIDE).wonders().does("0.1")
    tale.tries("0.2").is_refused("step_needs")
    assert "uroa er konkretisert" in tale.said("nn")
    assert "Handlingsrettleiar for Sula" in tale.cited("nn")
    assert "does not state this; the common core is used" in tale.cited()


def test_the_log_waits_for_no_level() -> None:
    """On level 0 the log is opened once there is consent; without it nowhere."""
    tale = Tale(GUIDE).told().plans().meets(MeetingKind.SHARED_UNDERSTANDING)
    tale.when("a log without consent", facts.LogOpened(), by=TEACHER).is_refused("log_needs_consent")
    tale.consents().given("the need is known, the meeting held: the log", facts.LogOpened(), by=TEACHER)
    assert tale.step == "0.1"
    early = Tale(GUIDE).told().consents()
    early.when("a log before any meeting", facts.LogOpened(), by=TEACHER).is_refused("log_waits_for")
    assert "møte" in early.said("nn")
    assert "Handlingsrettleiar for Sula" in early.cited("nn")
    other = early.meets(MeetingKind.SHARED_UNDERSTANDING)
    other.when("the head, who called no meeting", facts.LogOpened(), by=HEAD).is_refused("log_opened_by_others")
    assert "kalla inn" in other.said("nn")


def test_a_concern_about_an_unborn_child() -> None:
    """It counts as a concern like any other."""
    woman = facts.Concerned("mother", dt.date(1998, 2, 2), pregnant=True)
    tale = Tale(GUIDE).wonders(woman, facts.Concerned("unborn", bti.Unborn.UNBORN)).describes()
    shared = facts.ConcernShared(
        concern=tale.concern, with_=SharedWith.CHILD, person="mother", category=facts.Category.HEALTH
    )
    tale.does("0.1", "0.2").given("it is shared with the pregnant woman", shared, by=TEACHER)
    assert tale.does("0.3").step == "0.4"


def test_an_nn_case_is_anonymous() -> None:
    """Before a concern is taken further another service is asked about somebody without a name."""
    asked = facts.AnonymousDiscussionHeld(
        asked=PPT, purpose=facts.DiscussionPurpose.GROUND, category=facts.Category.EDUCATION
    )
    Tale(GUIDE).wonders().when("PPT is asked", asked, by=TEACHER).is_admitted()


def test_several_services_take_consent() -> None:
    """Another service joins with consent alone."""
    tale = Tale(GUIDE).told()
    tale.when("PPT joins", facts.ServiceJoined(joining=PPT), by=TEACHER).is_refused()
    tale.brings_in()


def test_an_agency_meeting_takes_consent() -> None:
    """Services meet without the family only with consent to it; afterwards the guardians are to hear of it."""
    held = facts.MeetingHeld(
        purpose=MeetingKind.SERVICES_ONLY, present=("teacher", "adviser"), category=facts.Category.COORDINATION
    )
    joins = facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1")
    bounded = Tale(GUIDE).told().asks(Scope.SERVICE, PPT)
    narrow = attrs.evolve(Tale.yes(scope=Scope.SERVICE, service=PPT), categories=(facts.Category.EDUCATION,))
    bounded.given("the mother says yes to learning alone", narrow, by=TEACHER)
    bounded.given("PPT joins", facts.ServiceJoined(joining=PPT), by=TEACHER)
    bounded.given("the adviser comes", joins, by=TEACHER)
    bounded.when("the services meet", held, by=TEACHER).is_refused("services_meet_by_consent")
    assert bounded.said("nn")
    tale = Tale(GUIDE).told().brings_in()
    tale.given("the adviser comes", joins, by=TEACHER)
    tale.when("the services meet", held, by=TEACHER).is_admitted()
    assert isinstance(tale.verdict, bti.Admitted)
    assert "guardians_get_feedback" in {reason.code for reason in tale.verdict.advice}


def test_the_holder_may_be_of_another_service() -> None:
    """As a rule from kindergarten, school or health station; PPT may hold it too."""
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", "level_2").brings_in()
    tale.given("the adviser comes", facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), by=TEACHER)
    tale.when("the head appoints", facts.BatonAppointed(to="adviser"), by=tale.head).is_admitted()


def test_the_family_says_no_to_another_service_and_the_case_goes_on() -> None:
    """A refused consent leaves the case with the school."""
    tale = Tale(GUIDE).told().asks(Scope.SERVICE, PPT)
    tale.given("the mother says no", facts.ConsentRefused(scope=Scope.SERVICE, service=PPT, giver="mother"), by=MOTHER)
    assert tale.does("0.1", "0.2", "0.3").step == "0.4"


def test_what_is_missing_is_the_common_cores() -> None:
    """No step and no title of a level is Sula's own; all are known to be inherited."""
    assert len(GUIDE.missing) == 7
    assert all(GUIDE.is_inherited(level.origin) for level in GUIDE.levels)
    assert all(GUIDE.is_inherited(step.origin) for level in GUIDE.levels for step in level.steps)
    assert GUIDE.is_inherited(GUIDE.consent.own_age.origin)
