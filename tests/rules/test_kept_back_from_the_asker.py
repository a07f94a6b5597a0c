"""What is refused, offered and said to have changed to somebody from whom something is kept back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

import bti
from bti import facts
from bti.errors import IdConflict
from bti.facts import Category, Fact, NotToldGround, Tells
from bti.people import Actor
from tests.examples.holding_back import NURSE, with_nurse
from tests.examples.near_the_child import with_a_foster_mother
from tests.stage import ADVISER, FATHER, HEAD, MOTHER, PPT, TEACHER, UNTIL, Stage

HEALTH = Category.HEALTH
DAY = dt.date(2026, 6, 1)


def keep(stage: Stage, *entries: str) -> None:
    """Let the nurse decide that guardians are not told of these."""
    stage.play(facts.GuardiansNotTold(person="child", ground=NotToldGround.WEIGHTY, entries=entries), NURSE)


def mark(stage: Stage, entry: str) -> None:
    """Mark an entry: it tells of the father, and the mother does not read it."""
    stage.play(facts.EntryMarked(entry=entry, tells=Tells.SOMEBODY_ELSE, whose="father"), TEACHER)


def refused(stage: Stage, fact: Fact, by: Actor) -> bti.Refused:
    """Return the refusal."""
    verdict = stage.offer(fact, by)
    assert isinstance(verdict, bti.Refused)
    return verdict


def test_who_coordinates_is_told_and_not_by_which_entry() -> None:
    """The mother turns to the coordinator; that it was this line which said so is kept from her."""
    stage = Stage().with_ppt()
    appointed = stage.play(facts.CoordinatorAppointed(person="adviser", as_=facts.CoordinatorKind.CHILD), HEAD)

    def coordinator(by: Actor) -> tuple[str, str] | None:
        page = stage.engine.view(stage.case, by=by, now=stage.now, basis="first page").overview
        found = None if page is None else page.coordinator
        return None if found is None else (found.person, found.id)

    assert coordinator(MOTHER) == ("adviser", appointed)
    mark(stage, appointed)
    assert coordinator(MOTHER) == ("adviser", "")
    assert coordinator(FATHER) == coordinator(TEACHER) == ("adviser", appointed)


class TestIdsOfWhatIsKept:
    """An id leads nowhere to whom its entry is kept back from, and the kind of it is told by no other reason."""

    @pytest.mark.parametrize(
        "made",
        [
            facts.TaskGiven(to_person="nurse", due=DAY, category=HEALTH),
            facts.AgreementMade(bound=("nurse",), category=HEALTH),
            facts.CommentMade(category=HEALTH),
        ],
        ids=["task", "agreement", "comment"],
    )
    def test_whatever_it_is_the_id_is_unknown(self, made: Fact) -> None:
        """A task, an agreement and a comment; done, ended, asked about, corrected, struck and shared by the mother."""
        stage = with_nurse()
        entry = stage.play(made, NURSE)
        keep(stage, entry)

        def tries(ref: str) -> tuple[Fact, ...]:
            return (
                facts.TaskDone(task=ref),
                facts.AgreementEnded(agreement=ref),
                facts.QuestionAsked(about=ref, category=Category.FAMILY),
                facts.CommentMade(about=ref, category=Category.FAMILY),
                facts.EntryCorrected(entry=ref, instead=facts.CommentMade(category=HEALTH)),
                facts.EntryStruck(entry=ref, reason=facts.StrikeReason.OTHER),
                facts.EntryShared(entry=ref, to=facts.Audience.HOME),
                facts.TextErased(entry=ref, decision="decision-1"),
                facts.EntryErased(entry=ref, decision="decision-1"),
            )

        for known, unknown in zip(tries(entry), tries("never-there"), strict=True):
            said = refused(stage, known, MOTHER)
            assert said == refused(stage, unknown, MOTHER)
            assert "unknown_reference" in {one.code for one in said.reasons}

    def test_a_correction_of_ones_own_names_no_more(self) -> None:
        """Neither does what one put right oneself lead to what is kept."""
        stage = with_nurse()
        kept = stage.play(facts.CommentMade(category=HEALTH), NURSE)
        own = stage.play(facts.CommentMade(category=Category.FAMILY), MOTHER)
        keep(stage, kept)
        first, second = (
            facts.EntryCorrected(entry=own, instead=facts.CommentMade(about=ref, category=Category.FAMILY))
            for ref in (kept, "never-there")
        )
        assert refused(stage, first, MOTHER) == refused(stage, second, MOTHER)

    def test_the_child_and_those_who_work_with_it_go_on_as_before(self) -> None:
        """It is kept from the guardians alone."""
        stage = with_nurse()
        task = stage.play(facts.TaskGiven(to_person="nurse", due=DAY, category=HEALTH), NURSE)
        keep(stage, task)
        assert stage.offer(facts.TaskDone(task=task), NURSE)
        assert stage.offer(facts.TaskDone(task=task), TEACHER)

    def test_an_id_of_the_hosts_is_a_conflict_like_any_other(self) -> None:
        """That there is an entry of this id its line tells everybody who reads; nothing more is told."""
        stage = with_nurse()
        kept = stage.play(facts.CommentMade(category=HEALTH), NURSE)
        known = stage.play(facts.CommentMade(category=Category.EDUCATION), TEACHER)
        keep(stage, kept)
        comment = facts.CommentMade(category=Category.FAMILY)
        said = []
        for ref in (kept, known):
            with pytest.raises(IdConflict) as raised:
                stage.engine.admit(stage.case, comment, by=MOTHER, now=stage.now, entry_id=ref)
            said.append(str(raised.value))
        assert said[0] == said[1]


class TestWhatStandsInTheWay:
    """What cannot be recorded because of something kept back is refused in one word, and not offered."""

    def done_unseen(self) -> tuple[Stage, str]:
        """Let the teacher record that the mother's task is done, in an entry that is not for her."""
        stage = with_nurse()
        task = stage.play(facts.TaskGiven(to_person="mother", due=DAY, category=Category.EDUCATION), TEACHER)
        mark(stage, stage.play(facts.TaskDone(task=task), TEACHER))
        return stage, task

    def test_it_is_refused_without_a_why(self) -> None:
        """She sees her task open; that it is done is not for her to read."""
        stage, task = self.done_unseen()
        assert stage.tried(facts.TaskDone(task=task), MOTHER) == {"kept_in_the_way"}
        assert stage.tried(facts.TaskDone(task=task), TEACHER) == {"task_is_done"}

    def test_it_is_not_offered(self) -> None:
        """What is offered can be recorded (I-15)."""
        stage, _ = self.done_unseen()
        option = stage.engine.options(stage.case, by=MOTHER, now=stage.now, kinds="task_done")["task_done"]
        assert not option
        assert [one.code for one in option.reasons] == ["kept_in_the_way"]

    def test_what_would_be_refused_anyhow_is_refused_as_ever(self) -> None:
        """The father's task is not hers to say of."""
        stage = with_nurse()
        task = stage.play(facts.TaskGiven(to_person="father", due=DAY, category=Category.EDUCATION), TEACHER)
        mark(stage, stage.play(facts.TaskDone(task=task), TEACHER))
        assert stage.tried(facts.TaskDone(task=task), MOTHER) == {"task_is_somebody_elses"}


