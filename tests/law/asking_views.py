"""Turn a situation into a case that is played forward and read, and what the reader sees into the file's own terms.

What no fact of the record carries is left out, and so is the situation that needs it: whether somebody who works for a
health service has a reason in the care to read there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

import bti
from bti import facts
from bti.answers.guardian_reading import Reads
from bti.facts import Audience, Category, Fact, Scope, SharedWith
from bti.people import Actor, Professional, Service, Unborn
from tests.laws.histories import plain

__all__ = ["ask"]

Situation = Mapping[str, Any]

_READ: Final = frozenset({"visible", "hidden", "redacted", "unseen", "access_record", "cannot_say"})
_ENGINE: Final = bti.Engine(bti.load_guide("sortland"))
_HOMES: Final = {
    "school": ("school", "contact_teacher", "headteacher"),
    "school-health": ("health_station", "public_health_nurse", "health_station_head"),
    "health-station": ("health_station", "public_health_nurse", "health_station_head"),
}
_READERS: Final = {
    "nurse-at-health-station": ("public_health_nurse", "health-station"),
    "new-nurse-at-health-station": ("public_health_nurse", "health-station"),
    "child-welfare-officer": ("child_welfare_worker", "child-welfare"),
    "nav-adviser": ("nav_adviser", "nav"),
    "youth-worker-at-leisure": ("youth_worker", "leisure"),
}
_KINDS: Final = {
    "health-station": "health_station",
    "child-welfare": "child_welfare",
    "nav": "nav",
    "leisure": "youth_club",
    "crisis-centre": "crisis_centre",
}
_PRESENCE: Final = "presence-of-"
"""In front of the name of a service: that it shows at all."""
_OBJECTS: Final = "child-objects-to-telling-guardians"
_WEIGHTY: Final = "weighty-considerations-against-telling-guardians"
_SAYS_NO: Final = "young-person-objects-to-guardians-reading"
_FACTS: Final = frozenset(
    {
        "reader-is-author-of-matter-1",
        "reader-received-report-of-matter-1",
        "reader-is-teacher-at-the-home-service",
        "reasons-to-respect",
        _OBJECTS,
        _WEIGHTY,
        _SAYS_NO,
    }
)
_PLACES: Final = frozenset({"address", "school-name", "meeting-place", "municipality"})
"""Entries of the file that tell where somebody lives, and are marked so."""
_RECORD: Final = {
    "reader": "who-and-organisation",
    "basis": "basis",
    "at": "period",
    "shown": "what",
}
"""What a record of a reading holds, in the words of the file; one reading is an instant, no period."""


def ask(situation: Situation) -> dict[str, Any]:
    """Answer what a reader sees, as far as the record can tell the situation."""
    wanted: Mapping[str, Any] = situation["expect"]
    if not _READ & wanted.keys() or not _can_be_played(situation):
        return {}
    played = _Played(situation)
    view, ids = played.read()
    if "cannot_say" in wanted:
        return {"cannot_say": ["guardian-access"] if played.cannot_say() else []}
    lines = {line.id: line for line in view.entries}
    shown = {name for name, id_ in ids.items() if id_ in lines and lines[id_].fact is not None}
    known = {name for name, id_ in ids.items() if id_ in lines}
    seen = plain(view)  # a service is present where any line, or the first page, names it
    present = {f"{_PRESENCE}{one}" for one in _KINDS if f"'{one}'" in seen}
    shown, known = shown | present & {*wanted.get("visible", ())}, known | present
    told: dict[str, Any] = {
        "visible": sorted(shown),
        "hidden": [name for name in wanted.get("hidden", ()) if name not in known],
        "redacted": [name for name in wanted.get("redacted", ()) if name in known - shown],
        "unseen": [name for name in wanted.get("unseen", ()) if name not in shown],
    }
    if "access_record" in wanted:
        record = next(one for one in view.access if not set(ids.values()).isdisjoint(one.shown))
        told["access_record"] = [word for field, word in _RECORD.items() if getattr(record, field)]
    return {key: value for key, value in told.items() if key in wanted}


def _can_be_played(situation: Situation) -> bool:
    consents = situation.get("consents", [])
    return (
        situation["scope"] in ("see", "access-request")
        and (situation["scope"] == "see" or {"visible", "unseen"} <= situation["expect"].keys())
        and situation.get("reader") != "nurse-without-task"
        and situation["sector"] in _HOMES
        and set(situation.get("facts", ())) <= _FACTS
        and all(one["book"].startswith(("case", "matter", "own")) for one in situation.get("entries", ()))
        and all(one["scope"] in ("open-log", "named-service", "reader") for one in consents)
    )


class _Played:
    """A situation as a case; every fact must be admitted."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        kind, worker, leader = _HOMES[situation["sector"]]
        self.home = Service("health-station" if situation["sector"] == "health-station" else "home", kind)
        self.worker = Professional("worker", worker, self.home)
        self.leader = Professional("leader", leader, self.home)
        self.case = bti.Case.empty("case-1")
        days = [one["on"] for one in situation.get("consents", [])]
        first = min([situation["date"], *days]) - dt.timedelta(days=20)
        self.now = dt.datetime.combine(first, dt.time(8), dt.UTC)
        self.ids: dict[str, str] = {}
        self.matters: dict[str, str] = {}

    def play(self, fact: Fact, by: Actor, *, on: dt.date | None = None) -> str:
        """Record a fact some minutes after the last, on a later day where one is given."""
        later = self.now + dt.timedelta(minutes=5)
        self.now = later if on is None else max(later, dt.datetime.combine(on, dt.time(8), dt.UTC))
        verdict = _ENGINE.admit(self.case, fact, by=by, now=self.now, because="as told")
        assert isinstance(verdict, bti.Admitted), (fact.kind, [reason.code for reason in verdict.reasons])
        self.case = verdict.case
        return verdict.entries[0].id

    def read(self) -> tuple[bti.View, dict[str, str]]:
        """Play the situation, let its reader read, and return the view and the ids of what was written."""
        self.begin()
        if any("exclude" in one for one in self.situation.get("consents", [])):
            self.write()
            self.consent(withdrawn=False)
        else:
            self.consent(withdrawn=False)
            self.write()
        self.grade()
        self.keep()
        self.consent(withdrawn=True)
        now = dt.datetime.combine(self.situation["date"], dt.time(12), dt.UTC)
        return _ENGINE.view(self.case, by=self.reader(), now=max(now, self.now), basis="follow-up"), self.ids

    def cannot_say(self) -> bool:
        """Tell whether the library answers that it cannot say whether the reader may read."""
        now = max(dt.datetime.combine(self.situation["date"], dt.time(12), dt.UTC), self.now)
        found = _ENGINE.guardians_read(self.case, by=self.worker, now=now)
        return any(one.guardian == self.situation["reader"] and one.reads is Reads.CANNOT_SAY for one in found)

    def begin(self) -> None:
        """Open the case, tell those who have been told, and go to level 1."""
        persons = tuple(
            facts.Concerned(one["id"], one.get("born", Unborn.UNKNOWN)) for one in self.situation["persons"]
        )
        self.play(facts.CaseOpened(persons=persons, home=self.home), self.worker)
        self.concern = self.play(facts.ConcernRaised(category=Category.EDUCATION), self.worker)
        self.play(facts.ConcernDescribed(concern=self.concern, category=Category.EDUCATION), self.worker)
        consenting = {one["by"] for one in self.situation.get("consents", [])}
        for one in self.situation["guardians"]:
            if one.get("parental"):
                named = facts.GuardianNamed(person=one["id"], lives_with=one["lives_with"])
                self.play(named, self.worker)
                if one.get("told", one["id"] in consenting):
                    self.share(SharedWith.GUARDIAN, one["id"])
        for one in self.situation["persons"]:
            if one["id"] in consenting or one["id"] == self.situation["reader"]:
                self.share(SharedWith.CHILD, one["id"])

    def share(self, with_: SharedWith, person: str) -> None:
        """Share the concern with one of the family."""
        category = Category.EDUCATION
        self.play(facts.ConcernShared(concern=self.concern, with_=with_, person=person, category=category), self.worker)

    def consent(self, *, withdrawn: bool) -> None:
        """Record the consents, or what is taken back of them; a service that all agree to joins, the reader in it."""
        services: dict[str, Service] = {}
        for one in self.situation.get("consents", []):
            if (one["state"] == "withdrawn") is not withdrawn or one["scope"] == "reader":
                continue
            to, source = one.get("to"), one.get("from")
            if to == self.situation["sector"]:  # a service that lets the home service know comes into the case by it
                to, source = source, None
            service = None if to is None else Service(to, _KINDS[to])
            scope = Scope.LOG if service is None else Scope.SERVICE
            giver = self.giver(one["by"])
            if withdrawn:
                given = self.case.spine.consents.answers[scope, to, one["by"]]
                self.play(facts.ConsentWithdrawn(consent=given.id), giver, on=one["on"])
                continue
            self.play(facts.ConsentAsked(scope=scope, service=service, of=(one["by"],)), self.worker)
            from_services = (source,) if source in _KINDS else ()
            for each in from_services:
                self.play(
                    facts.ConsentAsked(scope=scope, service=Service(each, _KINDS[each]), of=(one["by"],)), self.worker
                )
            categories = tuple(Category(name) for name in one.get("categories", [each.value for each in Category]))
            answer = facts.ConsentGiven(
                scope=scope,
                service=service,
                giver=one["by"],
                form=facts.Form.WRITTEN,
                categories=categories,
                from_services=from_services,
                excluded=tuple(self.ids[each] for each in one.get("exclude", [])),
                valid_until=one["until"],
            )
            self.play(answer, self.worker, on=one["on"])
            if service is not None:
                services[service.ref] = service
        if not withdrawn and self.situation.get("consents"):
            for step in ("0.1", "0.2", "0.3"):
                self.play(facts.StepCompleted(step=step), self.worker)
            self.play(facts.StepCompleted(step="0.4", outcome="level_1"), self.worker)
            alone = next((one["on"] for one in self.situation["consents"] if one["scope"] == "reader"), None)
            self.play(facts.LogOpened(), self.leader, on=alone)  # on the day from which the young person decides alone
        for service in services.values():
            self.play(facts.ServiceJoined(joining=service), self.worker)
            reader = self.reader()
            if isinstance(reader, Professional) and reader.service == service:
                self.play(facts.PersonJoined(person=reader.ref, role=reader.role, of=service.ref), self.worker)

    def giver(self, ref: str) -> Actor:
        """Return who gives or takes back."""
        own = any(one["id"] == ref for one in self.situation["persons"])
        return bti.PersonConcerned(ref) if own else bti.Guardian(ref)

    def grade(self) -> None:
        """Grade an address; the parent the child lives with is let know by decision."""
        for one in self.situation["persons"]:
            if "address" in one:
                grade = facts.Grade(one["address"].replace("-", "_"))
                with_ = tuple(each["id"] for each in self.situation["guardians"] if each["lives_with"])
                self.play(facts.AddressGraded(person=one["id"], grade=grade, may_know=with_), self.worker)

    def keep(self) -> None:
        """Record what is kept from guardians, and what somebody says of their reading, on the day it is read."""
        said, (child, *_), day = set(self.situation.get("facts", ())), self.situation["persons"], self.situation["date"]
        for one in self.situation.get("consents", []):
            if one["scope"] == "reader":
                yes = facts.GuardianReadingSaid(
                    person=one["by"], reader=one["to"], says=facts.ReadingSays.LETS, until=one["until"]
                )
                self.play(yes, self.giver(one["by"]), on=one["on"])
        if _SAYS_NO in said:
            no = facts.GuardianReadingSaid(
                person=child["id"], reader=self.situation["reader"], says=facts.ReadingSays.OBJECTS
            )
            self.play(no, self.worker, on=day)
        ground = facts.NotToldGround.WEIGHTY if _WEIGHTY in said else facts.NotToldGround.CHILD_OBJECTS
        decision = facts.GuardiansNotTold(person=child["id"], ground=ground)
        if _WEIGHTY in said or "reasons-to-respect" in said:
            self.play(decision, self.worker, on=day)
        elif _OBJECTS in said:  # without a ground that the law knows at this age it is refused
            self.now = max(self.now, dt.datetime.combine(day, dt.time(8), dt.UTC))
            verdict = _ENGINE.admit(self.case, decision, by=self.worker, now=self.now)
            self.case = verdict.case if isinstance(verdict, bti.Admitted) else self.case

    def write(self) -> None:
        """Write down what is written down: in the case, or in a matter of whoever the situation says."""
        for one in self.situation.get("entries", ()):
            category = Category(one["category"])
            if one["book"].startswith("own:"):
                of = Service(one["service"], _KINDS[one["service"]])
                note = facts.OwnNoteWritten(category=category)
                self.ids[one["id"]] = self.play(note, Professional("their-worker", "worker", of))
            elif one["book"] == "case":
                described = facts.ConcernDescribed(
                    concern=self.concern, category=category, audience=Audience(one["audience"])
                )
                self.ids[one["id"]] = self.play(described, self.worker)
                self.mark(one)
            else:
                self.ids[one["id"]] = self.protect(one["book"], report=one["id"] == "report", category=category)

    def mark(self, one: Mapping[str, Any]) -> None:
        """Mark what tells a place, and what is about somebody else."""
        entry = self.ids[one["id"]]
        if one["id"] in _PLACES:
            self.play(facts.EntryMarked(entry=entry, tells=facts.Tells.PLACE), self.worker)
        if "about" in one:
            about = facts.EntryMarked(entry=entry, tells=facts.Tells.SOMEBODY_ELSE, whose=one["about"])
            self.play(about, self.worker)

    def protect(self, book: str, *, report: bool, category: Category) -> str:
        """Write down a suspicion or a report; the reader does, where they are its author, and else somebody else."""
        said = set(self.situation.get("facts", ()))
        author = Professional("somebody-else", self.worker.role, self.home)
        if book == "matter:1" and "reader-is-author-of-matter-1" in said:
            author = self.worker
        received = "reader-received-report-of-matter-1" in said
        office = Service("child-welfare" if received else "another-office", "child_welfare")
        matter = self.matters.get(book)
        fact: Fact = facts.SuspicionRecorded(matter=matter, category=category)
        if report:
            fact = facts.ReportedToChildWelfare(matter=matter, receiver=office, category=category)
        before = set(self.case.matters)
        entry = self.play(fact, author)
        self.matters[book] = next(iter(set(self.case.matters) - before), matter or "")
        return entry

    def reader(self) -> Actor:
        """Return who reads."""
        reader = self.situation["reader"]
        if reader in ("teacher", "baton-holder", "nurse"):
            return self.worker
        if reader == "rektor":
            return self.leader
        if reader in _READERS:
            role, service = _READERS[reader]
            return Professional(reader, role, Service(service, _KINDS[service]))
        if "reader-is-teacher-at-the-home-service" in self.situation.get("facts", ()):
            return Professional(reader, self.worker.role, self.home)
        return self.giver(reader)
