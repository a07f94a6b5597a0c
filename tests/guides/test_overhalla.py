"""Overhalla: levels 0, A, B and C, a step that closes, two-step evaluations, written consent, and a way down from C."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.duties.duty import OwedBy
from bti.facts import Form, MeetingKind, SharedWith
from bti.guide import NOT_STATED, Condition, Modality, OutcomeKind, Requirement, Step
from tests.guides.tale import SAID, Row, Tale, account, opened_for
from tests.stage import PPT, TEACHER

GUIDE = bti.load_guide("overhalla")
_EVALUATION = "test_evaluation_is_two_steps"
_TALKS = "test_it_is_named_who_talks_with_the_child"
_NEW_HOLDER = "test_the_holder_is_decided_anew"
_AGREED = "test_the_evaluation_meeting_is_agreed_when_planning"
_TOOLS = (
    *("talk_tips", "signals", "observation_form", "scale_child", "scale_parents", "wonder_talk", "necessary_talk"),
    *("log_consent_form", "plan_form", "good_meetings"),
)
_FIRST_MEETING = "test_guardians_and_services_are_at_the_first_meeting"
_CHILD_TOO = "test_the_child_may_hear_too"
ROWS = (
    Row("levels are called 0, A, B, C", "level 0", "test_levels_are_0_a_b_c"),
    Row("level A: own service, guardians and child", "level 1", "test_levels_are_0_a_b_c"),
    Row("level B: interdisciplinary, municipal services", "level 2", "test_levels_are_0_a_b_c"),
    Row("level C: referred and specialist services", "level 3", "test_levels_are_0_a_b_c"),
    Row("level A: own service", "level 1 / definition", "test_b_is_for_two_services_or_more"),
    Row("level B: two or more services", "level 2 / definition", "test_b_is_for_two_services_or_more"),
    Row("0.1 define the wonder", "level 0 / step 0.1", "test_level_0_goes_from_the_wonder_to_the_parents"),
    Row("§9a: one week to summon", "level 0 / step 0.1 / deadline summon", "test_deadlines_depend_on_the_kind_of_case"),
    Row("0.2 share with your leader", "level 0 / step 0.2", "test_level_0_goes_from_the_wonder_to_the_parents"),
    Row("0.2 who contacts the guardians", "said who_contacts", "test_somebody_has_the_task_of_contacting_them"),
    Row("0.3 share with the parents", "level 0 / step 0.3", "test_level_0_goes_from_the_wonder_to_the_parents"),
    Row("§9a: within one week", "level 0 / step 0.3 / deadline share_9a", "test_deadlines_depend_on_the_kind_of_case"),
    Row("others: within 4 weeks", "level 0 / step 0.3 / deadline share", "test_deadlines_depend_on_the_kind_of_case"),
    Row("the weeks, as told", "level 0 / step 0.3", "test_the_agenda_tells_the_weeks_in_the_guides_words"),
    Row("0.4 ground for follow-up?", "level 0 / step 0.4", "test_level_0_skips_to_b_but_not_to_c"),
    Row("0.4 measures needed: A", "level 0 / step 0.4 / outcome level_1", "test_level_0_skips_to_b_but_not_to_c"),
    Row("0.4 outside help: B", "level 0 / step 0.4 / outcome level_2", "test_level_0_skips_to_b_but_not_to_c"),
    Row(
        "0.4 going on, a holder is named (A)",
        "level 0 / step 0.4 / outcome level_1 / requires",
        "test_a_holder_is_named_at_0_4",
    ),
    Row(
        "0.4 going on, a holder is named (B)",
        "level 0 / step 0.4 / outcome level_2 / requires",
        "test_a_holder_is_named_at_0_4",
    ),
    Row("0.4 no: step 5", "level 0 / step 0.4 / outcome no", "test_closing_has_a_step_of_its_own"),
    Row("0.5 close the case", "level 0 / step 0.5", "test_closing_has_a_step_of_its_own"),
    Row("0.5 thank all and close", "level 0 / step 0.5 / outcome close", "test_closing_has_a_step_of_its_own"),
    Row("A.1 consent to the log", "level 1 / step 1.1", "test_the_log_opens_on_a_after_written_consent"),
    Row("A.2 shared understanding", "level 1 / step 1.2", "test_level_a_meets_before_it_carries_out"),
    Row("A.2 measures at home and in the service", "level 1 / step 1.2 / completion", "test_measures_of_both"),
    Row("A.3 carry out", "level 1 / step 1.3", "test_level_a_meets_before_it_carries_out"),
    Row("A.4 evaluation, discussion", "level 1 / step 1.4", _EVALUATION),
    Row("A.3: who talks with the child", "level 1 / step 1.4 / entry", _TALKS),
    Row("B.3: who talks with the child", "level 2 / step 2.4 / entry", _TALKS),
    Row("A.5 evaluation, decision", "level 1 / step 1.5", _EVALUATION),
    Row("B.1 network meeting, beginning", "level 2 / step 2.1", _NEW_HOLDER),
    Row("B.2 network meeting, plan", "level 2 / step 2.2", "test_levels_are_0_a_b_c"),
    Row("B.3 carry out", "level 2 / step 2.3", "test_levels_are_0_a_b_c"),
    Row("B.4 evaluation, discussion", "level 2 / step 2.4", _EVALUATION),
    Row("B.5 evaluation, decision", "level 2 / step 2.5", _EVALUATION),
    Row("C.1 first meeting with the body", "level 3 / step 3.1", _NEW_HOLDER),
    Row("C.2 plan measures", "level 3 / step 3.2", "test_levels_are_0_a_b_c"),
    Row("C.3 coordinated measures", "level 3 / step 3.3", "test_levels_are_0_a_b_c"),
    Row("C.4 evaluation, discussion", "level 3 / step 3.4", _EVALUATION),
    Row("C.5 evaluation, decision", "level 3 / step 3.5", _EVALUATION),
    Row("C.5 close the log", "level 3 / step 3.5 / outcome close", "test_c_has_two_outcomes"),
    Row("C.5 measures at A, B or C", "level 3 / step 3.5 / outcome new_measures", "test_c_leads_down"),
    Row("holder from 0.4 on", "baton / from_step", "test_a_holder_is_named_at_0_4"),
    Row("holder decided again on B and C", "baton / on_level_change", _NEW_HOLDER),
    Row("B and C: the meeting decides", "baton / appointed_by", _NEW_HOLDER),
    Row("B: decided in the network meeting", "baton / level 2", _NEW_HOLDER),
    Row("C: decided in the first meeting", "baton / level 3", _NEW_HOLDER),
    Row("consent is written and signed", "consent / forms", "test_consent_is_written"),
    Row("the log opens on A.1", "log / from_step", "test_the_log_opens_on_a_after_written_consent"),
    Row("own service opens it", "log / opened_by", "test_the_log_opens_on_a_after_written_consent"),
    Row("the log holds goals and measures", "log / contents", "test_levels_are_0_a_b_c"),
    Row("children 0–18", "whom", "test_whom_it_is_for"),
    *(
        Row(rule, f"said {one}", SAID)
        for one, rule in {
            "event": "was there an event?",
        }.items()
    ),
    *(
        Row(f"tool: {one}", f"tool {one}", "test_tools_stand_at_their_steps")
        for one in (
            "talk_tips",
            "signals",
            "observation_form",
            "scale_child",
            "scale_parents",
            "wonder_talk",
            "necessary_talk",
            "log_consent_form",
            "plan_form",
            "good_meetings",
        )
    ),
    Row("0.3 the necessary talk, maybe with the child", "level 0 / step 0.3 / completion", _CHILD_TOO),
    Row("0.4 decided with guardians and child", "level 0 / step 0.4 / completion", "test_decided_with_the_family"),
    Row("A.2 settled who informs the child", "level 1 / step 1.2 / completion", "test_who_informs_the_child"),
    Row("A.4 all involved discuss", "level 1 / step 1.4 / completion", "test_all_who_are_involved_discuss"),
    Row("B.4 all involved discuss", "level 2 / step 2.4 / completion", "test_all_who_are_involved_discuss"),
    Row("C.4 all involved discuss", "level 3 / step 3.4 / completion", "test_all_who_are_involved_discuss"),
    Row("C.1 who calls the next meeting", "level 3 / step 3.1 / completion", "test_on_c_the_next_meeting_and_a_plan"),
    Row("C.2 the body presents a plan", "level 3 / step 3.2 / completion", "test_on_c_the_next_meeting_and_a_plan"),
    Row("A.1 informed before consenting", "level 1 / step 1.1", "test_informed_about_the_log_before_consent"),
    Row("network meeting: B and C, the guardians", "arena nettverksmote", "test_a_network_meeting_is_of_b_and_c"),
    Row("§9a: a kind of case of its own", "pathway skolemiljo", "test_9a_is_a_pathway_of_its_own"),
    Row(
        "agree the evaluation meeting", "duty evaluation_meeting", "test_the_evaluation_meeting_is_agreed_when_planning"
    ),
    Row("B, C: the holder leads the meetings", "duty lead_meetings", "test_what_the_holder_does_all_the_time"),
    Row("A, B, C: what is done is written in the log", "duty document", "test_what_is_done_is_written_in_the_log"),
    Row("B.1 guardians and two services or more", "level 2 / step 2.1 / completion", _FIRST_MEETING),
    Row("C.1 holder, guardians and the body", "level 3 / step 3.1 / completion", _FIRST_MEETING),
    Row("C.5 the network meeting decides", "level 3 / step 3.5 / completion", "test_the_network_meeting_decides_on_c"),
    Row("B, C: log and access", "duty update_log", "test_what_the_holder_does_all_the_time"),
    Row("B, C: the holder writes minutes", "duty minutes", "test_the_holder_writes_minutes"),
    Row("advice anonymously or with consent", "said anonymous", "test_others_are_asked_anonymously"),
)


def step(step_id: str) -> Step:
    """Return a step that must be there."""
    found = GUIDE.step(step_id)
    assert found is not None
    return found


def at_0_4() -> Tale:
    """Tell a case as far as the decision of level 0."""
    return Tale(GUIDE).told().does("0.1", "0.2", "0.3").hears_mother().hears()


def on_a() -> Tale:
    """Tell a case as far as level A, with a holder."""
    return at_0_4().holds().goes("0.4", "level_1").weighs()


def on_b() -> Tale:
    """Tell a case that skipped level A."""
    return at_0_4().holds().goes("0.4", "level_2")


def on_c() -> Tale:
    """Tell a case as far as level C: over B, where the common core's way up stands (B.5 is not known)."""
    tale = on_b().brings_in().with_adviser().asks().meets(MeetingKind.COORDINATION).weighs().does("2.1")
    tale.plans().calls().does("2.2").starts().does("2.3")
    return tale.hears().evaluates().meets().does("2.4").chooses("up").goes("2.5", "up")


