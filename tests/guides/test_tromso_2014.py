"""Tromsø 2014: four exits from level 0, fourteen days to decide, and a report that is told to nobody."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import SharedWith
from bti.guide import NOT_STATED, Deadline, Step
from tests.guides.tale import SAID, Row, Tale, account, opened_for, origins
from tests.stage import TEACHER

GUIDE = bti.load_guide("tromso-2014")
ROWS = (
    Row("the word: bekymring", "words / concern", "test_its_own_words"),
    Row("level 0 is called Identifisering og avklaring, and why it is there", "level 0", "test_its_own_words"),
    Row("step 0.1: the concern arises", "level 0 / step 0.1", "test_its_own_words"),
    Row("step 0.2: put into words before it is shared", "level 0 / step 0.2", "test_order_of_level_0"),
    Row("0.2: what the extra concern is and how strong; observe, talk, map", "said examine", SAID),
    Row("0.2: support questions", "said support_questions", SAID),
    Row("0.2: observation form", "level 0 / step 0.2 / completion", "test_the_observation_form_is_used"),
    Row("0.2: observation form, a tool", "tool observation_form", "test_the_observation_form_is_used"),
    Row("step 0.3: share and discuss", "level 0 / step 0.3", "test_order_of_level_0"),
    Row("0.3: with colleague or leader, child, guardians", "level 0 / step 0.3 / completion", "test_shared_with_whom"),
    Row("step 0.4: sum up and decide", "level 0 / step 0.4", "test_four_exits"),
    Row("0.4: within 14 days after the concern arose", "level 0 / step 0.4 / deadline decide", "test_fourteen_days"),
    Row("0.4: the 14 days, as told", "level 0 / step 0.4", "test_the_agenda_tells_the_fourteen_days"),
    Row("0.4: close", "level 0 / step 0.4 / outcome close", "test_closing_is_recorded_as_closing"),
    Row("0.4: own unit: level 1", "level 0 / step 0.4 / outcome level_1", "test_four_exits"),
    Row("0.4: other services: level 2", "level 0 / step 0.4 / outcome level_2", "test_four_exits"),
    Row("0.4: care situation: straight to level 3", "level 0 / step 0.4 / outcome level_3", "test_four_exits"),
    Row("0.4: report to child welfare or police", "level 0 / step 0.4 / outcome report", "test_a_report_moves_nothing"),
    Row("the report sits on level 3", "said report_is_level_3", SAID),
    Row("0.4: five stages", "tool five_stages", "test_tools_of_the_decision"),
    Row("0.4: template of a report", "tool report_template", "test_tools_of_the_decision"),
    Row("0.4: consent form", "tool consent_form_0", "test_tools_of_the_decision"),
    Row("level 1: own department, no other bodies", "level 1", "test_its_own_words"),
    Row("level 1: no other bodies", "level 1 / definition", "test_level_1_is_ones_own_department"),
    Row("step 1.1: define the problem together", "level 1 / step 1.1", "test_level_1_begins_with_the_family"),
    Row("the resource team does not raise the level", "arena ressursteam", "test_the_resource_team_is_level_1"),
    Row("log: measures, responsibility, evaluation", "log / contents", "test_its_own_words"),
    Row("the log is electronic", "log / keeping", "test_the_log_is_electronic"),
    Row("services named: child welfare", "service child_welfare", "test_its_own_words"),
    Row("services named: PPT", "service ppt", "test_its_own_words"),
    Row("services named: youth club", "service youth_club", "test_its_own_words"),
    Row("0–23 years, all municipal staff", "whom", "test_whom_it_is_for"),
)


def step(step_id: str) -> Step:
    """Return a step that must be there."""
    found = GUIDE.step(step_id)
    assert found is not None
    return found


def test_every_stated_rule_stands_in_the_guide() -> None:
    """Nothing that the pages state is lost, and nothing stands here that they do not state."""
    account(GUIDE, ROWS, globals())


def test_its_own_words() -> None:
    """Titles and labels are the municipality's."""
    assert GUIDE.title("nb") == "BTI-modellen i Tromsø (2014)"
    assert [level.title("nb") for level in GUIDE.levels[:2]] == [
        "Identifisering og avklaring",
        "Innsats i egen avdeling",
    ]
    assert GUIDE.word("concern")("nb") == "bekymring"
    assert step("0.1").title("nb") == "Bekymring for et barn/ungdom oppstår"
    assert step("0.4").title("nb") == "Oppsummer og ta beslutning"
    contents = GUIDE.log.contents.value
    assert contents is not NOT_STATED
    assert [text("nb") for text in contents][1] == "Hvem som har ansvar for hvert tiltak"
    labels = {
        one: service.label("nb") for one in ("child_welfare", "ppt", "youth_club") if (service := GUIDE.service(one))
    }
    assert labels == {"child_welfare": "Barnevernstjenesten", "ppt": "PPT", "youth_club": "Fritidsklubb"}


