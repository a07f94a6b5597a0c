"""Deadlines and duties of guides, counted in a case: from what, until when, by whom, and what keeps them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import bti
from bti import facts
from bti.check import Severity
from bti.dates import OSLO
from bti.duties.duty import Duty, DutyStanding, OwedBy
from bti.errors import GuideError
from bti.people import Actor
from tests.guides.tale import LEARNING, Tale
from tests.stage import HEAD, TEACHER

HEADER = 'id = "small"\nextends = "national"\nversion = "1"\ntitle = {nb = "Liten", nn = "Liten", en = "Small"}\n'


def owed(tale: Tale, code: str, by: Actor = TEACHER, now: dt.datetime | None = None) -> list[Duty]:
    """Return the duties of one code that somebody is told of."""
    found = tale.engine.agenda(tale.case, by=by, now=now or tale.now)
    return [one for one in found if one.code == code]


def small(path: Path, tables: str) -> bti.Guide:
    """Return a guide that says only this beside the common core."""
    file = path / "small.toml"
    file.write_text(HEADER + tables, encoding="utf-8")
    return bti.load_guide(file)


def test_tromso_gives_fourteen_days_to_decide() -> None:
    """In the guide's own words, from the concern, until the step is completed; overdue from midnight in Oslo."""
    tale = Tale(bti.load_guide("tromso-2014")).wonders()
    (duty,) = owed(tale, "keep_deadline")
    assert duty.due is not None
    assert duty.due.kept_through == dt.date(2026, 3, 16)
    assert "Innen 14 dager etter at bekymringen oppsto" in duty.text("nb")
    assert "16. mars 2026" in duty.text("nb")
    assert duty.who[0].persons == ("teacher",)
    assert duty.cites[0].ref == "level 0 / step 0.4 / deadline decide"
    assert duty.fulfilled_by[0].fields == (("step", "0.4"),)
    midnight = dt.datetime(2026, 3, 17, tzinfo=OSLO)
    assert not owed(tale, "keep_deadline", now=midnight - dt.timedelta(seconds=1))[0].is_overdue
    assert owed(tale, "keep_deadline", now=midnight)[0].overdue_since == midnight
    (broken,) = [one for one in tale.engine.breaks(tale.case, by=TEACHER, now=midnight) if one.code == "not_done"]
    assert broken.since == dt.date(2026, 3, 17)
    assert "Innan 14 dagar" in broken.text("nn")


def test_overhalla_has_four_weeks_and_one_where_it_is_the_school_environment() -> None:
    """The kind of case decides; sharing with a guardian keeps it, sharing with a colleague does not."""
    tale = Tale(bti.load_guide("overhalla")).wonders().describes().names_mother()
    (duty,) = owed(tale, "keep_deadline")
    assert duty.due is not None
    assert duty.due.kept_through == dt.date(2026, 3, 30)
    tale.shares(facts.SharedWith.COLLEAGUE)
    assert owed(tale, "keep_deadline") == [duty]
    entered = facts.PathwayEntered(which=facts.PathwayKind.SCHOOL_ENVIRONMENT, category=LEARNING)
    tale.given("the duty to act is entered", entered, by=HEAD)
    found = {one.cites[0].ref.rpartition(" ")[2]: one for one in owed(tale, "keep_deadline")}
    assert found.keys() == {"summon", "share_9a"}
    tale.shares(facts.SharedWith.GUARDIAN)
    assert [one.cites[0].ref.rpartition(" ")[2] for one in owed(tale, "keep_deadline")] == ["summon"]


def test_an_overdue_deadline_gates_nothing() -> None:
    """A month late, and marked as must: the concern is still shared, and the deadline is gone."""
    tale = Tale(bti.load_guide("overhalla")).wonders().describes().names_mother()
    tale.later(days=60)
    assert owed(tale, "keep_deadline")[0].is_overdue
    tale.shares(facts.SharedWith.GUARDIAN)
    assert owed(tale, "keep_deadline") == []


def test_a_deadline_may_recur_and_be_kept_more_than_once(tmp_path: Path) -> None:
    """Two meetings a half-year, as Sykkylven has its team meet: after one the second is still due."""
    guide = small(
        tmp_path,
        '[[deadline]]\nid = "meet"\nstart = "case_opened"\nlength = "P6M"\nrecurs = "P6M"\ntimes = 2\n'
        'rounding = "down"\n'
        'fulfilled_by = "meeting_held"\nwords = {nb = "To møter i halvåret", nn = "To møte i halvåret", en = "Two"}\n',
    )
    tale = Tale(guide).wonders()

    def until() -> dt.date:
        (one,) = owed(tale, "keep_deadline")
        assert one.due is not None
        return one.due.kept_through

    held = facts.MeetingHeld(purpose=facts.MeetingKind.COORDINATION, present=("teacher",), category=LEARNING)
    assert until() == dt.date(2026, 9, 2)
    tale.given("they meet", held, by=TEACHER)
    assert until() == dt.date(2026, 9, 2)
    tale.given("they meet again", held, by=TEACHER)
    assert until() == dt.date(2027, 3, 2)


