"""What was recorded wrongly: corrected, struck with what stands on it, shown to whom, and not over others' heads."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

import bti
from bti import facts
from bti.answers.view import Seen
from bti.explore import relay_log
from bti.facts import Audience, Category, Note, StrikeReason
from bti.people import Actor
from bti.store import MemoryStore
from tests.examples.holding_back import at_school
from tests.examples.take_over import with_everything
from tests.stage import ADVISER, COLLEAGUE, FATHER, HEAD, MOTHER, PPT, START, TEACHER, UNTIL, Stage


def line(stage: Stage, entry: str, by: Actor) -> Seen:
    """Return an entry as somebody sees it."""
    seen = stage.engine.view(stage.case, by=by, now=stage.now, basis="follow-up").entries
    return next(one for one in seen if one.id == entry)


def find(stage: Stage, kind: type[facts.Fact], last: bool = False) -> str:
    """Return the id of the first entry of a kind, or the last."""
    found = [entry.id for entry in stage.case.entries if isinstance(entry.fact, kind)]
    return found[-1 if last else 0]


def strike(entry: str, reason: StrikeReason = StrikeReason.WRONG_CASE) -> facts.EntryStruck:
    """Strike an entry."""
    return facts.EntryStruck(entry=entry, reason=reason)


class TestWhatStandsOnIt:
    """Only if all later entries would still be admitted; otherwise they are listed, with what mends it."""

    def test_the_refusal_lists_what_stands_on_it_and_says_what_to_do(self) -> None:
        """Sharing with the mother, her consent and the log all stand on her being guardian."""
        stage = Stage().held()
        verdict = stage.offer(strike(find(stage, facts.GuardianNamed)), TEACHER)
        assert isinstance(verdict, bti.Refused)
        assert [reason.code for reason in verdict.reasons] == ["others_stand_on_it"]
        kinds = [one.kind for one in verdict.standing]
        assert {"concern_shared", "consent_asked", "consent_given"} <= set(kinds)
        assert "case_opened" not in kinds
        assert dict(verdict.reasons[0].params)["count"] == len(verdict.standing)
        assert verdict.reasons[0].remedy is not None
        assert "right guardian" in verdict.reasons[0].remedy("en")

    def test_what_stands_on_it_is_shown_as_the_asker_may_see_it(self) -> None:
        """The adviser strikes the goal the PPT agreed on; a line written for the school alone is shown without it."""
        stage = Stage().with_ppt()
        stage.play(facts.PersonLeft(person="adviser"), HEAD)
        joined = stage.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)
        stage.play(facts.GoalAgreed(category=Category.EDUCATION, audience=Audience.HOME), ADVISER)
        verdict = stage.offer(strike(joined, StrikeReason.OTHER), TEACHER)
        assert isinstance(verdict, bti.Refused)
        assert [one.kind for one in verdict.standing] == ["goal_agreed"]

    def test_nothing_stands_on_an_offer_struck_at_once(self) -> None:
        """Struck before anything came of it, an offer was never made."""
        stage = Stage().held()
        before = stage.case.spine.baton
        stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
        made = stage.play(facts.BatonOffered(to="colleague"), TEACHER)
        assert stage.case.spine.baton.offer is not None
        stage.play(strike(made, StrikeReason.NEVER_HAPPENED), TEACHER)
        assert stage.case.spine.baton == before
        assert stage.tried(facts.BatonAccepted(offer=made), COLLEAGUE)

    def test_a_whole_chain_is_struck_in_one_act_the_latest_first(self) -> None:
        """A measure written into the wrong child's case goes with its start; alone it cannot."""
        stage = Stage().measured()
        started = find(stage, facts.MeasureStarted)
        assert stage.tried(strike(stage.measure), TEACHER) == {"others_stand_on_it"}
        stage.play([strike(started), strike(stage.measure)], TEACHER)
        assert stage.measure not in stage.case.spine.plan.measures
        assert stage.case.spine.version == len(stage.case.entries)

    def test_a_comment_does_not_hinder_that_what_it_is_about_is_struck(self) -> None:
        """The mother says that this is not her child: the comment stays, the entry is struck."""
        stage = Stage().held()
        goal = stage.play(facts.GoalAgreed(category=Category.EDUCATION), TEACHER)
        comment = facts.CommentMade(about=goal, category=Category.FAMILY, note=Note.of("this is not my child"))
        stage.play(comment, MOTHER)
        stage.play(strike(goal), TEACHER)
        assert not stage.case.spine.plan.goals

    def test_a_correction_of_an_outcome_must_lead_where_it_led(self) -> None:
        """Another measure date changes nothing above; another guardian would."""
        stage = Stage().measured()
        later = facts.MeasurePlanned(responsible="teacher", evaluate_by=UNTIL, category=Category.EDUCATION)
        stage.play(facts.EntryCorrected(entry=stage.measure, instead=later), TEACHER)
        assert stage.case.spine.plan.measures[stage.measure].evaluate_by == UNTIL
        assert stage.case.spine.plan.measures[stage.measure].status is not None
        again = attrs.evolve(later, evaluate_by=UNTIL.replace(day=1))
        stage.play(facts.EntryCorrected(entry=stage.measure, instead=again), HEAD)
        assert stage.case.spine.plan.measures[stage.measure].evaluate_by == UNTIL.replace(day=1)

    def test_the_last_step_is_corrected_to_another_outcome(self) -> None:
        """As long as nothing has been done on the new level, the case stands where the right outcome leads."""
        stage = Stage().on_level_1()
        completed = find(stage, facts.StepCompleted, last=True)
        assert stage.case.spine.track.position is not None
        right = facts.StepCompleted(step="0.4", outcome="level_2")
        verdict = stage.offer(facts.EntryCorrected(entry=completed, instead=right), TEACHER)
        assert isinstance(verdict, bti.Admitted), verdict.reasons
        assert verdict.case.spine.track.position is not None
        assert verdict.case.spine.track.position.level == "2"
        assert stage.case.spine.track.position.level == "1"

    def test_a_withdrawal_struck_takes_back_what_followed_from_it(self) -> None:
        """Each parent strikes the withdrawal they recorded by mistake: the closing that followed goes with it."""
        stage = Stage().held()
        mother, father = sorted(stage.case.spine.consents.given(), key=lambda one: one.giver, reverse=True)
        stage.play(facts.ConsentWithdrawn(consent=mother.id), MOTHER)
        assert stage.engine.log_standing(stage.case, by=TEACHER, now=stage.now) is bti.LogStanding.RESTING
        stage.play(facts.ConsentWithdrawn(consent=father.id), FATHER)
        assert stage.engine.log_standing(stage.case, by=TEACHER, now=stage.now) is bti.LogStanding.CLOSED
        stage.play(strike(find(stage, facts.ConsentWithdrawn, last=True)), FATHER)
        assert stage.engine.log_standing(stage.case, by=TEACHER, now=stage.now) is bti.LogStanding.RESTING
        stage.play(strike(find(stage, facts.ConsentWithdrawn)), MOTHER)
        assert stage.engine.log_standing(stage.case, by=TEACHER, now=stage.now) is bti.LogStanding.OPEN