class TestWhatStandsOnOnesOwn:
    """What stands on an entry of one's own is told as far as it is told to its author, and never how much is kept."""

    def asked_for(self) -> tuple[Stage, str, facts.EntryStruck]:
        """Let the mother ask for something, and the teacher give an answer for now."""
        stage = with_nurse()
        about = facts.RequestAbout.ACCESS
        request = stage.play(facts.RequestMade(about=about, category=Category.EDUCATION), MOTHER)
        return stage, request, facts.EntryStruck(entry=request, reason=facts.StrikeReason.OTHER)

    def answer(self, stage: Stage, request: str) -> str:
        """Answer it."""
        granted = facts.RequestAnswer.GRANTED
        answered = facts.RequestAnswered(request=request, answer=granted, category=Category.EDUCATION)
        return stage.play(answered, TEACHER)

    def test_the_number_counts_what_is_told_alone(self) -> None:
        """Two answers stand on her request, and she is told of one: its line is listed, and one is the number."""
        stage, request, strikes = self.asked_for()
        told = facts.PreliminaryAnswerGiven(request=request, expected_by=DAY, category=Category.EDUCATION)
        first = stage.play(told, TEACHER)
        before = refused(stage, strikes, MOTHER)
        mark(stage, self.answer(stage, request))
        after = refused(stage, strikes, MOTHER)
        assert (after.reasons, [line.id for line in after.standing]) == (before.reasons, [first])
        assert dict(after.reasons[0].params)["count"] == 1

    def test_what_is_kept_is_in_the_way_in_one_word(self) -> None:
        """Nothing she is told stands on it; what does, would stand on nothing."""
        stage, request, strikes = self.asked_for()
        mark(stage, self.answer(stage, request))
        verdict = refused(stage, strikes, MOTHER)
        assert [one.code for one in verdict.reasons] == ["kept_in_the_way"]
        assert verdict.standing == ()

    def test_another_entry_of_hers_is_offered(self) -> None:
        """What cannot be struck for the sake of what is kept hides nothing else that can (I-15)."""
        stage = with_nurse()
        comment = stage.play(facts.CommentMade(category=Category.FAMILY), MOTHER)
        about = facts.RequestAbout.ACCESS
        request = stage.play(facts.RequestMade(about=about, category=Category.EDUCATION), MOTHER)
        mark(stage, self.answer(stage, request))
        option = stage.engine.options(stage.case, by=MOTHER, now=stage.now, kinds="entry_struck")["entry_struck"]
        assert [getattr(one, "entry", None) for one in option.drafts] == [comment]
        assert stage.offer(option.drafts[0], MOTHER)

    def test_ones_own_that_names_what_is_kept_since_is_still_put_right(self) -> None:
        """She knows what she wrote about; to name anything else that is kept leads nowhere."""
        stage = with_nurse()
        one, other = (stage.play(facts.CommentMade(category=Category.EDUCATION), TEACHER) for _ in range(2))
        own = stage.play(facts.CommentMade(about=one, category=Category.FAMILY), MOTHER)
        mark(stage, one)
        mark(stage, other)
        right = facts.CommentMade(about=one, category=Category.EDUCATION)
        assert stage.offer(facts.EntryCorrected(entry=own, instead=right), MOTHER)
        elsewhere = facts.CommentMade(about=other, category=Category.EDUCATION)
        assert stage.tried(facts.EntryCorrected(entry=own, instead=elsewhere), MOTHER) == {"others_stand_on_it"}


