"""Histories of invented cases for the laws: some steps drawn from what the engine offers, as many hostile.

A history is drawn on the run: each step looks at the case so far. It begins with nothing, or somewhere in a story that
a small director plays to its end, so that deep states come as often as shallow ones. Ids are counted, so that two
histories of the same steps are the same to the byte.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
import types
from collections.abc import Callable, Hashable, Mapping, Sequence
from random import Random
from typing import Any, Final, Union, cast, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st

import bti
from bti import facts
from bti.dates import OSLO, age_on, oslo_date
from bti.errors import BtiError, InvalidValue
from bti.facts import KINDS, Category, Concerned, Fact, Scope, SharedWith
from bti.guide.model import Guide
from bti.people import Actor, Guardian, PersonConcerned, Professional, Resident, Service, System, Unborn
from bti.record.case import Case
from bti.record.consent import Answer
from bti.record.entry import CASE_BOOK, Entry
from bti.record.kinds import BESIDE
from bti.record.measure import MeasureStatus
from bti.record.note import Note
from bti.rules.opening import FREE_REF
from bti.rules.references import family_of
from tests.laws.beside import beside

GUIDE: Final[Guide] = bti.load_guide("sortland")
OLDER: Final[Guide] = bti.load_guide("national")
BASIS: Final = "follow-up"

# The cast. All of them are invented.

SCHOOL: Final = Service("school-a", "school")
HEALTH: Final = Service("health-a", "health_station")
PPT: Final = Service("ppt-a", "ppt")
WELFARE: Final = Service("welfare-a", "child_welfare")
OTHER_SCHOOL: Final = Service("school-b", "school")
SERVICES: Final = (SCHOOL, HEALTH, PPT, WELFARE, OTHER_SCHOOL)

TEACHER: Final = Professional("p-teacher", "contact_teacher", SCHOOL)
COLLEAGUE: Final = Professional("p-colleague", "teacher", SCHOOL)
HEAD: Final = Professional("p-head", "headteacher", SCHOOL)
NURSE: Final = Professional("p-nurse", "public_health_nurse", HEALTH)
MIDWIFE: Final = Professional("p-midwife", "midwife", HEALTH)
HEALTH_HEAD: Final = Professional("p-health-head", "health_station_head", HEALTH)
ADVISER: Final = Professional("p-adviser", "ppt_adviser", PPT)
CASEWORKER: Final = Professional("p-caseworker", "child_welfare_worker", WELFARE)
STRANGER: Final = Professional("p-stranger", "teacher", OTHER_SCHOOL)
MOTHER: Final = Guardian("g-mother")
FATHER: Final = Guardian("g-father")
FATHER_AS_TEACHER: Final = Professional("g-father", "teacher", SCHOOL)
CHILD: Final = PersonConcerned("c-child")
SIBLING: Final = PersonConcerned("c-sibling")
NEIGHBOUR: Final = Resident("r-neighbour")

CAST: Final[tuple[Actor, ...]] = (
    TEACHER,
    HEAD,
    ADVISER,
    MOTHER,
    FATHER,
    CHILD,
    COLLEAGUE,
    NURSE,
    HEALTH_HEAD,
    FATHER_AS_TEACHER,
    MIDWIFE,
    CASEWORKER,
    STRANGER,
    SIBLING,
    NEIGHBOUR,
)
PEOPLE: Final = (*tuple(dict.fromkeys(actor.ref for actor in CAST)), "x-nobody", FREE_REF)

FAMILIES: Final[tuple[tuple[Concerned, ...], ...]] = (
    (Concerned(CHILD.ref, dt.date(2016, 5, 5)),),
    (Concerned(CHILD.ref, dt.date(2011, 5, 1)),),  # 15 during the story
    (Concerned(CHILD.ref, dt.date(2008, 5, 10)),),  # 18 during the story
    (Concerned(CHILD.ref, dt.date(2008, 2, 29)),),
    (Concerned(CHILD.ref, dt.date(2016, 5, 5)), Concerned(SIBLING.ref, dt.date(2012, 1, 31))),
    (Concerned(CHILD.ref, Unborn.UNBORN), Concerned(MOTHER.ref, dt.date(1998, 1, 1), pregnant=True)),
    (Concerned(CHILD.ref, Unborn.UNKNOWN),),
    (Concerned(FREE_REF, dt.date(2010, 1, 1)),),
)
"""Persons concerned to open a case for."""

TAKEN_OVER: Final = -1
"""The number of the family whose case is taken over."""

BEGINNING: Final = dt.datetime(2026, 3, 2, 9, 0, tzinfo=OSLO)
_STEPS_OF_TIME: Final = tuple(
    dt.timedelta(minutes=minutes) for minutes in (1, 0, 5, 180, 2 * 1440, 20 * 1440, 100 * 1440, 400 * 1440)
)
_DAYS: Final = (30, 0, 1, 200, 1000, -1, -400)


class Ids:
    """Ids in order: e1, e2, …; the same in two runs, and known to nobody before."""

    def __init__(self, prefix: str = "e", made: int = 0) -> None:
        self.prefix = prefix
        self.made = made

    def __call__(self) -> str:
        """Return the next one."""
        self.made += 1
        return f"{self.prefix}{self.made}"


def engine_with(ids: Callable[[], str]) -> bti.Engine:
    """Return an engine under Sortland's guide, the common core at hand, that takes its ids from `ids`."""
    return bti.Engine(GUIDE, OLDER, new_id=ids)


@attrs.frozen
class Move:
    """Somebody's attempt to record an act."""

    by: Actor
    act: tuple[Fact, ...]
    because: Note | None = None


