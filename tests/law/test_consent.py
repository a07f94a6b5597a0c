"""Who must consent, on which day, and what that makes of the log."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

import bti
from bti import facts
from bti.facts import Category, Scope
from bti.guide.model import Guardians, Setting
from bti.law.consent import LogStanding, must_consent
from bti.people import Unborn
from tests.stage import FATHER, HEAD, MOTHER, PPT, SCHOOL, TEACHER, UNTIL, Stage

GUIDE = bti.load_guide("sortland")


def required(stage: Stage, day: dt.date, guide: bti.Guide = GUIDE) -> tuple[set[str], bool, set[str]]:
    """Return who must consent on a day, whether that is everybody needed, and on which grounds."""
    found = must_consent(stage.case.spine, guide.consent, day)
    return set(found.persons), found.complete, set(found.grounds)


def opened_for(*persons: facts.Concerned) -> Stage:
    """Open a case for other persons, with a concern."""
    stage = Stage()
    stage.play(facts.CaseOpened(persons=persons, home=SCHOOL), TEACHER)
    stage.concern = stage.play(facts.ConcernRaised(category=Category.EDUCATION), TEACHER)
    return stage


def with_guardians(stage: Stage) -> Stage:
    """Name a mother the child lives with and a father it does not."""
    stage.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
    stage.play(facts.GuardianNamed(person="father", lives_with=False), TEACHER)
    return stage


class TestWhoMustConsent:
    """Law A-01, A-02, A-06, A-30, A-32."""

    @pytest.mark.parametrize(
        ("day", "persons", "ground"),
        [
            (dt.date(2026, 3, 2), {"mother", "father"}, "A-06"),
            (dt.date(2030, 5, 4), {"mother", "father"}, "A-06"),
            (dt.date(2030, 5, 5), {"mother", "father", "child"}, "A-30"),
            (dt.date(2033, 5, 4), {"mother", "father", "child"}, "A-30"),
            (dt.date(2033, 5, 5), {"child"}, "A-01"),
        ],
    )
    def test_birthdays_change_it(self, day: dt.date, persons: set[str], ground: str) -> None:
        """Under 15 the guardians, from 15 the young person too, from 18 alone; from the birthday on."""
        stage = with_guardians(opened_for(facts.Concerned("child", dt.date(2015, 5, 5))))
        found, complete, grounds = required(stage, day)
        assert found == persons
        assert complete
        assert ground in grounds

    def test_a_leap_day_birthday_counts_on_28_february(self) -> None:
        """Declared, and inferred: no source says on which day (I-16)."""
        stage = with_guardians(opened_for(facts.Concerned("child", dt.date(2012, 2, 29))))
        assert "child" not in required(stage, dt.date(2027, 2, 27))[0]
        assert "child" in required(stage, dt.date(2027, 2, 28))[0]

    def test_nobody_named_is_nobody_who_can_consent(self) -> None:
        """A child whose guardians are not recorded has no sufficient consent, however many others say yes."""
        assert required(opened_for(facts.Concerned("child", dt.date(2015, 5, 5))), dt.date(2026, 3, 2))[1] is False

    def test_the_guide_may_ask_the_resident_guardian_alone(self) -> None:
        """Law A-06 leaves it open; it is a setting."""
        stage = with_guardians(opened_for(facts.Concerned("child", dt.date(2015, 5, 5))))
        old = GUIDE.consent.guardians
        rules = attrs.evolve(GUIDE.consent, guardians=Setting(Guardians.RESIDENT, old.modality, old.origin))
        assert must_consent(stage.case.spine, rules, dt.date(2026, 3, 2)).persons == ("mother",)

    def test_a_pregnant_woman_consents_for_the_unborn(self) -> None:
        """The unborn has no own consent; the woman, a person concerned of age, has."""
        stage = opened_for(
            facts.Concerned("woman", dt.date(1998, 1, 1), pregnant=True), facts.Concerned("unborn", Unborn.UNBORN)
        )
        assert required(stage, dt.date(2026, 3, 2))[:2] == ({"woman"}, True)

    def test_an_unknown_birth_date_is_read_strictly(self) -> None:
        """Nothing is guessed: guardians and the person both."""
        stage = with_guardians(opened_for(facts.Concerned("child", Unborn.UNKNOWN)))
        assert required(stage, dt.date(2026, 3, 2))[0] == {"mother", "father", "child"}


class TestTheLogRests:
    """The standing of the log follows from consent on the day (model 5)."""

    def standing(self, stage: Stage, now: dt.datetime | None = None) -> LogStanding:
        """Ask the engine."""
        return stage.engine.log_standing(stage.case, by=TEACHER, now=now or stage.now)

    def test_from_not_opened_to_closed(self) -> None:
        """Not opened, open, closed."""
        stage = Stage().on_level_1()
        assert self.standing(stage) is LogStanding.NOT_OPENED
        stage.consent()
        stage.play(facts.LogOpened(), TEACHER)
        assert self.standing(stage) is LogStanding.OPEN
        stage.play(facts.LogClosed(reason=facts.LogClosing.WISH), MOTHER)
        assert self.standing(stage) is LogStanding.CLOSED

    def test_a_consent_that_runs_out_lets_it_rest(self) -> None:
        """On the last day it holds, at 00:00 of the next it does not."""
        stage = Stage().held()
        last = dt.datetime.combine(UNTIL, dt.time(22, 59), tzinfo=dt.UTC)  # 23:59 in Oslo
        assert self.standing(stage, last) is LogStanding.OPEN
        assert self.standing(stage, last + dt.timedelta(minutes=1)) is LogStanding.RESTING

    def test_a_new_guardian_lets_it_rest(self) -> None:
        """Somebody who must consent and has not been asked is missing."""
        stage = Stage().held()
        stage.play(facts.GuardianNamed(person="other", lives_with=False), TEACHER)
        assert self.standing(stage) is LogStanding.RESTING

    def test_a_withdrawal_closes_it(self) -> None:
        """When consent to the log is gone the log is closed in the same append, and the case goes on.

        While one of two still consents it rests, and one answer wakes it.
        """
        stage = Stage().held()
        consents = {one.giver: one.id for one in stage.case.spine.consents.given()}
        stage.play(facts.ConsentWithdrawn(consent=consents["mother"]), MOTHER)
        assert self.standing(stage) is LogStanding.RESTING
        stage.play(facts.ConsentWithdrawn(consent=consents["father"]), FATHER)
        assert self.standing(stage) is LogStanding.CLOSED
        closing = stage.case.entries[-1]
        assert closing.fact == facts.LogClosed(reason=facts.LogClosing.WITHDRAWN)
        assert repr(closing.by) == "SYSTEM"
        assert closing.cause == stage.case.entries[-2].id
        assert stage.engine.options(stage.case, by=TEACHER, now=stage.now)["goal_agreed"]

    def test_a_resting_log_takes_nothing_from_another_service(self) -> None:
        """When the log rests, other services neither give nor get anything (I-06)."""
        stage = Stage().with_ppt()
        adviser = bti.Professional("adviser", "ppt_adviser", PPT)
        comment = facts.CommentMade(category=Category.EDUCATION)
        assert stage.offer(comment, adviser)
        assert stage.engine.view(stage.case, by=adviser, now=stage.now, basis="work").entries
        stage.play(facts.GuardianNamed(person="other", lives_with=False), TEACHER)
        assert stage.tried(comment, adviser) == {"service_not_covered"}
        assert stage.engine.view(stage.case, by=adviser, now=stage.now, basis="work").entries == ()
        assert stage.engine.options(stage.case, by=HEAD, now=stage.now)["case_closed"]


class TestAServiceNeedsItsOwnConsent:
    """Law Q-05: a further service joins by a consent of its own."""

    def test_no_service_joins_on_the_consent_to_the_log(self) -> None:
        """The log's consent opens the log and nothing else."""
        stage = Stage().held()
        assert stage.tried(facts.ServiceJoined(joining=PPT), TEACHER) == {"service_needs_consent"}

    def test_categories_bound_what_a_service_writes(self) -> None:
        """A waiver reaches only as far as it was given (law Q-02)."""
        stage = Stage().held()
        stage.play(facts.ConsentAsked(scope=Scope.SERVICE, service=PPT, of=("mother", "father")), TEACHER)
        for giver, kinds in (("mother", tuple(Category)), ("father", (Category.EDUCATION,))):
            given = facts.ConsentGiven(
                scope=Scope.SERVICE,
                service=PPT,
                giver=giver,
                form=facts.Form.ORAL,
                categories=kinds,
                valid_until=UNTIL,
            )
            stage.play(given, TEACHER)
        stage.play(facts.ServiceJoined(joining=PPT), TEACHER)
        stage.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)
        adviser = bti.Professional("adviser", "ppt_adviser", PPT)
        assert stage.offer(facts.GoalAgreed(category=Category.EDUCATION), adviser)
        assert stage.tried(facts.GoalAgreed(category=Category.HEALTH), adviser) == {"category_not_covered"}
        stage.play(facts.GoalAgreed(category=Category.HEALTH, note=facts.Note.of("sleep")), TEACHER)
        seen = stage.engine.view(stage.case, by=adviser, now=stage.now, basis="work").entries[-1]
        assert (seen.kind, seen.fact) == ("goal_agreed", None)
        assert seen.redacted is not None
        assert seen.redacted.code == "content_not_covered"
