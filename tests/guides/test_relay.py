"""What a guide says of the baton and the log beside the level they begin on."""

from __future__ import annotations

from pathlib import Path

import bti
from bti import facts
from bti.cli.guides import guide_page
from bti.facts import MeetingKind
from bti.guide import NOT_STATED, Modality, load_guide
from tests.examples.own_rules import HELD, NAMED, declined_twice, met, own_rules
from tests.guides.small import extended, findings, spoiled
from tests.guides.small_guides import small_guide
from tests.guides.tale import Tale
from tests.stage import HEAD, TEACHER

GUIDE = small_guide("own-rules")


def test_who_says_from_when_says_it_whole() -> None:
    """A step and an event take the place of the level that the common core names; a level keeps its own."""
    assert GUIDE.baton.from_level.value is NOT_STATED
    assert GUIDE.baton.from_step is not None
    assert load_guide("sortland").baton.from_level.value == "1"


def test_a_holder_before_level_1() -> None:
    """At step 0.4 somebody is named, though the common core waits for level 1."""
    stage = own_rules().shared()
    for step in ("0.1", "0.2", "0.3"):
        stage.play(facts.StepCompleted(step=step), TEACHER)
    assert stage.tried(NAMED, HEAD) == {"baton_waits_for_one_of"}
    stage.play(HELD, TEACHER)
    stage.play(NAMED, HEAD)


def test_who_settles_it_is_said_when_two_have_declined() -> None:
    """The reason names the body, and the appointment is admitted all the same; a new holder begins anew."""
    stage = declined_twice()
    verdict = stage.offer(NAMED, HEAD)
    assert isinstance(verdict, bti.Admitted)
    (said,) = [one for one in verdict.advice if one.code == "baton_is_disputed"]
    assert "Koordinerende enhet" in said.text("nb")
    offer = stage.play(NAMED, HEAD)
    stage.play(facts.BatonAccepted(offer=offer), TEACHER)
    assert stage.case.spine.baton.declined == 0


def test_a_refused_log_is_nobodys_hindrance() -> None:
    """Where the family says no to the log, paper is free and the steps go on."""
    stage = met()
    stage.play(facts.ConsentAsked(scope=facts.Scope.LOG, of=("mother", "father")), TEACHER)
    stage.play(facts.ConsentRefused(scope=facts.Scope.LOG, giver="mother"), TEACHER)
    stage.play(facts.LogOpened(keeping=facts.Keeping.MANUAL), TEACHER)


def test_the_log_counts_as_minutes() -> None:
    """After a meeting with an open log, no minutes are asked for; without a log they are."""
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1").asks().does("1.1")
    tale.meets(MeetingKind.COORDINATION).plans()
    tale.given("goes on without a log", facts.StepCompleted(step="1.2"), by=TEACHER, because="Familien vil vente.")
    tale.starts().given("and on", facts.StepCompleted(step="1.3"), by=TEACHER, because="Familien vil vente.")
    tale.hears().evaluates().tries("1.4").is_refused("log_belongs_to_level", "step_needs")
    assert "referat" in tale.said("nb")
    tale.given("the mother says yes", Tale.yes(), by=TEACHER)
    tale.given("a log", facts.LogOpened(), by=TEACHER)
    tale.does("1.4")


def test_a_step_goes_on_past_what_lies_at_its_side() -> None:
    """Step 1.1 has advice at its side and leads on by itself; asking for advice completes nothing."""
    step = GUIDE.step("1.1")
    assert step is not None
    assert step.goes_on
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1").asks()
    tale.tries("1.1", "advice").is_refused("outcome_asks_elsewhere")
    tale.does("1.1")
    assert tale.step == "1.2"


def at_1_5() -> Tale:
    """Tell a case as far as the choice on level 1, evaluated in a meeting."""
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1").consents().does("1.1")
    tale.meets(MeetingKind.COORDINATION).plans().given("a log", facts.LogOpened(), by=TEACHER)
    return tale.does("1.2").starts().does("1.3").meets().hears().evaluates().does("1.4")


def test_the_way_is_chosen_in_the_meeting_of_the_evaluation() -> None:
    """What is typed later comes of the same meeting; a meeting in between is another one."""
    assert at_1_5().chooses("continue").goes("1.5", "continue").step == "1.2"
    tale = at_1_5().meets(MeetingKind.OTHER).chooses("continue").tries("1.5", "continue").is_refused("step_needs")
    assert "i samme møte som" in tale.said("nb")


def test_two_sources_that_mean_it_more_or_less(tmp_path: Path) -> None:
    """Of the same age said twice, the one that must be holds, and the page that says maybe is kept."""
    page = '[[source]]\nid = "other"\n'
    both = (
        "[consent]\nown_age = {conflict = ["
        '{value = 15, modality = "may", sources = ["page a"]}, {value = 15, sources = ["other"]}]}\n'
    )
    guide = extended(tmp_path, page + both)
    age = guide.consent.own_age
    assert (age.value, age.modality) == (15, Modality.MUST)
    assert (age.origin.sources, age.origin.disagree) == (("other",), ("page a",))
    assert [one.modality for one in age.weaker] == [Modality.MAY]
    assert "kan" in next(line for line in guide_page(guide, "nb") if "A page, a" in line)


def test_what_a_guide_cannot_say_of_them_is_found() -> None:
    """Names that lead nowhere, a baton that waits for itself, a reminder in months."""
    for more, path in (
        ('[baton]\nfrom_step = "7.7"\n', "$.baton.from_step"),
        ('[baton]\nfrom_event = "baton_held"\n', "$.baton.from_event"),
        ('[log]\nfrom_event = ["meeting_held", "log_open"]\n', "$.log.from_event"),
        ('[baton]\nappointed_by = ["nobody"]\n', "$.baton.appointed_by[0]"),
        ('[baton]\nreminder = "P1M"\n', "$.baton.reminder"),
        ("[log]\nkeeping = []\n", "$.log.keeping"),
    ):
        assert path in findings(spoiled("[consent]", f"{more}\n[consent]")), path
