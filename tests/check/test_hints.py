"""What a check says to whoever wrote a guide with the pages alone: what is near, what was meant, what is set aside."""

from __future__ import annotations

import pytest

from bti.check import Finding, Severity, check_guide
from bti.check.printing import as_json, as_text
from bti.guide.structuring import nearest
from bti.text import LANGUAGES
from tests.check.test_findings import ON_1_2, OWN

TEAM = '[[arena]]\nid = "team"\ntitle = {nb = "Teamet"}\nsources = ["setting"]\n'
DUTY = '[[duty]]\nid = "d"\nwhat = {nb = "Noe"}\nsources = ["setting"]\n'

MISTAKES = {
    "entry belongs to a step": ('[[level]]\nid = "1"\nentry = "measure_started"\n', "[[level.step]]"),
    "a leader is no role": ('[baton.level.1]\nexceptional = ["leader"]\n', "convener"),
    "the log does not end by a rule": ('[log]\nclosed_when = "goal_reached"\n', "closed_by"),
    "guardians are counted": ('[consent]\nguardians = "guardians"\n', "givers"),
    "the family ends the log": ('[log]\nclosed_by = ["guardian"]\n', "familien"),
    "readers are said": ('[log]\nreaders = ["holder"]\n', "[[said]]"),
    "a level does not end": ('[[level]]\nid = "1"\nuntil = 2027-01-01\n', "bti guide diff"),
    "the first step has the entry": ('[[level]]\nid = "2"\nentry = "measure_started"\n', "2.1"),
    "one of several stands in the singular": ('[[levels]]\nid = "1"\n', "[[level]]"),
    "an outcome too": (ON_1_2 + '[[level.step.outcomes]]\nid = "x"\n', "[[level.step.outcome]]"),
    "a step stands below its level": ('[[step]]\nid = "1.2"\n', "[[level.step]]"),
    "hours are no days": (DUTY + 'start = "case_opened"\ndue = "PT24H"\n', "P1D"),
    "an hour is no unit": (DUTY + 'start = "case_opened"\ndue = "P1D"\nunit = "hours"\n', "P0D"),
}


def first(toml: str) -> Finding:
    """Give the error in a guide."""
    return check_guide(OWN + toml).of(Severity.ERROR)[0]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_was_meant_is_told(mistake: str) -> None:
    """A mistake that is easily made has a hint in three languages, and no name is guessed beside it."""
    toml, said = MISTAKES[mistake]
    found = first(toml)
    assert found.hint is not None
    assert found.nearest is None
    assert said.lower() in found.hint("nb").lower()
    assert found.hint.tags == LANGUAGES
    report = check_guide(OWN + toml)
    assert f"  {found.hint('nn')}" in as_text(report, "nn")
    assert found.hint("en").replace('"', '\\"') in as_json(report, "en")


def test_near_names_are_near() -> None:
    """One letter wrong is a slip; a word that only shares an ending means something else."""
    near = {"sortlnd": "sortland", "teacherr": "teacher", "1.7": "1.5", "titel": "title", "schol": "school"}
    for wrong, meant in near.items():
        assert nearest(wrong, [meant, "else"]) == meant
    assert nearest("leader", ["nav_leader"]) is None
    assert nearest("closed_when", ["closed_by"]) is None


def codes(toml: str) -> list[str]:
    """Give what is worth knowing of a guide."""
    return [one.code for one in check_guide(OWN + toml).of(Severity.NOTE)]


def test_only_what_is_weaker_than_beneath_is_noted() -> None:
    """As strong or stronger, or where nothing is said beneath, there is nothing to know."""
    step = '[[level]]\nid = "0"\n[[level.step]]\nid = "0.{0}"\ncompletion = {1}\n'
    asked = '{any_of = ["concern_shared", "sharing_postponed", "no_guardian_named"]MODALITY}'
    weak, strong = asked.replace("MODALITY", ', modality = "should"'), asked.replace("MODALITY", "")
    assert codes(step.format("3", weak)) == ["weaker_than_beneath"]
    assert codes(step.format("3", strong)) == []
    assert codes(step.format("1", weak)) == []  # the guide beneath asks for nothing there
    assert codes(step.format("3", '"none"')) == []  # nobody says that without meaning it
    assert codes(ON_1_2 + 'skippable = {value = true, modality = "may", sources = ["setting"]}\n') == []
    assert codes('[consent]\nown_age = {value = 15, modality = "may", sources = ["setting"]}\n') == [
        "weaker_than_beneath"
    ]


def test_what_is_set_aside_is_noted_once() -> None:
    """An event takes the place of the level beneath; who says both, or says it for one level only, loses nothing."""
    assert codes('[log]\nfrom_event = "meeting_held"\n') == ["beginning_replaced"]
    assert codes('[baton]\nfrom_step = "1.2"\n') == ["beginning_replaced"]
    assert codes('[log]\nfrom_event = "meeting_held"\nfrom_level = "1"\n') == []
    assert codes('[log]\nfrom_level = "2"\n') == []
    assert codes('[log]\nfrom_step = {value = "1.2", when = {level = ["1"]}}\n') == []
