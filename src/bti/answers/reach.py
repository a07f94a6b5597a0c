"""How far a reader reaches into the case book: entries written for whom, and which kinds of information."""

from __future__ import annotations

from bti.law.consent import EVERYTHING
from bti.people import Professional
from bti.record.fact import Audience, Category
from bti.rules.ask import Ask, Standing

__all__ = ["reach_of"]


def reach_of(ask: Ask) -> tuple[frozenset[Audience], frozenset[Category]]:
    """Return for whom the entries are written that the asker may read, and the kinds of information in them.

    Source: model 6; law Q-02.
    """
    if ask.standing is Standing.HOME:
        return frozenset(Audience), EVERYTHING
    if ask.standing is Standing.FAMILY or not isinstance(ask.by, Professional):
        return frozenset({Audience.FAMILY, Audience.LOG}), EVERYTHING
    return frozenset({Audience.LOG}), ask.covered_to_read(ask.by.service.ref)
