"""A case's life: taken over and closed, opened again, moved to another guide, and a child born in it."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

import bti
from bti import facts
from bti.errors import IdConflict, InvalidValue
from bti.facts import Category, Scope, SharedWith
from bti.guide.loading import parse_guide
from bti.record.plan import Plan
from bti.record.spine import Answering, Office
from tests.examples.life import NATIONAL, SORTLAND, closed, two_guides
from tests.examples.take_over import BOTH, WHOLE, consented
from tests.laws.test_home_alone_can_close import way_out
from tests.stage import ADVISER, HEAD, MOTHER, PPT, SCHOOL, TEACHER, UNTIL, Stage


def answering(stage: Stage) -> Answering | None:
    """Return who answers now, as the head is told."""
    return stage.engine.answering(stage.case, by=HEAD, now=stage.now)


def standing(stage: Stage) -> bti.LogStanding:
    """Return what the relay log is now, as the head is told."""
    return stage.engine.log_standing(stage.case, by=HEAD, now=stage.now)


class TestTakingOver:
    """A case from paper goes on here as if it had been here all along."""

    def test_from_paper_through_a_whole_life_to_close(self) -> None:
        """Holder, log, second service and measures are there at once; all of it is worked on, and the case closes."""
        stage = Stage()
        root = stage.play(WHOLE, TEACHER)
        assert answering(stage) == Answering(Office.HOLDER, "adviser")
        assert standing(stage) is bti.LogStanding.OPEN
        view = stage.engine.view(stage.case, by=MOTHER, now=stage.now, basis="own child")
        assert view.overview is not None
        assert len(view.overview.measures) == 3
        assert len(view.overview.goals) == 2

        stage.play(facts.ConcernDescribed(concern=facts.concern_id(root), category=Category.EDUCATION), TEACHER)
        stage.play(facts.MeasureStarted(measure=facts.measure_id(root, 2)), ADVISER)
        call = facts.MeetingCalled(
            purpose=facts.MeetingKind.EVALUATION, day=dt.date(2026, 3, 9), invited=("mother", "father", "teacher")
        )
        meeting = stage.play(call, ADVISER)
        stage.play(facts.StepCompleted(step="2.3"), ADVISER, because="under way for a long time")
        held = facts.MeetingHeld(
            purpose=facts.MeetingKind.EVALUATION, present=("adviser",), meeting=meeting, category=Category.EDUCATION
        )
        evaluated = tuple(
            facts.MeasureEvaluated(
                measure=facts.measure_id(root, number),
                effect=facts.Effect.WANTED,
                outcome=facts.MeasureOutcome.END,
                category=Category.EDUCATION,
            )
            for number in (1, 2, 3)
        )
        child = facts.ChildHeard(person="child", how=facts.Heard.TALK, category=Category.EDUCATION)
        stage.play((held, child, *evaluated), ADVISER)
        offer = stage.play(facts.BatonOffered(to="teacher"), ADVISER)
        stage.play(facts.BatonAccepted(offer=offer), TEACHER)
        stage.play(facts.ConsentWithdrawn(consent=facts.consent_id(root, 3)), MOTHER)
        assert PPT.ref not in stage.case.spine.people.services
        stage.play(facts.CaseClosed(reason=facts.ClosingReason.GOAL_REACHED), TEACHER)
        assert standing(stage) is bti.LogStanding.CLOSED

    def test_every_fault_is_said_at_once(self) -> None:
        """Faults of many fields come in one refusal; none hides behind another."""
        broken = attrs.evolve(
            WHOLE,
            step="9.9",
            as_of=dt.date(2027, 1, 1),
            holder="nobody",
            services=(bti.Service("moon", "observatory"),),
            guardians=(*WHOLE.guardians, facts.TakenGuardian("mother", False, True)),
        )
        codes = Stage().tried(broken, TEACHER)
        assert {"unknown_step", "balance_in_the_future", "unknown_reference", "unknown_service_kind"} <= codes
        assert "named_twice" in codes

    def test_without_consent_it_is_taken_over_without_the_log_and_asked_anew(self) -> None:
        """The refusal names log and service; without both it is admitted, and what is missing is built up again."""
        stage = Stage()
        bare = attrs.evolve(WHOLE, consents=(consented("mother"),))
        assert stage.tried(bare, TEACHER) == {"taken_log_needs_consent", "taken_service_needs_consent"}
        stage.play(
            attrs.evolve(
                bare,
                log_since=None,
                services=(),
                professionals=WHOLE.professionals[:1],
                holder="teacher",
                measures=WHOLE.measures[:1],
            ),
            TEACHER,
        )
        assert standing(stage) is bti.LogStanding.NOT_OPENED
        assert stage.tried(facts.LogOpened(), TEACHER) == {"log_needs_consent"}
        stage.consent()
        stage.play(facts.LogOpened(), TEACHER)
        assert standing(stage) is bti.LogStanding.OPEN

    def test_who_was_not_told_sees_no_case(self) -> None:
        """A guardian who is named and was not told finds what they would find of no case."""
        stage = Stage()
        untold = (WHOLE.guardians[0], facts.TakenGuardian("father", False, False))
        stage.play(
            attrs.evolve(
                WHOLE,
                guardians=untold,
                consents=(),
                log_since=None,
                services=(),
                professionals=WHOLE.professionals[:1],
                holder=None,
                measures=(),
            ),
            TEACHER,
        )
        assert answering(stage) == Answering(Office.OWNER, "teacher")
        view = stage.engine.view(stage.case, by=bti.Guardian("father"), now=stage.now, basis="own child")
        assert view.entries == ()

    def test_a_log_runs_out_as_its_consents_do(self) -> None:
        """Consents keep their own dates: the day after the last one the log rests."""
        stage = Stage()
        stage.play(WHOLE, TEACHER)
        stage.now = dt.datetime.combine(UNTIL + dt.timedelta(days=1), dt.time(12), dt.UTC)
        assert standing(stage) is bti.LogStanding.RESTING

    def test_no_entry_takes_the_id_of_what_was_brought(self) -> None:
        """A host that chooses an id already used for a measure is told so."""
        stage = Stage()
        root = stage.play(WHOLE, TEACHER)
        goal = facts.GoalAgreed(category=Category.EDUCATION)
        with pytest.raises(IdConflict):
            stage.engine.admit(stage.case, goal, by=TEACHER, now=stage.now, entry_id=facts.measure_id(root, 1))

    def test_an_id_too_long_to_name_others_after_is_refused(self) -> None:
        """What it brings is named after it, and must be a reference too."""
        stage = Stage()
        with pytest.raises(InvalidValue):
            stage.engine.admit(stage.case, WHOLE, by=TEACHER, now=stage.now, entry_id="x" * 190)


class TestReopening:
    """I-01: reopening names one who answers."""

    def test_exactly_one_answers_from_that_instant(self) -> None:
        """The named one, or the leader; nobody holds, the log stays closed, the position stays."""
        stage = closed()
        position = stage.case.spine.track.position
        assert answering(stage) is None
        stage.play(facts.CaseReopened(reason=facts.ReopeningReason.RELAPSE, owner="teacher"), TEACHER)
        assert answering(stage) == Answering(Office.OWNER, "teacher")
        assert stage.case.spine.baton.holder is None
        assert stage.case.spine.track.position == position
        assert standing(stage) is bti.LogStanding.CLOSED
        assert stage.tried(facts.LogOpened(), TEACHER) == {"log_needs_consent"}

    def test_a_case_without_any_concern_has_one_who_answers_too(self) -> None:
        """Where no concern was ever raised, the reopening stands for one."""
        stage = Stage().opened()
        stage.play(facts.CaseClosed(reason=facts.ClosingReason.NO_GROUND), HEAD)
        reopened = stage.play(facts.CaseReopened(reason=facts.ReopeningReason.NEW_CONCERN), HEAD)
        assert answering(stage) == Answering(Office.LEADER, None)
        stage.play(facts.ConcernDescribed(concern=reopened, category=Category.EDUCATION), TEACHER)

    def test_home_alone_can_close_again(self) -> None:
        """I-14 holds after reopening; what stood is evaluated anew."""
        stage = Stage().measured()
        goes_on = facts.MeasureEvaluated(
            measure=stage.measure,
            effect=facts.Effect.SOME,
            outcome=facts.MeasureOutcome.GOES_ON,
            evaluate_by=dt.date(2026, 6, 1),
            category=Category.EDUCATION,
        )
        child = facts.ChildHeard(person="child", how=facts.Heard.TALK, category=Category.EDUCATION)
        stage.play((child, goes_on), TEACHER)
        stage.play(facts.CaseClosed(reason=facts.ClosingReason.MOVED), TEACHER)
        stage.play(facts.CaseReopened(reason=facts.ReopeningReason.CLOSED_TOO_EARLY), HEAD)
        again = facts.CaseClosed(reason=facts.ClosingReason.MOVED)
        assert stage.tried(again, HEAD) == {"measure_not_evaluated"}
        stage.play(way_out(stage.case), HEAD)
        assert stage.case.spine.life.closed is not None


class TestAnotherGuide:
    """A case moves to another guide by an explicit fact, in a mixed caseload."""

    def test_everything_after_it_is_judged_by_the_new_one(self) -> None:
        """Its own entry too bears the new guide's digest, and another case goes on under the old one."""
        stage, beside = two_guides(), two_guides()
        plan: Plan = stage.case.spine.plan
        stage.play(facts.GuideChanged(guide=NATIONAL.digest, step="2.2"), TEACHER)
        assert stage.case.entries[-1].guide == NATIONAL.digest
        assert stage.engine.guide_of(stage.case) is NATIONAL
        assert stage.case.spine.plan == plan
        position = stage.case.spine.track.position
        assert position is not None
        assert (position.level, position.step) == ("2", "2.2")
        stage.play(facts.GoalAgreed(category=Category.EDUCATION), TEACHER)
        assert stage.case.entries[-1].guide == NATIONAL.digest
        assert beside.engine.guide_of(beside.case) is SORTLAND

    def test_the_rest_of_the_act_is_judged_by_it_too(self) -> None:
        """A step of the new guide is completed in the same act; under the old one it would not be where it stands."""
        stage = two_guides()
        moved = facts.GuideChanged(guide=NATIONAL.digest, step="2.1")
        act = (moved, facts.StepSkipped(step="2.1"))
        stage.play(act, TEACHER)
        assert {entry.guide for entry in stage.case.entries[-2:]} == {NATIONAL.digest}

    def test_the_new_guides_settings_decide(self) -> None:
        """A guide that asks for consent in writing takes no spoken one once the case stands under it."""
        strict = parse_guide(
            'id = "strict"\nextends = "national"\nversion = "2"\nlanguages = ["nb"]\ntitle.nb = "Streng"\n'
            '[consent]\nforms = ["written"]'
        )
        stage = Stage(bti.Engine(strict, SORTLAND))
        stage.engine = bti.Engine(SORTLAND, strict)
        stage.on_level_1()
        stage.play(facts.ConsentAsked(scope=Scope.LOG, of=BOTH), TEACHER)
        spoken = facts.ConsentGiven(
            scope=Scope.LOG,
            giver="mother",
            form=facts.Form.ORAL,
            categories=(Category.EDUCATION,),
            valid_until=UNTIL,
        )
        assert stage.offer(spoken, TEACHER)
        stage.engine = bti.Engine(strict, SORTLAND)
        assert stage.offer(spoken, TEACHER)
        stage.play(facts.GuideChanged(guide=strict.digest, step="1.1"), TEACHER)
        assert stage.tried(spoken, TEACHER) == {"form_not_accepted"}


