"""What is kept back is kept back from whom it should be, in every answer, and from nobody else."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.answers.guardian_reading import Reads
from bti.facts import Category, ClearedBy, Fact, Grade, NotToldGround, ReadingSays, SharedWith, Tells
from bti.people import Actor
from tests.examples.holding_back import NURSE, at_school, not_told, with_nurse
from tests.laws.histories import plain
from tests.laws.pairs import all_answers
from tests.stage import ADVISER, CHILD, FATHER, HEAD, MOTHER, TEACHER, Stage

OBJECTS = NotToldGround.CHILD_OBJECTS
HEALTH, EDUCATION = Category.HEALTH, Category.EDUCATION


def shown(stage: Stage, by: Actor, now: dt.datetime | None = None) -> set[str]:
    """Return the ids of the entries whose content somebody sees."""
    seen = stage.engine.view(stage.case, by=by, now=now or stage.now, basis="follow-up")
    return {line.id for line in seen.entries if line.fact is not None}


def line_of(stage: Stage, by: Actor, id: str) -> bti.Seen:
    """Return a line as somebody sees it."""
    seen = stage.engine.view(stage.case, by=by, now=stage.now, basis="follow-up")
    return next(line for line in seen.entries if line.id == id)


def cared_for() -> tuple[Stage, dict[str, str]]:
    """Let the nurse write of a girl of thirteen: a talk, a measure and an evaluation of it; the teacher writes too."""
    stage = with_nurse()
    made: dict[str, str] = {}
    made["school"] = stage.play(facts.CommentMade(category=EDUCATION), TEACHER)
    made["talk"] = stage.play(facts.CommentMade(category=HEALTH), NURSE)
    day = dt.date(2026, 6, 1)
    made["measure"] = stage.play(facts.MeasurePlanned(responsible="nurse", evaluate_by=day, category=HEALTH), NURSE)
    made["started"] = stage.play(facts.MeasureStarted(measure=made["measure"]), NURSE)
    called = facts.MeetingCalled(day=day, purpose=facts.MeetingKind.OTHER, invited=("child", "nurse"))
    made["call"] = stage.play(called, NURSE)
    return stage, made


def test_guardians_see_nothing_of_what_they_are_not_told() -> None:
    """The mother sees lines of which not even the kind is told; the girl, the school and the nurse see all."""
    stage, made = cared_for()
    before = shown(stage, MOTHER)
    assert {made["talk"], made["measure"], made["started"], made["school"]} <= before
    decision = stage.play(facts.GuardiansNotTold(person="child", ground=NotToldGround.CHILD_OBJECTS), NURSE)
    for parent in (MOTHER, FATHER):
        assert before - shown(stage, parent) == {made["talk"], made["measure"], made["started"]}
        for id in (decision, made["talk"], made["measure"], made["started"]):
            line = line_of(stage, parent, id)
            assert (line.kind, line.by, line.fact) == (None, None, None)
            assert line.redacted is not None
            assert line.redacted.code == "written_for_others"
        overview = stage.engine.view(stage.case, by=parent, now=stage.now, basis="as always").overview
        assert overview is not None
        assert not overview.measures
    for reader in (CHILD, NURSE, TEACHER):
        assert {decision, made["talk"], made["measure"], made["started"]} <= shown(stage, reader)
    assert line_of(stage, TEACHER, made["talk"]).not_told == ("mother", "father")
    assert line_of(stage, TEACHER, made["school"]).not_told == ()
    assert line_of(stage, CHILD, made["talk"]).not_told == ()


def test_what_the_nurse_writes_later_is_kept_too_until_it_is_lifted() -> None:
    """The girl lets them know after all; asked about earlier, the mother sees what she sees today."""
    stage, made = cared_for()
    not_told(stage)
    later = stage.play(facts.CommentMade(category=HEALTH), NURSE)
    other = stage.play(facts.CommentMade(category=Category.COORDINATION), NURSE)
    assert later not in shown(stage, MOTHER)
    assert other in shown(stage, MOTHER)
    stage.play(facts.GuardiansMayBeTold(person="child"), CHILD)
    assert {later, made["talk"]} <= shown(stage, MOTHER)
    not_told(stage)
    assert made["talk"] not in shown(stage, MOTHER, now=stage.now - dt.timedelta(hours=1))


def test_one_talk_is_kept_from_one_of_them() -> None:
    """And what is said of it later, with its correction; the rest is told."""
    stage, made = cared_for()
    ground = NotToldGround.WEIGHTY
    kept = facts.GuardiansNotTold(
        person="child", ground=ground, guardians=("father",), entries=(made["talk"], made["call"])
    )
    stage.play(kept, NURSE)
    right = stage.play(facts.EntryCorrected(entry=made["talk"], instead=facts.CommentMade(category=HEALTH)), NURSE)
    assert not {made["talk"], right, made["call"]} & shown(stage, FATHER)
    assert {made["talk"], right, made["call"]} <= shown(stage, MOTHER)
    for parent, meetings in ((FATHER, 0), (MOTHER, 1)):
        overview = stage.engine.view(stage.case, by=parent, now=stage.now, basis="as always").overview
        assert overview is not None
        assert len(overview.meetings) == meetings
        assert len(overview.measures) == 1


def test_no_answer_to_a_guardian_names_what_is_kept() -> None:
    """Whatever is asked, the ids of what was made show nowhere but as lines without a kind."""
    stage, made = cared_for()
    without = stage.case
    not_told(stage)
    for now in (stage.now, stage.now + dt.timedelta(days=200)):
        for parent in (MOTHER, FATHER):
            answers = all_answers(0, stage.case, parent, now)
            told = {name: plain(found) for name, found in answers.items() if name not in ("view", "changed")}
            named = [name for name, said in told.items() for id in (made["measure"], made["talk"]) if id in said]
            assert named == []
        others, mine = all_answers(0, without, TEACHER, now), all_answers(0, stage.case, TEACHER, now)
        for name in ("agenda", "breaks", "log_standing", "answering"):
            assert mine[name] == others[name]


@pytest.mark.parametrize(
    "fact",
    [
        facts.GuardiansMayBeTold(person="child"),
        facts.GuardiansNotTold(person="child", ground=NotToldGround.CHILD_OBJECTS),
        facts.PlaceClearanceEnded(person="child", cleared="health-1"),
        facts.PlaceCleared(person="child", cleared="health-1", decided_by=ClearedBy.POLICE),
        facts.GuardianReadingSaid(person="child", reader="mother", says=ReadingSays.LETS),
    ],
    ids=["lifting", "deciding", "ending", "clearing", "letting"],
)
def test_a_guardian_who_tries_hears_the_same_whatever_stands(fact: Fact) -> None:
    """A refusal does not tell whether there is something to lift."""
    plainly, decided = with_nurse(), not_told(with_nurse())
    for hours in (1, -2):
        at = [stage.now + dt.timedelta(hours=hours) for stage in (plainly, decided)]
        assert plainly.tried(fact, MOTHER, at=at[0]) == decided.tried(fact, MOTHER, at=at[1])


def test_a_service_without_health_does_not_hear_of_the_decision() -> None:
    """It is a matter of health that consent does not let it see."""
    stage = with_nurse()
    stage.consent(facts.Scope.SERVICE, ADVISER.service, categories=(EDUCATION,))
    stage.play(facts.ServiceJoined(joining=ADVISER.service), TEACHER)
    stage.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)
    decision = stage.play(facts.GuardiansNotTold(person="child", ground=NotToldGround.CHILD_OBJECTS), NURSE)
    assert decision in shown(stage, NURSE)
    seen = stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="as always").entries
    assert [(line.kind, line.by) for line in seen if line.id == decision] == [(None, None)] or not seen


def test_a_grown_child_lets_a_parent_read_and_takes_it_back() -> None:
    """From eighteen she reads by his yes, of what he says yes to, until he takes it back or it runs out."""
    stage = at_school(17)
    goal = stage.play(facts.GoalProposed(category=EDUCATION), TEACHER)
    ill = stage.play(facts.CommentMade(category=HEALTH), TEACHER)
    stage.now = dt.datetime(2027, 2, 1, 9, tzinfo=dt.UTC)
    assert not shown(stage, MOTHER)
    assert {one.reads for one in stage.engine.guardians_read(stage.case, by=TEACHER, now=stage.now)} == {Reads.NO}
    says = facts.GuardianReadingSaid(
        person="child",
        reader="mother",
        says=ReadingSays.LETS,
        categories=(EDUCATION,),
        until=dt.date(2027, 3, 1),
    )
    word = stage.play(says, CHILD)
    assert goal in shown(stage, MOTHER)
    assert word in shown(stage, MOTHER)
    assert ill not in shown(stage, MOTHER)
    assert not shown(stage, FATHER)
    read = {one.guardian: one.reads for one in stage.engine.guardians_read(stage.case, by=TEACHER, now=stage.now)}
    assert read == {"mother": Reads.YES, "father": Reads.NO}
    assert stage.engine.guardians_read(stage.case, by=MOTHER, now=stage.now) == ()
    change = stage.engine.next_change(stage.case, by=MOTHER, now=dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC))
    assert change is not None
    assert change.at == dt.datetime(2027, 3, 1, 23, tzinfo=dt.UTC)
    assert not shown(stage, MOTHER, now=dt.datetime(2027, 3, 2, 9, tzinfo=dt.UTC))
    stage.play(facts.GuardianReadingSaid(person="child", reader="mother", says=ReadingSays.OBJECTS), CHILD)
    assert not shown(stage, MOTHER)
    stage.play(facts.GuardianReadingSaid(person="child", reader="father", says=ReadingSays.LETS), TEACHER)
    assert {goal, ill} <= shown(stage, FATHER)


def test_asked_back_a_parent_of_somebody_grown_since_reads_as_then() -> None:
    """What the home service is told of an earlier instant is what held then, whatever the birthday changed since."""
    stage = at_school(17)
    before = stage.now
    then = stage.engine.guardians_read(stage.case, by=TEACHER, now=before)
    assert {one.reads for one in then} == {Reads.YES}
    stage.now = dt.datetime(2027, 2, 1, 9, tzinfo=dt.UTC)
    stage.play(facts.GoalProposed(category=EDUCATION), TEACHER)
    assert stage.engine.guardians_read(stage.case, by=TEACHER, now=before) == then
    assert {one.reads for one in stage.engine.guardians_read(stage.case, by=TEACHER, now=stage.now)} == {Reads.NO}


def test_at_sixteen_health_is_read_by_a_yes_and_not_against_a_no() -> None:
    """It is the young person's own; the father does not hear that the mother may."""
    stage = at_school(16)
    ill = stage.play(facts.CommentMade(category=HEALTH), TEACHER)
    assert ill not in shown(stage, MOTHER)
    word = stage.play(facts.GuardianReadingSaid(person="child", reader="mother", says=ReadingSays.LETS), CHILD)
    assert ill in shown(stage, MOTHER)
    assert not {ill, word} & shown(stage, FATHER)
    assert line_of(stage, FATHER, word).kind is None
    no = stage.play(facts.GuardianReadingSaid(person="child", reader="mother", says=ReadingSays.OBJECTS), CHILD)
    assert not {ill, no} & shown(stage, MOTHER)
    found = stage.engine.guardians_read(stage.case, by=TEACHER, now=stage.now)
    assert {one.guardian: one.reads for one in found} == {"mother": Reads.CANNOT_SAY, "father": Reads.YES}