def test_every_stated_rule_stands_in_the_guide() -> None:
    """Nothing that the pages state is lost, and nothing stands here that they do not state."""
    account(GUIDE, ROWS, globals())


def test_levels_are_0_a_b_c() -> None:
    """Levels and steps carry the municipality's labels and titles."""
    assert [level.label for level in GUIDE.levels] == ["0", "A", "B", "C"]
    assert [level.title("nb") for level in GUIDE.levels] == ["Nivå 0", "Nivå A", "Nivå B", "Nivå C"]
    assert [one.label for one in GUIDE.levels[2].steps] == ["B.1", "B.2", "B.3", "B.4", "B.5"]
    assert [one.title("nb") for one in GUIDE.levels[2].steps][:3] == [
        "Nettverksmøte – oppstart",
        "Nettverksmøte – planlegg tiltak",
        "Sett i verk tiltak",
    ]
    assert step("3.3").title("nb") == "Sett i verk koordinerte tiltak"
    contents = GUIDE.log.contents.value
    assert contents is not NOT_STATED
    assert contents[0]("nb") == "Mål"


def test_level_0_goes_from_the_wonder_to_the_parents() -> None:
    """The wonder is put into words, shared with the leader, then with the parents; each cites its page."""
    tale = Tale(GUIDE).wonders().names_mother()
    tale.tries("0.1").is_refused("step_needs")
    assert "Definer undringen for barnet" in tale.said("nb")
    assert "Handlingsveileder for Overhalla" in tale.cited("nb")
    tale.describes().does("0.1")
    tale.shares(SharedWith.GUARDIAN).tries("0.2").is_refused("step_needs")
    assert "lederen" in tale.said("nb")
    assert "0.2" in tale.cited("nb")
    tale.shares(SharedWith.LEADER).does("0.2", "0.3")
    assert tale.step == "0.4"


