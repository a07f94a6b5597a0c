"""Every guard of the registry is seen met and unmet: along seeded histories, and in the book of examples."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from random import Random

from bti.calendars import NorwegianCalendar
from bti.facts import KINDS
from bti.rules.actors import MAY_RECORD, Who
from bti.rules.ask import Ask
from bti.rules.judging import RULES
from bti.rules.registry import REGISTRY, Check, Found, Guard
from tests.examples.book import ADMITTED, REFUSED, whole_book
from tests.laws.histories import ADVISER, CAST, GUIDE, NEIGHBOUR, Dice, drawn_history, story, told

SEEDS = 250
LISTS = ("form_alone", "form_fact", "rule_alone", "rule_fact")


@contextmanager
def observed() -> Generator[dict[Check, set[bool]]]:
    """Let every guard be asked as always, and note whether it found something."""
    assert len(RULES) > 1  # importing the rules is what registers them
    seen: dict[Check, set[bool]] = {guard.check: set() for guard in REGISTRY.guards()}

    def noting(check: Check) -> Check:
        def asked(*question: object) -> Found:
            found = check(*question)
            seen[check].add(not found)
            return found

        asked.__name__ = check.__name__
        return asked

    before = [(kind, name, getattr(kind, name)) for kind in REGISTRY.kinds.values() for name in LISTS]
    try:
        for kind, name, checks in before:
            setattr(kind, name, [noting(check) for check in checks])
        yield seen
    finally:
        for kind, name, checks in before:
            setattr(kind, name, checks)


def whole_book_played() -> None:
    """Play every example of the book, admitted and refused."""
    whole_book()
    for plays in (*ADMITTED.values(), *REFUSED.values()):
        for play in plays:
            attempt = play()
            attempt.stage.offer(attempt.fact, attempt.by, at=attempt.at, because=attempt.because)


def is_behind_the_gate(guard: Guard) -> bool:
    """Tell whether a guard repeats what the gate asks before it: everybody who is let in may record the kind."""
    everybody = {Who.HOME, Who.SERVICE, Who.FAMILY}
    guarded = [kind for kind in REGISTRY.kinds.values() if guard in kind.guards]
    return guard.name == "recorded_by_one_who_may" and all(everybody <= set(MAY_RECORD[kind.fact]) for kind in guarded)


class TestEveryGuardIsMetAndUnmet:
    """A guard that is never met, or never unmet, is a rule that nobody has tried."""

    def test_in_seeded_histories_and_in_the_book(self) -> None:
        """Asked by the engine, each guard is seen met and unmet; those behind the gate are seen met."""
        story.cache_clear()
        with observed() as seen:
            for seed in range(SEEDS):
                history = drawn_history(Dice(Random(seed)))
                for by in (ADVISER, CAST[seed % len(CAST)]):
                    history.engine.options(history.case, by=by, now=history.now)
            whole_book_played()
        for guard in REGISTRY.guards():
            expected = {True} if is_behind_the_gate(guard) else {True, False}
            assert seen[guard.check] == expected, f"{guard.name}: {guard.rule}"

    def test_a_guard_behind_the_gate_would_refuse_by_itself(self) -> None:
        """Were the gate opened, the guards behind it would still keep outsiders out."""
        history = told(upto=5)
        ask = Ask(
            history.case.spine, GUIDE, NorwegianCalendar(), NEIGHBOUR, history.now, history.now, (), lambda ref: False
        )
        behind = [guard for guard in REGISTRY.guards() if is_behind_the_gate(guard)]
        assert {kind.fact.kind for kind in REGISTRY.kinds.values() for guard in kind.guards if guard in behind} == {
            "consent_refused",
            "consent_withdrawn",
            "guardians_may_be_told",
            "wish_recorded",
            "goal_proposed",
            "agreement_ended",
            "comment_made",
            "task_done",
            "entry_corrected",
            "entry_struck",
            "entry_shared",
            "plan_applied_for",
        }
        for guard in behind:
            assert guard.check(ask)

    def test_every_guard_says_its_rule_and_source(self) -> None:
        """Each guard states its rule in a sentence and names where it is written."""
        for guard in REGISTRY.guards():
            assert guard.rule.endswith("."), guard.name
            assert guard.sources, guard.name

    def test_chance_comes_to_nearly_every_kind(self) -> None:
        """The histories that the laws are tried on hold nine kinds of fact in ten; the book of examples holds each."""
        admitted: set[str] = set()
        for seed in range(SEEDS * 3 // 2):
            case = drawn_history(Dice(Random(seed))).case
            books = (case.entries, *case.beside().values())
            admitted |= {entry.fact.kind for book in books for entry in book}
        assert len(admitted) >= 0.9 * len(KINDS), sorted(set(KINDS) - admitted)
