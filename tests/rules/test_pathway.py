"""Special pathways run beside the main track, several at once; violence is none of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import bti
from bti import facts
from bti.errors import InvalidValue
from bti.facts import Category, Counted, PathwayKind
from tests.examples.asking_and_answering import covered_for_education
from tests.stage import ADVISER, HEAD, MOTHER, TEACHER, Stage

EDUCATION = Category.EDUCATION


def entered(which: PathwayKind, code: str | None = None, **fields: Any) -> facts.PathwayEntered:
    """Enter a pathway."""
    wanted: dict[str, Any] = {"which": which, "code": code, "category": EDUCATION}
    return facts.PathwayEntered(**(wanted | fields))


def test_two_pathways_at_once() -> None:
    """Absence and school environment run side by side; one is left, the other and the main track stay."""
    stage = Stage().held()
    before = stage.case.spine.track
    absence = stage.play(entered(PathwayKind.ABSENCE), TEACHER)
    environment = stage.play(entered(PathwayKind.SCHOOL_ENVIRONMENT), TEACHER)
    assert [one.id for one in stage.case.spine.pathways.running()] == [absence, environment]
    stage.play(facts.PathwayLeft(pathway=absence, category=EDUCATION), TEACHER)
    (running,) = stage.case.spine.pathways.running()
    assert (running.id, running.which) == (environment, PathwayKind.SCHOOL_ENVIRONMENT)
    assert running.since < stage.case.spine.version
    assert stage.case.spine.track == before
    again = stage.play(entered(PathwayKind.ABSENCE), TEACHER)
    assert [one.id for one in stage.case.spine.pathways.running()] == [environment, again]


def test_one_pathway_of_a_kind_by_two_codes_of_the_guide() -> None:
    """A guide's own codes tell pathways apart, also of one kind."""
    stage = Stage().held()
    for code in (None, "skulevegring", "permisjonar"):
        stage.play(entered(PathwayKind.ABSENCE, code), TEACHER)
    assert stage.tried(entered(PathwayKind.ABSENCE, "skulevegring"), TEACHER) == {"pathway_is_entered"}
    with pytest.raises(InvalidValue):
        entered(PathwayKind.OTHER)


@pytest.mark.parametrize(
    "code",
    [
        *("vold", "vald-og-overgrep", "Familievold", "seksuelle_overgrep", "violence/abuse", "child_abuse"),
        *("omsorgssvikt", "vanskjøtsel", "fysisk-avstraffelse", "kjønnslemlestelse", "tvangsekteskap"),
        "bekymringsmelding",
    ],
)
def test_violence_is_never_a_pathway_of_the_book_the_family_reads(code: str) -> None:
    """It is refused for what it says, in every state and for everybody alike, and the way to protection is shown."""
    stage = Stage().held()
    for which in PathwayKind:
        assert stage.tried(entered(which, code), HEAD) == {"pathway_is_protected"}
    verdict = stage.offer(entered(PathwayKind.OTHER, code), HEAD)
    assert not verdict
    (reason,) = verdict.reasons
    assert not reason.params
    assert reason.kind is bti.ReasonKind.FORBIDDEN


def test_a_guides_title_tells_as_well(tmp_path: Path) -> None:
    """A pathway that is called so is refused whatever its code, its sort, and whether it is entered by code."""
    text = """
id = "disguised"
extends = "national"
version = "1"
status = "in_force"
place = "Nowhere"
languages = ["nb", "nn", "en"]
title = {nb = "Oppdiktet", nn = "Oppdikta", en = "Invented"}

[[source]]
id = "page"
title = "A page"
address = "https://guide.example/"

[[pathway]]
id = "red"
title = {nb = "Vold hjemme", nn = "Vald heime", en = "Violence at home"}
sort = "next_of_kin"
sources = ["page"]
"""
    file = tmp_path / "disguised.toml"
    file.write_text(text, "utf-8")
    stage = Stage(bti.Engine(bti.load_guide(str(file)))).opened()
    for code in ("red", None):
        assert "pathway_is_protected" in stage.tried(entered(PathwayKind.NEXT_OF_KIN, code), TEACHER)


@pytest.mark.parametrize("code", ["volda-fraver", "valdres", "substance-abuse", "barn_som_pårørende", "mobbing"])
def test_other_words_are_no_violence(code: str) -> None:
    """A place is not taken for violence, and drugs are a pathway of their own."""
    Stage().held().play(entered(PathwayKind.OTHER, code), TEACHER)


def test_a_pathway_that_consent_does_not_cover_does_not_exist_for_another_service() -> None:
    """The PPT is let in about education: of a pathway about health it sees that an entry is there, and no more."""
    stage = covered_for_education()
    health = stage.play(entered(PathwayKind.PREGNANCY_AND_DRUGS, category=Category.HEALTH), TEACHER)
    seen = stage.engine.view(stage.case, by=ADVISER, now=stage.now, basis="test").entries[-1]
    assert seen.id == health
    assert seen.fact is None
    counted: dict[str, Any] = {
        "counted": Counted.LATE,
        "number": 1,
        "from_": dt.date(2026, 2, 1),
        "to": dt.date(2026, 2, 2),
    }
    for pathway in (health, "none"):
        report = facts.CountsReported(**counted, pathway=pathway, category=EDUCATION)
        assert stage.tried(report, ADVISER) == {"unknown_reference"}


def test_absence_is_reported_and_the_last_report_stands() -> None:
    """The host counts; the case remembers the last report of each thing counted, and the mother reads it."""
    stage = Stage().held()
    pathway = stage.play(entered(PathwayKind.ABSENCE), TEACHER)
    for number, last in ((3, 10), (9, 28)):
        report = facts.CountsReported(
            counted=Counted.DAYS_ABSENT,
            number=number,
            from_=dt.date(2026, 2, 1),
            to=dt.date(2026, 2, last),
            pathway=pathway,
            category=EDUCATION,
        )
        stage.play(report, TEACHER)
    (count,) = stage.case.spine.pathways.counts.values()
    assert (count.number, count.to) == (9, dt.date(2026, 2, 28))
    assert stage.engine.view(stage.case, by=MOTHER, now=stage.now, basis="test").entries[-1].fact == report
    with pytest.raises(InvalidValue):
        facts.CountsReported(
            counted=Counted.LATE, number=1, from_=dt.date(2026, 2, 2), to=dt.date(2026, 2, 1), category=EDUCATION
        )
