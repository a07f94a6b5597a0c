"""How far a reader reaches into the case book: entries written for whom, and which kinds of information."""

from __future__ import annotations

from typing import Final

from bti.law.consent import EVERYTHING, age, all_of_age
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
    consented to a log with it, or said yes to this guardian's reading, and has not said no to it. An entry does not say
    which of several it is about, so the eldest decides. Of somebody whose age is not known this is not said (a
    decision: the rule names an age). Where all are of age, a guardian reads what every one of them says yes to.
    """
    if any(one.ref == ask.by.ref for one in ask.spine.life.persons):
        return EVERYTHING
    return _guardians(ask) if ask.of_today is ask else _guardians(ask) & _guardians(ask.of_today)


def _guardians(ask: Ask) -> frozenset[Category]:
    spine, day, found = ask.spine, ask.today, EVERYTHING
    grown = ask.by.ref in spine.people.guardians and all_of_age(spine, day, ask.leap)
    for one in spine.life.persons:
        lets = spine.held.lets_read(one.ref, ask.by.ref, day)
        if grown:
            found &= lets
        years = age(one, day, ask.leap)
        if not isinstance(years, int) or years < HEALTH_AGE or one.ref in spine.people.guardians:
            continue
        consent = spine.consents.answers.get((Scope.LOG, None, one.ref))
        in_log = consent is not None and consent.holds_on(day) and Category.HEALTH in consent.categories
        said_no = Category.HEALTH in spine.held.objects_to(one.ref, ask.by.ref)
        if said_no or not (in_log or Category.HEALTH in lets):
            found -= {Category.HEALTH}
    return found
