"""The acts of the situations that are facts of a case, and the case in which each is offered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import bti
from bti import facts
from bti.facts import (
    Category,
    DocumentSort,
    Fact,
    Form,
    RequestAbout,
    Responsibility,
    SharedWith,
    TransitionKind,
)
from bti.people import Actor, Professional, Service
from bti.record.note import Note
from tests.law.playing import KINDS, OFFICE, Played

__all__ = ["ACTS", "ALONE", "Act", "carry_over"]

Act: TypeAlias = Callable[[Played, Mapping[str, Any]], tuple[Fact, Actor]]
EDUCATION: Final = Category.EDUCATION

# --- the log and the services in it ----------------------------------------------------------------------------------


def open_log(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Open the log."""
    played.to_level_1()
    return facts.LogOpened(), played.leader


def join(_played: Played, act: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Let a further service in."""
    return facts.ServiceJoined(joining=Service(act["to"], KINDS[act["to"]])), _played.worker


def let_in(played: Played, act: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Let a nurse of the station join, once the station itself has."""
    played.with_log()
    played.play(facts.ServiceJoined(joining=Service("health-station", "health_station")), played.worker)
    joined = facts.PersonJoined(person=act["who"], role="public_health_nurse", of="health-station")
    return joined, played.worker


def offer_baton(played: Played, act: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Offer the baton to another service."""
    played.to_level_1()
    return facts.BatonOffered(to=f"somebody-at-{act['to']}"), played.worker


def carry_over(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Carry information over to the service that receives the child."""
    situation = played.situation
    receiving = Service(situation.get("service", "elsewhere"), "school")
    kind = {"kindergarten-to-school": TransitionKind.TO_SCHOOL, "school-change": TransitionKind.TO_OTHER_SCHOOL}
    planned = facts.TransitionPlanned(
        transition_kind=kind.get(situation["scope"], TransitionKind.TO_OTHER_MUNICIPALITY),
        day=situation["date"],
        receiving=receiving,
    )
    transition = played.play(planned, played.worker)
    carried = facts.InformationCarriedOver(transition=transition, to=receiving.ref, categories=(EDUCATION,))
    return carried, played.worker


def take_over(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Take the log over at the receiving service, with the consents that were given."""
    situation = played.situation
    receiving = Service(situation["service"], "school")
    played.home, played.worker = receiving, Professional("worker", "contact_teacher", receiving)
    case, played.case = played.case, bti.Case.empty("case-2")
    guardians = situation["guardians"]
    held = [one for one in case.spine.consents.given() if one.given_on is not None]
    fact = facts.CaseTakenOver(
        persons=tuple(facts.Concerned(one["id"], one["born"]) for one in situation["persons"]),
        home=receiving,
        as_of=situation["date"],
        taken_from=facts.TakenFrom.OTHER_SERVICE,
        step="1.1",
        told=tuple(one["id"] for one in situation["persons"]),
        guardians=tuple(facts.TakenGuardian(one["id"], bool(one.get("lives_with")), True) for one in guardians),
        log_since=situation["date"] - dt.timedelta(days=7),
        consents=tuple(
            facts.TakenConsent(
                giver=one.giver,
                scope=one.scope,
                service=receiving if one.scope.names_service else None,
                form=Form.WRITTEN,
                categories=one.categories,
                given_on=one.given_on or situation["date"],
                valid_until=one.valid_until or situation["date"],
            )
            for one in held
        ),
    )
    return fact, played.worker


def attend(played: Played, act: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Call somebody to a meeting about the child."""
    called = facts.MeetingCalled(purpose=facts.MeetingKind.OTHER, day=played.situation["date"], invited=(act["who"],))
    return called, played.worker


def meet(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Call a kind of meeting at which the child is talked of."""
    called = facts.MeetingCalled(
        purpose=facts.MeetingKind.OTHER,
        day=played.situation["date"],
        arena=played.situation["arena"].replace("-", "_"),
        invited=("worker",),
    )
    return called, played.worker


# --- what the family says --------------------------------------------------------------------------------------------


def consent(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Write down the last answer of the situation."""
    one = played.situation["consents"][-1]
    if "nobody-asked" not in played.facts:
        played.asks(one)
    giver = played.situation.get("giver")
    return played.given(one), played.worker if giver is None else played.speaks(giver)


def withdraw(played: Played, act: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Withdraw a consent to the log."""
    consent_id = played.ids["open-log", act["who"]]
    return facts.ConsentWithdrawn(consent=consent_id), played.speaks(played.situation["giver"])


def record_authority(played: Played, act: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Write down that one guardian lets the other answer."""
    other = next(one["id"] for one in played.situation["guardians"] if one["id"] != act["who"])
    form = Form.ORAL if "by-word-of-mouth" in played.facts else Form.WRITTEN
    giver = played.situation.get("giver")
    by = played.worker if giver is None else played.speaks(giver)
    return facts.GuardianAuthorised(guardian=act["who"], authorised=other, form=form), by


def name_guardian(played: Played, act: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Write somebody down as guardian, with the responsibility they have."""
    one = next(one for one in played.situation["others"] if one["id"] == act["who"])
    held = Responsibility.HELD if one["parental"] else Responsibility.NOT_HELD
    return facts.GuardianNamed(person=one["id"], lives_with=False, responsibility=held), played.worker


def name_decider(played: Played, act: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Write down who decides under a care order."""
    (order,) = played.situation["orders"]
    (child,) = (one["id"] for one in played.situation["persons"])
    made = facts.CareOrderMade(
        child=child, ground=facts.CareGround.CARE_ORDER, decider=act["who"], at_home=True, made_on=order["made"]
    )
    return made, played.worker


# --- hearing, measures, plans and coordination -----------------------------------------------------------------------


def leave_unheard(played: Played, act: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Write down that a child is too young to be heard."""
    unheard = facts.ChildHeard(person=act["who"], reason=facts.NotHeard.TOO_YOUNG, category=EDUCATION)
    return unheard, played.worker


def evaluate(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Evaluate a measure, after the child has been heard unless the situation says otherwise."""
    day = played.situation["date"] + dt.timedelta(days=60)
    planned = facts.MeasurePlanned(responsible="worker", evaluate_by=day, category=EDUCATION)
    measure = played.play(planned, played.worker)
    played.play(facts.MeasureStarted(measure=measure), played.worker)
    if "child-not-heard" not in played.facts:
        for one in played.situation["persons"]:
            heard = facts.ChildHeard(person=one["id"], how=facts.Heard.TALK, category=EDUCATION)
            played.play(heard, played.worker)
    evaluated = facts.MeasureEvaluated(
        measure=measure,
        effect=facts.Effect.SOME,
        outcome=facts.MeasureOutcome.GOES_ON,
        evaluate_by=day,
        category=EDUCATION,
    )
    return evaluated, played.worker


def assessment(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """File what PPT has assessed."""
    filed = facts.DocumentFiled(document="opinion-1", sort=DocumentSort.EXPERT_OPINION, category=EDUCATION)
    return filed, played.worker


def plan(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Link an individual plan."""
    return facts.PlanLinked(plan_kind=facts.PlanKind.IP, reference="ip-1"), played.worker


def second_plan(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Link another individual plan beside the one that stands."""
    played.play(facts.PlanLinked(plan_kind=facts.PlanKind.IP, reference="ip-1"), played.worker)
    return facts.PlanLinked(plan_kind=facts.PlanKind.IP, reference="ip-2"), played.worker


def choose_what_becomes_of_the_log(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Choose what becomes of the log beside a plan."""
    kind = facts.PlanKind.IOP if "plan-is-of-another-kind" in played.facts else facts.PlanKind.IP
    linked = played.play(facts.PlanLinked(plan_kind=kind, reference="plan-1"), played.worker)
    return facts.LogAndPlanChosen(plan=linked, log=facts.LogBesidePlan.BOTH_STAND), played.worker


def name_barnekoordinator(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Appoint a child coordinator."""
    return facts.CoordinatorAppointed(person="worker", as_=facts.CoordinatorKind.CHILD), played.leader


def give_baton(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Give the baton to somebody, after a child coordinator was appointed where the situation says so."""
    played.to_level_1()
    if "barnekoordinator-appointed" in played.facts:
        played.play(*name_barnekoordinator(played, {}))
    return facts.BatonAppointed(to="worker"), played.leader


def set_need_aside(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Set a need aside for arrivals from Ukraine."""
    need = facts.NeedSeen(need=facts.Need.INDIVIDUAL_PLAN, category=Category.COORDINATION)
    seen = played.play(need, played.worker)
    followed = facts.NeedFollowedUp(seen=seen, how=facts.NeedFollowUp.SET_ASIDE, category=Category.COORDINATION)
    return followed, played.worker


def preliminary_answer(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Tell whoever asked that the answer takes longer."""
    about = RequestAbout.ACCESS if "access-asked-for" in played.facts else RequestAbout.DECISION
    request = played.play(facts.RequestMade(about=about, category=Category.COORDINATION), played.speaks("mona"))
    if "request-answered" in played.facts:
        answer = facts.RequestAnswered(
            request=request, answer=facts.RequestAnswer.GRANTED, category=Category.COORDINATION
        )
        played.play(answer, played.worker)
    told = facts.PreliminaryAnswerGiven(
        request=request,
        expected_by=played.situation["date"] + dt.timedelta(days=30),
        category=Category.COORDINATION,
    )
    return told, played.worker


# --- protection, and who may not be told -----------------------------------------------------------------------------


def report(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Report to child welfare, alone."""
    return facts.ReportedToChildWelfare(receiver=OFFICE, category=Category.WELFARE), played.worker


def avert(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Avert, through the police."""
    return facts.HarmAverted(through=facts.Averting.POLICE, category=Category.WELFARE), played.worker


def alert(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Call for help."""
    return facts.EmergencyCalled(called=facts.Emergency.AMBULANCE, category=Category.HEALTH), played.worker


def notify_guardians(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Tell a guardian, after somebody has written down a suspicion where the situation says so."""
    said, by = set(played.facts), played.worker
    guardian = played.situation["guardians"][0]["id"]
    if {"violence-suspected", "violence-suspected-in-matter-1"} & said:
        author = by if "asker-is-insider" in said else Professional("somebody-else", by.role, by.service)
        played.play(facts.SuspicionRecorded(category=Category.WELFARE), author)
        if "released-by-child-welfare" in said:
            matter, said_by = next(iter(played.case.matters)), facts.Releasing.CHILD_WELFARE
            released = facts.MatterReleased(
                matter=matter, guardian=guardian, said_by=said_by, category=Category.WELFARE
            )
            played.play(released, author)
    return share_concern(played, {"who": guardian})


def enter_violence_as_a_pathway(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Enter what is suspected as a pathway of the case book."""
    entered = facts.PathwayEntered(which=facts.PathwayKind.OTHER, code="violence", category=Category.WELFARE)
    return entered, played.worker


def share_concern(played: Played, act: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Tell a guardian of the concern, in a family where an address may be graded."""
    for one in played.situation["persons"]:
        if "address" in one:
            near = tuple(each["id"] for each in played.situation["guardians"] if each["id"] != act["who"])
            grade = facts.Grade(one["address"].replace("-", "_"))
            played.play(facts.AddressGraded(person=one["id"], grade=grade, may_know=near), played.worker)
    told = facts.ConcernShared(concern=played.concern, with_=SharedWith.GUARDIAN, person=act["who"], category=EDUCATION)
    return told, played.worker


NUMBER: Final = "01010112345"
"""The form of a national identity number; nobody's."""


def discussion(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Discuss with another service with nobody to be recognised.

    What was said fits as many as the situation says. A name, a number, a link or an attachment can stand only where the
    service asked is named, which is the one reference the fact has.
    """
    said = set(played.facts)
    asked = OFFICE
    if "contains-name" in said:
        asked = Service(played.situation["persons"][0]["id"], OFFICE.kind)
    if "contains-national-id" in said:
        asked = Service(NUMBER, OFFICE.kind)
    if "contains-log-link" in said:
        asked = Service(played.concern, OFFICE.kind)
    if "contains-attachment" in said:
        filed = facts.DocumentFiled(document="note-1", sort=DocumentSort.OTHER, category=EDUCATION)
        asked = Service(played.play(filed, played.worker), OFFICE.kind)
    fits = next((int(one.split("-")[1]) for one in played.facts if one.startswith("fits-")), None)
    purpose = next(iter(facts.DiscussionPurpose))
    held = facts.AnonymousDiscussionHeld(asked=asked, purpose=purpose, fits=fits, category=EDUCATION)
    return held, played.worker


# --- keeping ---------------------------------------------------------------------------------------------------------


def _written(played: Played) -> str:
    said = facts.ConcernDescribed(concern=played.concern, category=EDUCATION, note=Note.of("away on Sunday"))
    return played.play(said, played.worker)


def correct_by_adding(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Add what should have been written."""
    right = facts.ConcernDescribed(
        concern=played.concern, category=EDUCATION, note=Note.of("away on Monday 16 February")
    )
    return facts.EntryCorrected(entry=_written(played), instead=right), played.worker


def overwrite(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Put something else in the place of what was written; nothing there is changes it where it stands."""
    other = facts.ConcernRaised(category=EDUCATION)
    return facts.EntryCorrected(entry=_written(played), instead=other), played.worker


def delete(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Erase an entry that is about this child."""
    return facts.EntryErased(entry=_written(played), decision="wish-1"), played.leader


def erase_text(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Erase a text by decision."""
    return facts.TextErased(entry=_written(played), decision="decision-1"), played.leader


ACTS: Final[Mapping[str, Act]] = {
    "notify-guardians": notify_guardians,
    "offer-baton": offer_baton,
    "open-log": open_log,
    "report": report,
    "avert": avert,
    "alert": alert,
    "attend": attend,
    "join": join,
    "take-over": take_over,
    "ppt-assessment": assessment,
    "individual-plan": plan,
    "second-plan": second_plan,
    "anonymous-discussion": discussion,
    "correct-by-adding": correct_by_adding,
    "overwrite": overwrite,
    "delete": delete,
    "erase-text-by-decision": erase_text,
}
"""By act: the fact that records it. Of these acts the law is asked too."""

ALONE: Final[Mapping[str, Act]] = {
    "choose-what-becomes-of-the-log": choose_what_becomes_of_the_log,
    "consent": consent,
    "enter-violence-as-a-pathway": enter_violence_as_a_pathway,
    "evaluate": evaluate,
    "give-baton": give_baton,
    "leave-unheard": leave_unheard,
    "let-in": let_in,
    "meet": meet,
    "name-barnekoordinator": name_barnekoordinator,
    "name-decider": name_decider,
    "name-guardian": name_guardian,
    "preliminary-answer": preliminary_answer,
    "record-authority": record_authority,
    "set-need-aside": set_need_aside,
    "share-concern": share_concern,
    "withdraw": withdraw,
}
"""Acts of writing something down: a case alone decides on them."""