def test_with_the_leader_alone_the_wonder_is_not_shared_with_the_parents() -> None:
    """Step 0.3 waits for a guardian, or for a reason to postpone."""
    tale = Tale(GUIDE).wonders().describes().names_mother().shares(SharedWith.LEADER).does("0.1", "0.2")
    tale.tries("0.3").is_refused("step_needs_one_of")
    assert "Del undringen med barnets foreldre" in tale.said("nb")


def test_a_holder_is_named_at_0_4() -> None:
    """Going on without a holder asks for a reason; a holder may be named on level 0 already."""
    tale = at_0_4().tries("0.4", "level_1").is_refused("step_needs")
    assert "stafettpinnen" in tale.said("nb")
    assert "Handlingsveileder for Overhalla" in tale.cited("nb")
    tale.tries("0.4", "level_1", because="Ingen kan ta den i dag.").is_admitted()
    assert on_a().step == "1.1"
    early = Tale(GUIDE).told().does("0.1", "0.2")
    early.when("at 0.3", facts.BatonAppointed(to="teacher"), by=early.head).is_refused("baton_before_its_step")
    assert "Handlingsveileder for Overhalla" in early.cited("nb")


def test_level_0_skips_to_b_but_not_to_c() -> None:
    """From 0 a case goes to A or straight to B; C is reached from B alone."""
    assert on_b().step == "2.1"
    assert [outcome.id for outcome in step("0.4").outcomes] == ["level_1", "level_2", "no", "report"]
    at_0_4().holds().tries("0.4", "level_3").is_refused("unknown_outcome")
    assert on_c().step == "3.1"


