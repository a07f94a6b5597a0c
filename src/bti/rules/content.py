"""Content: which service it comes from, what kind of information it is, and whether consent covers that."""

from __future__ import annotations

from functools import cache
from typing import Final

import attrs

from bti.codes import said
from bti.people import Professional
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.fact import Category, Content, Fact
from bti.rules.ask import Ask, Standing
from bti.rules.references import unknown
from bti.rules.registry import GUARDED, Found, form, rule

__all__ = ["categories", "first_category"]


def categories(ask: Ask) -> tuple[Category, ...]:
    """Return the kinds of information the asker may write about now."""
    if ask.standing is not Standing.SERVICE or not isinstance(ask.by, Professional):
        return _ALL
    covered = ask.covered(ask.by.service.ref)
    return _in_order(covered)


@cache
def _in_order(covered: frozenset[Category]) -> tuple[Category, ...]:
    return tuple(one for one in Category if one in covered)


def first_category(ask: Ask) -> Category:
    """Return one kind of information the asker may write about, for a draft."""
    found = categories(ask)
    return found[0] if found else Category.COORDINATION


_ALL: Final = tuple(Category)

_CONTENT: Final = tuple(fact for fact in GUARDED if issubclass(fact, Content))


@form(*_CONTENT, source=law("Q-02"))
def content_comes_from_a_service_that_takes_part(ask: Ask, fact: Content) -> Found:
    """A content comes from the recorder's own service or, where the home service records it, from one that takes part.

    Source: law Q-02.
    """
    origin = fact.service
    if origin is None:
        return None
    own = ask.by.service.ref if isinstance(ask.by, Professional) and not ask.spine.is_kin(ask.by.ref) else None
    if origin == own:
        return None
    if ask.standing is Standing.HOME and origin in ask.spine.people.services:
        return None
    if ask.standing is Standing.HOME:
        return unknown("service")
    return Reason("only_own_service", ReasonKind.WRONG_PERSON, (("fact", fact.words),), (law("Q-02"),))


@rule(*_CONTENT, source=(law("Q-02"), model("I-06")))
def content_is_covered_by_consent(ask: Ask, fact: Content) -> Found:
    """What comes from another service than the home service is of a kind that consent covers today.

    Source: law Q-02, Q-05; I-06.
    """
    origin = fact.service
    if ask.standing in (Standing.OUTSIDE, Standing.UNCOVERED, Standing.READER):
        return None  # who takes no part can only raise a concern, and hears nothing of what consent covers
    if origin is None:
        if ask.standing is not Standing.SERVICE or not isinstance(ask.by, Professional):
            return None
        origin = ask.by.service.ref
    if fact.category in ask.covered(origin):
        return None
    return Reason(
        "category_not_covered",
        ReasonKind.UNMET,
        (("category", said(fact.category)),),
        (law("Q-02"), model("I-06")),
    )


_REMARKS: Final = ("note", "agenda")
"""The fields of a fact without content of its own that hold a text."""

_REMARKED: Final = tuple(
    fact
    for fact in GUARDED
    if not issubclass(fact, Content) and any(field.name in _REMARKS for field in attrs.fields(fact))
)


@rule(*_REMARKED, source=(law("Q-02"), model("I-06")))
def a_remark_is_covered_as_coordination(ask: Ask, fact: Fact) -> Found:
    """A remark or agenda of another service, on a fact without content of its own, is covered as coordination.

    Source: law Q-02; I-06.
    """
    if ask.standing is not Standing.SERVICE or all(getattr(fact, name, None) is None for name in _REMARKS):
        return None
    if Category.COORDINATION in categories(ask):
        return None
    params = (("category", said(Category.COORDINATION)),)
    return Reason("category_not_covered", ReasonKind.UNMET, params, (law("Q-02"), model("I-06")))
