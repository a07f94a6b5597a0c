"""The file of legal situations is whole: its words are known, its dates and rules real, nothing that matters missing.

The engine is not asked here; how the file is read stands in SITUATIONS.md beside it.
"""

import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

HERE = Path(__file__).parent
RULES_OF_LAW = HERE.parents[1] / "src" / "bti" / "law" / "norway"
Situation = dict[str, Any]


def words(line: str) -> list[str]:
    """The words of a line."""
    return line.split()


KEYS = set(
    words(
        "id title tags date instant persons guardians others orders sector scope service arena category purpose about "
        "giver reader facts entries settings law_switch consents rules certainty open_question expect"
    )
)
NEEDED = set(words("id title tags date persons guardians sector scope rules certainty expect"))
EXPECTED = set(
    words(
        "must_consent must_consent_at_least missing must_be_heard valid "
        "log gates possible_without allowed refused duties "
        "no_duty remedy visible hidden redacted unseen "
        "due no_date cites cites_not wording_since holds_from holds_until "
        "cannot_say access_record"
    )
)
INNER = {
    "persons": "id born unborn age pregnant address paternity_fixed",
    "guardians": "id parental lives_with told relation of able home holds_from sole_notified authorised_by authority "
    "authorised_on authority_ended",
    "others": "id born relation parental guardians",
    "orders": "kind section holder foster made ended petition",
    "entries": "id service category audience book about",
    "law_switch": "act from",
    "consents": "by for scope from to state on at until form noted explained categories exclude persons purpose",
}
EXPECTED_INNER = {
    "must_be_heard": "person weight",
    "allowed": "act rules on to who",
    "refused": "act rules on to who",
    "duties": "what who rules",
    "due": "rule on who",
}
WORDS = {
    "certainty": {"stated", "inferred", "municipal practice", "open"},
    "log": {"not-opened", "open", "resting", "closed"},
    "state": {"given", "refused", "withdrawn"},
    "weight": {"if-able", "view", "great"},
    "audience": {"home", "family", "log"},
    "verdict": {"open", "shut", "cannot-say"},
}
TAGS = words(
    "birthday-7 birthday-12 birthday-15 birthday-16 birthday-18 leap-day midnight pregnant birth joint sole apart "
    "authorisation disagreement care-order-made care-order-ended emergency verge step-parent without-responsibility "
    "withdrawal withdrawal-one-of-two expiry refusal anonymous law-change unknown-age gates stricter-service "
    "graded-address eighteen-view told not-told report suspicion avert deadline access-request correction erasure "
    "access-record never-configurable transition plan hearing siblings"
)
SURROUNDED = words(
    "birthday-7 birthday-12 birthday-15 birthday-16 birthday-18 leap-day birth care-order-made care-order-ended "
    "withdrawal-one-of-two expiry eighteen-view"
)


@pytest.fixture(scope="module")
def situations() -> list[Situation]:
    """Every situation of the file, in its order."""
    return list(tomllib.loads((HERE / "situations.toml").read_text(encoding="utf-8"))["situation"])


@pytest.fixture(scope="module")
def rules() -> set[str]:
    """The ids of the rules of law, from the data alone."""
    found: set[str] = set()
    for file in RULES_OF_LAW.glob("[A-Z].toml"):
        found |= set(tomllib.loads(file.read_text(encoding="utf-8")))
    return found


def rules_named(value: object) -> Iterator[str]:
    """Every rule a situation names, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("rules", "no_date"):
                yield from inner
            elif key == "rule":
                yield inner
            else:
                yield from rules_named(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from rules_named(inner)


def turns(born: dt.date, years: int, leap_day: str) -> dt.date:
    """The day somebody turns an age; who was born on 29 February does so on the declared day of a common year."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        month, day = leap_day.split("-")
        return dt.date(born.year + years, int(month), int(day))


def test_there_are_enough_and_each_has_its_own_id(situations: list[Situation]) -> None:
    """At least 150 situations; no id twice."""
    ids = [s["id"] for s in situations]
    assert len(ids) >= 150
    assert len(ids) == len(set(ids))


def test_every_key_is_known_and_none_that_is_needed_is_missing(situations: list[Situation]) -> None:
    """No key outside SITUATIONS.md; each situation expects something."""
    for s in situations:
        assert set(s) <= KEYS, s["id"]
        assert set(s) >= NEEDED, s["id"]
        assert s["expect"], s["id"]
        assert set(s["expect"]) <= EXPECTED, s["id"]
        for keys, table in ((INNER, s), (EXPECTED_INNER, s["expect"])):
            for key, allowed in keys.items():
                for inner in table.get(key, []):
                    assert set(inner) <= set(allowed.split()), (s["id"], key)


def test_every_key_is_explained(situations: list[Situation]) -> None:
    """Each key that a table may have stands in SITUATIONS.md in code marks."""
    text = (HERE / "SITUATIONS.md").read_text(encoding="utf-8")
    keys = (
        KEYS | EXPECTED | {word for table in (INNER, EXPECTED_INNER) for line in table.values() for word in words(line)}
    )
    keys |= {key for s in situations for key in s.get("settings", {})}
    assert not sorted(key for key in keys if f"`{key}`" not in text)


