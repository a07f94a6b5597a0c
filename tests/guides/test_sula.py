"""Sula: a guide for every child, in nynorsk, whose log is tied to a need and a meeting and not to a level."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

import bti
from bti import facts
from bti.explore import guide_html
from bti.facts import MeetingKind, Scope, SharedWith
from tests.guides.tale import Row, Tale, account, rows_said
from tests.stage import HEAD, MOTHER, PPT, TEACHER

GUIDE = bti.load_guide("sula")
_KINDERGARTEN = bti.Service("kindergarten-1", "kindergarten")
PEDAGOGUE = bti.Professional("pedagogue", "pedagogical_leader", _KINDERGARTEN)
KINDERGARTEN_HEAD = bti.Professional("kindergarten-head", "kindergarten_head", _KINDERGARTEN)
_NN = "test_an_nn_case_is_anonymous"
ROWS = (
    Row("need for measures, and a meeting", "log / from_event", "test_the_log_waits_for_no_level"),
    Row("whoever called the meeting opens the log", "log / opened_by", "test_the_log_waits_for_no_level"),
    Row("every child, also an unborn one", "whom", "test_a_concern_about_an_unborn_child"),
    *(
        Row(f"discussed before going to level {one}", f"level 0 / step 0.4 / outcome level_{one}", _NN)
        for one in ("1", "2", "3")
    ),
    Row("cooperation group: consent", "arena samarbeidsgruppe", "test_several_services_take_consent"),
    Row("discuss with other services: with consent, or as an NN-sak", "arena droft", "test_discussed_by_consent_or_nn"),
    Row("log meeting: as a rule from those near", "baton / level 1", "test_the_holder_may_be_of_another_service"),
    Row("agency meeting: consent of the guardians", "arena instansmote", "test_an_agency_meeting_takes_consent"),
    Row("feedback after it", "arena instansmote / after tilbakemelding", "test_an_agency_meeting_takes_consent"),
    Row("log meeting: on level 1, called by the holder", "arena loggmote", "test_the_holder_calls_to_the_log_meeting"),
    Row("talk with parents: about every child", "arena foreldresamtale", "test_the_fixed_talk_is_no_meeting_of_a_case"),
    Row("the important talk: level 0", "arena viktig_samtale", "test_the_important_talk_is_with_the_parents"),
    Row("SamBa: initiative, members, ages, family", "arena samba", "test_samba_is_for_those_up_to_16"),
    Row("TBU: the school, leaders, own form", "arena tbu", "test_tbu_has_its_own_consent"),
    Row("IP group: the coordinator, consent", "arena ip_gruppe", "test_the_coordinator_calls_the_ip_group"),
    Row("waiting to see is ruled out", "duty duty_to_act", "test_waiting_to_see_is_ruled_out"),
    Row("heard, weighted by age and maturity", "duty childs_voice", "test_the_childs_voice_is_heard"),
    *rows_said(
        "",
        {
            "recipe": "a recipe for clarifying",
            "organisational_levels": "three organisational levels",
            "child_signs": "signs in the child",
            "parent_signs": "signs in the parents",
        },
    ),
)


def test_every_stated_rule_stands_in_the_guide() -> None:
    """Nothing that the pages state is lost, and nothing stands here that they do not state."""
    account(GUIDE, ROWS, globals())


def test_nynorsk_comes_first() -> None:
    """The municipality's own language is the first; reasons are said in it, and that the common core stands in."""
    assert GUIDE.languages == ("nn", "nb", "en")
    assert GUIDE.title("nn") == "Handlingsrettleiar for Sula (del 1.1 av samhandlingsmodellen)"
    tale = Tale(GUIDE).wonders().does("0.1")
    tale.tries("0.2").is_refused("step_needs")
    assert "uroa er konkretisert" in tale.said("nn")
    assert "Handlingsrettleiar for Sula" in tale.cited("nn")
    assert "does not state this; the common core is used" in tale.cited()