class TestBirth:
    """A pregnancy's case changes persons, givers and clock."""

    def test_it_flips_whose_consent_is_needed(self) -> None:
        """Before: the woman's alone. After: the guardians' too; until one is named the log rests, and then goes on."""
        stage = Stage()
        persons = (
            facts.Concerned("unborn", bti.Unborn.UNBORN),
            facts.Concerned("woman", dt.date(1998, 1, 1), pregnant=True),
        )
        stage.play(facts.CaseOpened(persons=persons, home=SCHOOL), TEACHER)
        concern = stage.play(facts.ConcernRaised(category=Category.HEALTH), TEACHER)
        told = facts.ConcernShared(concern=concern, with_=SharedWith.CHILD, person="woman", category=Category.HEALTH)
        stage.play(told, TEACHER)
        stage.play(facts.ConcernDescribed(concern=concern, category=Category.HEALTH), TEACHER)
        at_work = facts.ConcernShared(concern=concern, with_=SharedWith.COLLEAGUE, category=Category.HEALTH)
        stage.play(at_work, TEACHER)
        for step in ("0.1", "0.2", "0.3"):
            stage.play(facts.StepCompleted(step=step), TEACHER)
        stage.play(facts.StepCompleted(step="0.4", outcome="level_1"), TEACHER)
        stage.play(facts.ConsentAsked(scope=Scope.LOG, of=("woman",)), TEACHER)
        given = facts.ConsentGiven(
            scope=Scope.LOG,
            giver="woman",
            form=facts.Form.WRITTEN,
            categories=tuple(Category),
            valid_until=UNTIL,
        )
        stage.play(given, TEACHER)
        stage.play(facts.LogOpened(), TEACHER)
        assert standing(stage) is bti.LogStanding.OPEN
        named = facts.GuardianNamed(person="woman", lives_with=True)
        assert stage.tried(named, TEACHER) == {"concerned_is_no_guardian"}

        stage.play(facts.ChildBorn(person="unborn", birth=dt.date(2026, 3, 2)), TEACHER)
        assert standing(stage) is bti.LogStanding.RESTING
        stage.play(named, TEACHER)
        assert standing(stage) is bti.LogStanding.OPEN
        stage.play(facts.GuardianNamed(person="father", lives_with=True), TEACHER)
        assert standing(stage) is bti.LogStanding.RESTING

    def test_of_twins_the_second_is_still_expected(self) -> None:
        """The woman is pregnant until the last of them is born."""
        stage = Stage()
        persons = (
            facts.Concerned("first", bti.Unborn.UNBORN),
            facts.Concerned("second", bti.Unborn.UNBORN),
            facts.Concerned("woman", dt.date(1998, 1, 1), pregnant=True),
        )
        stage.play(facts.CaseOpened(persons=persons, home=SCHOOL), TEACHER)
        for child, left in (("first", True), ("second", False)):
            stage.play(facts.ChildBorn(person=child, birth=dt.date(2026, 3, 2)), TEACHER)
            assert stage.case.spine.life.persons[2].pregnant is left


