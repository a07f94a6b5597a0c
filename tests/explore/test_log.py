"""The relay log as a page: what each reader sees of it, in their language, and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

import attrs
import pytest

import bti
from bti import facts
from bti.explore import Page, relay_log
from bti.facts import KINDS, Category
from bti.people import Actor
from bti.record.kinds import BESIDE
from bti.text import LANGUAGES
from tests.examples.book import ADMITTED, whole_book
from tests.stage import ADVISER, CHILD, COLLEAGUE, FATHER, HEAD, MOTHER, NEIGHBOUR, START, TEACHER, UNTIL, Stage

whole_book()

NAMES = {"teacher": "Sunniva", "mother": "Maren", "child": "Eline", "school-1": "Fjordglimt skole"}
ID = re.compile(r"\b[0-9a-f]{32}\b")
CODE = re.compile(r"\b[a-z]+_[a-z_]+\b")


def page_for(stage: Stage, by: Actor, lang: str = "nb", *, protected: bool = False) -> Page:
    """Return the page somebody sees at the end of a story."""
    page, _ = relay_log(
        stage.engine, stage.case, by=by, now=stage.now, basis="own child", lang=lang, names=NAMES, protected=protected
    )
    return page


def test_shows_who_answers_what_is_agreed_and_what_happened() -> None:
    """The mother finds the holder by name, the measure in the words it was planned with, and the evaluation."""
    stage = Stage().held()
    note = facts.Note.of("Reads aloud with a friend, ten minutes a day.")
    planned = facts.MeasurePlanned(
        responsible="teacher", evaluate_by=stage.now.date(), category=Category.EDUCATION, note=note
    )
    stage.play(planned, TEACHER)
    text = page_for(stage, MOTHER, "en").text()
    assert "Sunniva (baton holder)" in text
    assert "“Reads aloud with a friend, ten minutes a day.”" in text
    assert "relay log opened: digital – Sunniva" in text
    assert "As Maren may see it" in text


def test_is_said_in_the_language_asked_for() -> None:
    """Each language has its own words for the same page."""
    stage = Stage().evaluated()
    pages = {lang: page_for(stage, MOTHER, lang).text() for lang in LANGUAGES}
    assert "Stafettholder" not in pages["nn"]
    assert "stafetthaldar" in pages["nn"]
    assert "stafettholder" in pages["nb"]
    assert "baton holder" in pages["en"]


def test_says_what_is_owed_by_whom_and_until_when() -> None:
    """The teacher finds the measure to evaluate under their name; past its day it is overdue."""
    stage = Stage().measured()
    stage.now = dt.datetime(2026, 5, 2, 9, tzinfo=dt.UTC)
    (owed,) = [one for one in page_for(stage, TEACHER, "en").sections if one.title.startswith("What is to be done")]
    row = next(one for one in owed.rows if "Evaluate the measure" in one.text)
    assert (row.head, row.text.endswith("– Sunniva (overdue)")) == ("1 May 2026", True)


def test_what_is_owed_in_a_protected_matter_is_on_the_page_of_its_insiders_alone() -> None:
    """Whoever reported is told what to wait for; the mother's page is what it would be without."""
    stage, plain = Stage().shared(), Stage().shared()
    reported = facts.ReportedToChildWelfare(receiver=bti.Service("cw-1", "child_welfare"), category=Category.WELFARE)
    stage.play(reported, TEACHER)
    plain.now = stage.now
    owed = [one.text("nb") for one in stage.engine.agenda(stage.case, by=TEACHER, now=stage.now) if one.matter]
    page = " ".join(page_for(stage, TEACHER, protected=True).text().split())
    assert owed
    assert all(one in page for one in owed)
    assert page_for(stage, TEACHER).text() == page_for(plain, TEACHER).text(), "nor is it there unless asked for"
    assert page_for(stage, MOTHER).text() == page_for(plain, MOTHER).text()


def test_what_was_written_for_others_is_a_line_without_content() -> None:
    """The mother sees that the school wrote something, and not what."""
    stage = Stage().shared()
    stage.play(
        facts.ConcernDescribed(
            concern=stage.concern, category=Category.EDUCATION, note=facts.Note.of("for the school alone")
        ),
        TEACHER,
    )
    text = page_for(stage, MOTHER).text()
    assert "(skrevet for andre)" in text
    assert "for the school alone" not in text
    assert "for the school alone" in page_for(stage, TEACHER).text()


