"""Corrections: what was recorded wrongly is corrected or struck by a later entry; nothing is rewritten (I-11).

A case is the fold of its *effective* entries: those that were struck, and what followed from them, are left out, and
those that were corrected count with the right fact. The book itself only grows; asked at an earlier instant, the case
folds only what had been recorded by then, and so is what it was.

A correction stands in the book of the entry it names: in the case book, in that of a protected matter or in a service's
own, and is as unseen as that book is (I-08). What is *not* corrected: corrections themselves (the entry is corrected
anew, and a struck one recorded anew), and when something happened.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final, TypeVar, cast

import attrs

from bti.errors import InvalidValue
from bti.record.entry import Entry
from bti.record.fact import Audience, Fact, Topic, is_a, is_ref
from bti.record.note import Note
from bti.record.read_only import read_only
from bti.text import Text

__all__ = [
    "Corrections",
    "EntryCorrected",
    "EntryErased",
    "EntryShared",
    "EntryStruck",
    "OfEntry",
    "StrikeReason",
    "TextErased",
    "bare",
    "corrections_of",
    "effective",
    "erased_commitments",
    "notes_in",
    "refolds",
    "without_erased",
]


class StrikeReason(enum.Enum):
    """Why an entry is struck, coded."""

    WRONG_CASE = "wrong_case"  # it is about another child, and was written into this case by mistake
    RECORDED_TWICE = "recorded_twice"
    NEVER_HAPPENED = "never_happened"
    OTHER = "other"


@attrs.frozen(kw_only=True)
class OfEntry(Fact):
    """What every fact about another entry of the same book names.

    Attributes:
        entry: The id of the entry.
    """

    topic: ClassVar[Topic] = Topic.CORRECTION

    entry: str = attrs.field(validator=is_ref)


def _can_stand_instead(instance: Any, attribute: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, Fact):
        raise InvalidValue(f"EntryCorrected.instead must be a fact, not a {type(value).__name__}")
    if isinstance(value, OfEntry):
        raise InvalidValue(f"EntryCorrected.instead cannot be a {type(value).__name__}: that is never corrected")


@attrs.frozen(kw_only=True)
class EntryCorrected(OfEntry):
    """An entry said something wrong; this is what it should have said (nb/nn: rettet, retta).

    From its own place on it counts as if it had been recorded so by the same author at the same time. A correction
    may say the same again, or only give another text.

    Attributes:
        instead: A fact of the same kind with the right values, for the same audience and from the same service.
    """

    kind: ClassVar[str] = "entry_corrected"
    words: ClassVar[Text] = Text(nb="oppføring rettet", nn="oppføring retta", en="entry corrected")
    source: ClassVar[str] = "law H-05 (ARKF § 11, GDPR art. 16); model 6: corrections add"

    instead: Fact = attrs.field(validator=_can_stand_instead)


@attrs.frozen(kw_only=True)
class EntryStruck(OfEntry):
    """An entry should not be there; it stays as a struck line, and counts no more (nb/nn: strøket, stroken).

    Attributes:
        reason: Why, coded.
    """

    kind: ClassVar[str] = "entry_struck"
    words: ClassVar[Text] = Text(nb="oppføring strøket", nn="oppføring stroken", en="entry struck")
    source: ClassVar[str] = "law H-02, H-05; model 6: wrong child's case"

    reason: StrikeReason = attrs.field(validator=is_a(StrikeReason))


@attrs.frozen(kw_only=True)
class TextErased(OfEntry):
    """The texts of an entry are erased by decision; the entry and the commitments to its texts stay.

    Erased are the text of its remark, of its justification, and of every correction of it so far. What the entry says
    in references, codes and dates stays.

    Attributes:
        decision: The reference of the decision (the preservation regulation, or a permit from Nasjonalarkivet).
    """

    kind: ClassVar[str] = "text_erased"
    words: ClassVar[Text] = Text(nb="tekst slettet", nn="tekst sletta", en="text erased")
    source: ClassVar[str] = "law H-02, H-03 (ARKL § 13, ARKF §§ 43, 44): never without authority"

    decision: str = attrs.field(validator=is_ref)


@attrs.frozen(kw_only=True)
class EntryErased(OfEntry):
    """A whole entry that was struck as another child's is erased by decision.

    Its texts go, and nobody is shown again what it said. The line stays, and so do the bytes of the entry in the book,
    references and codes, since without them the book could no longer be proved to be whole; the host's own archive
    routine decides on those.

    Attributes:
        decision: The reference of the decision.
    """

    kind: ClassVar[str] = "entry_erased"
    words: ClassVar[Text] = Text(nb="oppføring slettet", nn="oppføring sletta", en="entry erased")
    source: ClassVar[str] = "law H-02, H-03; model 6: a whole entry is erased only when struck, and by decision"

    decision: str = attrs.field(validator=is_ref)


@attrs.frozen(kw_only=True)
class EntryShared(OfEntry):
    """An entry, with its corrections, is shared with more than it was written for.

    Attributes:
        to: For whom it is from now on; further than before.
    """

    kind: ClassVar[str] = "entry_shared"
    words: ClassVar[Text] = Text(nb="oppføring delt med flere", nn="oppføring delt med fleire", en="entry shared wider")
    source: ClassVar[str] = "model 6: level-0 notes stay with the home service unless they are shared"

    to: Audience = attrs.field(validator=is_a(Audience))


@attrs.frozen
class Corrections:
    """The piece of the spine that says which entries were corrected, struck, shared or erased.

    Attributes:
        corrected: By entry, the ids of its corrections in order; the last one counts.
        struck: By entry, why.
        textless: The entries whose texts were erased by decision, corrections of them among these.
        erased: The entries that were erased by decision.
        shared: By entry, for whom it is now, where it was shared wider.
    """

    corrected: Mapping[str, tuple[str, ...]] = attrs.field(converter=read_only, factory=dict[str, tuple[str, ...]])
    struck: Mapping[str, StrikeReason] = attrs.field(converter=read_only, factory=dict[str, StrikeReason])
    textless: frozenset[str] = frozenset()
    erased: frozenset[str] = frozenset()
    shared: Mapping[str, Audience] = attrs.field(converter=read_only, factory=dict[str, Audience])

    def __reduce__(self) -> tuple[object, ...]:
        became = dict(self.corrected), dict(self.struck), self.textless, self.erased, dict(self.shared)
        return (Corrections, became)


def corrected(piece: Corrections, entry: Entry, fact: EntryCorrected) -> Corrections:
    """Let this correction be the last."""
    ids = (*piece.corrected.get(fact.entry, ()), entry.id)
    return Corrections({**piece.corrected, fact.entry: ids}, piece.struck, piece.textless, piece.erased, piece.shared)


def struck(piece: Corrections, entry: Entry, fact: EntryStruck) -> Corrections:
    """Remember why."""
    reasons = {**piece.struck, fact.entry: fact.reason}
    return Corrections(piece.corrected, reasons, piece.textless, piece.erased, piece.shared)


def text_erased(piece: Corrections, entry: Entry, fact: TextErased) -> Corrections:
    """Remember that its texts are gone, and those of its corrections."""
    textless = piece.textless | {fact.entry, *piece.corrected.get(fact.entry, ())}
    return Corrections(piece.corrected, piece.struck, textless, piece.erased, piece.shared)


def erased(piece: Corrections, entry: Entry, fact: EntryErased) -> Corrections:
    """Remember that it is gone, texts and all."""
    textless = piece.textless | {fact.entry, *piece.corrected.get(fact.entry, ())}
    return Corrections(piece.corrected, piece.struck, textless, piece.erased | {fact.entry}, piece.shared)


def shared(piece: Corrections, entry: Entry, fact: EntryShared) -> Corrections:
    """Remember for whom it is now."""
    reach = {**piece.shared, fact.entry: fact.to}
    return Corrections(piece.corrected, piece.struck, piece.textless, piece.erased, reach)


# --- what counts ---------------------------------------------------------------------------------------------------

_REFOLDING: Final[frozenset[type[Fact]]] = frozenset({EntryCorrected, EntryStruck})
_ERASING: Final[frozenset[type[Fact]]] = frozenset({TextErased, EntryErased})


def refolds(entries: Iterable[Entry]) -> bool:
    """Tell whether one of these entries changes what entries above it count for."""
    return any(type(entry.fact) in _REFOLDING for entry in entries)


def corrections_of(entries: Iterable[Entry]) -> Corrections:
    """Return what became of the entries of one book beside the case book; that of the case book is on the spine."""
    piece = Corrections()
    for entry in entries:
        fact = entry.fact
        if isinstance(fact, EntryCorrected):
            piece = corrected(piece, entry, fact)
        elif isinstance(fact, EntryStruck):
            piece = struck(piece, entry, fact)
        elif isinstance(fact, TextErased):
            piece = text_erased(piece, entry, fact)
        elif isinstance(fact, EntryErased):
            piece = erased(piece, entry, fact)
    return piece


def effective(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Return the entries of a book that count, with the facts that count; the very same where all do.

    Args:
        entries: The whole book so far, or its beginning.
    """
    gone = {entry.fact.entry for entry in entries if isinstance(entry.fact, EntryStruck)}
    right = {entry.fact.entry: entry for entry in entries if isinstance(entry.fact, EntryCorrected)}
    if not gone and not right:
        return entries
    kept: list[Entry] = []
    for entry in entries:
        if entry.id in gone or entry.cause in gone:
            gone.add(entry.id)
            continue
        correction = right.get(entry.id)
        if correction is not None and isinstance(correction.fact, EntryCorrected):
            entry = attrs.evolve(entry, fact=correction.fact.instead, resolved=correction.resolved)
        kept.append(entry)
    return kept


