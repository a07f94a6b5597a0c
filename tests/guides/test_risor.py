"""Risør: the school's guide and health's, the same levels with steps, roles and tools of their own."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import MeetingKind, SharedWith
from bti.guide import OutcomeKind, Step
from tests.guides.tale import Row, Tale, account, opened_for, rows_said
from tests.stage import PPT, TEACHER

GUIDE = bti.load_guide("risor")
SCHOOL_GUIDE = GUIDE.for_home("school")
HEALTH_GUIDE = GUIDE.for_home("health_station")
STATION = bti.Service("station-1", "health_station")
NURSE = bti.Professional("nurse", "public_health_nurse", STATION)
STATION_HEAD = bti.Professional("station-head", "health_station_head", STATION)
PLACE = "skolene i Risør"

_TITLES = "test_titles_are_those_of_the_sector"
_DOORS = "test_level_1_has_two_doors"
_TEAM = "test_the_school_shares_with_the_team_and_with_the_family"
_DECIDED = "test_decided_in_an_evaluation_meeting"
_OUT_2 = "test_level_2_leads_on_up_down_and_to_advice"
_OUT_3 = "test_level_3_leads_down_to_1_or_2"
_AFTER = "test_after_the_advice_a_new_meeting_is_called"
_TOGETHER = "test_services_and_guardians_evaluate_together"
_INFORMED = "test_the_contact_teacher_keeps_the_guardians_informed"
_THOUGHT_OF = "test_the_team_of_the_grade_and_of_the_resources_are_thought_of"
_TO_THE_UNIT = "test_the_holder_takes_the_case_to_the_unit"
_SCHOOL = "variant school / "
_HEALTH = "variant health / "
_BEFORE = "test_written_down_before_it_is_shared"
_WITH = "test_level_1_meets_with_the_guardians"
_ASKED = "test_the_questions_of_the_evaluation_are_answered"
_TOOLS = "test_tools_of_the_sectors"
_OF_SCHOOL = (
    *("see_me", "risk_factors", "mapping", "concern_form", "talk_guide", "public_360", "lp", "log_consent_form"),
    *("drop_in", "bti_template", "ppt_procedure", "ppt_referral", "report_form", "offers", "iop"),
)
_OF_HEALTH = (
    *("scale_child", "scale_guardians", "concern_form", "talk_guide", "journal", "audit", "epds", "bti_template"),
    "information_consent",
)
ROWS = (
    Row("the word: undring/bekymring", "words / concern", _TITLES),
    Row("level 0: Avklar undring/bekymring", "level 0", _TITLES),
    Row("0.1", "level 0 / step 0.1", _TITLES),
    Row("0.2: written down before sharing", "level 0 / step 0.2", "test_written_down_before_it_is_shared"),
    Row("0.3", "level 0 / step 0.3", _TITLES),
    Row("0.4", "level 0 / step 0.4", _TITLES),
    Row("level 1: Intern innsats", "level 1", _TITLES),
    Row("1.2", "level 1 / step 1.2", _TITLES),
    Row("1.3", "level 1 / step 1.3", _TITLES),
    Row("1.4", "level 1 / step 1.4", _TITLES),
    Row("pregnant women, children, young people, parents", "whom", "test_whom_it_is_for"),
    Row(
        "kindergarten: head and pedagogical leader",
        "baton / appointed_by",
        "test_who_names_the_holder_in_a_kindergarten",
    ),
    # The school
    Row("the school's own guide", "variant school", "test_the_variant_follows_the_home_service"),
    Row("level 0: purpose", _SCHOOL + "level 0", _TITLES),
    Row("0.3: team meeting and pupil/guardians", _SCHOOL + "level 0 / step 0.3", _TEAM),
    Row("0.4: decide, degree of formalisation", _SCHOOL + "level 0 / step 0.4", _DOORS),
    Row("0.4: close, archive", _SCHOOL + "level 0 / step 0.4 / outcome close", _DOORS),
    Row("0.4: 1a individual measures", _SCHOOL + "level 0 / step 0.4 / outcome individual", _DOORS),
    Row("0.4: 1b system measures", _SCHOOL + "level 0 / step 0.4 / outcome system", _DOORS),
    Row("level 1: purpose", _SCHOOL + "level 1", _TITLES),
    Row("1.1: meeting, consent to the log", _SCHOOL + "level 1 / step 1.1", "test_level_1_begins_with_a_meeting"),
    Row("level 2: simple cooperation", _SCHOOL + "level 2", _TITLES),
    Row("2.1", _SCHOOL + "level 2 / step 2.1", "test_another_service_joins_with_consent"),
    Row("2.2: advice", _SCHOOL + "level 2 / step 2.2", "test_advice_of_the_other_service_is_thought_of"),
    Row("2.3", _SCHOOL + "level 2 / step 2.3", _TITLES),
    Row("2.4: cooperation meetings", _SCHOOL + "level 2 / step 2.4", _TOGETHER),
    Row("2.5: in the same meeting as the evaluation", _SCHOOL + "level 2 / step 2.5", _DECIDED),
    Row("2.5: close, document why", _SCHOOL + "level 2 / step 2.5 / outcome close", _OUT_2),
    Row("2.5: continue on level 2", _SCHOOL + "level 2 / step 2.5 / outcome continue", _OUT_2),
    Row("2.5: down to 1", _SCHOOL + "level 2 / step 2.5 / outcome down", _OUT_2),
    Row("2.5: up to 3", _SCHOOL + "level 2 / step 2.5 / outcome up", _OUT_2),
    Row("2.5: stuck: coordinating unit", _SCHOOL + "level 2 / step 2.5 / outcome advice", "test_advice_hands_back"),
    Row("level 3: demanding cooperation", _SCHOOL + "level 3", _TITLES),
    Row("3.1: guardians are called", _SCHOOL + "level 3 / step 3.1", "test_guardians_are_called_on_level_3"),
    Row("3.2: interdisciplinary meeting", _SCHOOL + "level 3 / step 3.2", "test_level_3_plans_in_a_meeting"),
    Row("3.3", _SCHOOL + "level 3 / step 3.3", _TITLES),
    Row("3.4: cooperation meetings", _SCHOOL + "level 3 / step 3.4", _TOGETHER),
    Row("3.5: same meeting", _SCHOOL + "level 3 / step 3.5", _DECIDED),
    Row("3.5: close, document why", _SCHOOL + "level 3 / step 3.5 / outcome close", _OUT_3),
    Row("3.5: continue", _SCHOOL + "level 3 / step 3.5 / outcome continue", _OUT_3),
    Row("3.5: down to 1 or 2", _SCHOOL + "level 3 / step 3.5 / outcome down", _OUT_3),
    Row("3.5: stuck: coordinating unit", _SCHOOL + "level 3 / step 3.5 / outcome advice", "test_advice_hands_back"),
    Row("3.5: then a new meeting", _SCHOOL + "level 3 / step 3.5 / outcome after_advice", _AFTER),
    Row("1.3: measures at school and at home", _SCHOOL + "level 1 / step 1.3", "test_measures_of_both"),
    Row("level 1: one service", _SCHOOL + "level 1 / definition", "test_levels_by_number_of_services"),
    Row("level 2: two or more", _SCHOOL + "level 2 / definition", "test_levels_by_number_of_services"),
    Row("role: inspektør", _SCHOOL + "role inspector", "test_roles_of_the_school"),
    Row("role: spesped.koordinator", _SCHOOL + "role special_education_coordinator", "test_roles_of_the_school"),
    Row("holder from level 1", _SCHOOL + "baton / from_level", "test_holder_and_log_from_level_1"),
    Row("log from 1.1, after consent", _SCHOOL + "log / from_step", "test_holder_and_log_from_level_1"),
    Row("the school opens it", _SCHOOL + "log / opened_by", "test_holder_and_log_from_level_1"),
    Row("1.1, 1.2, 3.2: agree a new meeting", _SCHOOL + "duty next_meeting", "test_a_new_meeting_is_agreed"),
    Row("2.1: guardians are kept informed", _SCHOOL + "duty keep_informed", _INFORMED),
    Row("3.2: individual plan?", _SCHOOL + "question individual_plan", "test_the_need_of_an_individual_plan_is_judged"),
    Row("0.3: grade meeting, as advice", _SCHOOL + "level 0 / step 0.3 / completion", _THOUGHT_OF),
    Row("1.4: guardians, and the resource team", _SCHOOL + "level 1 / step 1.4", _THOUGHT_OF),
    Row("1.2: the template", _SCHOOL + "level 1 / step 1.2", "test_the_meeting_follows_the_template"),
    Row("3.5: the holder goes to the unit", _SCHOOL + "arena koordinerende_enhet / roles", _TO_THE_UNIT),
    Row("3.1: who is invited", _SCHOOL + "duty invites", "test_the_holder_invites_on_level_3"),
    Row("3.5: the holder calls after the advice", _SCHOOL + "duty meeting_after_advice", _AFTER),
    *rows_said(
        _SCHOOL,
        {
            "no_conclusion": "no assumption or conclusion",
            "all_staff": "who does what on level 0",
            "team": "grade or team meeting",
            "formal": "degree of formalisation",
            "system_measures": "system measures",
            "others_advise": "others advise, with consent",
            "case_team": "team for the single case",
            "own_procedures": "the service's own procedures",
            "by_plan": "responsible for the single measure",
        },
    ),
    *(
        Row(f"2.5, the same meeting: {one}", f"{_SCHOOL}level 2 / step 2.5 / outcome {one} / requires", _DECIDED)
        for one in ("continue", "down", "up")
    ),
    Row("0.3 written down before it is shared", _SCHOOL + "level 0 / step 0.3 / completion", _BEFORE),
    Row("1.1 with guardians and, as ability allows, the pupil", _SCHOOL + "level 1 / step 1.1 / completion", _WITH),
    Row("1.2 a meeting with guardians; the log", _SCHOOL + "level 1 / step 1.2", _WITH),
    Row("1.4 the questions are answered", _SCHOOL + "level 1 / step 1.4", _ASKED),
    *(Row(f"1.4: {one}", f"{_SCHOOL}question {one}", _ASKED) for one in ("carried_out", "wanted_effect", "go_on")),
    *(Row(f"tool: {one}", f"{_SCHOOL}tool {one}", _TOOLS) for one in _OF_SCHOOL),
    *(Row(f"tool: {one}", f"{_HEALTH}tool {one}", _TOOLS) for one in _OF_HEALTH),
    Row("health 0.3: in the journal", _HEALTH + "level 0 / step 0.3 / completion", "test_health_writes_in_the_journal"),
    Row("level 0: grade meeting or team", _SCHOOL + "arena trinnmote", "test_meetings_have_their_levels"),
    Row("level 1: BTI meeting", _SCHOOL + "arena bti_mote", "test_meetings_have_their_levels"),
    Row("level 1: resource team in the evaluation", _SCHOOL + "arena ressursteam", "test_meetings_have_their_levels"),
    Row("levels 2 and 3: cooperation meetings", _SCHOOL + "arena samarbeidsmote", "test_meetings_have_their_levels"),
    Row("level 3: the holder invites", _SCHOOL + "arena tverrfaglig_mote", "test_the_holder_invites_on_level_3"),
    Row("stuck: coordinating unit", _SCHOOL + "arena koordinerende_enhet", "test_meetings_have_their_levels"),
    # Health
    Row("health's own guide", "variant health", "test_the_variant_follows_the_home_service"),
    Row(
        "0.3: colleagues and/or family", _HEALTH + "level 0 / step 0.3", "test_health_may_share_with_a_colleague_alone"
    ),
    Row("level 1: own service with the family", _HEALTH + "level 1", _TITLES),
    Row("1.1: meeting with parents", _HEALTH + "level 1 / step 1.1", "test_health_meets_with_the_family"),
    Row("1.2: the template", _HEALTH + "level 1 / step 1.2", "test_the_meeting_follows_the_template"),
    Row("1.3: measures from service and family", _HEALTH + "level 1 / step 1.3", "test_measures_of_both"),
    *rows_said(
        _HEALTH,
        {
            "ready_for_talk": "ready for the talk",
            "define_problem": "problem, causes, shared picture",
            "health_log": "log in CGM Helsestasjon",
            "others_asked": "others may be asked",
        },
    ),
    Row("banner: violence", _HEALTH + "said violence_at_home", "test_health_reports_without_the_parents"),
    Row("violence: no case book", _HEALTH + "pathway beskyttelse", "test_violence_is_no_pathway_of_the_case"),
    Row("anonymously at level 0", _HEALTH + "level 0 / step 0.3 / completion", "test_health_discusses_anonymously"),
    Row("pregnant: expectant parents", _HEALTH + "said expectant_parents", "test_a_case_about_an_unborn_child"),
    Row("consent for other bodies", _HEALTH + "said consent_information", "test_another_service_joins_with_consent"),
)


def step(step_id: str, guide: bti.Guide = SCHOOL_GUIDE) -> Step:
    """Return a step that must be there."""
    found = guide.step(step_id)
    assert found is not None
    return found


def school() -> Tale:
    """Begin a tale whose home is a school."""
    return Tale(GUIDE)


def health() -> Tale:
    """Begin a tale whose home is the health station."""
    return Tale(GUIDE, teller=NURSE, head=STATION_HEAD)


def on(level: str) -> Tale:
    """Tell a school's case as far as a level."""
    tale = school().told().does("0.1", "0.2", "0.3").goes("0.4", "individual")
    if level == "1":
        return tale
    tale.asks().meets(MeetingKind.SHARED_UNDERSTANDING).does("1.1").plans_at_home_too().does("1.2").starts().does("1.3")
    tale.hears().hears_mother().evaluates().answers("carried_out", "wanted_effect", "go_on")
    tale.does("1.4").chooses("up", f"{level}.1").goes("1.5", "up", f"{level}.1")
    return tale