def test_closing_has_a_step_of_its_own() -> None:
    """No ground leads to step 0.5, where all are thanked and the case is closed."""
    tale = at_0_4().goes("0.4", "no")
    assert tale.step == "0.5"
    assert step("0.5").title("nb") == "Avslutt saken"
    tale.tries("0.5", "close").is_refused("outcome_is_closing")
    assert "Takk alle og avslutt" in tale.said("nb")
    closed = facts.CaseClosed(reason=facts.ClosingReason.NO_GROUND)
    tale.when("the teacher closes it", closed, by=TEACHER).is_admitted()


def test_consent_is_written() -> None:
    """A spoken consent to the log is refused, and Overhalla's own page is cited."""
    tale = on_a().asks()
    tale.when("she says yes by word of mouth", Tale.yes(form=Form.ORAL), by=TEACHER).is_refused("form_not_accepted")
    assert "Handlingsveileder for Overhalla" in tale.cited("nb")
    tale.when("she signs", Tale.yes(form=Form.WRITTEN), by=TEACHER).is_admitted()


def test_the_log_opens_on_a_after_written_consent() -> None:
    """Not on level 0, not on A without consent; on A.1 with it. Asking is enough to go on."""
    early = at_0_4().asks()
    early.given("she signs", Tale.yes(), by=TEACHER)
    early.when("the log is opened on level 0", facts.LogOpened(), by=TEACHER).is_refused("log_before_its_step")
    assert "Samtykke til Stafettlogg" in early.said("nb")
    tale = on_a()
    tale.when("the log is opened without consent", facts.LogOpened(), by=TEACHER).is_refused("log_needs_consent")
    tale.tries("1.1").is_refused("step_needs_one_of")
    assert "Samtykke til Stafettlogg" in tale.said("nb")
    tale.consents().given("the log is opened", facts.LogOpened(), by=TEACHER)
    tale.does("1.1")


def test_level_a_meets_before_it_carries_out() -> None:
    """A.2 asks for goals, measures and a meeting; A.3 for measures that are started."""
    tale = on_a().asks().does("1.1").plans()
    tale.tries("1.2").is_refused("step_needs", "step_needs_one_of")
    assert "Skap felles forståelse" in tale.said("nb")
    assert "Handlingsveileder for Overhalla" in tale.cited("nb")
    tale.plans_at_home_too().meets(MeetingKind.SHARED_UNDERSTANDING).calls().gives_task().does("1.2")
    tale.tries("1.3").is_refused("step_needs")
    assert "Sett i verk tiltak" in tale.said("nb")


def test_measures_of_both() -> None:
    """A.2 wants one measure at home and one of the service; without one of them it asks why."""
    on_1_2 = on_a().asks().does("1.1").meets(MeetingKind.SHARED_UNDERSTANDING).calls().gives_task()
    tale = on_1_2.plans(facts.Place.SERVICE)
    tale.tries("1.2").is_refused("step_needs")
    assert "at et tiltak er planlagt hjemme" in tale.said("nb")
    assert "i tjenesten" not in tale.said("nb")
    tale.tries("1.2", because="the family wants help at school alone").is_admitted()
    tale = on_a().asks().does("1.1").meets(MeetingKind.SHARED_UNDERSTANDING).calls().plans_at_home_too()
    tale.gives_task().does("1.2")


def test_the_evaluation_meeting_is_agreed_when_planning() -> None:
    """A plan without the next meeting agreed asks for a reason, on A, B and C."""
    tale = on_b().brings_in().with_adviser().asks().meets(MeetingKind.COORDINATION).weighs().does("2.1").plans()
    tale.tries("2.2").is_refused("step_needs")
    assert "Nettverksmøte – planlegg tiltak" in tale.said("nb")
    assert "Handlingsveileder for Overhalla" in tale.cited("nb")
    assert tale.owed()["evaluation_meeting"].text("nb") == "Avtal evalueringsmøtet når tiltakene planlegges."
    assert "evaluation_meeting" not in tale.calls().owed()
    tale.does("2.2")


def test_the_holder_writes_minutes() -> None:
    """Of the network meetings of B and C; on A no page asks for them."""
    assert "minutes" not in on_a().meets(MeetingKind.COORDINATION).owed()
    tale = on_b().brings_in().meets(MeetingKind.COORDINATION)
    duty = tale.owed()["minutes"]
    assert duty.text("nb") == "Skriv referat fra møtet."
    assert (duty.who[0].by, duty.who[0].persons) == (OwedBy.HOLDER, ("teacher",))
    (meeting,) = [one.id for one in tale.case.entries if one.fact is not None and one.fact.kind == "meeting_held"]
    written = facts.MinutesWritten(meeting=meeting, category=facts.Category.EDUCATION)
    tale.given("the minutes", written, by=TEACHER)
    assert "minutes" not in tale.owed()


