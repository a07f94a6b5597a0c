"""What the law says of an act, and what a real case admits, agree: the act is played on a small case of the situation.

The situation's family, date and consents become a case; the act becomes the fact that records it. Where no fact is the
act, or no fact carries what decides, it stands in `NO_FACT`, exactly; where the engine decides otherwise than the
situation, in `OTHERWISE`, with why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

import bti
from bti import facts
from bti.facts import Category, DocumentSort, Fact, Form, Responsibility, Scope, SharedWith
from bti.people import Actor, Professional, Service, Unborn
from tests.law.test_situations import SITUATIONS

ENGINE = bti.Engine(bti.load_guide("sortland"))
HOMES = {
    "kindergarten": ("kindergarten", "pedagogical_leader", "kindergarten_head"),
    "health-station": ("health_station", "public_health_nurse", "health_station_head"),
    "child-welfare": ("child_welfare", "child_welfare_worker", "child_welfare_head"),
}
SCHOOL = ("school", "contact_teacher", "headteacher")
SCOPES = {
    "open-log": Scope.LOG,
    "named-service": Scope.SERVICE,
    "ppt-assessment": Scope.ASSESSMENT,
    "individual-plan": Scope.INDIVIDUAL_PLAN,
    "take-over": Scope.TAKE_OVER,
}
OFFICE = Service("child-welfare", "child_welfare")
KINDS = {"nav": "nav", "health-station": "health_station", "ppt": "ppt", "child-welfare": "child_welfare"}


class Played:
    """A situation as a case, up to the act."""

    def __init__(self, situation: Mapping[str, Any]) -> None:
        self.situation = situation
        kind, worker, leader = HOMES.get(situation["sector"], SCHOOL)
        self.home = Service("home", kind)
        self.worker = Professional("worker", worker, self.home)
        self.leader = Professional("leader", leader, self.home)
        self.case = bti.Case.empty("case-1")
        days = [situation["date"], *(one["on"] for one in situation.get("consents", []))]
        days += [one["authorised_on"] for one in situation.get("guardians", []) if "authorised_on" in one]
        self.now = dt.datetime.combine(min(days) - dt.timedelta(days=2), dt.time(8), dt.UTC)
        self.ids: dict[tuple[str, str], str] = {}

    def play(self, fact: Fact, by: Actor, on: dt.date | None = None) -> str:
        """Record a fact that the situation takes for granted."""
        later = self.now + dt.timedelta(minutes=5)
        self.now = later if on is None else max(later, dt.datetime.combine(on, dt.time(8), dt.UTC))
        verdict = ENGINE.admit(self.case, fact, by=by, now=self.now, because="as told")
        assert isinstance(verdict, bti.Admitted), (fact.kind, [reason.code for reason in verdict.reasons])
        self.case = verdict.case
        return verdict.entries[0].id

    def begin(self) -> None:
        """Open the case, name the guardians, tell everybody and hear the child, on the way to level 1."""
        said = self.situation
        persons = tuple(facts.Concerned(one["id"], one.get("born", Unborn.UNKNOWN)) for one in said["persons"])
        self.play(facts.CaseOpened(persons=persons, home=self.home), self.worker)
        concern = self.play(facts.ConcernRaised(category=Category.EDUCATION), self.worker)
        self.concern = concern
        self.play(facts.ConcernDescribed(concern=concern, category=Category.EDUCATION), self.worker)
        for one in said.get("guardians", []):
            self.play(
                facts.GuardianNamed(person=one["id"], lives_with=bool(one.get("lives_with")), responsibility=_of(one)),
                self.worker,
            )
        for with_, ref in self.family():
            if with_ is SharedWith.CHILD or "notify-guardians" not in str(self.situation["expect"]):
                self.share(with_, ref)

    def family(self) -> Iterator[tuple[SharedWith, str]]:
        """Those who are told before they are asked."""
        for one in self.situation.get("guardians", []):
            if one.get("parental") is not False:
                yield SharedWith.GUARDIAN, one["id"]
        for one in self.situation["persons"]:
            yield SharedWith.CHILD, one["id"]

    def share(self, with_: SharedWith, ref: str) -> None:
        """Tell one of the family."""
        category = Category.EDUCATION
        self.play(facts.ConcernShared(concern=self.concern, with_=with_, person=ref, category=category), self.worker)

    def mandates(self) -> None:
        """Record who answers for whom."""
        for one in self.situation.get("guardians", []):
            if one.get("authority") == "general":
                ended = one.get("authority_ended")
                until = None if ended is None else ended - dt.timedelta(days=1)
                mandate = facts.GuardianAuthorised(
                    guardian=one["authorised_by"], authorised=one["id"], form=Form.WRITTEN, until=until
                )
                self.play(mandate, self.worker, one["authorised_on"])

    def consents(self) -> None:
        """Record what was answered, in the order of its days."""
        for one in sorted(self.situation.get("consents", []), key=lambda each: each["on"]):
            if one.get("form", "written") not in [form.value for form in Form]:
                continue  # no fact records a consent that nobody expressed (law Q-04)
            scope = SCOPES[one["scope"]]
            service = None
            if scope.names_service:
                ref = one.get("to", self.situation.get("service"))
                service = Service(ref, KINDS.get(ref, "school"))
            giver = one["by"]
            own = any(each["id"] == giver for each in self.situation["persons"])
            by: Actor = bti.PersonConcerned(giver) if own else bti.Guardian(giver)
            if one["state"] == "withdrawn":
                self.play(facts.ConsentWithdrawn(consent=self.ids[one["scope"], giver]), by, one["on"])
                continue
            self.play(facts.ConsentAsked(scope=scope, service=service, of=(giver,)), self.worker)
            if one["state"] == "refused":
                refused = facts.ConsentRefused(scope=scope, service=service, giver=giver)
                self.ids[one["scope"], giver] = self.play(refused, self.worker, one["on"])
                continue
            given = facts.ConsentGiven(
                scope=scope,
                service=service,
                giver=giver,
                form=Form(one.get("form", "written")),
                categories=tuple(Category),
                valid_until=one.get("until", one["on"] + dt.timedelta(days=180)),
            )
            self.ids[one["scope"], giver] = self.play(given, self.worker, one["on"])

    def to_level_1(self) -> None:
        """Go to the level on which a log may be opened."""
        for step in ("0.1", "0.2", "0.3"):
            self.play(facts.StepCompleted(step=step), self.worker)
        self.play(facts.StepCompleted(step="0.4", outcome="level_1"), self.worker)

    def offers(self, fact: Fact, by: Actor) -> bti.Verdict:
        """Offer the act on the situation's date, with nothing said to justify it."""
        day = dt.datetime.combine(self.situation["date"], dt.time(12), dt.UTC)
        return ENGINE.admit(self.case, fact, by=by, now=max(day, self.now + dt.timedelta(minutes=5)))