@attrs.frozen
class Step:
    """One attempt in a history, and what the engine said."""

    before: Case
    move: Move
    now: dt.datetime
    at: dt.datetime
    verdict: bti.Verdict
    ids: int  # how many ids had been made before

    @property
    def after(self) -> Case:
        """Return the case after it."""
        return self.before.grown(self.verdict.entries) if self.verdict else self.before

    def again(self, case: Case, *, engine: bti.Engine | None = None) -> bti.Verdict:
        """Make the same attempt on a case, with the same ids."""
        asked = engine_with(Ids(made=self.ids)) if engine is None else engine
        return asked.admit(case, self.move.act, by=self.move.by, now=self.now, at=self.at, because=self.move.because)

    def on(self, case: Case) -> bti.Verdict:
        """Return what is said of the attempt on a case: on the case it was made on, what was said (I-12)."""
        return self.verdict if case == self.before else self.again(case)


@attrs.frozen
class History:
    """A case and how it came about; `case` holds every book and is folded for nobody in particular."""

    case: Case
    steps: tuple[Step, ...]
    now: dt.datetime
    ids: int
    told: int = 0  # how many steps the director played before the drawn ones

    @property
    def drawn(self) -> tuple[Step, ...]:
        """Return the steps that were drawn."""
        return self.steps[self.told :]

    @property
    def cases(self) -> tuple[Case, ...]:
        """Return the case as it was before the drawn steps, and after each that was admitted."""
        first = self.steps[self.told - 1].after if self.told else Case.empty(self.case.id)
        return (first, *(step.after for step in self.drawn if step.verdict))

    @property
    def engine(self) -> bti.Engine:
        """Return an engine that goes on counting where this history stopped."""
        return engine_with(Ids(made=self.ids))

    @property
    def admitted(self) -> tuple[Step, ...]:
        """Return the steps that were admitted."""
        return tuple(step for step in self.steps if step.verdict)

    def __repr__(self) -> str:
        lines = (
            f"{'+' if step.verdict else '-'} {step.now:%Y-%m-%d %H:%M} {step.move.by.ref}"
            f"{'' if step.at == step.now else f' at {step.at}'}: " + "; ".join(said(fact) for fact in step.move.act)
            for step in self.drawn
        )
        home = "" if self.case.spine.life.home is None else self.case.spine.life.home.ref
        return "\n  ".join((f"History at {home!r}: {self.told} steps of the story, then", *lines))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Print it so where a law fails."""
        printer.text(repr(self))


def said(fact: Fact) -> str:
    """Return a fact with its references, for whoever mends the library."""
    values = attrs.asdict(fact, recurse=False).items()
    return f"{fact.kind}({', '.join(f'{name}={plain(value)}' for name, value in values if value is not None)})"


# The same bytes for the same answer, in every process


def plain(value: object) -> str:
    """Return a value as text without anything that differs by process: every field, every order as it stands."""
    return _plainer(cast(Hashable, type(value)))(value)


@functools.cache
def _plainer(of: Any) -> Callable[[Any], str]:
    """Return what makes values of a type plain: of each type that is found out once, since there are millions."""
    if of in _REPR:
        return repr
    if issubclass(of, enum.Enum):
        return lambda value: f"{of.__name__}.{value._name_}"
    if issubclass(of, (tuple, list)):
        return lambda value: "(" + ", ".join([plain(one) for one in value]) + ")"
    if issubclass(of, Case):
        return _plain_case
    if issubclass(of, bti.Text):
        return lambda value: repr({tag: value(tag) for tag in value.tags})
    if attrs.has(of):
        names = [(f"{field.name}=", field.name) for field in attrs.fields(of)]
        return lambda value: f"{of.__name__}({', '.join([said + plain(getattr(value, name)) for said, name in names])})"
    if issubclass(of, Mapping):
        return lambda value: "{" + ", ".join([f"{plain(key)}: {plain(one)}" for key, one in value.items()]) + "}"
    if issubclass(of, (set, frozenset)):
        return lambda value: "{" + ", ".join(sorted([plain(one) for one in value])) + "}"
    if issubclass(of, BtiError):
        return lambda value: f"{of.__name__}({value})"
    if issubclass(of, (str, int, bytes, dt.date)):
        return repr
    raise TypeError(f"plain() does not know {of}")


def _plain_case(case: Case) -> str:
    books = (case.entries, *(book for _, book in sorted(case.beside().items())))
    return f"Case({plain(case.id)}, {plain(case.reader)}, {plain(books)}, {plain(case.versions())})"


_REPR: Final = frozenset({str, int, bool, bytes, dt.date, dt.datetime, types.NoneType})


def answer(engine: bti.Engine, name: str, case: Case, by: Actor, now: dt.datetime, **more: Any) -> object:
    """Return one of `bti.ALL_ANSWERS`, an error where it raises one."""
    if name == "view":
        more["basis"] = BASIS
    if name == "may_share":
        more |= {"to": PPT, "category": Category.EDUCATION}
    try:
        if name == "changed":
            return _changed(engine, case, by, now)
        return getattr(engine, name)(case, by=by, now=now, **more)
    except BtiError as error:
        return error


def _changed(engine: bti.Engine, case: Case, by: Actor, now: dt.datetime) -> object:
    """Return what somebody who looked at a case a few entries ago is told of deciding now."""
    current = case.as_of(now)
    beside = (entry for matter in current.matters.values() for entry in matter.entries)
    seen = Case.fold(case.id, (*current.entries[:-4], *beside))
    deciding: tuple[Fact, ...] = (
        facts.StepCompleted(step="1.1"),
        facts.CaseClosed(reason=facts.ClosingReason.OTHER),
        facts.EntryStruck(entry="e2", reason=facts.StrikeReason.OTHER),
    )
    return tuple(engine.changed(seen, current, fact, by=by, now=now) for fact in deciding)


# The director: plays a story on, whatever has come between


def note(text: str) -> Note:
    """Return a note that is the same in every run."""
    return Note.of(text, salt=b"\x07" * 32)


_WHY: Final = note("agreed by telephone")


def givers(case: Case, scope: Scope, service: str | None, day: dt.date) -> tuple[str, ...]:
    """Return those whose consent is still needed: all guardians, the young from 15, adults alone."""
    spine, needed = case.spine, dict[str, None]()
    for one in spine.life.persons:
        age = 0 if one.birth is Unborn.UNBORN else 15 if isinstance(one.birth, Unborn) else age_on(one.birth, day)
        if age < 18 and not any(other.pregnant for other in spine.life.persons):
            needed |= dict.fromkeys(spine.people.guardians)
        if age >= 15:
            needed[one.ref] = None
    answers = spine.consents.answers
    said = {ref: answers.get((scope, service, ref)) for ref in needed}
    gone = spine.log.closed_at
    return tuple(ref for ref, one in said.items() if one is None or one.seq <= gone or not one.holds_on(day))


def progress(case: Case, now: dt.datetime, home: Service = SCHOOL, family: int = 0) -> Move | None:
    """Return what would bring a case on towards a good end; None when it is closed.

    The story: concern, sharing, consent, log, baton, two measures, an evaluation, up to level 2 with a second service,
    the baton declined once and then accepted there, another evaluation, close.
    """
    spine, day = case.spine, oslo_date(now)
    home = spine.life.home or home
    worker, leader = (NURSE, HEALTH_HEAD) if home == HEALTH else (TEACHER, HEAD)
    category = Category.EDUCATION if home == SCHOOL else Category.HEALTH
    if spine.life.opened is None and family == TAKEN_OVER:
        return Move(worker, (taken_over(day),))
    if spine.life.opened is None:
        return Move(worker, (facts.CaseOpened(persons=FAMILIES[family], home=home),))
    if spine.life.closed is not None:
        if "case_taken_over" in spine.last and "case_reopened" not in spine.last:
            return Move(worker, (facts.CaseReopened(reason=facts.ReopeningReason.RELAPSE, owner=worker.ref),))
        return None
    if "case_reopened" in spine.last:
        return Move(leader, (facts.CaseClosed(reason=facts.ClosingReason.GOAL_REACHED),))
    if spine.concerns.first is None:
        return Move(worker, (facts.ConcernRaised(category=category, note=note("often alone")),))
    concern, track = spine.concerns.first.id, spine.track
    position = track.position
    assert position is not None
    step, last = position.step, spine.last
    guardians = [ref for ref in (MOTHER.ref, FATHER.ref) if all(ref != one.ref for one in spine.life.persons)]
    born = (one.ref for one in spine.life.persons if one.birth is not Unborn.UNBORN)
    everybody = tuple(dict.fromkeys((*born, *spine.people.guardians)))

    def complete(outcome: str | None = None, to: str | None = None) -> Move:
        return Move(leader, (facts.StepCompleted(step=step, outcome=outcome, to=to),), _WHY)

    if step == "0.1":
        return complete()
    if step == "0.2":
        if "concern_described" not in last:
            return Move(
                worker, (facts.ConcernDescribed(concern=concern, category=category, note=note("since autumn")),)
            )
        if "concern_shared" not in last:
            return Move(worker, (facts.ConcernShared(concern=concern, with_=SharedWith.COLLEAGUE, category=category),))
        return complete()
    for ref in guardians:
        if ref not in spine.people.guardians:
            return Move(worker, (facts.GuardianNamed(person=ref, lives_with=ref == MOTHER.ref),))
    for ref in everybody:
        if ref not in spine.people.told:
            with_ = SharedWith.GUARDIAN if ref in spine.people.guardians else SharedWith.CHILD
            shared = facts.ConcernShared(concern=concern, with_=with_, person=ref, category=category)
            return Move(worker, (shared,))
    if step == "0.3":
        return complete()
    if step == "0.4":
        return complete("level_1")
    for scope, service in ((Scope.LOG, None), (Scope.SERVICE, PPT)):
        if scope is Scope.SERVICE and position.level == "1":
            continue
        wanted = (scope, None if service is None else service.ref)
        for giver in givers(case, *wanted, day):
            before = spine.consents.answers.get((*wanted, giver))
            said_no = 0 if before is None or before.answer is Answer.GIVEN else before.seq
            asked = [one for one in spine.consents.asked if (one.scope, one.target) == wanted and giver in one.of]
            if not any(one.seq > said_no for one in asked):
                return Move(leader, (facts.ConsentAsked(scope=scope, service=service, of=everybody),))
            given = facts.ConsentGiven(
                scope=scope,
                service=service,
                giver=giver,
                form=facts.Form.WRITTEN,
                categories=tuple(Category),
                valid_until=day + dt.timedelta(days=300),
            )
            return Move(leader, (given,))
    if not spine.log.is_in_use:
        return Move(leader, (facts.LogOpened(),))
    if spine.baton.offer is not None:
        to = next((one for one in CAST if one.ref == spine.baton.offer.to), leader)
        if to == ADVISER and "baton_declined" not in last:
            return Move(to, (facts.BatonDeclined(offer=spine.baton.offer.id, note=note("not this month")),))
        return Move(to, (facts.BatonAccepted(offer=spine.baton.offer.id),))
    if spine.baton.holder is None:
        named = worker.ref if worker.ref in spine.people.professionals else min(spine.people.professionals, default="")
        return Move(leader, (facts.BatonAppointed(to=named or worker.ref),), _WHY)
    holder = next((one for one in CAST if one.ref == spine.baton.holder), leader)
    if "wish_recorded" not in last:
        wish = facts.WishRecorded(wisher=everybody[-1], about=facts.WishAbout.HOLDER, category=Category.FAMILY)
        return Move(leader, (wish,))
    if position.level != "1" and PPT.ref not in spine.people.services:
        return Move(leader, (facts.ServiceJoined(joining=PPT),))
    if position.level != "1" and ADVISER.ref not in spine.people.professionals:
        return Move(leader, (facts.PersonJoined(person=ADVISER.ref, role=ADVISER.role, of=PPT.ref),))
    if position.level != "1" and holder != ADVISER:
        return Move(holder, (facts.BatonOffered(to=ADVISER.ref),))
    if "case_taken_over" in last and (aside := _aside(case, holder, day)) is not None:
        return aside
    if "case_taken_over" in last and step == "2.1":
        return Move(holder, (facts.StepSkipped(step=step),))
    if step.endswith(".1"):
        return complete()
    if step.endswith(".2"):
        if not spine.plan.goals:
            return Move(holder, (facts.GoalAgreed(category=category, note=note("a friend to play with")),))
        if not spine.plan.agreements:
            agreed = facts.AgreementMade(bound=(holder.ref, min(spine.people.told)), category=category)
            return Move(holder, (agreed,))
        planned = [one for one in spine.plan.standing() if one.level == position.level]
        if len(planned) < 2:
            responsible = holder.ref if not planned else min(spine.people.told)
            measure = facts.MeasurePlanned(
                responsible=responsible, evaluate_by=day + dt.timedelta(days=60), category=category
            )
            return Move(holder, (measure,))
        return complete()
    if step == "1.3":
        other = beside(case, day, holder=holder, leader=leader, parent=MOTHER, neighbour=NEIGHBOUR)
        if other is not None:
            return Move(other[0], (other[1],))
    if step == "2.3":
        for child in spine.life.persons:
            if child.birth is Unborn.UNBORN:
                return Move(worker, (facts.ChildBorn(person=child.ref, birth=day),))
    if step.endswith(".3"):
        for one in spine.plan.standing():
            if one.status is MeasureStatus.PLANNED:
                return Move(holder, (facts.MeasureStarted(measure=one.id),))
        if position.level != "1":
            rest = coordination(case, day)
            if rest is not None:
                return Move(leader, (rest,))
        for meeting in spine.meetings.called.values():
            if position.level != "1" and "meeting_cancelled" not in last and not meeting.held:
                return Move(holder, (facts.MeetingCancelled(meeting=meeting.id, reason=facts.Cancelled.OTHER),))
        if last.get("meeting_called", 0) <= max(track.level_since, last.get("meeting_cancelled", 0)):
            invited = (holder.ref, *everybody)
            call = facts.MeetingCalled(purpose=facts.MeetingKind.EVALUATION, day=day, invited=invited)
            return Move(holder, (call,))
        return complete()
    if step.endswith(".4"):
        for meeting in spine.meetings.called.values():
            if not meeting.held and not meeting.cancelled:
                there = tuple(dict.fromkeys((holder.ref, *spine.people.professionals, *everybody)))
                held = facts.MeetingHeld(purpose=meeting.purpose, present=there, meeting=meeting.id, category=category)
                return Move(holder, (held,))
        waiting = [one for one in spine.plan.standing() if one.evaluated_in != track.round]
        heard = dict(spine.evaluation.heard)
        act: list[Fact] = [
            hearing(one, category, facts.Heard.TALK)
            for one in spine.life.persons
            if heard.get(one.ref, 0) <= track.round_since
        ]
        for number, one in enumerate(waiting):
            goes_on = number == 0 and position.level == "1"
            act.append(
                facts.MeasureEvaluated(
                    measure=one.id,
                    effect=facts.Effect.SOME,
                    outcome=facts.MeasureOutcome.GOES_ON if goes_on else facts.MeasureOutcome.END,
                    evaluate_by=day + dt.timedelta(days=60) if goes_on else None,
                    category=category,
                )
            )
        return Move(holder, tuple(act)) if act else complete()
    if last.get("way_chosen", 0) <= track.round_since:
        outcome, target = ("up", "2.1") if position.level == "1" else ("close", None)
        return Move(leader, (facts.WayChosen(outcome=outcome, to=target, category=category),))
    if position.level == "1":
        way = spine.evaluation.way
        return complete("up" if way is None else way[0], "2.1" if way is None else way[1])
    return Move(leader, (facts.CaseClosed(reason=facts.ClosingReason.GOAL_REACHED, note=note("thank you")),))


def coordination(case: Case, day: dt.date) -> Fact | None:
    """Return what else happens to the baton: the holder away and back, a coordinator who takes over and ends."""
    spine, baton = case.spine, case.spine.baton
    if "holder_absent" not in spine.last:
        stand_in = next((ref for ref in spine.people.professionals if ref != baton.holder), None)
        return facts.HolderAbsent(from_=day, reason=facts.AbsenceReason.UNPLANNED, stand_in=stand_in)
    if baton.absence is not None:
        return facts.HolderBack()
    if "coordinator_appointed" not in spine.last:
        person = max(spine.people.professionals, default=FREE_REF)
        return facts.CoordinatorAppointed(person=person, as_=facts.CoordinatorKind.PLAN)
    return None if baton.coordinator is None else facts.CoordinatorEnded(reason=facts.CoordinatorEnding.NO_NEED)


def taken_over(day: dt.date) -> facts.CaseTakenOver:
    """Return that a case is taken over from paper on level 1: a log, a holder, a measure, a second service."""
    guardians = (MOTHER.ref, FATHER.ref)
    return facts.CaseTakenOver(
        persons=FAMILIES[0],
        home=SCHOOL,
        as_of=day,
        taken_from=facts.TakenFrom.PAPER,
        step="1.2",
        guardians=tuple(facts.TakenGuardian(ref, ref == MOTHER.ref, True) for ref in guardians),
        services=(PPT,),
        professionals=tuple(
            facts.TakenProfessional(one.ref, one.role, one.service.ref) for one in (TEACHER, HEAD, ADVISER)
        ),
        holder=TEACHER.ref,
        owner=TEACHER.ref,
        log_since=day - dt.timedelta(days=90),
        consents=tuple(
            facts.TakenConsent(
                giver=ref,
                scope=scope,
                service=service,
                form=facts.Form.WRITTEN,
                categories=tuple(Category),
                given_on=day - dt.timedelta(days=100),
                valid_until=day + dt.timedelta(days=200),
            )
            for ref in guardians
            for scope, service in ((Scope.LOG, None), (Scope.SERVICE, PPT))
        ),
        measures=(
            facts.TakenMeasure(responsible=TEACHER.ref, evaluate_by=day, started=False),
            facts.TakenMeasure(responsible=ADVISER.ref, service=PPT.ref, evaluate_by=day - dt.timedelta(days=10)),
        ),
        goals=1,
    )


def _aside(case: Case, holder: Actor, day: dt.date) -> Move | None:
    """Return what a case taken over has beside its steps: another plan, a transition, a duty given on."""
    spine, last = case.spine, case.spine.last
    applied = next(iter(spine.plans.plans), "")
    moving = next(iter(spine.transitions.planned), "")
    school = OTHER_SCHOOL.ref
    if "plan_applied_for" not in last:
        return Move(holder, (facts.PlanAppliedFor(plan_kind=facts.PlanKind.IOP),))
    if "plan_declined" not in last:
        return Move(holder, (facts.PlanDeclined(plan=applied, reason=facts.PlanRefusal.NOT_ENTITLED),))
    if "plan_linked" not in last:
        return Move(holder, (facts.PlanLinked(plan=applied, reference="iop-1"),))
    if "plan_dated" not in last:
        return Move(holder, (facts.PlanDated(plan=applied, revise_by=day + dt.timedelta(days=90)),))
    if "plan_ended" not in last:
        return Move(holder, (facts.PlanEnded(plan=applied),))
    if "task_given" not in last:
        return Move(holder, (facts.TaskGiven(to_person=holder.ref, category=Category.COORDINATION),))
    if "task_done" not in last:
        return Move(holder, (facts.TaskDone(task=next(iter(spine.tasks.given), "")),))
    requested = next(iter(spine.family.requests), None)
    if requested is None:
        other, of = facts.RequestAbout.OTHER, family_of(spine)[0]
        return Move(holder, (facts.RequestMade(about=other, requester=of, category=Category.COORDINATION),))
    if "preliminary_answer_given" not in last:
        later = facts.PreliminaryAnswerGiven(request=requested, expected_by=day, category=Category.COORDINATION)
        return Move(holder, (later,))
    if "need_seen" not in last:
        need = facts.NeedSeen(need=facts.Need.COORDINATOR, category=Category.COORDINATION)
        return Move(holder, (need,))
    if "need_followed_up" not in last:
        seen, offered = next(iter(spine.plans.needs), ""), facts.NeedFollowUp.OFFERED
        return Move(holder, (facts.NeedFollowedUp(seen=seen, how=offered, category=Category.COORDINATION),))
    if "transition_planned" not in last:
        to_school = facts.TransitionKind.TO_OTHER_SCHOOL
        return Move(holder, (facts.TransitionPlanned(transition_kind=to_school, day=day, receiving=OTHER_SCHOOL),))
    met = [one.id for one in spine.meetings.called.values() if one.held]
    if met and "duty_reassigned" not in last:
        to = ADVISER.ref if holder == TEACHER else TEACHER.ref
        return Move(holder, (facts.DutyReassigned(meeting=met[0], to=to, duty=facts.Duty.MINUTES),))
    if "transition_done" in last:
        return None
    asked = {one.target for one in spine.consents.asked}
    waiting = givers(case, Scope.SERVICE, school, day)
    if school not in asked:
        return Move(holder, (facts.ConsentAsked(scope=Scope.SERVICE, service=OTHER_SCHOOL, of=waiting),))
    for giver in waiting:
        given = facts.ConsentGiven(
            scope=Scope.SERVICE,
            service=OTHER_SCHOOL,
            giver=giver,
            form=facts.Form.WRITTEN,
            categories=(Category.EDUCATION,),
            valid_until=day + dt.timedelta(days=300),
        )
        return Move(holder, (given,))
    if "information_carried_over" not in last:
        education = (Category.EDUCATION,)
        return Move(holder, (facts.InformationCarriedOver(transition=moving, to=school, categories=education),))
    received = facts.TransitionOutcome.RECEIVED
    return Move(holder, (facts.TransitionDone(transition=moving, outcome=received),))


@functools.cache
def story(home: Service = SCHOOL, family: int = 0) -> tuple[Step, ...]:
    """Return the director's whole story, from nothing to close, a step every other day."""
    case, now, ids = Case.empty("case-1"), BEGINNING, Ids()
    engine = engine_with(ids)
    steps: list[Step] = []
    for _ in range(100):
        move = progress(case, now, home, family)
        if move is None:
            break
        made = ids.made
        verdict = engine.admit(case, move.act, by=move.by, now=now, because=move.because)
        steps.append(Step(case, move, now, now, verdict, made))
        assert verdict, f"the story stops at {[said(fact) for fact in move.act]}: {verdict.reasons}"
        case, now = steps[-1].after, now + dt.timedelta(days=2)
    assert case.spine.life.closed is not None, "the story has no end"
    return tuple(steps)


