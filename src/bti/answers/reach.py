"""How far a reader reaches into the case book: entries written for whom, and which kinds of information."""

from __future__ import annotations

from typing import Final

from bti.law.consent import EVERYTHING, age
from bti.people import Professional
from bti.record.consent import Scope
from bti.record.fact import Audience, Category
from bti.rules.ask import Ask, Standing

__all__ = ["HEALTH_AGE", "reach_of"]

HEALTH_AGE: Final = 16
"""From this age information on health is the young person's own (law A-18)."""


def reach_of(ask: Ask) -> tuple[frozenset[Audience], frozenset[Category]]:
    """Return for whom the entries are written that the asker may read, and the kinds of information in them.

    Source: model 6; law Q-02.
    """
    if ask.standing is Standing.HOME:
        return frozenset(Audience), EVERYTHING
    if ask.standing is Standing.FAMILY or not isinstance(ask.by, Professional):
        return frozenset({Audience.FAMILY, Audience.LOG}), _for_family(ask)
    return frozenset({Audience.LOG}), ask.covered_to_read(ask.by.service.ref)


def _for_family(ask: Ask) -> frozenset[Category]:
    """Return what kinds of information one of the family reads: to guardians, health ends with the sixteenth birthday.

    From then on it is the young person's own (law A-18, A-21), and a guardian reads it where the young person has
    consented to a log with it. An entry does not say which of several it is about, so the eldest decides. Of somebody
    whose age is not known this is not said (a decision: the rule names an age).
    """
    spine, day = ask.spine, ask.today
    if any(one.ref == ask.by.ref for one in spine.life.persons):
        return EVERYTHING
    for one in spine.life.persons:
        years = age(one, day, ask.leap)
        if isinstance(years, int) and years >= HEALTH_AGE and one.ref not in spine.people.guardians:
            consent = spine.consents.answers.get((Scope.LOG, None, one.ref))
            if consent is None or not consent.holds_on(day) or Category.HEALTH not in consent.categories:
                return EVERYTHING - {Category.HEALTH}
    return EVERYTHING