def test_who_an_entry_was_written_for_counts_though_nobody_said_so(tmp_path: Path) -> None:
    """Minutes that nobody chose readers for are for those that minutes are for; told to the home alone they are not."""
    guide = small(
        tmp_path,
        '[[duty]]\nid = "told"\nwhat = {nb = "x", nn = "x", en = "x"}\nstart = "meeting_held"\n'
        'fulfilled_by = "minutes_written"\nwith = {audience = "log"}\n',
    )
    tale = Tale(guide).wonders()
    held = facts.MeetingHeld(purpose=facts.MeetingKind.COORDINATION, present=("teacher",), category=LEARNING)
    meeting = tale.given("they meet", held, by=TEACHER)
    assert owed(tale, "do_duty")
    home = facts.MinutesWritten(meeting=meeting, audience=facts.Audience.HOME, category=LEARNING)
    tale.given("minutes for the school", home, by=TEACHER)
    assert owed(tale, "do_duty")
    tale.given("minutes", facts.MinutesWritten(meeting=meeting, category=LEARNING), by=TEACHER)
    assert not owed(tale, "do_duty")


def test_what_the_family_reads_is_written_for_the_family(tmp_path: Path) -> None:
    """A note for the parents is owed until they can read one: the log's minutes, or the home's once they are shared."""
    guide = small(
        tmp_path,
        '[[duty]]\nid = "note"\nwhat = {nb = "x", nn = "x", en = "x"}\nstart = "meeting_held"\n'
        'fulfilled_by = "minutes_written"\nwith = {audience = "family"}\n',
    )
    held = facts.MeetingHeld(purpose=facts.MeetingKind.COORDINATION, present=("teacher",), category=LEARNING)
    logged = Tale(guide).wonders()
    meeting = logged.given("they meet", held, by=TEACHER)
    logged.given("minutes", facts.MinutesWritten(meeting=meeting, category=LEARNING), by=TEACHER)
    assert not owed(logged, "do_duty")
    shared = Tale(guide).wonders()
    meeting = shared.given("they meet", held, by=TEACHER)
    home = facts.MinutesWritten(meeting=meeting, audience=facts.Audience.HOME, category=LEARNING)
    minutes = shared.given("minutes for the school", home, by=TEACHER)
    assert owed(shared, "do_duty")
    shared.given("shown to the parents", facts.EntryShared(entry=minutes, to=facts.Audience.FAMILY), by=TEACHER)
    assert not owed(shared, "do_duty")


def test_working_days_restart_and_the_latest_day(tmp_path: Path) -> None:
    """Counted in working days, anew when a pathway is entered, and at the latest twenty calendar days after."""
    guide = small(
        tmp_path,
        '[[level]]\nid = "0"\n[[level.deadline]]\nid = "talk"\nstart = "concern_raised"\nlength = "P10D"\n'
        'unit = "working"\nrestart_on = ["pathway_entered"]\nnot_after = "P12D"\nnot_before = "P2D"\n'
        'fulfilled_by = "concern_shared"\n',
    )
    tale = Tale(guide).wonders()
    (duty,) = owed(tale, "keep_deadline")
    assert duty.due is not None
    assert (duty.due.kept_through, duty.not_before) == (dt.date(2026, 3, 16), dt.date(2026, 3, 4))
    assert "10 arbeidsdager" in duty.text("nb")
    tale.later(days=7)
    entered = facts.PathwayEntered(which=facts.PathwayKind.ABSENCE, category=LEARNING)
    tale.given("absence", entered, by=HEAD)
    (duty,) = owed(tale, "keep_deadline")
    assert duty.due is not None
    assert duty.due.kept_through == dt.date(2026, 3, 18)  # the tenth working day would be the 23rd