def test_the_log_waits_for_no_level() -> None:
    """On level 0 the log is opened once there is consent; without it nowhere."""
    tale = Tale(GUIDE).told().plans().meets(MeetingKind.SHARED_UNDERSTANDING)
    tale.when("a log without consent", facts.LogOpened(), by=TEACHER).is_refused("log_needs_consent")
    tale.consents().given("the need is known, the meeting held: the log", facts.LogOpened(), by=TEACHER)
    assert tale.step == "0.1"
    early = Tale(GUIDE).told().consents()
    early.when("a log before any meeting", facts.LogOpened(), by=TEACHER).is_refused("log_waits_for_one_of")
    assert "møte" in early.said("nn")
    assert "Handlingsrettleiar for Sula" in early.cited("nn")
    other = early.meets(MeetingKind.SHARED_UNDERSTANDING)
    other.when("the head, who called no meeting", facts.LogOpened(), by=HEAD).is_refused("log_opened_by_others")
    assert "kalla inn" in other.said("nn")


def test_the_log_follows_a_meeting_with_the_family() -> None:
    """A meeting that neither child nor guardian was at asks why; one of the two is enough."""
    for present, told in (("mother", SharedWith.GUARDIAN), ("child", SharedWith.CHILD)):
        tale = Tale(GUIDE).told().shares(told).consents().meets(MeetingKind.COORDINATION, "teacher")
        tale.when("the school met alone", facts.LogOpened(), by=TEACHER).is_refused("log_waits_for_one_of")
        assert "Handlingsrettleiar for Sula" in tale.cited("nn")
        tale.meets(MeetingKind.SHARED_UNDERSTANDING, "teacher", present)
        tale.when("the family was there", facts.LogOpened(), by=TEACHER).is_admitted()


def test_discussed_by_consent_or_nn() -> None:
    """A meeting that discusses the child by name with another service asks for consent, or for no name."""
    joins = facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1")
    tale = Tale(GUIDE).told().asks(Scope.SERVICE, PPT)
    narrow = attrs.evolve(Tale.yes(scope=Scope.SERVICE, service=PPT), categories=(facts.Category.EDUCATION,))
    tale.given("the mother says yes to learning alone", narrow, by=TEACHER)
    tale.given("PPT joins", facts.ServiceJoined(joining=PPT), by=TEACHER)
    tale.given("the adviser comes", joins, by=TEACHER)
    tale.when("they discuss it", _called("droft", "teacher", "adviser"), by=TEACHER)
    tale.is_refused("arena_by_consent_or_anonymous")
    assert "«Drøft med andre tenester»" in tale.said("nn")
    by_consent = Tale(GUIDE).told().brings_in()
    by_consent.given("the adviser comes", joins, by=TEACHER)
    by_consent.when("they discuss it", _called("droft", "teacher", "adviser"), by=TEACHER).is_admitted()


def test_a_concern_about_an_unborn_child() -> None:
    """It counts as a concern like any other."""
    woman = facts.Concerned("mother", dt.date(1998, 2, 2), pregnant=True)
    tale = Tale(GUIDE).wonders(woman, facts.Concerned("unborn", bti.Unborn.UNBORN)).describes()
    shared = facts.ConcernShared(
        concern=tale.concern, with_=SharedWith.CHILD, person="mother", category=facts.Category.HEALTH
    )
    tale.does("0.1", "0.2").given("it is shared with the pregnant woman", shared, by=TEACHER)
    assert tale.does("0.3").step == "0.4"


def test_an_nn_case_is_anonymous() -> None:
    """Before a concern is taken further another service is asked about somebody without a name."""
    asked = facts.AnonymousDiscussionHeld(
        asked=PPT, purpose=facts.DiscussionPurpose.GROUND, category=facts.Category.EDUCATION
    )
    Tale(GUIDE).wonders().when("PPT is asked", asked, by=TEACHER).is_admitted()
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3")
    tale.tries("0.4", "level_2").is_refused("step_needs_one_of")
    assert "at det er drøfta anonymt" in tale.said("nn")
    tale.given("PPT is asked", asked, by=TEACHER)
    assert tale.goes("0.4", "level_2").step == "2.1"