def test_what_the_holder_does_all_the_time() -> None:
    """Of B and C: leads the meetings, and keeps the log up to date where there is one."""
    assert not on_a().lasting()
    tale = on_b().brings_in().consents()
    assert list(tale.lasting()) == ["lead_meetings"]
    tale.given("the log", facts.LogOpened(), by=TEACHER)
    assert {name: one.text("nb") for name, one in tale.lasting().items()} == {
        "lead_meetings": "Led møtene.",
        "update_log": "Oppdater loggen, og gi tjenestene tilgang.",
        "document": "Skriv det som gjøres, inn i loggen.",
    }


def test_b_is_for_two_services_or_more() -> None:
    """Going to B with the school alone is admitted, and the page is shown as advice."""
    tale = at_0_4().holds().goes("0.4", "level_2")
    assert isinstance(tale.verdict, bti.Admitted)
    assert "services_not_as_many" in {reason.code for reason in tale.verdict.advice}
    assert "Handlingsveileder for Overhalla" in tale.cited("nb")


def test_evaluation_is_two_steps() -> None:
    """First a meeting that discusses, then a decision; to discuss takes a meeting, the measures and the child."""
    for level in ("1", "2", "3"):
        assert "drøftingsdel" in step(f"{level}.4").title("nb")
        assert "avgjør" in step(f"{level}.5").title("nb")
    tale = (
        on_a()
        .asks()
        .does("1.1")
        .plans_at_home_too()
        .meets(MeetingKind.SHARED_UNDERSTANDING)
        .calls()
        .gives_task()
        .does("1.2")
        .starts()
        .does("1.3")
    )
    tale.tries("1.4").is_refused("step_needs")
    assert tale.reasons == ["step_needs"] * 4
    assert "Handlingsveileder for Overhalla" in tale.cited("nb")
    tale.hears().evaluates()
    tale.tries("1.4").is_refused("step_needs")
    assert "møte" in tale.said("nb")
    tale.meets().does("1.4")
    tale.tries("1.5", "continue", "1.2").is_refused("step_needs")
    tale.chooses("continue").goes("1.5", "continue")
    assert tale.step == "1.2"


def test_the_holder_is_decided_anew() -> None:
    """On B and on C a meeting decides on the holder; without the meeting a reason is asked for, and the page cited."""
    for level, stated in (("1", "national"), ("2", "overhalla"), ("3", "overhalla")):
        setting = GUIDE.at(level, "school").baton.on_level_change
        assert (setting.origin.guide, setting.modality) == (stated, Modality.SHOULD)
    assert "nettverksmøtet" in str(GUIDE.baton.holders["2"].decided_in and GUIDE.baton.holders["2"].decided_in("nb"))
    tale = on_b().brings_in(PPT).with_adviser().asks()
    tale.tries("2.1").is_refused("step_needs", "holder_not_weighed")
    assert "Nettverksmøte – oppstart" in tale.said("nb")
    assert "Handlingsveileder for Overhalla" in tale.cited("nb")
    tale.meets(MeetingKind.COORDINATION).tries("2.1").is_refused("holder_not_weighed")
    assert "Handlingsveileder for Overhalla" in tale.cited("nb")
    tale.weighs().does("2.1")
    highest = on_c()
    highest.tries("3.1").is_refused("step_needs", "step_needs_one_of", "holder_not_weighed")
    assert "Første møte med aktuell instans" in highest.said("nb")


def test_on_a_the_common_core_asks_who_holds_it() -> None:
    """Overhalla says nothing of the holder on level A; that it is weighed there too is the common core's."""
    tale = at_0_4().holds().goes("0.4", "level_1").asks()
    tale.tries("1.1").is_refused("holder_not_weighed")
    assert "Action guide of Overhalla: levels 0, A, B and C does not state this" in tale.cited()


def at_c_5() -> Tale:
    """Tell a case as far as the decision of level C."""
    tale = on_c().meets(MeetingKind.COORDINATION).weighs()
    tale.given("the next network meeting is called", _called("nettverksmote"), by=TEACHER)
    tale.does("3.1").plans().calls().files(sort=facts.DocumentSort.PLAN).does("3.2").starts().does("3.3")
    return tale.hears().evaluates().meets(arena="nettverksmote").does("3.4")


def test_c_has_two_outcomes() -> None:
    """Level C ends in two ways, the others in more."""
    assert [(one.id, one.kind) for one in step("3.5").outcomes] == [
        ("close", OutcomeKind.CLOSE),
        ("new_measures", OutcomeKind.NEW_MEASURES),
    ]
    at_c_5().tries("3.5", "continue").is_refused("unknown_outcome")


def test_reporting_needs_no_outcome_of_its_own() -> None:
    """Level C names two outcomes and no report; a report is made all the same, and moves nothing."""
    tale = at_c_5()
    receiver = bti.Service("child-welfare-1", "child_welfare")
    report = facts.ReportedToChildWelfare(category=facts.Category.FAMILY, receiver=receiver)
    tale.when("the teacher reports", report, by=TEACHER).is_admitted()
    assert tale.step == "3.5"


