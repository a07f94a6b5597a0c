"""What the guide says is owed: its time limits, on the case, a level or a step, and its duties.

A time limit in words alone ("as early as possible") is said and not counted. That one has run out gates nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import attrs

from bti.duties.counting import Counted, Limit, counted
from bti.duties.duty import Duty, Fulfilment, Owed
from bti.duties.owing import owed_to_keep
from bti.duties.past import Past
from bti.guide.model import NOT_STATED, Deadline, GuideDuty, Level, Modality, Origin, Step
from bti.guide.speech import deadline_in_words, often_in_words
from bti.reasons import Param
from bti.rules.ask import Ask
from bti.text import LANGUAGES, Text

__all__ = ["deadline_to_keep", "duty_to_do"]


def deadline_to_keep(ask: Ask, past: Past) -> Iterator[Duty]:
    """Each time limit of the guide that runs and is not kept.

    Who the guide says owes it watches it; where it says nobody, whoever answers does (Sortland, the holder).
    """
    guide = ask.guide
    for deadline in guide.deadlines:
        yield from _kept(ask, past, deadline, guide.title)
    for pathway in guide.pathways:
        for deadline in pathway.deadlines:
            yield from _kept(ask, past, deadline, pathway.title, pathway=pathway.id)
    for level in guide.levels:
        stands = ask.level is not None and ask.level.id == level.id
        for deadline in level.deadlines if stands else ():
            yield from _kept(ask, past, deadline, level.title)
        for step in level.steps:
            for deadline in () if step.deadlines is NOT_STATED else tuple(step.deadlines):
                if deadline.fulfilled_by not in (None, "step_completed") or _is_to_come(ask, past, level, step):
                    yield from _kept(ask, past, deadline, step.title, step=step.id)


def _is_to_come(ask: Ask, past: Past, level: Level, step: Step) -> bool:
    """Tell whether a step is still to be completed: the case stands on it, or before it on its level."""
    track = ask.spine.track
    if track.position is None or track.position.level != level.id or step.id in track.done:
        return False
    order = [one.id for one in level.steps]
    return level.is_free or order.index(track.position.step) <= order.index(step.id)


def _kept(
    ask: Ask, past: Past, deadline: Deadline, title: Text, *, step: str | None = None, pathway: str | None = None
) -> Iterator[Duty]:
    if deadline.start is None or deadline.length is None:
        return
    limit = attrs.evolve(Limit.of(deadline), step=step, pathway=pathway)
    if step is not None and limit.fulfilled_by in (None, "step_completed"):
        limit = attrs.evolve(limit, fulfilled_by="step_completed", with_={"step": step, **limit.with_})
    words = deadline.words or Text.of({lang: deadline_in_words(deadline, lang) for lang in LANGUAGES})
    for one in counted(ask, past, limit):
        params: dict[str, Param] = {"title": title, "limit": words}
        if one.due is not None:
            params["day"] = one.due.kept_through
        who = (owed_to_keep(ask, deadline.who),)
        yield _duty(ask, "keep_deadline", one, limit, params, who, deadline.origin, deadline.modality)


def duty_to_do(ask: Ask, past: Past) -> Iterator[Duty]:
    """Each duty of the guide that somebody has and that is not fulfilled; some outlive the case."""
    for duty in ask.guide.duties:
        limit = _limit_of(duty)
        for one in counted(ask, past, limit):
            code = "do_duty" if one.due is None else "do_duty_by"
            params: dict[str, Param] = {"what": duty.what}
            if one.due is not None:
                params["day"] = one.due.kept_through
            elif duty.recurs is not None:
                code = "do_duty_again"
                params["often"] = Text.of({lang: often_in_words(duty.recurs, duty.times, lang) for lang in LANGUAGES})
            who = (owed_to_keep(ask, duty.who),)
            yield _duty(
                ask,
                code,
                one,
                limit,
                params,
                who,
                duty.origin,
                duty.modality,
                outlives=duty.outlives_closing,
                lasts=duty.lasts,
            )


def _limit_of(duty: GuideDuty) -> Limit:
    """Return what is counted of a duty: of one that comes again, and says no time for the first, the same length."""
    counts = not duty.lasts
    return Limit(
        duty.start,
        duty.due or (duty.recurs if counts else None),
        duty.unit,
        duty.rounding,
        duty.fulfilled_by,
        duty.with_,
        duty.when,
        recurs=duty.recurs if counts else None,
        times=duty.times,
    )


def _duty(
    ask: Ask,
    code: str,
    one: Counted,
    limit: Limit,
    params: Mapping[str, Param],
    who: tuple[Owed, ...],
    origin: Origin,
    modality: Modality,
    *,
    outlives: bool = False,
    lasts: bool = False,
) -> Duty:
    start: dt.date = one.day
    kinds = () if limit.fulfilled_by is None else (Fulfilment(limit.fulfilled_by, tuple(sorted(limit.with_.items()))),)
    return Duty(
        origin.path,
        one.rests_on,
        code,
        tuple(params.items()),
        who,
        start,
        one.due,
        (ask.cite(origin),),
        kinds,
        binding=modality.value,
        not_before=one.not_before,
        audience=one.start.audience,
        category=one.start.category,
        of=one.start.by,
        outlives=outlives,
        lasts=lasts,
    )
