"""Law data and code hold each other: what is marked enforced is enforced, and what is cited exists and is in force."""

from __future__ import annotations

import datetime as dt
import functools
import inspect
import re
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import bti
from bti import facts
from bti.answers import admission
from bti.dates import oslo_date
from bti.facts import KINDS
from bti.law import (
    EnforcedWhere,
    consent,
    consent_by_sector,
    consent_needed,
    consent_quality,
    consent_span,
    gates,
    hearing,
    load_law,
    possible,
)
from bti.reasons import CitationKind, ReasonKind
from bti.rules.registry import REGISTRY, Check, Found
from tests.examples.book import REFUSED, whole_book
from tests.law import asking_acts, asking_consent, asking_deadlines, asking_law, asking_views
from tests.law.offered import ASKED, offered, prepared
from tests.law.test_situations import differs
from tests.law.told import BY_ID, SITUATIONS

LAW = load_law()
ROOM = Path(inspect.getfile(bti)).parent
CITED = re.compile(r"(?<![\w§-])([A-FHQZ]-[0-9]{2})(?![\w-])")
ASKERS = (asking_acts, asking_deadlines, asking_law, asking_consent)
"""The parts of the library whose answers rest on lines that cite."""

TABLES: tuple[tuple[ModuleType, str], ...] = (
    (consent, "IN_PLACE"),
    (consent, "REACH"),
    (consent_by_sector, "ADULTS"),
    (consent_by_sector, "ARENA"),
    (consent_by_sector, "LINES"),
    (consent_by_sector, "LOG"),
    (consent_by_sector, "LOG_GUARDIANS"),
    (consent_by_sector, "WAIVERS"),
    (consent_needed, "DECIDERS"),
    (consent_needed, "FREE"),
    (consent_needed, "OTHERS"),
    (consent_quality, "ASKED"),
    (consent_span, "TURNS"),
    (gates, "BASES"),
    (hearing, "HEARINGS"),
    (possible, "WAYS"),
)
"""The tables of lines that answer what consent, hearing and the gates ask; a line says which rules it cites.

What the law says of acts (`says_lines.LINES`) and the legal deadlines are tables too; their lines fall when the rule is
taken out of the law they are asked with.
"""

LISTS = ("form_alone", "form_fact", "rule_alone", "rule_fact")


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


# --- answers: a line is taken out of its table, and a situation flips ------------------------------------------------


@contextmanager
def without(id: str) -> Generator[None]:
    """Take the lines that cite a rule out of the tables."""
    before = [(module, name, getattr(module, name)) for module, name in TABLES]
    try:
        for module, name, table in before:
            setattr(module, name, _left(table, id))
        yield
    finally:
        for module, name, table in before:
            setattr(module, name, table)


def _left(table: Any, id: str) -> Any:
    """A table without the lines that cite a rule, whatever its lines are looked up by."""
    if isinstance(table, Mapping):
        return {key: _left(lines, id) for key, lines in table.items()}
    return tuple(line for line in table if id not in _rules(line))


def _rules(line: Any) -> tuple[str, ...]:
    """The rules a line cites."""
    found: tuple[str, ...] = line.grounds if isinstance(line, possible.Possible) else line.rules
    return found


@functools.cache
def right(id: str) -> tuple[tuple[ModuleType, dict[str, Any]], ...]:
    """What each asker answers to a situation as the law would have it; what it answers otherwise is another test's."""
    situation = BY_ID[id]
    told = ((asker, asker.ask(situation)) for asker in ASKERS)
    wanted = situation["expect"]
    return tuple(
        (asker, {key: said for key, said in answers.items() if differs(key, wanted[key], said) is None})
        for asker, answers in told
    )


def flips(situation: Mapping[str, Any], id: str) -> bool:
    """Whether an answer that is right becomes wrong, or is no longer given, when what cites a rule is taken out."""
    wanted = situation["expect"]
    for asker, answers in right(situation["id"]):
        if not answers:
            continue
        with without(id):
            left = asker.ask(situation) if asker is asking_consent else asker.ask(situation, (id,))
        if any(key not in left or differs(key, wanted[key], left[key]) is not None for key in answers):
            return True
    return False