@pytest.mark.parametrize(("to", "level"), [("1.1", "1"), ("2.1", "2"), ("3.1", "3")])
def test_c_leads_down(to: str, level: str) -> None:
    """Where the effect is not as wanted, measures go on at A, B or C; which one is said."""
    tale = at_c_5()
    tale.chooses("new_measures", to)
    tale.tries("3.5", "new_measures").is_refused("target_needed")
    tale.goes("3.5", "new_measures", to)
    position = tale.spine.track.position
    assert position is not None
    assert (position.level, position.step) == (level, to)


def test_others_are_asked_anonymously() -> None:
    """Without consent another service is asked only where nobody can recognise the child."""
    asked = facts.AnonymousDiscussionHeld(
        asked=PPT, purpose=facts.DiscussionPurpose.HELP, category=facts.Category.EDUCATION
    )
    on_a().when("PPT is asked about a child without a name", asked, by=TEACHER).is_admitted()
    on_a().when("PPT joins without consent", facts.ServiceJoined(joining=PPT), by=TEACHER).is_refused()


def test_deadlines_depend_on_the_kind_of_case() -> None:
    """School environment: one week, from when the pathway is entered; all others: four weeks from the wonder."""
    found = {}
    for one in ("0.1", "0.3"):
        deadlines = step(one).deadlines
        assert deadlines is not NOT_STATED
        for deadline in deadlines:
            assert deadline.start is not None
            found[deadline.id] = (deadline.start.fact, str(deadline.length), deadline.fulfilled_by, deadline.modality)
    assert found == {
        "summon": ("pathway_entered", "P7D", "meeting_called", Modality.MUST),
        "share_9a": ("pathway_entered", "P7D", "concern_shared", Modality.MUST),
        "share": ("concern_raised", "P28D", "concern_shared", Modality.MUST),
    }


def test_four_weeks_are_counted_from_the_wonder_and_one_from_the_pathway() -> None:
    """Four weeks after the wonder; in a school environment case one week after the pathway was entered."""
    tale = Tale(GUIDE).wonders()
    assert tale.due("0.3", "share").kept_through == dt.date(2026, 3, 30)
    tale.later(days=2)
    entered = facts.PathwayEntered(which=facts.PathwayKind.SCHOOL_ENVIRONMENT, category=facts.Category.EDUCATION)
    tale.given("the school environment is at stake", entered, by=TEACHER)
    assert tale.due("0.3", "share_9a").kept_through == dt.date(2026, 3, 11)
    assert tale.due("0.1", "summon").kept_through == dt.date(2026, 3, 11)
    assert tale.due("0.1", "summon").is_overdue(tale.now + dt.timedelta(days=9))


def test_the_agenda_tells_the_weeks_in_the_guides_words() -> None:
    """Four weeks for the parents to hear of it; a case of § 9a has its own week for that and for summoning instead."""
    tale = Tale(GUIDE).wonders().names_mother()
    assert {name: one.text("nb") for name, one in tale.limits().items()}.keys() == {"share"}
    (four_weeks,) = tale.limits().values()
    assert "innen fire uker etter at undringen oppsto" in four_weeks.text("nb")
    assert (four_weeks.binding, four_weeks.who[0].persons) == ("must", ("teacher",))
    entered = facts.PathwayEntered(
        which=facts.PathwayKind.SCHOOL_ENVIRONMENT, code="skolemiljo", category=facts.Category.EDUCATION
    )
    tale.given("it is a case of § 9a", entered, by=TEACHER)
    week = tale.limits()
    assert week.keys() == {"summon", "share_9a"}
    assert "kall inn dei føresette innan éi veke" in week["summon"].text("nn")
    assert "innen én uke" in week["share_9a"].text("nb")
    tale.later(days=8)
    assert all(one.is_overdue for one in tale.limits().values())
    assert tale.shares(SharedWith.GUARDIAN).limits().keys() == {"summon"}
    assert not tale.calls().limits()


def test_what_is_missing_is_the_common_cores() -> None:
    """The outcomes of A.5 and B.5, ages of consent: inherited, and known to be."""
    assert len(GUIDE.missing) == 5
    assert step("1.5").origin_of("outcomes").guide == "national"
    assert step("2.5").origin_of("outcomes").guide == "national"
    assert GUIDE.is_inherited(GUIDE.consent.own_age.origin)


def at_1_3() -> Tale:
    """Tell a case as far as carrying out on level A."""
    tale = (
        on_a()
        .asks()
        .does("1.1")
        .meets(MeetingKind.COORDINATION)
        .calls()
        .plans_at_home_too()
        .gives_task()
        .does("1.2")
        .starts()
    )
    joined = facts.PersonJoined(person="colleague", role="teacher", of=TEACHER.service.ref)
    tale.given("a colleague joins", joined, by=TEACHER)
    return tale


