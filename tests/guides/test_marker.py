"""Marker: the family hears of it on level 1, the log and the baton begin on level 2, and going on means step 2."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.facts import MeetingKind, Scope, SharedWith
from bti.guide import OutcomeKind, Step
from tests.guides.tale import SAID, Row, Tale, account, opened_for
from tests.stage import HEAD, PPT, TEACHER

GUIDE = bti.load_guide("marker")
PLACE = "Handlingsveileder for Marker"
_TITLES = "test_its_own_words"
_COLLEAGUES = "test_level_0_is_among_colleagues"
_FAMILY = "test_the_family_hears_of_it_first_on_level_1"
_LOG = "test_the_log_opens_on_level_2_if_parents_consent"
_MEETINGS = "test_the_holder_calls_regular_meetings"
_AGAIN = "test_going_on_means_step_2"
_PLACE = "test_the_place_of_the_measure_decides_the_level"
_VIEWS = "test_the_parents_view_is_part_of_it"
_ORDER = "test_colleagues_hear_of_it_first"
_FORMS = "test_forms_stand_at_their_steps"
_DISCUSS = "test_it_may_be_discussed_with_others"
_TOOLS = (
    *("signs", "observation_form", "concern_scale", "wonder_form", "talk_child", "talk_guardians", "goal_form"),
    *("evaluation_form", "consent_declaration", "result_form", "team_form", "consent_form_0", "question_tips"),
)
ROWS = (
    Row("the word: undring/bekymring", "words / concern", _TITLES),
    Row("level 0: interpreted before anybody outside is told", "level 0", _COLLEAGUES),
    Row("0.1 wonder and concern", "level 0 / step 0.1", _TITLES),
    Row("0.2 concrete words, before it is shared", "level 0 / step 0.2", "test_put_into_words_before_it_is_shared"),
    Row("0.3 colleagues AND nearest leader", "level 0 / step 0.3", _COLLEAGUES),
    Row(
        "0.3 violence: routines of reporting",
        "level 0 / step 0.3 / outcome report",
        "test_violence_is_reported_at_once",
    ),
    Row("0.4 clarify", "level 0 / step 0.4", "test_level_0_closes_or_goes_to_level_1"),
    Row("0.4 close", "level 0 / step 0.4 / outcome close", "test_level_0_closes_or_goes_to_level_1"),
    Row("0.4 go on", "level 0 / step 0.4 / outcome level_1", "test_level_0_closes_or_goes_to_level_1"),
    Row("level 1: own service", "level 1", _TITLES),
    Row("level 1: where the measure is", "level 1 / definition", "test_level_2_is_for_more_than_one_service"),
    Row("level 2: where the measure is", "level 2 / definition", "test_level_2_is_for_more_than_one_service"),
    Row("1.1 share with child or guardians", "level 1 / step 1.1", _FAMILY),
    Row("1.2 goal and effort", "level 1 / step 1.2", _PLACE),
    Row("1.2 within own service", "level 1 / step 1.2 / outcome own_service", _PLACE),
    Row("1.2 in another service: level 2", "level 1 / step 1.2 / outcome other_service", _PLACE),
    Row("1.3 carry out", "level 1 / step 1.3", _TITLES),
    Row("1.4 evaluate", "level 1 / step 1.4", _AGAIN),
    Row("1.5 decided in a meeting with parents", "level 1 / step 1.5", "test_decided_in_a_meeting"),
    Row("1.5 close", "level 1 / step 1.5 / outcome close", "test_outcomes"),
    Row("1.5 continue at step 2", "level 1 / step 1.5 / outcome continue", _AGAIN),
    Row("1.5 more services: level 2", "level 1 / step 1.5 / outcome up", "test_outcomes"),
    Row("level 2: more than one service", "level 2", _TITLES),
    Row("2.1 contact with another service", "level 2 / step 2.1", _LOG),
    Row("2.2 plan", "level 2 / step 2.2", _TITLES),
    Row("2.3 carry out", "level 2 / step 2.3", _TITLES),
    Row("2.4 evaluate", "level 2 / step 2.4", _AGAIN),
    Row("2.5 decided in a meeting with parents", "level 2 / step 2.5", "test_decided_in_a_meeting"),
    Row("2.5 close", "level 2 / step 2.5 / outcome close", "test_outcomes"),
    Row("2.5 continue at step 2", "level 2 / step 2.5 / outcome continue", _AGAIN),
    Row("2.5 consider child welfare", "level 2 / step 2.5 / outcome refer", "test_outcomes"),
    Row("the holder opens the log", "log / opened_by", "test_the_holder_opens_the_log"),
    Row("holder from level 2, with the log", "baton / from_level", "test_a_holder_from_level_2"),
    Row("log from level 2", "log / from_level", _LOG),
    Row("children, young people, families", "whom", "test_whom_it_is_for"),
    *(
        Row(rule, f"said {one}", SAID)
        for one, rule in {
            "observations": "no assumption",
            "questions": "write questions to answer",
            "meeting_structures": "in the meetings of the workplace",
            "several_talks": "several talks, other services",
            "regular_evaluation": "regularly, against goals",
        }.items()
    ),
    Row("the holder calls a cooperation meeting, apart from the log", "duty first_meeting", _MEETINGS),
    Row("regular meetings: the next one", "duty next_meeting", _MEETINGS),
    Row("consent form when contacting", "consent / scope service", "test_another_service_is_contacted_on_a_form"),
    Row("1.4 child's, parents' and professional view", "level 1 / step 1.4 / completion", _VIEWS),
    Row("2.4 child's, parents' and each service's view", "level 2 / step 2.4 / completion", _VIEWS),
    Row("1.1 colleagues first, and put into words before", "level 1 / step 1.1 / completion", _ORDER),
    Row("0.2 observation form", "level 0 / step 0.2 / completion", _FORMS),
    Row("0.3 wonder form", "level 0 / step 0.3 / completion", _FORMS),
    Row("0.4 interpret with the leader, gladly discuss", "level 0 / step 0.4 / completion", _DISCUSS),
    Row("2.2 plan with parents and child", "level 2 / step 2.2 / completion", "test_planned_with_parents_and_child"),
    *(Row(f"tool: {one}", f"tool {one}", _FORMS) for one in _TOOLS),
    Row("violence: report, do not share", "said violence_routines", "test_violence_is_reported_at_once"),
    Row("violence: outside the case book", "pathway beskyttelse", "test_violence_is_no_pathway_of_the_case"),
    Row("resource team: level 0, a form", "arena ressursteam", "test_the_resource_team_is_of_level_0"),
    Row("regular cooperation meetings, log or not", "arena samarbeidsmote", "test_the_holder_calls_to_cooperation"),
)


def step(step_id: str) -> Step:
    """Return a step that must be there."""
    found = GUIDE.step(step_id)
    assert found is not None
    return found


def on_1() -> Tale:
    """Tell a case as far as level 1: nobody of the family has heard of it."""
    tale = Tale(GUIDE).wonders().describes().names_mother().does("0.1", "0.2")
    return tale.shares(SharedWith.COLLEAGUE, SharedWith.LEADER).does("0.3").goes("0.4", "level_1")


def at_1_2() -> Tale:
    """Tell a case as far as the plan of level 1."""
    return on_1().shares(SharedWith.GUARDIAN).does("1.1").plans()


def on_2() -> Tale:
    """Tell a case as far as level 2."""
    return at_1_2().goes("1.2", "other_service")


def test_every_stated_rule_stands_in_the_guide() -> None:
    """Nothing that the pages state is lost, and nothing stands here that they do not state."""
    account(GUIDE, ROWS, globals())


def test_its_own_words() -> None:
    """Titles are the municipality's."""
    assert [level.title("nb") for level in GUIDE.levels] == ["Undring, bekymring, kartlegging", "Nivå 1", "Nivå 2"]
    assert GUIDE.word("concern")("nb") == "undring/bekymring"
    assert step("0.1").title("nb") == "Undring og bekymring"
    assert step("1.3").title("nb") == "Gjennomfør innsatsen"
    assert step("2.2").title("nb") == "Planlegg gjennomføring og evaluering av tiltakene"
    assert step("2.3").title("nb") == "Gjennomfør innsatsene"