def at_last(level: str) -> Tale:
    """Tell a school's case as far as the evaluation of level 2 or 3, with a holder and PPT."""
    tale = on(level).holds().brings_in().with_adviser().calls().does(f"{level}.1").plans()
    if level == "3":
        tale.meets(MeetingKind.COORDINATION).answers("individual_plan")
    return tale.does(f"{level}.2").starts().does(f"{level}.3")


def decided(level: str, outcome: str, to: str | None = None) -> Tale:
    """Tell a school's case as far as a decision in the very meeting that evaluated."""
    return at_last(level).concludes(f"{level}.4", outcome, to)


def test_every_stated_rule_stands_in_the_guide() -> None:
    """Nothing that the pages state is lost, and nothing stands here that they do not state."""
    account(GUIDE, ROWS, globals())


def test_the_variant_follows_the_home_service() -> None:
    """A school's case is told in the school's words, a health station's in health's; both stand under one digest."""
    assert SCHOOL_GUIDE.title("nb") == "BTI-handlingsveileder for skolene i Risør"
    assert HEALTH_GUIDE.title("nb").startswith("BTI-handlingsveileder for jordmor")
    assert GUIDE.for_home("midwifery").variant == "health"
    assert GUIDE.for_home("kindergarten") is GUIDE
    assert SCHOOL_GUIDE.digest == HEALTH_GUIDE.digest == GUIDE.digest