STORIES: Final = ((SCHOOL, 0), (SCHOOL, 1), (SCHOOL, 2), (HEALTH, 5), (SCHOOL, 4), (SCHOOL, TAKEN_OVER))
"""Where the stories are at home, and the number of their family."""


def told(home: Service = SCHOOL, family: int = 0, upto: int | None = None) -> History:
    """Return the first steps of a story as a history."""
    steps = story(home, family)[:upto]
    if not steps:
        return History(Case.empty("case-1"), (), BEGINNING, 0)
    case = steps[-1].after
    made = steps[-1].ids + len(steps[-1].verdict.entries if steps[-1].verdict else ())
    return History(case, steps, steps[-1].now + dt.timedelta(days=2), made, len(steps))


# Drawing


@functools.cache
def _below(limit: int) -> st.SearchStrategy[int]:
    return st.integers(0, limit - 1)


class Dice:
    """What is drawn, as choices: by hypothesis, or by a seed."""

    def __init__(self, draw: st.DrawFn | Random) -> None:
        self._draw = draw

    def below(self, limit: int) -> int:
        """Return a whole number from 0 on."""
        if limit <= 1:
            return 0
        return self._draw.randrange(limit) if isinstance(self._draw, Random) else self._draw(_below(limit))

    def chance(self, of: int) -> bool:
        """Return True once in `of` times; False is the simpler."""
        return self.below(of) == of - 1

    def pick(self, choices: Sequence[Any]) -> Any:
        """Return one of several; the first is the simplest."""
        return choices[self.below(len(choices))]


