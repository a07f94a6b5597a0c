"""What a reader sees: shown, redacted, or nothing at all."""

from __future__ import annotations

import datetime as dt

import bti
from bti import facts
from bti.facts import Category, SharedWith
from tests.stage import ADVISER, COLLEAGUE, FATHER, HEAD, MOTHER, NEIGHBOUR, SCHOOL, START, TEACHER, Stage


def seen(stage: Stage, by: bti.Professional | bti.Guardian | bti.Resident) -> bti.View:
    """Ask for a view now."""
    return stage.engine.view(stage.case, by=by, now=stage.now, basis="test")


def test_a_guardian_who_has_not_been_told_sees_no_case() -> None:
    """Their view is that of a case that does not exist, until the concern is shared with them."""
    stage = Stage().concerned()
    stage.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
    stage.play(facts.GuardianNamed(person="father", lives_with=False), TEACHER)
    nothing = stage.engine.view(bti.Case.empty("case-17"), by=MOTHER, now=stage.now, basis="test")
    assert seen(stage, MOTHER) == nothing
    told = facts.ConcernShared(
        concern=stage.concern, with_=SharedWith.GUARDIAN, person="mother", category=Category.EDUCATION
    )
    stage.play(told, TEACHER)
    assert seen(stage, MOTHER).overview is not None
    assert seen(stage, FATHER) == stage.engine.view(bti.Case.empty("case-17"), by=FATHER, now=stage.now, basis="test")


def test_a_neighbour_and_a_colleague_see_no_case() -> None:
    """Who takes no part sees nothing, wherever they work."""
    stage = Stage().held()
    for by in (NEIGHBOUR, COLLEAGUE):
        assert seen(stage, by) == stage.engine.view(bti.Case.empty("case-17"), by=by, now=stage.now, basis="test")


def test_home_notes_are_redacted_for_others_unless_their_author_shares_them() -> None:
    """A level-0 note stays in the home service; the line is there, the content is not."""
    stage = Stage().with_ppt()
    lines = {line.kind: line for line in seen(stage, MOTHER).entries}
    assert lines["concern_raised"].fact is None
    assert lines["concern_raised"].redacted is not None
    assert lines["goal_agreed" if "goal_agreed" in lines else "log_opened"].fact is not None
    assert all(line.fact is not None for line in seen(stage, HEAD).entries)
    shared = facts.ConcernDescribed(
        concern=stage.concern, category=Category.EDUCATION, audience=facts.Audience.FAMILY, note=facts.Note.of("told")
    )
    stage.play(shared, TEACHER)
    assert seen(stage, MOTHER).entries[-1].fact == shared
    assert seen(stage, ADVISER).entries[-1].fact is None


def test_a_remark_no_consent_can_cover_stays_with_the_home_service_and_its_author() -> None:
    """What the father says with his consent is shown to him and the home service, not to the mother or the PPT."""
    stage = Stage().on_level_1()
    stage.play(facts.ConsentAsked(scope=facts.Scope.LOG, of=("mother", "father")), TEACHER)
    remark = facts.Note.of("call me before every meeting")
    given = facts.ConsentGiven(
        scope=facts.Scope.LOG,
        giver="father",
        form=facts.Form.ELECTRONIC,
        categories=tuple(Category),
        valid_until=dt.date(2027, 1, 1),
        note=remark,
    )
    stage.play(given, FATHER)

    def text(by: bti.Professional | bti.Guardian) -> str | None:
        fact = seen(stage, by).entries[-1].fact
        assert isinstance(fact, facts.ConsentGiven)
        assert fact.note == remark
        assert fact.note is not None
        return fact.note.text

    assert text(FATHER) == text(HEAD) == "call me before every meeting"
    assert text(MOTHER) is None


def test_the_overview_says_who_answers_and_what_stands() -> None:
    """Services, people, holder, log and position, as the family page has them."""
    stage = Stage().with_ppt()
    overview = seen(stage, MOTHER).overview
    assert overview is not None
    assert overview.answering == bti.Answering(bti.Office.HOLDER, "teacher")
    assert [service.ref for service in overview.services] == ["school-1", "ppt-1"]
    assert {person.ref for person in overview.professionals} == {"teacher", "adviser"}
    assert overview.log is bti.LogStanding.OPEN
    assert overview.position is not None
    assert overview.position.level == "1"


