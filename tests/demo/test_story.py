"""The story the demo tells: what the engine really answers to it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import attrs
import pytest

from bti import Engine, Guardian, MemoryStore, SqliteStore, Text, facts, load_guide
from bti.demo.beats import Act, Beside, Scene
from bti.demo.cast import CAST, MOTHER, SCHOOL, TEACHER
from bti.demo.playing import Happened, Happening, Looked, ReopenedAgain, StoryBroken, Unseen, play
from bti.demo.seen import as_bytes
from bti.demo.story import CASE, GUIDE, STORY
from bti.reasons import CitationKind
from bti.record.entry import CASE_BOOK
from bti.text import LANGUAGES


@pytest.fixture(scope="module")
def engine() -> Engine:
    """Give the engine the demo uses."""
    return Engine(load_guide(GUIDE))


@pytest.fixture(scope="module")
def told(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> tuple[Happening, ...]:
    """Play the story once, in a file."""
    path = tmp_path_factory.mktemp("story") / "demo.db"
    return tuple(play(engine, lambda: SqliteStore(path), "en", STORY))


def acts(told: tuple[Happening, ...]) -> list[Happened]:
    """Give every act with its verdict."""
    found: list[Happened] = []
    for one in told:
        if isinstance(one, Happened):
            found.append(one)
        elif isinstance(one, Unseen):
            found.extend(one.happened)
    return found


def test_story_goes_from_first_concern_to_close(told: tuple[Happening, ...]) -> None:
    """Everything the main job names happens, in its order."""
    admitted = [entry for one in acts(told) if one.verdict for entry in one.verdict.entries]
    kinds = [entry.fact.kind for entry in admitted]
    order = [
        *("case_opened", "concern_raised", "concern_described", "concern_shared", "consent_asked", "consent_given"),
        *("baton_appointed", "baton_accepted", "log_opened", "goal_agreed", "measure_planned", "measure_started"),
        *("child_heard", "way_chosen", "service_joined", "person_joined", "baton_offered", "baton_declined"),
        *("case_closed", "log_closed"),
    ]
    firsts = [kinds.index(kind) for kind in order]
    assert firsts == sorted(firsts)
    assert kinds.count("measure_planned") == 3
    assert [entry.fact.outcome for entry in admitted if isinstance(entry.fact, facts.WayChosen)] == [
        "continue",
        "up",
        "close",
    ]
    levels = [entry.resolved.moved_to.level for entry in admitted if entry.resolved.moved_to is not None]
    assert sorted(set(levels)) == ["0", "1", "2"]
    last = told[-1]
    assert isinstance(last, Looked)
    assert last.view.overview is not None
    assert last.view.overview.is_closed


def test_attempts_are_refused_with_reason_source_and_remedy(told: tuple[Happening, ...]) -> None:
    """Nine different things are refused; each refusal says why, where it is written and what helps."""
    refused = [one.verdict for one in acts(told) if not one.verdict]
    assert len({verdict.reasons[0].code for verdict in refused}) == len(refused) == 9
    for verdict in refused:
        for reason in verdict.reasons:
            assert reason.citations
            for lang in LANGUAGES:
                assert reason.text(lang)
                assert reason.remedy is not None
                assert reason.remedy(lang)


def test_common_core_stands_in_where_sortland_is_silent(told: tuple[Happening, ...]) -> None:
    """At least two refusals rest on the common core and say so; one advice rests on Sortland itself."""
    kinds = [
        citation.kind
        for one in acts(told)
        if not one.verdict
        for reason in one.verdict.reasons
        for citation in reason.citations
    ]
    assert kinds.count(CitationKind.COMMON_CORE) >= 2
    advised = [citation.kind for one in acts(told) for reason in one.verdict.advice for citation in reason.citations]
    assert CitationKind.GUIDE in advised


def test_somebody_answers_all_the_time(told: tuple[Happening, ...]) -> None:
    """From the first concern until closing the demo never shows a case nobody answers for (I-01)."""
    states = [one.after for one in acts(told)]
    assert all(state.answering is not None for state in states[:-1])
    assert states[-1].answering is None


def test_reopened_file_gives_the_same_case(told: tuple[Happening, ...]) -> None:
    """What was read back is what was kept, byte for byte."""
    (reopened,) = [one for one in told if isinstance(one, ReopenedAgain)]
    assert reopened.equal
    assert reopened.entries > 20


def test_mother_sees_the_same_before_and_after_a_suspicion(told: tuple[Happening, ...]) -> None:
    """Her views of one instant are equal to the last byte, and they are not empty (I-08)."""
    (unseen,) = [one for one in told if isinstance(one, Unseen)]
    assert as_bytes(unseen.before) == as_bytes(unseen.after)
    assert unseen.equal
    assert len(unseen.after.entries) > 20
    assert all(entry.book != CASE_BOOK for one in unseen.happened if one.verdict for entry in one.verdict.entries)
    assert unseen.own == 2


def test_comparison_would_find_a_difference(engine: Engine) -> None:
    """A suspicion that stood in the case book instead would be found: the comparison is no mere show."""
    (beat,) = [one for one in STORY if isinstance(one, Beside)]
    at = STORY.index(beat)
    comment = attrs.evolve(
        beat.acts[0],
        by=TEACHER,
        make=lambda told: (facts.CommentMade(category=facts.Category.EDUCATION, note=told.note(Text(en="x"))),),
        names=(),
    )
    store = MemoryStore()
    leaking = (*STORY[:at], attrs.evolve(beat, acts=(comment,)))
    *_, last = play(engine, lambda: store, "en", leaking)
    assert isinstance(last, Unseen)
    assert not last.equal


def test_a_story_the_engine_contradicts_is_not_told(engine: Engine) -> None:
    """Where the engine answers otherwise than the story says, the demo stops instead of telling a lie."""
    untrue = Act(now=dt.datetime(2026, 1, 12, tzinfo=dt.UTC), by=MOTHER, make=lambda told: (_opened(),))
    with pytest.raises(StoryBroken, match="was to be admitted and was refused as professional_opens"):
        tuple(play(engine, MemoryStore, "en", (Scene(Text(en="x")), untrue)))
    with pytest.raises(StoryBroken, match="was to be refused as other and was admitted"):
        tuple(play(engine, MemoryStore, "en", (attrs.evolve(untrue, by=TEACHER, refused=("other",)),)))


def test_entries_hold_no_names(tmp_path: Path, engine: Engine) -> None:
    """First names belong to the telling: what is kept beside the written words knows references only."""
    tuple(play(engine, lambda: SqliteStore(tmp_path / "x.db"), "nb", STORY))
    store = SqliteStore(tmp_path / "x.db")
    kept = b"".join(one.data for book in store.books(CASE) for one in store.read(CASE, book))
    store.close()
    assert kept
    assert not any(player.name.encode() in kept for player in CAST.values())


def test_everybody_in_the_cast_plays_a_part() -> None:
    """Nobody is introduced who does nothing, and nobody is in two roles."""
    recorders = {one.by.ref for one in STORY if isinstance(one, Act)}
    assert {ref for ref, player in CAST.items() if not isinstance(player.actor, Guardian)} - recorders <= {"p-1", "p-7"}
    assert len({player.name for player in CAST.values()}) == len(CAST)


def _opened() -> facts.CaseOpened:
    return facts.CaseOpened(persons=(facts.Concerned("p-1", dt.date(2015, 5, 5)),), home=SCHOOL)
