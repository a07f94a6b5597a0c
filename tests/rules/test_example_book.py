"""Each kind of fact is admitted once, and refused once by every guard that stands before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from contextlib import contextmanager

import attrs
import pytest

import bti
from bti.facts import KINDS, Content, Fact
from bti.people import Guardian, PersonConcerned, Professional, Resident
from bti.record.case import Case
from bti.record.kinds import BESIDE
from bti.rules.judging import RULES
from bti.rules.registry import REGISTRY, Check, Found
from tests import stage as cast_of
from tests.examples.book import ADMITTED, REFUSED, Attempt, whole_book

whole_book()
assert len(RULES) > 1  # importing the rules is what registers them

LISTS = ("form_alone", "form_fact", "rule_alone", "rule_fact")

EVERYWHERE = {
    "recorded_after_the_entry_above",
    "happened_after_the_last_of_its_topic",
    "the_case_is_open",
    "recorded_by_one_who_may",
    "content_comes_from_a_service_that_takes_part",
    "content_is_covered_by_consent",
}
"""Guards that stand before (nearly) every kind: their examples are made from the admitted ones, below."""

ANYBODY = (
    cast_of.TEACHER,
    cast_of.COLLEAGUE,
    cast_of.HEAD,
    cast_of.ADVISER,
    cast_of.MOTHER,
    cast_of.CHILD,
    cast_of.NEIGHBOUR,
    Guardian("father"),
    PersonConcerned("child"),
    Resident("stranger"),
    Professional("substitute", "teacher", cast_of.SCHOOL),
)

ELSEWHERE = bti.Service("elsewhere-1", "nav")


@contextmanager
def finding(kind: str) -> Generator[set[str]]:
    """Collect the names of the guards before one kind that find something."""
    found: set[str] = set()
    of = REGISTRY.kinds[KINDS[kind]]

    def noting(check: Check) -> Check:
        def asked(*question: object) -> Found:
            said = check(*question)
            if said:
                found.add(check.__name__)
            return said

        asked.__name__ = check.__name__
        return asked

    before = {name: getattr(of, name) for name in LISTS}
    try:
        for name, checks in before.items():
            setattr(of, name, [noting(check) for check in checks])
        yield found
    finally:
        for name, checks in before.items():
            setattr(of, name, checks)


def tried(attempt: Attempt) -> bti.Verdict:
    """Make the attempt."""
    return attempt.stage.offer(attempt.fact, attempt.by, at=attempt.at, because=attempt.because)


def refused_by(kind: str, attempt: Attempt) -> set[str]:
    """Make the attempt, insist that it is refused with reasons, and return the guards that found something."""
    with finding(kind) as found:
        verdict = tried(attempt)
    assert isinstance(verdict, bti.Refused), f"{kind} should have been refused"
    for reason in verdict.reasons:
        for lang in ("nb", "nn", "en"):
            assert reason.text(lang)
        assert reason.citations
    return found


def the_fact(kind: str, attempt: Attempt) -> Fact:
    """Return the fact of a kind that an attempt is about."""
    act = (attempt.fact,) if isinstance(attempt.fact, Fact) else attempt.fact
    return [fact for fact in act if fact.kind == kind][-1]


def with_fact(kind: str, attempt: Attempt, **fields: object) -> Attempt:
    """Return the attempt with other values in the fact it is about."""
    fact = the_fact(kind, attempt)
    other: Fact = attrs.evolve(fact, **fields)
    act = (attempt.fact,) if isinstance(attempt.fact, Fact) else attempt.fact
    return attrs.evolve(attempt, fact=tuple(other if one is fact else one for one in act))


def with_case(attempt: Attempt, case: Case) -> Attempt:
    """Return the attempt on another case."""
    attempt.stage.case = case
    return attempt


GUARDED = [kind for kind, fact in KINDS.items() if fact not in BESIDE]


def pairs() -> list[tuple[str, str]]:
    """Return every kind with every guard that stands before it."""
    return [(kind, guard.name) for kind in GUARDED for guard in REGISTRY.kinds[KINDS[kind]].guards]


@pytest.mark.parametrize("kind", list(KINDS))
def test_is_admitted(kind: str) -> None:
    """Each kind has an example, and it is admitted."""
    assert kind in ADMITTED, f"tests/examples has no story in which {kind} is admitted"
    for play in ADMITTED[kind]:
        verdict = tried(play())
        assert isinstance(verdict, bti.Admitted), [(reason.code, reason.params) for reason in verdict.reasons]
        assert kind in [entry.fact.kind for entry in verdict.entries]


@pytest.mark.parametrize(("kind", "guard"), [pair for pair in pairs() if pair[1] not in EVERYWHERE or pair in REFUSED])
def test_is_refused(kind: str, guard: str) -> None:
    """Each guard before a kind has an example that it refuses."""
    assert (kind, guard) in REFUSED, f"tests/examples has no story in which {guard} refuses {kind}"
    for play in REFUSED[kind, guard]:
        assert guard in refused_by(kind, play())


def test_no_example_is_of_a_guard_that_is_gone() -> None:
    """The book names kinds and guards that exist."""
    assert set(REFUSED) <= set(pairs())
    assert set(ADMITTED) <= set(KINDS)


def example(kind: str) -> Attempt:
    """Return an attempt that is admitted, without what else is in its act: the guards of form ask nothing of that."""
    attempt = ADMITTED[kind][0]()
    return attrs.evolve(attempt, fact=the_fact(kind, attempt))


@pytest.mark.parametrize("kind", [kind for kind, guard in pairs() if guard == "recorded_after_the_entry_above"])
def test_is_refused_before_the_entry_above(kind: str) -> None:
    """Nothing is recorded before the entry above it."""
    attempt = example(kind)
    attempt.stage.now -= dt.timedelta(days=1)
    assert "recorded_after_the_entry_above" in refused_by(kind, attrs.evolve(attempt, at=None))


@pytest.mark.parametrize("kind", [kind for kind, guard in pairs() if guard == "happened_after_the_last_of_its_topic"])
def test_is_refused_before_the_last_of_its_topic(kind: str) -> None:
    """Nothing is said to have happened before the last of its topic."""
    attempt = example(kind)
    spine, topic = attempt.stage.case.spine, KINDS[kind].topic
    happened = {**spine.happened, topic: attempt.stage.now}
    later = attrs.evolve(attempt.stage.case, spine=attrs.evolve(spine, happened=happened))
    earlier = attrs.evolve(attempt, at=attempt.stage.now - dt.timedelta(hours=2))
    assert "happened_after_the_last_of_its_topic" in refused_by(kind, with_case(earlier, later))


@pytest.mark.parametrize("kind", [kind for kind, guard in pairs() if guard == "the_case_is_open"])
def test_is_refused_in_a_closed_case(kind: str) -> None:
    """Nothing is recorded in a closed case."""
    attempt = example(kind)
    case = attempt.stage.case
    life = attrs.evolve(case.spine.life, closed=attempt.stage.now)
    closed = attrs.evolve(case, spine=attrs.evolve(case.spine, life=life))
    assert "the_case_is_open" in refused_by(kind, with_case(attempt, closed))


@pytest.mark.parametrize("kind", [kind for kind, guard in pairs() if guard == "recorded_by_one_who_may"])
def test_is_refused_to_somebody_who_may_not(kind: str) -> None:
    """Somebody is found who may not record the kind: at the guard, or at the gate before it."""
    attempts = [attrs.evolve(example(kind), by=by) for by in ANYBODY]
    verdicts = [tried(attempt) for attempt in attempts]
    codes = {reason.code for verdict in verdicts if not verdict for reason in verdict.reasons}
    assert codes & {"not_yours_to_record", "not_taking_part"}


@pytest.mark.parametrize(
    "kind", [kind for kind, guard in pairs() if guard == "content_comes_from_a_service_that_takes_part"]
)
def test_is_refused_from_a_service_that_takes_no_part(kind: str) -> None:
    """A content does not come from a service that nobody has heard of."""
    assert "content_comes_from_a_service_that_takes_part" in refused_by(
        kind, with_fact(kind, example(kind), service="nowhere")
    )


@pytest.mark.parametrize("kind", [kind for kind, guard in pairs() if guard == "content_is_covered_by_consent"])
def test_is_refused_from_a_service_that_consent_does_not_cover(kind: str) -> None:
    """A content is not taken from a service that takes part without consent; who may not speak for it hears that."""
    attempt = with_fact(kind, example(kind), service=ELSEWHERE.ref)
    assert issubclass(KINDS[kind], Content)
    case = attempt.stage.case
    services = {**case.spine.people.services, ELSEWHERE.ref: ELSEWHERE}
    people = attrs.evolve(case.spine.people, services=services)
    found = refused_by(kind, with_case(attempt, attrs.evolve(case, spine=attrs.evolve(case.spine, people=people))))
    assert found & {"content_is_covered_by_consent", "content_comes_from_a_service_that_takes_part"}
