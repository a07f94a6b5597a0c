"""Sula: the kinds of meeting a municipality has around a child (seed 003), as stories, read in nynorsk.

Told under Sula's own guide: each meeting names its arena and is held to what the guide says of it. One by one the
rules of the arenas are shown in `tests/guides/test_sula.py`. A team that gives advice is named as a service of the
nearest kind there is.
"""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import (
    AdviceGround,
    Category,
    CoordinatorKind,
    DiscussionPurpose,
    MeetingKind,
    PathwayKind,
    PlanKind,
    SharedWith,
)
from bti.people import Professional, Service
from bti.testing.story import Story
from tests.stories.cast import (
    ADVISER,
    CHILD,
    CONTACT_PERSON,
    COORDINATOR,
    HEALTH_STATION,
    MOTHER,
    NURSE,
    PPT,
    SCHOOL_HEAD,
    TEACHER,
    advice,
    advised,
    begin,
    comes_in,
    consents,
    decides_to_help,
    holds,
    in_charge,
    log_is,
    log_of,
    measure,
    opens,
    tells_parents,
    wonders,
    words,
)
from tests.values.norwegian import strange

SOON = dt.date(2026, 9, 14)
SAMBA = Service("samba-teamet", "coordinating_unit")


def _held(
    kind: MeetingKind,
    *present: str,
    call: str | None = None,
    note: str = "Vi vart samde.",
    arena: str | None = None,
    absent: tuple[str, ...] = (),
) -> tuple[facts.MeetingHeld, ...]:
    return (
        facts.MeetingHeld(
            purpose=kind,
            present=present,
            absent=absent,
            meeting=call,
            arena=arena,
            category=Category.COORDINATION,
            note=words(note),
        ),
    )


def _called(
    kind: MeetingKind, *invited: str, agenda: str = "Korleis går det?", arena: str | None = None
) -> facts.MeetingCalled:
    return facts.MeetingCalled(purpose=kind, day=SOON, invited=invited, arena=arena, agenda=words(agenda))


def _told() -> Story:
    """Return a story in which the school has talked with the mother."""
    story = begin("sula")
    concern = wonders(story, by=TEACHER)
    tells_parents(story, concern, by=TEACHER)
    return story


def _with_log() -> Story:
    """Return a story with a log, a holder and PPT in it."""
    story = _told()
    decides_to_help(story, by=TEACHER)
    consents(story, "mother", by=TEACHER)
    first = _held(MeetingKind.SHARED_UNDERSTANDING, "mother", "astrid", note="Det første møtet")
    story.given("they meet", *first, by=TEACHER)
    story.given("the log is opened", facts.LogOpened(), by=TEACHER)
    holds(story, TEACHER, appointed_by=SCHOOL_HEAD)
    comes_in(story, ADVISER, by=TEACHER)
    return story


def _consents_to_the_team(story: Story) -> None:
    """Let Maria sign the form of the consultation team."""
    asked = facts.ConsentAsked(scope=facts.Scope.ARENA, arena="tbu", of=("mother",))
    story.given("Maria is given the form of the team", asked, by=TEACHER)
    yes = facts.ConsentGiven(
        scope=facts.Scope.ARENA,
        arena="tbu",
        giver="mother",
        form=facts.Form.WRITTEN,
        categories=tuple(Category),
        valid_until=dt.date(2027, 8, 24),
    )
    story.given("she signs it", yes, by=TEACHER)


def _reads_in_nynorsk(story: Story, *said: str) -> None:
    """Insist that Maria's page says this, and has no word of bokmål on it."""
    page = log_of(story, MOTHER, "nn").replace("so quiet", "")
    for one in said:
        story.then(f"Maria reads: {one}", one in page)
    story.then("in nynorsk all through", not strange("nn", page))


def test_the_fixed_talk_with_parents_may_be_where_it_begins() -> None:
    """Foreldresamtale: twice a year with everybody and no case; what is worried about there begins one."""
    story = begin("sula")
    story.given("the school opens a case after it", opens(TEACHER.service), by=TEACHER)
    worry = facts.ConcernRaised(category=Category.EDUCATION, note=words("Ho vil ikkje på skulen."))
    concern = story.given("Astrid writes down what was said", worry, by=TEACHER)
    tells_parents(story, concern, by=TEACHER)
    acute = facts.MeetingHeld(purpose=MeetingKind.OTHER, present=("mother", "astrid"), category=Category.EDUCATION)
    story.given("they talk again, out of turn", acute, by=TEACHER)
    _reads_in_nynorsk(story, "møte halde: anna", "til stades: Maria, Astrid")