UNDONE = {"no_is_undone_by_giver"}


def consent_of(stage: Stage, giver: str) -> facts.ConsentGiven:
    """Return what somebody last consented to."""
    given = (one.fact for one in reversed(stage.case.entries) if isinstance(one.fact, facts.ConsentGiven))
    return next(one for one in given if one.giver == giver)


def given_by(stage: Stage, giver: str) -> str:
    """Return the id of the consent of somebody that stands."""
    return next(one.id for one in stage.case.spine.consents.given() if one.giver == giver)


class TestANo:
    """A no that a professional recorded is undone by a new yes, and by no correction that opens anything."""

    @pytest.mark.parametrize("reason", list(StrikeReason), ids=lambda one: str(one.value))
    def test_a_withdrawal_that_was_noted_is_not_struck(self, reason: StrikeReason) -> None:
        """For no reason, by nobody; and the log goes on resting."""
        stage = Stage().held()
        withdrawn = stage.play(facts.ConsentWithdrawn(consent=given_by(stage, "mother")), TEACHER)
        for by in (TEACHER, HEAD):
            assert stage.tried(strike(withdrawn, reason), by) == UNDONE
        assert stage.engine.log_standing(stage.case, by=TEACHER, now=stage.now) is bti.LogStanding.RESTING

    def test_after_a_new_yes_it_opens_nothing_and_is_struck(self) -> None:
        """The wrong line can then go."""
        stage = Stage().held()
        given = consent_of(stage, "mother")
        withdrawn = stage.play(facts.ConsentWithdrawn(consent=given_by(stage, "mother")), TEACHER)
        stage.play(facts.ConsentAsked(scope=facts.Scope.LOG, of=("mother",)), TEACHER)
        stage.play(given, TEACHER)
        stage.play(strike(withdrawn, StrikeReason.NEVER_HAPPENED), HEAD)
        assert stage.engine.log_standing(stage.case, by=TEACHER, now=stage.now) is bti.LogStanding.OPEN

    def test_a_refusal_noted_twice_is_struck_once(self) -> None:
        """The other one still stands, and both together are not struck in one act."""
        stage = Stage().held()
        no = facts.ConsentRefused(scope=facts.Scope.LOG, giver="mother")
        first, second = stage.play(no, TEACHER), stage.play(no, TEACHER)
        both = (strike(first, StrikeReason.RECORDED_TWICE), strike(second, StrikeReason.RECORDED_TWICE))
        assert stage.tried(both, TEACHER) == UNDONE
        stage.play(both[0], TEACHER)
        assert stage.tried(both[1], TEACHER) == UNDONE

    def test_a_refusal_is_not_turned_into_the_others(self) -> None:
        """Were it the father's, the mother's yes would be back."""
        stage = Stage().held()
        no = facts.ConsentRefused(scope=facts.Scope.LOG, giver="mother")
        refused = stage.play(no, TEACHER)
        assert (
            stage.tried(facts.EntryCorrected(entry=refused, instead=attrs.evolve(no, giver="father")), HEAD) == UNDONE
        )

    def test_a_narrower_yes_is_not_taken_away_nor_widened(self) -> None:
        """What it leaves out is a no."""
        stage = Stage().held()
        wide = consent_of(stage, "mother")
        narrow = attrs.evolve(wide, categories=(Category.EDUCATION,), valid_until=UNTIL.replace(day=1))
        noted = stage.play(narrow, TEACHER)
        assert stage.tried(strike(noted, StrikeReason.OTHER), HEAD) == UNDONE
        for wider in (
            attrs.evolve(narrow, categories=(Category.EDUCATION, Category.HEALTH)),
            attrs.evolve(narrow, valid_until=UNTIL),
        ):
            assert stage.tried(facts.EntryCorrected(entry=noted, instead=wider), HEAD) == UNDONE
        stage.play(facts.EntryCorrected(entry=noted, instead=attrs.evolve(narrow, excluded=("health",))), HEAD)

    def test_a_yes_and_its_withdrawal_go_together(self) -> None:
        """Both were another child's: what is left at the end of the act is no more than before."""
        stage = Stage().held()
        given = given_by(stage, "mother")
        withdrawn = stage.play(facts.ConsentWithdrawn(consent=given), TEACHER)
        wrong = StrikeReason.WRONG_CASE
        assert "no_is_undone_by_giver" not in stage.tried((strike(withdrawn, wrong), strike(given, wrong)), TEACHER)

    def test_a_log_closed_at_their_wish_stays_closed(self) -> None:
        """Consents from before count no more, and do not come back."""
        stage = Stage().held()
        closed = stage.play(facts.LogClosed(reason=facts.LogClosing.WISH), TEACHER)
        assert stage.tried(strike(closed, StrikeReason.OTHER), HEAD) == UNDONE

    def test_a_case_the_family_declined_stays_closed(self) -> None:
        """It can be opened again, and they are asked anew."""
        stage = Stage().held()
        declined = facts.CaseClosed(reason=facts.ClosingReason.FAMILY_DECLINES)
        closed = stage.play(declined, TEACHER)
        assert stage.tried(strike(closed, StrikeReason.OTHER), TEACHER) == UNDONE
        other = attrs.evolve(declined, reason=facts.ClosingReason.OTHER)
        stage.play(facts.EntryCorrected(entry=closed, instead=other), TEACHER)
        assert stage.tried(strike(closed, StrikeReason.OTHER), TEACHER) == UNDONE

    def test_her_own_no_stands_where_he_may_answer_for_her(self) -> None:
        """Were hers gone, his yes would count for both (law A-07)."""
        stage = Stage().held()
        no = facts.ConsentRefused(scope=facts.Scope.SERVICE, service=PPT, giver="mother")
        stage.play(facts.ConsentAsked(scope=no.scope, service=PPT, of=("mother", "father")), TEACHER)
        refused = stage.play(no, TEACHER)
        stage.play(strike(refused), HEAD)
        stage.play(facts.GuardianAuthorised(guardian="mother", authorised="father", form=facts.Form.WRITTEN), TEACHER)
        stage.play(attrs.evolve(consent_of(stage, "father"), scope=no.scope, service=PPT), TEACHER)
        assert stage.tried(strike(stage.play(no, TEACHER)), HEAD) == UNDONE

    def test_leave_to_answer_that_was_taken_back_stays_so(self) -> None:
        """The father answers in her place no more (law A-07)."""
        stage = Stage().held()
        authorised = facts.GuardianAuthorised(guardian="mother", authorised="father", form=facts.Form.WRITTEN)
        leave = stage.play(authorised, TEACHER)
        taken = stage.play(facts.AuthorisationWithdrawn(authorisation=leave), TEACHER)
        assert stage.tried(strike(taken, StrikeReason.OTHER), HEAD) == UNDONE

    def test_an_objection_to_reading_stays(self) -> None:
        """What a young person does not want a guardian to read is noted, and not struck by others."""
        stage = at_school(15)
        no = facts.GuardianReadingSaid(person="child", reader="mother", says=facts.ReadingSays.OBJECTS)
        objected = stage.play(no, TEACHER)
        assert stage.tried(strike(objected, StrikeReason.OTHER), HEAD) == UNDONE
        yes = attrs.evolve(no, says=facts.ReadingSays.LETS)
        assert stage.tried(facts.EntryCorrected(entry=objected, instead=yes), HEAD) == UNDONE

    def test_what_was_consented_to_before_a_take_over_is_not_widened(self) -> None:
        """It is put right to less, and not to more; a birth date is put right as before."""
        attempt = with_everything()
        stage, by = attempt.stage, attempt.by
        taken = stage.play(attempt.fact, by)
        wide = attempt.fact
        assert isinstance(wide, facts.CaseTakenOver)
        less = tuple(attrs.evolve(one, valid_until=UNTIL.replace(day=1)) for one in wide.consents)
        narrow = attrs.evolve(wide, consents=less)
        stage.play(facts.EntryCorrected(entry=taken, instead=narrow), by)
        assert stage.tried(facts.EntryCorrected(entry=taken, instead=wide), by) == UNDONE
        born = attrs.evolve(narrow.persons[0], birth=UNTIL.replace(year=2014))
        stage.play(facts.EntryCorrected(entry=taken, instead=attrs.evolve(narrow, persons=(born,))), by)

    def test_options_offer_none_of_it(self) -> None:
        """Something else to strike is offered."""
        stage = Stage().held()
        withdrawn = stage.play(facts.ConsentWithdrawn(consent=given_by(stage, "mother")), TEACHER)
        offered = stage.engine.options(stage.case, by=TEACHER, now=stage.now)
        drafts = offered["entry_struck"].drafts
        assert drafts
        assert all(isinstance(one, facts.EntryStruck) and one.entry != withdrawn for one in drafts)


