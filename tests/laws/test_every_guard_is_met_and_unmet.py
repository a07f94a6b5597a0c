"""Every guard of the registry is seen met and unmet: along seeded histories, and in small stories of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator
from contextlib import contextmanager
from random import Random

import bti
from bti import facts
from bti.calendars import NorwegianCalendar
from bti.dates import oslo_date
from bti.facts import KINDS, Category, Concerned, Fact
from bti.guide.loading import parse_guide
from bti.people import Actor
from bti.record.case import Case
from bti.rules.actors import MAY_RECORD, Who
from bti.rules.ask import Ask
from bti.rules.judging import RULES
from bti.rules.registry import REGISTRY, Check, Found, Guard
from tests.laws.histories import (
    BEGINNING,
    GUIDE,
    HEAD,
    NEIGHBOUR,
    PPT,
    SCHOOL,
    TEACHER,
    Dice,
    History,
    drawn_history,
    hearings,
    story,
    told,
)
from tests.stage import ADVISER as STAGE_ADVISER
from tests.stage import PPT as STAGE_PPT
from tests.stage import SCHOOL as STAGE_SCHOOL
from tests.stage import TEACHER as STAGE_TEACHER
from tests.stage import UNTIL, Stage

SEEDS = 250
LISTS = ("form_alone", "form_fact", "rule_alone", "rule_fact")

STRICT = """
id = "strict"
extends = "national"
version = "1"
status = "in_force"
languages = ["nb", "nn", "en"]
title = {nb = "Streng veileder", nn = "Streng rettleiar", en = "Strict guide"}

[consent]
forms = ["written"]