def test_put_into_words_before_it_is_shared() -> None:
    """Step 0.2 waits for the words, and step 0.3 for step 0.2."""
    tale = Tale(GUIDE).wonders().does("0.1")
    tale.tries("0.3").is_refused("not_on_this_step")
    tale.tries("0.2").is_refused("step_needs")
    assert "Konkretiser undringen/bekymringen" in tale.said("nb")
    assert PLACE in tale.cited("nb")


def test_level_0_is_among_colleagues() -> None:
    """Step 0.3 is shared with colleagues and the nearest leader; to have told a guardian instead is not it."""
    tale = Tale(GUIDE).wonders().describes().names_mother().does("0.1", "0.2").shares(SharedWith.GUARDIAN)
    tale.tries("0.3").is_refused("step_needs")
    assert "kollega" in tale.said("nb")
    assert "lederen" in tale.said("nb")
    assert PLACE in tale.cited("nb")
    tale.shares(SharedWith.COLLEAGUE).tries("0.3").is_refused("step_needs")
    tale.shares(SharedWith.LEADER).does("0.3")
    assert tale.step == "0.4"


def test_violence_is_reported_at_once() -> None:
    """At step 0.3 a report is made and the case stands where it stood; the guardians are not told to go on."""
    tale = Tale(GUIDE).wonders().describes().names_mother().does("0.1", "0.2")
    tale.tries("0.3", "report").is_refused("outcome_is_reporting")
    assert PLACE in tale.cited("nb")
    for report in (
        facts.ReportedToChildWelfare(
            category=facts.Category.FAMILY, receiver=bti.Service("child-welfare-1", "child_welfare")
        ),
        facts.ReportedToPolice(category=facts.Category.FAMILY),
    ):
        tale.when("the teacher reports", report, by=TEACHER).is_admitted()
    assert tale.step == "0.3"
    assert step("0.3").goes_on


