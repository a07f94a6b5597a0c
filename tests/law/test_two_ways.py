"""Law data and code hold each other: what is marked enforced is enforced, and what is cited exists and is in force."""

from __future__ import annotations

import datetime as dt
import functools
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bti
from bti.law import EnforcedWhere, load_law
from bti.law.possible import possible_without
from bti.reasons import CitationKind
from tests.examples.book import REFUSED, whole_book
from tests.law import asking_acts, asking_consent, asking_deadlines, asking_law
from tests.law.test_situations import SITUATIONS, differs

LAW = load_law()
ROOM = Path(inspect.getfile(bti)).parent
CITED = re.compile(r"(?<![\w§-])([A-FHQZ]-[0-9]{2})(?![\w-])")
TAKES = (asking_acts, asking_deadlines, asking_law)
"""The askers that can be asked with a rule taken out."""


def sources() -> Iterator[tuple[Path, str]]:
    """Every text of the library but the law data itself."""
    for path in sorted(ROOM.rglob("*")):
        if path.suffix in (".py", ".toml") and "norway" not in path.parts:
            yield path, path.read_text(encoding="utf-8")


TEXTS = dict(sources())


def test_every_rule_cited_exists() -> None:
    """A citation in code, reasons or guides names a rule of the data."""
    unknown = {(path.name, id) for path, text in TEXTS.items() for id in CITED.findall(text) if id not in LAW.ids}
    assert not unknown


def test_every_rule_cited_is_law_when_the_data_was_written() -> None:
    """Nothing rests on what is repealed or pending, but for what says so: the acts to come, and their scenarios."""
    day, pending = dt.date(2026, 7, 2), {"B-03", "C-15"}
    cited = {id for text in TEXTS.values() for id in CITED.findall(text)}
    assert {id for id in cited if not LAW.stands(id, day)} <= pending


SHOWN_ELSEWHERE: dict[str, str] = {}
"""Rules that are enforced where no situation and no refusal of the book shows it, and what does."""


def marked(id: str) -> bool:
    """Whether the data says that code enforces a rule."""
    return bool({EnforcedWhere.GUARD, EnforcedWhere.ANSWER} & set(LAW.rule(id).enforced))


@functools.cache
def cited_by_refusals() -> frozenset[str]:
    """The rules that refusals of the book of examples cite; each is gone when its guard is (the book's own test)."""
    whole_book()
    found: set[str] = set()
    for play in {play for plays in REFUSED.values() for play in plays}:
        one = play()
        verdict = one.stage.offer(one.fact, one.by, at=one.at, because=one.because)
        if isinstance(verdict, bti.Refused):
            found |= {each.ref for why in verdict.reasons for each in why.citations if each.kind is CitationKind.LAW}
    return frozenset(found)


@functools.cache
def grounding() -> frozenset[str]:
    """The rules that the answer of consent to a situation that names them rests on: without them it has no ground."""
    found: set[str] = set()
    for situation in SITUATIONS:
        if situation["scope"] in asking_consent.MATTERS:
            asked = asking_consent.Asked(situation, asking_consent.MATTERS[situation["scope"]])
            grounds = {*asked.needed.grounds, *(rule for one in asked.answered.heard for rule in one.grounds)}
            told = asking_consent.ask(situation)
            grounds |= {rule for gate in told.get("gates", {}).values() for rule in gate["rules"]}
            if "possible_without" in situation["expect"]:
                ways = possible_without(asked.matter, situation["date"])
                grounds |= {rule for way in ways for rule in way.grounds}
            found |= grounds & {*situation["rules"], *re.findall("[A-Z]-[0-9]{2}", str(situation["expect"]))}
    return frozenset(found)


@functools.cache
def flipping() -> frozenset[str]:
    """The rules that change or unground the answer of a situation when they are taken out."""
    return frozenset(id for id in LAW.ids if any(flips(one, id) for one in SITUATIONS if id in str(one)))


@pytest.mark.parametrize("id", LAW.ids, ids=LAW.ids)
def test_what_is_marked_enforced_is_enforced(id: str) -> None:
    """Taken out, a rule marked guard or answer changes or ungrounds a situation's answer, or a refusal of the book."""
    if not marked(id):
        pytest.skip("belongs to the host, the store, or explains")
    shown = id in flipping() or id in grounding() or id in cited_by_refusals()
    if id in SHOWN_ELSEWHERE:
        return
    assert shown


def flips(situation: asking_acts.Situation, id: str) -> bool:
    """Whether an answer that is right becomes wrong, or is no longer given, when a rule is taken out."""
    wanted = situation["expect"]
    for asker in TAKES:
        told, without = asker.ask(situation), asker.ask(situation, (id,))
        for key, answer in told.items():
            if differs(key, wanted[key], answer) is None:
                left = without.get(key)
                if left is None or differs(key, wanted[key], left) is not None:
                    return True
    return False