[[level]]
id = "0"
[[level.step]]
id = "0.4"
[[level.step.outcome]]
id = "level_1"
requires = "log_consent_given"
"""
"""A guide that asks for what no bundled one does: a form of consent, and something more for one outcome."""


@contextmanager
def observed() -> Generator[dict[Check, set[bool]]]:
    """Let every guard be asked as always, and note whether it found something."""
    assert len(RULES) > 1  # importing the rules is what registers them
    seen: dict[Check, set[bool]] = {guard.check: set() for guard in REGISTRY.guards()}

    def noting(check: Check) -> Check:
        def asked(*question: object) -> Found:
            found = check(*question)
            seen[check].add(not found)
            return found

        asked.__name__ = check.__name__
        return asked

    before = [(kind, name, getattr(kind, name)) for kind in REGISTRY.kinds.values() for name in LISTS]
    try:
        for kind, name, checks in before:
            setattr(kind, name, [noting(check) for check in checks])
        yield seen
    finally:
        for kind, name, checks in before:
            setattr(kind, name, checks)


def stage(wanted: Callable[[Case], bool], home: bti.Service = SCHOOL, family: int = 0) -> History:
    """Return the story up to the first state that is as wanted."""
    stages = (told(home, family, steps) for steps in range(60))
    return next(one for one in stages if wanted(one.case))


def refused(history: History, by: Actor, *act: Fact, code: str, engine: bti.Engine | None = None) -> None:
    """Try an act that is refused for exactly one reason."""
    asked = history.engine if engine is None else engine
    verdict = asked.admit(history.case, act, by=by, now=history.now)
    assert not verdict
    assert [reason.code for reason in verdict.reasons] == [code]


def small_stories() -> None:
    """Play what chance hardly ever comes to."""
    nothing, day = told(upto=0), oslo_date(BEGINNING)
    tomorrow = facts.CaseOpened(persons=(Concerned("c-child", day + dt.timedelta(days=1)),), home=SCHOOL)
    refused(nothing, TEACHER, tomorrow, code="born_in_the_future")

    bounded = Stage().held()
    bounded.play(
        facts.ConsentAsked(scope=facts.Scope.SERVICE, service=STAGE_PPT, of=("mother", "father")), STAGE_TEACHER
    )
    for giver in ("mother", "father"):
        given = facts.ConsentGiven(
            scope=facts.Scope.SERVICE,
            service=STAGE_PPT,
            giver=giver,
            form=facts.Form.ORAL,
            categories=(facts.Category.EDUCATION,),
            valid_until=UNTIL,
        )
        bounded.play(given, STAGE_TEACHER)
    bounded.play(facts.ServiceJoined(joining=STAGE_PPT), STAGE_TEACHER)
    bounded.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), STAGE_TEACHER)
    assert bounded.tried(facts.GoalAgreed(category=facts.Category.HEALTH), STAGE_ADVISER) == {"category_not_covered"}
    offer = bounded.play(facts.BatonOffered(to="adviser"), STAGE_TEACHER)
    remark = facts.BatonDeclined(offer=offer, note=facts.Note.of("not this month"))
    assert bounded.tried(remark, STAGE_ADVISER) == {"category_not_covered"}

    grown = Stage()
    persons = (Concerned("young", dt.date(2000, 1, 1)),)
    grown.play(facts.CaseOpened(persons=persons, home=STAGE_SCHOOL), STAGE_TEACHER)
    concern = grown.play(facts.ConcernRaised(category=facts.Category.EDUCATION), STAGE_TEACHER)
    grown.play(facts.GuardianNamed(person="mother", lives_with=True), STAGE_TEACHER)
    told_mother = facts.ConcernShared(
        concern=concern, with_=facts.SharedWith.GUARDIAN, person="mother", category=facts.Category.EDUCATION
    )
    assert grown.tried(told_mother, STAGE_TEACHER) == {"of_age"}

    both = stage(lambda case: PPT.ref in case.spine.people.services)
    refused(both, HEAD, facts.ServiceJoined(joining=PPT), code="service_takes_part")

    untold = stage(lambda case: "g-mother" in case.spine.people.guardians)
    asked = facts.ConsentAsked(scope=facts.Scope.LOG, of=("g-mother",))
    refused(untold, TEACHER, asked, code="not_told_yet")
    called = facts.MeetingCalled(purpose=facts.MeetingKind.OTHER, day=oslo_date(untold.now), invited=("g-mother",))
    refused(untold, TEACHER, called, code="not_told_yet")

    answering = stage(lambda case: case.spine.baton.holder == TEACHER.ref)
    refused(answering, TEACHER, facts.BatonOffered(to=TEACHER.ref), code="offer_to_oneself")
    offered = stage(lambda case: case.spine.baton.offer is not None)
    refused(offered, TEACHER, facts.BatonAccepted(offer="no-such-id"), code="unknown_reference")

    measured = stage(lambda case: bool(case.spine.plan.measures))
    past = facts.MeasureEvaluated(
        measure=next(iter(measured.case.spine.plan.measures)),
        effect=facts.Effect.SOME,
        outcome=facts.MeasureOutcome.GOES_ON,
        evaluate_by=oslo_date(measured.now) - dt.timedelta(days=1),
        category=Category.EDUCATION,
    )
    refused(measured, TEACHER, *hearings(measured.case), past, code="date_is_past")


def strict_stories() -> None:
    """Play under a guide that asks for more than the bundled ones."""
    engine, now, case = bti.Engine(parse_guide(STRICT)), BEGINNING, Case.empty("case-1")

    def record(by: Actor, fact: Fact) -> str:
        nonlocal case
        verdict = engine.admit(case, fact, by=by, now=now)
        assert verdict
        case = case.grown(verdict.entries)
        return verdict.entries[0].id

    education = Category.EDUCATION
    record(TEACHER, facts.CaseOpened(persons=(Concerned("c-child", dt.date(2016, 5, 5)),), home=SCHOOL))
    concern = record(TEACHER, facts.ConcernRaised(category=education))
    record(TEACHER, facts.GuardianNamed(person="g-mother", lives_with=True))
    record(TEACHER, facts.ConcernDescribed(concern=concern, category=education))
    with_ = facts.SharedWith.GUARDIAN
    record(TEACHER, facts.ConcernShared(concern=concern, with_=with_, person="g-mother", category=education))
    for step in ("0.1", "0.2", "0.3"):
        record(HEAD, facts.StepCompleted(step=step))
    record(HEAD, facts.ConsentAsked(scope=facts.Scope.LOG, of=("g-mother",)))
    history = History(case, (), now, 0)
    up = facts.StepCompleted(step="0.4", outcome="level_1")
    refused(history, HEAD, up, code="step_needs", engine=engine)
    spoken = facts.ConsentGiven(
        scope=facts.Scope.LOG,
        giver="g-mother",
        form=facts.Form.ORAL,
        categories=(Category.EDUCATION,),
        valid_until=oslo_date(now),
    )
    refused(history, HEAD, spoken, code="form_not_accepted", engine=engine)


def is_behind_the_gate(guard: Guard) -> bool:
    """Tell whether a guard repeats what the gate asks before it: everybody who is let in may record the kind."""
    everybody = {Who.HOME, Who.SERVICE, Who.FAMILY}
    guarded = [kind for kind in REGISTRY.kinds.values() if guard in kind.guards]
    return guard.name == "recorded_by_one_who_may" and all(everybody <= set(MAY_RECORD[kind.fact]) for kind in guarded)


class TestEveryGuardIsMetAndUnmet:
    """A guard that is never met, or never unmet, is a rule that nobody has tried."""

    def test_in_seeded_histories_and_small_stories(self) -> None:
        """Asked by the engine, each guard is seen met and unmet; those behind the gate are seen met."""
        story.cache_clear()
        with observed() as seen:
            for seed in range(SEEDS):
                drawn_history(Dice(Random(seed)))
            small_stories()
            strict_stories()
        for guard in REGISTRY.guards():
            expected = {True} if is_behind_the_gate(guard) else {True, False}
            assert seen[guard.check] == expected, f"{guard.name}: {guard.rule}"

    def test_a_guard_behind_the_gate_would_refuse_by_itself(self) -> None:
        """Were the gate opened, the guards behind it would still keep outsiders out."""
        history = told(upto=5)
        ask = Ask(
            history.case.spine, GUIDE, NorwegianCalendar(), NEIGHBOUR, history.now, history.now, (), lambda ref: False
        )
        behind = [guard for guard in REGISTRY.guards() if is_behind_the_gate(guard)]
        assert {kind.fact.kind for kind in REGISTRY.kinds.values() for guard in kind.guards if guard in behind} == {
            "consent_refused",
            "consent_withdrawn",
            "wish_recorded",
            "comment_made",
        }
        for guard in behind:
            assert guard.check(ask)

    def test_every_guard_says_its_rule_and_source(self) -> None:
        """Each guard states its rule in a sentence and names where it is written."""
        for guard in REGISTRY.guards():
            assert guard.rule.endswith("."), guard.name
            assert guard.sources, guard.name

    def test_every_kind_is_admitted_somewhere(self) -> None:
        """No kind of fact is only ever refused: the seeded histories admit each of them."""
        admitted: set[str] = set()
        for seed in range(SEEDS):
            case = drawn_history(Dice(Random(seed))).case
            books = (case.entries, *(matter.entries for matter in case.matters.values()))
            admitted |= {entry.fact.kind for book in books for entry in book}
        assert admitted == set(KINDS)