def test_a_deadline_of_a_pathway_runs_while_the_case_is_on_it(tmp_path: Path) -> None:
    """From the pathway being entered; on another pathway there is none."""
    guide = small(
        tmp_path,
        '[[pathway]]\nid = "absence"\ntitle = {nb = "Fravær", nn = "Fråvær", en = "Absence"}\n'
        '[[pathway.deadline]]\nid = "meet"\nstart = "pathway_entered"\nlength = "P5D"\nfulfilled_by = "meeting_held"\n',
    )
    tale = Tale(guide).wonders()
    assert owed(tale, "keep_deadline") == []
    entered = facts.PathwayEntered(which=facts.PathwayKind.OTHER, code="absence", category=LEARNING)
    tale.given("absence", entered, by=HEAD)
    (duty,) = owed(tale, "keep_deadline")
    assert duty.due is not None
    assert duty.due.kept_through == dt.date(2026, 3, 7)


def test_a_duty_may_outlive_the_case(tmp_path: Path) -> None:
    """Who leads looks back three months after closing; nobody is told of it before, and nobody else after."""
    guide = small(
        tmp_path,
        '[[duty]]\nid = "look_back"\nwhat = {nb = "Ring hjem", nn = "Ring heim", en = "Ring the family"}\n'
        'who = "leader"\nstart = "case_closed"\ndue = "P3M"\nrounding = "down"\noutlives_closing = true\n'
        '[[duty]]\nid = "talk"\nwhat = {nb = "Snakk med foreldrene", nn = "Snakk med foreldra", en = "Talk"}\n'
        'who = "contact_teacher"\nfulfilled_by = "concern_shared"\nwith = {with = "guardian"}\n',
    )
    tale = Tale(guide).wonders().describes().names_mother()
    assert owed(tale, "do_duty_by") == []
    (talk,) = owed(tale, "do_duty")
    assert (talk.who[0].by, talk.who[0].persons, talk.text("nn")) == (OwedBy.ROLE, ("teacher",), "Snakk med foreldra.")
    tale.shares(facts.SharedWith.GUARDIAN)
    assert owed(tale, "do_duty") == []
    tale.given("it was nothing", facts.CaseClosed(reason=facts.ClosingReason.NO_GROUND), by=TEACHER)
    (duty,) = owed(tale, "do_duty_by")
    assert duty.due is not None
    assert (duty.due.kept_through, duty.who[0].by) == (dt.date(2026, 6, 2), OwedBy.LEADER)


def test_what_is_wrong_with_a_limit_is_said(tmp_path: Path) -> None:
    """A field the fact does not have, a role nobody has, times without recurrence: each with its place."""
    file = tmp_path / "small.toml"
    tables = (
        '[[deadline]]\nid = "a"\nstart = "case_opened"\nlength = "P1D"\nfulfilled_by = "meeting_held"\ntimes = 2\n'
        'with = {porpose = "evaluation"}\nwhen = {level = ["9"]}\n'
        '[[duty]]\nid = "b"\nwhat = {nb = "x", nn = "x", en = "x"}\nwho = "leder"\ndue = "P1D"\n'
    )
    file.write_text(HEADER + tables, encoding="utf-8")
    found = {one.path for one in bti.check_guide(file).findings}
    assert {"$.deadline[0].with.porpose", "$.deadline[0].times", "$.deadline[0].when.level[0]"} <= found
    assert {"$.duty[0].who", "$.duty[0].start"} <= found


_KEPT = [
    ("minutes_written", "audience", "famly", "unknown_word", "family"),
    ("meeting_held", "purpose", "evaluaton", "unknown_word", "evaluation"),
    ("meeting_held", "arena", "tame", "unknown_name", "team"),
    ("child_heard", "service", "scool", "field_not_tellable", None),
    ("meeting_held", "present", "guardian", "field_not_tellable", None),
    ("step_completed", "outcome", "clos", "unknown_name", "close"),
    ("step_completed", "step", "9.9", "unknown_name", None),
    ("person_joined", "role", "headteachr", "unknown_name", "headteacher"),
    ("document_filed", "tool", "froms", "unknown_name", "forms"),
    ("evaluation_answered", "question", "betr", "unknown_name", "better"),
    ("counts_reported", "number", "three", "wrong_shape", None),
    ("plan_dated", "revise_by", "1. mai", "wrong_shape", None),
    ("guardian_named", "lives_with", "yes", "unknown_word", None),
]
_NAMES = """
[[arena]]
id = "team"
title = {nb = "Teamet", nn = "Teamet", en = "The team"}

[[tool]]
id = "forms"
title = {nb = "Skjema", nn = "Skjema", en = "Forms"}

[[question]]
id = "better"
text = {nb = "Bedre?", nn = "Betre?", en = "Better?"}
"""


