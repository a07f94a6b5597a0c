"""Settings that hold on some levels or for some home services, and sources of one guide that disagree."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.cli.guides import guide_page
from bti.guide import Appointment, load_guide
from tests.guides.small import findings, spoiled
from tests.guides.small_guides import small_guide
from tests.stage import HEAD, SCHOOL, TEACHER, Stage

YOUTH = dt.date(2013, 1, 1)


def staged() -> Stage:
    """Give the stage of the municipality in which it depends."""
    return Stage(bti.Engine(small_guide("it-depends")))


def test_the_stricter_of_two_pages_holds_and_the_other_is_kept() -> None:
    """The young person is asked from the earlier age."""
    setting = small_guide("it-depends").consent.own_age
    assert setting.value == 12
    assert [(one.value, one.sources) for one in setting.weaker] == [(16, ("page samtykke",))]
    assert (setting.origin.sources, setting.origin.disagree) == (("form 2",), ("page samtykke",))


def test_every_reason_that_rests_on_it_says_that_the_sources_disagree() -> None:
    """A thirteen-year-old has not been asked: the refusal to open the log names the page that says otherwise."""
    stage = staged()
    stage.play(facts.CaseOpened(persons=(facts.Concerned("child", YOUTH),), home=SCHOOL), TEACHER)
    stage.concern = stage.play(facts.ConcernRaised(category=facts.Category.EDUCATION), TEACHER)
    stage.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
    verdict = stage.offer(facts.LogOpened(), TEACHER)
    assert isinstance(verdict, bti.Refused)
    said = [one.text("nb") for reason in verdict.reasons for one in reason.citations]
    assert any("kildene er uenige" in one and "page samtykke" in one for one in said), said


def test_a_setting_may_hold_for_some_home_services_only() -> None:
    """At the health station the log opens from level 2; at school what the common core says stands."""
    guide = small_guide("it-depends")
    assert guide.at("1", "health_station").log.from_level.value == "2"
    school = guide.at("1", "school").log.from_level
    assert (school.value, guide.is_inherited(school.origin)) == (load_guide("national").log.from_level.value, True)


def test_a_setting_may_hold_on_some_levels_only() -> None:
    """Naming a holder binds at once on a school's level 1, and is an offer everywhere else."""
    guide = small_guide("it-depends")
    assert guide.at("1", "school").baton.appointment.value is Appointment.BINDING
    assert guide.at("2", "school").baton.appointment.value is Appointment.OFFERED
    assert guide.at("1", "kindergarten").baton.appointment.value is Appointment.OFFERED
    assert guide.at(None, None).baton.appointment.value is Appointment.OFFERED


def test_a_case_is_judged_by_what_holds_on_its_level() -> None:
    """The same act of the headteacher makes a holder on level 1."""
    stage = staged().on_level_1()
    stage.play(facts.BatonAppointed(to="teacher"), HEAD)
    assert stage.case.spine.baton.holder == "teacher"


def test_what_holds_changes_within_an_act_that_changes_the_level() -> None:
    """Going up and naming the holder at once is judged by the level gone to."""
    stage = staged().shared()
    for step in ("0.1", "0.2", "0.3"):
        stage.play(facts.StepCompleted(step=step), TEACHER)
    head = bti.Professional("head", "headteacher", SCHOOL)
    act = (facts.StepCompleted(step="0.4", outcome="level_1"), facts.BatonAppointed(to="teacher"))
    verdict = stage.offer(act, head)
    assert isinstance(verdict, bti.Admitted)
    assert verdict.case.spine.baton.holder == "teacher"


def test_all_of_it_is_part_of_the_digest_and_shown() -> None:
    """What is set aside and what depends is seen by whoever looks at the guide."""
    guide = small_guide("it-depends")
    assert guide.at("1", "school").digest == guide.digest
    assert not load_guide("national").varies
    shown = "\n".join(guide_page(guide, "nb"))
    said = "Kildene er uenige, og det strengeste gjelder: Tvilvik: samtykkeskjema, 2 sier 12, og det gjelder; "
    assert f"{said}Tvilvik: stafettlogg, samtykke sier 16" in shown
    assert "For Helsestasjon og skolehelsetjeneste: nivå 2" in shown
    assert "På nivå 1; for Skole: bindende" in shown


def test_problems_say_where() -> None:
    """Names that lead nowhere, a condition that says nothing, a conflict that is none or cannot be settled."""
    old = 'own_age = {value = 15, modality = "should", sources = ["setting"]}'

    def found(new: str) -> dict[str, str]:
        return findings(spoiled(old, new))

    where = "$.consent.own_age"
    assert (
        "did you mean 'school'" in found('own_age = {value = 12, when = {home = ["schol"]}}')[f"{where}.when.home[0]"]
    )
    assert "unknown level" in found('own_age = {value = 12, when = {level = ["7"]}}')[f"{where}.when.level[0]"]
    assert "says nothing" in found("own_age = {value = 12, when = {}}")[f"{where}.when"]
    assert "no value" in found('own_age = {when = {level = ["1"]}}')[where]
    cases = found('own_age = {value = 15, cases = [{value = "12", when = {level = ["1"]}}]}')
    assert "expected a whole number" in cases[f"{where}.cases[0].value"]
    same = found('own_age = {conflict = [{value = 15, sources = ["page"]}, {value = 15, sources = ["setting"]}]}')
    assert "two values that differ" in same[f"{where}.conflict"]
    both = found("own_age = {value = 1, conflict = [{value = 15, sources = []}, {value = 16, sources = []}]}")
    assert "takes the place of `value`" in both[f"{where}.conflict"]
    levels = 'from_level = {conflict = [{value = "0", sources = []}, {value = "1", sources = []}]}'
    unranked = spoiled("[consent]", f"[log]\n{levels}\n[consent]")
    assert "not known which is the stricter" in findings(unranked)["$.log.from_level.conflict"]
