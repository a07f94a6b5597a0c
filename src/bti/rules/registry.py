"""Guards registered for the facts they guard: one registry serves admission, options, docs and tests.

A guard looks at the question alone, or at the question and the fact. The first kind is asked once for all completions
of an option. Form guards come first, all of them; only when none is unmet are the others asked, all of them too.
"""

from __future__ import annotations

import enum
import inspect
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TypeAlias, TypeVar

import attrs

from bti.reasons import Citation, Reason
from bti.record.fact import Fact
from bti.record.kinds import BESIDE, KINDS
from bti.rules.ask import Ask

__all__ = ["GUARDED", "REGISTRY", "Draft", "Found", "Guard", "Kind", "Registry", "Stage", "drafts", "form", "rule"]

Found: TypeAlias = Reason | tuple[Reason, ...] | None
"""What a guard finds: nothing when it is met."""

Check: TypeAlias = Callable[..., Found]
Draft: TypeAlias = Callable[[Ask], Iterator[Fact]]
"""Completions of a kind: facts as the asker could make them now, placeholders where a field is free."""

C = TypeVar("C", bound=Check)
D = TypeVar("D", bound=Callable[[Ask], Iterator[Any]])

GUARDED: Final = tuple(fact for fact in KINDS.values() if fact not in BESIDE)
"""Every kind a guard may be registered on."""


class Stage(enum.Enum):
    """When a guard is asked."""

    FORM = "form"
    RULE = "rule"


@attrs.frozen
class Guard:
    """A rule.

    Attributes:
        name: What must be true, as a name.
        rule: The rule in one sentence.
        stage: When it is asked.
        check: The function.
        reads_fact: Whether it looks at the fact, or at the question alone.
        sources: Where the rule is written, as far as it does not depend on the guide.
    """

    name: str
    rule: str
    stage: Stage
    check: Check
    reads_fact: bool
    sources: tuple[Citation, ...]


@attrs.define
class Kind:
    """What is registered for one kind of fact; lists only grow, while the rules are imported."""

    fact: type[Fact]
    guards: list[Guard] = attrs.field(factory=list[Guard])
    form_alone: list[Check] = attrs.field(factory=list[Check])
    form_fact: list[Check] = attrs.field(factory=list[Check])
    rule_alone: list[Check] = attrs.field(factory=list[Check])
    rule_fact: list[Check] = attrs.field(factory=list[Check])
    draft: Draft | None = None
    free: frozenset[str] = frozenset()


class Registry:
    """All guards by kind of fact."""

    def __init__(self) -> None:
        self.kinds: Final[dict[type[Fact], Kind]] = {fact: Kind(fact) for fact in KINDS.values()}

    def add(self, guard: Guard, kinds: tuple[type[Fact], ...]) -> None:
        """Register a guard.

        Raises:
            TypeError: For a fact beside the case book, protection above all: no guard can be registered on one (I-07).
        """
        for fact in kinds:
            if fact in BESIDE:
                raise TypeError(
                    f"no guard can be registered on {fact.__name__}: what is beside is never conditioned (I-07)"
                )
            kind = self.kinds[fact]
            kind.guards.append(guard)
            alone, with_fact = (
                (kind.form_alone, kind.form_fact) if guard.stage is Stage.FORM else (kind.rule_alone, kind.rule_fact)
            )
            (with_fact if guard.reads_fact else alone).append(guard.check)

    def settle(self, modules: Sequence[str]) -> None:
        """Put the guards of each kind in the order of their modules, whichever was imported first (I-12)."""
        place = {name: number for number, name in enumerate(modules)}
        for kind in self.kinds.values():
            kind.guards.sort(key=lambda guard: place[guard.check.__module__])
            for checks in (kind.form_alone, kind.form_fact, kind.rule_alone, kind.rule_fact):
                checks.sort(key=lambda check: place[check.__module__])

    def guards(self) -> tuple[Guard, ...]:
        """Return every guard once, in the order of registration."""
        return tuple(dict.fromkeys(guard for kind in self.kinds.values() for guard in kind.guards))


REGISTRY: Final = Registry()
"""The library's own rules."""


def _registrar(stage: Stage, kinds: tuple[type[Fact], ...], sources: tuple[Citation, ...]) -> Callable[[C], C]:
    def register(check: C) -> C:
        sentence = " ".join((check.__doc__ or "").split("\n\n")[0].split())
        reads_fact = len(inspect.signature(check).parameters) > 1
        REGISTRY.add(Guard(check.__name__, sentence, stage, check, reads_fact, sources), kinds)
        return check

    return register


def form(*kinds: type[Fact], source: Citation | tuple[Citation, ...] = ()) -> Callable[[C], C]:
    """Register a guard of the first stage: form and references."""
    return _registrar(Stage.FORM, kinds, source if isinstance(source, tuple) else (source,))


def rule(*kinds: type[Fact], source: Citation | tuple[Citation, ...] = ()) -> Callable[[C], C]:
    """Register a guard of the second stage."""
    return _registrar(Stage.RULE, kinds, source if isinstance(source, tuple) else (source,))


def drafts(fact: type[Fact], *free: str) -> Callable[[D], D]:
    """Register what yields the completions of a kind.

    Args:
        fact: The kind.
        free: Fields that the asker fills within their type, and that the guards may still find fault with (a date that
            is past). `category` is chosen independently, from `bti.rules.content.categories`; all others are to be
            chosen from the drafts.
    """

    def register(draft: D) -> D:
        kind = REGISTRY.kinds[fact]
        kind.draft = draft
        kind.free = frozenset(free)
        return draft

    return register