@pytest.mark.parametrize(
    ("kept", "field", "value", "code", "near"), _KEPT, ids=[f"{kept}-{field}" for kept, field, *_ in _KEPT]
)
@pytest.mark.parametrize("table", ["duty", "deadline"])
def test_a_value_that_no_fact_can_have_is_an_error(
    tmp_path: Path, table: str, kept: str, field: str, value: str, code: str, near: str | None
) -> None:
    """A mistyped code or name would never be kept by anything; the nearest is told, and the right one is taken."""
    says = {"duty": 'what = {nb = "x", nn = "x", en = "x"}\n', "deadline": 'length = "P7D"\n'}[table]
    head = f'[[{table}]]\nid = "b"\nstart = "case_opened"\n{says}fulfilled_by = "{kept}"\n'
    file = tmp_path / "small.toml"
    file.write_text(HEADER + _NAMES + head + f'with = {{{field} = "{value}"}}\n', encoding="utf-8")
    errors = [one for one in bti.check_guide(file).findings if one.severity is Severity.ERROR]
    assert [(one.path, one.code, one.nearest) for one in errors] == [(f"$.{table}[0].with.{field}", code, near)]
    with pytest.raises(GuideError):
        bti.load_guide(file)
    if near is not None:
        file.write_text(HEADER + _NAMES + head + f'with = {{{field} = "{near}"}}\n', encoding="utf-8")
        assert [one for one in bti.check_guide(file).findings if one.severity is Severity.ERROR] == []


FOR_THE_HOLDER = """
[[duty]]
id = "touch"
what = {nb = "Snakk med hjemmet", nn = "Snakk med heimen", en = "Talk with the family"}
recurs = "P1W"
fulfilled_by = "family_heard"

[[duty]]
id = "look_in"
what = {nb = "Se innom klassen", nn = "Sjå innom klassen", en = "Look in on the class"}
recurs = "P1W"
times = 2
"""


def test_a_duty_may_come_again(tmp_path: Path) -> None:
    """Due a week after the case was opened, and again a week after each time it was done."""
    tale = Tale(small(tmp_path, FOR_THE_HOLDER)).told()
    (duty,) = owed(tale, "do_duty_by")
    assert duty.due is not None
    assert duty.due.kept_through == dt.date(2026, 3, 9)
    tale.later(days=3)
    tale.hears_mother()
    (duty,) = owed(tale, "do_duty_by")
    assert duty.due is not None
    assert duty.due.kept_through == dt.date(2026, 3, 12)
    assert not duty.lasts


def test_lasting_work_is_never_overdue(tmp_path: Path) -> None:
    """What no fact fulfils stands behind all else with how often it is done, and breaks nothing however late it is."""
    tale = Tale(small(tmp_path, FOR_THE_HOLDER)).wonders()
    late = tale.now + dt.timedelta(days=400)
    *_, duty = tale.engine.agenda(tale.case, by=TEACHER, now=late)
    assert (duty.code, duty.lasts, duty.standing, duty.due) == ("do_duty_again", True, DutyStanding.LASTING, None)
    assert duty.text("nn") == "Sjå innom klassen (2 gonger i løpet av éi veke, om att)."
    found = tale.engine.breaks(tale.case, by=TEACHER, now=late)
    assert all("Se innom" not in one.text("nb") for one in found)


def test_a_time_limit_may_be_owed_by_somebody_else(tmp_path: Path) -> None:
    """The leader sees to it; it is due the same day, which is kept until midnight in Oslo."""
    guide = small(
        tmp_path,
        '[[deadline]]\nid = "same"\nwho = "leader"\nstart = "concern_raised"\nlength = "P0D"\n'
        'fulfilled_by = "concern_described"\n',
    )
    tale = Tale(guide).wonders()
    (duty,) = owed(tale, "keep_deadline")
    assert duty.due is not None
    assert (duty.who[0].by, duty.due.kept_through) == (OwedBy.LEADER, dt.date(2026, 3, 2))
    assert "samme dag som «bekymring meldt inn»" in duty.text("nb")
    midnight = dt.datetime(2026, 3, 3, tzinfo=OSLO)
    assert owed(tale, "keep_deadline", now=midnight)[0].overdue_since == midnight
    assert owed(tale.describes(), "keep_deadline") == []


def test_a_duty_may_hold_for_some_home_services(tmp_path: Path) -> None:
    """Of two duties that say for which home services they hold, the school has its own."""
    one = '[[duty]]\nid = "{id}"\nwhat = {{nb = "{id}", nn = "{id}", en = "{id}"}}\nwhen = {{home = ["{id}"]}}\n'
    guide = small(tmp_path, one.format(id="school") + one.format(id="kindergarten"))
    assert [duty.text("en") for duty in owed(Tale(guide).wonders(), "do_duty")] == ["school."]
