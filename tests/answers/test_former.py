"""What a service that takes part no longer may still see: nothing, unless the guide lets it (a setting)."""

from __future__ import annotations

import datetime as dt

import pytest

import bti
from bti import facts
from bti.facts import Category, Scope
from bti.guide import parse_guide
from bti.people import Actor
from tests.stage import ADVISER, FATHER, HEAD, MOTHER, NEIGHBOUR, PPT, TEACHER, UNTIL, Stage

TEXT = 'id = "own"\nversion = "1"\nextends = "sortland"\ntitle = {nb = "Egen"}\n'
OTHER_ADVISER = bti.Professional("other-adviser", "ppt_adviser", PPT)


class _Stage(Stage):
    """A case in which the PPT took part, with what is looked for in it."""

    theirs = ours = health = later = ""


def stage_with(reads: str | None, *, manual: bool = False) -> _Stage:
    """Return a case in which the PPT took part, wrote a comment, and was shown the teacher's, on three kinds.

    Args:
        reads: What the guide lets former participants see.
        manual: The log is kept by hand, and rests for no consent.
    """
    setting = "" if reads is None else f'[privacy]\nformer_participants = "{reads}"\n'
    stage = _Stage(bti.Engine(parse_guide(TEXT + setting)))
    if manual:
        stage.on_level_1()
        stage.play(facts.LogOpened(keeping=facts.Keeping.MANUAL), TEACHER)
    else:
        stage.held()
    stage.consent(Scope.SERVICE, PPT, categories=(Category.EDUCATION, Category.COORDINATION))
    stage.play(facts.ServiceJoined(joining=PPT), TEACHER)
    stage.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)
    stage.theirs = stage.play(facts.CommentMade(category=Category.EDUCATION), ADVISER)
    stage.ours = stage.play(facts.CommentMade(category=Category.EDUCATION), TEACHER)
    stage.health = stage.play(facts.CommentMade(category=Category.HEALTH), TEACHER)
    return stage


def withdrawn(stage: _Stage) -> _Stage:
    """Let the mother take back her consent to the PPT; afterwards the teacher writes another comment."""
    answer = stage.case.spine.consents.answers[Scope.SERVICE, "ppt-1", "mother"]
    stage.play(facts.ConsentWithdrawn(consent=answer.id), MOTHER)
    stage.later = stage.play(facts.CommentMade(category=Category.EDUCATION), TEACHER)
    return stage


def shown(stage: Stage, by: Actor, now: dt.datetime | None = None) -> set[str]:
    """Return the ids of the entries whose content somebody is shown."""
    found = stage.engine.view(stage.case, by=by, now=now or stage.now, basis="test")
    assert {one for record in found.access for one in record.shown} == {one.id for one in found.entries if one.fact}
    return {one.id for one in found.entries if one.fact is not None}


@pytest.mark.parametrize("reads", [None, "nothing"], ids=str)
def test_nothing_is_the_default(reads: str | None) -> None:
    """A service whose consent was withdrawn sees what there is of no case, and leaves no record of a reading."""
    stage = withdrawn(stage_with(reads))
    seen = stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="test")
    assert (seen.entries, seen.overview, seen.access) == ((), None, ())


def test_what_it_wrote() -> None:
    """Its own comment, and no line more: what others wrote is not even redacted."""
    stage = withdrawn(stage_with("own"))
    assert shown(stage, ADVISER) == {stage.theirs}
    assert len(stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="test").entries) == 1


def test_what_it_was_shown() -> None:
    """As it was then: what consent covered, up to the end; neither what came later nor a kind that was not covered."""
    stage = withdrawn(stage_with("seen"))
    seen = shown(stage, ADVISER)
    assert {stage.theirs, stage.ours} <= seen
    assert not {stage.health, stage.later} & seen
    found = stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="test")
    assert found.overview is None
    assert stage.later not in {one.id for one in found.entries}
    assert "read_as_former_participant" in {one.code for one in found.reasons}
    assert all(one.text(lang) for one in found.reasons for lang in ("nb", "nn", "en"))
    assert stage.engine.agenda(stage.case, by=ADVISER, now=stage.now) == ()
    assert stage.engine.answering(stage.case, by=ADVISER, now=stage.now) is None