def graded() -> tuple[Stage, str]:
    """Grade the address of a child whom the PPT helps; the mother may know. An entry names the place."""
    stage = Stage().with_ppt()
    place = stage.play(facts.CommentMade(category=EDUCATION), TEACHER)
    stage.play(facts.EntryMarked(entry=place, tells=Tells.PLACE), TEACHER)
    assert place in shown(stage, ADVISER)
    stage.play(facts.AddressGraded(person="child", grade=Grade.CONFIDENTIAL, may_know=("mother",)), TEACHER)
    return stage, place


def test_a_place_is_kept_from_whoever_is_not_cleared() -> None:
    """The service is cleared, its clearance ends, and a new grade ends all of them."""
    stage, place = graded()
    clear = facts.PlaceCleared(person="child", cleared="ppt-1", decided_by=ClearedBy.POLICE)
    assert place not in shown(stage, ADVISER)
    assert place in shown(stage, MOTHER)
    assert place in shown(stage, HEAD)
    stage.play(clear, HEAD)
    assert place in shown(stage, ADVISER)
    stage.play(facts.PlaceClearanceEnded(person="child", cleared="ppt-1"), HEAD)
    assert place not in shown(stage, ADVISER)
    stage.play(clear, HEAD)
    stage.play(facts.AddressGraded(person="child", grade=Grade.CLIENT, may_know=("mother",)), TEACHER)
    assert place not in shown(stage, ADVISER)
    assert place not in shown(stage, ADVISER, now=stage.now - dt.timedelta(hours=1, minutes=1))
    stage.play(facts.AddressUngraded(person="child"), TEACHER)
    assert place in shown(stage, ADVISER)


