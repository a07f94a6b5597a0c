"""Ways round the rules of the whole record that somebody tried once: corrections, take-over, asking back, export."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest

import bti
from bti import facts
from bti.errors import StoreError
from bti.facts import Category, Scope, SharedWith
from bti.law.consent import LogStanding
from bti.people import Actor
from bti.store.moving import export_from
from tests.stage import (
    ADVISER,
    BORN,
    CHILD,
    COLLEAGUE,
    FATHER,
    HEAD,
    NEIGHBOUR,
    PPT,
    SCHOOL,
    START,
    TEACHER,
    UNTIL,
    Stage,
)

OTHER_SCHOOL = bti.Service("school-2", "school")


def _taken_over(stage: Stage, **more: Any) -> facts.CaseTakenOver:
    balance = facts.CaseTakenOver(
        persons=(facts.Concerned("child", BORN),),
        home=SCHOOL,
        as_of=dt.date(2026, 3, 1),
        taken_from=facts.TakenFrom.PAPER,
        step=stage.engine.guide.levels[1].steps[0].id,
        guardians=(facts.TakenGuardian("mother", True, True), facts.TakenGuardian("father", False, True)),
        professionals=(facts.TakenProfessional("teacher", "contact_teacher", "school-1"),),
        holder="teacher",
    )
    return attrs.evolve(balance, **more)


def _sees(stage: Stage, by: Actor, now: dt.datetime) -> set[str | None]:
    lines = stage.engine.view(stage.case, by=by, now=now, basis="work").entries
    return {line.kind for line in lines if line.fact is not None}


# Taken over


def test_a_child_taken_over_can_be_hidden() -> None:
    """The graded address of the child keeps the case from a guardian, however the case began (law H-17)."""
    stage = Stage()
    stage.play(_taken_over(stage), HEAD)
    assert _sees(stage, FATHER, stage.now)
    stage.play(facts.AddressGraded(person="child", grade=facts.Grade.STRICTLY_CONFIDENTIAL, may_know=("mother",)), HEAD)
    assert not _sees(stage, FATHER, stage.now)


def test_no_child_taken_over_decides_for_itself() -> None:
    """Who decides under a care order is never the child, however the case began (law A-10)."""
    stage = Stage()
    stage.play(_taken_over(stage), HEAD)
    order = facts.CareOrderMade(
        child="child",
        ground=facts.CareGround.CARE_ORDER,
        decider="child",
        at_home=True,
        made_on=dt.date(2026, 3, 1),
    )
    assert stage.tried(order, HEAD) == {"decider_is_kin"}


def test_a_wrong_birth_date_taken_over_is_put_right() -> None:
    """The right date counts at once: the log that was taken over open rests, since the young person has not consented.

    What would not have been admitted had it been known is a finding, and nothing is lost (I-05; GDPR art. 16).
    """
    stage = Stage()
    consents = tuple(
        facts.TakenConsent(
            scope=Scope.LOG,
            giver=giver,
            form=facts.Form.WRITTEN,
            categories=tuple(Category),
            given_on=dt.date(2026, 1, 1),
            valid_until=UNTIL,
        )
        for giver in ("mother", "father")
    )
    wrong = _taken_over(stage, log_since=dt.date(2026, 1, 1), consents=consents)
    taken = stage.play(wrong, HEAD)
    position = stage.case.spine.track.position
    assert position is not None
    assert stage.engine.log_standing(stage.case, by=HEAD, now=stage.now) is LogStanding.OPEN

    right = attrs.evolve(wrong, persons=(facts.Concerned("child", dt.date(2009, 5, 5)),))
    stage.play(facts.EntryCorrected(entry=taken, instead=right), HEAD)
    assert stage.engine.log_standing(stage.case, by=HEAD, now=stage.now) is LogStanding.RESTING
    assert stage.case.spine.track.position == position
    assert bti.Case.fold("case-17", stage.case.entries).spine == stage.case.spine
    assert [one.entry for one in stage.engine.findings(stage.case, by=HEAD, now=stage.now)] == [taken]

    unborn = attrs.evolve(wrong, persons=(facts.Concerned("child", dt.date(2030, 5, 5)),))
    assert stage.tried(facts.EntryCorrected(entry=taken, instead=unborn), HEAD) == {"others_stand_on_it"}


# What a correction asks about


@pytest.mark.parametrize(
    "kept",
    [
        facts.AddressGraded(person="child", grade=facts.Grade.CONFIDENTIAL, may_know=("mother", "father")),
        facts.CaseLinked(other="case-of-a-sibling"),
        facts.CareOrderMade(
            child="child",
            ground=facts.CareGround.EMERGENCY,
            decider="foster-home",
            at_home=True,
            made_on=dt.date(2026, 3, 1),
        ),
    ],
    ids=lambda fact: fact.kind,
)
@pytest.mark.parametrize("by", [FATHER, ADVISER], ids=["father", "adviser"])
def test_a_refused_correction_tells_no_kind_that_is_kept_back(kept: facts.Fact, by: Actor) -> None:
    """A line of which even the kind is kept back is answered for like one that never was (I-08, I-13)."""
    stage = Stage().with_ppt()
    line = stage.play(kept, TEACHER)
    comment = facts.CommentMade(category=Category.EDUCATION)
    for instead in (comment, kept):
        refused = [stage.offer(facts.EntryCorrected(entry=entry, instead=instead), by) for entry in (line, "never-was")]
        assert not any(refused)
        assert refused[0] == refused[1]
    for make in (
        lambda entry: facts.EntryStruck(entry=entry, reason=facts.StrikeReason.OTHER),
        lambda entry: facts.EntryShared(entry=entry, to=facts.Audience.LOG),
        lambda entry: facts.TextErased(entry=entry, decision="decision-1"),
        lambda entry: facts.EntryErased(entry=entry, decision="decision-1"),
    ):
        assert stage.offer(make(line), by) == stage.offer(make("never-was"), by)


def test_a_refused_correction_tells_nothing_of_what_is_not_ones_own() -> None:
    """Nobody finds out, guess by guess, from which service a concern came that they may not read (I-13)."""
    stage = Stage().shared()
    line = stage.concern
    guesses = [
        facts.EntryCorrected(entry=line, instead=facts.ConcernRaised(category=Category.EDUCATION, service=service))
        for service in (None, "school-1", "child-welfare-1")
    ]
    assert all(stage.tried(guess, FATHER) == {"not_yours_to_correct"} for guess in guesses)


# Asking back


def test_who_has_become_a_guardian_reads_as_one_of_earlier_days_too() -> None:
    """A colleague who turned out to be a guardian reads no note of the home service by asking back (model 6, I-04)."""
    stage = Stage().shared()
    stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
    earlier = stage.now
    assert "concern_described" in _sees(stage, COLLEAGUE, earlier)
    stage.play(facts.GuardianNamed(person="colleague", lives_with=True), TEACHER)
    stage.play(
        facts.ConcernShared(
            concern=stage.concern, with_=SharedWith.GUARDIAN, person="colleague", category=Category.EDUCATION
        ),
        TEACHER,
    )
    assert "concern_described" not in _sees(stage, COLLEAGUE, stage.now)
    assert "concern_described" not in _sees(stage, COLLEAGUE, earlier)
    assert _sees(stage, COLLEAGUE, earlier) <= _sees(stage, COLLEAGUE, stage.now)


def test_a_consent_that_was_narrowed_is_not_got_round_by_asking_back() -> None:
    """Another service sees of earlier days what consent covers today as well (I-06)."""
    stage = Stage().with_ppt()
    stage.play(facts.CommentMade(category=Category.HEALTH), TEACHER)
    earlier = stage.now
    assert "comment_made" in _sees(stage, ADVISER, earlier)
    stage.consent(Scope.SERVICE, PPT, categories=(Category.EDUCATION, Category.COORDINATION))
    assert "comment_made" not in _sees(stage, ADVISER, stage.now)
    assert "comment_made" not in _sees(stage, ADVISER, earlier)


def test_a_guardian_reads_of_no_earlier_day_once_the_child_is_of_age() -> None:
    """From 18 the person decides: their guardians read nothing, of earlier days neither (law A-01, A-32)."""
    stage = Stage().shared()
    earlier = stage.now
    stage.now = dt.datetime(2033, 6, 1, 9, 0, tzinfo=dt.UTC)
    stage.play(facts.CommentMade(category=Category.EDUCATION), TEACHER)
    assert not _sees(stage, FATHER, stage.now)
    assert not _sees(stage, FATHER, earlier)


# Export


def test_a_holder_from_another_service_carries_no_case_away() -> None:
    """The whole case book holds what no consent lets another service see: its export stays with the home (I-06)."""
    stage = Stage().with_bounded_ppt(holding=True)
    refused = stage.engine.why_no_export(stage.case, by=ADVISER, now=stage.now)
    assert [reason.code for reason in refused] == ["not_yours_to_move"]
    assert all(reason.text(lang) for reason in refused for lang in ("nb", "nn", "en"))
    assert stage.engine.why_no_export(stage.case, by=HEAD, now=stage.now) == ()


class _CannotErase(bti.MemoryStore):
    def erase_texts(self, *args: object, **more: object) -> int:
        raise StoreError("somebody else holds the file")


def test_a_text_that_is_to_be_erased_is_not_exported() -> None:
    """A decision to erase counts from the instant it is recorded, though the store has not been able to yet (H-02)."""
    store = _CannotErase()
    engine = bti.Engine(bti.load_guide("sortland"))
    desk = bti.Desk(engine, store)

    def record(fact: facts.Fact, by: Actor, hours: int) -> str:
        verdict = desk.record("case-17", fact, by=by, now=START + dt.timedelta(hours=hours))
        assert isinstance(verdict, bti.Admitted)
        return verdict.entries[0].id

    record(facts.CaseOpened(persons=(facts.Concerned(CHILD.ref, BORN),), home=SCHOOL), TEACHER, 0)
    note = facts.Note.of("what a neighbour is said to have seen")
    concern = record(facts.ConcernRaised(category=Category.WELFARE, note=note), TEACHER, 1)
    record(facts.ConcernDescribed(concern=concern, category=Category.WELFARE, note=facts.Note.of("kept")), TEACHER, 2)
    record(facts.TextErased(entry=concern, decision="decision-1"), HEAD, 3)
    written = export_from(store, engine, "case-17", by=HEAD, now=START + dt.timedelta(hours=4))
    assert isinstance(written, bytes)
    assert b"neighbour" not in written
    assert b"kept" in written


# Carrying over


def _receiving(stage: Stage, *, of: tuple[str, ...], categories: tuple[Category, ...]) -> str:
    stage.play(facts.ConsentAsked(scope=Scope.SERVICE, service=OTHER_SCHOOL, of=of), TEACHER)
    for giver in of:
        stage.play(
            facts.ConsentGiven(
                scope=Scope.SERVICE,
                service=OTHER_SCHOOL,
                giver=giver,
                form=facts.Form.WRITTEN,
                categories=categories,
                valid_until=UNTIL,
            ),
            TEACHER,
        )
    return stage.play(
        facts.TransitionPlanned(
            transition_kind=facts.TransitionKind.TO_OTHER_SCHOOL, day=dt.date(2026, 8, 17), receiving=OTHER_SCHOOL
        ),
        TEACHER,
    )


def test_what_is_carried_over_rests_on_the_answer_of_whom_a_guardian_authorised() -> None:
    """A consent given for two covers for two what it names, and no more (law A-07, Q-02)."""
    stage = Stage().held()
    stage.play(facts.GuardianAuthorised(guardian="father", authorised="mother", form=facts.Form.WRITTEN), TEACHER)
    transition = _receiving(stage, of=("mother",), categories=(Category.EDUCATION,))

    def over(category: Category) -> facts.InformationCarriedOver:
        return facts.InformationCarriedOver(transition=transition, to=OTHER_SCHOOL.ref, categories=(category,))

    assert stage.tried(over(Category.HEALTH), TEACHER) == {"carrying_not_covered"}
    stage.play(over(Category.EDUCATION), TEACHER)
    consents = stage.case.entries[-1].resolved.consents
    assert consents == tuple(one.id for one in stage.case.spine.consents.given() if one.target == OTHER_SCHOOL.ref)


def test_what_a_take_over_brought_does_not_change_under_what_was_recorded_of_it() -> None:
    """No measure passes for ended because another one, that was ended, is taken out above it (I-09)."""
    stage = Stage()
    first, second = (
        facts.TakenMeasure(responsible=ref, evaluate_by=dt.date(2026, 5, 1), service="school-1")
        for ref in ("teacher", "mother")
    )
    balance = _taken_over(stage, measures=(first, second))
    taken = stage.play(balance, HEAD)
    ended = facts.MeasureEnded(measure=f"{taken}.m1", reason=facts.NotEvaluated.FAMILY_DECLINES)
    stage.play(ended, TEACHER)
    for measures in ((second,), (second, first)):
        corrected = facts.EntryCorrected(entry=taken, instead=attrs.evolve(balance, measures=measures))
        assert stage.tried(corrected, HEAD) == {"others_stand_on_it"}
    longer = attrs.evolve(balance, measures=(first, attrs.evolve(second, started=False), second))
    stage.play(facts.EntryCorrected(entry=taken, instead=longer), HEAD)
    assert [one.stands for one in stage.case.spine.plan.measures.values()] == [False, True, True]


def test_no_correction_brings_what_is_called_like_an_entry() -> None:
    """An id that is in use is not that of a second thing that a corrected take-over brings."""
    stage = Stage()
    measure = facts.TakenMeasure(responsible="teacher", evaluate_by=dt.date(2026, 5, 1), service="school-1")
    balance = _taken_over(stage, measures=(measure,))
    planned = facts.MeasurePlanned(responsible="teacher", evaluate_by=UNTIL, category=Category.EDUCATION)
    for fact, by, entry_id in ((balance, HEAD, "x"), (planned, TEACHER, "x.m2")):
        verdict = stage.engine.admit(stage.case, fact, by=by, now=stage.now, entry_id=entry_id)
        assert isinstance(verdict, bti.Admitted)
        stage.case = verdict.case
    longer = attrs.evolve(balance, measures=(measure, measure))
    assert stage.tried(facts.EntryCorrected(entry="x", instead=longer), HEAD) == {"others_stand_on_it"}


def test_what_an_outsider_wrote_to_the_wrong_childs_case_can_go() -> None:
    """A neighbour cannot strike it, so the leader does, and has it erased by decision; nobody else does."""
    stage = Stage().opened()
    note = facts.Note.of("meant for another child")
    line = stage.play(facts.ConcernRaised(category=Category.WELFARE, note=note), NEIGHBOUR)
    wrong_case = facts.EntryStruck(entry=line, reason=facts.StrikeReason.WRONG_CASE)
    assert stage.tried(facts.EntryStruck(entry=line, reason=facts.StrikeReason.OTHER), HEAD) == {"not_yours_to_correct"}
    assert stage.tried(wrong_case, TEACHER) == {"not_yours_to_correct"}
    option = stage.engine.options(stage.case, by=HEAD, now=stage.now, kinds=facts.EntryStruck)["entry_struck"]
    assert option.drafts == (wrong_case,)
    stage.play(wrong_case, HEAD)
    stage.play(facts.EntryErased(entry=line, decision="decision-1"), HEAD)
    assert all(entry.id != line or entry.fact.note.text is None for entry in stage.case.entries)  # type: ignore[attr-defined]  # a concern has a note


def test_nobody_strikes_what_the_family_said_for_themselves() -> None:
    """A refusal that a guardian recorded stays, whoever would have it belong to another child (I-05)."""
    stage = Stage().shared()
    refused = stage.play(facts.ConsentRefused(scope=Scope.LOG, giver="father"), FATHER)
    concern = stage.play(facts.ConcernRaised(category=Category.WELFARE), FATHER)
    for line in (refused, concern):
        struck = facts.EntryStruck(entry=line, reason=facts.StrikeReason.WRONG_CASE)
        assert stage.tried(struck, HEAD) == {"not_yours_to_correct"}


def test_what_a_service_wrote_wrongly_is_shown_to_it_as_far_as_consent_covers() -> None:
    """The original of a corrected or struck line is content as well: of a kind covered today, or not shown (I-06)."""
    stage = Stage().with_ppt()
    line = stage.play(facts.CommentMade(category=Category.HEALTH), ADVISER)
    stage.play(facts.EntryCorrected(entry=line, instead=facts.CommentMade(category=Category.EDUCATION)), ADVISER)

    def original(by: Actor) -> facts.Fact | None:
        lines = stage.engine.view(stage.case, by=by, now=stage.now, basis="work").entries
        return next(one.original for one in lines if one.id == line)

    assert original(ADVISER) is not None
    stage.consent(Scope.SERVICE, PPT, categories=(Category.EDUCATION,))
    assert original(ADVISER) is None
    assert original(TEACHER) is not None
    stage.play(facts.EntryStruck(entry=line, reason=facts.StrikeReason.OTHER), ADVISER)
    assert original(ADVISER) is None


def test_a_conflict_of_interest_takes_the_duties_too() -> None:
    """Who may not hold the baton leads no meetings in the holder's place, and loses that with it (model 4)."""
    stage = Stage().with_ppt()
    meeting = stage.play(
        facts.MeetingHeld(
            purpose=facts.MeetingKind.COORDINATION, present=("teacher", "adviser"), category=Category.EDUCATION
        ),
        TEACHER,
    )

    def leading(to: str) -> facts.DutyReassigned:
        return facts.DutyReassigned(meeting=meeting, to=to, duty=facts.Duty.LEAD_MEETINGS)

    stage.play(leading("adviser"), TEACHER)
    assert stage.tried(leading("adviser"), TEACHER) == {"duty_is_theirs"}
    stage.play(facts.ConflictDeclared(person="adviser"), ADVISER)
    assert stage.tried(leading("adviser"), TEACHER) == {"conflict_of_interest"}
    assert stage.tried(leading("teacher"), TEACHER) == {"duty_is_theirs"}


