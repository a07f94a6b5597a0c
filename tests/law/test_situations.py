"""Each legal situation is asked of the library, and what it answers must be what the law says.

An asker turns a situation into a question of one part of the library, and the answer back into the file's own words.
What no asker answers yet stands in NOT_ASKED.md, exactly: something newly answered must leave it.
"""

from __future__ import annotations

import datetime as dt
import importlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.law.told import BY_ID, SITUATIONS

HERE = Path(__file__).parent
NOT_ASKED = HERE / "NOT_ASKED.md"
Ask = Callable[..., dict[str, Any]]


def askers() -> list[tuple[str, Ask]]:
    """Every asker there is, by name."""
    found = sorted(path.stem for path in HERE.glob("asking_*.py"))
    return [(name, importlib.import_module(f"tests.law.{name}").ask) for name in found]


ASKERS = askers()


def answers(situation: Mapping[str, Any]) -> dict[str, list[tuple[str, Any]]]:
    """What each asker says, by key of `expect`."""
    told: dict[str, list[tuple[str, Any]]] = {}
    for name, ask in ASKERS:
        for key, answer in ask(situation).items():
            if key in situation["expect"]:
                told.setdefault(key, []).append((name, answer))
    return told


def plain(key: str, value: Any) -> Any:
    """The value as a set where the file means one; rules apart, since more of them may carry an answer."""
    if isinstance(value, dict):
        return {gate: plain(key, one) for gate, one in value.items() if gate != "rules"}
    if isinstance(value, list):
        return sorted(repr(plain(key, one)) for one in value)
    return value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else value


def rules_of(value: Any) -> dict[str, set[str]]:
    """The rules given for each part of an answer."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    named = zip(value, parts, strict=True) if isinstance(value, dict) else ((plain("", one), one) for one in parts)
    return {repr(name): set(one.get("rules", ())) for name, one in named if isinstance(one, dict)}


def differs(key: str, wanted: Any, answer: Any) -> str | None:
    """How an answer differs from what the law says; None where it does not."""
    if key in ("possible_without", "cannot_say"):
        return None if set(wanted) <= set(answer) else f"{sorted(set(wanted) - set(answer))} should be among them"
    if key == "gates":
        answer = {gate: one for gate, one in answer.items() if gate in wanted}
    if plain(key, wanted) != plain(key, answer):
        return f"should be {plain(key, wanted)}, is {plain(key, answer)}"
    given = rules_of(answer)
    for part, rules in rules_of(wanted).items():
        if not rules <= given.get(part, set()):
            return f"{part} should rest on {sorted(rules)}, rests on {sorted(given.get(part, set()))}"
    return None


def listed() -> set[tuple[str, str]]:
    """What NOT_ASKED.md says is not asked: situation and key."""
    lines = NOT_ASKED.read_text(encoding="utf-8").splitlines()
    rows = [[part.strip(" `") for part in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    return {(row[0], key.strip(" `")) for row in rows for key in row[1].split(",")}


def not_asked() -> Iterator[tuple[str, str]]:
    """What no asker answers."""
    for situation in SITUATIONS:
        told = answers(situation)
        yield from ((situation["id"], key) for key in situation["expect"] if key not in told)


@pytest.mark.parametrize("id", list(BY_ID), ids=list(BY_ID))
def test_situation(id: str) -> None:
    """The library answers what the law says."""
    situation = BY_ID[id]
    wrong = [
        f"{key} ({name}): {found}"
        for key, told in answers(situation).items()
        for name, answer in told
        if (found := differs(key, situation["expect"][key], answer)) is not None
    ]
    assert not wrong, "\n".join((situation["title"], *wrong))


def test_what_is_not_asked_is_listed_exactly(record_property: Callable[[str, object], None]) -> None:
    """NOT_ASKED.md names what no asker answers, and nothing else; the numbers are printed."""
    missing = set(not_asked())
    keys = sum(len(one["expect"]) for one in SITUATIONS)
    whole = len(SITUATIONS) - len({id for id, _ in missing})
    record_property("compared", keys - len(missing))
    print(f"{whole} of {len(SITUATIONS)} situations asked whole; {keys - len(missing)} of {keys} answers compared")
    print("left out, by key:", dict(Counter(key for _, key in missing)))
    assert missing - listed() == set(), "not asked, and not listed"
    assert listed() - missing == set(), "asked now: take it out of the list"


_VIEW = "what one reader may see; only the readings that an asker can play forward are asked"
_CONSENT = "whose consent is needed where the scope is no question of consent"
REASONS = {
    **dict.fromkeys(("visible", "hidden", "unseen", "redacted", "access_record"), _VIEW),
    **dict.fromkeys(("must_consent", "missing", "must_be_heard", "valid", "log", "gates", "holds_from"), _CONSENT),
    "cannot_say": "no asker turns what the library does not know into these words",
    "remedy": "the way out is a remedy of a refusal, not a code of its own",
}
"""Why a key is not asked, in general."""
OF_ONE = {
    "health-no-snooping": (
        "decided: the host's (C-03 stands on `bti law --host`). Whoever works for a service reads its own book, names "
        "a basis each time, and is in the access record. Who gives the care today stands in the health service's own "
        "record: having joined, a measure, the baton or a meeting tells of work in the case, not of care, and a "
        "stand-in or whoever is on duty has none of them. To refuse by them would keep a child's helper out, and to "
        "let in by them would let in who has only once taken part"
    )
}
"""Why a situation is not asked, where that is its own."""
OTHERWISE = "the acts named hang on consents or on what a reader may see, and no asker puts the two together"

HEAD = """# Situations that are not asked

Written by `python -m tests.law.test_situations`; `test_situations.py` holds it exact. What stands here is expected by
the law and not compared with what the library answers, with why.

| situation | keys | why |
|---|---|---|
"""


def page() -> str:
    """NOT_ASKED.md as it has to be."""
    left: dict[str, list[str]] = {}
    for id, key in not_asked():
        left.setdefault(id, []).append(key)
    rows = [
        f"| `{id}` | {', '.join(f'`{key}`' for key in keys)} | {OF_ONE.get(id) or REASONS.get(keys[0], OTHERWISE)} |"
        for id, keys in left.items()
    ]
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    NOT_ASKED.write_text(page(), encoding="utf-8")
