"""Where the follow-up broke (oppfølgingsbrudd, oppfølgingsbrot), or is breaking: in words, with who can mend it.

It is read off the agenda and the spine, and tells nobody more than these do. That there is a break says nothing about
whose fault it is: it is where somebody has to take hold again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from bti.duties.duty import Duty, Owed, OwedBy, duty_words
from bti.duties.owing import owed_by
from bti.guide.model import NotStated, OnLevelChange
from bti.reasons import Citation, Param, in_language, law, model
from bti.rules.ask import Ask
from bti.text import LANGUAGES, Text, check_language, render

__all__ = ["Break", "breaks"]


@attrs.frozen
class Break:
    """A place where the follow-up broke.

    Attributes:
        code: What broke, as a stable name; its words stand with those of the duties.
        params: Names and values that the words use.
        since: From which day on, in Europe/Oslo; None where no day is known.
        who: Who can take hold again.
        cites: Where it is written that it should not be so.
        duty: The id of the duty it shows in; None where none does.
    """

    code: str
    params: tuple[tuple[str, Param], ...]
    since: dt.date | None
    who: tuple[Owed, ...]
    cites: tuple[Citation, ...]
    duty: str | None = None

    def text(self, lang: str) -> str:
        """Return it as a sentence in a language.

        Raises:
            UnknownLanguage: No such language.
        """
        check_language(lang)
        return render(duty_words()[self.code], lang, in_language(dict(self.params), lang))


def breaks(ask: Ask, agenda: tuple[Duty, ...]) -> tuple[Break, ...]:
    """Return all breaks the asker may know of.

    Args:
        ask: The question.
        agenda: What is owed, as the asker may know it.
    """
    return (*_of_the_agenda(agenda), *_of_the_baton(ask))


_OF_ITSELF = {"find_holder": "nobody_holds", "name_responsible": "nobody_responsible"}
"""Duties that are there because something is broken already, whether or not a day has passed."""
_OVERDUE = {
    "answer_offer": "offer_unanswered",
    "evaluate_measure": "measure_not_evaluated",
    "see_transition_through": "lost_in_transition",
    "hold_meeting": "meeting_not_held",
}


def _of_the_agenda(agenda: tuple[Duty, ...]) -> Iterator[Break]:
    for duty in agenda:
        code = _OF_ITSELF.get(duty.code)
        if code is not None:
            yield Break(code, (), duty.start, duty.who, duty.cites, duty.id)
        elif duty.due is not None and duty.is_overdue and duty.code != "see_to_offer":
            day = duty.due.kept_through
            what = Text.of({lang: duty.text(lang) for lang in LANGUAGES})
            code = _OVERDUE.get(duty.code)
            params: tuple[tuple[str, Param], ...] = (("day", day),) if code else (("what", what), ("day", day))
            yield Break(code or "not_done", params, day + dt.timedelta(days=1), duty.who, duty.cites, duty.id)


def _of_the_baton(ask: Ask) -> Iterator[Break]:
    """Yield a level begun without the holder's having been settled, where the guide says that it is to be."""
    spine = ask.spine
    baton, track = spine.baton, spine.track
    if not ask.may_read or not spine.life.is_open or baton.holder is None or not 0 < baton.since < track.level_since:
        return
    setting = ask.guide.baton.on_level_change
    if isinstance(setting.value, NotStated) or setting.value is OnLevelChange.KEEP:
        return
    weighed = max(spine.last.get(kind, 0) for kind in ("holder_choice_weighed", "baton_offered", "baton_appointed"))
    if weighed <= track.level_since:
        who = (owed_by(ask, OwedBy.ANSWERING),)
        cites = (ask.cite(setting.origin), model("model 4"), law("E-03"))
        yield Break("holder_not_settled", (), None, who, cites)