class TestWhoMay:
    """The author; for the home service's own words also who answers or leads; nobody for others."""

    def test_the_family_corrects_what_it_said_itself(self) -> None:
        """The mother puts her own comment right; the father and the headteacher do not."""
        stage = Stage().held()
        comment = stage.play(facts.CommentMade(category=Category.FAMILY, note=Note.of("he sleps badly")), MOTHER)
        right = facts.CommentMade(category=Category.FAMILY, note=Note.of("he sleeps badly"))
        correction = facts.EntryCorrected(entry=comment, instead=right)
        for by in (FATHER, HEAD, TEACHER):
            assert stage.tried(correction, by) == {"not_yours_to_correct"}
        stage.play(correction, MOTHER)
        shown = line(stage, comment, TEACHER).fact
        assert isinstance(shown, facts.CommentMade)
        assert shown.note is not None
        assert shown.note.text == "he sleeps badly"

    def test_nobody_strikes_that_the_mother_withdrew(self) -> None:
        """Who answers cannot undo what a guardian recorded herself."""
        stage = Stage().held()
        given = next(one for one in stage.case.spine.consents.given() if one.giver == "mother")
        withdrawn = stage.play(facts.ConsentWithdrawn(consent=given.id), MOTHER)
        for by in (TEACHER, HEAD):
            assert stage.tried(strike(withdrawn, StrikeReason.OTHER), by) == {"not_yours_to_correct"}

    def test_nobody_corrects_another_services_content(self) -> None:
        """The PPT's goal is the PPT's to correct."""
        stage = Stage().with_ppt()
        goal = stage.play(facts.GoalAgreed(category=Category.EDUCATION), ADVISER)
        correction = facts.EntryCorrected(entry=goal, instead=facts.GoalAgreed(category=Category.HEALTH))
        for by in (TEACHER, HEAD, MOTHER):
            assert stage.tried(correction, by) == {"not_yours_to_correct"}
        stage.play(correction, ADVISER)

    def test_it_is_done_in_a_closed_case_too(self) -> None:
        """What is wrong is put right, struck and erased however long the case has been closed."""
        stage = Stage().concerned()
        entry = stage.play(
            facts.ConcernDescribed(concern=stage.concern, category=Category.EDUCATION, note=Note.of("alone")), TEACHER
        )
        stage.play(facts.CaseClosed(reason=facts.ClosingReason.NO_GROUND), HEAD)
        assert stage.tried(facts.EntryShared(entry=entry, to=Audience.LOG), TEACHER) == {"case_is_closed"}
        stage.play(strike(entry), HEAD)
        stage.play(facts.EntryErased(entry=entry, decision="decision-1"), HEAD)
        assert stage.case.spine.life.closed is not None

    def test_a_closing_in_the_wrong_case_is_struck(self) -> None:
        """The case is as open as it was, with whoever answered (I-01)."""
        stage = Stage().held()
        answering = stage.engine.answering(stage.case, by=HEAD, now=stage.now)
        closed = stage.play(facts.CaseClosed(reason=facts.ClosingReason.MOVED), HEAD)
        stage.play(strike(closed), HEAD)
        assert stage.engine.answering(stage.case, by=HEAD, now=stage.now) == answering