def test_it_is_for_whoever_took_part_alone() -> None:
    """A colleague who never joined, a neighbour and the family see what they would see under any setting."""
    plain, lenient = withdrawn(stage_with("nothing")), withdrawn(stage_with("seen"))
    outside: tuple[Actor, ...] = (OTHER_ADVISER, NEIGHBOUR)
    within: tuple[Actor, ...] = (MOTHER, FATHER, TEACHER)
    assert [shown(lenient, by) for by in outside] == [set(), set()]
    assert [len(shown(lenient, by)) for by in within] == [len(shown(plain, by)) for by in within]


def test_it_is_the_service_that_has_left() -> None:
    """A service that leaves; not a person who leaves it alone, and not one whose consent ran out while it is here."""
    left = stage_with("seen")
    left.play(facts.ServiceLeft(leaving="ppt-1"), ADVISER)
    assert {left.theirs, left.ours} <= shown(left, ADVISER)
    gone = stage_with("seen")
    gone.play(facts.PersonLeft(person="adviser"), TEACHER)
    assert shown(gone, ADVISER) == set()
    past = dt.datetime.combine(UNTIL + dt.timedelta(days=1), dt.time(12), dt.UTC)
    assert shown(stage_with("seen"), ADVISER, past) == set() == shown(left, ADVISER, past)


def test_what_is_kin_or_another_childs_or_erased_is_not_shown() -> None:
    """An adviser who turns out to be related sees as kin; what was struck as another child's is shown no more."""
    stage = stage_with("seen")
    stage.play(facts.EntryStruck(entry=stage.ours, reason=facts.StrikeReason.WRONG_CASE), TEACHER)
    stage.play(facts.ServiceLeft(leaving="ppt-1"), ADVISER)
    assert stage.ours not in shown(stage, ADVISER)
    assert stage.theirs in shown(stage, ADVISER)
    stage.play(facts.PersonJoined(person="adviser", capacity=facts.Capacity.RELATIVE), TEACHER)
    assert shown(stage, ADVISER) == set()
    assert shown(stage, ADVISER, stage.now - dt.timedelta(hours=2)) == set()


def test_the_eighteenth_birthday_stands() -> None:
    """From that day neither guardians nor who was let in by their consents see anything, whatever the guide says."""
    stage = withdrawn(stage_with("seen", manual=True))
    before = dt.datetime(2033, 5, 4, 20, tzinfo=dt.UTC)
    after = dt.datetime(2033, 5, 4, 23, tzinfo=dt.UTC)
    assert stage.theirs in shown(stage, ADVISER, before)
    assert shown(stage, ADVISER, after) == set() == shown(stage, MOTHER, after)


