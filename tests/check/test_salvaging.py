"""One value of a wrong form does not hide what else is the matter, and makes nothing up."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bti.check import Severity, check_guide
from bti.check.printing import as_json, as_text
from bti.check.problems import finding_of
from bti.errors import Problem
from bti.text import Text
from tests.check.test_findings import ON_1_2, OWN
from tests.repo.source import PACKAGE

LAWLESS = '[consent]\nown_age = 18\n[[service]]\nid = "child_welfare"\nstrict = false\n'


def codes(toml: str) -> dict[str, str]:
    """Give the code found at each place."""
    return {one.path: one.code for one in check_guide(toml).findings if one.code != "without_source"}


@pytest.mark.parametrize(
    ("wrong", "path", "code"),
    [
        ("place = 3\n", "$.place", "wrong_shape"),
        ('titel = "x"\n', "$.titel", "unknown_key"),
        ('status = "drat"\n', "$.status", "unknown_word"),
        ("in_force_from = 2026\n", "$.in_force_from", "wrong_shape"),
        ("missing = [3]\n", "$.missing[0]", "wrong_shape"),
    ],
)
def test_the_rest_is_checked_all_the_same(wrong: str, path: str, code: str) -> None:
    """A wrong value at the top, and yet the law and the wrong name further down are found."""
    toml = OWN.replace("title =", f"{wrong}title =") + '[baton]\nfrom_level = "7"\n' + LAWLESS
    found = codes(toml)
    assert found[path] == code
    assert found["$.baton.from_level"] == "unknown_name"
    assert found["$.consent.own_age"] == "own_age_high"
    assert found["$.service[0].strict"] == "service_no_longer_strict"
    assert found["$"] == "partly_read"


def test_places_count_as_in_the_file() -> None:
    """A step without a name stays where it is, so that what comes after it has its own path and line."""
    toml = (
        OWN
        + ON_1_2.replace('[[level.step]]\nid = "1.2"\n', "[[level.step]]\ntitle = 3\n")
        + ('[[level.step]]\nid = "1.3"\nsources = ["law A-99"]\n')
    )
    report = check_guide(toml)
    assert codes(toml) == {
        "$.level[0].step[0].id": "missing",
        "$.level[0].step[0].title": "wrong_shape",
        "$.level[0].step[1].sources[0]": "unknown_law",
        "$": "partly_read",
    }
    law = next(one for one in report.findings if one.code == "unknown_law")
    assert law.line == toml.split("\n").index('sources = ["law A-99"]') + 1


@pytest.mark.parametrize(
    "wrong",
    [
        '[[level]]\nid = 1\ntitle = {nb = "Nivå"}\n',
        '[[level]]\nid = "1"\n[[level.step]]\nid = "1.5"\nkind = "close"\noutcomes = [3]\n',
        '[[level]]\nid = "1"\nsteps = "1.1"\n',
        '[[role]]\nid = "head of school"\nleads = true\n[baton.level.1]\neligible = ["head"]\n',
        '[[service]]\nid = "library"\nlable = {nb = "Bibliotek"}\n',
        '[[level]]\nid = "1"\n[[level.step]]\nid = "1.5"\n[[level.step.outcome]]\nid = "x"\nkind = "upp"\nto = ["2"]\n',
        ON_1_2 + '[[level.step.deadline]]\nid = "d"\nlength = "P1D"\nstart = 3\n',
        '[[level]]\nid = "1"\n[[level.step]]\nid = "1.2"\ncompletion = ["goal_agreed", "gaol_agreed"]\n',
        "level = 3\n",
        "[baton]\nfrom_level = {value = 1, when = {level = 3}}\n",
        '[[variant]]\nid = "v"\nhome = "school"\n',
    ],
)
def test_nothing_is_made_up(wrong: str) -> None:
    """What is only missing because something could not be read is not said to be missing."""
    report = check_guide(OWN + wrong)
    shape = {"unknown_key", "unknown_name", "unknown_word", "wrong_shape", "missing", "without_source", "partly_read"}
    assert {one.code for one in report.findings} <= shape, report.findings
    assert report.findings[-1].code == "partly_read"
    assert report.counts is None
    assert report.exit_code() == 1


def test_a_reader_meets_no_english_in_norwegian() -> None:
    """What was expected and what stands there is said in the reader's language, in text and for programs."""
    report = check_guide(OWN + 'place = ["x"]\nstatus = {x = 1}\nlevels = "1"\nin_force_from = "x"\nfragment = 1\n')
    for lang, expected, found in (("nb", "en liste", "en tabell"), ("nn", "ei liste", "ein tabell")):
        said = "\n".join(as_text(report, lang))
        assert expected in said
        assert found in said
        for english in ("a list", "a table", "a text", "a date", "without quotes"):
            assert english not in said
        assert f'"found": "{found}"' in as_json(report, lang)