def test_level_0_closes_or_goes_to_level_1() -> None:
    """There is no way from level 0 past level 1."""
    assert [one.id for one in step("0.4").outcomes] == ["close", "level_1", "report"]
    tale = Tale(GUIDE).wonders().describes().names_mother().does("0.1", "0.2")
    tale.shares(SharedWith.COLLEAGUE, SharedWith.LEADER).does("0.3")
    tale.tries("0.4", "level_2").is_refused("unknown_outcome")
    tale.tries("0.4", "close").is_refused("outcome_is_closing")
    closed = facts.CaseClosed(reason=facts.ClosingReason.NO_GROUND)
    tale.when("it is closed, and the family was never told", closed, by=TEACHER).is_admitted()


def test_the_family_hears_of_it_first_on_level_1() -> None:
    """Step 1.1 waits until child or guardian has heard, always; only postponing for a reason lets it pass."""
    tale = on_1()
    tale.tries("1.1").is_refused("step_needs_one_of")
    assert "Del undringen/bekymringen med barnet/foresatte" in tale.said("nb")
    assert PLACE in tale.cited("nb")
    assert "1.1" in tale.cited("nb")
    postponed = on_1()
    until = facts.SharingPostponed(concern=postponed.concern, until=postponed.now.date())
    postponed.given("sharing is put off", until, by=TEACHER)
    postponed.does("1.1")
    tale.shares(SharedWith.CHILD).does("1.1")


def test_the_place_of_the_measure_decides_the_level() -> None:
    """A measure in one's own service stays on level 1; one in another service means level 2."""
    tale = at_1_2()
    tale.tries("1.2").is_refused("outcome_needed")
    assert PLACE in tale.cited("nb")
    assert at_1_2().goes("1.2", "own_service").step == "1.3"
    assert on_2().step == "2.1"


def test_level_2_is_for_more_than_one_service() -> None:
    """Going to level 2 before another service has joined is admitted, and the page is shown as advice."""
    tale = on_2()
    assert isinstance(tale.verdict, bti.Admitted)
    assert "services_not_as_many" in {reason.code for reason in tale.verdict.advice}
    assert PLACE in tale.cited("nb")
    level = GUIDE.level("1")
    assert level is not None
    assert level.definition is not None
    assert level.definition.words is not None
    assert level.definition.words("nb") == "Mål og tiltak er i egen tjeneste"