@st.composite
def histories(draw: st.DrawFn, *, most: int = 25, protected: bool = True, begun: bool = False) -> History:
    """Draw a history.

    Args:
        draw: Given by hypothesis.
        most: How many steps are drawn at most, after the part that is a story.
        protected: Whether it may hold protected matters.
        begun: Whether the case is opened at least.
    """
    return drawn_history(Dice(draw), most, protected=protected, begun=begun)


def drawn_history(dice: Dice, most: int = 25, *, protected: bool = True, begun: bool = False) -> History:
    """Draw a history with any dice."""
    home, family = dice.pick(STORIES)
    length = len(story(home, family))
    history = told(home, family, dice.below(length) + 1 if begun else dice.below(length + 1))
    case, now, ids = history.case, history.now, Ids(made=history.ids)
    engine = engine_with(ids)
    steps = list(history.steps)
    for _ in range(dice.below(most + 1)):
        now += dice.pick(_STEPS_OF_TIME)
        move = drawn_move(dice, engine, case, now, protected=protected)
        when, at = now, now
        if dice.chance(8):
            at = now + dice.pick((-1, 1)) * dice.pick(_STEPS_OF_TIME)
        elif dice.chance(20):
            when = at = now - dice.pick(_STEPS_OF_TIME)
        made = ids.made
        verdict = engine.admit(case, move.act, by=move.by, now=when, at=at, because=move.because)
        steps.append(Step(case, move, when, at, verdict, made))
        case = steps[-1].after
    return History(case, tuple(steps), now, ids.made, history.told)


