"""Stories told under any guide: one case at one home service, played in the words the guides have in common.

And the account of a guide: every rule that a fact file states, with where the guide holds it and what shows it obeyed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Self, cast

import attrs

import bti
from bti import facts
from bti.answers.verdict import Admitted, Refused
from bti.dates import Due, due
from bti.duties.duty import Duty
from bti.facts import Category, Scope, SharedWith
from bti.guide import Guide, NotStated, Origin
from bti.testing.story import Story
from bti.text import Text
from tests.stage import BORN, HEAD, PPT, START, TEACHER, UNTIL

__all__ = ["SAID", "Row", "Tale", "account", "opened_for", "origins", "rows_said"]

LEARNING = Category.EDUCATION


class Tale(Story):
    """A story with the stretches that guides share; each line says what it does and insists that it is admitted.

    Args:
        guide: The guide it is told under.
        teller: Who records.
        head: Who leads the home service.

    Attributes:
        concern: The concern, once raised.
        measure: The measure last planned.
        measures: All that were planned.
    """

    concern: str
    measure: str
    measures: tuple[str, ...] = ()

    def __init__(self, guide: Guide, *, teller: bti.Professional = TEACHER, head: bti.Professional = HEAD) -> None:
        super().__init__(bti.Engine(guide), begins=START)
        self.guide = guide
        self.teller = teller
        self.head = head

    def wonders(self, *persons: facts.Concerned) -> Self:
        """Open the case at the teller's service and raise a concern."""
        concerned = persons or (facts.Concerned("child", BORN),)
        self.given("the case is opened", facts.CaseOpened(persons=concerned, home=self.teller.service), by=self.teller)
        self.concern = self.given("somebody wonders", facts.ConcernRaised(category=LEARNING), by=self.teller)
        return self

    def describes(self) -> Self:
        """Put the concern into words."""
        self.given(
            "the concern is put into words",
            facts.ConcernDescribed(concern=self.concern, category=LEARNING),
            by=self.teller,
        )
        return self

    def names_mother(self) -> Self:
        """Name the mother as guardian."""
        self.given("the mother is named", facts.GuardianNamed(person="mother", lives_with=True), by=self.teller)
        return self

    def shares(self, *with_: SharedWith) -> Self:
        """Share the concern, with the mother where it is with a guardian."""
        whom = {SharedWith.GUARDIAN: "mother", SharedWith.CHILD: "child"}
        for one in with_:
            shared = facts.ConcernShared(concern=self.concern, with_=one, person=whom.get(one), category=LEARNING)
            self.given(f"the concern is shared with a {one.value}", shared, by=self.teller)
        return self

    def told(self) -> Self:
        """Raise, describe and share a concern with leader, colleague and the mother."""
        self.wonders().describes().names_mother()
        return self.shares(SharedWith.LEADER, SharedWith.COLLEAGUE, SharedWith.GUARDIAN)

    def does(self, *steps: str) -> Self:
        """Complete steps that have no outcomes."""
        for step in steps:
            self.given(f"step {step} is completed", facts.StepCompleted(step=step), by=self.teller)
        return self

    def goes(self, step: str, outcome: str, to: str | None = None) -> Self:
        """Complete a step by an outcome."""
        self.given(
            f"step {step} ends: {outcome}", facts.StepCompleted(step=step, outcome=outcome, to=to), by=self.teller
        )
        return self

    def tries(
        self, step: str, outcome: str | None = None, to: str | None = None, *, because: str | None = None
    ) -> Self:
        """Try to complete a step; say next how it ends."""
        fact = facts.StepCompleted(step=step, outcome=outcome, to=to)
        self.when(f"step {step} is tried", fact, by=self.teller, because=because)
        return self

    def asks(self, scope: Scope = Scope.LOG, service: bti.Service | None = None) -> Self:
        """Ask the mother for consent."""
        asked = facts.ConsentAsked(scope=scope, service=service, of=("mother",))
        self.given("the mother is asked", asked, by=self.teller)
        return self

    @staticmethod
    def yes(
        giver: str = "mother",
        *,
        scope: Scope = Scope.LOG,
        service: bti.Service | None = None,
        form: facts.Form = facts.Form.WRITTEN,
    ) -> facts.ConsentGiven:
        """Make a consent."""
        return facts.ConsentGiven(
            scope=scope, service=service, giver=giver, form=form, categories=tuple(Category), valid_until=UNTIL
        )

    def consents(self, scope: Scope = Scope.LOG, service: bti.Service | None = None) -> Self:
        """Ask the mother, who says yes in the first form that the guide accepts."""
        self.asks(scope, service)
        accepted = cast("tuple[facts.Form, ...]", self.guide.consent.forms.value)
        form = facts.Form(accepted[0].value)
        self.given("the mother says yes", self.yes(scope=scope, service=service, form=form), by=self.teller)
        return self

    def holds(self, person: str | None = None) -> Self:
        """Let the leader appoint the teller, or somebody else who takes part, who accepts."""
        whom = person or self.teller.ref
        offer = self.given("a holder is appointed", facts.BatonAppointed(to=whom), by=self.head)
        if person is None:
            self.given("the teller accepts", facts.BatonAccepted(offer=offer), by=self.teller)
        return self

    def wishes(self) -> Self:
        """Record what the mother wishes as to who holds the baton."""
        wish = facts.WishRecorded(wisher="mother", about=facts.WishAbout.HOLDER, category=LEARNING)
        self.given("the mother says whom she wishes for", wish, by=self.teller)
        return self

    def weighs(self) -> Self:
        """Weigh who should hold the baton on a new level: the holder goes on."""
        weighed = facts.HolderChoiceWeighed(
            criteria=tuple(facts.Criterion), decision=facts.HolderChoice.KEEP, category=LEARNING
        )
        self.given("it is weighed who holds the baton", weighed, by=self.teller)
        return self

    def plans(self, place: facts.Place | None = None) -> Self:
        """Agree on a goal and plan a measure, at a place where one is told."""
        self.given("a goal is agreed", facts.GoalAgreed(category=LEARNING), by=self.teller)
        planned = facts.MeasurePlanned(
            responsible=self.teller.ref, evaluate_by=dt.date(2026, 6, 1), place=place, category=LEARNING
        )
        self.measure = self.given("a measure is planned", planned, by=self.teller)
        self.measures = (*self.measures, self.measure)
        return self

    def plans_at_home_too(self) -> Self:
        """Agree on goals, and plan one measure of the service and one at home."""
        return self.plans(facts.Place.HOME).plans(facts.Place.SERVICE)

    def starts(self) -> Self:
        """Start the measure."""
        self.given("the measure is started", facts.MeasureStarted(measure=self.measure), by=self.teller)
        return self

    def hears(self) -> Self:
        """Hear the child."""
        heard = facts.ChildHeard(person="child", how=facts.Heard.TALK, category=LEARNING)
        self.given("the child is heard", heard, by=self.teller)
        return self

    def hears_mother(self) -> Self:
        """Hear the mother."""
        heard = facts.FamilyHeard(person="mother", how=facts.Heard.TALK, category=LEARNING)
        self.given("the mother is heard", heard, by=self.teller)
        return self

    def evaluates(self) -> Self:
        """Evaluate every measure so far; each goes on."""
        for measure in self.measures:
            self.given("a measure is evaluated", self._evaluated(measure), by=self.teller)
        return self

    @staticmethod
    def _evaluated(measure: str) -> facts.MeasureEvaluated:
        return facts.MeasureEvaluated(
            measure=measure,
            effect=facts.Effect.SOME,
            outcome=facts.MeasureOutcome.GOES_ON,
            evaluate_by=UNTIL,
            category=LEARNING,
        )

    def meets(
        self, purpose: facts.MeetingKind = facts.MeetingKind.EVALUATION, *present: str, arena: str | None = None
    ) -> Self:
        """Hold a meeting: with everybody who takes part and everybody of the family who has been told, or some."""
        held = facts.MeetingHeld(purpose=purpose, present=present or self._everybody(), arena=arena, category=LEARNING)
        self.given(f"a meeting is held: {purpose.value}", held, by=self.teller)
        return self

    def files(self, tool: str | None = None, sort: facts.DocumentSort = facts.DocumentSort.OTHER) -> Self:
        """File a document, written with a tool of the guide where one is named."""
        filed = facts.DocumentFiled(document="document-1", sort=sort, tool=tool, category=LEARNING)
        self.given(f"a document is filed: {tool or sort.value}", filed, by=self.teller)
        return self

    def gives_task(self) -> Self:
        """Agree that the mother has a task."""
        self.given("a task is given", facts.TaskGiven(to_person="mother", category=LEARNING), by=self.teller)
        return self

    def answers(self, *questions: str) -> Self:
        """Answer questions that the guide wants an evaluation to answer."""
        for question in questions:
            answered = facts.EvaluationAnswered(question=question, answer=facts.Answered.YES, category=LEARNING)
            self.given(f"it is answered: {question}", answered, by=self.teller)
        return self

    def said_as_advice(self, code: str = "step_needs") -> str:
        """Return what the last attempt was admitted with as advice of one code, in bokmål."""
        verdict = self.verdict
        if not isinstance(verdict, Admitted):
            self._fail("this should have been admitted")
        return " ".join(one.text("nb") for one in verdict.advice if one.code.startswith(code))

    def _everybody(self) -> tuple[str, ...]:
        people = self.spine.people
        return tuple(dict.fromkeys((self.teller.ref, *people.professionals, *sorted(people.told))))

    def calls(self) -> Self:
        """Call a meeting in a week."""
        day = (self.now + dt.timedelta(days=7)).date()
        called = facts.MeetingCalled(purpose=facts.MeetingKind.EVALUATION, day=day, invited=self._everybody())
        self.given("a meeting is called", called, by=self.teller)
        return self

    def concludes(self, step: str, outcome: str, to: str | None = None) -> Self:
        """Evaluate, complete the step of evaluating and choose the way, all in one meeting and one act."""
        held = facts.MeetingHeld(purpose=facts.MeetingKind.EVALUATION, present=self._everybody(), category=LEARNING)
        heard = facts.ChildHeard(person="child", how=facts.Heard.TALK, category=LEARNING)
        way = facts.WayChosen(outcome=outcome, to=to, category=LEARNING)
        act = (held, heard, *map(self._evaluated, self.measures), facts.StepCompleted(step=step), way)
        self.given("in one meeting it is evaluated and decided", *act, by=self.teller)
        return self

    def chooses(self, outcome: str, to: str | None = None) -> Self:
        """Choose the way on."""
        self.given(
            f"the way is chosen: {outcome}", facts.WayChosen(outcome=outcome, to=to, category=LEARNING), by=self.teller
        )
        return self

    def brings_in(self, service: bti.Service = PPT) -> Self:
        """Let another service join with the mother's consent."""
        self.consents(Scope.SERVICE, service)
        self.given("the service joins", facts.ServiceJoined(joining=service), by=self.teller)
        return self

    def with_adviser(self) -> Self:
        """Let an adviser of PPT, which has joined, take part."""
        joined = facts.PersonJoined(person="adviser", role="ppt_adviser", of=PPT.ref)
        self.given("the adviser joins", joined, by=self.teller)
        return self

    def brings_in_with(self, *others: str, service: bti.Service = PPT) -> Self:
        """Let another service join with the consent of the mother and of others."""
        asked = facts.ConsentAsked(scope=Scope.SERVICE, service=service, of=("mother", *others))
        self.given("they are asked", asked, by=self.teller)
        for giver in ("mother", *others):
            self.given(f"{giver} says yes", self.yes(giver, scope=Scope.SERVICE, service=service), by=self.teller)
        self.given("the service joins", facts.ServiceJoined(joining=service), by=self.teller)
        return self

    # What came of it

    @property
    def step(self) -> str | None:
        """Return the step on which the case stands."""
        position = self.spine.track.position
        return None if position is None else position.step

    def due(self, step_id: str, deadline_id: str) -> Due:
        """Count a deadline of a step from the fact of this case that sets it running."""
        step = self.guide.step(step_id)
        assert step is not None
        assert not isinstance(step.deadlines, NotStated)
        (deadline,) = [one for one in step.deadlines if one.id == deadline_id]
        assert deadline.start is not None
        assert deadline.length is not None
        kind = deadline.start.fact
        start = next(entry.at for entry in self.case.entries if entry.fact is not None and entry.fact.kind == kind)
        return due(start, deadline.length, deadline.unit)

    def limits(self, *, by: bti.Actor | None = None) -> Mapping[str, Duty]:
        """Return the time limits that run now, by the id they have in the guide, as the teller is told of them."""
        agenda = self.engine.agenda(self.case, by=by or self.teller, now=self.now)
        return {one.cites[0].ref.rpartition("deadline ")[2]: one for one in agenda if one.code == "keep_deadline"}

    def owed(self, *, by: bti.Actor | None = None) -> Mapping[str, Duty]:
        """Return what the guide itself says is owed now, by the id it has there, as the teller is told of it."""
        return {name: one for name, one in self._duties(by or self.teller).items() if not one.lasts}

    def lasting(self, *, by: bti.Actor | None = None) -> Mapping[str, Duty]:
        """Return what the guide says is lasting work now, by the id it has there, as the teller is told of it."""
        return {name: one for name, one in self._duties(by or self.teller).items() if one.lasts}

    def _duties(self, by: bti.Actor) -> Mapping[str, Duty]:
        agenda = self.engine.agenda(self.case, by=by, now=self.now)
        known = [one for one in agenda if one.code in ("do_duty", "do_duty_again")]
        return {one.cites[0].ref.rpartition("duty ")[2]: one for one in known}

    def cited(self, lang: str = "en") -> str:
        """Return all that the last refusal, or advice, cites, in words."""
        assert self.verdict is not None
        reasons = self.verdict.reasons if isinstance(self.verdict, Refused) else self.verdict.advice
        return "; ".join(citation.text(lang) for reason in reasons for citation in reason.citations)

    def said(self, lang: str) -> str:
        """Return the reasons of the last refusal in words."""
        assert isinstance(self.verdict, Refused), "this should have been refused"
        return "; ".join(reason.text(lang) for reason in self.verdict.reasons)

    @property
    def reasons(self) -> list[str]:
        """Return the codes of the last refusal, each as often as it stands."""
        assert isinstance(self.verdict, Refused), "this should have been refused"
        return sorted(reason.code for reason in self.verdict.reasons)