DECIDING = (consent, consent_by_sector, consent_needed)
"""The tables that say whose consent it needs, and which of those that were given reach."""


def consent_flips(situation: Mapping[str, Any], id: str) -> bool:
    """Whether what consent is asked for alone becomes wrong, or is no longer given, without what cites a rule."""
    wanted = situation["expect"]
    answers = dict(right(situation["id"]))[asking_consent]
    with without(id):
        left = asking_consent.ask(situation) if answers else {}
    return any(key not in left or differs(key, wanted[key], left[key]) is not None for key in answers)


DECIDED = sorted(
    {
        id
        for module, name in TABLES
        if module in DECIDING
        for lines in [getattr(module, name)]
        for line in (chain(*lines.values()) if isinstance(lines, Mapping) else lines)
        for id in _rules(line)
    }
)


@pytest.mark.parametrize("id", DECIDED, ids=DECIDED)
def test_what_decides_whose_consent_it_needs_flips_a_situation(id: str) -> None:
    """Each rule that a line of the deciders cites is decided by that line: without it, a situation comes out wrong."""
    assert any(consent_flips(one, id) for one in SITUATIONS if id in str(one))


def marked(id: str, where: EnforcedWhere) -> bool:
    """Whether the data says that a rule is enforced there."""
    return where in LAW.rule(id).enforced


GUARDS = [id for id in LAW.ids if marked(id, EnforcedWhere.GUARD)]


@pytest.mark.parametrize("id", LAW.ids, ids=LAW.ids)
def test_what_flips_a_situation_is_marked_as_answered_and_nothing_else(id: str) -> None:
    """Without the lines that cite it, the answer to a situation that names the rule is wrong or gone.

    What only explains is marked as background, though lines cite it too (law section 12).
    """
    does = any(flips(one, id) for one in SITUATIONS if id in str(one))
    if not marked(id, EnforcedWhere.BACKGROUND):
        assert does is marked(id, EnforcedWhere.ANSWER)


# --- guards: a guard is taken out of the registry, and what it refused is refused no more by that rule ---------------


@functools.cache
def refusing() -> Mapping[str, tuple[tuple[str, str, Any], ...]]:
    """By rule: the guards whose refusal cites it, each with the kind and the example of the book that it refuses."""
    whole_book()
    found: dict[str, list[tuple[str, str, Any]]] = {}
    for (kind, name), plays in REFUSED.items():
        one = plays[0]()
        said: list[tuple[str, str]] = []
        with guards_of(kind, noting(said, name)):
            one.stage.offer(one.fact, one.by, at=one.at, because=one.because)
        for id in dict.fromkeys(rule for rule, _ in said):
            found.setdefault(id, []).append((kind, name, plays[0]))
    return {id: tuple(each) for id, each in found.items()}


Change = Callable[[Check], Check | None]


@contextmanager
def guards_of(kind: str, change: Change) -> Generator[None]:
    """Change the guards before one kind of fact; one changed into None is taken out."""
    of = REGISTRY.kinds[KINDS[kind]]
    before = {name: getattr(of, name) for name in LISTS}
    try:
        for name, checks in before.items():
            changed = (change(check) for check in checks)
            setattr(of, name, [one for one in changed if one is not None])
        yield
    finally:
        for name, checks in before.items():
            setattr(of, name, checks)


def noting(said: list[tuple[str, str]], only: str | None = None) -> Change:
    """Let every guard, or one, note the rules that it cites, each with its own name."""

    def change(check: Check) -> Check:
        if only not in (None, check.__name__):
            return check

        def asked(*question: object) -> Found:
            found = check(*question)
            reasons = found if isinstance(found, tuple) else () if found is None else (found,)
            said.extend(
                (each.ref, check.__name__)
                for why in reasons
                if why.kind is not ReasonKind.ADVICE
                for each in why.citations
                if each.kind is CitationKind.LAW
            )
            return found

        asked.__name__ = check.__name__
        return asked

    return change


def cited(verdict: bti.Verdict) -> set[str]:
    """The rules that a verdict is refused by."""
    reasons = verdict.reasons if isinstance(verdict, bti.Refused) else ()
    return {each.ref for why in reasons for each in why.citations if each.kind is CitationKind.LAW}