class TestWhatIsShown:
    """The right content with a mark; the original to the home service and its author; a struck line without content."""

    def test_a_corrected_entry_shows_the_right_content(self) -> None:
        """And the way to the original, where one may see that."""
        stage = Stage().with_ppt()
        goal = stage.play(facts.GoalAgreed(category=Category.EDUCATION, note=Note.of("reads alone")), TEACHER)
        right = facts.GoalAgreed(category=Category.EDUCATION, note=Note.of("reads with a friend"))
        correction = stage.play(facts.EntryCorrected(entry=goal, instead=right), TEACHER)
        for by, original in ((TEACHER, True), (HEAD, True), (MOTHER, False), (ADVISER, False)):
            seen = line(stage, goal, by)
            assert isinstance(seen.fact, facts.GoalAgreed)
            assert seen.fact.note == right.note
            assert seen.corrected == correction
            assert (seen.original is not None) == original
            assert line(stage, correction, by).fact is not None

    def test_a_correction_is_shown_to_no_more_than_the_entry(self) -> None:
        """What the school wrote for itself is corrected for itself."""
        stage = Stage().held()
        described = find(stage, facts.ConcernDescribed)
        right = facts.ConcernDescribed(concern=stage.concern, category=Category.EDUCATION, note=Note.of("not alone"))
        correction = stage.play(facts.EntryCorrected(entry=described, instead=right), TEACHER)
        assert line(stage, described, MOTHER).fact is None
        assert line(stage, correction, MOTHER).fact is None
        stage.play(facts.EntryShared(entry=described, to=Audience.FAMILY), TEACHER)
        for entry in (described, correction):
            assert line(stage, entry, MOTHER).fact is not None

    def test_content_corrected_to_what_consent_does_not_cover_is_redacted(self) -> None:
        """The adviser may see education: what turns out to be health is shown no more."""
        stage = Stage().with_bounded_ppt()
        goal = stage.play(facts.GoalAgreed(category=Category.EDUCATION), TEACHER)
        assert line(stage, goal, ADVISER).fact is not None
        right = facts.GoalAgreed(category=Category.HEALTH)
        correction = stage.play(facts.EntryCorrected(entry=goal, instead=right), TEACHER)
        for entry in (goal, correction):
            assert line(stage, entry, ADVISER).fact is None

    def test_a_struck_line_stays_without_its_content(self) -> None:
        """The home service and the author see what it said; others see that it is struck, and why."""
        stage = Stage().with_ppt()
        goal = stage.play(facts.GoalAgreed(category=Category.EDUCATION), TEACHER)
        stage.play(strike(goal, StrikeReason.RECORDED_TWICE), TEACHER)
        for by, shown in ((TEACHER, True), (HEAD, True), (MOTHER, False), (ADVISER, False)):
            seen = line(stage, goal, by)
            assert (seen.fact is not None) == shown
            assert seen.struck is StrikeReason.RECORDED_TWICE
            if not shown:
                assert seen.redacted is not None
                assert seen.redacted.text("nn")

    def test_another_childs_content_is_for_the_author_and_the_leader_alone(self) -> None:
        """Colleagues have no business with it, nor by asking back to before it was struck."""
        stage = Stage().held()
        stage.play(facts.PersonJoined(person="colleague", role="teacher", of="school-1"), TEACHER)
        goal = stage.play(facts.GoalAgreed(category=Category.EDUCATION), TEACHER)
        before = stage.now
        assert line(stage, goal, COLLEAGUE).fact is not None
        stage.play(strike(goal), TEACHER)
        for by, shown in ((TEACHER, True), (HEAD, True), (COLLEAGUE, False), (MOTHER, False)):
            assert (line(stage, goal, by).fact is not None) == shown
            then = stage.engine.view(stage.case, by=by, now=before, basis="follow-up").entries
            assert (next(one for one in then if one.id == goal).fact is not None) == shown

    def test_asking_back_tells_nothing_of_another_childs_measure(self) -> None:
        """Who was to do what until when: neither overview nor agenda nor options of the day before tell it."""
        stage = Stage().measured()
        stage.play(strike(find(stage, facts.MeasureStarted)), HEAD)
        then = stage.now - dt.timedelta(minutes=1)
        stage.play(strike(stage.measure), HEAD)
        for by in (TEACHER, MOTHER, HEAD):
            seen = stage.engine.view(stage.case, by=by, now=then, basis="follow-up")
            assert seen.overview is not None
            assert seen.overview.measures == ()
            assert stage.measure in {one.id for one in seen.entries}
            agenda = stage.engine.agenda(stage.case, by=by, now=then)
            assert not any(stage.measure in one.id for one in agenda)
            assert stage.measure not in repr(stage.engine.options(stage.case, by=by, now=then))

    def test_the_page_says_what_was_corrected_struck_and_erased(self) -> None:
        """Whoever reads the relay log sees the mark in its line."""
        stage = Stage().held()
        goal = stage.play(facts.GoalAgreed(category=Category.EDUCATION, note=Note.of("reads alone")), TEACHER)
        right = facts.GoalAgreed(category=Category.EDUCATION, note=Note.of("reads with a friend"))
        stage.play(facts.EntryCorrected(entry=goal, instead=right), TEACHER)
        other = stage.play(facts.GoalAgreed(category=Category.EDUCATION, note=Note.of("sleeps at noon")), TEACHER)
        stage.play(strike(other), TEACHER)

        def read(by: Actor) -> str:
            case = stage.case.for_reader(by)
            return relay_log(stage.engine, case, by=by, now=stage.now, basis="follow-up", lang="nn")[0].text()

        assert "(retta)" in read(MOTHER)
        assert "reads alone" not in read(MOTHER)
        assert "(stroken)" in read(MOTHER)
        assert "sleeps at noon" not in read(MOTHER)
        assert "sleeps at noon" in read(HEAD)
        stage.play(facts.EntryErased(entry=other, decision="decision-1"), HEAD)
        for by in (MOTHER, HEAD, TEACHER):
            assert "(sletta etter ei avgjerd)" in read(by)
            assert "sleeps at noon" not in read(by)


