"""Follow one child from first concern to close, by a municipality's own guide (Bedre Tverrfaglig Innsats, BTI).

What a newcomer needs is here; all facts are in `bti.facts`, what a host catches in `bti.errors`.
"""

from __future__ import annotations

from bti import errors, facts
from bti.answers.options import Option, OptionStatus
from bti.answers.verdict import Admitted, Refused, Verdict
from bti.answers.view import AccessRecord, Overview, Seen, View
from bti.calendars import ClosedPeriod, NorwegianCalendar
from bti.dates import Period, Rounding, Unit
from bti.engine import ALL_ANSWERS, Engine
from bti.errors import BtiError
from bti.guide.loading import bundled, load_guide
from bti.guide.model import NOT_STATED, Guide
from bti.law.consent import LogStanding
from bti.people import Guardian, PersonConcerned, Professional, Resident, Service, Unborn
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
    "Admitted",
    "Answering",
    "BtiError",
    "Case",
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
    "Text",
    "Unborn",
    "Unit",
    "Verdict",
    "View",
    "__version__",
    "bundled",
    "errors",
    "facts",
    "load_guide",
]

__version__ = "0.1.0"