def test_taken_further_within_the_service_it_may_be_discussed() -> None:
    """To level 1 a case goes without; that it could be discussed first is shown as advice."""
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3").tries("0.4", "level_1")
    assert "drøftet anonymt" in tale.said_as_advice("step_needs_one_of")


def test_several_services_take_consent() -> None:
    """Another service joins with consent alone."""
    tale = Tale(GUIDE).told()
    tale.when("PPT joins", facts.ServiceJoined(joining=PPT), by=TEACHER).is_refused()
    tale.brings_in()


def test_an_agency_meeting_takes_consent() -> None:
    """Services meet without the family only with consent to it; afterwards the guardians are to hear of it."""
    held = facts.MeetingHeld(
        purpose=MeetingKind.SERVICES_ONLY,
        present=("teacher", "adviser"),
        arena="instansmote",
        category=facts.Category.COORDINATION,
    )
    joins = facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1")
    bounded = Tale(GUIDE).told().asks(Scope.SERVICE, PPT)
    narrow = attrs.evolve(Tale.yes(scope=Scope.SERVICE, service=PPT), categories=(facts.Category.EDUCATION,))
    bounded.given("the mother says yes to learning alone", narrow, by=TEACHER)
    bounded.given("PPT joins", facts.ServiceJoined(joining=PPT), by=TEACHER)
    bounded.given("the adviser comes", joins, by=TEACHER)
    bounded.when("the services meet", held, by=TEACHER).is_refused("services_meet_by_consent", "arena_needs_consent")
    assert "«Instansmøte» krev samtykke" in bounded.said("nn")
    tale = Tale(GUIDE).told().brings_in()
    tale.given("the adviser comes", joins, by=TEACHER)
    tale.when("the services meet", held, by=TEACHER).is_admitted()
    assert isinstance(tale.verdict, bti.Admitted)
    (after,) = [reason for reason in tale.verdict.advice if reason.code == "arena_afterwards"]
    assert after.text("nn") == "Etter møtet: Gi dei føresette tilbakemelding. Ansvarleg: stafetthaldaren."
    assert "guardians_get_feedback" in {reason.code for reason in tale.verdict.advice}
    assert any("Gi dei føresette tilbakemelding" in one for one in _agenda(tale))
    (meeting,) = tale.spine.meetings.held
    feedback = facts.MinutesWritten(meeting=meeting, category=facts.Category.COORDINATION)
    tale.given("the guardians read what came of it", feedback, by=TEACHER)
    assert not any("Gi dei føresette tilbakemelding" in one for one in _agenda(tale))


def _agenda(tale: Tale) -> list[str]:
    """Return what the teacher is told to do, in nynorsk."""
    return [one.text("nn") for one in tale.engine.agenda(tale.case, by=TEACHER, now=tale.now)]


def test_the_holder_may_be_of_another_service() -> None:
    """As a rule from kindergarten, school or health station, with no remark; from PPT it may be, with advice."""
    near = Tale(GUIDE).told().does("0.1", "0.2", "0.3").goes("0.4", "level_1")
    near.when("the teacher is appointed", facts.BatonAppointed(to="teacher"), by=near.head)
    assert near.said_as_advice("role_not_preferred") == ""
    far = Tale(GUIDE).told().does("0.1", "0.2", "0.3").brings_in().goes("0.4", "level_1")
    far.given("the adviser comes", facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), by=TEACHER)
    far.when("PPT is appointed on level 1", facts.BatonAppointed(to="adviser"), by=far.head).is_admitted()
    assert far.said_as_advice("role_not_preferred")
    assert "Handlingsrettleiar for Sula" in far.cited("nn")
    tale = Tale(GUIDE).told().does("0.1", "0.2", "0.3").brings_in().goes("0.4", "level_2")
    tale.given("the adviser comes", facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), by=TEACHER)
    tale.when("the head appoints", facts.BatonAppointed(to="adviser"), by=tale.head).is_admitted()