def drawn_move(dice: Dice, engine: bti.Engine, case: Case, now: dt.datetime, *, protected: bool = True) -> Move:
    """Draw an attempt: half of the time one that is offered or that the story wants, half of the time a hostile one."""
    sort = dice.below(10)
    if sort == 0:
        move = progress(case, now)
        if move is not None:
            return move
    if sort == 9 and case.entries:
        return correcting_move(dice, case, now)
    if sort < 5:
        move = offered_move(dice, engine, case, now, protected=protected)
        if move is not None:
            return move
    return hostile_move(dice, case, now, protected=protected)


def offered_move(
    dice: Dice, engine: bti.Engine, case: Case, now: dt.datetime, *, protected: bool = True
) -> Move | None:
    """Draw a completion of an option, its free fields filled; None where nothing is offered."""
    by = drawn_actor(dice, case)
    option = offered_option(dice, engine, case, by, now, protected=protected)
    if option is None:
        return None
    draft, reasons = dice.pick([*((draft, ()) for draft in option.drafts), *option.needing])
    fact = filled(dice, draft, option, case, now)
    companions: tuple[Fact, ...] = ()
    if any(reason.kind is bti.ReasonKind.NEEDS_FACT for reason in reasons):
        companions = hearings(case)
    return Move(by, (*companions, fact), _WHY if reasons else None)