def test_what_the_young_person_let_out_alone_goes_with_the_rest() -> None:
    """From fifteen on they let out alone what the school knows (A-15); once of age a former service reads nothing."""
    stage = _Stage(bti.Engine(parse_guide(TEXT + '[privacy]\nformer_participants = "seen"\n')))
    stage.on_level_1()
    stage.play(facts.LogOpened(keeping=facts.Keeping.MANUAL), TEACHER)
    stage.now = dt.datetime(2031, 6, 2, 9, tzinfo=dt.UTC)  # at sixteen
    told = facts.ConcernShared(
        concern=stage.concern, with_=facts.SharedWith.CHILD, person="child", category=Category.EDUCATION
    )
    stage.play(told, TEACHER)
    stage.play(facts.ConsentAsked(scope=Scope.SERVICE, service=PPT, of=("mother", "father", "child")), TEACHER)
    for giver in ("mother", "father", "child"):
        of = (Category.EDUCATION,) if giver == "child" else (Category.COORDINATION,)
        given = facts.ConsentGiven(
            scope=Scope.SERVICE,
            service=PPT,
            giver=giver,
            form=facts.Form.WRITTEN,
            categories=of,
            valid_until=dt.date(2032, 6, 1),
        )
        stage.play(given, TEACHER)
    stage.play(facts.ServiceJoined(joining=PPT), TEACHER)
    stage.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)
    alone = stage.play(facts.CommentMade(category=Category.EDUCATION), TEACHER)
    assert alone in shown(stage, ADVISER), "let out by the child alone"
    stage.play(facts.ServiceLeft(leaving="ppt-1"), TEACHER)
    assert alone in shown(stage, ADVISER, dt.datetime(2033, 5, 4, 20, tzinfo=dt.UTC))
    assert shown(stage, ADVISER, dt.datetime(2033, 5, 4, 23, tzinfo=dt.UTC)) == set()


def test_what_followed_by_itself_from_what_was_struck_is_marked_too() -> None:
    """That nobody held the baton followed from an entry that is struck: the line says nothing, and why."""
    stage = stage_with("seen")
    gone = stage.play(facts.PersonLeft(person="teacher"), HEAD)
    (vacant,) = [one.id for one in stage.case.entries if one.cause == gone]
    stage.play(facts.EntryStruck(entry=gone, reason=facts.StrikeReason.NEVER_HAPPENED), HEAD)
    seen = {one.id: one for one in stage.engine.view(stage.case, by=MOTHER, now=stage.now, basis="test").entries}
    left(stage)
    for found in (seen, lines(stage)):
        for one in (gone, vacant):
            assert (found[one].fact, found[one].struck) == (None, facts.StrikeReason.NEVER_HAPPENED)


def test_asking_back_shows_no_more_than_today() -> None:
    """An earlier instant, before the service left, is answered by what may be seen today."""
    stage = stage_with("own")
    then = stage.now
    withdrawn(stage)
    assert shown(stage, ADVISER, then) == {stage.theirs}
    assert shown(withdrawn(stage_with("nothing")), ADVISER, then) == set()


def test_a_log_that_somebody_took_back_is_locked_to_former_participants_too() -> None:
    """One of two guardians takes back the consent to the log: nothing in it is read, whatever the guide says."""
    stage = withdrawn(stage_with("seen"))
    if (Scope.LOG, None, "mother") not in stage.case.spine.consents.answers:
        stage.consent(Scope.LOG)
    assert shown(stage, ADVISER)
    answer = stage.case.spine.consents.answers[Scope.LOG, None, "mother"]
    stage.play(facts.ConsentWithdrawn(consent=answer.id), MOTHER)
    assert shown(stage, ADVISER) == set()


def no_to_the_log(stage: _Stage, *givers: Actor) -> None:
    """Let guardians take back their consent to the log."""
    for giver in givers:
        answer = stage.case.spine.consents.answers[Scope.LOG, None, giver.ref]
        stage.play(facts.ConsentWithdrawn(consent=answer.id), giver)


def left(stage: _Stage) -> _Stage:
    """Let the PPT leave."""
    stage.play(facts.ServiceLeft(leaving="ppt-1"), ADVISER)
    return stage


def lines(stage: Stage, now: dt.datetime | None = None) -> dict[str, bti.Seen]:
    """Return the lines that the adviser sees, by id."""
    found = stage.engine.view(stage.case, by=ADVISER, now=now or stage.now, basis="test").entries
    return {one.id: one for one in found}