def test_the_important_talk_is_the_sharing_of_the_concern() -> None:
    """Den viktige samtalen: parent and child are told, and from then on are in it."""
    story = _told()
    concern = next(iter(story.spine.concerns.raised))
    talk = facts.ConcernShared(
        concern=concern,
        with_=SharedWith.CHILD,
        person="child",
        category=Category.EDUCATION,
        note=words("Oda er lei av bråket."),
    )
    story.given("Astrid talks with Oda", talk, by=TEACHER)
    story.then("Oda sees what was shared", "Oda er lei av bråket." in log_of(story, CHILD, "nn"))
    _reads_in_nynorsk(story, "uro delt: ein føresett; Maria", "uro delt: barnet eller den unge; Oda")


def test_the_meeting_in_which_the_log_is_opened_ends_with_goal_measure_and_log() -> None:
    """The problem is put together, goal and measure are agreed, the log is opened, all in one."""
    story = _told()
    decides_to_help(story, by=TEACHER)
    holds(story, TEACHER, appointed_by=SCHOOL_HEAD)
    call = story.given(
        "Astrid calls", _called(MeetingKind.SHARED_UNDERSTANDING, "mother", "astrid", arena="loggmote"), by=TEACHER
    )
    story.later(weeks=3)
    goal = facts.GoalAgreed(category=Category.EDUCATION, note=words("Oda har nokon å vere saman med."))
    plan = measure("astrid", evaluate_by=dt.date(2026, 12, 1), what="Ein fast ven i friminuttet")
    act = (*_held(MeetingKind.SHARED_UNDERSTANDING, "mother", "astrid", call=call), goal, plan)
    story.when("the log is opened before Maria was asked", *act, facts.LogOpened(), by=TEACHER)
    story.is_refused("log_needs_consent")
    consents(story, "mother", by=TEACHER)
    story.given("it is opened with her consent", *act, facts.LogOpened(), by=TEACHER)
    _reads_in_nynorsk(story, "Ein fast ven i friminuttet", "stafettlogg opna: digital", "Astrid (stafetthaldar)")


def test_another_service_is_asked_without_a_name_before_anybody_consented() -> None:
    """NN-sak: nobody in it can be recognised, the case stays where it is, and no service joins by it."""
    story = begin("sula")
    wonders(story, by=TEACHER)
    discussion = facts.AnonymousDiscussionHeld(
        asked=PPT,
        purpose=DiscussionPurpose.GROUND,
        category=Category.EDUCATION,
        note=words("Kva er vanleg for ein tiåring?"),
    )
    story.given("Astrid discusses with PPT", discussion, by=TEACHER)
    story.then("she is warned that nobody checks what she wrote", "note_is_not_read" in advised(story))
    story.then("PPT is not in it", lambda spine: PPT.ref not in spine.people.services)
    advised_by = facts.AdviceReceived(adviser=PPT, ground=AdviceGround.ANONYMOUS, category=Category.EDUCATION)
    story.given("PPT gives advice", advised_by, by=TEACHER)
    page = log_of(story, TEACHER, "nn")
    story.then("it is called what it is", "anonym drøfting halden" in page and "råd teke imot" in page)


def test_another_service_is_asked_by_name_with_consent_and_not_as_anonymous_once_it_knows_her() -> None:
    """Drøft: by consent to that service; where it takes part nothing is anonymous any more."""
    story = _told()
    by_name = facts.AdviceReceived(adviser=PPT, ground=AdviceGround.CONSENT, category=Category.EDUCATION)
    story.when("PPT is asked by name", by_name, by=TEACHER).is_refused("advice_needs_consent")
    consents(story, "mother", by=TEACHER, to=PPT)
    story.given("PPT is asked by name with consent", by_name, by=TEACHER)
    story.given("PPT comes in", facts.ServiceJoined(joining=PPT), by=TEACHER)
    discussion = facts.AnonymousDiscussionHeld(asked=PPT, purpose=DiscussionPurpose.HELP, category=Category.EDUCATION)
    story.when("PPT is asked as if it did not know her", discussion, by=TEACHER).is_refused("not_anonymous_there")
    _reads_in_nynorsk(story, "råd teke imot")