def test_the_family_says_no_to_another_service_and_the_case_goes_on() -> None:
    """A refused consent leaves the case with the school."""
    tale = Tale(GUIDE).told().asks(Scope.SERVICE, PPT)
    tale.given("the mother says no", facts.ConsentRefused(scope=Scope.SERVICE, service=PPT, giver="mother"), by=MOTHER)
    assert tale.does("0.1", "0.2", "0.3").step == "0.4"


def test_what_is_missing_is_the_common_cores() -> None:
    """No step and no title of a level is Sula's own; all are known to be inherited."""
    assert len(GUIDE.missing) == 8
    assert all(GUIDE.is_inherited(level.origin) for level in GUIDE.levels)
    assert all(GUIDE.is_inherited(step.origin) for level in GUIDE.levels for step in level.steps)
    assert GUIDE.is_inherited(GUIDE.consent.own_age.origin)


def _called(arena: str, *invited: str, initiative: facts.Initiative | None = None) -> facts.MeetingCalled:
    return facts.MeetingCalled(
        purpose=MeetingKind.COORDINATION,
        day=dt.date(2026, 6, 1),
        invited=invited or ("teacher", "mother"),
        arena=arena,
        initiative=initiative,
    )


def test_the_fixed_talk_is_no_meeting_of_a_case() -> None:
    """Foreldresamtale is about every child, once or twice a year: shown in the guide, and no meeting of one case."""
    tale = Tale(GUIDE).told()
    tale.when("it is named", _called("foreldresamtale"), by=TEACHER).is_refused("arena_is_of_every_child")
    assert "handlar om alle barn" in tale.said("nn")
    assert "éin til to gonger i året" in guide_html(GUIDE, "nn")


def test_the_important_talk_is_with_the_parents() -> None:
    """Den viktige samtalen is on level 0, with guardians and child, called by whoever took the concern up."""
    tale = Tale(GUIDE).told()
    tale.when("by the head", _called("viktig_samtale"), by=HEAD).is_refused("arena_called_by")
    both = Tale(GUIDE).told().shares(SharedWith.CHILD)
    both.when("without the child, who knows of it", _called("viktig_samtale"), by=TEACHER)
    both.is_refused("arena_with_child")
    both.when("with both", _called("viktig_samtale", "teacher", "mother", "child"), by=TEACHER).is_admitted()
    tale.when("without the mother", _called("viktig_samtale", "teacher"), by=TEACHER)
    tale.is_refused("arena_with_guardians")
    tale.when("with her", _called("viktig_samtale"), by=TEACHER).is_admitted()


def test_the_holder_calls_to_the_log_meeting() -> None:
    """Møte der ein opprettar stafettlogg: on level 1, and called by the holder."""
    tale = Tale(GUIDE).told()
    tale.when("too early, by nobody in particular", _called("loggmote"), by=TEACHER)
    tale.is_refused("arena_level", "arena_called_by")
    tale.does("0.1", "0.2", "0.3").goes("0.4", "level_1").holds()
    tale.when("by the holder on level 1", _called("loggmote"), by=TEACHER).is_admitted()
    tale.shares(SharedWith.CHILD).when("without the child", _called("loggmote"), by=TEACHER)
    tale.is_refused("arena_with_child")
    assert "«Møte der ein opprettar stafettlogg»" in tale.said("nn")