def offered_option(
    dice: Dice, engine: bti.Engine, case: Case, by: Actor, now: dt.datetime, *, protected: bool = True
) -> bti.Option | None:
    """Draw one of the options that are offered, each as likely as any other: the first offered in a drawn order.

    A few kinds are asked about at a time: somewhere among the first an offered one is found, and to look at all of them
    is most of what drawing a history costs.
    """
    kinds = _order(dice.below(_ORDERS), protected)
    asked, count = 0, 6
    while asked < len(kinds):
        some = kinds[asked : asked + count]
        options = engine.options(case, by=by, now=now, kinds=some)
        offered = next((options[kind] for kind in some if options[kind]), None)
        if offered is not None:
            return offered
        asked, count = asked + count, 2 * count
    return None


_ORDERS: Final = 1024


@functools.cache
def _order(number: int, protected: bool) -> tuple[str, ...]:
    """Return the kinds of fact in one of many orders."""
    kinds = list(KINDS if protected else _GUARDED_KINDS)
    Random(number).shuffle(kinds)
    return tuple(kinds)


def filled(dice: Dice, draft: Fact, option: bti.Option, case: Case, now: dt.datetime) -> Fact:
    """Return a draft with some of its free fields drawn anew; as it stands where they do not go together."""
    values: dict[str, Any] = {}
    if dice.chance(2):
        hints = types_of(type(draft))
        for name in sorted(option.free):
            if dice.chance(2):
                try:
                    values[name] = drawn_value(dice, name, hints[name], case, now)
                except InvalidValue:
                    continue  # parts that do not go together
    if "category" in option.choices and dice.chance(2):
        values["category"] = dice.pick(option.choices["category"])
    try:
        return attrs.evolve(draft, **values)
    except InvalidValue:
        return draft