def test_an_entry_is_written_and_marked_in_one_act() -> None:
    """Nobody can have read it between."""
    stage, _ = graded()
    act = (facts.CommentMade(category=EDUCATION), facts.EntryMarked(entry="chosen-1", tells=Tells.PLACE))
    verdict = stage.engine.admit(stage.case, act, by=TEACHER, now=stage.now, entry_id="chosen-1")
    assert isinstance(verdict, bti.Admitted)
    stage.case = verdict.case
    assert "chosen-1" not in shown(stage, ADVISER)
    assert "chosen-1" in shown(stage, MOTHER)


def test_what_is_about_the_father_is_his() -> None:
    """It is kept from the mother, and from other services until he has consented himself."""
    stage = Stage().held()
    ill = stage.play(facts.CommentMade(category=HEALTH), TEACHER)
    mark = stage.play(facts.EntryMarked(entry=ill, tells=Tells.SOMEBODY_ELSE, whose="father"), TEACHER)
    assert ill not in shown(stage, MOTHER)
    assert ill in shown(stage, FATHER)
    assert line_of(stage, MOTHER, mark).kind is None
    stage.play(facts.EntryStruck(entry=mark, reason=facts.StrikeReason.OTHER), TEACHER)
    assert ill in shown(stage, MOTHER)


