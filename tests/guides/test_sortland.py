"""Sortland, on hearing: the account of what its pages state, with the rules of the baton and the evaluation obeyed."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.duties.duty import DutyStanding, OwedBy
from bti.explore.log import relay_log
from bti.facts import SharedWith
from bti.guide import NotStated, Status
from tests.guides.tale import LEARNING, Row, Tale, account, opened_for, rows_said
from tests.stage import SCHOOL, TEACHER

GUIDE = bti.load_guide("sortland")
PLACE = "BTI-handlingsveileder for Sortland"
_LEVEL_0 = "test_level_0_in_its_own_words"
_EVALUATION = "test_the_outcomes_of_an_evaluation"
_OWED = "test_what_a_measure_lets_the_holder_owe"
_SERVICES = "test_services_in_its_own_words"
_MEETING = "test_the_evaluation_has_its_own_meeting"
_TOOLS = (
    *("undringsnotat", "risk_factors", "action_wheel", "absence_kit", "activity_plan", "special_education", "bullying"),
)
ROWS = (
    Row("level 0: Undring", "level 0", _LEVEL_0),
    Row("0.1", "level 0 / step 0.1", _LEVEL_0),
    Row("0.2", "level 0 / step 0.2", _LEVEL_0),
    Row("0.3: with those it is about", "level 0 / step 0.3", _LEVEL_0),
    Row("0.3: as early as possible", "level 0 / step 0.3 / deadline share", "test_as_early_as_possible"),
    *(
        Row(f"evaluation: {outcome}", f"level {level} / step {level}.5 / outcome {outcome}", _EVALUATION)
        for level in "123"
        for outcome in ("close", "continue", "new_measures", "up")
        if (level, outcome) != ("3", "up")
    ),
    Row("holder from level 1", "baton / from_level", "test_a_holder_from_level_1"),
    Row("kept until accepted", "baton / appointment", "test_keeps_the_baton_until_another_has_accepted"),
    Row("settled anew on a new level", "baton / on_level_change", "test_weighed_anew_on_a_new_level"),
    Row("what is weighed", "baton / criteria", "test_weighed_anew_on_a_new_level"),
    Row("when measures start; the family's say", "baton / from_event", "test_the_family_has_a_say"),
    Row("level 3: the group names the holder", "baton / appointed_by", "test_on_level_3_the_group_names_the_holder"),
    Row("level 1: near the child", "baton / level 1", "test_near_the_child"),
    Row("level 2: near the child", "baton / level 2", "test_near_the_child"),
    Row("level 3: responsibility group or team", "baton / level 3", "test_near_the_child"),
    Row("log: agreements, services, professionals", "log / contents", _LEVEL_0),
    Row("PPD", "service ppt", _SERVICES),
    Row("child welfare of Vesterålen", "service child_welfare", _SERVICES),
    Row("SLT", "service slt", _SERVICES),
    Row("SLT coordinator", "role slt_coordinator", _SERVICES),
    Row("violence: police and child welfare", "said violence_or_neglect", "test_police_and_child_welfare"),
    Row("violence: outside the case book", "pathway beskyttelse", "test_violence_is_no_pathway_of_the_case"),
    Row("0.2 leader or colleague; a note", "level 0 / step 0.2 / completion", "test_a_note_and_a_leader_or_colleague"),
    *(
        Row(f"{level}.4 own meeting, all involved; the child's experience", f"level {level} / step {level}.4", _MEETING)
        for level in "123"
    ),
    *(Row(f"tool: {one}", f"tool {one}", "test_tools_of_each_sector") for one in _TOOLS),
    Row("Forbus: two or three times a year, no case", "arena forbus", "test_no_case_is_taken_to_the_forums"),
    Row("Laget rundt barnet: twice a year", "arena laget", "test_no_case_is_taken_to_the_forums"),
    Row("its working group: four times a year", "arena arbeidsutvalg", "test_no_case_is_taken_to_the_forums"),
    Row("duties: calls and leads the evaluation meeting", "duty evaluation_meeting_called", _OWED),
    Row("duties: minutes", "duty minutes", "test_minutes_of_each_meeting"),
    Row("duties: parents take part", "duty parents_take_part", _OWED),
    Row("duties: an adult talks with the child", "duty adult_talks", "test_an_adult_talks_with_the_child"),
    Row("duties: deadlines", "duty watch_deadlines", "test_what_the_holder_does_all_the_time"),
    Row("duties: other services", "duty bring_in_services", "test_what_the_holder_does_all_the_time"),
    Row("duties: coordination", "duty coordinate", "test_what_the_holder_does_all_the_time"),
    Row("duties: contact", "duty keep_contact", "test_what_the_holder_does_all_the_time"),
    Row("duties: the child", "duty include_child", "test_what_the_holder_does_all_the_time"),
    Row("especially those at risk", "whom", "test_whom_it_is_for"),
    *rows_said(
        "",
        {
            "surroundings": "weigh the surrounding conditions",
            "own_wonder": "only oneself owns it",
            "family_starts": "parents bring services in",
            "three_layers": "three layers",
        },
    ),
)


def on_1() -> Tale:
    """Tell a case as far as level 1, with a holder."""
    return Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1").holds()


def at_1_4() -> Tale:
    """Tell a case as far as the evaluation of level 1."""
    return on_1().asks().does("1.1").plans().does("1.2").starts().does("1.3")


def test_every_stated_rule_stands_in_the_guide() -> None:
    """Nothing that the pages state is lost, and nothing stands here that they do not state."""
    account(GUIDE, ROWS, globals())


def test_level_0_in_its_own_words() -> None:
    """The wonder is put into words and shared with those it is about, in that order; it is a draft on hearing."""
    assert GUIDE.status is Status.DRAFT
    tale = Tale(GUIDE).wonders().names_mother().does("0.1")
    tale.tries("0.2").is_refused("step_needs", "step_needs_one_of")
    assert "Konkretiser undringen/bekymringen" in tale.said("nb")
    tale.describes().shares(SharedWith.COLLEAGUE).does("0.2")
    tale.tries("0.3").is_refused("step_needs_one_of")
    assert "Del undringen/bekymringen med dem det gjelder" in tale.said("nb")
    tale.shares(SharedWith.GUARDIAN).does("0.3")


def test_as_early_as_possible() -> None:
    """A deadline in words is kept as words and counted by nobody."""
    step = GUIDE.step("0.3")
    assert step is not None
    assert not isinstance(step.deadlines, NotStated)
    (deadline,) = step.deadlines
    assert deadline.length is None
    assert deadline.words is not None
    assert deadline.words("nb") == "Så tidlig som mulig"


def test_no_evaluation_without_the_child() -> None:
    """The child's own experience is part of it."""
    tale = at_1_4()
    evaluated = facts.MeasureEvaluated(
        measure=tale.measure,
        effect=facts.Effect.SOME,
        outcome=facts.MeasureOutcome.OTHER_MEASURES,
        category=facts.Category.EDUCATION,
    )
    tale.when("it is evaluated without the child", evaluated, by=TEACHER).is_refused("child_not_heard")


