"""A legal reason is explained in words, and nothing anywhere says that an authority approves of it."""

from __future__ import annotations

import datetime as dt
import inspect
import re
from pathlib import Path

import pytest

import bti
from bti.answers.consenting import not_known
from bti.cli import main
from bti.law.consent_needed import Needed, NotKnown
from bti.law.explaining import explain, why_in_law
from bti.law.gates import Basis, Ended, Handing, Why, gates
from bti.law.matters import Matter, Question
from bti.law.model import Sector
from bti.reasons import Reason, ReasonKind, law
from bti.text import LANGUAGES

ROOM = Path(inspect.getfile(bti)).parent
REPOSITORY = ROOM.parents[1]
APPROVES = re.compile(
    r"(godkjen\w*|approved?|anbefal\w*|tilråd\w*)\W+(?:\w+\W+){0,2}?(?:av|by|frå|fra)\W+(?:the\W+)?datatilsynet"
    r"|datatilsynet\W+(?:har\W+|has\W+)?(godkjen\w*|approve\w*)",
    re.IGNORECASE,
)
DENIES = re.compile(
    r"ingen|inga|aldri|ikke|ikkje|never|no decision|not |nothing|påstand|claim|lisens|licen|konsesjon|refuse",
    re.IGNORECASE,
)


@pytest.mark.parametrize("lang", LANGUAGES, ids=str)
def test_a_reason_is_more_than_its_citation(lang: str) -> None:
    """What, why with acts and sections and how sure, and what helps."""
    reason = Reason("service_not_covered", ReasonKind.UNMET, (), (law("Q-05"),))
    told = explain(reason, lang, on=dt.date(2026, 2, 16))
    assert told.what
    assert told.who
    assert "§" in told.why[0].sections
    assert told.why[0].says
    assert told.why[0].certainty


def test_a_reason_cites_what_is_law_on_the_day() -> None:
    """Another day, another act."""
    days = (dt.date(2025, 12, 31), dt.date(2026, 1, 1))
    first, second = (why_in_law("H-02", "nb", on=day).sections for day in days)
    assert first != second


def texts() -> list[Path]:
    """Every text of the library and its pages."""
    rooms = (ROOM, REPOSITORY / "docs", REPOSITORY / "examples")
    found = [path for room in rooms for path in sorted(room.rglob("*")) if path.suffix in (".py", ".toml", ".md")]
    return [*found, REPOSITORY / "README.md", REPOSITORY / "CHANGELOG.md"]


def test_nothing_says_that_datatilsynet_approves() -> None:
    """No text says so, but to say that nobody may (law H-13)."""
    for path in texts():
        for line in path.read_text(encoding="utf-8").splitlines():
            if APPROVES.search(line):
                assert DENIES.search(line), f"{path.name}: {line[:150]}"


def test_the_pattern_finds_what_must_not_be_said() -> None:
    """The test above would see it."""
    for said in ("Godkjent av Datatilsynet", "godkjend av Datatilsynet", "is approved by Datatilsynet"):
        assert APPROVES.search(said)


@pytest.mark.parametrize(
    "name", ["README.md", *(f"docs/{one}.md" for one in ("law", "consent", "protection", "reasons", "hosts"))], ids=str
)
def test_it_is_said_where_law_is_told_that_it_is_no_legal_advice(name: str) -> None:
    """Near the top, before anybody acts on it."""
    text = " ".join((REPOSITORY / name).read_text(encoding="utf-8").split())
    assert "not legal advice" in text[:2500].replace("*", "").lower()


@pytest.mark.parametrize("asked", [(), ("--host",), ("--on", "2025-11-01"), ("show", "D-05")], ids=" ".join)
@pytest.mark.parametrize(
    ("lang", "said"),
    [("nb", "ikke juridisk rådgivning"), ("nn", "ikkje juridisk rådgjeving"), ("en", "not legal advice")],
    ids=["nb", "nn", "en"],
)
def test_the_command_says_it_too(
    asked: tuple[str, ...], lang: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever of the law is printed ends with it."""
    assert main(["law", *asked, "--lang", lang]) == 0
    assert said in capsys.readouterr().out.splitlines()[-1]


def _source_on_the_page(code: str) -> str:
    page = (REPOSITORY / "docs" / "reasons.md").read_text(encoding="utf-8")
    section = page.split(f"\n## `{code}`\n")[1].split("\n## ")[0]
    return section.split("- source: ")[1].splitlines()[0]


def test_the_page_of_reasons_names_the_rules_that_each_gate_cites() -> None:
    """A lawyer finds by the page what an answer rests on: no gate is said to rest on the guide."""
    seen: set[Why] = set()
    needed, unknown = Needed(grounds=("A-02",)), Needed(unknown=(NotKnown.AGE,))
    handings = [
        Handing(Question(matter, sector), None, help_, basis, explicit)
        for matter in (Matter.LOG, Matter.SERVICE)
        for sector in (Sector.SCHOOL, Sector.KINDERGARTEN, Sector.NAV)
        for help_ in (None, Matter.ASSESSMENT)
        for basis, explicit in ((Basis.PUBLIC_TASK, True), (Basis.CONSENT, True), (Basis.CONSENT, False))
    ]
    for handing in handings:
        for whose, lacking in ((needed, ()), (needed, ("mother",)), (unknown, ())):
            for ended in (None, *Ended):
                found = gates(handing, whose, lacking, whose, lacking, ended)
                for answer in (found.gdpr, found.confidentiality, found.help):
                    seen.add(answer.why)
                    named = {one.removeprefix("law ") for one in _source_on_the_page(answer.why.value).split("; ")}
                    assert named & {*answer.grounds}, answer
                    assert not [one for one in named if "guide" in one]
    assert seen == {*Why} - {Why.GATES_UNKNOWN}


def test_the_page_of_reasons_names_the_rules_behind_what_cannot_be_said() -> None:
    """Who must consent is a question of law, also where it cannot be answered."""
    for reason in map(not_known, NotKnown):
        assert _source_on_the_page(reason.code) == "; ".join(f"law {one.ref}" for one in reason.citations)