def _of(guardian: Mapping[str, Any]) -> Responsibility:
    if guardian.get("parental") is None:
        return Responsibility.NOT_KNOWN
    if not guardian.get("able", True):
        return Responsibility.UNABLE
    return Responsibility.HELD if guardian["parental"] else Responsibility.NOT_HELD


# --- the facts that are the acts -------------------------------------------------------------------------------------

Act = Callable[[Played, Mapping[str, Any]], tuple[Fact, Actor]]


def open_log(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Open the log."""
    played.to_level_1()
    return facts.LogOpened(), played.leader


def report(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Report to child welfare, alone."""
    return facts.ReportedToChildWelfare(receiver=OFFICE, category=Category.WELFARE), played.worker


def avert(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Avert, through the police."""
    return facts.HarmAverted(through=facts.Averting.POLICE, category=Category.WELFARE), played.worker


def alert(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Call for help."""
    return facts.EmergencyCalled(called=facts.Emergency.AMBULANCE, category=Category.HEALTH), played.worker


def join(played: Played, act: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Let a further service in."""
    return facts.ServiceJoined(joining=Service(act["to"], KINDS[act["to"]])), played.worker


def assessment(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """File what PPT has assessed."""
    filed = facts.DocumentFiled(document="opinion-1", sort=DocumentSort.EXPERT_OPINION, category=Category.EDUCATION)
    return filed, played.worker


def plan(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Link an individual plan."""
    return facts.PlanLinked(plan_kind=facts.PlanKind.IP, reference="ip-1"), played.worker


def discussion(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Discuss with another service with nobody to be recognised, as far as it was judged how many it fits."""
    (fits,) = (int(one.split("-")[1]) for one in played.situation["facts"] if one.startswith("fits-"))
    purpose = next(iter(facts.DiscussionPurpose))
    held = facts.AnonymousDiscussionHeld(asked=OFFICE, purpose=purpose, fits=fits, category=Category.EDUCATION)
    return held, played.worker


def notify_guardians(played: Played, _: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Tell a guardian, after somebody has written down a suspicion where the situation says so."""
    said, by = set(played.situation["facts"]), played.worker
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
    category = Category.EDUCATION
    told = facts.ConcernShared(concern=played.concern, with_=SharedWith.GUARDIAN, person=guardian, category=category)
    return told, by


def offer_baton(played: Played, act: Mapping[str, Any]) -> tuple[Fact, Actor]:
    """Offer the baton to another service."""
    played.to_level_1()
    return facts.BatonOffered(to=f"somebody-at-{act['to']}"), played.worker


ACTS: Mapping[str, Act] = {
    "notify-guardians": notify_guardians,
    "offer-baton": offer_baton,
    "open-log": open_log,
    "report": report,
    "avert": avert,
    "alert": alert,
    "join": join,
    "ppt-assessment": assessment,
    "individual-plan": plan,
    "anonymous-discussion": discussion,
}
"""By act: the fact that records it."""

NO_FACT: Mapping[str, str] = dict.fromkeys(
    (
        "anonymous-name-anonymous-discussion",
        "anonymous-national-id-anonymous-discussion",
        "anonymous-log-link-anonymous-discussion",
        "anonymous-attachment-anonymous-discussion",
    ),
    "the fact has no field in which a name, a number, a link or an attachment could stand",
)
"""Acts of these situations that no fact can be made of, and why."""

OTHERWISE: Mapping[str, str] = {
    "hearing-not-heard-at-9-open-log": "advice only: a consent given without hearing the child stands in the record as "
    "what it is, and whether the child was heard where nobody wrote it down is not the engine's to judge (decided)",
}
"""Acts of these situations on which a case decides otherwise, and why."""

OTHER_GROUND = {
    "authorised-recalled-open-log",  # the consent of the other guardian is missing, which ask for
    "consent-tacit-open-log",  # a tacit consent is none that could be recorded, so that it is missing
    "offer-of-baton-would-tell-offer-baton",  # who takes no part is not known, whoever it is (I-08)
}
"""Refused by another rule than the situation names, and why."""

SHARED = "no fact of its own: what a service sees and writes is asked of views and gates"
OUTSIDE = "done outside the case, or by the host; the case records nothing of it"
RIGHTS = "a right in what is written: nothing that a case could refuse"
CARRIED = "the fact carries a whole case or a meeting, or what decides is in no field of it"

WITHOUT_FACT: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("share", "see", "share-identity", "share-by-general-crime-exception", "tell-guardians"),
            *("tell-guardians-what-parental-duty-needs", "tell-neighbour-school-that-there-is-a-case"),
            *("give-party-confidential-information", "tell-whether-investigation-opened"),
        ),
        SHARED,
    ),
    **dict.fromkeys(
        (
            *("load-guide", "health-care", "strictly-necessary-help-for-limited-time", "waiver-by-nearest-relative"),
            *("child-welfare-opens-case", "look-up-register", "talk-with-child-welfare", "demand-proof"),
            *("notify-guardians-of-the-talk-in-advance", "alert-municipal-health-service", "stop-report-by-leader"),
            *("report-anonymously", "confront-suspect", "leave-out-confirmation", "release-address-by-school"),
            *("keep-own-record", "show-national-id-as-key", "say-approved-by-datatilsynet", "copy-whole-record"),
            *("store-address", "adapted-education-decision"),
        ),
        OUTSIDE,
    ),
    **dict.fromkeys(
        (
            *("party-rights", "information-on-request", "access", "refuse-access", "restrict", "object", "block"),
            *("portability", "see-access-record", "delete", "overwrite", "erase-text-by-decision"),
        ),
        RIGHTS,
    ),
    **dict.fromkeys(("attend", "bring-trusted-person", "take-over", "second-plan", "correct-by-adding"), CARRIED),
}
"""Acts that are asked of what the law says alone, and why."""


def asked() -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any], bool]]:
    """Each act with a fact: the situation, the act and whether it is allowed."""
    for situation in SITUATIONS:
        for key in ("allowed", "refused"):
            for act in situation["expect"].get(key, []):
                if act["act"] in ACTS:
                    yield f"{situation['id']}-{act['act']}", situation, act, key == "allowed"