def test_every_reading_is_recorded_with_its_book() -> None:
    """Who, for which service, on what ground, when, and what was shown (law H-16)."""
    stage = Stage().held()
    stage.play(facts.SuspicionRecorded(category=Category.WELFARE), TEACHER)
    access = seen(stage, TEACHER).access
    assert [record.book == "case" for record in access] == [True, False]
    assert access[0].reader == "teacher"
    assert access[0].service == "school-1"
    assert access[0].basis == "test"
    assert access[1].shown == (next(iter(stage.case.matters.values())).entries[0].id,)
    assert [record.book for record in seen(stage, HEAD).access] == ["case"]
    assert seen(stage, NEIGHBOUR).access == ()


def test_an_earlier_instant_shows_the_case_as_it_was() -> None:
    """What was recorded later was not known then."""
    stage = Stage().concerned()
    then = stage.now
    before = stage.engine.view(stage.case, by=TEACHER, now=then, basis="test")
    stage.play(facts.StepCompleted(step="0.1"), TEACHER)
    assert stage.engine.view(stage.case, by=TEACHER, now=then, basis="test") == before
    assert stage.engine.options(stage.case, by=TEACHER, now=then)["step_completed"].choices["step"] == ("0.1",)


def test_a_child_welfare_worker_who_received_a_report_reads_that_matter_only() -> None:
    """The receiving service is an insider of its matter and of nothing else (model 2)."""
    stage = Stage().held()
    office = bti.Service("bv-1", "child_welfare")
    worker = bti.Professional("worker", "child_welfare_worker", office)
    stage.play(facts.ReportedToChildWelfare(receiver=office, category=Category.WELFARE), COLLEAGUE)
    stage.play(facts.SuspicionRecorded(category=Category.WELFARE), TEACHER)
    view = seen(stage, worker)
    assert [line.kind for line in view.entries] == ["reported_to_child_welfare"]
    assert view.overview is None


def test_closing_leaves_the_case_readable() -> None:
    """A closed case is read by those who took part."""
    stage = Stage().held()
    stage.play(facts.CaseClosed(reason=facts.ClosingReason.GOAL_REACHED), HEAD)
    later = stage.now + dt.timedelta(days=1)
    overview = stage.engine.view(stage.case, by=MOTHER, now=later, basis="own child").overview
    assert overview is not None
    assert overview.is_closed
    assert overview.answering is None


class TestHealthFromSixteen:
    """From 16 information on health is the young person's own (law A-18, A-21)."""

    def read(self, born: dt.date, *, consented: tuple[facts.Category, ...] | None = None) -> set[str | None]:
        """Return why lines are redacted to the mother, of a case with a note on health for the family."""
        stage = Stage()
        persons = (facts.Concerned("child", born),)
        stage.play(facts.CaseOpened(persons=persons, home=SCHOOL), TEACHER)
        concern = stage.play(facts.ConcernRaised(category=Category.HEALTH, audience=facts.Audience.LOG), TEACHER)
        stage.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
        for with_, ref in ((facts.SharedWith.GUARDIAN, "mother"), (facts.SharedWith.CHILD, "child")):
            shared = facts.ConcernShared(concern=concern, with_=with_, person=ref, category=Category.EDUCATION)
            stage.play(shared, TEACHER)
        if consented is not None:
            stage.play(facts.ConsentAsked(scope=facts.Scope.LOG, of=("child",)), TEACHER)
            given = facts.ConsentGiven(
                scope=facts.Scope.LOG,
                giver="child",
                form=facts.Form.WRITTEN,
                categories=consented,
                valid_until=dt.date(2026, 12, 1),
            )
            stage.play(given, TEACHER)
        view = stage.engine.view(stage.case, by=MOTHER, now=stage.now, basis="own child")
        return {line.redacted.code for line in view.entries if line.redacted is not None}

    def test_around_the_birthday(self) -> None:
        """The day before she reads it; from the day itself not, and the reason says whose it is."""
        day = START.date()
        assert "health_is_their_own" not in self.read(dt.date(day.year - 16, day.month, day.day + 1))
        assert "health_is_their_own" in self.read(dt.date(day.year - 16, day.month, day.day))

    def test_the_young_persons_own_yes(self) -> None:
        """A log that they consented to with health in it shows it; one without does not."""
        born = dt.date(2009, 1, 1)
        assert "health_is_their_own" not in self.read(born, consented=tuple(Category))
        assert "health_is_their_own" in self.read(born, consented=(Category.EDUCATION,))
