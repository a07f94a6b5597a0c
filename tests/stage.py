"""A small stage for stories: invented people, one school, and a case that is played forward fact by fact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import bti
from bti import facts
from bti.facts import Category, Fact, Scope, SharedWith
from bti.people import Actor

SCHOOL = bti.Service("school-1", "school")
PPT = bti.Service("ppt-1", "ppt")
TEACHER = bti.Professional("teacher", "contact_teacher", SCHOOL)
COLLEAGUE = bti.Professional("colleague", "teacher", SCHOOL)
HEAD = bti.Professional("head", "headteacher", SCHOOL)
ADVISER = bti.Professional("adviser", "ppt_adviser", PPT)
MOTHER = bti.Guardian("mother")
FATHER = bti.Guardian("father")
CHILD = bti.PersonConcerned("child")
NEIGHBOUR = bti.Resident("neighbour")
BORN = dt.date(2015, 5, 5)
START = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
UNTIL = dt.date(2027, 3, 2)


class Stage:
    """Play facts into a case, an hour apart; `play` insists on admission, `tried` on refusal."""

    def __init__(self, engine: bti.Engine | None = None) -> None:
        self.engine = engine or bti.Engine(bti.load_guide("sortland"))
        self.case = bti.Case.empty("case-17")
        self.now = START

    def offer(
        self, fact: Fact | Sequence[Fact], by: Actor, *, at: dt.datetime | None = None, because: str | None = None
    ) -> bti.Verdict:
        """Propose a fact an hour later, without keeping what comes of it."""
        return self.engine.admit(self.case, fact, by=by, now=self.now + dt.timedelta(hours=1), at=at, because=because)

    def play(self, fact: Fact | Sequence[Fact], by: Actor, *, because: str | None = None) -> str:
        """Propose a fact, insist that it is admitted, and return the id of its entry."""
        verdict = self.offer(fact, by, because=because)
        assert isinstance(verdict, bti.Admitted), [(reason.code, reason.params) for reason in verdict.reasons]
        self.case = verdict.case
        self.now += dt.timedelta(hours=1)
        return verdict.entries[0].id

    def tried(
        self, fact: Fact | Sequence[Fact], by: Actor, *, at: dt.datetime | None = None, because: str | None = None
    ) -> set[str]:
        """Propose a fact, insist that it is refused and that nothing has changed, and return the codes."""
        before = self.case
        verdict = self.offer(fact, by, at=at, because=because)
        assert isinstance(verdict, bti.Refused), "this should have been refused"
        assert self.case is before
        for reason in verdict.reasons:
            for lang in ("nb", "nn", "en"):
                assert reason.text(lang)
            assert reason.citations
        return {reason.code for reason in verdict.reasons}

    # Stretches of the way that many stories share

    def opened(self) -> Stage:
        """Open the case at the school."""
        self.play(facts.CaseOpened(persons=(facts.Concerned("child", BORN),), home=SCHOOL), TEACHER)
        return self

    def concerned(self) -> Stage:
        """Raise and describe a concern; it is `self.concern`."""
        self.opened()
        self.concern = self.play(facts.ConcernRaised(category=Category.EDUCATION), TEACHER)
        self.play(facts.ConcernDescribed(concern=self.concern, category=Category.EDUCATION), TEACHER)
        return self

    def shared_at_work(self) -> Stage:
        """Share the concern with a colleague, as the guide wants before it is put into concrete words for good."""
        self.play(
            facts.ConcernShared(concern=self.concern, with_=SharedWith.COLLEAGUE, category=Category.EDUCATION), TEACHER
        )
        return self

    def shared(self) -> Stage:
        """Share the concern with a colleague, name both guardians and share it with them."""
        self.concerned()
        self.shared_at_work()
        for ref, lives_with in (("mother", True), ("father", False)):
            self.play(facts.GuardianNamed(person=ref, lives_with=lives_with), TEACHER)
            self.play(
                facts.ConcernShared(
                    concern=self.concern, with_=SharedWith.GUARDIAN, person=ref, category=Category.EDUCATION
                ),
                TEACHER,
            )
        return self

    def on_level_1(self) -> Stage:
        """Go through level 0."""
        self.shared()
        for step in ("0.1", "0.2", "0.3"):
            self.play(facts.StepCompleted(step=step), TEACHER)
        self.play(facts.StepCompleted(step="0.4", outcome="level_1"), TEACHER)
        return self

    def consent(
        self,
        scope: Scope = Scope.LOG,
        service: bti.Service | None = None,
        *,
        categories: tuple[Category, ...] = tuple(Category),
    ) -> None:
        """Ask both guardians and let both consent."""
        self.play(facts.ConsentAsked(scope=scope, service=service, of=("mother", "father")), TEACHER)
        for giver in ("mother", "father"):
            self.play(
                facts.ConsentGiven(
                    scope=scope,
                    service=service,
                    giver=giver,
                    form=facts.Form.WRITTEN,
                    categories=categories,
                    valid_until=UNTIL,
                ),
                TEACHER,
            )

    def held(self) -> Stage:
        """Open the log and let the teacher hold the baton."""
        self.on_level_1()
        self.consent()
        self.play(facts.LogOpened(), TEACHER)
        offer = self.play(facts.BatonAppointed(to="teacher"), HEAD)
        self.play(facts.BatonAccepted(offer=offer), TEACHER)
        return self

    def with_ppt(self) -> Stage:
        """Let the PPT join by consent, with its adviser."""
        self.held()
        self.consent(Scope.SERVICE, PPT)
        self.play(facts.ServiceJoined(joining=PPT), TEACHER)
        self.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)
        return self

    def measured(self) -> Stage:
        """Agree on a goal and start a measure; it is `self.measure`."""
        self.held()
        self.play(facts.StepCompleted(step="1.1"), TEACHER)
        self.play(facts.GoalAgreed(category=Category.EDUCATION), TEACHER)
        self.measure = self.play(
            facts.MeasurePlanned(responsible="teacher", evaluate_by=dt.date(2026, 5, 1), category=Category.EDUCATION),
            TEACHER,
        )
        self.play(facts.MeasureStarted(measure=self.measure), TEACHER)
        return self

    def with_bounded_ppt(self, *, holding: bool = False) -> Stage:
        """Let the PPT join under a consent that covers education alone; its adviser may take over the baton."""
        self.held()
        self.consent(Scope.SERVICE, PPT, categories=(Category.EDUCATION,))
        self.play(facts.ServiceJoined(joining=PPT), TEACHER)
        self.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)
        if holding:
            offer = self.play(facts.BatonOffered(to="adviser"), TEACHER)
            self.play(facts.BatonAccepted(offer=offer), ADVISER)
        return self

    def met(self) -> Stage:
        """Hold the evaluation meeting with those involved: those who work with the child, and both guardians."""
        present = (*(one for one in ("teacher", "adviser") if one in self.case.spine.people.professionals), "mother")
        self.play(
            facts.MeetingHeld(
                purpose=facts.MeetingKind.EVALUATION, present=(*present, "father"), category=Category.EDUCATION
            ),
            TEACHER,
        )
        return self

    def evaluated(self) -> Stage:
        """Hold the evaluation meeting, hear the child and let the measure go on."""
        self.measured()
        self.met()
        self.play(facts.ChildHeard(person="child", how=facts.Heard.TALK, category=Category.EDUCATION), TEACHER)
        self.play(
            facts.MeasureEvaluated(
                measure=self.measure,
                effect=facts.Effect.SOME,
                outcome=facts.MeasureOutcome.GOES_ON,
                evaluate_by=UNTIL,
                category=Category.EDUCATION,
            ),
            TEACHER,
        )
        return self
