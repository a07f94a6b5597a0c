"""Follow one child from first concern to close, by a municipality's own guide (Bedre Tverrfaglig Innsats, BTI).

What a newcomer needs is here; all facts are in `bti.facts`, what a host catches in `bti.errors`. Each name is fetched
from its room when it is first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from bti import errors, facts
    from bti.answers.candidates import Candidate, Candidates, Suitability
    from bti.answers.next_change import Change
    from bti.answers.options import Option, OptionStatus
    from bti.answers.overview import Overview
    from bti.answers.verdict import Admitted, Refused, Verdict
    from bti.answers.view import AccessRecord, Seen, View
    from bti.calendars import ClosedPeriod, NorwegianCalendar
    from bti.check.checking import check_guide
    from bti.check.difference import diff
    from bti.dates import Period, Rounding, Unit
    from bti.engine import ALL_ANSWERS, Engine
    from bti.errors import BtiError
    from bti.guide.loading import bundled, load_guide
    from bti.guide.model import NOT_STATED, Guide
    from bti.law.consent import LogStanding
    from bti.people import Actor, Guardian, PersonConcerned, Professional, Resident, Service, Unborn
    from bti.reasons import Citation, Reason, ReasonKind
    from bti.record.case import Case
    from bti.record.entry import Entry
    from bti.record.note import Note
    from bti.record.spine import Answering, Office
    from bti.store.desk import Desk
    from bti.store.memory import MemoryStore
    from bti.store.sqlite import SqliteStore
    from bti.text import Text

__all__ = [
    "ALL_ANSWERS",
    "NOT_STATED",
    "AccessRecord",
    "Actor",
    "Admitted",
    "Answering",
    "BtiError",
    "Candidate",
    "Candidates",
    "Case",
    "Change",
    "Citation",
    "ClosedPeriod",
    "Desk",
    "Engine",
    "Entry",
    "Guardian",
    "Guide",
    "LogStanding",
    "MemoryStore",
    "NorwegianCalendar",
    "Note",
    "Office",
    "Option",
    "OptionStatus",
    "Overview",
    "Period",
    "PersonConcerned",
    "Professional",
    "Reason",
    "ReasonKind",
    "Refused",
    "Resident",
    "Rounding",
    "Seen",
    "Service",
    "SqliteStore",
    "Suitability",
    "Text",
    "Unborn",
    "Unit",
    "Verdict",
    "View",
    "__version__",
    "bundled",
    "check_guide",
    "diff",
    "errors",
    "facts",
    "load_guide",
]

__version__ = "0.1.0"

_ROOMS: Final = {
    "bti.answers.candidates": ("Candidate", "Candidates", "Suitability"),
    "bti.answers.next_change": ("Change",),
    "bti.answers.options": ("Option", "OptionStatus"),
    "bti.answers.verdict": ("Admitted", "Refused", "Verdict"),
    "bti.answers.overview": ("Overview",),
    "bti.answers.view": ("AccessRecord", "Seen", "View"),
    "bti.calendars": ("ClosedPeriod", "NorwegianCalendar"),
    "bti.check.checking": ("check_guide",),
    "bti.check.difference": ("diff",),
    "bti.dates": ("Period", "Rounding", "Unit"),
    "bti.engine": ("ALL_ANSWERS", "Engine"),
    "bti.guide.loading": ("bundled", "load_guide"),
    "bti.guide.model": ("Guide", "NOT_STATED"),
    "bti.law.consent": ("LogStanding",),
    "bti.people": ("Actor", "Guardian", "PersonConcerned", "Professional", "Resident", "Service", "Unborn"),
    "bti.reasons": ("Citation", "Reason", "ReasonKind"),
    "bti.record.case": ("Case",),
    "bti.record.entry": ("Entry",),
    "bti.record.note": ("Note",),
    "bti.record.spine": ("Answering", "Office"),
    "bti.store.desk": ("Desk",),
    "bti.store.memory": ("MemoryStore",),
    "bti.store.sqlite": ("SqliteStore",),
    "bti.text": ("Text",),
    "bti.errors": ("BtiError",),
    "bti.facts": (),
}
_HOMES: Final = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    """Fetch a public name from its room, once."""
    from importlib import import_module

    room = _HOMES.get(name)
    if room is not None:
        value = getattr(import_module(room), name)
    elif f"bti.{name}" in _ROOMS:
        value = import_module(f"bti.{name}")
    else:
        raise AttributeError(f"module 'bti' has no attribute '{name}'")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
