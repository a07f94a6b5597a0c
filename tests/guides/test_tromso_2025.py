"""Tromsø 2025: a private person may start it; every step is the common core's, and nothing of 2014 is taken over."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.guide import NOT_STATED
from tests.guides.tale import Row, Tale, account, opened_for, rows_said
from tests.stage import MOTHER, NEIGHBOUR, TEACHER

GUIDE = bti.load_guide("tromso-2025")
ROWS = (
    Row("the resource centre", "service resource_centre", "test_the_resource_centre_is_known"),
    Row("child welfare", "service child_welfare", "test_the_resource_centre_is_known"),
    Row("somebody leads the resource centre", "role resource_centre_head", "test_the_resource_centre_is_known"),
    Row("parents and private persons raise it", "said anybody_raises", "test_a_private_person_raises_a_concern"),
    Row("private persons report by the portal", "said private_report", "test_a_report_waits_for_nothing"),
    Row("a parent asks for a plan", "said parent_asks_for_plan", "test_a_parent_asks_for_a_plan"),
    Row("who is not heard writes to the resource centre", "not_heard", "test_a_parent_who_is_not_heard_is_answered"),
    Row("0–23 years", "whom", "test_whom_it_is_for"),
    *rows_said("", {"history": "2014, 2024–2025, autumn 2025"}),
)


def test_every_stated_rule_stands_in_the_guide() -> None:
    """Nothing that the page states is lost, and nothing stands here that it does not state."""
    account(GUIDE, ROWS, globals())


def test_a_private_person_raises_a_concern() -> None:
    """A neighbour and a mother raise a concern with the school, not only an employee."""
    for who in (NEIGHBOUR, MOTHER):
        tale = Tale(GUIDE).wonders()
        raised = facts.ConcernRaised(category=facts.Category.FAMILY)
        tale.when("somebody of the public worries", raised, by=who).is_admitted()


def test_a_report_waits_for_nothing() -> None:
    """A report to child welfare is made from any step; a private person's way is the national portal, which is said."""
    tale = Tale(GUIDE).wonders()
    receiver = bti.Service("child-welfare-1", "child_welfare")
    report = facts.ReportedToChildWelfare(category=facts.Category.FAMILY, receiver=receiver)
    tale.when("the teacher reports", report, by=TEACHER).is_admitted()


def test_a_parent_asks_for_a_plan() -> None:
    """The mother asks for more help than she gets, and must be answered by who answers for the case."""
    tale = Tale(GUIDE).told()
    asked = facts.RequestMade(about=facts.RequestAbout.PLAN, category=facts.Category.COORDINATION)
    request = tale.given("the mother asks for a plan", asked, by=MOTHER)
    answered = facts.RequestAnswered(
        request=request, answer=facts.RequestAnswer.GRANTED, category=facts.Category.COORDINATION
    )
    tale.when("she answers herself", answered, by=MOTHER).is_refused()
    tale.when("the school answers", answered, by=TEACHER).is_admitted()


def test_a_parent_who_is_not_heard_is_answered() -> None:
    """That nobody heard the mother is a request of its own in the case; she is shown the way to the resource centre."""
    tale = Tale(GUIDE).told()
    asked = facts.RequestMade(about=facts.RequestAbout.NOT_HEARD, category=facts.Category.COORDINATION)
    tale.when("the mother says that nobody heard her", asked, by=MOTHER).is_admitted()
    assert isinstance(tale.verdict, bti.Admitted)
    (way,) = [one for one in tale.verdict.advice if one.code == "not_heard_route"]
    assert "Ressurssenteret, Seksjon barn og familie; fyll ut et skjema" in way.text("nb")
    assert "Tromsø" in tale.cited("nb")


def test_the_resource_centre_is_known() -> None:
    """It is a kind of service with somebody who leads it."""
    service = GUIDE.service("resource_centre")
    assert service is not None
    assert service.label("nb") == "Ressurssenteret, Seksjon barn og familie"
    assert GUIDE.fits("resource_centre_head", "resource_centre")
    welfare = GUIDE.service("child_welfare")
    assert welfare is not None
    assert welfare.label("nb") == "Barnevernstjenesten"


def test_nothing_of_2014_is_taken_for_granted() -> None:
    """Neither the fourteen days nor a title of 2014 holds here: nothing says that they were kept."""
    assert GUIDE.chain == ("tromso-2025", "national")
    step = GUIDE.step("0.4")
    assert step is not None
    assert step.deadlines is NOT_STATED
    assert all(GUIDE.is_inherited(one.origin) for level in GUIDE.levels for one in level.steps)
    assert len(GUIDE.missing) == 7


def test_a_refusal_says_that_the_common_core_stands_in() -> None:
    """Whoever is refused hears that Tromsø does not state it."""
    tale = Tale(GUIDE).wonders().does("0.1")
    tale.tries("0.2").is_refused("step_needs")
    assert "BTI in Tromsø (2025) does not state this; the common core is used" in tale.cited()


def test_whom_it_is_for() -> None:
    """Until the day somebody turns 24; older, one of several is enough; and a pregnant woman is not asked her age."""
    assert GUIDE.whom is not None
    assert opened_for(GUIDE, facts.Concerned("young", dt.date(2002, 3, 3))) == ()
    assert opened_for(GUIDE, facts.Concerned("young", dt.date(2002, 3, 2))) == ("guide_not_for_age",)
    siblings = (facts.Concerned("young", dt.date(2002, 3, 2)), facts.Concerned("child", dt.date(2015, 5, 5)))
    assert opened_for(GUIDE, *siblings) == ()
    assert opened_for(GUIDE, facts.Concerned("mother", dt.date(1990, 1, 1), pregnant=True)) == ()