@pytest.mark.parametrize("by", [MOTHER, NEIGHBOUR, COLLEAGUE, ADVISER])
def test_whoever_sees_nothing_gets_the_page_of_no_case(by: Actor) -> None:
    """Text and HTML are the same, to the byte, as for a case that does not exist."""
    stage = Stage().concerned()
    stage.play(facts.GuardianNamed(person="mother", lives_with=True), TEACHER)
    here, nowhere = page_for(stage, by), Stage()
    nowhere.now = stage.now
    assert (here.text(), here.html()) == (page_for(nowhere, by).text(), page_for(nowhere, by).html())


@pytest.mark.parametrize("by", [MOTHER, FATHER, HEAD, CHILD])
def test_a_protected_matter_changes_no_page_but_its_insiders(by: Actor) -> None:
    """A suspicion changes nothing on the page of anybody who is not its insider (I-08)."""
    stage = Stage().evaluated()
    before = page_for(stage, by).html()
    suspicion = facts.SuspicionRecorded(category=Category.WELFARE, note=facts.Note.of("bruises"))
    verdict = stage.engine.admit(stage.case, suspicion, by=COLLEAGUE, now=stage.now)
    assert verdict
    stage.case = verdict.case
    assert page_for(stage, by).html() == before
    assert page_for(stage, by, protected=True).html() == before
    assert "bruises" not in page_for(stage, COLLEAGUE).html()
    assert "bruises" in page_for(stage, COLLEAGUE, protected=True).html()