def test_titles_are_those_of_the_sector() -> None:
    """What sectors share is said once; where they differ, each has its own."""
    for guide in (SCHOOL_GUIDE, HEALTH_GUIDE):
        assert [one.title("nb") for one in guide.levels[0].steps] == [
            "Undring/bekymring",
            "Konkretiser undring/bekymring",
            "Del undring/bekymring",
            "Avklar undring/bekymring",
        ]
        assert guide.levels[1].title("nb") == "Intern innsats"
        assert [one.title("nb") for one in guide.levels[1].steps][1:4] == [
            "Beskriv mål og tiltak",
            "Gjennomfør tiltak",
            "Evaluer tiltak",
        ]
    assert GUIDE.word("concern")("nb") == "undring/bekymring"
    assert step("1.1").title("nb") == "Møte med foreldre/foresatte/eleven"
    assert step("1.1", HEALTH_GUIDE).title("nb") == "Møte med foreldre/foresatte/barnet"
    assert SCHOOL_GUIDE.levels[2].title("nb") == "Enkelt samarbeid mellom to eller flere tjenester"
    assert SCHOOL_GUIDE.levels[3].title("nb") == "Samarbeid mellom flere tjenester"
    assert step("3.2").title("nb") == "Tverrfaglig møte"
    assert step("3.3").title("nb") == "Koordiner og gjennomfør tiltak"
    assert [len(level.steps) for level in SCHOOL_GUIDE.levels] == [4, 5, 5, 5]