def messages() -> dict[str, str]:
    """Give each message that reading, checking or resolving a guide can say, with its file and line."""
    said: dict[str, str] = {}
    for path in sorted({*(PACKAGE / "guide").glob("*.py")} - {PACKAGE / "guide" / "kept.py"}):  # nobody writes those
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = {"problem": 2, "Problem": 1, "WrongValue": 0}.get(node.func.id)
                if place is not None and len(node.args) > place:
                    message = written(node.args[place])
                    if message:
                        said[f"{path.name}:{node.lineno}"] = message
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "message" and written(node.value):
                said[f"{path.name}:{node.lineno}"] = written(node.value)
            elif isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "_NEVER" and node.value is not None:
                constants = (one for one in ast.walk(node.value) if isinstance(one, ast.Constant))
                said |= {f"{path.name}:{one.lineno}": str(one.value) for one in constants if " " in str(one.value)}
    return said


def written(node: ast.expr) -> str:
    """Give a text as it is written out, with x where something is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (one.value if isinstance(one, ast.Constant) else "x" for one in node.values)
        return "".join(str(part) for part in parts)
    return ""


MESSAGES = messages()
MONTHS = 'months may end on a day that does not exist; say rounding = "down" or rounding = "up"'


@pytest.mark.parametrize("place", MESSAGES)
def test_every_message_is_recognised(place: str) -> None:
    """No finding falls back on English words because nobody has given its message a code."""
    said = MESSAGES[place]
    message = f"is missing; {MONTHS}" if said in (MONTHS, "is missing; x") else said
    found = finding_of(Problem("$", message))
    assert found.code != "cannot_be_used", message
    assert found.code != "wrong_shape" or "expected x" in message or isinstance(dict(found.params)["detail"], Text)


def test_there_are_messages() -> None:
    """The test above does look at something."""
    assert len(MESSAGES) > 40


def test_a_guide_that_extends_an_unreadable_one_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is wrong in the guide beneath is said with its own file."""
    folder = tmp_path_factory.mktemp("guides")
    (folder / "below.toml").write_text(OWN.replace('"own"', '"below"') + "titel = 1\n", encoding="utf-8")
    above = folder / "own.toml"
    above.write_text(OWN.replace("national", "below") + "fragment = 3\n", encoding="utf-8")
    report = check_guide(above)
    assert {Path(one.file or "").name: one.code for one in report.of(Severity.ERROR)} == {
        "own.toml": "wrong_shape",
        "below.toml": "unknown_key",
    }


def test_leaving_out_a_step_that_inherited_advice_is_about() -> None:
    """Advice and words of the guide beneath may be about what this one leaves out; nobody can mend that there."""
    toml = OWN.replace('"national"', '"sortland"') + '[[level]]\nid = "0"\nsteps = ["0.2", "0.3", "0.4"]\n'
    assert check_guide(toml + 'sources = ["setting"]\n').of(Severity.ERROR) == ()
    own = '[[said]]\nid = "x"\ntext = {nb = "X"}\nabout = "0.7"\nsources = ["setting"]\n'
    assert [one.path for one in check_guide(toml + own).of(Severity.ERROR)] == ["$.said[0].about"]


def test_a_bad_value_hides_no_wrong_name_beside_it() -> None:
    """Of a table with one bad value, the names in its other keys are looked up all the same."""
    limit = 'start = "concern_descibed"\nlength = "P14D"\nfulfilled_by = "measure_plannd"\nwho = "holdr"\n'
    toml = ON_1_2 + f'[[level.step.deadline]]\nid = "p"\n{limit}unit = "virkedager"\nsources = ["setting"]\n'
    found = [(one.code, one.path.rpartition(".")[2]) for one in check_guide(OWN + toml).of(Severity.ERROR)]
    assert sorted(found) == [
        ("unknown_name", "fulfilled_by"),
        ("unknown_name", "start"),
        ("unknown_name", "who"),
        ("unknown_word", "unit"),
    ]
    baton = '[baton]\nfrom_level = "4"\nappointment = "tilbud"\nsources = ["setting"]\n'
    assert {one.path for one in check_guide(OWN + baton).of(Severity.ERROR)} >= {"$.baton.appointment"}
    assert "unknown_name" in {one.code for one in check_guide(OWN + baton).of(Severity.ERROR)}
