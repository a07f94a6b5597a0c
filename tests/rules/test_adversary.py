"""Ways in that an adversary found, each closed for good."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

import bti
from bti import errors, facts
from bti.facts import Category, Scope, SharedWith
from tests.stage import ADVISER, COLLEAGUE, FATHER, HEAD, MOTHER, PPT, SCHOOL, START, TEACHER, UNTIL, Stage

W = facts.SuspicionRecorded(category=Category.WELFARE)


def test_a_log_the_family_closed_is_not_reopened_without_asking() -> None:
    """Ending the log by those who consented stands until they consent anew (I-09; law Q-09)."""
    stage = Stage().with_ppt()
    stage.play(facts.LogClosed(reason=facts.LogClosing.WISH), MOTHER)
    assert stage.tried(facts.LogOpened(), TEACHER) == {"log_needs_consent"}
    stage.consent()
    stage.play(facts.LogOpened(), TEACHER)
    assert stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="work").entries == ()


def test_an_id_in_use_stops_no_suspicion_and_tells_nobody_of_a_case() -> None:
    """A colliding id is a conflict for those who take part, and nothing at all for others (I-07, I-08)."""
    stage = Stage().concerned()
    stage.play(facts.GuardianNamed(person="father", lives_with=False), TEACHER)
    taken = stage.case.entries[1].id
    nothing = bti.Case.empty("case-17")
    now = stage.now + dt.timedelta(hours=1)
    assert stage.engine.admit(stage.case, W, by=COLLEAGUE, now=now, entry_id=taken)
    assert stage.engine.admit(stage.case, W, by=TEACHER, now=now, entry_id=taken)
    comment = facts.CommentMade(category=Category.FAMILY)
    here = stage.engine.admit(stage.case, comment, by=FATHER, now=now, entry_id=taken)
    assert repr(here) == repr(stage.engine.admit(nothing, comment, by=FATHER, now=now, entry_id=taken))


def test_a_host_that_asks_twice_need_not_keep_the_salt() -> None:
    """The same words under the same id are the same act, kept once."""
    desk = bti.Desk(bti.Engine(bti.load_guide("sortland")), bti.MemoryStore())
    repeated: list[bool] = []
    for _ in range(2):
        note = facts.Note.of("bruises")
        fact = facts.SuspicionRecorded(category=Category.WELFARE, note=note)
        verdict = desk.record("case-1", fact, by=TEACHER, now=START, because="seen twice", entry_id="s-1")
        assert isinstance(verdict, bti.Admitted)
        repeated.append(verdict.repeated)
    assert repeated == [False, True]
    assert len(desk.case("case-1", by=TEACHER).matters) == 1


def test_a_stale_page_tells_an_untold_guardian_nothing() -> None:
    """What came between is told to those who take part (model 6)."""
    stage = Stage().concerned()
    stage.play(facts.GuardianNamed(person="father", lives_with=False), TEACHER)
    seen = bti.Case.empty("case-17")
    said = facts.ConsentRefused(scope=Scope.LOG, giver="father")
    assert stage.engine.changed(seen, stage.case, said, by=FATHER, now=stage.now) is None


def test_nothing_a_case_hands_out_can_be_changed() -> None:
    """A case is shared by everybody who looks at it (I-11, I-12)."""
    spine = Stage().with_ppt().case.spine
    for mapping in (
        spine.people.services,
        spine.people.professionals,
        spine.people.guardians,
        spine.consents.answers,
        spine.consents.named,
        spine.concerns.raised,
        spine.plan.measures,
        spine.meetings.called,
        spine.last,
        spine.happened,
    ):
        assert not hasattr(mapping, "clear")
        assert not hasattr(mapping, "__setitem__")


def test_guardians_of_somebody_of_age_see_nothing() -> None:
    """From 18 the person decides alone; on the birthday the guardians' view ends (law A-01, A-32)."""
    stage = Stage().held()
    birthday = dt.datetime(2033, 5, 5, 0, 0, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    for now, sees in ((birthday - dt.timedelta(minutes=1), True), (birthday, False)):
        view = stage.engine.view(stage.case, by=MOTHER, now=now, basis="own child")
        assert bool(view.entries) is sees


def test_an_author_who_is_kin_reads_no_more_than_they_wrote() -> None:
    """What child welfare adds about the father is not the father's to read."""
    stage = Stage().concerned()
    stage.play(W, COLLEAGUE)
    (matter,) = stage.case.matters
    office = bti.Service("bv-1", "child_welfare")
    stage.play(facts.ReportedToChildWelfare(matter=matter, receiver=office, category=Category.WELFARE), COLLEAGUE)
    stage.play(facts.GuardianNamed(person="colleague", lives_with=True), TEACHER)
    worker = bti.Professional("worker", "child_welfare_worker", office)
    added = stage.play(facts.SuspicionRecorded(matter=matter, category=Category.WELFARE), worker)
    lines = stage.engine.view(stage.case, by=COLLEAGUE, now=stage.now, basis="test").entries
    assert lines
    assert added not in {line.id for line in lines}
    assert {line.by.ref for line in lines if line.by is not None} == {"colleague"}


def test_no_other_service_takes_the_case_over_by_joining_its_former_owner() -> None:
    """Who owned the concern at home owns nothing from elsewhere (I-01)."""
    stage = Stage().concerned()
    stage.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
    stage.play(
        facts.ConcernShared(
            concern=stage.concern, with_=SharedWith.GUARDIAN, person="mother", category=Category.EDUCATION
        ),
        TEACHER,
    )
    stage.play(facts.ConsentAsked(scope=Scope.SERVICE, service=PPT, of=("mother",)), TEACHER)
    given = facts.ConsentGiven(
        scope=Scope.SERVICE,
        service=PPT,
        giver="mother",
        form=facts.Form.WRITTEN,
        categories=tuple(Category),
        valid_until=UNTIL,
    )
    stage.play(given, TEACHER)
    stage.play(facts.ServiceJoined(joining=PPT), TEACHER)
    stage.play(facts.PersonJoined(person="adviser", role="ppt_adviser", of="ppt-1"), TEACHER)
    stage.play(facts.PersonLeft(person="teacher"), TEACHER)
    joining = facts.PersonJoined(person="teacher", role="ppt_adviser", of="ppt-1")
    assert stage.tried(joining, ADVISER) == {"not_yours_to_record"}
    stage.play(joining, HEAD)
    found = stage.engine.answering(stage.case, by=HEAD, now=stage.now)
    assert found == bti.Answering(bti.Office.LEADER, None)


def test_a_service_out_of_consent_is_told_nothing_and_may_still_worry() -> None:
    """Neither who answers nor what the log is; but a concern is always taken, for the home service to read (I-06)."""
    stage = Stage().with_ppt()
    stage.now = stage.now.replace(year=2028)
    assert stage.engine.answering(stage.case, by=ADVISER, now=stage.now) is None
    assert stage.engine.log_standing(stage.case, by=ADVISER, now=stage.now) is bti.LogStanding.NOT_OPENED
    stage.play(facts.ConcernRaised(category=Category.HEALTH, audience=facts.Audience.LOG), ADVISER)
    assert stage.case.entries[-1].audience is facts.Audience.HOME


def test_a_second_concern_is_not_the_price_of_seeing_the_case() -> None:
    """A colleague who raises another concern takes no part until whoever answers brings them in."""
    stage = Stage().held()
    stage.play(facts.ConcernRaised(category=Category.EDUCATION), COLLEAGUE)
    assert stage.engine.view(stage.case, by=COLLEAGUE, now=stage.now, basis="work").entries == ()


def test_asking_back_in_time_shows_nothing_to_whoever_is_untold_today() -> None:
    """The head teacher who turned out to be the father sees nothing of before either."""
    stage = Stage().concerned()
    then = stage.now
    assert stage.engine.view(stage.case, by=HEAD, now=then, basis="work").entries
    stage.play(facts.GuardianNamed(person="head", lives_with=True), TEACHER)
    assert stage.engine.view(stage.case, by=HEAD, now=then, basis="work").entries == ()


def test_a_code_that_does_not_fit_the_age_is_refused() -> None:
    """From 7 a child is heard (law B-02)."""
    stage = Stage().measured()
    too_young = facts.ChildHeard(person="child", reason=facts.NotHeard.TOO_YOUNG, category=Category.EDUCATION)
    assert stage.tried(too_young, TEACHER) == {"reason_does_not_fit_age"}


def test_a_suspicion_is_kept_though_the_case_book_cannot_be_read(tmp_path: Path) -> None:
    """A damaged row of the case book stops no protection (I-07), and is an error for everything else."""
    path = tmp_path / "cases.db"
    engine = bti.Engine(bti.load_guide("sortland"))
    opened = facts.CaseOpened(persons=(facts.Concerned("child", dt.date(2015, 5, 5)),), home=SCHOOL)
    with bti.SqliteStore(path) as store:
        bti.Desk(engine, store).record("case-1", opened, by=TEACHER, now=START)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE entry SET data = x'7b'")
    connection.commit()
    connection.close()
    with bti.SqliteStore(path) as store:
        desk = bti.Desk(engine, store)
        assert desk.record("case-1", W, by=COLLEAGUE, now=START)
        with pytest.raises(errors.StoreError):
            desk.record("case-1", facts.CommentMade(category=Category.EDUCATION), by=TEACHER, now=START)


def test_an_instant_at_the_end_of_time_is_an_error_of_ours() -> None:
    """Never another exception than this library's own."""
    stage = Stage().opened()
    end = dt.datetime.max.replace(tzinfo=dt.timezone(dt.timedelta(hours=-2)))
    with pytest.raises(errors.InvalidValue):
        stage.engine.options(stage.case, by=TEACHER, now=end)