def test_guardians_neither_pause_nor_close_the_log_of_somebody_of_age() -> None:
    """From 18 the person decides alone: guardians take back what they gave, and hear of nothing else (law A-01)."""
    stage = Stage().shared()
    stage.play(
        facts.ConcernShared(concern=stage.concern, with_=SharedWith.CHILD, person="child", category=Category.EDUCATION),
        TEACHER,
    )
    for step in ("0.1", "0.2", "0.3"):
        stage.play(facts.StepCompleted(step=step), TEACHER)
    stage.play(facts.StepCompleted(step="0.4", outcome="level_1"), TEACHER)
    everybody = ("mother", "father", "child")
    stage.play(facts.ConsentAsked(scope=Scope.LOG, of=everybody), TEACHER)
    consents = {
        giver: stage.play(
            facts.ConsentGiven(
                scope=Scope.LOG,
                giver=giver,
                form=facts.Form.WRITTEN,
                categories=tuple(Category),
                valid_until=dt.date(2040, 1, 1),
            ),
            TEACHER,
        )
        for giver in everybody
    }
    stage.play(facts.LogOpened(), TEACHER)
    stage.now = dt.datetime(2033, 5, 4, 20, 0, tzinfo=dt.UTC)  # an hour before the birthday begins in Oslo
    assert stage.offer(facts.LogPaused(wisher="father"), FATHER)
    stage.now += dt.timedelta(hours=1)
    for fact in (
        facts.LogPaused(wisher="father"),
        facts.LogClosed(reason=facts.LogClosing.WISH),
        facts.QuestionAsked(category=Category.EDUCATION),
    ):
        assert stage.tried(fact, FATHER) == {"not_taking_part"}
    assert stage.offer(facts.ConsentWithdrawn(consent=consents["father"]), FATHER)
    assert stage.offer(facts.LogPaused(wisher="child"), CHILD)