def test_the_outcomes_of_an_evaluation() -> None:
    """End, go on, other measures, or help from other services; each in the guide's words and with its way."""
    for level in ("1", "2"):
        step = GUIDE.step(f"{level}.5")
        assert step is not None
        labels = [outcome.label("nb") for outcome in step.outcomes]
        assert labels[:4] == [
            "Avslutt tiltaket",
            "Effekt, men ikke i mål: arbeidet fortsetter",
            "Andre tiltak settes i verk",
            "Ikke ønsket effekt: hjelp fra andre tjenester",
        ]
    for outcome, to, arrives in (("continue", None, "1.2"), ("new_measures", None, "1.2"), ("up", "2.1", "2.1")):
        tale = at_1_4().hears().evaluates().meets().does("1.4").chooses(outcome, to)
        assert tale.goes("1.5", outcome, to).step == arrives


def test_a_holder_from_level_1() -> None:
    """Not on level 0; the guide itself is cited."""
    tale = Tale(GUIDE).told()
    tale.when("a holder on level 0", facts.BatonAppointed(to="teacher"), by=tale.head).is_refused("baton_too_early")
    assert PLACE in tale.cited("nb")


def test_keeps_the_baton_until_another_has_accepted() -> None:
    """An offer changes nothing until it is accepted."""
    tale = on_1()
    joins = facts.PersonJoined(person="colleague", role="contact_teacher", of=SCHOOL.ref)
    tale.given("a colleague comes", joins, by=TEACHER)
    tale.given("it is offered", facts.BatonOffered(to="colleague"), by=TEACHER)
    tale.then("the teacher still holds it", lambda spine: spine.baton.holder == "teacher")