# --- texts that are gone -------------------------------------------------------------------------------------------

F = TypeVar("F", bound=Fact)

_NO_TEXT: Final = Note("0" * 64)


def bare(fact: F) -> F:
    """Return a fact without its notes: what there is of it for a guard to look at."""
    bared: F = _changed(fact, lambda note: None)
    return bared


def _changed(value: Any, change: Callable[[Note], Note | None]) -> Any:
    """Return a value with each note in it changed, or left out where it may be; the same object where none is."""
    if isinstance(value, tuple):
        several = cast(tuple[object, ...], value)
        if _PLAIN.issuperset(map(type, several)):
            return several
        changed = tuple([_changed(one, change) for one in several])
        return several if all(one is was for one, was in zip(changed, several, strict=True)) else changed
    fields = _fields(cast(Hashable, type(value)))
    changes: dict[str, Any] = {}
    for name, required in fields:
        held: object = getattr(value, name)
        if type(held) in _PLAIN or isinstance(held, enum.Enum):
            continue
        made: object
        if isinstance(held, Note):
            note = change(held)
            made = note if note is not None or not required else _NO_TEXT
        else:
            made = _changed(held, change)
        if made is not held:
            changes[name] = made
    return attrs.evolve(value, **changes) if changes else value


_PLAIN: Final[frozenset[type]] = frozenset({str, bool, int, dt.date, dt.datetime, type(None)})
"""What holds nothing within it, seen at once: most fields of most facts."""