def test_written_down_before_it_is_shared() -> None:
    """Step 0.2 waits for the words, in both sectors; the page is cited."""
    for tale in (school(), health()):
        tale.wonders().does("0.1").tries("0.2").is_refused("step_needs")
        assert "Konkretiser undring/bekymring" in tale.said("nb")
        assert "Risør" in tale.cited("nb")
    early = school().wonders().names_mother().shares(SharedWith.COLLEAGUE, SharedWith.GUARDIAN).describes()
    early.does("0.1", "0.2").tries("0.3").is_refused("step_needs_one_of")
    early.shares(SharedWith.GUARDIAN).does("0.3")


def test_the_school_shares_with_the_team_and_with_the_family() -> None:
    """Neither the team alone nor the family alone is enough at step 0.3."""
    tale = school().wonders().describes().names_mother().does("0.1", "0.2").shares(SharedWith.COLLEAGUE)
    tale.tries("0.3").is_refused("step_needs_one_of")
    assert "foresatt" in tale.said("nb")
    assert PLACE in tale.cited("nb")
    tale.shares(SharedWith.GUARDIAN).does("0.3")
    other = school().wonders().describes().names_mother().does("0.1", "0.2").shares(SharedWith.GUARDIAN)
    other.tries("0.3").is_refused("step_needs_one_of")
    assert "kollega" in other.said("nb")


def test_health_may_share_with_a_colleague_alone() -> None:
    """What a school may not do, health may: colleagues and/or the family."""
    tale = health().wonders().describes().names_mother().does("0.1", "0.2")
    tale.files("journal").tries("0.3").is_refused("step_needs_one_of")
    assert "helsestasjon" in tale.cited("nb")
    tale.shares(SharedWith.COLLEAGUE).does("0.3")
    assert tale.step == "0.4"


def test_measures_of_both() -> None:
    """Level 1 wants a measure in the service and one at home; without one of them it asks why."""
    for tale in (on_1_of_school(), on_1_of_health()):
        tale.plans(facts.Place.SERVICE).does("1.2").starts()
        tale.tries("1.3").is_refused("step_needs")
        assert "at et tiltak er planlagt hjemme" in tale.said("nb")
        assert "Risør" in tale.cited("nb")
        tale.plans(facts.Place.HOME).does("1.3")


def on_1_of_school() -> Tale:
    """Tell a school's case as far as planning on level 1."""
    return on("1").asks().meets(MeetingKind.SHARED_UNDERSTANDING).does("1.1")


def on_1_of_health() -> Tale:
    """Tell a health station's case as far as planning on level 1."""
    tale = health().told().files("journal").does("0.1", "0.2", "0.3")
    return tale.goes("0.4", "level_1").asks().meets(MeetingKind.SHARED_UNDERSTANDING).does("1.1")


def test_level_1_has_two_doors() -> None:
    """Individual measures (1a) or system measures (1b), or closing; no way past level 1."""
    labels = [outcome.label("nb") for outcome in step("0.4").outcomes]
    assert "nivå 1a" in labels[1]
    assert "nivå 1b" in labels[2]
    for outcome in ("individual", "system"):
        tale = school().told().does("0.1", "0.2", "0.3").goes("0.4", outcome)
        assert tale.step == "1.1"
    tale = school().told().does("0.1", "0.2", "0.3")
    tale.tries("0.4", "level_2").is_refused("unknown_outcome")
    assert PLACE in tale.cited("nb")
    tale.tries("0.4", "close").is_refused("outcome_is_closing")
    assert "arkiver" in tale.said("nb")


def test_level_1_begins_with_a_meeting() -> None:
    """Step 1.1 is a meeting where consent to the log is asked for; without a meeting a reason is asked for."""
    tale = on("1")
    tale.tries("1.1").is_refused("step_needs", "step_needs_one_of")
    assert "Møte med foreldre/foresatte/eleven" in tale.said("nb")
    assert PLACE in tale.cited("nb")
    tale.asks().tries("1.1").is_refused("step_needs")
    tale.meets(MeetingKind.SHARED_UNDERSTANDING).does("1.1")