def consented(stage: _Stage, giver: Actor, *, excluded: tuple[str, ...] = (), persons: tuple[str, ...] = ()) -> None:
    """Let a guardian consent to the PPT anew, with something kept out."""
    stage.play(
        facts.ConsentGiven(
            scope=Scope.SERVICE,
            service=PPT,
            giver=giver.ref,
            form=facts.Form.WRITTEN,
            categories=(Category.EDUCATION, Category.COORDINATION),
            valid_until=UNTIL,
            excluded=excluded,
            persons=persons,
        ),
        TEACHER,
    )


@pytest.mark.parametrize("givers", [(MOTHER,), (MOTHER, FATHER)], ids=["one", "both"])
@pytest.mark.parametrize("leaves", [False, True], ids=["here", "left"])
def test_a_log_that_rests_or_is_closed_for_want_of_consent_shows_nothing(
    givers: tuple[Actor, ...], leaves: bool
) -> None:
    """Whether the service is still here, and is told nothing false, or has left; asked back too."""
    stage = stage_with("seen")
    then = stage.now
    if leaves:
        left(stage)
        assert shown(stage, ADVISER)
    no_to_the_log(stage, *givers)
    found = stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="test")
    assert (found.entries, found.access) == ((), ())
    assert "read_as_former_participant" not in {one.code for one in found.reasons}
    assert shown(stage, ADVISER, then) == set()


def test_a_no_and_a_pause_lock_it_too() -> None:
    """An explicit no to the log, and a log that is paused."""
    refused, paused = stage_with("seen"), left(stage_with("seen"))
    refused.play(facts.ConsentRefused(scope=Scope.LOG, giver="mother"), MOTHER)
    assert shown(refused, ADVISER) == set()
    paused.play(facts.LogPaused(wisher="mother"), MOTHER)
    assert shown(paused, ADVISER) == set()
    paused.play(facts.LogResumed(wisher="mother"), MOTHER)
    assert paused.ours in shown(paused, ADVISER)


def test_a_log_that_those_who_consented_ended_is_locked() -> None:
    """They wished it closed: what stands in it is locked, and a new log opens nothing of it."""
    stage = left(stage_with("seen"))
    stage.play(facts.LogClosed(reason=facts.LogClosing.WISH), MOTHER)
    assert shown(stage, ADVISER) == set()
    stage.consent()
    stage.play(facts.LogOpened(), TEACHER)
    assert shown(stage, ADVISER) == set()


@pytest.mark.parametrize("leaves", [False, True], ids=["here", "left"])
@pytest.mark.parametrize(
    ("excluded", "persons"),
    [(("adviser",), ()), (("ppt-1",), ()), ((), ("other-adviser",))],
    ids=["who", "all", "named"],
)
def test_whom_a_consent_keeps_out_reads_nothing(
    excluded: tuple[str, ...], persons: tuple[str, ...], leaves: bool
) -> None:
    """A consent anew that leaves the adviser out holds for what they saw too, also when it is over, and asked back."""
    stage = stage_with("seen")
    then = stage.now
    consented(stage, MOTHER, excluded=excluded, persons=persons)
    if leaves:
        stage.play(facts.ServiceLeft(leaving="ppt-1"), TEACHER)
        withdrawn(stage)
    assert shown(stage, ADVISER) == set() == shown(stage, ADVISER, then)


def test_what_is_kept_out_since_is_kept_from_who_has_left() -> None:
    """An entry, and whoever wrote it, named in a consent that was given after the service left."""
    stage = left(stage_with("seen"))
    then = stage.now
    assert {stage.theirs, stage.ours} <= shown(stage, ADVISER)
    consented(stage, MOTHER, excluded=(stage.theirs,))
    assert stage.theirs not in shown(stage, ADVISER) | shown(stage, ADVISER, then)
    assert stage.ours in shown(stage, ADVISER)
    consented(stage, FATHER, excluded=("teacher",))
    assert not {stage.theirs, stage.ours} & (shown(stage, ADVISER) | shown(stage, ADVISER, then))