def test_a_measure_of_level_1_is_within_ones_own_service() -> None:
    """One that PPT answers for is admitted on level 1, and the page is shown as advice."""
    tale = at_1_2().brings_in().with_adviser()
    planned = facts.MeasurePlanned(
        responsible="adviser", evaluate_by=dt.date(2026, 6, 1), category=facts.Category.EDUCATION
    )
    tale.when("PPT answers for a measure", planned, by=TEACHER).is_admitted()
    assert isinstance(tale.verdict, bti.Admitted)
    (said,) = [one for one in tale.verdict.advice if one.code == "measure_is_elsewhere"]
    assert "i den ansvarlige tjenesten" in said.text("nb")


def test_a_holder_from_level_2() -> None:
    """On level 1 nobody is appointed; on level 2 somebody is."""
    early = at_1_2()
    early.when("the head appoints", facts.BatonAppointed(to="teacher"), by=HEAD).is_refused("baton_too_early")
    assert PLACE in early.cited("nb")
    on_2().holds()


def test_the_log_opens_on_level_2_if_parents_consent() -> None:
    """On level 1 no log, even with consent; on level 2 only with consent, and without it the meetings go on."""
    early = at_1_2().consents()
    early.when("a log on level 1", facts.LogOpened(), by=TEACHER).is_refused("log_too_early")
    assert PLACE in early.cited("nb")
    tale = on_2().brings_in()
    tale.when("a log without consent", facts.LogOpened(), by=TEACHER).is_refused("log_needs_consent")
    tale.asks().given("the mother says no", facts.ConsentRefused(scope=facts.Scope.LOG, giver="mother"), by=TEACHER)
    tale.meets(MeetingKind.COORDINATION).does("2.1")
    assert tale.step == "2.2"


def test_the_holder_opens_the_log() -> None:
    """The leader, who does not hold the baton, gives a reason."""
    tale = on_2().holds().consents()
    tale.when("the head opens it", facts.LogOpened(), by=HEAD).is_refused("log_opened_by_others")
    assert PLACE in tale.cited("nb")
    tale.when("the holder opens it", facts.LogOpened(), by=TEACHER).is_admitted()


def test_another_service_only_with_consent() -> None:
    """Contact with another service needs the parents' consent; the rule is the law's."""
    on_2().when("PPT joins", facts.ServiceJoined(joining=PPT), by=TEACHER).is_refused()


def test_another_service_is_contacted_on_a_form() -> None:
    """The log may be consented to in any form; another service is contacted on a signed one."""
    tale = on_2().asks(Scope.SERVICE, PPT)
    spoken = Tale.yes(scope=Scope.SERVICE, service=PPT, form=facts.Form.ORAL)
    tale.when("a spoken yes", spoken, by=TEACHER).is_refused("form_not_accepted")
    assert "Marker" in tale.cited("nb")
    tale.given("a signed yes", Tale.yes(scope=Scope.SERVICE, service=PPT), by=TEACHER)
    tale.given("PPT joins", facts.ServiceJoined(joining=PPT), by=TEACHER)


def at_1_5() -> Tale:
    """Tell a case as far as the decision of level 1."""
    return at_1_2().goes("1.2", "own_service").starts().does("1.3").hears().hears_mother().evaluates().does("1.4")


def at_2_5() -> Tale:
    """Tell a case as far as the decision of level 2."""
    tale = (
        on_2()
        .brings_in()
        .with_adviser()
        .asks()
        .does("2.1")
        .shares(SharedWith.CHILD)
        .plans()
        .meets(MeetingKind.COORDINATION)
    )
    tale.does("2.2").starts().does("2.3")
    return tale.hears().hears_mother().evaluates().does("2.4")


def test_decided_in_a_meeting() -> None:
    """On both levels the decision is made in a meeting; without one a reason is asked for."""
    for tale, last, again in ((at_1_5(), "1.5", "1.2"), (at_2_5(), "2.5", "2.2")):
        tale.chooses("continue").tries(last, "continue").is_refused("step_needs")
        assert "møte" in tale.said("nb")
        assert PLACE in tale.cited("nb")
        tale.meets().goes(last, "continue")
        assert tale.step == again