@functools.cache
def _fields(of: Any) -> tuple[tuple[str, bool], ...]:
    """Return the fields of a class by name, and whether each must be given; none of what is no attrs class."""
    return tuple((one.name, one.default is not None) for one in attrs.fields(of)) if attrs.has(of) else ()


def notes_in(value: Any) -> Iterator[Note]:
    """Yield each note that stands in a value, however deep within."""
    if isinstance(value, Note):
        yield value
    elif isinstance(value, tuple):
        for one in cast(tuple[object, ...], value):
            yield from notes_in(one)
    else:
        for name, _ in _fields(cast(Hashable, type(value))):
            yield from notes_in(getattr(value, name))


def erased_commitments(entries: Sequence[Entry], *, alone: bool = False) -> tuple[tuple[int, frozenset[str]], ...]:
    """Return the decisions to erase in a book: the place of each, and the commitments whose texts it takes.

    A text goes from every entry above the decision that was recorded with it: a justification stands with each fact
    of its act.

    Args:
        entries: The book.
        alone: Whether those count too that do so for a reader of no more than kin read (`Resolved.alone`).
    """
    if not any(type(entry.fact) in _ERASING for entry in entries):
        return ()
    notes: dict[str, set[str]] = {}
    found: list[tuple[int, frozenset[str]]] = []
    for entry in entries:
        fact = entry.fact
        mine = {note.commitment for note in _notes(entry)}
        if isinstance(fact, EntryCorrected):
            notes.setdefault(fact.entry, set()).update(mine)
        elif isinstance(fact, (TextErased, EntryErased)) and (alone or not entry.resolved.alone):
            found.append((entry.seq, frozenset(notes.get(fact.entry, ()))))
        notes.setdefault(entry.id, set()).update(mine)
    return tuple(found)


def without_erased(entries: tuple[Entry, ...], *, alone: bool = False) -> tuple[Entry, ...]:
    """Return a book without the texts that were erased by decision: the same entries, all of them equal."""
    decided = erased_commitments(entries, alone=alone)
    if not decided:
        return entries
    return tuple(
        _stripped(entry, frozenset[str]().union(*(gone for seq, gone in decided if seq > entry.seq)))
        for entry in entries
    )


def _notes(entry: Entry) -> Iterator[Note]:
    yield from notes_in(entry.because)
    yield from notes_in(entry.fact)


def _stripped(entry: Entry, gone: frozenset[str]) -> Entry:
    if not any(note.commitment in gone for note in _notes(entry)):
        return entry

    def without(note: Note) -> Note:
        return note.erased() if note.commitment in gone else note

    because = None if entry.because is None else without(entry.because)
    return attrs.evolve(entry, fact=_changed(entry.fact, without), because=because)
