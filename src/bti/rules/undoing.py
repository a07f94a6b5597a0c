"""Who may undo a fact by which something is kept back, and who knows of what even its kind is kept of.

Whoever may not decide that somebody is told does not get the same by striking or correcting the fact that keeps it. So
what is recorded to keep something back, and what lifts that, is corrected and struck by those who may lift it:

- Whether guardians are told of a child's health, by the health personnel of the service that decided, as in
  `GuardiansMayBeTold` (law A-21); a child who let them be told takes that back alone. The one who wrote it is no more
  than their colleagues: in another service, or as kin of the case, they decide nothing any more.
- A mark, by the service that set it: of it, whoever comes from another service than the home service, and of the home
  service the author, whoever answers and the leader. A mark that the home service set on another's entry is its own.
- Who is cleared for a graded address, how an address is graded and who has the care of a child is the home service's to
  record (law H-17, A-10), and its own entry like any other.

Whatever the reason is: a mark struck as another child's opens what it kept as well. Once the service takes part no
more, or consent does not cover it, nobody undoes it, as nobody lifts it but a child their own no: what is kept stays
kept, the home service reads it all the same, and the service can join again. In a closed case this holds as in an open
one.

Source: law A-19, A-21, H-05, H-09, H-17; that a correction is no way round is decided here.
"""

from __future__ import annotations

from typing import Final

from bti.law.matters import sector_of
from bti.law.model import Sector
from bti.people import Professional
from bti.reasons import Reason, ReasonKind, law
from bti.record.held_back import EntryMarked, GuardiansMayBeTold, GuardiansNotTold
from bti.rules.ask import Ask, Standing
from bti.rules.book import Line

__all__ = ["gives_health_care", "is_kept_by_service", "is_known_to", "not_theirs_to_undo"]

_DECISIONS: Final = (GuardiansNotTold, GuardiansMayBeTold)
_HEALTH: Final = frozenset({Sector.HEALTH, Sector.HOSPITAL, Sector.DENTAL})


def gives_health_care(ask: Ask) -> bool:
    """Tell whether who asks is from a service that gives health care."""
    return isinstance(ask.by, Professional) and sector_of(ask.by.service.kind) in _HEALTH


def is_known_to(ask: Ask, line: Line) -> bool:
    """Tell whether an entry's kind is known to the asker as far as it is kept (`Fact.discreet`).

    It is to the home service, to who of the family wrote it, and of what any service may record to the one it is of.
    """
    if not line.of.discreet or ask.standing is Standing.HOME:
        return True
    if line.by_professional:
        return is_kept_by_service(line) and _is_services(ask, line)
    return _is_own(ask, line)


def is_kept_by_service(line: Line) -> bool:
    """Tell whether an entry is undone by those of the service that made it, whoever wrote or answers for it."""
    return issubclass(line.of, (*_DECISIONS, EntryMarked))


def not_theirs_to_undo(ask: Ask, line: Line) -> Reason | None:
    """Find that an entry that keeps something back, or lifts it, is not the asker's to correct or strike.

    Args:
        ask: The question.
        line: The entry; one that `is_kept_by_service`.
    """
    if issubclass(line.of, EntryMarked):
        return None if _may_undo_mark(ask, line) else _ANOTHERS_MARK
    decides = (_is_services(ask, line) and gives_health_care(ask)) if line.by_professional else _is_own(ask, line)
    return None if decides else _HEALTH_CARE_DECIDES


_ANOTHERS_MARK: Final = Reason("mark_of_another_service", ReasonKind.WRONG_PERSON, (), (law("A-12"), law("H-17")))
_HEALTH_CARE_DECIDES: Final = Reason("health_care_decides", ReasonKind.WRONG_PERSON, (), (law("A-21"),))


def _may_undo_mark(ask: Ask, line: Line) -> bool:
    if not _is_services(ask, line):
        return False
    return ask.standing is Standing.SERVICE or line.author == ask.by.ref or ask.answers or ask.leads_home


def _is_services(ask: Ask, line: Line) -> bool:
    """Tell whether the asker works here, with consent, for the service that an entry is of, and not as kin."""
    if not isinstance(ask.by, Professional) or ask.standing not in (Standing.HOME, Standing.SERVICE):
        return False
    return line.service == ask.by.service.ref


def _is_own(ask: Ask, line: Line) -> bool:
    """Tell whether the asker wrote an entry as one of the family, and is that still."""
    return line.author == ask.by.ref and ask.standing is Standing.FAMILY
