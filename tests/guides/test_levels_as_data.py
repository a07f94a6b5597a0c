"""What a guide says of its levels: what makes one, in which order its steps go, where a case begins."""

from __future__ import annotations

import bti
from bti import facts
from bti.cli.guides import guide_page
from bti.facts import Category
from bti.guide import HowMany, Modality, load_guide
from tests.examples.as_it_suits import as_it_suits, opening, planned, with_a_plan
from tests.guides.small import SMALL, findings, spoiled
from tests.guides.small_guides import small_guide
from tests.stage import PPT, TEACHER, Stage


def where(stage: Stage) -> str:
    """Return the step a case stands on."""
    position = stage.case.spine.track.position
    assert position is not None
    return position.step


def test_a_case_begins_where_the_guide_lets_it() -> None:
    """On level 2 where the opener says so, on the first entry where nothing is said; old guides know one place."""
    assert small_guide("as-it-suits").first_steps == ("0.1", "2.1")
    stage = as_it_suits()
    stage.play(opening("2.1"), TEACHER)
    assert where(stage) == "2.1"
    usual = as_it_suits()
    usual.play(opening(None), TEACHER)
    assert where(usual) == "0.1"
    assert load_guide("sortland").first_steps == ("0.1",)
    assert Stage().tried(opening("2.1"), TEACHER) == {"no_entry_here"}
    Stage().play(opening("0.1"), TEACHER)


def test_the_refusal_to_begin_there_names_where_one_may() -> None:
    """Whoever opened it wrongly can mend it from the reason alone, which cites the guide."""
    verdict = as_it_suits().offer(opening("1.1"), TEACHER)
    assert isinstance(verdict, bti.Refused)
    (reason,) = verdict.reasons
    remedy = reason.remedy
    assert remedy is not None
    assert "0.1, 2.1" in remedy("nb")
    assert [one.sources for one in reason.citations] == [("page inngang",)]


def test_each_entry_is_offered() -> None:
    """The host can show a choice."""
    stage = as_it_suits()
    option = stage.engine.options(stage.case, by=TEACHER, now=stage.now, kinds="case_opened")["case_opened"]
    assert {one.step for one in option.drafts if isinstance(one, facts.CaseOpened)} == {None, "0.1", "2.1"}


def test_a_free_level_leaves_the_case_where_it_stands() -> None:
    """A step done beside the current one is done; the case goes past it once it gets there."""
    stage = with_a_plan()
    assert where(stage) == "1.1"
    stage.consent()
    stage.play(facts.StepCompleted(step="1.1"), TEACHER)
    assert where(stage) == "1.3"


def test_a_step_that_may_be_revisited_is_done_anew_from_a_later_one() -> None:
    """The plan is made anew while the measures run, and the case stays with the measures."""
    stage = as_it_suits()
    stage.play(opening("2.1"), TEACHER)
    stage.concern = stage.play(facts.ConcernRaised(category=Category.EDUCATION), TEACHER)
    stage.play(facts.StepCompleted(step="2.1"), TEACHER, because="PPT is on its way")
    assert stage.tried(facts.StepCompleted(step="2.3"), TEACHER) == {"not_on_this_step"}
    stage.play(facts.GoalAgreed(category=Category.EDUCATION), TEACHER)
    stage.play(planned(None), TEACHER)
    stage.play(facts.StepCompleted(step="2.2"), TEACHER)
    assert where(stage) == "2.3"
    stage.play(facts.StepCompleted(step="2.2"), TEACHER)
    assert where(stage) == "2.3"
    assert stage.tried(facts.StepCompleted(step="2.1"), TEACHER) == {"not_on_this_step"}


def test_what_makes_a_level_is_advice_unless_the_guide_says_more() -> None:
    """Going to level 2 alone is admitted, with what the guide would rather have; to level 3 it is refused."""
    definition = small_guide("as-it-suits").levels[2].definition
    assert definition is not None
    assert (definition.services, definition.modality) == (HowMany.TWO_OR_MORE, Modality.MAY)
    stage = as_it_suits().shared()
    for step in ("0.1", "0.2", "0.3"):
        stage.play(facts.StepCompleted(step=step), TEACHER)
    verdict = stage.offer(facts.StepCompleted(step="0.4", outcome="level_2"), TEACHER)
    assert isinstance(verdict, bti.Admitted)
    assert {reason.code for reason in verdict.advice} == {"services_not_as_many", "services_not_of_kind"}
    assert "to eller flere tjenester" in verdict.advice[0].text("nb")
    assert stage.tried(facts.StepCompleted(step="0.4", outcome="level_3"), TEACHER) == {"services_not_as_many"}
    stage.consent(facts.Scope.SERVICE, PPT)
    stage.play(facts.ServiceJoined(joining=PPT), TEACHER)
    verdict = stage.offer(facts.StepCompleted(step="0.4", outcome="level_2"), TEACHER)
    assert isinstance(verdict, bti.Admitted)
    assert verdict.advice == ()


def test_counts() -> None:
    """What each count means."""
    assert [count for count in range(1, 5) if HowMany.ONE.holds(count)] == [1]
    assert [count for count in range(1, 5) if HowMany.TWO_OR_MORE.holds(count)] == [2, 3, 4]
    assert [count for count in range(1, 5) if HowMany.THREE_OR_MORE.holds(count)] == [3, 4]


def test_problems_say_where() -> None:
    """Names that lead nowhere, a definition that says nothing, entries that are none."""
    head = 'version = "1"'
    assert "did you mean" in findings(spoiled(head, f'{head}\nentries = ["0.3"]'))["$.entries[0]"]
    assert "somewhere" in findings(spoiled(head, f"{head}\nentries = []"))["$.entries"]
    assert "twice" in findings(spoiled(head, f'{head}\nentries = ["0", "0"]'))["$.entries[1]"]
    title = 'title = {nb = "Innsats"}'
    kinds = findings(spoiled(title, title + '\ndefinition = {kinds = ["scool"]}'))
    assert "did you mean 'school'" in kinds["$.level[1].definition.kinds[0]"]
    nothing = findings(spoiled(title, title + '\ndefinition = {modality = "must"}'))
    assert "says nothing" in nothing["$.level[1].definition"]
    wrong = findings(spoiled(title, title + '\ndefinition = {services = "4"}'))
    assert "expected one of 1, 2, 2+, 3+" in wrong["$.level[1].definition.services"]
    assert (
        "expected one of ordered, free" in findings(spoiled(title, title + '\nmovement = "fre"'))["$.level[1].movement"]
    )
    assert findings(SMALL) == {}


def test_shown_with_the_guide() -> None:
    """Who looks at the guide reads what makes a level, and where cases begin."""
    shown = "\n".join(guide_page(small_guide("as-it-suits"), "nb"))
    assert "En sak kan begynne her: 0.1, 2.1" in shown
    assert "Skal være slik: antall tjenester: 1; " in shown
    assert "Er ment for: antall tjenester: 2+; tjenester av disse typene: Pedagogisk-psykologisk" in shown
    assert "Rekkefølgen på stegene: som det passer" in shown
