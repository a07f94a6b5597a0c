"""Whoever writes Norwegian words, or TOML as one thinks it is, is told what was meant and on which line."""

from __future__ import annotations

import pytest

from bti.check import Severity, check_guide
from bti.check.printing import as_github
from bti.text import LANGUAGES
from tests.check.test_findings import ON_1_2, OWN

LINES = {
    "a Norwegian letter in a key": ('[[level]]\nid = "1"\nformål = {nb = "A"}\n', "purpose"),
    "in brackets": ('[[nivå]]\nid = "1"\n', "level"),
    "in the name of a level": ('[baton.level.nivå1]\nsources = ["setting"]\n', '"nivå1"'),
    "no": ('[[arena]]\nid = "team"\nsubstitutes = nei\n', "false"),
    "False": ('[[arena]]\nid = "team"\nsubstitutes = False\n', "false"),
    "curved quotes": ("[[level]]\nid = “1”\n", "rette"),
    "braces over lines": ('[[level]]\nid = "1"\ntitle = {\n  nb = "Hjelp"\n}\n', "én linje"),
    "a date": ("in_force_from = 01.08.2026\n", "2026-08-01"),
    "a colon": ("level:\n", "likhetstegn"),
    "a step before its level": ('[[level.step]]\nid = "1.2"\n[[level]]\nid = "1"\n', "[[level]] før"),
}


@pytest.mark.parametrize("mistake", LINES)
def test_the_line_that_is_no_toml_has_a_hint_and_a_number(mistake: str) -> None:
    """In three languages, with the line also where programs read it."""
    toml, said = LINES[mistake]
    report = check_guide(OWN + toml)
    (found,) = report.of(Severity.ERROR)
    assert found.code == "not_toml"
    assert found.line is not None
    assert found.line > OWN.count("\n")
    assert f"line={found.line}," in as_github(report, "nb")[0]
    assert found.hint is not None
    assert found.hint.tags == LANGUAGES
    assert said in found.hint("nb")


@pytest.mark.parametrize(
    ("toml", "meant"),
    [
        ('[[arena]]\nid = "team"\ntittel = {nb = "T"}\n', "title"),
        ('[[arena]]\nid = "team"\nkjelder = ["setting"]\n', "sources"),
        ('[baton]\nappointment = "tilbud"\n', "offered"),
        ('[baton.level.1]\npreferred = ["rektor"]\n', "headteacher"),
        ('[baton.level.1]\npreferred = ["kontaktlærer"]\n', "contact_teacher"),
        ('[[arena]]\nid = "t"\ntitle = {nb = "T"}\nservices = ["PPT"]\n', "ppt"),
        ('[[arena]]\nid = "t"\ntitle = {nb = "T"}\nservices = ["barnevern"]\n', "child_welfare"),
        (ON_1_2 + 'completion = {all_of = ["goal_agreed"], modality = "bør"}\n', "should"),
        (ON_1_2 + '[[level.step.outcome]]\nid = "x"\nkind = "opp"\n', "up"),
        (ON_1_2 + '[[level.step.deadline]]\nid = "x"\nunit = "virkedager"\n', "working"),
    ],
)
def test_a_norwegian_word_is_near_the_english_one(toml: str, meant: str) -> None:
    """What the format calls otherwise is guessed, as is a name in other capitals."""
    assert meant in {one.nearest for one in check_guide(OWN + toml).of(Severity.ERROR)}


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[[level]]\nid = "1"\nlevels = ["0", "1"]\n', "før den første linjen som begynner med ["),
        ('[[level]]\nid = "1"\nmissing = [{nb = "alt"}]\n', "øverst i filen"),
        ('[level]\nid = "1"\n', "[[level]]"),
        ('[[level]]\nid = "1"\n[level.step]\nid = "1.2"\n', "[[level.step]]"),
    ],
)
def test_what_stands_in_the_wrong_place_is_told_where(toml: str, said: str) -> None:
    """Keys of the file stand at its top; what there are several of has double brackets."""
    hints = [one.hint("nb") for one in check_guide(OWN + toml).of(Severity.ERROR) if one.hint is not None]
    assert any(said in hint for hint in hints)


def test_a_guide_whose_id_cannot_be_read_is_not_called_unreadable() -> None:
    """The word that stands in for it is nobody's to see."""
    found = check_guide((OWN + ON_1_2).replace('id = "', 'id = "?', 1)).findings
    assert not any("unreadable" in f"{one.what('en')} {one.found}" for one in found)


def test_two_weeks_in_working_days_are_ten() -> None:
    """Five to a week, not seven."""
    limit = '[[level.step.deadline]]\nid = "x"\nstart = "case_opened"\nlength = "P2W"\nunit = "working"\n'
    (found,) = check_guide(OWN + ON_1_2 + limit).of(Severity.ERROR)
    assert all('"P10D"' in found.mend(lang) for lang in LANGUAGES)


def test_a_part_that_is_meant_less_strongly_than_beneath_is_noted() -> None:
    """Within `any_of` too: people go on for a reason where the guide beneath stops them."""
    part = '{all_of = [{is = "concern_shared", with = "guardian"}], modality = "should"}'
    rule = f'completion = {{any_of = [{part}, "sharing_postponed"], sources = ["setting"]}}\n'
    report = check_guide(OWN + '[[level]]\nid = "0"\n[[level.step]]\nid = "0.3"\n' + rule)
    assert "weaker_than_beneath" in {one.code for one in report.findings}


def test_how_often_without_a_period_is_not_called_words() -> None:
    """`times` alone is an error, and the note that it is said in words alone would be wrong."""
    team = '[[arena]]\nid = "t"\ntitle = {nb = "T"}\nfrequency = {times = 2}\nsources = ["setting"]\n'
    found = {one.code for one in check_guide(OWN + team).findings}
    assert "arena_misused" in found
    assert "frequency_in_words" not in found
