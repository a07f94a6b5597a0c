"""Who answers for whom: a guardian for another (A-07), whom child welfare names (A-10), who must not know (H-17)."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

import bti
from bti import facts
from bti.facts import CareGround, Category, Form, Grade, Scope, SharedWith
from bti.law.consent import LogStanding, must_consent
from bti.people import Actor
from bti.record.fact import Fact
from tests.stage import ADVISER, FATHER, HEAD, MOTHER, PPT, TEACHER, UNTIL, Stage

AUTHORISED = facts.GuardianAuthorised(guardian="father", authorised="mother", form=Form.WRITTEN)
FOSTER_MOTHER = bti.Guardian("foster-mother")
ORDER = facts.CareOrderMade(
    child="child",
    ground=CareGround.CARE_ORDER,
    decider="foster-mother",
    at_home=True,
    made_on=dt.date(2026, 3, 1),
)
GRADED = facts.AddressGraded(person="child", grade=Grade.STRICTLY_CONFIDENTIAL, may_know=("mother",))


def standing(stage: Stage, now: dt.datetime | None = None) -> LogStanding:
    """Ask what the log is."""
    return stage.engine.log_standing(stage.case, by=HEAD, now=now or stage.now)


def consent(
    stage: Stage,
    giver: str,
    scope: Scope = Scope.LOG,
    service: bti.Service | None = None,
    categories: tuple[Category, ...] = tuple(Category),
) -> str:
    """Ask one person, who consents."""
    stage.play(facts.ConsentAsked(scope=scope, service=service, of=(giver,)), TEACHER)
    given = facts.ConsentGiven(
        scope=scope, service=service, giver=giver, form=Form.WRITTEN, categories=categories, valid_until=UNTIL
    )
    return stage.play(given, TEACHER)


def share(stage: Stage, person: str) -> facts.ConcernShared:
    """Return that the concern is shared with a guardian."""
    return facts.ConcernShared(
        concern=stage.concern, with_=SharedWith.GUARDIAN, person=person, category=Category.EDUCATION
    )


class TestOneGuardianAnswersForTheOther:
    """Law A-07."""

    def authorised(self, fact: facts.GuardianAuthorised = AUTHORISED) -> tuple[Stage, str]:
        """Let the father authorise the mother."""
        stage = Stage().on_level_1()
        return stage, stage.play(fact, FATHER)

    def test_one_guardian_opens_the_log_and_the_withdrawal_rests_it(self) -> None:
        """The mother consents for both; when the father takes it back, his own consent is missing; then it wakes."""
        stage, authorisation = self.authorised()
        assert stage.tried(facts.LogOpened(), TEACHER) == {"log_needs_consent"}
        consent(stage, "mother")
        stage.play(facts.LogOpened(), TEACHER)
        assert standing(stage) is LogStanding.OPEN
        assert "law A-07" in stage.case.entries[-1].resolved.relied_on
        stage.play(facts.AuthorisationWithdrawn(authorisation=authorisation), FATHER)
        assert standing(stage) is LogStanding.RESTING
        assert stage.case.spine.log.is_in_use
        consent(stage, "father")
        assert standing(stage) is LogStanding.OPEN

    def test_what_was_answered_before_it_does_not_count(self) -> None:
        """The mother had consented for herself; she answers again for both."""
        stage = Stage().on_level_1()
        consent(stage, "mother")
        stage.play(AUTHORISED, FATHER)
        assert stage.tried(facts.LogOpened(), TEACHER) == {"log_needs_consent"}
        consent(stage, "mother")
        assert stage.offer(facts.LogOpened(), TEACHER)

    def test_a_no_of_ones_own_goes_before_it(self) -> None:
        """Guardians who disagree have not consented; a no from before the authorisation is taken back by it."""
        stage, _ = self.authorised()
        consent(stage, "mother")
        stage.play(facts.ConsentRefused(scope=Scope.LOG, giver="father"), FATHER)
        assert stage.tried(facts.LogOpened(), TEACHER) == {"log_needs_consent"}
        stage.play(AUTHORISED, FATHER)
        consent(stage, "mother")
        assert stage.offer(facts.LogOpened(), TEACHER)

    def test_it_holds_for_its_scope_and_through_its_last_day(self) -> None:
        """For the PPT alone it opens no log; run out, it covers the PPT no longer."""
        stage = Stage().held()
        stage.play(facts.ConsentAsked(scope=Scope.SERVICE, service=PPT, of=("mother", "father")), TEACHER)
        last = dt.date(2026, 6, 1)
        specific = attrs.evolve(AUTHORISED, scope=Scope.SERVICE, for_service="ppt-1", until=last)
        stage.play(specific, FATHER)
        consent(stage, "mother", Scope.SERVICE, PPT)
        stage.play(facts.ServiceJoined(joining=PPT), TEACHER)
        stage.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)
        for day, seen in ((last, True), (last + dt.timedelta(days=1), False)):
            noon = dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
            view = stage.engine.view(stage.case, by=ADVISER, now=noon, basis="work")
            assert (view.overview is not None) is seen
        other, _ = self.authorised(attrs.evolve(AUTHORISED, scope=Scope.SERVICE))
        consent(other, "mother")
        assert other.tried(facts.LogOpened(), TEACHER) == {"log_needs_consent"}

    def test_the_kinds_of_information_are_those_that_were_given(self) -> None:
        """An authorisation widens nothing (law Q-02)."""
        stage, _ = self.authorised()
        consent(stage, "mother", Scope.SERVICE, PPT, (Category.EDUCATION,))
        stage.play(facts.ServiceJoined(joining=PPT), TEACHER)
        stage.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)
        assert stage.offer(facts.GoalAgreed(category=Category.EDUCATION), ADVISER)
        assert stage.tried(facts.GoalAgreed(category=Category.HEALTH), ADVISER) == {"category_not_covered"}

    def test_it_stands_in_for_no_young_person(self) -> None:
        """From 15 the young person answers too, whatever the guardians have agreed between them."""
        stage, _ = self.authorised()
        consent(stage, "mother")
        day = dt.date(2030, 5, 5)
        assert "child" in must_consent(stage.case.spine, stage.engine.guide.consent, day).persons

    def test_who_authorised_may_close_the_log(self) -> None:
        """He consented through her."""
        stage, _ = self.authorised()
        consent(stage, "mother")
        stage.play(facts.LogOpened(), TEACHER)
        assert stage.offer(facts.LogClosed(reason=facts.LogClosing.WISH), FATHER)


class TestACareOrderMovesConsent:
    """Law A-10 with section 14."""

    def under_order(self, order: facts.CareOrderMade = ORDER) -> Stage:
        """Open the log, and let child welfare take over the care; the one it named has been told."""
        stage = Stage().held()
        stage.play(order, TEACHER)
        stage.play(share(stage, order.decider), TEACHER)
        return stage

    def required(self, stage: Stage, day: dt.date) -> tuple[str, ...]:
        """Ask who must consent on a day."""
        return must_consent(stage.case.spine, stage.engine.guide.consent, day).persons

    def test_the_log_rests_until_whom_child_welfare_has_named_consents(self) -> None:
        """The parents' consents carry it no longer."""
        stage = self.under_order()
        assert standing(stage) is LogStanding.RESTING
        assert "A-10" in must_consent(stage.case.spine, stage.engine.guide.consent, dt.date(2026, 3, 5)).grounds
        consent(stage, "foster-mother")
        assert standing(stage) is LogStanding.OPEN
        stage.play(facts.CommentMade(category=Category.FAMILY), FOSTER_MOTHER)

    def test_the_guardians_decide_again_when_it_ends(self) -> None:
        """Their consents still hold; whom child welfare had named knows of the case no longer."""
        stage = self.under_order()
        consent(stage, "foster-mother")
        stage.play(facts.CareOrderEnded(child="child"), TEACHER)
        assert standing(stage) is LogStanding.OPEN
        assert self.required(stage, dt.date(2026, 3, 5)) == ("mother", "father")
        assert stage.engine.view(stage.case, by=FOSTER_MOTHER, now=stage.now, basis="care").overview is None

    @pytest.mark.parametrize(("petitioned", "after"), [(False, ("mother", "father")), (True, ("foster-mother",))])
    def test_an_emergency_order_without_a_petition_lapses_after_six_weeks(
        self, petitioned: bool, after: tuple[str, ...]
    ) -> None:
        """Through day 42; by time alone."""
        order = attrs.evolve(ORDER, ground=CareGround.EMERGENCY, petitioned=petitioned)
        stage = self.under_order(order)
        last = order.made_on + dt.timedelta(days=42)
        assert self.required(stage, last) == ("foster-mother",)
        assert self.required(stage, last + dt.timedelta(days=1)) == after

    def test_a_new_home_takes_the_place_of_the_old(self) -> None:
        """The child moves to another foster home: who had it before knows of the case no longer."""
        stage = self.under_order()
        stage.play(attrs.evolve(ORDER, decider="foster-father"), TEACHER)
        assert self.required(stage, dt.date(2026, 3, 5)) == ("foster-father",)
        assert stage.engine.view(stage.case, by=FOSTER_MOTHER, now=stage.now, basis="care").overview is None

    def test_a_sibling_without_an_order_keeps_the_guardians(self) -> None:
        """An order is about one child."""
        stage = Stage()
        persons = (facts.Concerned("child", dt.date(2015, 5, 5)), facts.Concerned("sibling", dt.date(2018, 1, 1)))
        stage.play(facts.CaseOpened(persons=persons, home=TEACHER.service), TEACHER)
        stage.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
        stage.play(ORDER, TEACHER)
        assert set(self.required(stage, dt.date(2026, 3, 5))) == {"mother", "foster-mother"}

    def test_a_teacher_who_fosters_the_child_lets_the_baton_go(self) -> None:
        """Whoever has the child in daily care is kin (I-04)."""
        stage = Stage().held()
        stage.play(attrs.evolve(ORDER, decider="teacher"), HEAD)
        assert stage.case.entries[-1].fact == facts.BatonVacant(reason=facts.VacancyReason.BECAME_KIN)
        assert stage.case.spine.is_kin("teacher")

    def test_a_caseworker_is_no_kin_and_reads_nothing_by_the_order_alone(self) -> None:
        """Child welfare takes part as other services do: by joining, with consent, which here is its own to give."""
        welfare = bti.Service("welfare-1", "child_welfare")
        caseworker = bti.Professional("caseworker", "child_welfare_worker", welfare)
        stage = self.under_order(attrs.evolve(ORDER, decider="caseworker", at_home=False))
        consent(stage, "caseworker")
        assert standing(stage) is LogStanding.OPEN
        assert stage.engine.view(stage.case, by=caseworker, now=stage.now, basis="care").overview is None
        consent(stage, "caseworker", Scope.SERVICE, welfare)
        stage.play(facts.ServiceJoined(joining=welfare), TEACHER)
        stage.play(facts.PersonJoined(person="caseworker", role="child_welfare_worker", of="welfare-1"), TEACHER)
        assert stage.engine.view(stage.case, by=caseworker, now=stage.now, basis="care").overview is not None

    def test_other_services_hear_nothing_of_it(self) -> None:
        """Not its kind, not by asking, not in a reason (law C-02)."""
        stage = Stage().with_ppt()
        offer = stage.play(facts.BatonOffered(to="adviser"), TEACHER)
        stage.play(facts.BatonAccepted(offer=offer), ADVISER)
        stage.play(attrs.evolve(ORDER, decider="foster-mother"), TEACHER)
        stage.play(share(stage, "foster-mother"), TEACHER)
        consent(stage, "foster-mother")
        consent(stage, "foster-mother", Scope.SERVICE, PPT)
        seen = stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="work")
        assert seen.overview is not None
        assert "care_order_made" not in {line.kind for line in seen.entries}
        with_order = stage.tried(facts.CareOrderEnded(child="child"), ADVISER)
        assert with_order == {"not_yours_to_record"}
        nav = bti.Service("nav-1", "nav")
        verdict = stage.offer(facts.ServiceJoined(joining=nav), ADVISER)
        assert not verdict
        assert "A-10" not in {citation.ref for reason in verdict.reasons for citation in reason.citations}