def test_weighed_anew_on_a_new_level() -> None:
    """On level 2 it is weighed who holds it; without that a reason is asked for."""
    tale = at_1_4().hears().evaluates().meets().does("1.4").chooses("up", "2.1").goes("1.5", "up", "2.1")
    tale.brings_in().asks()
    tale.tries("2.1").is_refused("holder_not_weighed")
    assert PLACE in tale.cited("nb")
    tale.weighs().does("2.1")
    assert len(GUIDE.baton.criteria.value or ()) == 3


def test_near_the_child() -> None:
    """Somebody else than those near the child is admitted with advice; on level 3 a group decides."""
    tale = on_1().brings_in()
    tale.given("the adviser comes", facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), by=TEACHER)
    tale.when("it is offered to PPT", facts.BatonOffered(to="adviser"), by=TEACHER).is_admitted()
    assert PLACE in tale.cited("nb")
    decided = GUIDE.baton.holders["3"].decided_in
    assert decided is not None
    assert decided("nb") == "Ansvarsgruppe eller tverrfaglig team"


def test_services_in_its_own_words() -> None:
    """PPD, the child welfare of Vesterålen and SLT are called what the municipality calls them."""
    labels = {service.id: service.label("nb") for service in GUIDE.services}
    assert (labels["ppt"], labels["child_welfare"]) == ("PPD", "Barnevernet i Vesterålen")
    assert GUIDE.fits("slt_coordinator", "slt")


def test_police_and_child_welfare() -> None:
    """Both are told at once, from any step, and the case stands where it stood."""
    tale = Tale(GUIDE).wonders()
    receiver = bti.Service("child-welfare-1", "child_welfare")
    for report in (
        facts.ReportedToPolice(category=facts.Category.FAMILY),
        facts.ReportedToChildWelfare(category=facts.Category.FAMILY, receiver=receiver),
    ):
        tale.when("the teacher reports", report, by=TEACHER).is_admitted()
    assert tale.step == "0.1"


def test_the_family_has_a_say() -> None:
    """Who names a holder before any measure is planned or any wish recorded is reminded of it; nothing hinders."""
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1")
    named = facts.BatonAppointed(to="teacher")
    tale.when("the head appoints", named, by=tale.head).is_admitted()
    assert isinstance(tale.verdict, bti.Admitted)
    assert {one.code for one in tale.verdict.advice} == {"baton_waits_for"}
    assert "tiltak" in tale.said_as_advice("baton_waits_for")
    assert PLACE in tale.cited("nb")
    later = Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1").plans().wishes()
    later.when("the head appoints", named, by=later.head)
    assert later.said_as_advice("baton_waits_for") == ""


def test_on_level_3_the_group_names_the_holder() -> None:
    """Without a meeting on level 3 a reason is asked for."""
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", "level_3")
    named = facts.BatonAppointed(to="teacher")
    tale.when("the head appoints", named, by=tale.head).is_refused("holder_named_by_others")
    assert PLACE in tale.cited("nb")
    tale.meets(facts.MeetingKind.COORDINATION).when("the group has met", named, by=tale.head).is_admitted()


@pytest.mark.parametrize("forum", ["forbus", "laget", "arbeidsutvalg"])
def test_no_case_is_taken_to_the_forums(forum: str) -> None:
    """Forbus, Laget rundt barnet and its working group are about the services: no meeting of a case is one of them."""
    tale = Tale(GUIDE).told()
    call = facts.MeetingCalled(
        purpose=facts.MeetingKind.OTHER, day=dt.date(2026, 6, 1), invited=("teacher",), arena=forum
    )
    tale.when("a case is taken there", call, by=TEACHER).is_refused("arena_is_of_the_system")
    assert "handler om hvordan tjenestene arbeider" in tale.said("nb")