def test_the_parents_view_is_part_of_it() -> None:
    """The child must be heard; without the parents' view a reason is asked for."""
    tale = at_1_2().goes("1.2", "own_service").starts().does("1.3").hears().evaluates()
    tale.tries("1.4").is_refused("step_needs")
    assert "Evaluer innsatsen" in tale.said("nb")
    assert PLACE in tale.cited("nb")
    tale.hears_mother().does("1.4")


def test_going_on_means_step_2() -> None:
    """Continuing begins at step 2 of the same level, not at step 1; without the child's view nothing is evaluated."""
    assert at_1_5().chooses("continue").meets().goes("1.5", "continue").step == "1.2"
    tale = at_2_5().chooses("continue").meets().goes("2.5", "continue")
    assert tale.step == "2.2"
    tale.plans().does("2.2").starts().does("2.3")
    tale.tries("2.4").is_refused("step_needs")
    assert "Evaluer innsatsene" in tale.said("nb")


def test_outcomes() -> None:
    """What the pages list, and reporting, which no guide can take away."""
    assert [one.id for one in step("1.5").outcomes] == ["close", "continue", "up", "report"]
    assert at_1_5().chooses("up").meets().goes("1.5", "up").step == "2.1"
    assert [one.kind for one in step("2.5").outcomes][2] is OutcomeKind.REFER
    assert step("2.5").outcomes[2].label("nb") == "Vurder å koble på barnevernstjenesten"
    tale = at_2_5().meets().tries("2.5", "refer").is_refused("outcome_asks_elsewhere")
    assert "barnevernstjenesten" in tale.said("nb")


def test_nothing_leads_to_a_level_that_is_not_known() -> None:
    """A page of level 3 is not known; the guide has three levels and says so."""
    assert [level.id for level in GUIDE.levels] == ["0", "1", "2"]
    assert "Nivå 3" in GUIDE.missing[0]("nb")
    assert GUIDE.is_inherited(GUIDE.consent.own_age.origin)


def test_violence_is_no_pathway_of_the_case() -> None:
    """The routines of reporting hold; the case book, which the guardians read, never holds it."""
    found = GUIDE.pathway("beskyttelse")
    assert found is not None
    assert found.purpose is not None
    assert "del ikke med de foresatte" in found.purpose("nb")
    entered = facts.PathwayEntered(which=facts.PathwayKind.OTHER, code="beskyttelse", category=facts.Category.FAMILY)
    tale = Tale(GUIDE).wonders()
    tale.when("it is entered all the same", entered, by=TEACHER).is_refused("pathway_is_protected")
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


def test_the_resource_team_is_of_level_0() -> None:
    """On level 0 the form to the team is asked for; on level 2 the team is not the meeting to name."""
    tale = Tale(GUIDE).wonders().describes().names_mother()
    tale.when("without the form", _called("ressursteam", "teacher"), by=TEACHER).is_refused("arena_form")
    assert "Skjema til ressursteam" in tale.said("nb")
    assert PLACE in tale.cited("nb")
    later = on_2()
    later.when("on level 2", _called("ressursteam"), by=TEACHER).is_refused("arena_form", "arena_level")
    assert "brukes på nivå 0" in later.said("nb")


def test_the_holder_calls_to_cooperation() -> None:
    """On level 2 the holder calls, with no log open; the head who calls says why; level 1 has no such meeting."""
    tale = on_2().holds()
    tale.then("there is no log", lambda spine: not spine.log.is_in_use)
    tale.when("the head calls", _called("samarbeidsmote"), by=HEAD).is_refused("arena_called_by")
    assert PLACE in tale.cited("nb")
    tale.when("the holder calls", _called("samarbeidsmote"), by=TEACHER).is_admitted()
    early = at_1_2()
    early.when("on level 1", _called("samarbeidsmote"), by=TEACHER).is_refused("arena_level", "arena_called_by")


