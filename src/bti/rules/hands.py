"""Who of the services does something that a guide gives to somebody: open the log, close it, ask for consent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bti.guide.model import LogHand
from bti.rules.actors import Who
from bti.rules.ask import Ask, Standing
from bti.text import Text

__all__ = ["HANDS", "any_of", "is_hand"]

_LANGS: Final = ("nb", "nn", "en")
_OR: Final = {"nb": " eller ", "nn": " eller ", "en": " or "}
HANDS: Final = {
    LogHand.HOLDER: Who.ANSWERING.said,
    LogHand.LEADER: Who.LEADER.said,
    LogHand.CONVENER: Text(
        nb="den som kalte inn til det siste møtet",
        nn="den som kalla inn til det siste møtet",
        en="whoever called the last meeting",
    ),
    LogHand.HOME: Who.HOME.said,
}
"""How each is called."""


def is_hand(ask: Ask, hand: LogHand) -> bool:
    """Tell whether the asker is the one a guide names so."""
    if hand is LogHand.HOLDER:
        return ask.answers
    if hand is LogHand.LEADER:
        return ask.leads_home
    if hand is LogHand.CONVENER:
        return ask.spine.meetings.convener in (None, ask.by.ref)  # nobody to wait for where there was no meeting
    return ask.standing is Standing.HOME


def any_of(texts: Iterable[Text]) -> Text:
    """Return texts joined by "or"."""
    every = tuple(texts)
    return Text.of({lang: _OR[lang].join(one(lang) for one in every) for lang in _LANGS})