class TestAGradedAddress:
    """Law H-17: an uninvolved guardian sees no case."""

    def graded(self) -> Stage:
        """Grade the child's address while the log is open and both guardians know."""
        stage = Stage().with_ppt()
        stage.play(GRADED, TEACHER)
        return stage

    def test_to_the_other_guardian_there_is_no_case(self) -> None:
        """Nor by asking back, whatever he tries; to the mother all is as before."""
        stage = Stage().with_ppt()
        earlier = stage.now
        stage.play(GRADED, TEACHER)
        nowhere = bti.Case.empty(stage.case.id)
        for now in (stage.now, earlier):
            here = stage.engine.view(stage.case, by=FATHER, now=now, basis="own child")
            assert here == stage.engine.view(nowhere, by=FATHER, now=now, basis="own child")
        tries: tuple[Fact, ...] = (
            facts.CommentMade(category=Category.FAMILY),
            facts.LogClosed(reason=facts.LogClosing.WISH),
            AUTHORISED,
            facts.AddressUngraded(person="child"),
        )
        for fact in tries:
            assert stage.tried(fact, FATHER) == {"not_taking_part"}
        assert stage.engine.view(stage.case, by=MOTHER, now=stage.now, basis="own child").overview is not None

    def test_he_is_not_told_asked_called_or_given_a_task(self) -> None:
        """The home service hears why he is not told; all else is as with whoever has not been told."""
        stage = self.graded()
        assert stage.tried(share(stage, "father"), TEACHER) == {"address_is_graded"}
        assert stage.tried(facts.ConsentAsked(scope=Scope.LOG, of=("father",)), TEACHER) == {"not_told_yet"}
        called = facts.MeetingCalled(
            purpose=facts.MeetingKind.COORDINATION, day=dt.date(2026, 5, 1), invited=("father",)
        )
        assert stage.tried(called, TEACHER) == {"not_told_yet"}
        task = facts.TaskGiven(to_person="father", category=Category.FAMILY)
        assert stage.tried(task, TEACHER) == {"unknown_reference"}

    def test_what_he_answered_for_is_nobodys_until_somebody_takes_it(self) -> None:
        """A measure of his is not orphaned unseen, and its line says nothing of a grade."""
        stage = Stage().held()
        measure = stage.play(
            facts.MeasurePlanned(responsible="father", evaluate_by=dt.date(2026, 6, 1), category=Category.EDUCATION),
            TEACHER,
        )
        stage.play(GRADED, TEACHER)
        assert stage.case.entries[-1].fact == facts.MeasureVacant(
            measure=measure, reason=facts.NoLongerResponsible.LEFT
        )

    def test_only_an_explicit_decision_lets_a_guardian_know(self) -> None:
        """That the child lives with her does not: without being named, the mother does not know either."""
        stage = Stage().with_ppt()
        stage.play(facts.AddressGraded(person="child", grade=Grade.CONFIDENTIAL), TEACHER)
        assert stage.engine.view(stage.case, by=MOTHER, now=stage.now, basis="own child").overview is None
        stage.play(GRADED, TEACHER)
        assert stage.tried(share(stage, "father"), TEACHER) == {"address_is_graded"}
        stage.play(share(stage, "mother"), TEACHER)

    def test_the_one_whose_address_it_is_knows(self) -> None:
        """The mother's own address: she knows, the father does not, and the child always does."""
        stage = Stage().with_ppt()
        stage.play(facts.AddressGraded(person="mother", grade=Grade.CLIENT), TEACHER)
        for person, knows in ((MOTHER, True), (FATHER, False)):
            view = stage.engine.view(stage.case, by=person, now=stage.now, basis="own child")
            assert (view.overview is not None) is knows
        told = facts.ConcernShared(
            concern=stage.concern, with_=SharedWith.CHILD, person="child", category=Category.EDUCATION
        )
        assert stage.offer(told, TEACHER)

    def test_a_guardian_named_later_is_not_told_either(self) -> None:
        """The grade is about all guardians, not about those of that day."""
        stage = self.graded()
        stage.play(facts.GuardianNamed(person="other", lives_with=True), TEACHER)
        assert stage.tried(share(stage, "other"), TEACHER) == {"address_is_graded"}

    def test_lifted_it_tells_nobody_by_itself(self) -> None:
        """Then he is told as anybody is."""
        stage = self.graded()
        stage.play(facts.AddressUngraded(person="child"), TEACHER)
        assert stage.engine.view(stage.case, by=FATHER, now=stage.now, basis="own child").overview is None
        stage.play(share(stage, "father"), TEACHER)
        assert stage.engine.view(stage.case, by=FATHER, now=stage.now, basis="own child").overview is not None

    @pytest.mark.parametrize("by", [ADVISER, MOTHER], ids=["another service", "the mother"])
    def test_nobody_but_the_home_service_sees_that_there_is_a_grade(self, by: Actor) -> None:
        """Not even what kind of line it is."""
        stage = self.graded()
        seen = stage.engine.view(stage.case, by=by, now=stage.now, basis="work")
        assert seen.overview is not None
        assert "address_graded" not in {line.kind for line in seen.entries}
        assert stage.tried(facts.AddressUngraded(person="child"), by) == {"not_yours_to_record"}
        assert stage.tried(facts.AddressUngraded(person="mother"), by) == {"not_yours_to_record"}

    def test_the_home_service_can_close(self) -> None:
        """I-14: whatever the family may know."""
        stage = self.graded()
        assert stage.offer(facts.CaseClosed(reason=facts.ClosingReason.MOVED), HEAD)
