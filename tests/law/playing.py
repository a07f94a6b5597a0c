"""Play a situation as a small case: its family, its answers on their days, and then the one fact that is the act.

What the situation takes for granted is recorded and must be admitted; the act is only offered, with nothing said to
justify it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import bti
from bti import facts
from bti.facts import Category, ConsentGiven, Explained, Fact, Form, Responsibility, Scope, SharedWith
from bti.guide.loading import parse_guide
from bti.people import Actor, Professional, Service, Unborn

__all__ = ["KINDS", "OFFICE", "Played", "of_situation"]

ENGINE: Final = bti.Engine(bti.load_guide("sortland"))
WRITING: Final = bti.Engine(
    parse_guide(
        'id = "w"\nversion = "1"\nextends = "sortland"\ntitle = {nb = "W"}\n[consent]\nforms = {value = ["written"]}\n'
    )
)
"""The same where the municipality has set that consent is in writing."""
_MEETING: Final = """
id = "m"
version = "1"
extends = "sortland"
title = {nb = "M"}
[[arena]]
id = "resource_team"
title = {nb = "Ressursteam"}
consent = "own_form"
[[arena]]
id = "parents_evening_team"
title = {nb = "Team for foreldrekvelder"}
consent = "own_form"
"""
MEETING: Final = bti.Engine(parse_guide(_MEETING))
"""The same with two kinds of meeting that need a consent of their own."""
MEETING_RESIDENT: Final = bti.Engine(parse_guide(_MEETING + '[consent]\nguardians = "resident"\n'))
"""That, where the parent the child lives with is enough for a log."""

HOMES: Final = {
    "kindergarten": ("kindergarten", "pedagogical_leader", "kindergarten_head"),
    "health-station": ("health_station", "public_health_nurse", "health_station_head"),
    "child-welfare": ("child_welfare", "child_welfare_worker", "child_welfare_head"),
}
SCHOOL: Final = ("school", "contact_teacher", "headteacher")
SCOPES: Final = {
    "open-log": Scope.LOG,
    "named-service": Scope.SERVICE,
    "ppt-assessment": Scope.ASSESSMENT,
    "individual-plan": Scope.INDIVIDUAL_PLAN,
    "take-over": Scope.TAKE_OVER,
    "kindergarten-to-school": Scope.KINDERGARTEN_TO_SCHOOL,
    "school-change": Scope.SCHOOL_CHANGE,
    "move-municipality": Scope.MOVE,
    "arena": Scope.ARENA,
    "companion": Scope.COMPANION,  # "arena" in the file, where `to` is the person who is let in
}
OFFICE: Final = Service("child-welfare", "child_welfare")
KINDS: Final = {"nav": "nav", "health-station": "health_station", "ppt": "ppt", "child-welfare": "child_welfare"}
UNTOLD: Final = ("notify-guardians", "share-concern")
"""Acts that tell somebody: nobody but the child has been told before."""


class Played:
    """A situation as a case, up to the act."""

    def __init__(self, situation: Mapping[str, Any]) -> None:
        self.situation = situation
        self.facts: Sequence[str] = situation.get("facts", [])
        self.engine = _engine(situation)
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
        verdict = self.engine.admit(self.case, fact, by=by, now=self.now, because="as told")
        assert isinstance(verdict, bti.Admitted), (fact.kind, [reason.code for reason in verdict.reasons])
        self.case = verdict.case
        return verdict.entries[0].id

    def begin(self) -> None:
        """Open the case, name the guardians and tell everybody, on the way to level 1."""
        said = self.situation
        persons = tuple(facts.Concerned(one["id"], one.get("born", Unborn.UNKNOWN)) for one in said["persons"])
        self.play(facts.CaseOpened(persons=persons, home=self.home), self.worker)
        concern = self.play(facts.ConcernRaised(category=Category.EDUCATION), self.worker)
        self.concern = concern
        self.play(facts.ConcernDescribed(concern=concern, category=Category.EDUCATION), self.worker)
        for one in said.get("guardians", []):
            if one.get("relation") == "step-parent":
                self.play(facts.PersonJoined(person=one["id"], capacity=facts.Capacity.RELATIVE), self.worker)
                continue
            self.play(
                facts.GuardianNamed(person=one["id"], lives_with=bool(one.get("lives_with")), responsibility=_of(one)),
                self.worker,
            )
        for one in said.get("others", []):
            if one["id"] in {each.get("to") for each in said.get("consents", [])}:
                self.play(facts.PersonJoined(person=one["id"], capacity=facts.Capacity.RELATIVE), self.worker)
        for with_, ref in self.family():
            if with_ is SharedWith.CHILD or not any(act in str(said["expect"]) for act in UNTOLD):
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
        """Record what was answered, in the order of its days, but for the answer that is itself the act."""
        said = self.situation.get("consents", [])
        held = said[:-1] if "'act': 'consent'" in str(self.situation["expect"]) else said
        for one in sorted(held, key=lambda each: each["on"]):
            if one["scope"] == "arena" and "reader" in self.situation:
                let_in: dict[str, Any] = {**one, "scope": "companion"}
                one = let_in
            if one.get("form", "written") not in [form.value for form in Form] or one["scope"] not in SCOPES:
                continue  # no fact records a consent that nobody expressed (law Q-04)
            giver = one["by"]
            if one["state"] == "withdrawn":
                withdrawn = facts.ConsentWithdrawn(consent=self.ids[one["scope"], giver])
                self.play(withdrawn, self.speaks(giver), one["on"])
                continue
            self.asks(one)
            if one["state"] == "refused":
                scope = SCOPES[one["scope"]]
                answer: Fact = facts.ConsentRefused(
                    scope=scope,
                    service=self._target(one),
                    arena=_arena(one),
                    companion=_companion(one),
                    giver=giver,
                )
            else:
                answer = self.given(one)
            self.ids[one["scope"], giver] = self.play(answer, self.worker, one["on"])

    def asks(self, one: Mapping[str, Any]) -> None:
        """Ask somebody, and tell them what they were told."""
        told = tuple(Explained) if "explained" not in one else tuple(_explained(each) for each in one["explained"])
        asked = facts.ConsentAsked(
            scope=SCOPES[one["scope"]],
            service=self._target(one),
            arena=_arena(one),
            companion=_companion(one),
            of=(one["by"],),
            explained=told,
        )
        self.play(asked, self.worker)

    def given(self, one: Mapping[str, Any]) -> ConsentGiven:
        """Return the fact of a yes."""
        return ConsentGiven(
            scope=SCOPES[one["scope"]],
            service=self._target(one),
            arena=_arena(one),
            companion=_companion(one),
            giver=one["by"],
            form=Form(one.get("form", "written")),
            categories=tuple(Category(each) for each in one["categories"]) if "categories" in one else tuple(Category),
            valid_until=one.get("until", one["on"] + dt.timedelta(days=180)),
            excluded=tuple(one.get("exclude", ())),
            persons=tuple(one.get("persons", ())),
        )

    def _target(self, one: Mapping[str, Any]) -> Service | None:
        if not SCOPES[one["scope"]].names_service:
            return None
        ref = one.get("to", self.situation.get("service", "elsewhere"))
        return Service(ref, KINDS.get(ref, "school"))

    def speaks(self, ref: str) -> Actor:
        """Return one of the family as who acts."""
        own = any(each["id"] == ref for each in self.situation["persons"])
        return bti.PersonConcerned(ref) if own else bti.Guardian(ref)

    def to_level_1(self) -> None:
        """Go to the level on which a log may be opened."""
        for step in ("0.1", "0.2", "0.3"):
            self.play(facts.StepCompleted(step=step), self.worker)
        self.play(facts.StepCompleted(step="0.4", outcome="level_1"), self.worker)

    def with_log(self) -> None:
        """Open the log on the consents of the situation."""
        self.to_level_1()
        self.play(facts.LogOpened(), self.leader)

    def offers(self, fact: Fact, by: Actor) -> bti.Verdict:
        """Offer the act on the situation's date, with nothing said to justify it."""
        day = dt.datetime.combine(self.situation["date"], dt.time(12), dt.UTC)
        return self.engine.admit(self.case, fact, by=by, now=max(day, self.now + dt.timedelta(minutes=5)))


def of_situation(situation: Mapping[str, Any]) -> Played:
    """Play what a situation tells, up to the act."""
    played = Played(situation)
    played.begin()
    played.mandates()
    played.consents()
    return played


def _engine(situation: Mapping[str, Any]) -> bti.Engine:
    settings = situation.get("settings", {})
    if settings.get("form") == "written":
        return WRITING
    if situation["scope"] != "arena" or "reader" in situation:
        return ENGINE
    return MEETING_RESIDENT if settings.get("guardians_needed") == "resident" else MEETING


def _arena(one: Mapping[str, Any]) -> str | None:
    return str(one["to"]).replace("-", "_") if one["scope"] == "arena" else None


def _companion(one: Mapping[str, Any]) -> str | None:
    return str(one["to"]) if one["scope"] == "companion" else None


def _of(guardian: Mapping[str, Any]) -> Responsibility:
    if guardian.get("parental") is None:
        return Responsibility.NOT_KNOWN
    if not guardian.get("able", True):
        return Responsibility.UNABLE
    return Responsibility.HELD if guardian["parental"] else Responsibility.NOT_HELD


def _explained(word: str) -> Explained:
    return Explained(word.replace("-", "_"))