def test_it_is_named_who_talks_with_the_child() -> None:
    """Going on to the evaluation before anybody is named is admitted, and the page is shown as advice."""
    early = at_1_3().tries("1.3")
    early.is_admitted()
    assert isinstance(early.verdict, bti.Admitted)
    (said,) = [one for one in early.verdict.advice if one.code == "step_needs"]
    assert "hvem som gjør dette" in said.text("nb")
    assert "Handlingsveileder for Overhalla" in early.cited("nb")
    tale = at_1_3()
    (meeting,) = tale.spine.meetings.held
    named = facts.DutyReassigned(meeting=meeting, to="colleague", duty=facts.Duty.TALK_WITH_CHILD)
    tale.given("a meeting names the colleague", named, by=TEACHER)
    tale.tries("1.3").is_admitted()
    assert isinstance(tale.verdict, bti.Admitted)
    assert "step_needs" not in {one.code for one in tale.verdict.advice}


def _called(arena: str, *invited: str) -> facts.MeetingCalled:
    """Call to a meeting in an arena."""
    return facts.MeetingCalled(
        purpose=MeetingKind.COORDINATION, day=dt.date(2026, 6, 1), invited=invited or ("teacher", "mother"), arena=arena
    )


def test_a_network_meeting_is_of_b_and_c() -> None:
    """On A there is none; on B the guardians are called to it."""
    tale = on_a()
    tale.when("on level A", _called("nettverksmote"), by=TEACHER).is_refused("arena_level")
    assert "brukes på nivå B, C" in tale.said("nb")
    tale = on_b()
    tale.when("without the guardians", _called("nettverksmote", "teacher"), by=TEACHER)
    tale.is_refused("arena_with_guardians")
    tale.when("with them", _called("nettverksmote"), by=TEACHER).is_admitted()


def test_9a_is_a_pathway_of_its_own() -> None:
    """A case comes onto it by the guide's name, once, and both weeks run from then; no other name will do."""
    tale = Tale(GUIDE).wonders().names_mother()
    sort = facts.PathwayKind.SCHOOL_ENVIRONMENT
    strange = facts.PathwayEntered(which=sort, code="skolemiljoe", category=facts.Category.EDUCATION)
    tale.when("by a name nobody knows", strange, by=TEACHER).is_refused("unknown_pathway")
    assert "skolemiljo" in tale.said("nb")
    tale.later(days=2)
    entered = facts.PathwayEntered(which=sort, code="skolemiljo", category=facts.Category.EDUCATION)
    tale.given("it is a case of § 9a", entered, by=TEACHER)
    tale.when("once more", entered, by=TEACHER).is_refused("pathway_is_entered")
    for at, limit in (("0.1", "summon"), ("0.3", "share_9a")):
        assert tale.due(at, limit).kept_through == dt.date(2026, 3, 11)
    owed = {one.id for one in tale.engine.agenda(tale.case, by=TEACHER, now=tale.now)}
    assert any("summon" in one for one in owed)
    assert any("share_9a" in one for one in owed)


def test_whom_it_is_for() -> None:
    """Until the day somebody turns 19; older, one of several is enough; and a pregnant woman is not asked her age."""
    assert GUIDE.whom is not None
    assert opened_for(GUIDE, facts.Concerned("young", dt.date(2007, 3, 3))) == ()
    assert opened_for(GUIDE, facts.Concerned("young", dt.date(2007, 3, 2))) == ("guide_not_for_age",)
    siblings = (facts.Concerned("young", dt.date(2007, 3, 2)), facts.Concerned("child", dt.date(2015, 5, 5)))
    assert opened_for(GUIDE, *siblings) == ()
    assert opened_for(GUIDE, facts.Concerned("mother", dt.date(1990, 1, 1), pregnant=True)) == ()


def test_tools_stand_at_their_steps() -> None:
    """Each form and template that a page names belongs to its step, and a document can be filed as written with it."""
    tools = {one.id: one.about for one in GUIDE.tools}
    assert {tools[one] for one in ("observation_form", "scale_child", "scale_parents", "signals")} == {"0.1"}
    assert (tools["necessary_talk"], tools["plan_form"], tools["good_meetings"]) == ("0.3", "1.3", "2.1")
    Tale(GUIDE).wonders().files("observation_form")


def test_the_child_may_hear_too() -> None:
    """That the child takes part in the talk is advice; that a guardian does is asked for."""
    tale = Tale(GUIDE).told().does("0.1", "0.2").tries("0.3")
    assert "barnet eller den unge" in tale.said_as_advice()


def test_decided_with_the_family() -> None:
    """Going on without having heard guardians and child asks for a reason."""
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3").holds()
    tale.tries("0.4", "level_1").is_refused("step_needs_one_of", "step_needs")
    assert "Handlingsveileder for Overhalla" in tale.cited("nb")
    tale.meets(MeetingKind.SHARED_UNDERSTANDING, "teacher", "mother").hears().goes("0.4", "level_1")