@pytest.mark.parametrize(("born", "admitted"), [(2009, False), (2015, True)], ids=["seventeen", "eleven"])
def test_samba_is_for_those_up_to_16(born: int, admitted: bool) -> None:
    """SamBa: guidance for 0–16 years by health station, child welfare and PPT, also on initiative from outside."""
    tale = Tale(GUIDE).wonders(facts.Concerned("child", dt.date(born, 1, 1))).describes().names_mother()
    tale.shares(SharedWith.GUARDIAN)
    outside = facts.Initiative.OUTSIDE_PROFESSIONAL
    tale.when("SamBa is asked for", _called("samba", initiative=outside), by=TEACHER)
    tale.is_refused(*([] if admitted else ["arena_age"]), "arena_members")
    assert "Helsestasjon" in tale.said("nn")
    assert "Skule" not in tale.said("nn")  # the teacher who calls is of the school
    neighbour = _called("samba", initiative=facts.Initiative.PRIVATE_PERSON)
    tale.when("a neighbour asks for it", neighbour, by=TEACHER)
    tale.is_refused(*([] if admitted else ["arena_age"]), "arena_members", "arena_initiative")
    tale.when("they are not to be had, and it is said why", _called("samba"), by=TEACHER, because="Det hastar.")
    tale.is_admitted()


def test_staff_of_the_school_sit_in_both_teams() -> None:
    """SamBa and TBU held without anybody of the child's school ask why; a kindergarten's case misses no school."""
    for arena in ("samba", "tbu"):
        held = facts.MeetingHeld(
            purpose=MeetingKind.COORDINATION, present=("mother",), arena=arena, category=facts.Category.EDUCATION
        )
        tale = Tale(GUIDE).told()
        tale.when("nobody of the school was there", held, by=TEACHER)
        assert "Skule" in tale.said("nn")
    young = Tale(GUIDE, teller=PEDAGOGUE, head=KINDERGARTEN_HEAD).told()
    young.when("a kindergarten's case in SamBa", _called("samba", "pedagogue", "mother"), by=PEDAGOGUE)
    young.is_refused("arena_members")
    assert "Skule" not in young.said("nn")


def test_tbu_has_its_own_consent() -> None:
    """TBU: on the school's initiative, with its own form of consent, whatever else was consented to."""
    tale = Tale(GUIDE).told()
    call = _called("tbu")
    tale.when("without consent", call, by=TEACHER, because="Det hastar.").is_refused("arena_needs_own_consent")
    asked = facts.ConsentAsked(scope=Scope.ARENA, arena="tbu", of=("mother",))
    tale.given("the mother is asked on the form of the team", asked, by=TEACHER)
    yes = attrs.evolve(Tale.yes(), scope=Scope.ARENA, arena="tbu")
    tale.given("she says yes", yes, by=TEACHER)
    tale.when("with it", call, by=TEACHER, because="Leiarane kjem.").is_admitted()


def test_the_coordinator_calls_the_ip_group() -> None:
    """IP-gruppe: the coordinator leads it, whoever else calls has to say why."""
    tale = Tale(GUIDE).told()
    tale.when("the teacher calls", _called("ip_gruppe"), by=TEACHER).is_refused("arena_called_by")


def test_waiting_to_see_is_ruled_out() -> None:
    """From the concern on somebody is to take hold of it, each concern for itself, until it is put into words."""
    tale = Tale(GUIDE).wonders()
    duty = tale.owed()["duty_to_act"]
    assert duty.text("nn") == "Ta tak i uroa: det går ikkje an å vente og sjå, eller å lite på at andre merkar det."
    assert (duty.binding, duty.who[0].persons) == ("must", ("teacher",))
    assert "duty_to_act" not in tale.describes().owed()
    tale.given("another concern", facts.ConcernRaised(category=facts.Category.EDUCATION), by=TEACHER)
    assert "duty_to_act" in tale.owed()


def test_the_childs_voice_is_heard() -> None:
    """Owed from the concern until the child is heard, and it gates nothing."""
    tale = Tale(GUIDE).told()
    assert tale.owed()["childs_voice"].text("nn") == "Høyr barnet, og gi stemma vekt etter alder og mogning."
    tale.plans()
    assert "childs_voice" in tale.owed()
    assert "childs_voice" not in tale.hears().owed()