def test_holder_and_log_from_level_1() -> None:
    """On level 0 neither; on level 1 both, the log after consent."""
    early = school().told().consents()
    early.when("a log on level 0", facts.LogOpened(), by=TEACHER).is_refused("log_before_its_step")
    assert PLACE in early.cited("nb")
    early.when("a holder on level 0", facts.BatonAppointed(to="teacher"), by=early.head).is_refused("baton_too_early")
    assert PLACE in early.cited("nb")
    tale = on("1").holds()
    tale.when("a log without consent", facts.LogOpened(), by=TEACHER).is_refused("log_needs_consent")
    tale.consents().given("a log", facts.LogOpened(), by=TEACHER)


def test_another_service_joins_with_consent() -> None:
    """The consent to the log does not bring anybody in: each other service needs its own."""
    tale = on("2").holds().consents()
    tale.when("PPT joins", facts.ServiceJoined(joining=PPT), by=TEACHER).is_refused()
    tale.brings_in().does("2.1")
    nurse = health().told().files("journal").does("0.1", "0.2", "0.3")
    nurse.when("PPT joins the station's case", facts.ServiceJoined(joining=PPT), by=NURSE).is_refused()


@pytest.mark.parametrize("level", ["2", "3"])
def test_decided_in_an_evaluation_meeting(level: str) -> None:
    """On levels 2 and 3 the way is chosen in the meeting that evaluates; apart from it a reason is asked for."""
    later = at_last(level).hears().meets().evaluates().does(f"{level}.4").meets(MeetingKind.COORDINATION)
    later.chooses("continue").tries(f"{level}.5", "continue").is_refused("step_needs")
    assert "samme møte" in later.said("nb")
    assert PLACE in later.cited("nb")
    of_no_evaluation = at_last(level).hears().meets(MeetingKind.COORDINATION).evaluates().does(f"{level}.4")
    of_no_evaluation.chooses("continue").tries(f"{level}.5", "continue").is_refused("step_needs")
    written_later = at_last(level).hears().meets().evaluates().does(f"{level}.4").later(days=1).chooses("continue")
    assert written_later.goes(f"{level}.5", "continue").step == f"{level}.2"
    assert decided(level, "continue").goes(f"{level}.5", "continue").step == f"{level}.2"


@pytest.mark.parametrize(("outcome", "arrives"), [("continue", "2.2"), ("down", "1.1"), ("up", "3.1")])
def test_level_2_leads_on_up_down_and_to_advice(outcome: str, arrives: str) -> None:
    """Level 2 has five ways of its own, and reporting."""
    kinds = [one.kind for one in step("2.5").outcomes]
    assert kinds == [
        OutcomeKind.CLOSE,
        OutcomeKind.CONTINUE,
        OutcomeKind.DOWN,
        OutcomeKind.UP,
        OutcomeKind.ADVICE,
        OutcomeKind.REPORT,
    ]
    assert decided("2", outcome).goes("2.5", outcome).step == arrives


@pytest.mark.parametrize("to", ["1.1", "2.1"])
def test_level_3_leads_down_to_1_or_2(to: str) -> None:
    """From the highest level down, to one of two; which one is said."""
    tale = decided("3", "down", to)
    tale.tries("3.5", "down").is_refused("target_needed")
    assert PLACE in tale.cited("nb")
    assert tale.goes("3.5", "down", to).step == to


def test_level_3_plans_in_a_meeting() -> None:
    """Step 3.2 is the interdisciplinary meeting."""
    tale = on("3").holds().brings_in().with_adviser().calls().does("3.1").plans().answers("individual_plan")
    tale.meets(MeetingKind.COORDINATION, "teacher", "adviser").tries("3.2").is_refused("step_needs")
    assert "Tverrfaglig møte" in tale.said("nb")
    assert "en foresatt" in tale.said("nb")
    assert PLACE in tale.cited("nb")
    tale.meets(MeetingKind.COORDINATION).tries("3.2")
    assert "barnet eller den unge" in tale.said_as_advice()


def test_the_need_of_an_individual_plan_is_judged() -> None:
    """At 3.2 it is answered whether an individual plan or others are needed; without an answer it asks why."""
    tale = on("3").holds().brings_in().with_adviser().calls().does("3.1").plans().meets(MeetingKind.COORDINATION)
    tale.tries("3.2").is_refused("step_needs")
    assert "Er det behov for individuell plan, eller for andre aktører?" in tale.said("nb")
    tale.answers("individual_plan").does("3.2")


def test_guardians_are_called_on_level_3() -> None:
    """Step 3.1 without a call that a guardian is invited to asks why."""
    tale = on("3").holds().brings_in()
    tale.tries("3.1").is_refused("step_needs")
    assert "en foresatt" in tale.said("nb")
    assert PLACE in tale.cited("nb")
    tale.calls().does("3.1")


@pytest.mark.parametrize("level", ["2", "3"])
def test_services_and_guardians_evaluate_together(level: str) -> None:
    """An evaluation that a guardian, or the other service, met to nowhere asks why; the pupil, by age, is advice."""
    for there in (("teacher", "mother"), ("teacher", "adviser")):
        tale = at_last(level).hears().evaluates().meets(MeetingKind.EVALUATION, *there)
        if level == "2":
            tale.tries("2.4").is_refused("step_needs")
            assert "Evaluer tiltak" in tale.said("nb")
            assert PLACE in tale.cited("nb")
    whole = at_last(level).hears().evaluates().meets().tries(f"{level}.4")
    assert "barnet eller den unge" in whole.said_as_advice()