def correcting_move(dice: Dice, case: Case, now: dt.datetime) -> Move:
    """Draw a correction of an entry, late ones more often, by its author or anybody; or that it is struck or so."""
    entries = case.entries[-10:] if dice.below(3) else case.entries
    entry: Entry = dice.pick(tuple(reversed(entries)))
    author = None if isinstance(entry.by, System) or dice.chance(4) else entry.by
    by = drawn_actor(dice, case) if author is None else author
    sort = dice.below(6)
    if sort == 0:
        return Move(by, (facts.EntryStruck(entry=entry.id, reason=dice.pick(tuple(facts.StrikeReason))),))
    if sort == 1:
        return Move(by, (facts.EntryShared(entry=entry.id, to=dice.pick(tuple(facts.Audience))),))
    if sort == 2:
        return Move(deputy(case), (facts.TextErased(entry=entry.id, decision="decision-1"),))
    if sort == 3:
        wrong = [ref for ref, why in case.spine.corrections.struck.items() if why is facts.StrikeReason.WRONG_CASE]
        if not wrong:
            return Move(by, (facts.EntryStruck(entry=entry.id, reason=facts.StrikeReason.WRONG_CASE),))
        return Move(deputy(case), (facts.EntryErased(entry=dice.pick(wrong), decision="decision-1"),))
    try:
        values = {
            name: drawn_value(dice, name, of, case, now)
            for name, of in types_of(type(entry.fact)).items()
            if name not in ("audience", "service") and dice.chance(3)
        }
        return Move(by, (facts.EntryCorrected(entry=entry.id, instead=attrs.evolve(entry.fact, **values)),))
    except InvalidValue:
        return Move(by, (facts.EntryStruck(entry=entry.id, reason=facts.StrikeReason.RECORDED_TWICE),))


def hearing(one: Concerned, category: Category, how: facts.Heard | None = None) -> facts.ChildHeard:
    """Return that somebody was heard, or did not wish to say anything; the unborn are unborn."""
    if one.birth is Unborn.UNBORN:
        return facts.ChildHeard(person=one.ref, reason=facts.NotHeard.UNBORN, category=category)
    reason = facts.NotHeard.DID_NOT_WISH if how is None else None
    return facts.ChildHeard(person=one.ref, how=how, reason=reason, category=category)


def hearings(case: Case) -> tuple[facts.ChildHeard, ...]:
    """Return for each person concerned the coded reason that they did not wish to say anything."""
    return tuple(hearing(one, Category.COORDINATION) for one in case.spine.life.persons)


def hostile_move(dice: Dice, case: Case, now: dt.datetime, *, protected: bool = True) -> Move:
    """Draw an attempt by anybody, in any hat, at anything."""
    by = drawn_actor(dice, case) if dice.below(4) else false_actor(dice)
    count = 1 + dice.chance(6)
    act = tuple(drawn_fact(dice, case, now, protected=protected) for _ in range(count))
    return Move(by, act, _WHY if dice.chance(3) else None)


def drawn_actor(dice: Dice, case: Case) -> Actor:
    """Draw one of the cast, more often one who has to do with the case."""
    inside = [one for one in CAST if case.spine.takes_part(one) or case.spine.is_kin(one.ref) or leads(one, case)]
    actor: Actor = dice.pick(inside) if inside and dice.below(3) else dice.pick(CAST)
    return actor


def leads(actor: Actor, case: Case) -> bool:
    """Tell whether somebody comes as a leader of the case's home service."""
    return isinstance(actor, Professional) and actor.service == case.spine.life.home and actor.role in LEADING


def deputy(case: Case) -> Professional:
    """Return a leader of the home service who was never heard of in the case; of the school before it is opened."""
    home = case.spine.life.home or SCHOOL
    role = next(role for role in LEADING if home.kind in GUIDE_ROLES[role].services)
    return Professional("p-deputy", role, home)


GUIDE_ROLES: Final = {role.id: role for role in GUIDE.roles}
LEADING: Final = tuple(role.id for role in GUIDE.roles if role.leads)
"""The roles that lead a service."""


_HATS: Final[tuple[Callable[[str], Actor], ...]] = (Guardian, PersonConcerned, Resident)


def false_actor(dice: Dice) -> Actor:
    """Draw somebody in a hat that may not be theirs."""
    ref: str = dice.pick(PEOPLE)
    hat = dice.below(6)
    if hat < 3:
        return _HATS[hat](ref)
    role: str = dice.pick(("teacher", "headteacher", "employee", "ppt_adviser", "health_station_head", "astronaut"))
    return Professional(ref, role, dice.pick((*SERVICES, Service("moon", "observatory"))))


_GUARDED_KINDS: Final = tuple(kind for kind, fact in KINDS.items() if fact not in BESIDE)


def drawn_fact(dice: Dice, case: Case, now: dt.datetime, *, protected: bool = True) -> Fact:
    """Draw a well-formed fact of any kind."""
    kind = KINDS[dice.pick(tuple(KINDS) if protected else _GUARDED_KINDS)]
    for _ in range(8):
        try:
            return kind(**{name: drawn_value(dice, name, of, case, now) for name, of in types_of(kind).items()})
        except InvalidValue:
            continue
    return facts.CommentMade(category=Category.FAMILY)


def types_of(fact: type[Fact]) -> Mapping[str, Any]:
    """Return the types of a fact's fields."""
    return _types_of(cast(Hashable, fact))


@functools.cache
def _types_of(fact: Any) -> Mapping[str, Any]:
    """Return the types of a fact's fields."""
    hints = get_type_hints(fact)
    return {field.name: hints[field.name] for field in attrs.fields(fact)}


def drawn_value(dice: Dice, name: str, of: Any, case: Case, now: dt.datetime) -> Any:
    """Draw a value of a type, likely to be near the mark."""
    if get_origin(of) in (types.UnionType, Union):
        chosen = next(one for one in get_args(of) if one is not type(None))
        return None if dice.chance(2) else drawn_value(dice, name, chosen, case, now)
    if of is str:
        return dice.pick(_pool(name, case)) if dice.below(5) else dice.pick((*PEOPLE, *_ids(case)))
    if of is Note:
        return note("something was said")
    if of is Service:
        return dice.pick(
            (*SERVICES, Service(PPT.ref, "school"), Service(FREE_REF, "ppt"), Service("moon", "observatory"))
        )
    if of is dt.date:
        return oslo_date(now) + dt.timedelta(days=dice.pick(_DAYS))
    if of is dt.datetime:
        return now - dice.pick(_STEPS_OF_TIME)
    if of is bool:
        return dice.chance(2)
    if of is int:
        return dice.pick((0, 1, 7, 40))
    if of is Fact:
        return drawn_fact(dice, case, now, protected=False)
    if isinstance(of, type) and issubclass(of, enum.Enum):
        return dice.pick(tuple(of))
    if get_origin(of) is tuple:
        inner = get_args(of)[0]
        if inner is Concerned:
            return dice.pick(FAMILIES)
        drawn = [drawn_value(dice, name, inner, case, now) for _ in range(dice.below(4))]
        return tuple(dict.fromkeys(drawn))
    if isinstance(of, type) and attrs.has(of):
        parts = types_of(cast(Any, of)).items()
        return cast(Any, of)(**{part: drawn_value(dice, part, its, case, now) for part, its in parts})
    raise TypeError(f"{name}: {of}")