def test_the_holder_calls_regular_meetings() -> None:
    """On level 2, with no log: one when another service has joined, and after each meeting the next."""
    assert not at_1_2().meets(MeetingKind.COORDINATION).owed()
    tale = on_2().holds()
    assert not tale.owed()
    duty = tale.brings_in().owed()["first_meeting"]
    assert duty.text("nb") == "Kall inn til samarbeidsmøte, enten det er logg eller ikke."
    assert duty.who[0].persons == ("teacher",)
    assert PLACE in duty.cites[0].text("nb")
    assert not tale.calls().owed()
    assert tale.meets(MeetingKind.COORDINATION).owed().keys() == {"next_meeting"}
    assert tale.owed()["next_meeting"].text("nn") == "Kall inn til det neste av dei jamlege samarbeidsmøta."
    assert not tale.calls().owed()


def test_whom_it_is_for() -> None:
    """It says no age, so none is asked."""
    assert GUIDE.whom is not None
    assert GUIDE.whom.text is not None
    assert GUIDE.whom.text("nb") == "Gjelder barn, unge og familier"
    assert opened_for(GUIDE, facts.Concerned("adult", dt.date(1990, 1, 1))) == ()


def test_colleagues_hear_of_it_first() -> None:
    """A family that heard of it before any colleague, or before it was put into words, asks why; then it may go on."""
    tale = Tale(GUIDE).wonders().describes().names_mother().does("0.1", "0.2").shares(SharedWith.GUARDIAN)
    tale.shares(SharedWith.COLLEAGUE, SharedWith.LEADER).does("0.3").goes("0.4", "level_1")
    tale.tries("1.1").is_refused("step_needs_one_of")
    assert "kollega" in tale.said("nb")
    assert PLACE in tale.cited("nb")
    tale.shares(SharedWith.GUARDIAN).does("1.1")
    later = on_1().shares(SharedWith.GUARDIAN).describes()
    later.tries("1.1").is_refused("step_needs_one_of")
    later.tries("1.1", because="they have seen the new words").is_admitted()


def test_forms_stand_at_their_steps() -> None:
    """Every form belongs to a step; the two of level 0 are looked for there, as advice."""
    tools = {one.id: one.about for one in GUIDE.tools}
    assert set(_TOOLS) == set(tools)
    assert (tools["talk_child"], tools["goal_form"], tools["evaluation_form"]) == ("1.1", "1.2", "1.4")
    assert (tools["result_form"], tools["team_form"], tools["question_tips"]) == ("0.4", "ressursteam", "1.1")
    tale = Tale(GUIDE).wonders().describes().does("0.1").tries("0.2")
    assert "«Observasjonsskjema»" in tale.said_as_advice()
    filed = Tale(GUIDE).wonders().describes().does("0.1").files("observation_form").tries("0.2")
    assert filed.said_as_advice() == ""


def test_it_may_be_discussed_with_others() -> None:
    """Before going on, other services or the resource team are thought of: advice, and met by any of them."""
    tale = Tale(GUIDE).wonders().describes().does("0.1", "0.2")
    tale.shares(SharedWith.COLLEAGUE, SharedWith.LEADER).does("0.3").tries("0.4", "level_1")
    assert "Ressursteamet" in tale.said_as_advice("step_needs_one_of")
    asked = facts.AnonymousDiscussionHeld(
        asked=PPT, purpose=facts.DiscussionPurpose.HELP, category=facts.Category.EDUCATION
    )
    other = Tale(GUIDE).wonders().describes().does("0.1", "0.2")
    other.shares(SharedWith.COLLEAGUE, SharedWith.LEADER).does("0.3")
    other.given("PPT is asked about a child without a name", asked, by=TEACHER)
    assert other.tries("0.4", "level_1").said_as_advice("step_needs_one_of") == ""


def test_planned_with_parents_and_child() -> None:
    """A plan of level 2 that no meeting with a guardian and the child made asks why."""
    tale = on_2().brings_in().asks().does("2.1").plans().meets(MeetingKind.COORDINATION, "teacher")
    tale.tries("2.2").is_refused("step_needs")
    assert "en foresatt" in tale.said("nb")
    tale.shares(SharedWith.CHILD).meets(MeetingKind.COORDINATION).does("2.2")