WARNED = {
    "nb": ("Bare for deg som vet om det", "Skal ikke legges i elevmappen"),
    "nn": ("Berre for deg som veit om det", "Skal ikkje leggjast i elevmappa"),
    "en": ("Only for you who know of it", "Not to be put in the pupil's"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_stands_beside_the_case_is_left_out_unless_asked_for(lang: str) -> None:
    """A page in the pupil's file tells no parent: it is what it would be without; asked for, it has its own part."""
    stage, plain = Stage().shared(), Stage().shared()
    stage.play(facts.SuspicionRecorded(category=Category.WELFARE, note=facts.Note.of("bruises")), TEACHER)
    stage.play(facts.OwnNoteWritten(category=Category.EDUCATION, note=facts.Note.of("aside")), TEACHER)
    plain.now = stage.now
    page, view = relay_log(
        stage.engine, stage.case, by=TEACHER, now=stage.now, basis="own child", lang=lang, names=NAMES
    )
    assert page == page_for(plain, TEACHER, lang)
    _, view = relay_log(stage.engine, stage.case, by=TEACHER, now=stage.now, basis="own child")
    assert {one.book for one in view.access} == {"case"}, "what was not shown has no record"
    whole = page_for(stage, TEACHER, lang, protected=True)
    assert whole.sections[:-1][-1] == page.sections[-1]
    last = whole.sections[-1]
    heading, warning = WARNED[lang]
    assert last.title.startswith(heading)
    assert last.rows[0].text.startswith(warning)
    assert [row.quote for row in last.rows if row.quote] == ["bruises", "aside"]
    assert not {row.quote for one in whole.sections[:-1] for row in one.rows} & {"bruises", "aside"}
    _, view = relay_log(stage.engine, stage.case, by=TEACHER, now=stage.now, basis="own child", protected=True)
    assert len({one.book for one in view.access}) == 3


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_is_said_without_codes_and_ids(kind: str, lang: str) -> None:
    """No line of any kind of fact shows a code or an id that means nothing to people."""
    attempt = ADMITTED[kind][0]()
    verdict = attempt.stage.offer(attempt.fact, attempt.by, at=attempt.at, because=attempt.because)
    assert verdict
    attempt.stage.case, attempt.stage.now = verdict.case, verdict.entries[-1].recorded
    by = attempt.by if KINDS[kind] in BESIDE else TEACHER
    text = page_for(attempt.stage, by, lang, protected=True).text(10_000)
    assert not ID.findall(text)
    assert not CODE.findall(text)
    assert KINDS[kind].words(lang) in text


class _Balanced(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_whole_and_runs_nothing() -> None:
    """What people write is escaped, every element is closed, and nothing is fetched."""
    stage = Stage().held()
    evil = facts.Note.of("<script>alert('hei')</script>\n& <b>more</b>")
    stage.play(facts.CommentMade(category=Category.FAMILY, note=evil), MOTHER)
    page = page_for(stage, MOTHER)
    html = page._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "http" not in html
    parser = _Balanced()
    parser.feed(html)
    assert parser.open == []


def test_text_keeps_to_its_width() -> None:
    """Long lines are broken, and nothing is lost by it."""
    stage = Stage().evaluated()
    page = page_for(stage, TEACHER, "nn")
    narrow = page.text(60)
    assert max(map(len, narrow.splitlines())) <= 60
    words = [[word for word in text.split() if set(word) - set("=-")] for text in (narrow, page.text(200))]
    assert words[0] == words[1]


def test_access_record_comes_with_the_page() -> None:
    """What the host keeps of the reading is the view's own record (law H-16)."""
    stage = Stage().evaluated()
    _, view = relay_log(stage.engine, stage.case, by=MOTHER, now=stage.now, basis="own child")
    assert [(one.reader, one.basis, one.at) for one in view.access] == [("mother", "own child", stage.now)]


def test_an_earlier_instant_shows_the_page_as_it_was() -> None:
    """Asked of an earlier instant, nothing recorded later is there."""
    stage = Stage().evaluated()
    page, _ = relay_log(stage.engine, stage.case, by=TEACHER, now=START, basis="follow-up")
    assert "(skrevet" not in page.text()
    assert len(page.text()) < len(page_for(stage, TEACHER).text())


def test_a_page_says_what_it_is_when_looked_at() -> None:
    """The plain representation names nobody."""
    page = page_for(Stage().evaluated(), TEACHER)
    assert repr(page) == f"<Page of {len(page.sections)} sections>"
    assert str(page) == page.text()
    assert isinstance(attrs.evolve(page, lang="nb"), bti.explore.Page)


def test_a_meeting_that_is_called_off_is_said_to_be() -> None:
    """Nobody goes to a meeting that is not held."""
    stage = Stage().held()
    call = facts.MeetingCalled(purpose=facts.MeetingKind.OTHER, day=UNTIL, invited=("teacher", "mother"))
    meeting = stage.play(call, TEACHER)
    stage.play(facts.MeetingCancelled(meeting=meeting, reason=facts.Cancelled.FAMILY_CANNOT), TEACHER)
    assert "(avlyst)" in page_for(stage, MOTHER).text()


def test_shows_tasks_who_is_responsible_who_reads_and_a_pause() -> None:
    """The services and their tasks, the people and their tasks; what rests says until when."""
    stage = Stage().with_ppt()
    stage.play(facts.ResponsibleNamed(person="adviser", of="ppt-1"), TEACHER)
    stage.play(facts.AccessGranted(person="reader", of="ppt-1"), TEACHER)
    note = facts.Note.of("Watch the breaks.")
    stage.play(
        facts.TaskGiven(to_service="ppt-1", due=dt.date(2026, 4, 1), category=Category.EDUCATION, note=note), TEACHER
    )
    done = stage.play(facts.TaskGiven(to_person="mother", category=Category.FAMILY), TEACHER)
    stage.play(facts.TaskDone(task=done), MOTHER)
    stage.play(facts.LogPaused(until=dt.date(2026, 8, 20)), TEACHER)
    text = page_for(stage, MOTHER, "en").text(10_000)
    assert "responsible: adviser" in text
    assert "reads without taking part" in text
    assert "“Watch the breaks.”" in text
    assert "(not done yet, by 1 April 2026)" in text
    assert "(done)" in text
    assert "resting; paused through 20 August 2026" in text


def test_shows_that_a_log_is_kept_on_paper() -> None:
    """There is no shared log then."""
    stage = Stage().on_level_1()
    stage.play(facts.LogOpened(keeping=facts.Keeping.MANUAL), TEACHER)
    assert "not opened; on paper" in page_for(stage, MOTHER, "en").text(10_000)


def test_shows_what_happens_next_and_what_was_evaluated() -> None:
    """What has a date or waits for an answer is told once, with what it is about; each evaluation in words."""
    stage = Stage().evaluated()
    stage.play(facts.QuestionAsked(category=Category.FAMILY, note=facts.Note.of("When do we meet?")), MOTHER)
    call = facts.MeetingCalled(
        purpose=facts.MeetingKind.COORDINATION, day=dt.date(2026, 4, 20), invited=("teacher", "mother")
    )
    stage.play(call, TEACHER)
    stage.play(facts.PlanAppliedFor(plan_kind=facts.PlanKind.IP), TEACHER)
    stage.play(
        facts.TaskGiven(
            to_person="mother",
            due=dt.date(2026, 4, 1),
            category=Category.FAMILY,
            note=facts.Note.of("Reads aloud at home."),
        ),
        TEACHER,
    )
    sections = {one.title: one.rows for one in page_for(stage, MOTHER, "en").sections}
    owed = [(row.head, row.text) for row in sections["What is to be done, by whom and until when"]]
    for head, what in (
        ("1 April 2026", "(“Reads aloud at home.”)"),
        ("20 April 2026", "(coordination)"),
        ("2 March 2027", "(measure planned, 3 March 2026)"),
        ("", "(“When do we meet?”)"),
    ):
        assert [day for day, text in owed if what in text] == [head]
    assert "What happens next" not in sections, "it is said once"
    text = page_for(stage, MOTHER, "en").text()
    assert "measure planned, 3 March 2026: some effect; it goes on" in text
    assert "applied for" in text


def test_what_the_step_needs_is_said_and_a_closed_case_needs_nothing() -> None:
    """At level 0 the page says what is missing before the step is done; after closing there is nothing next."""
    stage = Stage().shared()
    stage.play(facts.StepCompleted(step="0.1"), TEACHER)
    stage.play(facts.StepCompleted(step="0.2"), TEACHER)
    stage.play(facts.StepCompleted(step="0.3"), TEACHER)
    stage.play(facts.StepCompleted(step="0.4", outcome="level_1"), TEACHER)
    view = stage.engine.view(stage.case, by=TEACHER, now=stage.now, basis="follow-up")
    assert view.overview is not None
    assert [reason.code for reason in view.overview.needed] == ["step_needs_one_of"]
    stage.play(facts.CaseClosed(reason=facts.ClosingReason.NO_GROUND), HEAD)
    closed = stage.engine.view(stage.case, by=HEAD, now=stage.now, basis="follow-up")
    assert closed.overview is not None
    assert closed.overview.needed == ()


def test_what_waits_is_shown_to_those_who_may_read_it() -> None:
    """A question for the family and the school is not there for another service; the child's own is for the child."""
    stage = Stage().with_ppt()
    stage.play(
        facts.QuestionAsked(category=Category.FAMILY, audience=facts.Audience.FAMILY, note=facts.Note.of("Why?")),
        MOTHER,
    )
    seen = {}
    for by in (MOTHER, TEACHER, ADVISER):
        overview = stage.engine.view(stage.case, by=by, now=stage.now, basis="follow-up").overview
        assert overview is not None
        seen[by.ref] = len(overview.questions)
    assert seen == {"mother": 1, "teacher": 1, "adviser": 0}


def test_a_meeting_that_nobody_called_stands_among_the_meetings_for_those_who_may_read_it() -> None:
    """Held on the spot, it is a meeting like the others; one written for the home service is not listed to others."""
    stage = Stage().with_ppt()
    for audience in (None, facts.Audience.HOME):
        held = facts.MeetingHeld(
            purpose=facts.MeetingKind.COORDINATION,
            present=("teacher",),
            category=Category.COORDINATION,
            audience=audience,
        )
        stage.play(held, TEACHER)
    listed = {}
    for by in (TEACHER, MOTHER, ADVISER):
        (meetings,) = (one for one in page_for(stage, by, "en").sections if one.title == "Meetings")
        listed[by.ref] = [(row.head, row.text) for row in meetings.rows]
    row = ("3 March 2026", "coordination (held)")
    assert listed == {"teacher": [row, row], "mother": [row], "adviser": [row]}