def _ids(case: Case) -> tuple[str, ...]:
    hidden = tuple(entry.id for book in case.beside().values() for entry in book)
    return ("no-such-id", *(entry.id for entry in case.entries[-10:]), *hidden)


_STEPS: Final = tuple(step.id for level in GUIDE.levels for step in level.steps)
_OUTCOMES: Final = tuple(
    dict.fromkeys(outcome.id for level in GUIDE.levels for step in level.steps for outcome in step.outcomes)
)
_ROLES: Final = tuple(role.id for role in GUIDE.roles)


_SERVICE_REFS: Final[tuple[str, ...]] = (*(service.ref for service in SERVICES), "moon")

POOLS: Final[Mapping[str, Callable[[Case], tuple[str, ...]]]] = {
    "about": lambda case: _ids(case),
    "code": lambda case: ("skulevegring", "familievald", FREE_REF),
    "arena": lambda case: ("samba", "no-such-arena"),
    "arenas": lambda case: ("samba", "no-such-arena"),
    "companion": lambda case: (*sorted(case.spine.people.kin), "no-such-id"),
    "authorisation": lambda case: (*case.spine.circle.authorisations, "no-such-id"),
    "authorised": lambda case: (*case.spine.people.guardians, MOTHER.ref, CHILD.ref),
    "cleared": lambda case: (*PEOPLE, *_SERVICE_REFS),
    "child": lambda case: (*(one.ref for one in case.spine.life.persons), MOTHER.ref),
    "concern": lambda case: (*case.spine.concerns.raised, "no-such-id"),
    "consent": lambda case: (*(one.id for one in case.spine.consents.answers.values()), "no-such-id"),
    "agreement": lambda case: (*case.spine.plan.agreements, "no-such-id"),
    "goal": lambda case: (*case.spine.plan.goals, "no-such-id"),
    "goals": lambda case: (*case.spine.plan.goals, "no-such-id"),
    "group": lambda case: ("group-1", "c-child", "no-such-id"),
    "proposal": lambda case: (*case.spine.plan.proposed, *case.spine.plan.goals, "no-such-id"),
    "for_service": lambda case: _SERVICE_REFS,
    "guardian": lambda case: (*case.spine.people.guardians, FATHER.ref, CHILD.ref),
    "decision": lambda case: ("decision-1",),
    "entries": lambda case: _ids(case),
    "entry": lambda case: _ids(case),
    "into": lambda case: _ids(case),
    "leaving": lambda case: _SERVICE_REFS,
    "matter": lambda case: (*case.matters, "no-such-id"),
    "may_know": lambda case: (*case.spine.people.guardians, MOTHER.ref),
    "measure": lambda case: (*case.spine.plan.measures, "no-such-id"),
    "meeting": lambda case: (*{**case.spine.meetings.called, **case.spine.meetings.held}, "no-such-id"),
    "of": lambda case: _SERVICE_REFS,
    "report": lambda case: (*(one.id for book in case.matters.values() for one in book.entries), "no-such-id"),
    "offer": lambda case: ("no-such-id",) if case.spine.baton.offer is None else (case.spine.baton.offer.id,),
    "outcome": lambda case: (*_OUTCOMES, "fly"),
    "pathway": lambda case: (*case.spine.pathways.entered, "no-such-id"),
    "question": lambda case: (*case.spine.family.questions, "virket", "no-such-id"),
    "request": lambda case: (*case.spine.family.requests, *case.spine.plans.plans, "no-such-id"),
    "role": lambda case: (*_ROLES, "astronaut"),
    "guide": lambda case: (OLDER.digest, GUIDE.digest, "no-such-guide"),
    "level": lambda case: ("1", "9"),
    "other": lambda case: ("case-2", "case-1"),
    "owner": lambda case: (*case.spine.people.professionals, "no-such-id"),
    "plan": lambda case: (*case.spine.plans.plans, "no-such-id"),
    "seen": lambda case: (*case.spine.plans.needs, "no-such-id"),
    "service": lambda case: _SERVICE_REFS,
    "step": lambda case: (*(() if case.spine.track.position is None else (case.spine.track.position.step,)), "9.9"),
    "task": lambda case: (*case.spine.tasks.given, "no-such-id"),
    "to_service": lambda case: _SERVICE_REFS,
    "to": lambda case: (*PEOPLE, *_STEPS, *_SERVICE_REFS),
    "tool": lambda case: ("undringsnotat", "no-such-tool"),
    "transition": lambda case: (*case.spine.transitions.planned, "no-such-id"),
}
"""What a field of a name would most likely hold, where that is not a person; a field new to the library comes here."""


def _pool(name: str, case: Case) -> tuple[str, ...]:
    """Return what a field of a name would most likely hold."""
    pool = POOLS.get(name)
    return PEOPLE if pool is None else pool(case)


def is_shared(entry: Entry) -> bool:
    """Tell whether an entry stands in the case book."""
    return entry.book == CASE_BOOK


def by_system(entry: Entry) -> bool:
    """Tell whether an entry is a consequence."""
    return isinstance(entry.by, System)
