"""What a rule of law is as data: what it says, on what it rests, from when to when. Not legal advice.

Law is chosen by the date of the act judged, never by today's. A rule is in force on a date when something it rests on
is; a rule that rests on no act (municipal practice, a choice of this library) always stands.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from typing import Final

import attrs

from bti.dates import Period
from bti.text import Text

__all__ = [
    "ACTS",
    "LETTERS",
    "Act",
    "Basis",
    "Certainty",
    "EnforcedWhere",
    "Page",
    "Rule",
    "Sector",
    "ids_of",
]

ACTS: Final = "acts"
"""The file of acts and pages; each other file is named by the letter of its rules."""

LETTERS: Final = ("Z", "A", "Q", "B", "C", "D", "E", "F", "H")
"""The topics: gates, who consents, how, hearing, secrecy, reporting, cooperation, deadlines, keeping."""

_HEADER: Final = re.compile(r"^\[([A-Z]-[0-9]{2})\][ \t]*(?:#.*)?$", re.MULTILINE)


_PASSED: Final = re.compile(r"/(?:lov|forskrift)/([0-9]{4}-[0-9]{2}-[0-9]{2})")


class Certainty(enum.Enum):
    """How sure a rule is; one rule may be each of them in parts."""

    STATED = "stated"  # an act or a named authority says so
    INFERRED = "inferred"  # concluded by us from what is stated; a lawyer should confirm it
    MUNICIPAL_PRACTICE = "municipal_practice"  # what municipalities do, and they differ
    SAID_BY_MUNICIPALITY = "said_by_municipality"  # a municipality says so; no act or authority does
    NOTHING_FOUND = "nothing_found"  # looked for in what was read, and not there


class EnforcedWhere(enum.Enum):
    """In which part of a whole system a rule belongs; whether it is enforced already is for that part to say."""

    GUARD = "guard"  # admission of a fact
    ANSWER = "answer"  # view, agenda, options, who must consent
    STORE = "store"  # how entries are kept
    HOST = "host"  # what the application or the municipality must do
    BACKGROUND = "background"  # explains; decides nothing by itself


class Sector(enum.Enum):
    """Which services a basis binds, where it is written for some of them only."""

    SCHOOL = "school"
    PRIVATE_SCHOOL = "private_school"
    KINDERGARTEN = "kindergarten"
    PPT = "ppt"
    HEALTH = "health"  # municipal health and care
    HOSPITAL = "hospital"  # specialist health care
    DENTAL = "dental"
    CHILD_WELFARE = "child_welfare"
    SOCIAL_SERVICES = "social_services"
    NAV = "nav"
    CRISIS_CENTRE = "crisis_centre"
    FAMILY_COUNSELLING = "family_counselling"
    INTEGRATION = "integration"
    POLICE = "police"


@attrs.frozen
class Act:
    """An act or regulation.

    Attributes:
        key: Its short key ("OPPL").
        title: What it is called.
        address: Where it is published.
        in_force_from: The day it came into force or, where no source of ours says, the day it was passed; None while
            it is adopted and no date is set.
        to: The last day it was in force; None while it is.
        replaced_by: The key of the adopted act that will take its place, if there is one.
    """

    key: str
    title: Text
    address: str
    in_force_from: dt.date | None
    to: dt.date | None = None
    replaced_by: str | None = None

    @property
    def passed(self) -> dt.date | None:
        """Return the day it was passed, which is part of its address; None where that has none."""
        found = _PASSED.search(self.address)
        return None if found is None else dt.date.fromisoformat(found.group(1))


@attrs.frozen
class Page:
    """A page that shows how a rule is read or practised: an authority's guidance, a municipality's own words.

    Attributes:
        key: Its short key ("TYSVER").
        title: Who says it, and what about; names as they are.
        address: Where it was published.
    """

    key: str
    title: str
    address: str


@attrs.frozen
class Basis:
    """Something a rule rests on.

    Attributes:
        act: The act's key.
        sections: The sections, as cited in Norwegian ("§ 24-5", "§ 13 a nr. 1", "art. 9 (2)"); empty for a whole act.
        in_force_from: The first day it says this; None while it waits for its act.
        to: The last day it says this; None while it does.
        pending: The key of the act it waits for, adopted and without a date; None when it is law or was.
        worded: The day of the present wording, where the words changed and the rule did not.
        amended_by: The key of the act that gave it the present wording, where our sources name it.
        sectors: The services it binds; empty where it is not written for some only.
    """

    act: str
    sections: tuple[str, ...]
    in_force_from: dt.date | None
    to: dt.date | None = None
    pending: str | None = None
    worded: dt.date | None = None
    amended_by: str | None = None
    sectors: tuple[Sector, ...] = ()

    def worded_later(self, on: dt.date) -> bool:
        """Tell whether it was law on a date in other words than those it has now."""
        return self.worded is not None and on < self.worded and self.in_force(on)

    def in_force(self, on: dt.date) -> bool:
        """Tell whether it is law on a date."""
        if self.in_force_from is None or on < self.in_force_from:
            return False
        return self.to is None or on <= self.to


@attrs.frozen
class Rule:
    """One rule of law, in our own plain words.

    Attributes:
        id: "A-30"; stable.
        statement: What it says.
        when: Whom and what it concerns.
        effect: What follows for a case.
        basis: What it rests on; empty where no act says it.
        certainty: How sure it is.
        enforced: In which parts of a system it belongs.
        sources: The keys of pages that show how it is read.
        note: What else one should know: doubts, conflicts, exceptions.
        term: The length of time it sets in whole days or more.
    """

    id: str
    statement: Text
    when: Text
    effect: Text
    basis: tuple[Basis, ...]
    certainty: tuple[Certainty, ...]
    enforced: tuple[EnforcedWhere, ...]
    sources: tuple[str, ...] = ()
    note: Text | None = None
    term: Period | None = None

    def in_force(self, on: dt.date) -> bool:
        """Tell whether it stands on a date: something it rests on is law then, or it rests on no act."""
        return not self.basis or any(basis.in_force(on) for basis in self.basis)

    def basis_on(self, on: dt.date, sector: Sector | None = None) -> tuple[Basis, ...]:
        """Return what it rests on, on a date and for a kind of service."""
        return tuple(
            basis
            for basis in self.basis
            if basis.in_force(on) and (sector is None or not basis.sectors or sector in basis.sectors)
        )


def ids_of(text: str) -> tuple[str, ...]:
    """Return the ids of the rules in a file without reading it: each stands alone on a line, in brackets."""
    return tuple(_HEADER.findall(text))
