"""The case that is measured: one child on the Sortland guide, through level 2 to the close, by real admissions.

Everybody in it is invented. Entry ids are chosen, so that the same story can be told again and again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

import attrs

import bti
from bti import facts
from bti.people import Actor

__all__ = ["LEADER", "MOTHER", "NURSE", "STRANGER", "TEACHER", "Line", "Story", "tell"]

SCHOOL: Final = bti.Service("school-1", "school")
STATION: Final = bti.Service("station-1", "health_station")
TEACHER: Final = bti.Professional("teacher-1", "contact_teacher", SCHOOL)
LEADER: Final = bti.Professional("leader-1", "headteacher", SCHOOL)
NURSE: Final = bti.Professional("nurse-1", "public_health_nurse", STATION)
STRANGER: Final = bti.Professional("teacher-2", "teacher", SCHOOL)
MOTHER: Final = bti.Guardian("mother-1")
FATHER: Final = bti.Guardian("father-1")
CHILD: Final = "child-1"

BEGIN: Final = dt.datetime(2026, 1, 12, 8, 30, tzinfo=dt.UTC)
A_WHILE: Final = dt.timedelta(hours=36)
SCHOOLING: Final = facts.Category.EDUCATION
SHARED: Final = (facts.Category.EDUCATION, facts.Category.HEALTH, facts.Category.COORDINATION)


@attrs.frozen
class Line:
    """One line of the story.

    Attributes:
        fact: What happened.
        by: Who recorded it.
        now: When.
        entry_id: Under which id.
        before: The case as it was then.
        after: The case with it.
    """

    fact: facts.Fact
    by: Actor
    now: dt.datetime
    entry_id: str
    before: bti.Case
    after: bti.Case


@attrs.frozen
class Story:
    """The whole story.

    Attributes:
        engine: The engine that admitted it.
        lines: Its lines.
    """

    engine: bti.Engine
    lines: tuple[Line, ...]

    @property
    def case(self) -> bti.Case:
        """Return the case at the end."""
        return self.lines[-1].after

    def last(self, kind: type[facts.Fact], fits: Callable[[facts.Fact], bool] = lambda fact: True) -> Line:
        """Return the last line of a kind that fits."""
        return next(one for one in reversed(self.lines) if type(one.fact) is kind and fits(one.fact))


class _Teller:
    """Admits line after line."""

    def __init__(self, engine: bti.Engine) -> None:
        self.engine = engine
        self.case = bti.Case.empty("case-1")
        self.now = BEGIN
        self.lines: list[Line] = []

    def __call__(self, fact: facts.Fact, by: Actor = TEACHER) -> str:
        """Admit one fact, a while after the last, and return its id."""
        self.now += A_WHILE
        entry_id = f"entry-{len(self.lines) + 1:03}"
        verdict = self.engine.admit(self.case, fact, by=by, now=self.now, entry_id=entry_id)
        if not verdict:
            said = "; ".join(reason.text("en") for reason in verdict.reasons)
            raise RuntimeError(f"line {len(self.lines) + 1} of the story, {fact.kind}, is refused: {said}")
        self.lines.append(Line(fact, by, self.now, entry_id, self.case, verdict.case))
        self.case = verdict.case
        return entry_id

    def in_days(self, days: int) -> dt.date:
        """Return a date to come."""
        return (self.now + dt.timedelta(days=days)).date()


def tell(engine: bti.Engine) -> Story:
    """Tell the story.

    Raises:
        RuntimeError: A line is refused: the guide or the rules have changed, and the story has to follow.
    """
    teller = _Teller(engine)
    _wonder(teller)
    _consent(teller)
    _round(teller, "1", SCHOOLING, way="continue")
    _round(teller, "1", SCHOOLING, way="up", to="2.1")
    _second_service(teller)
    _round(teller, "2", facts.Category.COORDINATION, way="continue")
    _round(teller, "2", facts.Category.COORDINATION, way="close")
    teller(facts.CaseClosed(reason=facts.ClosingReason.GOAL_REACHED, note=_note("The goals are reached.")), NURSE)
    return Story(engine, tuple(teller.lines))


def _note(text: str) -> bti.Note:
    return bti.Note.of(text, salt=bytes(32))


def _wonder(teller: _Teller) -> None:
    teller(facts.CaseOpened(persons=(facts.Concerned(CHILD, dt.date(2016, 5, 3)),), home=SCHOOL))
    concern = teller(facts.ConcernRaised(category=SCHOOLING, note=_note("She sits alone in every break.")))
    teller(facts.StepCompleted(step="0.1"))
    teller(facts.ConcernDescribed(concern=concern, category=SCHOOLING, note=_note("Since October, each day.")))
    teller(facts.ConcernShared(concern=concern, with_=facts.SharedWith.LEADER, category=SCHOOLING))
    teller(facts.StepCompleted(step="0.2"))
    for guardian in (MOTHER, FATHER):
        teller(facts.GuardianNamed(person=guardian.ref, lives_with=True))
    for with_, person in (
        (facts.SharedWith.GUARDIAN, MOTHER.ref),
        (facts.SharedWith.GUARDIAN, FATHER.ref),
        (facts.SharedWith.CHILD, CHILD),
    ):
        teller(facts.ConcernShared(concern=concern, with_=with_, person=person, category=SCHOOLING))
    teller(facts.StepCompleted(step="0.3"))
    teller(facts.StepCompleted(step="0.4", outcome="level_1"))


def _consent(teller: _Teller) -> None:
    teller(facts.ConsentAsked(scope=facts.Scope.LOG, of=(MOTHER.ref, FATHER.ref)))
    for giver in (MOTHER.ref, FATHER.ref):
        teller(
            facts.ConsentGiven(
                scope=facts.Scope.LOG,
                giver=giver,
                form=facts.Form.WRITTEN,
                categories=SHARED,
                valid_until=teller.in_days(365),
            )
        )
    teller(facts.LogOpened())
    teller(
        facts.WishRecorded(
            wisher=MOTHER.ref, about=facts.WishAbout.HOLDER, category=facts.Category.FAMILY, note=_note("The teacher.")
        ),
        MOTHER,
    )
    offer = teller(facts.BatonAppointed(to=TEACHER.ref), LEADER)
    teller(facts.BatonAccepted(offer=offer))
    teller(facts.StepCompleted(step="1.1"))


def _second_service(teller: _Teller) -> None:
    teller(facts.ConsentAsked(scope=facts.Scope.SERVICE, service=STATION, of=(MOTHER.ref, FATHER.ref)))
    for giver in (MOTHER.ref, FATHER.ref):
        teller(
            facts.ConsentGiven(
                scope=facts.Scope.SERVICE,
                service=STATION,
                giver=giver,
                form=facts.Form.ELECTRONIC,
                categories=SHARED,
                valid_until=teller.in_days(365),
            )
        )
    teller(facts.ServiceJoined(joining=STATION))
    teller(facts.PersonJoined(person=NURSE.ref, role=NURSE.role, of=STATION.ref))
    weighed, other = tuple(facts.Criterion), facts.HolderChoice.OTHER
    teller(facts.HolderChoiceWeighed(criteria=weighed, decision=other, to=NURSE.ref, category=SCHOOLING))
    teller(facts.StepCompleted(step="2.1"))
    offer = teller(facts.BatonOffered(to=NURSE.ref))
    teller(facts.BatonDeclined(offer=offer, note=_note("Not before the holiday.")), NURSE)
    offer = teller(facts.BatonOffered(to=NURSE.ref))
    teller(facts.BatonAccepted(offer=offer), NURSE)


def _round(teller: _Teller, level: str, category: facts.Category, way: str, to: str | None = None) -> None:
    """Plan two measures, carry them out, evaluate them with the child's view, and choose the way on."""
    holder: Actor = NURSE if level == "2" else TEACHER
    teller(facts.GoalAgreed(category=category, note=_note("A friend to sit with.")), holder)
    measures = [
        teller(
            facts.MeasurePlanned(
                responsible=responsible,
                category=category,
                evaluate_by=teller.in_days(60),
                note=_note("A small group, twice a week."),
            ),
            holder,
        )
        for responsible in (TEACHER.ref, MOTHER.ref)
    ]
    teller(facts.StepCompleted(step=f"{level}.2"), holder)
    for measure in measures:
        teller(facts.MeasureStarted(measure=measure), holder)
    teller(facts.StepCompleted(step=f"{level}.3"), holder)
    for comment in ("She was glad today.", "Two of them came home with her."):
        teller(facts.CommentMade(category=facts.Category.FAMILY, note=_note(comment)), MOTHER)
    at_work = (TEACHER.ref,) if level == "1" else (TEACHER.ref, NURSE.ref)
    invited = (*at_work, MOTHER.ref, FATHER.ref)
    called = teller(
        facts.MeetingCalled(purpose=facts.MeetingKind.EVALUATION, day=teller.in_days(7), invited=invited), holder
    )
    present = (*at_work, MOTHER.ref)
    teller(
        facts.MeetingHeld(purpose=facts.MeetingKind.EVALUATION, present=present, meeting=called, category=category),
        holder,
    )
    teller(facts.ChildHeard(person=CHILD, how=facts.Heard.TALK, category=category), holder)
    for measure in measures:
        teller(
            facts.MeasureEvaluated(
                measure=measure, effect=facts.Effect.SOME, outcome=facts.MeasureOutcome.END, category=category
            ),
            holder,
        )
    teller(facts.StepCompleted(step=f"{level}.4"), holder)
    teller(facts.WayChosen(outcome=way, to=to, category=category), holder)
    if way != "close":
        teller(facts.StepCompleted(step=f"{level}.5", outcome=way, to=to), holder)