def test_informed_about_the_log_before_consent() -> None:
    """Who consents has been asked, and told what it means; the form of the page is a tool of A.1."""
    tale = on_a()
    tale.when("she signs unasked", Tale.yes(), by=TEACHER).is_refused("consent_not_asked")
    tale.asks().when("she signs", Tale.yes(), by=TEACHER).is_admitted()


def test_who_informs_the_child() -> None:
    """A.2 wants it settled who tells the child: by a duty of somebody, or by a task."""
    tale = on_a().asks().does("1.1").meets(MeetingKind.SHARED_UNDERSTANDING).calls().plans_at_home_too()
    tale.tries("1.2").is_refused("step_needs_one_of")
    tale.gives_task().does("1.2")


@pytest.mark.parametrize("level", ["1", "2", "3"])
def test_all_who_are_involved_discuss(level: str) -> None:
    """An evaluation meeting without the guardians asks why, on A, B and C."""
    completion = step(f"{level}.4").completion
    assert completion is not None
    (should,) = [one for one in completion.all_of if isinstance(one, Requirement)]
    (met,) = should.all_of
    assert isinstance(met, Condition)
    assert (met.present, should.modality) == (("services", "guardian"), Modality.SHOULD)
    if level == "1":
        tale = at_1_3().does("1.3").hears().evaluates().meets(MeetingKind.EVALUATION, "teacher")
        tale.tries("1.4").is_refused("step_needs")
        assert "en foresatt" in tale.said("nb")
        tale.meets().does("1.4")


def test_on_c_the_next_meeting_and_a_plan() -> None:
    """C.1 wants the next network meeting called or given to somebody, C.2 the plan of the body."""
    tale = on_c().meets(MeetingKind.COORDINATION).weighs()
    tale.tries("3.1").is_refused("step_needs_one_of")
    tale.given("the next network meeting is called", _called("nettverksmote"), by=TEACHER)
    tale.does("3.1").plans().calls()
    tale.tries("3.2").is_refused("step_needs_one_of")
    tale.files(sort=facts.DocumentSort.PLAN).does("3.2")


def test_guardians_and_services_are_at_the_first_meeting() -> None:
    """B.1 without a guardian or the other service, and C.1 without the holder, asks why; the child is advice."""
    for there in (("teacher", "mother"), ("teacher", "adviser")):
        tale = on_b().brings_in().with_adviser().asks().weighs().meets(MeetingKind.COORDINATION, *there)
        tale.tries("2.1").is_refused("step_needs")
        assert "Nettverksmøte – oppstart" in tale.said("nb")
    tale.meets(MeetingKind.COORDINATION).tries("2.1")
    assert "barnet eller den unge" in tale.said_as_advice()
    with_the_child = on_b().shares(SharedWith.CHILD).brings_in().with_adviser().asks().weighs()
    assert with_the_child.meets(MeetingKind.COORDINATION).tries("2.1").said_as_advice() == ""
    highest = on_c().weighs().meets(MeetingKind.COORDINATION, "adviser", "mother")
    highest.given("the next network meeting is called", _called("nettverksmote"), by=TEACHER)
    highest.tries("3.1").is_refused("step_needs")
    assert "stafettholderen" in highest.said("nb")
    highest.meets(MeetingKind.COORDINATION).does("3.1")


def test_the_network_meeting_decides_on_c() -> None:
    """A way chosen on C without a network meeting in the round asks why; with one, nothing is asked."""
    tale = on_c().meets(MeetingKind.COORDINATION).weighs()
    tale.given("the next network meeting is called", _called("nettverksmote"), by=TEACHER)
    tale.does("3.1").plans().calls().files(sort=facts.DocumentSort.PLAN).does("3.2").starts().does("3.3")
    tale.hears().evaluates().meets().does("3.4").chooses("new_measures", "3.1")
    tale.tries("3.5", "new_measures", "3.1").is_refused("step_needs")
    assert "«Nettverksmøte»" in tale.said("nb")
    assert "Handlingsveileder for Overhalla" in tale.cited("nb")
    tale.meets(arena="nettverksmote").goes("3.5", "new_measures", "3.1")


def test_what_is_done_is_written_in_the_log() -> None:
    """Lasting work on A already, once the log is open; without a log nobody is told of it."""
    tale = on_a().consents()
    assert "document" not in tale.lasting()
    tale.given("the log is opened", facts.LogOpened(), by=TEACHER)
    assert tale.lasting()["document"].text("nb") == "Skriv det som gjøres, inn i loggen."


def test_somebody_has_the_task_of_contacting_them() -> None:
    """At 0.2 the page is shown as advice until somebody has the task; it holds nothing up."""
    assert "en oppgave" in Tale(GUIDE).told().does("0.1").tries("0.2").said_as_advice()
    assert Tale(GUIDE).told().does("0.1").gives_task().tries("0.2").said_as_advice() == ""