class TestCorrectingALife:
    """What a whole life stands on is struck only where nothing stands on it."""

    def test_a_change_of_guide_is_struck_while_nothing_was_judged_by_the_new_one(self) -> None:
        """At once it is; once something was recorded under the new guide, that entry is named as standing on it."""
        stage = two_guides()
        before = stage.case.spine.track.position
        moved = stage.play(facts.GuideChanged(guide=NATIONAL.digest, step="2.2"), TEACHER)
        struck = facts.EntryStruck(entry=moved, reason=facts.StrikeReason.NEVER_HAPPENED)
        verdict = stage.offer(struck, TEACHER)
        assert verdict
        assert verdict.case.spine.life.guide == SORTLAND.digest
        assert verdict.case.spine.track.position == before
        stage.play(facts.GoalAgreed(category=Category.EDUCATION), TEACHER)
        assert stage.tried(struck, TEACHER)

    def test_a_number_in_a_balance_is_put_right(self) -> None:
        """A date mistaken in what was taken over is corrected; the measure keeps its id."""
        stage = Stage()
        root = stage.play(WHOLE, TEACHER)
        first = attrs.evolve(WHOLE.measures[0], evaluate_by=dt.date(2026, 5, 1))
        right = attrs.evolve(WHOLE, measures=(first, *WHOLE.measures[1:]))
        stage.play(facts.EntryCorrected(entry=root, instead=right), TEACHER)
        assert stage.case.spine.plan.measures[facts.measure_id(root, 1)].evaluate_by == dt.date(2026, 5, 1)