def test_a_cooperation_group_meets_with_the_family_and_every_service_that_has_consent() -> None:
    """Samarbeidsgruppe: whoever has not been consented to is neither called nor there."""
    story = _with_log()
    call = _called(MeetingKind.COORDINATION, "mother", "astrid", "jorunn", "guro", arena="samarbeidsgruppe")
    story.when("the nurse is called without consent", call, by=TEACHER).is_refused("unknown_reference")
    comes_in(story, NURSE, by=TEACHER)
    story.given("with consent she is", call, by=TEACHER)
    _reads_in_nynorsk(story, "møte kalla inn: samordning", "saksliste: Korleis går det?", "Guro")


def test_a_samba_meeting_gives_advice_early_with_the_parents_in_it() -> None:
    """SamBa: the team guides by consent, while it is still small; the case goes on where it stood."""
    story = _told()
    request = facts.RequestMade(
        about=facts.RequestAbout.SERVICE, category=Category.FAMILY, note=words("Kan vi få time i SamBa?")
    )
    asked = story.given("Maria asks for a time in SamBa", request, by=MOTHER)
    yes = facts.RequestAnswered(request=asked, answer=facts.RequestAnswer.GRANTED, category=Category.FAMILY)
    story.given("Astrid says yes", yes, by=TEACHER)
    before = story.spine.track.position
    consents(story, "mother", by=TEACHER, to=SAMBA)
    meeting = _held(MeetingKind.OTHER, "mother", "astrid", note="SamBa-møte", arena="samba")
    guidance = facts.AdviceReceived(
        adviser=SAMBA,
        ground=AdviceGround.CONSENT,
        category=Category.EDUCATION,
        note=words("Prøv korte dagar først."),
    )
    act = (*meeting, guidance)
    story.when("they meet", *act, by=TEACHER).is_refused("arena_members")
    assert isinstance(story.verdict, bti.Refused)
    story.then("it is said who sits in it", "Helsestasjon" in story.verdict.reasons[0].text("nn"))
    why = "Dei tre fagområda er der for SamBa-teamet."
    story.given("they meet and get advice", *act, by=TEACHER, because=why)
    story.then("the case stands where it stood", story.spine.track.position == before)
    _reads_in_nynorsk(story, "Prøv korte dagar først.", "SamBa-møte", "Kan vi få time i SamBa?")


def test_sudden_change_or_absence_that_cannot_wait_goes_to_the_consultation_team() -> None:
    """TBU: the school begins a pathway for absence at once, counts, meets with the leaders and makes a plan."""
    story = _with_log()
    entered = facts.PathwayEntered(which=PathwayKind.ABSENCE, category=Category.EDUCATION)
    pathway = story.given("the absence is followed up by itself", entered, by=TEACHER)
    counts = facts.CountsReported(
        counted=facts.Counted.DAYS_ABSENT,
        number=9,
        from_=dt.date(2026, 8, 17),
        to=dt.date(2026, 8, 24),
        pathway=pathway,
        category=Category.EDUCATION,
    )
    story.given("the school reports what it has counted", counts, by=TEACHER)
    consents(story, "mother", by=TEACHER, to=HEALTH_STATION)
    consents(story, "mother", by=TEACHER, to=CONTACT_PERSON.service)
    team = _held(MeetingKind.OTHER, "mother", "astrid", "jorunn", note="TBU konsultasjonsteam", arena="tbu")
    advice_of = tuple(
        facts.AdviceReceived(adviser=one, ground=AdviceGround.CONSENT, category=Category.EDUCATION)
        for one in (HEALTH_STATION, CONTACT_PERSON.service, PPT)
    )
    plan = measure("jorunn", evaluate_by=dt.date(2026, 9, 7), what="Ein samordna plan for veka")
    story.when("nobody consented to the team", *team, by=TEACHER, because="Det hastar.")
    story.is_refused("arena_needs_own_consent")
    _consents_to_the_team(story)
    why = "Fagleiarane er der for tenestene sine."
    story.given("they meet the same week", *team, *advice_of, plan, by=TEACHER, because=why)
    _reads_in_nynorsk(story, "TBU konsultasjonsteam", "Ein samordna plan for veka", "særskilt forløp starta: fråvær")