def test_coded_words_are_known(situations: list[Situation]) -> None:
    """What is coded has a known code."""
    for s in situations:
        assert s["certainty"] in WORDS["certainty"], s["id"]
        assert s["expect"].get("log", "open") in WORDS["log"], s["id"]
        assert all(c["state"] in WORDS["state"] for c in s.get("consents", [])), s["id"]
        assert all(h["weight"] in WORDS["weight"] for h in s["expect"].get("must_be_heard", [])), s["id"]
        assert all(e["audience"] in WORDS["audience"] for e in s.get("entries", [])), s["id"]
        assert all(g["verdict"] in WORDS["verdict"] for g in s["expect"].get("gates", {}).values()), s["id"]
        assert (s["certainty"] != "open") or s["expect"].get("cannot_say"), s["id"]


def test_every_date_is_a_date(situations: list[Situation]) -> None:
    """Dates are dates and instants have an offset; the instant falls on the date in Oslo, born before it or on it."""
    for s in situations:
        assert type(s["date"]) is dt.date, s["id"]
        if "instant" in s:
            assert s["instant"].tzinfo is not None, s["id"]
            assert s["instant"].astimezone(ZoneInfo("Europe/Oslo")).date() == s["date"], s["id"]
        for table, keys in (("persons", "born"), ("others", "born"), ("orders", "made ended petition")):
            for inner in s.get(table, []):
                assert all(type(inner[k]) is dt.date for k in keys.split() if k in inner), s["id"]
        for c in s.get("consents", []):
            assert type(c["on"]) is dt.date, s["id"]
            assert c["on"] <= c.get("until", c["on"]), s["id"]
        for key in ("holds_from", "holds_until", "wording_since"):
            assert type(s["expect"].get(key, s["date"])) is dt.date, s["id"]
        assert s["expect"].get("holds_from", s["date"]) <= s["date"], s["id"]
        assert s["date"] <= s["expect"].get("holds_until", s["date"]), s["id"]
        for due in s["expect"].get("due", []):
            assert isinstance(due["on"], dt.date), s["id"]


def test_every_rule_named_is_a_rule_of_law(situations: list[Situation], rules: set[str]) -> None:
    """Each situation rests on at least one rule, and every rule it names exists."""
    for s in situations:
        assert s["rules"], s["id"]
        assert set(rules_named(s)) <= rules, s["id"]


def test_what_is_expected_speaks_of_who_is_there(situations: list[Situation]) -> None:
    """Nobody is missing who need not consent; people and entries named are in the situation."""
    for s in situations:
        there = {p["id"] for key in ("persons", "guardians", "others") for p in s.get(key, [])}
        there |= {o[k] for o in s.get("orders", []) for k in ("holder", "foster") if k in o}
        expect = s["expect"]
        must = set(expect.get("must_consent", expect.get("missing", [])))
        assert set(expect.get("missing", [])) <= must <= there, s["id"]
        assert {c["by"] for c in s.get("consents", [])} <= there, s["id"]
        entries = {e["id"] for e in s.get("entries", [])}
        for key in ("visible", "hidden", "redacted", "unseen"):
            assert {e for e in expect.get(key, []) if not e.startswith("presence-of-")} <= entries, s["id"]


@pytest.mark.parametrize("tag", TAGS)
def test_each_boundary_is_there(situations: list[Situation], tag: str) -> None:
    """Every kind of situation the law's edges ask for has at least one."""
    assert any(tag in s["tags"] for s in situations)


@pytest.mark.parametrize("tag", SURROUNDED)
def test_each_day_that_matters_has_the_day_before_and_the_day_after(situations: list[Situation], tag: str) -> None:
    """The day before, the day itself, the day after."""
    days = {day for s in situations if tag in s["tags"] for day in s["tags"]}
    assert {"day-before", "the-day", "day-after"} <= days


def test_birthdays_are_birthdays(situations: list[Situation]) -> None:
    """Where a situation is tagged with a birthday and its day, somebody turns that age then."""
    shift = {"day-before": -1, "the-day": 0, "day-after": 1}
    for s in situations:
        for tag in s["tags"]:
            side = [day for day in shift if day in s["tags"]]
            if tag.startswith("birthday-") and side:
                day = s["date"] - dt.timedelta(days=shift[side[0]])
                leap = s.get("settings", {}).get("leap_day", "02-28")
                born = [p["born"] for p in s["persons"] if "born" in p]
                assert day in [turns(b, int(tag.removeprefix("birthday-")), leap) for b in born], s["id"]


def test_each_legal_deadline_has_a_situation(situations: list[Situation]) -> None:
    """F-01 to F-14."""
    named = {rule for s in situations for rule in s["rules"]}
    assert {f"F-{n:02d}" for n in range(1, 15)} <= named