def test_violence_is_no_pathway_of_the_case() -> None:
    """Police and child welfare, straight away, is what the page says; the case book never holds it."""
    found = GUIDE.pathway("beskyttelse")
    assert found is not None
    assert found.purpose is not None
    assert "ring politiet" in found.purpose("nb")
    entered = facts.PathwayEntered(which=facts.PathwayKind.OTHER, code="beskyttelse", category=facts.Category.FAMILY)
    tale = Tale(GUIDE).wonders()
    tale.when("it is entered all the same", entered, by=TEACHER).is_refused("pathway_is_protected")
    assert isinstance(tale.verdict, bti.Refused)
    remedy = tale.verdict.reasons[0].remedy
    assert remedy is not None
    assert "Meld til barnevernet" in remedy("nb")
    tale.then("nothing of it is in the case", lambda spine: not spine.pathways.entered)


def started() -> Tale:
    """Tell a case as far as a measure that is carried out."""
    return on_1().asks().does("1.1").plans().does("1.2").starts()


def test_what_a_measure_lets_the_holder_owe() -> None:
    """A measure carried out: the holder leads an evaluation meeting, and no other, and takes the parents with them."""
    assert not on_1().owed()
    tale = started()
    assert {name: one.text("nb") for name, one in tale.owed().items()} == {
        "evaluation_meeting_called": "Kall inn til evalueringsmøte med saksliste, og led møtet.",
        "parents_take_part": "Ta foreldrene med når tiltaket gjennomføres og evalueres.",
    }
    for one in tale.owed().values():
        assert (one.who[0].by, one.who[0].persons) == (OwedBy.HOLDER, ("teacher",))
        assert PLACE in one.cites[0].text("nb")
        assert one.due is None
    assert "parents_take_part" not in tale.hears_mother().owed()
    assert "evaluation_meeting_called" in tale.meets(facts.MeetingKind.COORDINATION).owed()
    assert "evaluation_meeting_called" not in tale.meets().owed()


def test_minutes_of_each_meeting() -> None:
    """Until the minutes of that very meeting are written."""
    tale = on_1()
    held = facts.MeetingHeld(purpose=facts.MeetingKind.COORDINATION, present=("teacher",), category=LEARNING)
    meeting = tale.given("they meet", held, by=TEACHER)
    assert tale.owed()["minutes"].text("nn") == "Skriv referat frå møtet."
    tale.given("minutes", facts.MinutesWritten(meeting=meeting, category=LEARNING), by=TEACHER)
    assert "minutes" not in tale.owed()
    assert "minutes" in tale.meets().owed()


def test_an_adult_talks_with_the_child() -> None:
    """After a meeting somebody talks with the child before the next; to have seen how it plays is no talk."""
    tale = on_1().hears().meets()
    assert tale.owed()["adult_talks"].text("nb") == "Se til at en voksen snakker med barnet mellom møtene."
    seen = facts.ChildHeard(person="child", how=facts.Heard.OBSERVED, category=LEARNING)
    tale.given("the child is observed", seen, by=TEACHER)
    assert "adult_talks" in tale.owed()
    assert "adult_talks" not in tale.hears().owed()
    assert "adult_talks" in tale.meets().owed()