def test_the_team_of_the_grade_and_of_the_resources_are_thought_of() -> None:
    """Without the grade meeting at 0.3, or the resource team in the evaluation of level 1, the page is advice."""
    tale = school().told().does("0.1", "0.2").tries("0.3")
    assert "«Trinnmøte eller team»" in tale.said_as_advice()
    met = school().told().meets(MeetingKind.OTHER, arena="trinnmote").does("0.1", "0.2").tries("0.3")
    assert met.said_as_advice() == ""
    last = on_1_of_school().plans_at_home_too().does("1.2").starts().does("1.3").hears().evaluates()
    last.answers("carried_out", "wanted_effect", "go_on")
    last.tries("1.4").is_refused("step_needs_one_of")
    assert "en foresatt" in last.said("nb")
    last.hears_mother().tries("1.4")
    assert "«Ressursteam (RISR)»" in last.said_as_advice()


def test_the_meeting_follows_the_template() -> None:
    """Goals and measures written without the template of BTI meetings: the page is advice, for school and health."""
    for tale in (on_1_of_school().plans_at_home_too(), on_1_of_health().plans()):
        assert "«BTI-møtemal»" in tale.tries("1.2").said_as_advice()


def test_advice_of_the_other_service_is_thought_of() -> None:
    """On level 2 the school plans on advice or an expert opinion; without either the page is advice."""
    early = on("2").holds().brings_in().does("2.1").plans().tries("2.2")
    assert "råd" in early.said_as_advice()
    advised = on("2").holds().brings_in().does("2.1").plans()
    advice = facts.AdviceReceived(adviser=PPT, ground=facts.AdviceGround.CONSENT, category=facts.Category.EDUCATION)
    advised.given("PPT gives advice", advice, by=TEACHER)
    assert advised.tries("2.2").said_as_advice() == ""


def test_the_contact_teacher_keeps_the_guardians_informed() -> None:
    """Lasting work of the contact teacher on level 2, and on no other."""
    duty = on("2").lasting()["keep_informed"]
    assert (duty.text("nb"), duty.who[0].persons) == ("Hold de foresatte orientert.", ("teacher",))
    assert "keep_informed" not in on("1").lasting()


def test_the_holder_takes_the_case_to_the_unit() -> None:
    """On level 3 a meeting in the coordinating unit without the holder asks why; on level 2 nobody is named."""
    tale = on("3").holds().brings_in().with_adviser()
    held = facts.MeetingHeld(
        purpose=MeetingKind.OTHER,
        present=("adviser", "mother"),
        arena="koordinerende_enhet",
        category=facts.Category.COORDINATION,
    )
    tale.when("the unit meets without the holder", held, by=TEACHER).is_refused("arena_members")
    assert "stafettholderen" in tale.said("nb")
    lower = on("2").holds().brings_in().with_adviser()
    lower.when("on level 2", held, by=TEACHER).is_admitted()


def test_health_meets_with_the_family() -> None:
    """At 1.1 a meeting with neither parent nor child asks why."""
    tale = health().told().files("journal").does("0.1", "0.2", "0.3").goes("0.4", "level_1").asks()
    tale.tries("1.1").is_refused("step_needs_one_of")
    assert "Møte med foreldre/foresatte/barnet" in tale.said("nb")
    tale.meets(MeetingKind.SHARED_UNDERSTANDING).does("1.1")


@pytest.mark.parametrize("level", ["2", "3"])
def test_advice_hands_back(level: str) -> None:
    """The coordinating unit gives advice; the case stays where it stands, and its own people go on."""
    tale = decided(level, "continue")
    tale.tries(f"{level}.5", "advice").is_refused()
    assert "outcome_asks_elsewhere" in tale.reasons
    assert "Koordinerende enhet" in tale.said("nb")
    assert PLACE in tale.cited("nb")
    assert tale.step == f"{level}.5"
    tale.goes(f"{level}.5", "continue")


def test_after_the_advice_a_new_meeting_is_called() -> None:
    """On level 3 the advice leads to a new interdisciplinary meeting: called after the advice, not before it."""
    tale = decided("3", "after_advice").calls()
    tale.tries("3.5", "after_advice").is_refused("step_needs")
    advice = facts.AdviceReceived(
        adviser=bti.Service("unit-1", "coordinating_unit"),
        ground=facts.AdviceGround.ANONYMOUS,
        category=facts.Category.COORDINATION,
    )
    tale.given("the unit gives advice", advice, by=TEACHER)
    duty = tale.owed()["meeting_after_advice"]
    assert "rådet fra Koordinerende enhet er grunnlaget" in duty.text("nb")
    assert duty.who[0].persons == ("teacher",)
    tale.tries("3.5", "after_advice").is_refused("step_needs")
    assert "råd" in tale.said("nb")
    assert PLACE in tale.cited("nb")
    assert "meeting_after_advice" not in tale.calls().owed()
    assert tale.goes("3.5", "after_advice").step == "3.2"


