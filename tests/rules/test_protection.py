"""Who comes to know of a protected matter, and who never does."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.errors import InvalidValue
from bti.facts import Category
from bti.law.matters import sector_of
from bti.law.model import Sector
from bti.people import Actor
from tests.stage import (
    ADVISER,
    CHILD,
    COLLEAGUE,
    FATHER,
    HEAD,
    MOTHER,
    NEIGHBOUR,
    SCHOOL,
    TEACHER,
    Stage,
)

WELFARE = Category.WELFARE
OFFICE = bti.Service("bv-1", "child_welfare")
WORKER = bti.Professional("worker", "child_welfare_worker", OFFICE)
FATHER_WHO_TEACHES = bti.Professional("father", "teacher", SCHOOL)
EVERYBODY: tuple[Actor, ...] = (TEACHER, COLLEAGUE, HEAD, ADVISER, WORKER, MOTHER, FATHER, CHILD, NEIGHBOUR)


def begun(stage: Stage, by: bti.Professional) -> str:
    """Begin a matter and return its id."""
    before = set(stage.case.matters)
    stage.play(facts.SuspicionRecorded(category=WELFARE), by)
    (matter,) = set(stage.case.matters) - before
    return matter


def matters_seen(stage: Stage, by: Actor) -> set[str]:
    """Return the matters whose lines somebody is shown, or is offered to write in."""
    seen = {line.book for line in stage.engine.view(stage.case, by=by, now=stage.now, basis="test").entries}
    offered = {
        draft.matter
        for option in stage.engine.options(stage.case, by=by, now=stage.now).values()
        for draft in option.drafts
        if isinstance(draft, (facts.SuspicionRecorded, facts.InsiderNamed, facts.MatterReleased))
    }
    return {book.removeprefix("matter:") for book in seen - {"case"}} | {one for one in offered if one is not None}


def test_an_insider_names_a_colleague_who_then_sees_it_and_nobody_else_does() -> None:
    """Nobody is let in by title: the headteacher is not until somebody says so."""
    stage = Stage().shared()
    matter = begun(stage, COLLEAGUE)
    assert {one.ref for one in EVERYBODY if matters_seen(stage, one)} == {"colleague"}
    stage.play(facts.InsiderNamed(matter=matter, person="teacher", category=WELFARE), COLLEAGUE)
    assert {one.ref for one in EVERYBODY if matters_seen(stage, one)} == {"colleague", "teacher"}
    stage.play(facts.InsiderNamed(matter=matter, person="head", category=WELFARE), TEACHER)
    assert {one.ref for one in EVERYBODY if matters_seen(stage, one)} == {"colleague", "teacher", "head"}


def test_a_service_is_named_whole() -> None:
    """Everybody who comes from it is let in, whoever they are; others are not."""
    stage = Stage().shared()
    matter = begun(stage, TEACHER)
    stage.play(facts.InsiderNamed(matter=matter, whole_service=OFFICE, category=WELFARE), TEACHER)
    assert matters_seen(stage, WORKER) == {matter}
    assert not matters_seen(stage, bti.Professional("worker", "child_welfare_worker", bti.Service("bv-2", OFFICE.kind)))
    assert {one.ref for one in EVERYBODY if matters_seen(stage, one)} == {"teacher", "worker"}


def test_a_father_who_teaches_there_is_not_let_in_by_being_named() -> None:
    """Naming him is admitted, so that the answer tells nothing; he sees no more than before, in any hat."""
    stage = Stage().shared()
    matter = begun(stage, COLLEAGUE)
    now = stage.now + dt.timedelta(days=1)
    before = [stage.engine.view(stage.case, by=by, now=now, basis="t") for by in (FATHER, FATHER_WHO_TEACHES)]
    options = stage.engine.options(stage.case, by=FATHER_WHO_TEACHES, now=now)
    for named in (
        facts.InsiderNamed(matter=matter, person="father", category=WELFARE),
        facts.InsiderNamed(matter=matter, whole_service=SCHOOL, category=WELFARE),
    ):
        stage.play(named, COLLEAGUE)
        after = [stage.engine.view(stage.case, by=by, now=now, basis="t") for by in (FATHER, FATHER_WHO_TEACHES)]
        assert after == before
        assert stage.engine.options(stage.case, by=FATHER_WHO_TEACHES, now=now) == options
    for by in (FATHER, FATHER_WHO_TEACHES):
        assert not matters_seen(stage, by)


def test_who_was_named_and_then_turns_out_to_be_the_father_is_out() -> None:
    """From the moment he is known as guardian he is let in by nothing; asking as of earlier does not help him."""
    stage = Stage().concerned()
    matter = begun(stage, COLLEAGUE)
    stage.play(facts.InsiderNamed(matter=matter, person="father", category=WELFARE), COLLEAGUE)
    then = stage.now
    assert matters_seen(stage, FATHER_WHO_TEACHES) == {matter}
    stage.play(facts.GuardianNamed(person="father", lives_with=True), TEACHER)
    assert not matters_seen(stage, FATHER_WHO_TEACHES)
    assert not stage.engine.view(stage.case, by=FATHER_WHO_TEACHES, now=then, basis="test").entries


def test_a_guardian_of_another_case_is_let_in_as_the_professional_they_are() -> None:
    """Being a mother somewhere keeps nobody out here."""
    stage = Stage().shared()
    matter = begun(stage, COLLEAGUE)
    stage.play(facts.InsiderNamed(matter=matter, person="head", category=WELFARE), COLLEAGUE)
    elsewhere = bti.Case.fold("case-18", [])
    assert not elsewhere.spine.is_kin("head")
    assert matters_seen(stage, HEAD) == {matter}
    assert not matters_seen(stage, bti.Guardian("head"))  # in a hat that is no professional's nothing is seen


def test_two_matters_do_not_know_of_each_other() -> None:
    """Who is let into one learns nothing of the other, and cannot refer to it."""
    stage = Stage().shared()
    first, second = begun(stage, COLLEAGUE), begun(stage, TEACHER)
    stage.play(facts.InsiderNamed(matter=first, person="head", category=WELFARE), COLLEAGUE)
    assert (matters_seen(stage, HEAD), matters_seen(stage, TEACHER)) == ({first}, {second})
    report = stage.play(facts.ReportedToChildWelfare(matter=second, receiver=OFFICE, category=WELFARE), TEACHER)
    for matter, of in ((first, report), (second, report), (None, report)):
        answer = facts.ChildWelfareAnswered(
            matter=matter, report=of, says=facts.ChildWelfareSays.RECEIVED, category=WELFARE
        )
        hidden = stage.offer(answer, HEAD)
        unknown = stage.offer(
            facts.ChildWelfareAnswered(
                matter="nothing" if matter == second else matter,
                report="nothing",
                says=facts.ChildWelfareSays.RECEIVED,
                category=WELFARE,
            ),
            HEAD,
        )
        assert not hidden
        assert hidden == unknown
    both = [facts.SuspicionRecorded(matter=one, category=WELFARE) for one in (first, second)]
    assert stage.tried(both, COLLEAGUE) == {"one_book_an_act"}


def test_a_released_matter_shows_nothing_in_the_case_book() -> None:
    """That the mother may be told opens nothing to her, to the father, or to the rest of the school."""
    stage = Stage().shared()
    matter = begun(stage, COLLEAGUE)
    others = [one for one in EVERYBODY if one != COLLEAGUE]
    case, now = stage.case, stage.now + dt.timedelta(days=1)
    before = [
        (stage.engine.view(case, by=one, now=now, basis="t"), stage.engine.options(case, by=one, now=now))
        for one in others
    ]
    stage.play(
        facts.MatterReleased(matter=matter, guardian="mother", said_by=facts.Releasing.CHILD_WELFARE, category=WELFARE),
        COLLEAGUE,
    )
    assert (stage.case.entries, stage.case.spine) == (case.entries, case.spine)
    after = [
        (stage.engine.view(stage.case, by=one, now=now, basis="t"), stage.engine.options(stage.case, by=one, now=now))
        for one in others
    ]
    assert after == before
    assert stage.case.matters[matter].released == {"mother"}


def test_releasing_tells_nobody_who_is_a_guardian() -> None:
    """Any reference is taken as it is: an answer that differed would name the family to whoever asks."""
    stage = Stage().shared()
    matter = begun(stage, WORKER)
    for ref in ("mother", "nobody-here", "teacher"):
        released = facts.MatterReleased(matter=matter, guardian=ref, said_by=facts.Releasing.POLICE, category=WELFARE)
        assert stage.offer(released, WORKER)


def test_what_can_begin_no_matter_is_answered_like_an_unknown_one() -> None:
    """None, an id that never was and one that is hidden: the same words."""
    stage = Stage().shared()
    hidden = begun(stage, COLLEAGUE)
    said = [
        stage.offer(facts.InsiderNamed(matter=matter, person="head", category=WELFARE), TEACHER)
        for matter in (None, "nothing", hidden)
    ]
    assert said[0] == said[1] == said[2]
    assert not said[0]
    option = stage.engine.options(stage.case, by=TEACHER, now=stage.now, kinds="insider_named")["insider_named"]
    assert not option
    assert [reason.code for reason in option.reasons] == ["unknown_reference"]


def test_several_things_of_one_day_are_one_act() -> None:
    """Suspected, called, averted, reported to both: one new matter, all or nothing."""
    stage = Stage()
    stage.play(
        [
            facts.SuspicionRecorded(category=WELFARE),
            facts.EmergencyCalled(called=facts.Emergency.POLICE, category=WELFARE),
            facts.HarmAverted(through=facts.Averting.CHILD_WELFARE, category=WELFARE),
            facts.ReportedToChildWelfare(receiver=OFFICE, category=WELFARE),
            facts.ReportedToPolice(category=WELFARE),
        ],
        TEACHER,
    )
    (matter,) = stage.case.matters.values()
    assert len(matter.entries) == 5
    assert matters_seen(stage, WORKER) == {matter.id}
    assert stage.case.entries == ()


def test_the_police_are_let_in_only_where_their_unit_is_named() -> None:
    """A report to them names a receiver where they have a reference at all."""
    stage, unit = Stage(), bti.Service("police-1", "police")
    officer = bti.Professional("officer", "officer", unit)
    stage.play(facts.ReportedToPolice(category=WELFARE), TEACHER)
    assert not matters_seen(stage, officer)
    stage.play(facts.ReportedToPolice(receiver=unit, category=WELFARE), TEACHER)
    assert len(matters_seen(stage, officer)) == 1


@pytest.mark.parametrize("fields", [{}, {"person": "head", "whole_service": OFFICE}])
def test_an_insider_is_a_person_or_a_service(fields: dict[str, object]) -> None:
    """One of both is named."""
    with pytest.raises(InvalidValue):
        facts.InsiderNamed(matter="m", category=WELFARE, **fields)  # type: ignore[arg-type]  # what is wrong is the point


def test_a_day_long_gone_stands_in_nobodys_way() -> None:
    """An answer that came last month is recorded today, in the matter it belongs to."""
    stage = Stage().shared()
    matter = begun(stage, TEACHER)
    answer = facts.ChildWelfareAnswered(matter=matter, says=facts.ChildWelfareSays.ENDED, category=WELFARE)
    assert stage.offer(answer, TEACHER, at=stage.now - dt.timedelta(days=30))


@pytest.mark.parametrize(
    "kind", ["child_welfare", "child_welfare_emergency", "barnevernvakt", "barnevernsvakta", "Barnevernet"]
)
def test_a_report_lets_child_welfare_in(kind: str) -> None:
    """Whatever its kind is called, the usual names and the Norwegian ones are known."""
    stage, office = Stage(), bti.Service("cw-9", kind)
    verdict = stage.offer(facts.ReportedToChildWelfare(receiver=office, category=WELFARE), TEACHER)
    assert isinstance(verdict, bti.Admitted)
    assert verdict.advice == ()
    stage.play(facts.ReportedToChildWelfare(receiver=office, category=WELFARE), TEACHER)
    assert matters_seen(stage, bti.Professional("on-duty", "child_welfare_worker", office))
    assert sector_of(kind) is Sector.CHILD_WELFARE


@pytest.mark.parametrize("fact", [facts.ReportedToChildWelfare, facts.ReportedToPolice], ids=lambda one: one.kind)
@pytest.mark.parametrize("kind", ["ppt", "school", "church"])
def test_a_report_that_went_elsewhere_lets_nobody_in(
    fact: type[facts.ReportedToChildWelfare | facts.ReportedToPolice], kind: str
) -> None:
    """It is never refused, and spreads nothing; whoever recorded it reads on, and may let the service in."""
    stage, service = Stage(), bti.Service("other-1", kind)
    adviser = bti.Professional("other", "adviser", service)
    verdict = stage.offer(fact(receiver=service, category=WELFARE), TEACHER)
    assert isinstance(verdict, bti.Admitted)
    (advice,) = verdict.advice
    assert advice.kind is bti.ReasonKind.ADVICE
    assert advice.code in {"receiver_no_child_welfare", "receiver_no_police"}
    stage.play(fact(receiver=service, category=WELFARE), TEACHER)
    assert not matters_seen(stage, adviser)
    (matter,) = matters_seen(stage, TEACHER)
    stage.play(facts.InsiderNamed(matter=matter, whole_service=service, category=WELFARE), TEACHER)
    assert matters_seen(stage, adviser) == {matter}


def test_a_citation_is_said_with_its_acts_and_nothing_else_is() -> None:
    """A bare rule says little to people; a reason in place of its citation is a mistake that is named."""
    stage = Stage()
    verdict = stage.offer(facts.ReportedToChildWelfare(receiver=SCHOOL, category=WELFARE), TEACHER)
    assert isinstance(verdict, bti.Admitted)
    (advice,) = verdict.advice
    said = stage.engine.cite(advice.citations[0], "en")
    assert said.startswith(advice.citations[0].text("en"))
    assert said != advice.citations[0].text("en")
    with pytest.raises(InvalidValue, match="takes a Citation"):
        stage.engine.cite(advice, "en")  # type: ignore[arg-type]  # what is wrong is the point
