"""Weighing who should hold the baton, above all when the level has changed."""

from __future__ import annotations

from collections.abc import Iterator

from bti.guide.model import NOT_STATED, OnLevelChange
from bti.reasons import Reason, ReasonKind, model
from bti.record.choice import Criterion, HolderChoice, HolderChoiceWeighed
from bti.record.step import StepCompleted
from bti.rules.ask import Ask
from bti.rules.content import first_category
from bti.rules.registry import Found, drafts, form, rule

__all__: list[str] = []


@form(HolderChoiceWeighed, source=model("model 4"))
def somebody_holds_what_is_kept(ask: Ask, fact: HolderChoiceWeighed) -> Found:
    """That the holder goes on is decided of one who holds the baton."""
    if fact.decision is not HolderChoice.KEEP or ask.spine.baton.holder is not None:
        return None
    return Reason("baton_is_not_held", ReasonKind.WRONG_PLACE, (), (model("model 4"),))


@rule(StepCompleted, source=model("guide"))
def the_holder_was_weighed_on_the_new_level(ask: Ask) -> Found:
    """The first step on a new level is completed when it was weighed who holds the baton there, as the guide says.

    Whatever the weighing came to is enough. Nothing is asked where nobody holds it, where the holder took it on this
    very level, where a coordinator has taken over, or where the guide lets the holder go on or says nothing.

    Source: the guide's setting `on_level_change`; Sortland, Gloppen, Arendal.
    """
    baton, track, setting = ask.spine.baton, ask.spine.track, ask.guide.baton.on_level_change
    if setting.value is NOT_STATED or setting.value is OnLevelChange.KEEP or baton.taken_over is not None:
        return None
    if baton.holder is None or not 0 < baton.since < track.level_since == track.step_since:
        return None
    if ask.spine.last.get(HolderChoiceWeighed.kind, 0) > track.level_since:
        return None
    return ask.by_modality(setting.modality, "holder_not_weighed", ask.cite(setting.origin))


@drafts(HolderChoiceWeighed, "note", "audience", "service", "criteria")
def weighings(ask: Ask) -> Iterator[HolderChoiceWeighed]:
    """Let the holder go on, decide anew, or name any other professional who takes part."""
    category, criteria = first_category(ask), tuple(Criterion)
    for decision in (HolderChoice.KEEP, HolderChoice.ANEW):
        yield HolderChoiceWeighed(criteria=criteria, decision=decision, category=category)
    for ref in ask.spine.people.professionals:
        yield HolderChoiceWeighed(criteria=criteria, decision=HolderChoice.OTHER, to=ref, category=category)