def test_a_second_decision_opens_nothing_of_the_first() -> None:
    """One talk is kept from the father, then another from the mother: the first stays kept from him."""
    stage = with_nurse()
    first, second = (stage.play(facts.CommentMade(category=HEALTH), NURSE) for _ in range(2))
    for guardian, entry in (("father", first), ("mother", second)):
        decided = facts.GuardiansNotTold(
            person="child", ground=NotToldGround.WEIGHTY, guardians=(guardian,), entries=(entry,)
        )
        stage.play(decided, NURSE)
    assert {first, second} & shown(stage, FATHER) == {second}
    assert {first, second} & shown(stage, MOTHER) == {first}
    stage.play(facts.GuardiansMayBeTold(person="child"), NURSE)
    assert {first, second} <= shown(stage, FATHER) & shown(stage, MOTHER)


@pytest.mark.parametrize(
    ("ground", "at_16", "at_18"),
    [(NotToldGround.CHILD_OBJECTS, True, True), (NotToldGround.WEIGHTY, False, True)],
    ids=["the child objected", "weighty"],
)
def test_who_decides_of_their_own_health_since_has_the_last_word(
    ground: NotToldGround, at_16: bool, at_18: bool
) -> None:
    """A decision made at thirteen stands past the birthdays; a yes opens it once it is the young one's own."""
    stage = with_nurse(13)
    talk = stage.play(facts.CommentMade(category=HEALTH), NURSE)
    not_told(stage, ground)
    lets = facts.GuardianReadingSaid(person="child", reader="mother", says=ReadingSays.LETS)
    for years, opens in ((16, at_16), (18, at_18)):
        stage.now = dt.datetime(2026 - 13 + years, 2, 1, 9, tzinfo=dt.UTC)
        assert talk not in shown(stage, MOTHER)
        verdict = stage.offer(lets, CHILD)
        assert verdict
        later = stage.now + dt.timedelta(hours=1)
        seen = stage.engine.view(verdict.case, by=MOTHER, now=later, basis="follow-up")
        assert (talk in {line.id for line in seen.entries if line.fact is not None}) is opens
        (mother,) = (
            one for one in stage.engine.guardians_read(verdict.case, by=TEACHER, now=later) if one.guardian == "mother"
        )
        assert ("reading_without_health" in {reason.code for reason in mother.reasons}) is not opens


