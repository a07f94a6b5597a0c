"""The case as it is to a reader from whom entries are kept back: folded without them, so that they leave no trace.

What an entry made or changed shows in many places: a measure in the agenda, in a break, on the first page; a goal that
was reached, a measure that somebody else answers for now, a number counted, a duty that it has fulfilled. Leaving each
of them out one by one is a list that nobody keeps whole, and a duty names the entries that it was counted from and
none of those that shaped it otherwise. So the first page, the agenda, the breaks, the planned talks and the next change
are answered from a spine and a past that never had the entries, as a protected matter is answered for (I-08). What is
shown then fits together, and says what was so before: a measure that was ended by an entry kept back still stands, a
duty that one has fulfilled is still owed. Whoever keeps back what somebody relies on tells them of it anew, as far as
they may be told.

Where the case itself stands is told to nobody otherwise than it is, whatever is kept back: that it is open, at which
step, who takes part and is told, who consented, whether there is a log, who has the baton. On that rest their own
rights and who they turn to; the line is kept from them, and so is what is owed on it, by the entries that a duty rests
on (`Duty.rests_on`). Who a service has named as responsible is no such thing.

Whoever works with the case and owes something (the measure, the task is theirs or their service's, they are bound by
the agreement, called to the meeting, or answer for the case) knows of it all the same, since they are held to it: of
what made it, and of what became of it since (`bti.answers.theirs`). For one of the family it is the other way round:
what is kept from a guardian or a child stays so though it would give them something to do. Somebody decided, by name
and on a ground of the law, that they are not told, and a measure of the care says what the care is; what they shall do
is then written anew for them, as the law has it for what guardians need to know (A-21).

What somebody proposes is judged in the same way, on what they are told: an id of what is kept back leads nowhere, as
one that never was. Only where nothing told is in the way is it judged on the case itself too. What that refuses is
refused in one word for all reasons (`IN_THE_WAY`), which names no kind: that something is in the way cannot be kept
from them without recording what cannot be (a measure that ends twice). An id of the host's for a new entry that stands
for an entry kept back is a conflict like any other: that there is an entry of this id the line tells them anyhow, and
in the same way the version of the book counts for everybody.

Source: law A-21, H-09, H-17; model 6; that the case is folded anew, and what stays, is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from bti.answers.held_back import MENDING, held_back_from, is_anything_held, references
from bti.answers.theirs import believed, theirs
from bti.answers.treated import Treatment
from bti.reasons import Reason, ReasonKind, model
from bti.record.case import Case
from bti.record.concern import ConcernRaised
from bti.record.correction import effective
from bti.record.entry import Entry
from bti.record.folding import FOLDS, Folding
from bti.record.held_back import GuardiansMayBeTold, GuardiansNotTold
from bti.record.spine import EMPTY, Spine
from bti.record.staff import ResponsibleNamed
from bti.rules.ask import Ask, Standing

__all__ = ["IN_THE_WAY", "in_the_way", "kept_from", "may_be_held", "told"]

IN_THE_WAY: Final = Reason("kept_in_the_way", ReasonKind.UNMET, (), (model("model 6"),))
"""The one refusal of what could be recorded as far as the asker is told, and cannot be on what has been recorded."""
_ORDER: Final = frozenset({"earlier_than_last"})
"""What keeps facts of one topic in the order they happened in: by it one could find out what is kept back is about."""

_OF_THE_CASE: Final = frozenset({"life", "track", "people", "circle", "staff", "consents", "log", "baton", "held"})
"""The pieces of the spine that say where the case stands: they are the same for everybody who may read."""
_BEGINNING: Final = frozenset({"life", "track"})
"""What builds one of these opens, moves or closes the case, and counts whole."""
_DECIDED: Final = frozenset({GuardiansNotTold.kind, GuardiansMayBeTold.kind})
_NOTHING: Final[frozenset[str]] = frozenset()


def kept_from(ask: Ask, case: Case, whole: Case) -> frozenset[str]:
    """Return the ids of the entries kept back from the asker, by what has been recorded since, too.

    Args:
        ask: The question.
        case: The case as of the instant asked about.
        whole: The case as it is today.
    """
    spines = (ask.spine, ask.of_today.spine, whole.spine)
    if ask.standing is Standing.HOME or not any(map(may_be_held, spines)) or not ask.may_read:
        return _NOTHING
    if not is_anything_held(whole, *spines):
        return _NOTHING
    found = held_back_from(ask, case, Treatment(ask, case, whole.spine.corrections), whole.spine)
    if whole is not case and len(whole.entries) != len(case.entries):
        found |= held_back_from(ask, whole, Treatment(ask, whole, whole.spine.corrections))
    return found


def may_be_held(spine: Spine) -> bool:
    """Tell by its spine alone whether something may be kept back from somebody in a case."""
    held, decided = spine.held, spine.last.keys() & _DECIDED
    return bool(held.not_told or held.marks or decided or spine.corrections.struck)


def told(ask: Ask, case: Case, held: frozenset[str]) -> tuple[Case, Ask]:
    """Return the case as the asker may be told of it, and the question asked of that; both as they are for most.

    Args:
        ask: The question.
        case: The case as of the instant asked about.
        held: The ids of the entries kept back from the asker.
    """
    works = ask.standing is not Standing.FAMILY
    if not held or (works and ask.answers):
        return case, ask
    away = held - theirs(ask, case.entries, held) if works else held
    entries, spine = _narrowed(ask, case.entries, away)
    while works and (more := believed(ask, spine, case.entries, away)):
        away -= more
        entries, spine = _narrowed(ask, case.entries, away)
    narrowed = attrs.evolve(case, entries=tuple(entries), spine=spine)
    asked = Ask(
        spine,
        ask.guide,
        ask.calendar,
        ask.by,
        ask.at,
        ask.now,
        ask.act,
        lambda ref: ref not in away and ask.knows_entry(ref),
        ask.book.without(away, _saying_where_it_stands(entries, case.entries, away)),
        ask.guides,
        ask.case,
    )
    return narrowed, asked if ask.of_today is ask else asked.bounded_by(ask.of_today)


def _saying_where_it_stands(told: Sequence[Entry], entries: Sequence[Entry], away: frozenset[str]) -> frozenset[str]:
    """Return the ids of the entries kept back that everybody is told all the same, with what mends them."""
    quiet = away & {one.id for one in told}
    return quiet | {one.id for one in entries if isinstance(one.fact, MENDING) and one.fact.entry in quiet} & away


def in_the_way(reasons: Iterable[Reason]) -> bool:
    """Tell whether something in the case itself, which the asker is not told, refuses what nothing told refuses.

    What a justification could answer hinders nothing: nobody can answer what they are not told.

    Args:
        reasons: What was found on the case as it is.
    """
    passing = (ReasonKind.ADVICE, ReasonKind.NEEDS_JUSTIFICATION)
    return any(one.kind not in passing and one.code not in _ORDER for one in reasons)


def _narrowed(ask: Ask, entries: Sequence[Entry], away: frozenset[str]) -> tuple[Sequence[Entry], Spine]:
    """Fold a case book without some of its entries; return those that counted, too."""
    mine = {one.id: one for one in effective([one for one in entries if one.id not in away])}
    first = ask.spine.concerns.first
    return _folded(effective(entries), _without(mine, away), None if first is None else first.id)


def _without(entries: Mapping[str, Entry], away: frozenset[str]) -> dict[str, Entry]:
    """Return the entries without those that name what is not there: the asker's own, kept from nobody, may."""
    gone, left = set(away), dict[str, Entry]()
    for one in entries.values():
        if gone.isdisjoint(references(one.fact)):
            left[one.id] = one
        else:
            gone.add(one.id)
    return left