def test_order_of_level_0() -> None:
    """The concern is put into words before it is shared; who skips it is told so of this guide's step."""
    tale = Tale(GUIDE).wonders().does("0.1")
    tale.tries("0.2").is_refused("step_needs")
    assert "Konkretiser" in tale.said("nb")
    assert "BTI-modellen i Tromsø (2014)" in tale.cited("nb")
    tale.describes().does("0.2")
    tale.tries("0.3").is_admitted()  # no guardian is named yet, so nobody waits for one


def test_sharing_comes_before_the_decision() -> None:
    """Where there is a guardian the concern is shared with somebody it is about; the leader alone is not enough."""
    tale = Tale(GUIDE).wonders().describes().names_mother().does("0.1", "0.2").shares(SharedWith.LEADER)
    tale.tries("0.3").is_refused("step_needs_one_of")
    assert "Del og diskuter din bekymring" in tale.said("nb")
    tale.shares(SharedWith.GUARDIAN).does("0.3")
    assert tale.step == "0.4"


@pytest.mark.parametrize(("outcome", "arrives"), [("level_1", "1.1"), ("level_2", "2.1"), ("level_3", "3.1")])
def test_four_exits(outcome: str, arrives: str) -> None:
    """From level 0 a case goes to level 1, 2 or 3, each at once; the fourth exit is closing."""
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", outcome)
    assert tale.step == arrives


def test_closing_is_recorded_as_closing() -> None:
    """No need for measures: the case is closed from step 0.4, and a refusal cites Tromsø's own outcome."""
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3")
    tale.tries("0.4", "close").is_refused("outcome_is_closing")
    assert "saken avsluttes" in tale.said("nb")
    assert "BTI-modellen i Tromsø (2014)" in tale.cited("nb")
    assert "0.4" in tale.cited("nb")
    closed = facts.CaseClosed(reason=facts.ClosingReason.NO_GROUND)
    tale.when("the teacher closes it", closed, by=TEACHER).is_admitted()


def test_a_report_moves_nothing() -> None:
    """A report from level 0 is made at any time, and leaves the case where it stood."""
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3")
    tale.tries("0.4", "report").is_refused("outcome_is_reporting")
    assert "BTI-modellen i Tromsø (2014)" in tale.cited("nb")
    report = facts.ReportedToChildWelfare(category=facts.Category.FAMILY, receiver=bti.Service("cw", "child_welfare"))
    tale.when("the teacher reports", report, by=TEACHER).is_admitted()
    assert tale.step == "0.4"


def test_level_1_begins_with_the_family() -> None:
    """Step 1.1 is defined with guardians or child: a meeting of the school alone asks why, and the child is advice."""
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1").asks()
    tale.meets(facts.MeetingKind.SHARED_UNDERSTANDING, "teacher").tries("1.1").is_refused("step_needs_one_of")
    assert "Definer problemstillingen i samarbeid med foresatte/barnet/ungdom" in tale.said("nb")
    assert "BTI-modellen i Tromsø (2014)" in tale.cited("nb")
    tale.meets(facts.MeetingKind.SHARED_UNDERSTANDING).tries("1.1")
    assert "barnet" in tale.said_as_advice()
    heard = Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1").asks().hears()
    assert heard.meets(facts.MeetingKind.SHARED_UNDERSTANDING).tries("1.1").said_as_advice() == ""


def test_level_1_is_ones_own_department() -> None:
    """With another body in, going to level 1 is admitted, and the page is shown as advice."""
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3").brings_in().goes("0.4", "level_1")
    assert "BTI-modellen i Tromsø (2014)" in tale.cited("nb")


def test_fourteen_days() -> None:
    """The decision is due fourteen days after the concern arose, counted from a fact of the case."""
    deadlines = step("0.4").deadlines
    assert deadlines is not NOT_STATED
    (deadline,) = deadlines
    assert isinstance(deadline, Deadline)
    assert deadline.start is not None
    assert (deadline.start.fact, str(deadline.length), deadline.fulfilled_by) == (
        "concern_raised",
        "P14D",
        "step_completed",
    )
    assert origins(GUIDE)["level 0 / step 0.4 / deadline decide"].sources == ("modellen 0.4",)