# --- the account of what a guide's sources state ---------------------------------------------------------------------

SAID = "said"


@attrs.frozen
class Row:
    """One rule of a fact file.

    Attributes:
        rule: The rule, in our words.
        place: Where the guide states it: the path of an element ("level 0 / step 0.4"), or "said violence".
        shown: The test that shows it obeyed; `SAID` where no fact of the record can carry it.
    """

    rule: str
    place: str
    shown: str


def _walk(value: object) -> Iterator[object]:
    yield value
    if isinstance(value, tuple):
        for one in cast("tuple[object, ...]", value):
            yield from _walk(one)
    elif isinstance(value, Mapping):
        for one in cast("Mapping[str, object]", value).values():
            yield from _walk(one)
    elif attrs.has(type(value)) and not isinstance(value, Text):
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
            if field.init:
                yield from _walk(getattr(value, field.name))


def origins(guide: Guide) -> Mapping[str, Origin]:
    """Return where each element is that the guide itself states, by path."""
    found = (one for one in _walk(guide) if isinstance(one, Origin))
    return {one.path: one for one in found if one.guide == guide.id and one.path}  # a source stands nowhere by itself


def opened_for(guide: Guide, *persons: facts.Concerned) -> tuple[str, ...]:
    """Open a case at a school, and return why it is refused, in code; nothing where it is not."""
    opened = facts.CaseOpened(persons=persons, home=TEACHER.service)
    verdict = Tale(guide).when("a case is opened", opened, by=TEACHER).verdict
    return tuple(reason.code for reason in verdict.reasons) if isinstance(verdict, Refused) else ()


def account(guide: Guide, rows: Sequence[Row], module: Mapping[str, object]) -> None:
    """Insist that a table is whole: each row stands in the guide, each is shown or said, and no element lacks a row."""
    stated = origins(guide)
    said = {path for path in stated if path.rpartition(" / ")[2].startswith("said ")}
    for row in rows:
        assert row.place in stated, f"the guide does not state {row.place}"
        if row.shown == SAID:
            assert row.place in said, f"{row.place} is not said"
        else:
            assert callable(module.get(row.shown)), f"there is no test {row.shown}"
    covered = {row.place for row in rows}
    bare = [path for path in stated if not any(path == one or path.startswith(f"{one} / ") for one in covered)]
    containers = {path for path in bare if any(one.startswith(f"{path} / ") for one in covered)}
    assert sorted(set(bare) - containers) == [], "these are stated and stand in no row"
    assert said <= covered


def rows_said(under: str, rules: Mapping[str, str]) -> tuple[Row, ...]:
    """Return a row for each rule that is said and not enforced, by its id; `under`: where ("", "variant school / ")."""
    return tuple(Row(rule, f"{under}said {name}", SAID) for name, rule in rules.items())
