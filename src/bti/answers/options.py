"""What may happen next: every kind of fact, by the same guards that admit it, with what there is to choose.

A kind's drafts are its completions: facts as the asker could propose them now, placeholders where a field is free. An
option is admissible because one of its drafts was judged and nothing was found in its way.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, cast

import attrs

from bti.answers.secrecy import held_back
from bti.answers.told import IN_THE_WAY, in_the_way
from bti.errors import InvalidValue
from bti.people import Professional
from bti.reasons import Reason, ReasonKind, model
from bti.record.case import Case
from bti.record.correction import OfEntry
from bti.record.fact import Category, Content, Fact
from bti.record.kinds import BESIDE, PROTECTION
from bti.rules.ask import Ask
from bti.rules.content import categories
from bti.rules.judging import gate, judge_alone, judge_fact, own_input
from bti.rules.mending import mending_drafts
from bti.rules.own_book import NOTHING_TO_PASS_ON, free_in_own_book, own_drafts, writes_for_a_service
from bti.rules.protection import (
    UNKNOWN_MATTER,
    free_in_protection,
    protection_drafts,
    recorded_by_a_professional,
)
from bti.rules.registry import REGISTRY, Kind

__all__ = ["Option", "OptionStatus", "options"]


class OptionStatus(enum.Enum):
    """What an option is."""

    ADMISSIBLE = "admissible"
    NEEDS = "needs"  # with a recorded justification, or together with another fact
    REFUSED = "refused"


@attrs.frozen
class Option:
    """What one kind of fact is to somebody at an instant.

    Attributes:
        kind: The kind's stable name.
        status: Admissible, admissible with something more, or refused.
        drafts: Completions that were judged, with nothing found in their way. In free fields they hold stand-ins, so
            they are for looking at; what is proposed is made by `fill`.
        needing: Completions that need a justification or another fact, with the reasons that say which.
        free: Fields the asker fills within their type.
        reasons: Why it is refused, or what it needs.
    """

    kind: str
    status: OptionStatus
    drafts: tuple[Fact, ...]
    needing: tuple[tuple[Fact, tuple[Reason, ...]], ...]
    free: frozenset[str]
    reasons: tuple[Reason, ...]
    _categories: tuple[Category, ...] = ()

    @property
    def choices(self) -> Mapping[str, tuple[Any, ...]]:
        """Return, for each field that is not free, the values that some completion has."""
        completions = (*self.drafts, *(fact for fact, _ in self.needing))
        found: dict[str, tuple[Any, ...]] = {}
        for name in _chosen(type(completions[0])) if completions else ():
            if name not in self.free:
                found[name] = tuple(dict.fromkeys(getattr(fact, name) for fact in completions))
        if completions and isinstance(completions[0], Content):
            found["category"] = self._categories
        return MappingProxyType(found)

    def fill(self, **fields: Any) -> Fact:
        """Make the fact to propose: its choices as far as there is only one, everything else as given.

        Args:
            fields: Choices, where there are several, and free fields; those with a default may be left out.

        Raises:
            InvalidValue: The option is refused, a choice is missing or is none of those offered together, a field is
                missing or unknown.
        """
        completions = (*self.drafts, *(fact for fact, _ in self.needing))
        if not completions:
            raise InvalidValue(f"{self.kind} is refused here; `reasons` says why")
        kind = type(completions[0])
        names = {field.name: field.default is attrs.NOTHING for field in attrs.fields(kind)}
        unknown = sorted(fields.keys() - names.keys())
        if unknown:
            raise InvalidValue(f"{self.kind} has no field {', '.join(unknown)}; it has {', '.join(names)}")
        chosen = [name for name in names if name not in self.free and name != "category"]
        left = [
            one for one in completions if all(getattr(one, name) == fields[name] for name in chosen if name in fields)
        ]
        if not left:
            raise InvalidValue(f"{self.kind}: these choices are not offered together; see `drafts`")
        open_ = [name for name in chosen if len({repr(getattr(one, name)) for one in left}) > 1]
        missing = [name for name, needed in names.items() if needed and name not in fields and name not in chosen]
        if open_ or missing:
            raise InvalidValue(f"{self.kind} needs {', '.join((*open_, *missing))}; see `choices`")
        made: Fact = cast(Any, kind)(**({name: getattr(left[0], name) for name in chosen} | fields))
        return made

    def __bool__(self) -> bool:
        return self.status is not OptionStatus.REFUSED


def _chosen(fact: type[Fact]) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(fact) if field.name != "category")


_NOTHING_TO_CHOOSE: Final[dict[type[Fact], Reason]] = {}


def options(ask: Ask, case: Case, kinds: Iterable[type[Fact]], whole: Ask | None = None) -> Mapping[str, Option]:
    """Return the option of each kind.

    Args:
        ask: The question; `at` is `now`.
        case: The case as far as the asker may use it, and be told of it.
        kinds: Which kinds.
        whole: The question asked of the case itself, where something is kept back from the asker: what they are told
            may be recorded and cannot be is not offered.
    """
    written = categories(ask)
    wrong = own_input(ask)
    found: dict[str, Option] = {}
    for fact in kinds:
        if fact in PROTECTION:
            found[fact.kind] = _protection(ask, case, fact)
        elif fact in BESIDE:
            found[fact.kind] = _own_book(ask, case, fact)
        elif issubclass(fact, OfEntry) and (beside := tuple(mending_drafts(ask, case, fact))):
            found[fact.kind] = _with_beside(ask, case, fact, beside, written, wrong, whole)
        elif wrong:
            found[fact.kind] = _refused(REGISTRY.kinds[fact], wrong)
        else:
            found[fact.kind] = _option(ask, case, REGISTRY.kinds[fact], written, whole)
    return MappingProxyType(found)


def _with_beside(
    ask: Ask,
    case: Case,
    fact: type[Fact],
    beside: tuple[Fact, ...],
    written: tuple[Category, ...],
    wrong: tuple[Reason, ...],
    whole: Ask | None,
) -> Option:
    """Offer a correction of what stands in a book beside the case book, with those that the case book offers."""
    kind = REGISTRY.kinds[fact]
    one = _refused(kind, wrong) if wrong else _option(ask, case, kind, written, whole)
    return Option(fact.kind, OptionStatus.ADMISSIBLE, (*one.drafts, *beside), one.needing, kind.free, (), written)


def _option(ask: Ask, case: Case, kind: Kind, written: tuple[Category, ...], whole: Ask | None) -> Option:
    closed = gate(ask, kind.fact)
    if closed:
        return _refused(kind, closed)
    form, alone = judge_alone(ask, kind)
    if form:
        return _refused(kind, form)
    needed = _serious(alone)
    if not _is_passable(needed):
        return _refused(kind, needed)
    passing: list[Fact] = []
    needing: list[tuple[Fact, tuple[Reason, ...]]] = []
    wanted: list[Reason] = []
    refused: list[Reason] = []
    for draft in () if kind.draft is None else kind.draft(ask):
        found = judge_fact(ask, kind, draft)
        if case.matters:
            found += held_back(case, ask, draft)
        if found:
            found = _serious(found)
        if needed:
            found = needed + found
        if whole is not None and _is_passable(found) and _is_in_the_way(whole, kind, draft):
            refused.extend((IN_THE_WAY,) if IN_THE_WAY not in refused else ())
        elif not found:
            passing.append(draft)
        elif _is_passable(found):
            needing.append((draft, found))
            wanted.extend(reason for reason in found if reason not in wanted)
        else:
            refused.extend(reason for reason in found if reason not in refused)
    name = kind.fact.kind
    if passing:
        return Option(name, OptionStatus.ADMISSIBLE, tuple(passing), tuple(needing), kind.free, (), written)
    if needing:
        return Option(name, OptionStatus.NEEDS, (), tuple(needing), kind.free, tuple(wanted), written)
    return _refused(kind, tuple(refused) or (_nothing_to_choose(kind.fact),))


def _is_in_the_way(whole: Ask, kind: Kind, draft: Fact) -> bool:
    """Tell whether what the asker is not told refuses a completion."""
    form, alone = judge_alone(whole, kind)
    return in_the_way((*form, *alone, *judge_fact(whole, kind, draft)))


_PASSABLE: Final = frozenset({ReasonKind.NEEDS_JUSTIFICATION, ReasonKind.NEEDS_FACT})


def _serious(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    return tuple([reason for reason in reasons if reason.kind is not ReasonKind.ADVICE]) if reasons else reasons


def _is_passable(reasons: tuple[Reason, ...]) -> bool:
    return {reason.kind for reason in reasons} <= _PASSABLE


def _refused(kind: Kind, reasons: tuple[Reason, ...]) -> Option:
    return Option(kind.fact.kind, OptionStatus.REFUSED, (), (), kind.free, reasons)


def _nothing_to_choose(fact: type[Fact]) -> Reason:
    found = _NOTHING_TO_CHOOSE.get(fact)
    if found is None:
        found = Reason("nothing_to_choose", ReasonKind.WRONG_PLACE, (("fact", fact.words),), (model("references"),))
        _NOTHING_TO_CHOOSE[fact] = found
    return found


def _protection(ask: Ask, case: Case, fact: type[Fact]) -> Option:
    """Offer a protection fact to every professional, in every state (I-07); what must be in a matter, in one's own."""
    free = free_in_protection(fact)
    by, stranger = ask.by, recorded_by_a_professional(ask)
    if stranger is not None or not isinstance(by, Professional):
        return Option(fact.kind, OptionStatus.REFUSED, (), (), free, () if stranger is None else (stranger,))
    drafts = tuple(protection_drafts(by, case, fact))
    if not drafts:
        return Option(fact.kind, OptionStatus.REFUSED, (), (), free, (UNKNOWN_MATTER,))
    return Option(fact.kind, OptionStatus.ADMISSIBLE, drafts, (), free, (), tuple(Category))


def _own_book(ask: Ask, case: Case, fact: type[Fact]) -> Option:
    """Offer a fact of a service's own book to every professional, in every state (law C-02)."""
    free, stranger = free_in_own_book(fact), writes_for_a_service(ask)
    drafts = () if stranger is not None else tuple(own_drafts(ask, case, fact))
    if not drafts:
        return Option(fact.kind, OptionStatus.REFUSED, (), (), free, (stranger or NOTHING_TO_PASS_ON,))
    return Option(fact.kind, OptionStatus.ADMISSIBLE, drafts, (), free, (), tuple(Category))
