"""Entries kept back from one of the family or from a service, drawn beside a history; and the case without them.

An entry is kept back by a decision that guardians are not told (law A-21), or by a mark that it tells of somebody else
or of a place (law A-12, H-17). Both are drawn here: what is recorded is what the engine offers its author there and
then, so that it begins something, goes on with what is kept already, or changes what everybody knows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final, cast

import attrs
from hypothesis import strategies as st

import bti
from bti import facts
from bti.errors import InvalidValue
from bti.facts import Category, Fact, NotToldGround, Scope, Tells
from bti.people import Actor, Professional, Unborn
from bti.record.case import Case
from bti.record.entry import Entry
from tests.laws.histories import (
    ADVISER,
    CHILD,
    FATHER,
    FATHER_AS_TEACHER,
    HEAD,
    HEALTH_HEAD,
    MOTHER,
    NURSE,
    TEACHER,
    Dice,
    History,
    Ids,
    drawn_history,
    engine_with,
    filled,
    givers,
    plain,
)

__all__ = ["KEEPABLE", "Kept", "drawn_kept", "kept_cases"]

KEEPABLE: Final = (
    "measure_planned",
    "comment_made",
    "measure_started",
    "measure_changed",
    "measure_ended",
    "measure_evaluated",
    "goal_proposed",
    "goal_agreed",
    "goal_reached",
    "task_given",
    "task_done",
    "agreement_made",
    "agreement_ended",
    "meeting_called",
    "meeting_held",
    "meeting_cancelled",
    "minutes_written",
    "duty_reassigned",
    "advice_received",
    "question_asked",
    "question_answered",
    "request_made",
    "preliminary_answer_given",
    "request_answered",
    "pathway_entered",
    "pathway_step_completed",
    "pathway_left",
    "transition_planned",
    "transition_done",
    "need_seen",
    "need_followed_up",
    "plan_applied_for",
    "plan_declined",
    "plan_linked",
    "plan_dated",
    "plan_ended",
    "document_filed",
    "responsible_named",
    "concern_described",
    "wish_recorded",
    "child_heard",
    "family_heard",
    "evaluation_answered",
    "way_chosen",
    "entry_corrected",
    "entry_struck",
)
"""What can be kept back whole. What says where the case stands (a step, a consent, the baton) is so for everybody."""

_TRIES: Final = 4
_MENDING: Final = ("entry_corrected", "entry_struck")
FROM: Final[tuple[Actor, ...]] = (MOTHER, FATHER, CHILD, FATHER_AS_TEACHER, NURSE, ADVISER)
"""Who may be one of those from whom something is kept back."""


@attrs.frozen
class Kept:
    """A case with entries kept back from somebody, and the same case without them.

    Attributes:
        with_: The case.
        without: The same without the entries and the decisions that keep them; all others are the same to the byte.
        ids: The ids of the entries kept, and of what keeps them.
        readers: From whom they are kept.
        now: When the last was recorded.
    """

    with_: Case
    without: Case
    ids: tuple[str, ...]
    readers: tuple[Actor, ...]
    now: dt.datetime

    def is_owed_by(self, reader: Actor) -> bool:
        """Tell whether something kept names a reader, their service, or what is theirs to do or was before."""
        service = reader.service.ref if isinstance(reader, Professional) else reader.ref
        own, duties = {reader.ref, service}, set[facts.Duty]()
        for spine in (self.with_.spine, self.without.spine):
            own |= {one.id for one in spine.plan.measures.values() if one.responsible == reader.ref}
            own |= {one.id for one in spine.plan.agreements.values() if reader.ref in one.bound}
            own |= {one.id for one in spine.tasks.given.values() if reader.ref == one.person or service == one.service}
            own |= {id for id, one in spine.meetings.invitations.items() if reader.ref in one.invited}
            own |= {one.id for one in spine.meetings.called.values() if one.caller == reader.ref}
            duties |= {duty for duty, ref in spine.meetings.duties.items() if ref == reader.ref}
        kept = [entry.fact for entry in self.with_.entries if entry.id in self.ids]
        if any(getattr(one, "duty", None) in duties for one in kept):
            return True
        return any(f"'{ref}'" in plain(one) for one in kept for ref in own)

    def __repr__(self) -> str:
        kept = [f"{one.id}: {plain(one.fact)}" for one in self.with_.entries if one.id in self.ids]
        return f"Kept from {[one.ref for one in self.readers]}: {kept}"


@st.composite
def kept_cases(draw: st.DrawFn, *, most: int = 8) -> Kept | None:
    """Draw a history with entries kept back from somebody; None where nobody was there to keep them, or from whom."""
    dice = Dice(draw)
    return drawn_kept(dice, drawn_history(dice, most, protected=False, begun=True))


def drawn_kept(dice: Dice, history: History, engine_ids: str = "k") -> Kept | None:
    """Draw entries kept back beside a history with any dice.

    Args:
        dice: What is drawn.
        history: What else happens, as far as it is admitted beside them; anywhere in it they are recorded.
        engine_ids: With what the ids of what is kept begin.
    """
    keeping = _Keeping(dice, engine_with(Ids(engine_ids)), history)
    count = len(history.admitted)
    places = sorted(dice.below(count + 1) if dice.chance(2) else count for _ in range(1 + dice.below(4)))
    for place, step in enumerate(history.admitted):
        while places and places[0] <= place:
            places.pop(0)
            keeping.record()
        verdict = step.on(keeping.case)
        if verdict and not keeping.names(verdict.entries):
            keeping.case, keeping.now = keeping.case.grown(verdict.entries), max(keeping.now, step.now)
    for _ in places:
        keeping.record()
    return keeping.decided()


class _Keeping:
    """What has been recorded so far, of all and of what will be kept."""

    def __init__(self, dice: Dice, engine: bti.Engine, history: History) -> None:
        self.dice = dice
        self.engine = engine
        self.case = Case.empty(history.case.id)
        self.now = history.steps[0].now if history.steps else history.now
        self.kept: dict[str, Entry] = {}
        self.by_nurse = dice.chance(2)
        self.nursed = engine_with(Ids("n"))

    def names(self, entries: Iterable[Entry]) -> bool:
        """Tell whether something names what is kept: it would be kept too."""
        said = [plain(entry.fact) for entry in entries]
        return any(f"'{ref}'" in one for one in said for ref in self.kept)

    def record(self) -> None:
        """Record one entry more that will be kept, by whoever writes them."""
        by = self.author()
        if by is None or self.case.spine.life.opened is None:
            return
        for _ in range(_TRIES):
            kind = self.dice.pick(KEEPABLE)
            fact = self.mending(kind) if kind in _MENDING else self.offered(kind, by)
            if fact is not None and self.keep(fact, by):
                return

    def mending(self, kind: str) -> Fact | None:
        """Correct or strike what is kept already: what everybody read is mended for everybody."""
        if not self.kept:
            return None
        wrong = self.dice.pick(tuple(self.kept.values()))
        if kind == "entry_struck":
            return facts.EntryStruck(entry=wrong.id, reason=self.dice.pick(tuple(facts.StrikeReason)))
        try:
            return facts.EntryCorrected(entry=wrong.id, instead=wrong.fact)
        except InvalidValue:
            return None

    def offered(self, kind: str, by: Professional) -> Fact | None:
        """Return what the engine offers of a kind."""
        option = self.engine.options(self.case, by=by, now=self.now, kinds=kind)[kind]
        drafts = (*option.drafts, *(draft for draft, _ in option.needing))
        if not drafts:
            return None
        said = {one.id for one in self.case.entries if one.by in FROM}  # what stands on an entry of a reader's own
        naming = [draft for draft in drafts if any(f"'{ref}'" in plain(draft) for ref in (*self.kept, *said))]
        draft = self.dice.pick(naming if naming and self.dice.chance(2) else drafts)
        fact: Fact = filled(self.dice, draft, option, self.case, self.now)
        if hasattr(fact, "audience"):  # what was not written for them is no question of keeping
            fact = attrs.evolve(cast(Any, fact), audience=None)
        if self.by_nurse and hasattr(fact, "category") and not self.dice.chance(3):
            fact = attrs.evolve(cast(Any, fact), category=Category.HEALTH)
        return fact

    def author(self) -> Professional | None:
        """Return who writes what is kept: the nurse, who is let in where that can be, or somebody of the school."""
        if self.by_nurse and self.case.spine.life.opened is not None and not self.case.spine.takes_part(NURSE):
            self.let_in()
        spine = self.case.spine
        if self.by_nurse:
            return NURSE if spine.takes_part(NURSE) else None
        home = (HEAD, TEACHER, HEALTH_HEAD, NURSE)
        inside = [one for one in home if spine.life.home == one.service]
        return self.dice.pick(inside) if inside else None

    def let_in(self) -> None:
        """Let the health station take part: that is told to all."""
        spine = self.case.spine
        home = spine.life.home
        leader = next((one for one in (HEAD, HEALTH_HEAD) if one.service == home), HEAD)
        giving = givers(self.case, Scope.SERVICE, NURSE.service.ref, self.now.date())
        wanted: list[Fact] = (
            [facts.ConsentAsked(scope=Scope.SERVICE, service=NURSE.service, of=giving)] if giving else []
        )
        wanted += [
            facts.ConsentGiven(
                scope=Scope.SERVICE,
                service=NURSE.service,
                giver=ref,
                form=facts.Form.WRITTEN,
                categories=tuple(Category),
                valid_until=self.now.date() + dt.timedelta(days=300),
            )
            for ref in giving
        ]
        wanted.append(facts.ServiceJoined(joining=NURSE.service))
        wanted.append(facts.PersonJoined(person=NURSE.ref, role=NURSE.role, of=NURSE.service.ref))
        for fact in wanted:
            verdict = self.nursed.admit(self.case, fact, by=leader, now=self.now)
            if verdict and not self.names(verdict.entries):
                self.case = self.case.grown(verdict.entries)

    def decided(self) -> Kept | None:
        """Let what was recorded be kept, and return the pair."""
        if not self.kept:
            return None
        readers = self.not_told() if self.by_nurse else self.marked()
        if not readers:
            return None
        without = Case.fold(self.case.id, (one for one in self.case.entries if one.id not in self.kept))
        return Kept(self.case, without, tuple(self.kept), readers, self.now)

    def not_told(self) -> tuple[Actor, ...]:
        """Let the nurse decide that guardians are not told, or one of them: by name, or of all there is on health."""
        spine = self.case.spine
        child = next((one.ref for one in spine.life.persons if one.birth is not Unborn.UNBORN), None)
        if child is None:
            return ()
        health = Category.HEALTH
        plainly = all(getattr(one.fact, "category", None) is health for one in self.kept.values())
        known = [one for one in self.case.entries if one.id not in self.kept]
        plainly &= not any(one.service == NURSE.service.ref and health.name in plain(one.fact) for one in known)
        only = self.dice.pick(((), (FATHER.ref,), (MOTHER.ref,)))
        named = () if plainly and self.dice.chance(2) else tuple(self.kept)
        decision = facts.GuardiansNotTold(
            person=child, ground=NotToldGround.WEIGHTY, guardians=only, entries=self.of_the_service(named)
        )
        if not self.keep(decision, NURSE):
            return ()
        guardians = spine.people.guardians
        return tuple(one for one in (MOTHER, FATHER) if one.ref in guardians and one.ref in (only or guardians))

    def of_the_service(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Return those that the service wrote itself; what followed by itself is kept with what it followed from."""
        return tuple(ref for ref in ids if self.kept[ref].service == NURSE.service.ref)

    def marked(self) -> tuple[Actor, ...]:
        """Let the home service mark each of them: it tells of the father, or of a place that not all may know."""
        home = self.case.spine.life.home
        by = next((one for one in (HEAD, HEALTH_HEAD) if one.service == home), None)
        if by is None:
            return ()
        place = self.dice.chance(2)
        if place:
            born = [one.ref for one in self.case.spine.life.persons if one.birth is not Unborn.UNBORN]
            known = tuple(self.case.spine.people.guardians)[:1]
            told = [facts.AddressGraded(person=ref, grade=facts.Grade.CONFIDENTIAL, may_know=known) for ref in born[:1]]
            for graded in told:
                verdict = self.nursed.admit(self.case, graded, by=by, now=self.now)
                if not verdict or self.names(verdict.entries):
                    return ()
                self.case = self.case.grown(verdict.entries)
            if not told:
                return ()
        for ref in tuple(self.kept):
            tells, whose = (Tells.PLACE, None) if place else (Tells.SOMEBODY_ELSE, FATHER.ref)
            if not self.keep(facts.EntryMarked(entry=ref, tells=tells, whose=whose), by):
                return ()
        spine = self.case.spine
        if place:
            persons = tuple(spine.circle.graded)
            know = {ref for graded in spine.circle.graded.values() for ref in (graded.person, *graded.may_know)}
            away = [one for one in FROM if spine.is_kin(one.ref) or getattr(one, "service", None) != home]
            return tuple(one for one in away if persons and one.ref not in know)
        return tuple(one for one in (MOTHER, CHILD) if one.ref != FATHER.ref)

    def keep(self, fact: Fact, by: Professional) -> bool:
        """Record what keeps them; it is kept as they are."""
        verdict = self.engine.admit(self.case, fact, by=by, now=self.now)
        if verdict:
            self.case = self.case.grown(verdict.entries)
            self.kept |= {one.id: one for one in verdict.entries}
        return bool(verdict)