@pytest.mark.parametrize(("level", "owed"), [("1", True), ("2", False), ("3", True)])
def test_a_new_meeting_is_agreed(level: str, owed: bool) -> None:
    """At school a meeting of level 1 or 3 settles the next; health says nothing of it."""
    tale = on(level).meets(MeetingKind.COORDINATION)
    assert ("next_meeting" in tale.owed()) is owed
    if owed:
        assert tale.owed()["next_meeting"].text("nb") == "Avtal nytt møte."
    assert not tale.calls().owed()
    assert not health().wonders().meets(MeetingKind.COORDINATION).owed()


def test_levels_by_number_of_services() -> None:
    """Going to level 2 with the school alone is admitted, and the page is shown as advice."""
    tale = on("2")
    assert isinstance(tale.verdict, bti.Admitted)
    assert "services_not_as_many" in {reason.code for reason in tale.verdict.advice}
    assert PLACE in tale.cited("nb")


def test_roles_of_the_school() -> None:
    """The roles the pages name are there in a school, and nowhere else."""
    for role, label in (("inspector", "Inspektør"), ("special_education_coordinator", "Spesped.koordinator")):
        found = SCHOOL_GUIDE.role(role)
        assert found is not None
        assert found.label("nb") == label
        assert HEALTH_GUIDE.role(role) is None


def test_health_discusses_anonymously() -> None:
    """On level 0 another body is asked about somebody without a name, and no consent is needed."""
    asked = facts.AnonymousDiscussionHeld(
        asked=PPT, purpose=facts.DiscussionPurpose.GROUND, category=facts.Category.HEALTH
    )
    health().wonders().when("PPT is asked", asked, by=NURSE).is_admitted()


def test_health_reports_without_the_parents() -> None:
    """A report is made before anybody of the family is told, and is not held up by it."""
    tale = health().wonders().names_mother()
    receiver = bti.Service("child-welfare-1", "child_welfare")
    report = facts.ReportedToChildWelfare(category=facts.Category.FAMILY, receiver=receiver)
    tale.when("the nurse reports", report, by=NURSE).is_admitted()


def test_a_case_about_an_unborn_child() -> None:
    """A pregnancy is a case like any other; what is told about it is told to the expectant parents."""
    tale = health().wonders(
        facts.Concerned("mother", dt.date(1998, 2, 2), pregnant=True), facts.Concerned("unborn", bti.Unborn.UNBORN)
    )
    tale.describes().does("0.1", "0.2")
    shared = facts.ConcernShared(
        concern=tale.concern, with_=SharedWith.CHILD, person="mother", category=facts.Category.HEALTH
    )
    tale.given("it is shared with the pregnant woman", shared, by=NURSE)
    tale.files("journal").does("0.3")


def test_what_is_missing_is_the_common_cores() -> None:
    """Step 1.5 is not shown on the school's pages, levels 2 and 3 not on health's: inherited, and known to be."""
    assert SCHOOL_GUIDE.is_inherited(step("1.5").origin)
    assert HEALTH_GUIDE.is_inherited(step("2.5", HEALTH_GUIDE).origin)
    assert len(GUIDE.missing) == 6
    assert len(HEALTH_GUIDE.missing) == 3


def test_who_names_the_holder_in_a_kindergarten() -> None:
    """The head and the pedagogical leader decide; a teacher who answers for the case gives a reason."""
    place = bti.Service("kindergarten-1", "kindergarten")
    teacher = bti.Professional("teacher", "kindergarten_teacher", place)
    head = bti.Professional("head", "kindergarten_head", place)
    tale = Tale(bti.load_guide("risor"), teller=teacher, head=head).told().does("0.1", "0.2", "0.3")
    tale.goes("0.4", "level_1")
    joined = facts.PersonJoined(person="colleague", role="pedagogical_leader", of=place.ref)
    tale.given("a colleague joins", joined, by=teacher)
    offered = facts.BatonOffered(to="colleague")
    tale.when("the teacher offers it", offered, by=teacher).is_refused("holder_named_by_others")
    assert "Styrer eller Pedagogisk leder" in tale.said("nb")
    assert "Risør" in tale.cited("nb")
    tale.when("the head names her", facts.BatonAppointed(to="colleague"), by=head).is_admitted()


def test_violence_is_no_pathway_of_the_case() -> None:
    """Health's banner: report without the parents first; the case book, which they read, never holds it."""
    found = HEALTH_GUIDE.pathway("beskyttelse")
    assert found is not None
    assert found.purpose is not None
    assert "uten å kontakte foreldrene først" in found.purpose("nb")
    entered = facts.PathwayEntered(which=facts.PathwayKind.OTHER, code="beskyttelse", category=facts.Category.FAMILY)
    tale = health().wonders()
    tale.when("it is entered all the same", entered, by=NURSE).is_refused("pathway_is_protected")
    assert isinstance(tale.verdict, bti.Refused)
    remedy = tale.verdict.reasons[0].remedy
    assert remedy is not None
    assert "Meld til barnevernet" in remedy("nb")
    tale.then("nothing of it is in the case", lambda spine: not spine.pathways.entered)


def _called(arena: str, *invited: str) -> facts.MeetingCalled:
    """Call to a meeting in an arena."""
    return facts.MeetingCalled(
        purpose=MeetingKind.COORDINATION, day=dt.date(2026, 6, 1), invited=invited or ("teacher", "mother"), arena=arena
    )