def is_let_through(name: str, id: str) -> bool:
    """Whether an act that is refused is admitted once the guards that cite a rule are taken out."""
    situation, act, allowed = ASKED[name]
    if allowed:
        return False
    played, fact, by = prepared(situation, act)
    said: list[tuple[str, str]] = []
    with guards_of(fact.kind, noting(said)):
        there = played.offers(fact, by)
    citing = {guard for rule, guard in said if rule == id}
    if isinstance(there, bti.Admitted) or not citing:
        return False
    with guards_of(fact.kind, lambda check: None if check.__name__ in citing else check):
        return isinstance(played.offers(fact, by), bti.Admitted)


def is_seen_otherwise(situation: Mapping[str, Any], id: str) -> bool:
    """Whether a reader sees otherwise once the guards that cite a rule let guardians not be told."""
    if "child-objects-to-telling-guardians" not in situation.get("facts", ()):
        return False
    kind, wanted = facts.GuardiansNotTold.kind, situation["expect"]
    citing = {guard.name for guard in REGISTRY.kinds[KINDS[kind]].guards if id in {one.ref for one in guard.sources}}
    with guards_of(kind, lambda check: None if check.__name__ in citing else check):
        told = asking_views.ask(situation)
    return any(differs(key, wanted[key], answer) is not None for key, answer in told.items())


@pytest.mark.parametrize("id", GUARDS, ids=GUARDS)
def test_what_is_marked_as_guarded_flips_a_situation_without_its_guards(id: str) -> None:
    """Once the guards that cite the rule are taken out, an act that a situation has refused by it is admitted.

    Or a reader sees something else than the situation says, since something was kept that may not be.
    """
    acts = (is_let_through(name, id) for name, (situation, _, _) in ASKED.items() if id in str(situation))
    assert any(chain(acts, (is_seen_otherwise(one, id) for one in SITUATIONS if id in one["rules"])))


def test_the_guard_of_insiders_flips_a_situation_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an insider may not tell is held beside the registry, since only they may know of it (D-05, I-08)."""
    situation, act, _ = ASKED["suspicion-no-word-to-guardians-notify-guardians"]
    assert cited(offered(situation, act)) == {"D-05"}
    monkeypatch.setattr(admission, "held_back", lambda *_: ())
    assert isinstance(offered(situation, act), bti.Admitted)


def test_what_guards_cite_is_marked_as_guarded() -> None:
    """The other way: a rule that a refusal of the book rests on says that a guard enforces it."""
    assert {id for id in refusing() if not marked(id, EnforcedWhere.GUARD)} == set()


# --- in force on the date --------------------------------------------------------------------------------------------


def rests_on(situation: Mapping[str, Any]) -> Iterator[tuple[str, dt.date]]:
    """Every rule that an answer to a situation cites, and the date that the answer is judged by."""
    for asker in ASKERS:
        for answer in asker.ask(situation).values():
            for part in answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ():
                if isinstance(part, dict):
                    day = part.get("on", situation["date"]) if "act" in part else situation["date"]
                    yield from ((rule, day) for rule in part.get("rules", ()))
    matter = asking_consent.matter_of(situation)
    if matter is not None:
        asked = asking_consent.Asked(situation, matter)
        grounds = {*asked.needed.grounds, *(rule for one in asked.answered.heard for rule in one.grounds)}
        yield from ((rule, situation["date"]) for rule in grounds)


def test_every_rule_an_answer_cites_is_in_force_on_its_date() -> None:
    """By the law of that date, with the pending acts that the situation supposes."""
    wrong = {
        (situation["id"], rule)
        for situation in SITUATIONS
        for rule, day in rests_on(situation)
        if not asking_acts.law_of(situation).stands(rule, day)
    }
    assert wrong == set()


def test_every_rule_a_refusal_cites_is_in_force_on_the_day_of_the_act() -> None:
    """By the law of the day on which what the book of examples tries happened."""
    wrong: set[tuple[str, str, str]] = set()
    for id, plays in refusing().items():
        for kind, name, play in plays:
            one = play()
            day = oslo_date(one.at or one.stage.now)
            if not LAW.stands(id, day) and name != "the_exception_is_law":  # which says just that
                wrong.add((kind, name, id))
    assert wrong == set()