def test_what_the_holder_does_all_the_time() -> None:
    """Lasting work, as long as somebody holds the baton: it stands behind all else, and no day makes it overdue."""
    assert not Tale(GUIDE).told().lasting()
    tale = started()
    assert {name: one.text("nn") for name, one in tale.lasting().items()} == {
        "watch_deadlines": "Pass på at fristar blir haldne, og at tiltak blir evaluerte.",
        "bring_in_services": "Hent inn tenester når det trengst.",
        "coordinate": "Kall inn til samordningsmøte, og samordne arbeidet.",
        "keep_contact": "Hald kontakt med familien og tenestene.",
        "include_child": "Ta barnet med i alle ledd.",
    }
    agenda = tale.engine.agenda(tale.case, by=TEACHER, now=tale.now + dt.timedelta(days=1000))
    assert [one.lasts for one in agenda[-5:]] == [True] * 5
    for one in agenda[-5:]:
        assert (one.standing, one.who[0].persons) == (DutyStanding.LASTING, ("teacher",))
        assert PLACE in one.cites[0].text("nb")
    page, _ = relay_log(tale.engine, tale.case, by=TEACHER, now=tale.now, basis="a part in the case")
    assert "Så lenge saken varer" in str(page)
    assert str(page).count("Hold kontakt med familien") == 1


def test_the_holder_watches_that_measures_are_evaluated() -> None:
    """The holder is told of the date of each measure, and when it has passed."""
    tale = started()
    agenda = tale.engine.agenda(tale.case, by=TEACHER, now=tale.now + dt.timedelta(days=200))
    (duty,) = [one for one in agenda if one.code == "evaluate_measure"]
    assert duty.is_overdue
    assert {person for who in duty.who for person in who.persons} == {"teacher"}


def test_whom_it_is_for() -> None:
    """It says no age, so none is asked."""
    assert GUIDE.whom is not None
    assert GUIDE.whom.text is not None
    assert GUIDE.whom.text("nb") == "Gjelder gravide, barn, unge og familier, særlig dem som er i risiko"
    assert opened_for(GUIDE, facts.Concerned("adult", dt.date(1990, 1, 1))) == ()
    assert opened_for(GUIDE, facts.Concerned("mother", dt.date(1990, 1, 1), pregnant=True)) == ()


def test_a_note_and_a_leader_or_colleague() -> None:
    """Who goes on alone says why; who goes on without the note is shown the page; with both nothing is said."""
    tale = Tale(GUIDE).wonders().describes().does("0.1").tries("0.2")
    tale.is_refused("step_needs_one_of")
    assert "kollega" in tale.said("nb")
    assert PLACE in tale.cited("nb")
    tale.tries("0.2", because="nobody else is at work before the holiday")
    assert "«Undringsnotat»" in tale.said_as_advice()
    for one in (SharedWith.LEADER, SharedWith.COLLEAGUE):
        shared = Tale(GUIDE).wonders().describes().does("0.1").shares(one).tries("0.2")
        assert "«Undringsnotat»" in shared.said_as_advice()
    whole = Tale(GUIDE).wonders().describes().does("0.1").shares(SharedWith.COLLEAGUE).files("undringsnotat")
    assert whole.tries("0.2").said_as_advice() == ""


def test_tools_of_each_sector() -> None:
    """Tools belong to step 0.2, say whose they are, and the note is kept where the schools have their template."""
    tools = {one.id: one for one in GUIDE.tools}
    assert set(tools) == set(_TOOLS)
    assert {one for one in tools if "(skole)" in tools[one].title("nb")} == {
        "action_wheel",
        "absence_kit",
        "activity_plan",
    }
    assert {one for one in tools if "(barnehage)" in tools[one].title("nb")} == {"special_education", "bullying"}
    Tale(GUIDE).told().files("action_wheel")
    kept = tools["undringsnotat"].kept
    assert kept is not None
    assert "Sikker Sak" in kept("nb")


def test_the_evaluation_has_its_own_meeting() -> None:
    """Without the measures and the child nothing is evaluated; without a meeting of all involved a reason is asked."""
    at_1_4().tries("1.4").is_refused("step_needs")
    tale = at_1_4().hears().evaluates().tries("1.4")
    tale.is_refused("step_needs")
    assert "evaluering" in tale.said("nb")
    assert PLACE in tale.cited("nb")
    tale.tries("1.4", because="the family preferred to be called").is_admitted()
    of_the_school_alone = at_1_4().hears().evaluates().meets(facts.MeetingKind.EVALUATION, "teacher")
    of_the_school_alone.tries("1.4").is_refused("step_needs")
    assert at_1_4().hears().evaluates().meets().tries("1.4").said_as_advice() == ""
