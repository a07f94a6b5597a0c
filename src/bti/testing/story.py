"""Stories: a case played in plain words, given what has happened, when somebody tries something, then what must be so.

A host tells its own municipality's stories with it, in its own tests. Where a story does not go as told, the error says
what was told so far, in the words it was told in, and why the engine said no.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NoReturn, Self

from bti.answers.verdict import Admitted, Refused, Verdict
from bti.answers.view import View
from bti.dates import check_instant
from bti.engine import Engine
from bti.people import Actor
from bti.record.case import Case
from bti.record.fact import Fact
from bti.record.spine import Spine

__all__ = ["Story"]


class Story:
    """One case, told line by line.

    Args:
        engine: The engine, with the guide that the story is told under.
        begins: The instant of its first line; each line is an hour after the one before, or as `later` says.
        case_id: The id of its case.

    Attributes:
        case: The case so far, with every book.
        now: The instant of the next line.
        verdict: What the engine said to the last line.
    """

    def __init__(self, engine: Engine, *, begins: dt.datetime, case_id: str = "story") -> None:
        self.engine = engine
        self.case = Case.empty(case_id)
        self.now = check_instant(begins, "begins")
        self.verdict: Verdict | None = None
        self._told: list[str] = []

    # Telling

    def given(
        self, words: str, *facts: Fact, by: Actor, because: str | None = None, at: dt.datetime | None = None
    ) -> str:
        """Let something happen that must be admitted.

        Args:
            words: What happens, as one would tell it.
            facts: What is recorded; several are one act.
            by: Who records it.
            because: The justification, where a rule asks for one.
            at: When it happened; by default when it is recorded.

        Returns:
            The id of the first entry: of the concern, the offer, the measure that the act made.

        Raises:
            AssertionError: It is refused; the message tells the story so far and the reasons.
        """
        verdict = self._try("Given", words, facts, by, because, at)
        if not isinstance(verdict, Admitted):
            self._fail(f"this should have been admitted: {_reasons(verdict)}")
        return verdict.entries[0].id

    def when(
        self, words: str, *facts: Fact, by: Actor, because: str | None = None, at: dt.datetime | None = None
    ) -> Self:
        """Let somebody try something; `is_admitted` or `is_refused` says how it must end."""
        self._try("When", words, facts, by, because, at)
        return self

    def is_admitted(self) -> str:
        """Insist that the last attempt was admitted, and return the id of its first entry.

        Raises:
            AssertionError: It was refused.
        """
        verdict = self.verdict
        if not isinstance(verdict, Admitted):
            self._fail(f"this should have been admitted: {_reasons(verdict)}")
        return verdict.entries[0].id

    def is_refused(self, *codes: str) -> Self:
        """Insist that the last attempt was refused, for these reasons.

        Args:
            codes: The codes of all reasons, in any order; none: whatever they are.

        Raises:
            AssertionError: It was admitted, or refused for other reasons.
        """
        verdict = self.verdict
        if not isinstance(verdict, Refused):
            self._fail("this should have been refused")
        if codes and {reason.code for reason in verdict.reasons} != set(codes):
            self._fail(f"this should have been refused for {', '.join(codes)}, not for: {_reasons(verdict)}")
        return self

    def then(self, words: str, so: bool | Callable[[Spine], bool]) -> Self:
        """Insist that something is so now.

        Args:
            words: What must be so, as one would tell it.
            so: Whether it is, or what tells so of the spine.

        Raises:
            AssertionError: It is not.
        """
        self._told.append(f"Then {words}")
        if not (so(self.case.spine) if callable(so) else so):
            self._fail("this is not so")
        return self

    def later(self, *, weeks: int = 0, days: int = 0, hours: int = 0, minutes: int = 0) -> Self:
        """Let time pass before the next line."""
        passed = dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
        if passed < dt.timedelta(0):
            raise ValueError("in a story time goes one way")
        self.now += passed
        return self

    # Asking

    @property
    def spine(self) -> Spine:
        """Return what guards read of the case now."""
        return self.case.spine

    def seen_by(self, by: Actor, basis: str = "story") -> View:
        """Return what somebody sees now."""
        return self.engine.view(self.case, by=by, now=self.now, basis=basis)

    def may(self, kind: type[Fact], by: Actor) -> bool:
        """Tell whether somebody may record a kind of fact now, in some way."""
        return bool(self.engine.options(self.case, by=by, now=self.now, kinds=kind)[kind.kind])

    def __str__(self) -> str:
        return "\n".join(self._told)

    def _try(
        self, word: str, words: str, facts: Sequence[Fact], by: Actor, because: str | None, at: dt.datetime | None
    ) -> Verdict:
        self._told.append(f"{word} {words}")
        verdict = self.engine.admit(self.case, facts, by=by, now=self.now, at=at, because=because)
        self.verdict = verdict
        if isinstance(verdict, Admitted):
            self.case = verdict.case
            self.now += dt.timedelta(hours=1)
        return verdict

    def _fail(self, why: str) -> NoReturn:
        raise AssertionError("\n".join((*self._told, f"  – {why}")))


def _reasons(verdict: Verdict | None) -> str:
    if not isinstance(verdict, Refused):
        return "nothing was tried"
    return "; ".join(f"{reason.code}: {reason.text('en')}" for reason in verdict.reasons)
