"""What the telling calls coded values and its own lines, in bokmål, nynorsk and English."""

from __future__ import annotations

import enum
import functools
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from bti import LogStanding, Office, Text
from bti.facts import (
    Category,
    ClosingReason,
    Effect,
    Form,
    Heard,
    LogClosing,
    MeasureOutcome,
    MeetingKind,
    Scope,
    SharedWith,
    WishAbout,
)
from bti.record.plan import MeasureStatus

__all__ = ["CODES", "code", "words"]

CODES: Final[Mapping[enum.Enum, Text]] = {
    Category.EDUCATION: Text(nb="opplæring", nn="opplæring", en="education"),
    Category.HEALTH: Text(nb="helse", nn="helse", en="health"),
    Category.WELFARE: Text(nb="velferd", nn="velferd", en="welfare"),
    Category.COORDINATION: Text(nb="samordning", nn="samordning", en="coordination"),
    Category.FAMILY: Text(nb="familie", nn="familie", en="family"),
    ClosingReason.GOAL_REACHED: Text(nb="målet er nådd", nn="målet er nådd", en="the goal is reached"),
    Effect.WANTED: Text(nb="ønsket virkning", nn="ønskt verknad", en="the wanted effect"),
    Effect.SOME: Text(nb="noe virkning", nn="noko verknad", en="some effect"),
    Effect.NONE: Text(nb="ingen virkning", nn="ingen verknad", en="no effect"),
    Effect.WORSE: Text(nb="verre enn før", nn="verre enn før", en="worse than before"),
    Form.WRITTEN: Text(nb="skriftlig", nn="skriftleg", en="in writing"),
    Form.ELECTRONIC: Text(nb="elektronisk", nn="elektronisk", en="electronically"),
    Form.ORAL: Text(nb="muntlig", nn="munnleg", en="orally"),
    Heard.TALK: Text(nb="i en samtale", nn="i ein samtale", en="in a talk"),
    Heard.IN_MEETING: Text(nb="i møtet", nn="i møtet", en="in the meeting"),
    Heard.IN_WRITING: Text(nb="skriftlig", nn="skriftleg", en="in writing"),
    Heard.OBSERVED: Text(nb="ved observasjon", nn="ved observasjon", en="by observation"),
    LogClosing.CASE_CLOSED: Text(nb="saken er avsluttet", nn="saka er avslutta", en="the case is closed"),
    LogClosing.WISH: Text(nb="etter ønske", nn="etter ønske", en="as wished"),
    LogClosing.WITHDRAWN: Text(nb="samtykket er trukket", nn="samtykket er trekt", en="consent is withdrawn"),
    LogStanding.NOT_OPENED: Text(nb="ikke åpnet", nn="ikkje opna", en="not opened"),
    LogStanding.OPEN: Text(nb="åpen", nn="open", en="open"),
    LogStanding.RESTING: Text(nb="hviler", nn="kviler", en="resting"),
    LogStanding.CLOSED: Text(nb="lukket", nn="lukka", en="closed"),
    MeasureOutcome.END: Text(nb="avsluttes", nn="blir avslutta", en="it ends"),
    MeasureOutcome.GOES_ON: Text(nb="fortsetter", nn="held fram", en="it goes on"),
    MeasureOutcome.OTHER_MEASURES: Text(nb="andre tiltak", nn="andre tiltak", en="other measures"),
    MeasureOutcome.OTHER_SERVICES: Text(
        nb="hjelp fra andre tjenester trengs", nn="hjelp frå andre tenester trengst", en="other services are needed"
    ),
    MeasureStatus.PLANNED: Text(nb="planlagt", nn="planlagt", en="planned"),
    MeasureStatus.STARTED: Text(nb="i gang", nn="i gang", en="under way"),
    MeasureStatus.ENDED: Text(nb="avsluttet", nn="avslutta", en="ended"),
    MeetingKind.SHARED_UNDERSTANDING: Text(nb="felles forståelse", nn="felles forståing", en="shared understanding"),
    MeetingKind.COORDINATION: Text(nb="samordning", nn="samordning", en="coordination"),
    MeetingKind.EVALUATION: Text(nb="evaluering", nn="evaluering", en="evaluation"),
    MeetingKind.OTHER: Text(nb="annet", nn="anna", en="other"),
    Office.OWNER: Text(nb="eier undringen", nn="eig undringa", en="owns the concern"),
    Office.HOLDER: Text(nb="stafettholder", nn="stafetthaldar", en="baton holder"),
    Office.LEADER: Text(nb="leder for skolen", nn="leiar for skulen", en="leads the school"),
    Scope.LOG: Text(nb="stafettlogg", nn="stafettlogg", en="relay log"),
    SharedWith.LEADER: Text(nb="lederen", nn="leiaren", en="the leader"),
    SharedWith.COLLEAGUE: Text(nb="en kollega", nn="ein kollega", en="a colleague"),
    WishAbout.HOLDER: Text(
        nb="hvem som holder stafettpinnen", nn="kven som held stafettpinnen", en="who holds the baton"
    ),
    WishAbout.LOG: Text(nb="stafettloggen", nn="stafettloggen", en="the relay log"),
    WishAbout.MEASURE: Text(nb="et tiltak", nn="eit tiltak", en="a measure"),
}
"""The coded values the story uses; others are shown by their code."""


def code(value: enum.Enum, lang: str) -> str:
    """Return what a coded value is called."""
    said = CODES.get(value)
    return str(value.value) if said is None else said(lang)


@functools.cache
def words() -> Mapping[str, Text]:
    """Return the telling's own lines by name, from `words.toml` beside this file."""
    read = tomllib.loads((files("bti.demo") / "words.toml").read_text("utf-8"))
    return {name: Text.of(said) for name, said in read.items()}
