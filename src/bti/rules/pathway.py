"""Entering and leaving special pathways, and what the host counts for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bti.guide.pathways import PathwaySort
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.pathway import (
    Counted,
    CountsReported,
    Pathway,
    PathwayEntered,
    PathwayKind,
    PathwayLeft,
    PathwayStepCompleted,
)
from bti.rules.ask import Ask
from bti.rules.content import first_category
from bti.rules.family import reads
from bti.rules.opening import free_ref
from bti.rules.pathway_rules import enterable, rules_of
from bti.rules.references import unknown
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []


def _readable(ask: Ask, pathway: Pathway | None) -> bool:
    """Tell whether the asker may know which pathway it is: another service may not by having joined alone."""
    return pathway is not None and reads(ask, pathway.audience, pathway.category)


_WORD: Final = re.compile(r"[^\W\d_]+")
_BEGINS: Final = (
    *("violen", "volds", "voldtekt", "valds", "valdtekt", "overgrep", "mishandl", "incest", "omsorgssvikt"),
    *("seksuel", "sexual", "assault", "neglect", "vanskjøt", "forsømm", "avstraff", "trafficking", "menneskehand"),
    *("kjønnslemlest", "kjonnslemlest", "lemlest", "mutilat", "tvangsekteskap", "tvangsgift", "bekymringsmeld"),
)
_ENDS: Final = ("vold", "vald", "overgrep", "violence", "mishandling")


def _speaks_of_violence(said: str) -> bool:
    words = _WORD.findall(said.casefold())
    drugs = not {"substance", "drug", "drugs", "alcohol"}.isdisjoint(words)
    return any(word.startswith(_BEGINS) or word.endswith(_ENDS) or (word == "abuse" and not drugs) for word in words)


_PROTECTED: Final = Reason("pathway_is_protected", ReasonKind.FORBIDDEN, (), (law("D-05"), model("I-08")))


@form(PathwayEntered, source=(law("D-05"), model("I-08")))
def protection_is_no_pathway_of_the_case_book(ask: Ask, fact: PathwayEntered) -> Found:
    """Suspected violence, abuse or neglect is never entered as a pathway in the book that the family reads.

    A net, no wall: it knows such a pathway by what the guide says it is about, or by the words of its code or of the
    guide's title for it, whatever the case holds.

    Source: law D-05; I-08.
    """
    rules = rules_of(ask.guide, fact.which, fact.code)
    said = [] if rules is None else [rules.title(tag) for tag in rules.title.tags]
    if rules is not None and rules.sort is PathwaySort.PROTECTION:
        return _PROTECTED
    return _PROTECTED if any(map(_speaks_of_violence, (fact.code or "", *said))) else None


@rule(PathwayEntered, source=model("model 3"))
def one_is_on_a_pathway_once(ask: Ask, fact: PathwayEntered) -> Found:
    """A pathway the case is on is not entered again; several different ones may run at once."""
    wanted = rules_of(ask.guide, fact.which, fact.code) or (fact.which, fact.code)
    running = ask.spine.pathways.running()
    same = (one for one in running if (rules_of(ask.guide, one.which, one.code) or (one.which, one.code)) == wanted)
    if not any(_readable(ask, one) for one in same):
        return None
    return Reason("pathway_is_entered", ReasonKind.WRONG_PLACE, (), (model("model 3"),))


@form(PathwayLeft, PathwayStepCompleted, CountsReported, source=model("references"))
def the_pathway_is_known(ask: Ask, fact: PathwayLeft | PathwayStepCompleted | CountsReported) -> Found:
    """The pathway is one of this case that the one who records may read."""
    if fact.pathway is None or _readable(ask, ask.spine.pathways.entered.get(fact.pathway)):
        return None
    return unknown("pathway")


@rule(PathwayLeft, PathwayStepCompleted, source=model("model 3"))
def a_pathway_is_left_once(ask: Ask, fact: PathwayLeft | PathwayStepCompleted) -> Found:
    """A pathway is left, and a step of it completed, while the case is on it."""
    if ask.spine.pathways.entered[fact.pathway].left is None:
        return None
    return Reason("pathway_was_left", ReasonKind.WRONG_PLACE, (), (model("model 3"),))


@form(CountsReported, source=model("I-16"))
def counted_up_to_today(ask: Ask, fact: CountsReported) -> Found:
    """What is counted has happened: the last day counted is not to come."""
    if fact.to <= ask.day:
        return None
    return Reason("counted_ahead", ReasonKind.WRONG_FORM, (("date", fact.to),), (model("I-16"),))


@drafts(PathwayEntered, "note", "audience", "service", "code")
def entries(ask: Ask) -> Iterator[PathwayEntered]:
    """Enter any pathway: one of the guide's or, where it has none, with any code or without where that may be."""
    own = enterable(ask.guide)
    for which in PathwayKind:
        codes: list[str | None] = [one.id for one in own if one.sort.value == which.value]
        if not own:
            codes.append(_free_code(ask))
        for named in codes if which is PathwayKind.OTHER else (None, *codes):
            yield PathwayEntered(which=which, code=named, category=first_category(ask))


def _free_code(ask: Ask) -> str:
    code = free_ref(ask)
    while any(one.code == code for one in ask.spine.pathways.running()):
        code += "-"
    return code


@drafts(PathwayLeft, "note", "audience", "service")
def leavings(ask: Ask) -> Iterator[PathwayLeft]:
    """Leave any pathway the case is on."""
    for one in ask.spine.pathways.running():
        if _readable(ask, one):
            yield PathwayLeft(pathway=one.id, category=first_category(ask))


@drafts(CountsReported, "note", "audience", "service", "counted", "number", "from_", "to")
def counts(ask: Ask) -> Iterator[CountsReported]:
    """Report any count, for a pathway or for none."""
    readable = (one.id for one in ask.spine.pathways.entered.values() if _readable(ask, one))
    for pathway in (None, *readable):
        yield CountsReported(
            counted=Counted.DAYS_ABSENT,
            number=0,
            from_=ask.day,
            to=ask.day,
            pathway=pathway,
            category=first_category(ask),
        )