ASKED = {name: (situation, act, allowed) for name, situation, act, allowed in asked()}


def admitted(situation: Mapping[str, Any], act: Mapping[str, Any]) -> bti.Verdict:
    """Play the situation and offer the act."""
    played = Played(situation)
    played.begin()
    played.mandates()
    played.consents()
    return played.offers(*ACTS[act["act"]](played, act))


@pytest.mark.parametrize("name", [one for one in ASKED if one not in NO_FACT], ids=lambda one: one)
def test_a_case_decides_as_the_law_says(name: str) -> None:
    """Admitted where the act is allowed, refused where it is not."""
    situation, act, allowed = ASKED[name]
    verdict = admitted(situation, act)
    said = [reason.code for reason in verdict.reasons] if isinstance(verdict, bti.Refused) else []
    assert isinstance(verdict, bti.Admitted) is (allowed is (name not in OTHERWISE)), said


def test_every_act_is_a_fact_or_is_said_to_be_none() -> None:
    """The acts of the situations, exactly: those with a fact, and those without."""
    acts = {act["act"] for one in SITUATIONS for key in ("allowed", "refused") for act in one["expect"].get(key, [])}
    assert acts == {*ACTS, *WITHOUT_FACT}
    assert not {*ACTS} & {*WITHOUT_FACT}


def test_a_refusal_rests_on_a_rule_of_the_situation() -> None:
    """Where a case refuses an act by law, one of the rules the situation names is among those it cites."""
    other: set[str] = set()
    for name, (situation, act, allowed) in ASKED.items():
        if allowed or name in NO_FACT or name in OTHERWISE:
            continue
        verdict = admitted(situation, act)
        assert isinstance(verdict, bti.Refused), name
        cited = {one.ref for reason in verdict.reasons for one in reason.citations}
        if not cited & {*act["rules"], *situation["rules"]}:
            other.add(name)
    assert other == OTHER_GROUND