def test_an_ip_group_has_a_plan_and_a_coordinator_who_takes_over() -> None:
    """IP-gruppe: applied for, granted, led by a coordinator; where that one ends, the holder answers again."""
    story = _with_log()
    applied = facts.PlanAppliedFor(plan_kind=PlanKind.IP)
    plan = story.given("Maria applies for an individual plan", applied, by=MOTHER)
    story.given("it is granted", facts.PlanLinked(plan=plan, reference="ip-17"), by=TEACHER, because="i planen")
    comes_in(story, COORDINATOR, by=TEACHER)
    appointed = facts.CoordinatorAppointed(person="lars", as_=CoordinatorKind.PLAN)
    story.given("Lars is appointed", appointed, by=TEACHER)
    story.then("Lars coordinates", in_charge(story, MOTHER) == "lars")
    story.then("the log is open beside the plan", log_is(story, bti.LogStanding.OPEN, MOTHER))
    group = _called(
        MeetingKind.COORDINATION, "mother", "lars", "astrid", "jorunn", agenda="IP-gruppe", arena="ip_gruppe"
    )
    story.given("he calls the group", group, by=COORDINATOR)
    _reads_in_nynorsk(story, "IP-gruppe", "Lars (koordinator)", "koordinator oppnemnd")
    ended = facts.CoordinatorEnded(reason=facts.CoordinatorEnding.NO_NEED)
    story.given("later nobody needs one", ended, by=COORDINATOR)
    story.then("Astrid answers again", in_charge(story, MOTHER) == "astrid")


def test_the_services_meet_alone_only_with_consent_and_owe_the_parents_feedback() -> None:
    """Instansmøte: nobody of the family in it, consent to each service in it, and Maria hears of it and from it."""
    story = _with_log()
    alone = _held(MeetingKind.SERVICES_ONLY, "astrid", "jorunn", note="Kven gjer kva", arena="instansmote")
    with_maria = _held(MeetingKind.SERVICES_ONLY, "astrid", "jorunn", "mother")
    story.when("they call it that with Maria in it", *with_maria, by=TEACHER).is_refused("family_is_in_it")
    meeting = story.given("they meet alone", *alone, by=TEACHER)
    story.then("they are told that the parents get feedback", "guardians_get_feedback" in advised(story))
    story.then("in nynorsk too", all(not strange("nn", reason.text("nn")) for reason in advice(story)))
    feedback = facts.MinutesWritten(
        meeting=meeting, category=Category.COORDINATION, note=words("Jorunn ringjer deg kvar fredag.")
    )
    story.given("Astrid writes down what came of it", feedback, by=TEACHER)
    _reads_in_nynorsk(story, "Kven gjer kva", "Jorunn ringjer deg kvar fredag.", "møte halde: berre tenestene")


@pytest.mark.parametrize("shared", [(Category.EDUCATION,), ()], ids=["only the schooling", "nothing any more"])
def test_the_services_do_not_meet_alone_beyond_what_was_consented_to(shared: tuple[Category, ...]) -> None:
    """Who does what is coordination: without consent to share that they do not meet behind the family's back."""
    story = _with_log()
    given = next(one.id for one in story.spine.consents.given() if one.target == PPT.ref)
    if shared:
        consents(story, "mother", by=TEACHER, to=PPT, about=shared)
    else:
        story.given("Maria takes her consent to PPT back", facts.ConsentWithdrawn(consent=given), by=MOTHER)
    alone = _held(MeetingKind.SERVICES_ONLY, "astrid", "jorunn")
    story.when("they meet alone", *alone, by=TEACHER)
    story.is_refused("services_meet_by_consent" if shared else "unknown_reference")


@pytest.mark.parametrize("worker", [TEACHER, ADVISER])
def test_everybody_who_takes_part_may_call_and_write(worker: Professional) -> None:
    """No meeting waits for the holder to be at work."""
    story = _with_log()
    call = story.given("a call", _called(MeetingKind.OTHER, "mother", "astrid", "jorunn"), by=worker)
    story.later(weeks=3)
    held = _held(MeetingKind.OTHER, "astrid", "jorunn", call=call)
    minutes = facts.MinutesWritten(meeting=call, category=Category.COORDINATION)
    story.given("held, with minutes", *held, minutes, by=worker)