def _folded(counting: Sequence[Entry], mine: Mapping[str, Entry], first: str | None) -> tuple[Sequence[Entry], Spine]:
    """Fold what counts for the asker, and of all else what says where the case stands.

    Args:
        counting: The entries that count.
        mine: Those that count for the asker, by id.
        first: The id of the concern the case began with: who answers rests on it (I-01).
    """
    folding, kept = Folding(EMPTY), list[Entry]()
    for real, own in _both(counting, mine):
        entry = real if real is not None and (real == own or _is_of_the_case(real, first)) else own
        if entry is not None:
            folding.apply(entry)
            kept.append(entry)
        elif real is not None:
            folding.apply_part(real, _OF_THE_CASE - {"staff"} if _is_named(real) else _OF_THE_CASE)
    return kept, folding.spine()


def _both(counting: Sequence[Entry], mine: Mapping[str, Entry]) -> Iterator[tuple[Entry | None, Entry | None]]:
    real = {one.id: one for one in counting}
    order = sorted({**mine, **real}.values(), key=lambda one: one.seq)
    yield from ((real.get(one.id), mine.get(one.id)) for one in order)


def _is_of_the_case(entry: Entry, first: str | None) -> bool:
    """Tell whether an entry says where the case stands, and nothing else."""
    pieces = {piece for piece, _ in FOLDS[type(entry.fact)]}
    if isinstance(entry.fact, ConcernRaised) and entry.id == first:
        return True
    return bool(pieces) and not _is_named(entry) and (bool(pieces & _BEGINNING) or pieces <= _OF_THE_CASE)


def _is_named(entry: Entry) -> bool:
    return isinstance(entry.fact, ResponsibleNamed)