def test_a_measure_for_a_goal_that_is_kept_back_is_kept_with_it() -> None:
    """A measure names its goals, several at once: the mother learns of none that is kept from her."""
    stage = with_nurse()
    goal = stage.play(facts.GoalAgreed(category=HEALTH), NURSE)
    stage.play(facts.GuardiansNotTold(person="child", ground=OBJECTS, entries=(goal,)), NURSE)
    day = dt.date(2026, 6, 1)
    measure = stage.play(
        facts.MeasurePlanned(responsible=TEACHER.ref, evaluate_by=day, goals=(goal,), category=EDUCATION), TEACHER
    )
    assert measure not in shown(stage, MOTHER)
    assert measure in shown(stage, CHILD)


def test_beside_a_child_a_grown_one_without_a_yes_is_an_open_question() -> None:
    """A brother of ten: the mother reads on for his sake, the home service is told that it is open, and marks help."""
    stage = Stage()
    grown, small = facts.Concerned("child", dt.date(2008, 1, 5)), facts.Concerned("brother", dt.date(2016, 1, 5))
    stage.play(facts.CaseOpened(persons=(grown, small), home=TEACHER.service), TEACHER)
    stage.concern = stage.play(facts.ConcernRaised(category=EDUCATION), TEACHER)
    stage.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
    shared = facts.ConcernShared(concern=stage.concern, with_=SharedWith.GUARDIAN, person="mother", category=EDUCATION)
    stage.play(shared, TEACHER)
    goal = stage.play(facts.GoalProposed(category=EDUCATION), TEACHER)

    def said() -> tuple[Reads, str]:
        (one,) = stage.engine.guardians_read(stage.case, by=TEACHER, now=stage.now)
        return one.reads, one.reasons[0].code

    assert said() == (Reads.CANNOT_SAY, "reading_beside_one_grown")
    assert goal in shown(stage, MOTHER)
    stage.play(facts.GuardianReadingSaid(person="child", reader="mother", says=ReadingSays.OBJECTS), TEACHER)
    assert said() == (Reads.CANNOT_SAY, "reading_beside_one_grown")
    stage.play(facts.EntryMarked(entry=goal, tells=Tells.SOMEBODY_ELSE, whose="child"), TEACHER)
    assert goal not in shown(stage, MOTHER)
    stage.play(facts.GuardianReadingSaid(person="child", reader="mother", says=ReadingSays.LETS), TEACHER)
    assert said() == (Reads.YES, "reading_of_a_minor")


def test_a_transition_that_is_kept_back_is_not_on_the_first_page() -> None:
    """Where the child goes to school next is kept from the mother with the entry that says it."""
    stage = with_nurse()
    planned = facts.TransitionPlanned(transition_kind=facts.TransitionKind.TO_OTHER_SCHOOL, day=dt.date(2026, 8, 20))
    transition = stage.play(planned, TEACHER)

    def pages() -> list[set[str]]:
        views = (stage.engine.view(stage.case, by=by, now=stage.now, basis="own") for by in (MOTHER, TEACHER))
        return [{one.id for one in view.overview.transitions} if view.overview else set() for view in views]

    assert pages() == [{transition}, {transition}]
    stage.play(facts.EntryMarked(entry=transition, tells=Tells.SOMEBODY_ELSE, whose="father"), TEACHER)
    assert pages() == [set(), {transition}]