class TestBesideOthers:
    """Corrections decide: they wait for nobody unseen, and are asked twice without harm."""

    def test_changed_meanwhile(self) -> None:
        """Somebody built on the entry since: whoever strikes it is told what came between."""
        stage = Stage().held()
        seen = stage.case
        goal = find(stage, facts.LogOpened)
        stage.play(facts.PersonJoined(person="head", role="headteacher", of="school-1"), TEACHER)
        refusal = stage.engine.changed(seen, stage.case, strike(goal), by=TEACHER, now=stage.now)
        assert refusal is not None
        assert [reason.code for reason in refusal.reasons] == ["changed_meanwhile"]
        assert len(refusal.between) == 1
        commented = stage.case
        stage.play(facts.CommentMade(category=Category.FAMILY), MOTHER)
        assert stage.engine.changed(commented, stage.case, strike(goal), by=TEACHER, now=stage.now) is None

    def test_asked_twice_under_one_id_it_is_kept_once(self) -> None:
        """The text within a correction may come with another salt; it is the same correction."""
        desk = bti.Desk(bti.Engine(bti.load_guide("sortland")), MemoryStore())
        opened = facts.CaseOpened(persons=(facts.Concerned("child", UNTIL.replace(year=2015)),), home=TEACHER.service)
        assert desk.record("case-1", opened, by=TEACHER, now=START)
        concern = desk.record("case-1", facts.ConcernRaised(category=Category.EDUCATION), by=TEACHER, now=START)
        assert isinstance(concern, bti.Admitted)

        def correct() -> bti.Verdict:
            right = facts.ConcernRaised(category=Category.EDUCATION, note=Note.of("often alone"))
            fact = facts.EntryCorrected(entry=concern.entries[0].id, instead=right)
            return desk.record("case-1", fact, by=TEACHER, now=START, entry_id="correction-1")

        first, second = correct(), correct()
        assert isinstance(first, bti.Admitted)
        assert isinstance(second, bti.Admitted)
        assert (first.repeated, second.repeated) == (False, True)
        assert len(desk.case("case-1", by=TEACHER).entries) == 3