@pytest.mark.parametrize(
    ("arena", "levels"),
    [
        ("trinnmote", ()),
        ("bti_mote", ("1",)),
        ("ressursteam", ("1",)),
        ("samarbeidsmote", ("2", "3")),
        ("koordinerende_enhet", ("2", "3")),
    ],
    ids=["trinnmote", "bti_mote", "ressursteam", "samarbeidsmote", "koordinerende_enhet"],
)
def test_meetings_have_their_levels(arena: str, levels: tuple[str, ...]) -> None:
    """Each meeting is named on its levels, and on another the school's own page is shown; health has none of them."""
    for level in ("1", "2", "3"):
        tale = on(level).shares(SharedWith.CHILD)
        tale.when(f"on level {level}", _called(arena, "teacher", "mother", "child"), by=TEACHER)
        if level in levels:
            tale.is_admitted()
        else:
            tale.is_refused("arena_level")
            assert PLACE in tale.cited("nb")
    assert HEALTH_GUIDE.arena(arena) is None


def test_the_family_is_in_the_meetings_that_evaluate() -> None:
    """Guardians are called to the evaluation on level 1 and to cooperation meetings; the pupil, there, by age."""
    tale = on("1")
    tale.when("only the teacher", _called("ressursteam", "teacher"), by=TEACHER).is_refused()
    assert "arena_with_guardians" in tale.reasons
    tale = on("2")
    tale.when("only the teacher", _called("samarbeidsmote", "teacher"), by=TEACHER).is_refused("arena_with_guardians")
    tale.when("the mother too", _called("samarbeidsmote"), by=TEACHER).is_admitted()


def test_the_holder_invites_on_level_3() -> None:
    """The interdisciplinary meeting is called by the baton holder; the head who calls says why."""
    tale = on("3").holds().shares(SharedWith.CHILD)
    call = _called("tverrfaglig_mote", "teacher", "mother", "child")
    tale.when("the head calls", call, by=tale.head).is_refused("arena_called_by")
    assert PLACE in tale.cited("nb")
    tale.when("the holder calls", call, by=TEACHER).is_admitted()
    assert "inviter etter avtale med barnet" in tale.lasting()["invites"].text("nb")


def test_whom_it_is_for() -> None:
    """A pregnant woman too."""
    assert GUIDE.whom is not None
    assert GUIDE.whom.expecting is not None
    assert GUIDE.whom.expecting.value is True
    assert opened_for(GUIDE, facts.Concerned("mother", dt.date(1990, 1, 1), pregnant=True)) == ()


def test_level_1_meets_with_the_guardians() -> None:
    """At 1.1 a meeting without them asks why, and the pupil is thought of; 1.2 is planned with them, in the log."""
    tale = on("1").asks().meets(MeetingKind.SHARED_UNDERSTANDING, "teacher")
    tale.tries("1.1").is_refused("step_needs")
    assert "en foresatt" in tale.said("nb")
    tale.meets(MeetingKind.SHARED_UNDERSTANDING).tries("1.1")
    assert "barnet eller den unge" in tale.said_as_advice()
    planned = tale.plans_at_home_too().tries("1.2")
    assert "loggen er åpen" in planned.said_as_advice()
    without = on("1").asks()
    without.tries("1.1", because="de ville ikke møtes").is_admitted()
    without.plans_at_home_too().tries("1.2").is_refused("step_needs")


def test_the_questions_of_the_evaluation_are_answered() -> None:
    """Were they carried out, did they work, do they go on: each has an answer, or it is said why not."""
    assert SCHOOL_GUIDE.questions[0].text("nb") == "Ble tiltakene gjennomført?"
    tale = on_1_of_school().plans_at_home_too().does("1.2").starts().does("1.3").hears().evaluates()
    tale.hears_mother().answers("carried_out", "wanted_effect").tries("1.4").is_refused("step_needs")
    assert "Skal tiltakene fortsette, eller skal de byttes ut?" in tale.said("nb")
    tale.answers("go_on").does("1.4")
    nowhere = facts.EvaluationAnswered(question="go_on", answer=facts.Answered.YES, category=facts.Category.HEALTH)
    other = health().told()
    other.when("health has no such question", nowhere, by=NURSE).is_refused("unknown_question")


def test_tools_of_the_sectors() -> None:
    """Each sector has its own, with where they belong; what one has the other cannot name."""
    assert {one.id for one in SCHOOL_GUIDE.tools} == set(_OF_SCHOOL)
    assert {one.id for one in HEALTH_GUIDE.tools} == set(_OF_HEALTH)
    assert {one.about for one in SCHOOL_GUIDE.tools if one.id in ("iop", "lp")} == {"1.1", "2.2"}
    school().told().files("lp")
    filed = facts.DocumentFiled(
        document="d-1", sort=facts.DocumentSort.OTHER, tool="lp", category=facts.Category.HEALTH
    )
    health().told().when("health files it", filed, by=NURSE).is_refused("unknown_tool")


def test_health_writes_in_the_journal() -> None:
    """Nothing in the child's or the parent's record at 0.3 asks why; the refusal names the record."""
    tale = health().told().does("0.1", "0.2")
    tale.tries("0.3").is_refused("step_needs")
    assert "«Journal»" in tale.said("nb")
    assert "drøftet anonymt" in tale.files("journal").tries("0.3").said_as_advice()