def test_fourteen_days_are_counted_from_the_concern() -> None:
    """A decision on the fourteenth day keeps it, one on the fifteenth does not; the days are those of Oslo."""
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3")
    found = tale.due("0.4", "decide")
    assert found.kept_through == dt.date(2026, 3, 16)
    tale.later(days=13)
    assert not found.is_overdue(tale.now)
    tale.goes("0.4", "level_1").later(days=2)
    assert found.is_overdue(tale.now)


def test_the_agenda_tells_the_fourteen_days() -> None:
    """In Tromsø's words, to whoever answers, from the concern until the decision; no other step keeps it."""
    tale = Tale(GUIDE).told()
    limit = tale.limits()["decide"]
    assert "Innen 14 dager etter at bekymringen oppsto" in limit.text("nb")
    assert limit.who[0].persons == ("teacher",)
    assert "decide" in tale.does("0.1", "0.2", "0.3").limits()
    tale.later(days=14)
    assert not tale.limits()["decide"].is_overdue
    tale.later(days=1)
    assert tale.limits()["decide"].is_overdue
    assert not tale.goes("0.4", "level_1").limits()


def test_what_is_missing_is_the_common_cores() -> None:
    """Levels 2 and 3, the baton and consent are inherited, and known to be."""
    assert len(GUIDE.missing) == 6
    for path in ("2.1", "2.5", "3.1", "1.2"):
        assert GUIDE.is_inherited(step(path).origin)
    assert GUIDE.is_inherited(GUIDE.baton.from_level.origin)
    assert GUIDE.is_inherited(GUIDE.consent.own_age.origin)


def test_the_log_is_electronic() -> None:
    """One on paper asks for a reason."""
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1")
    paper = facts.LogOpened(keeping=facts.Keeping.MANUAL)
    tale.when("a log on paper", paper, by=TEACHER).is_refused("log_kept_otherwise")
    assert GUIDE.title("nb") in tale.cited("nb")
    tale.when("with a reason", paper, by=TEACHER, because="Familien har ikke BankID.").is_admitted()


def test_the_resource_team_is_level_1() -> None:
    """What it meets on counts as level 1, and is no cooperation of a later one."""
    arena = GUIDE.arena("ressursteam")
    assert arena is not None
    assert arena.stands_in_for_level == "1"
    tale = Tale(GUIDE).told()
    held = facts.MeetingHeld(
        purpose=facts.MeetingKind.COORDINATION,
        present=("teacher",),
        arena="ressursteam",
        category=facts.Category.EDUCATION,
    )
    tale.when("the team meets", held, by=TEACHER).is_admitted()


def test_whom_it_is_for() -> None:
    """Until the day somebody turns 24; older, one of several is enough; and a pregnant woman is not asked her age."""
    assert GUIDE.whom is not None
    assert opened_for(GUIDE, facts.Concerned("young", dt.date(2002, 3, 3))) == ()
    assert opened_for(GUIDE, facts.Concerned("young", dt.date(2002, 3, 2))) == ("guide_not_for_age",)
    siblings = (facts.Concerned("young", dt.date(2002, 3, 2)), facts.Concerned("child", dt.date(2015, 5, 5)))
    assert opened_for(GUIDE, *siblings) == ()
    assert opened_for(GUIDE, facts.Concerned("mother", dt.date(1990, 1, 1), pregnant=True)) == ()


def test_the_observation_form_is_used() -> None:
    """Without it the page is shown as advice, with the name of the form; once it is filed nothing is said."""
    tale = Tale(GUIDE).wonders().describes().does("0.1")
    assert "«Observasjonsskjema»" in tale.tries("0.2").said_as_advice()
    filed = Tale(GUIDE).wonders().describes().does("0.1").files("observation_form")
    assert filed.tries("0.2").said_as_advice() == ""


def test_shared_with_whom() -> None:
    """The guardians or the child are asked for; a colleague or the leader, and the child too, are shown as advice."""
    tale = Tale(GUIDE).wonders().describes().names_mother().does("0.1", "0.2")
    tale.tries("0.3").is_refused("step_needs_one_of")
    advice = tale.shares(SharedWith.GUARDIAN).tries("0.3").said_as_advice()
    assert "kollega" in advice
    assert "barnet eller den unge" in advice


def test_tools_of_the_decision() -> None:
    """What the page gives to decide with belongs to step 0.4."""
    assert [one.id for one in GUIDE.tools if one.about == "0.4"] == ["five_stages", "report_template", "consent_form_0"]
