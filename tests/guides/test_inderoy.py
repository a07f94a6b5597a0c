"""Inderøy, «Best i lag»: consent is digital, residents may use it, and the guide itself is not known."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.facts import Form
from bti.guide import Modality
from tests.guides.tale import Row, Tale, account, rows_said
from tests.stage import MOTHER, NEIGHBOUR, TEACHER

GUIDE = bti.load_guide("inderoy")
ROWS = (
    Row("digital consent", "consent / forms", "test_consent_is_digital"),
    Row("the log is digital", "log / keeping", "test_the_log_is_digital"),
    Row("residents may use it", "said residents", "test_a_resident_raises_a_concern"),
    Row("insight, and part in goals and measures", "said insight", "test_the_family_sees_and_takes_part"),
    Row("pregnant women", "whom", "test_a_pregnant_woman_is_the_person_concerned"),
    *rows_said(
        "",
        {
            "handbook": "builds on a handbook of 2013",
            "history": "2021–2023",
            "brands": "three brands, South Sami title",
            "arenas": "arenas outside the municipality",
            "three_parts": "three parts",
        },
    ),
)


def test_every_stated_rule_stands_in_the_guide() -> None:
    """Nothing that the pages state is lost, and nothing stands here that they do not state."""
    account(GUIDE, ROWS, globals())


def test_consent_is_digital() -> None:
    """A spoken consent asks for a reason, and Inderøy's own page is cited; a digital one asks for none."""
    assert GUIDE.consent.forms.modality is Modality.SHOULD
    tale = Tale(GUIDE).told().asks()
    spoken = Tale.yes(form=Form.ORAL)
    tale.when("she says yes by word of mouth", spoken, by=TEACHER).is_refused("form_not_accepted")
    assert "Best i lag for barn og unge (Inderøy)" in tale.cited("nb")
    tale.when("with a reason", spoken, by=TEACHER, because="Hun har ikke BankID.").is_admitted()
    digital = Tale(GUIDE).told().asks()
    digital.when("she consents digitally", Tale.yes(form=Form.ELECTRONIC), by=MOTHER).is_admitted()


def test_a_resident_raises_a_concern() -> None:
    """A neighbour is worried about a neighbour's child."""
    raised = facts.ConcernRaised(category=facts.Category.FAMILY)
    Tale(GUIDE).wonders().when("the neighbour worries", raised, by=NEIGHBOUR).is_admitted()


def test_the_family_sees_and_takes_part() -> None:
    """The mother proposes a goal, and sees what was agreed."""
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1").consents()
    tale.given("the log is opened", facts.LogOpened(), by=TEACHER)
    proposal = facts.GoalProposed(category=facts.Category.EDUCATION)
    tale.when("the mother proposes a goal", proposal, by=MOTHER).is_admitted()
    tale.plans()
    kinds = {entry.fact.kind for entry in tale.seen_by(MOTHER).entries if entry.fact is not None}
    assert {"goal_proposed", "goal_agreed", "measure_planned"} <= kinds


def test_a_pregnant_woman_is_the_person_concerned() -> None:
    """A case is about her as about a child."""
    Tale(GUIDE).wonders(facts.Concerned("mother", dt.date(1998, 2, 2), pregnant=True)).describes()


def test_what_is_missing_is_the_common_cores() -> None:
    """The action guide is not known: every level and step is inherited, and a refusal says so."""
    assert all(GUIDE.is_inherited(step.origin) for level in GUIDE.levels for step in level.steps)
    tale = Tale(GUIDE).wonders().does("0.1")
    tale.tries("0.2").is_refused("step_needs")
    assert "does not state this; the common core is used" in tale.cited()
    assert len(GUIDE.missing) == 5


def test_the_log_is_digital() -> None:
    """A log on paper asks for a reason; where the family has said no to the shared one it asks for none."""
    paper = facts.LogOpened(keeping=facts.Keeping.MANUAL)
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1")
    tale.when("a log on paper", paper, by=TEACHER).is_refused("log_kept_otherwise")
    assert "digital" in tale.said("nb")
    assert "Best i lag for barn og unge (Inderøy)" in tale.cited("nb")
    tale.asks().given("she says no", facts.ConsentRefused(scope=facts.Scope.LOG, giver="mother"), by=TEACHER)
    tale.when("a log on paper", paper, by=TEACHER).is_admitted()