class TestWhatChangedMeanwhile:
    """Nobody has to look again for the sake of what they may not read; the version of the book counts all the same."""

    @pytest.mark.parametrize("done", [True, False], ids=["done", "commented"])
    def test_what_is_kept_changes_nothing(self, done: bool) -> None:
        """Whether her task was said to be done, or something was remarked."""
        stage = with_nurse()
        task = stage.play(facts.TaskGiven(to_person="mother", due=DAY, category=Category.EDUCATION), TEACHER)
        seen = stage.case
        between = facts.TaskDone(task=task) if done else facts.CommentMade(category=Category.EDUCATION)
        mark(stage, stage.play(between, TEACHER))
        said = facts.TaskDone(task=task)
        assert stage.engine.changed(seen, stage.case, said, by=MOTHER, now=stage.now) is None
        again = stage.engine.changed(seen, stage.case, said, by=HEAD, now=stage.now)
        assert (again is not None) is done
        assert stage.case.spine.version > seen.spine.version


class TestEntriesOfOthers:
    """Of an entry that is not theirs somebody hears that it is not, and nothing of what it is or says."""

    @pytest.mark.parametrize(
        "fact",
        [
            lambda ref: facts.EntryCorrected(entry=ref, instead=facts.GoalProposed(category=Category.FAMILY)),
            lambda ref: facts.EntryStruck(entry=ref, reason=facts.StrikeReason.OTHER),
        ],
        ids=["corrected", "struck"],
    )
    def test_they_are_not_theirs_first_and_alone(self, fact: Callable[[str], Fact]) -> None:
        """Whatever else could be said of them."""
        stage = with_nurse()
        comment = stage.play(facts.CommentMade(category=Category.EDUCATION, audience=facts.Audience.HOME), TEACHER)
        opened = stage.case.entries[0].id
        for ref in (comment, opened):
            assert stage.tried(fact(ref), MOTHER) == {"not_yours_to_correct"}

    def test_how_far_an_entry_reaches_is_told_to_nobody_else(self) -> None:
        """Who may not share it hears no more."""
        stage = with_nurse()
        comment = stage.play(facts.CommentMade(category=Category.EDUCATION, audience=facts.Audience.HOME), TEACHER)
        for to in facts.Audience:
            assert stage.tried(facts.EntryShared(entry=comment, to=to), MOTHER) == {"not_yours_to_share"}


class TestWhoIsNearTheChild:
    """Who has the child in daily care under a care order is told to the home service alone (law A-10, C-02)."""

    def test_as_a_service_they_are_like_any(self) -> None:
        """To the home service it is a person that is named."""
        stage = with_a_foster_mother()
        asked = facts.AdviceReceived(
            adviser=bti.Service("foster-mother", "ppt"),
            ground=facts.AdviceGround.ANONYMOUS,
            category=Category.EDUCATION,
        )
        assert stage.offer(asked, ADVISER)
        assert stage.tried(asked, TEACHER) == {"service_is_a_person"}

    def test_as_a_relative_they_join_like_any(self) -> None:
        """It changes nothing of what they may know."""
        stage = with_a_foster_mother()
        joining = facts.PersonJoined(person="foster-mother", capacity=facts.Capacity.RELATIVE)
        assert stage.tried(joining, HEAD) == {"kin_is_no_professional"}
        stage.play(joining, ADVISER)
        assert "foster-mother" not in stage.case.spine.people.told

    def test_the_guardians_hear_what_they_would_of_anybody(self) -> None:
        """Neither mother nor father records who joins."""
        stage = with_a_foster_mother()
        for by in (MOTHER, FATHER):
            for person in ("foster-mother", "never-there"):
                joining = facts.PersonJoined(person=person, role="ppt_adviser", of="ppt-1")
                assert stage.tried(joining, by) == {"not_yours_to_record"}

    def test_whom_a_consent_leaves_out_is_refused_in_the_same_word(self) -> None:
        """Else the word alone would tell."""
        stage = with_a_foster_mother()
        for giver in ("mother", "father"):
            given = facts.ConsentGiven(
                scope=facts.Scope.SERVICE,
                service=PPT,
                giver=giver,
                form=facts.Form.WRITTEN,
                categories=(Category.EDUCATION,),
                excluded=("left-out",),
                valid_until=UNTIL,
            )
            stage.play(given, TEACHER)
        for person in ("left-out", "foster-mother"):
            joining = facts.PersonJoined(person=person, role="ppt_adviser", of="ppt-1")
            assert stage.tried(joining, ADVISER) == {"person_not_let_in"}