def test_who_is_partial_reads_nothing() -> None:
    """Whoever declared a conflict of interest before they left."""
    stage = stage_with("seen")
    then = stage.now
    stage.play(facts.ConflictDeclared(person="adviser"), ADVISER)
    left(stage)
    assert shown(stage, ADVISER) == set() == shown(stage, ADVISER, then)


def test_one_thing_is_said_of_taking_part() -> None:
    """That they take part no longer; not that they take part in no case."""
    stage = left(stage_with("seen"))
    found = stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="test")
    assert [one.code for one in found.reasons] == ["read_as_former_participant"]


@pytest.mark.parametrize("first", [False, True], ids=["since", "before"])
@pytest.mark.parametrize("reason", list(facts.StrikeReason), ids=lambda one: one.value)
def test_what_is_struck_is_a_marked_line(reason: facts.StrikeReason, first: bool) -> None:
    """For whatever reason, before they left or since, and what they wrote too: that it is struck, and nothing more."""
    stage = stage_with("seen")
    then = stage.now
    gone = [stage.ours]
    if first:
        stage.play(facts.EntryStruck(entry=stage.theirs, reason=reason), ADVISER)
        gone.append(stage.theirs)
    else:
        left(stage)
        assert stage.ours in shown(stage, ADVISER)
    stage.play(facts.EntryStruck(entry=stage.ours, reason=reason), TEACHER)
    if first:
        left(stage)
    for now in (stage.now, then):
        found = lines(stage, now)
        for one in gone:
            assert (found[one].fact, found[one].original, found[one].struck) == (None, None, reason)
        assert (stage.theirs in shown(stage, ADVISER, now)) is not first


def corrected(stage: _Stage, category: Category) -> str:
    """Let the teacher's comment have been on another kind."""
    return stage.play(facts.EntryCorrected(entry=stage.ours, instead=facts.CommentMade(category=category)), TEACHER)


def test_what_was_corrected_after_they_left_says_nothing() -> None:
    """Neither what was wrong, nor what is right, which they were never shown."""
    stage = left(stage_with("seen"))
    then = stage.now
    right = corrected(stage, Category.COORDINATION)
    for now in (stage.now, then):
        line = lines(stage, now)[stage.ours]
        assert (line.fact, line.original, line.corrected) == (None, None, right)
        assert line.redacted is not None
        assert all(line.redacted.text(lang) for lang in ("nb", "nn", "en"))
        assert right not in lines(stage, now)


def test_what_was_corrected_while_they_took_part_says_what_is_right() -> None:
    """Where consent covers that; and no longer once it is corrected anew or struck."""
    stage = stage_with("seen")
    right = corrected(stage, Category.COORDINATION)
    left(stage)
    line = lines(stage)[stage.ours]
    assert (line.fact, line.corrected) == (facts.CommentMade(category=Category.COORDINATION), right)
    assert right in shown(stage, ADVISER)
    anew = corrected(stage, Category.EDUCATION)
    assert not {stage.ours, right} & shown(stage, ADVISER)
    assert lines(stage)[stage.ours].corrected == anew
    stage.play(facts.EntryStruck(entry=stage.ours, reason=facts.StrikeReason.NEVER_HAPPENED), TEACHER)
    assert not {stage.ours, right} & shown(stage, ADVISER)
    assert lines(stage)[stage.ours].struck is facts.StrikeReason.NEVER_HAPPENED
    covered_no_more = stage_with("seen")
    corrected(covered_no_more, Category.HEALTH)
    assert covered_no_more.ours not in shown(left(covered_no_more), ADVISER)


def test_a_correction_that_another_followed_says_nothing() -> None:
    """Both while they took part: the last one holds, and the one before it is wrong too."""
    stage = stage_with("seen")
    wrong, right = corrected(stage, Category.COORDINATION), corrected(stage, Category.EDUCATION)
    left(stage)
    assert {stage.ours, right} <= shown(stage, ADVISER)
    assert wrong not in shown(stage, ADVISER)
