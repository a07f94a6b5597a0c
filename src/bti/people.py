"""Who: persons concerned, guardians, professionals and residents, by opaque references.

One person has one reference, whatever hat they wear: a guardian who also teaches at the school is the same
reference, and is treated as guardian in that child's case whichever role the host sends (model 6).
References say nothing about the person; names and national identity numbers stay with the host (law H-18).
"""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
import os
import re
from typing import Final, TypeAlias

import attrs

from bti.errors import InvalidValue

__all__ = [
    "REFERENCE",
    "SYSTEM",
    "Actor",
    "Birth",
    "Guardian",
    "PersonConcerned",
    "Professional",
    "Resident",
    "Service",
    "System",
    "Unborn",
    "check_actor",
    "check_ref",
    "short_hash",
]

_SALT: Final = os.urandom(16)
_LONGEST: Final = 200
REFERENCE: Final = re.compile(rf"[!-~\u00c0-\u024f]{{1,{_LONGEST}}}")
"""What a reference is made of."""


def short_hash(ref: str) -> str:
    """Return six characters that tell references apart within this process and mean nothing outside it."""
    return hashlib.blake2b(ref.encode("utf-8", "surrogatepass"), key=_SALT, digest_size=3).hexdigest()


def check_ref(value: object, what: str = "reference") -> str:
    """Return `value` if it can be a reference: 1–200 signs of ASCII or Latin letters with marks, without white space.

    The range is fixed: what counts as printable grows with Unicode, and a reference stored by one version of Python
    must be readable by every other.

    Raises:
        InvalidValue: It cannot.
    """
    if type(value) is str and REFERENCE.fullmatch(value) is not None:
        return value
    raise InvalidValue(f"{what} must be 1–{_LONGEST} printable characters without spaces, not {_shown(value)}")


def _shown(value: object) -> str:
    return f"a {type(value).__name__}" if not isinstance(value, str) else f"a text of {len(value)} characters"


def _ref(instance: object, attribute: attrs.Attribute[str], value: str) -> None:
    check_ref(value, f"{type(instance).__name__}.{attribute.name}")


@attrs.frozen(repr=False)
class Service:
    """One concrete service, a unit of the host's: this school, that health station.

    Attributes:
        ref: The host's opaque reference.
        kind: Which kind of service it is, by the guide's name for it ("school").
    """

    ref: str = attrs.field(validator=_ref)
    kind: str = attrs.field(validator=_ref)

    def __repr__(self) -> str:
        return f"<Service {self.kind} {short_hash(self.ref)}>"


def _service(instance: object, attribute: attrs.Attribute[Service], value: object) -> None:
    if not isinstance(value, Service):
        raise InvalidValue(f"Professional.service must be a Service, not a {type(value).__name__}")


@attrs.frozen(repr=False)
class Professional:
    """An employee of a service (fagperson), in the role they act in now.

    Attributes:
        ref: The person's one reference.
        role: The role's id in the guide ("contact_teacher").
        service: The service they act for.
    """

    ref: str = attrs.field(validator=_ref)
    role: str = attrs.field(validator=_ref)
    service: Service = attrs.field(validator=_service)

    def __repr__(self) -> str:
        return f"<Professional {self.role} {self.service.kind} {short_hash(self.ref)}>"


@attrs.frozen(repr=False)
class Guardian:
    """A holder of parental responsibility (foresatt, føresett); guardians are persons, never one class."""

    ref: str = attrs.field(validator=_ref)

    def __repr__(self) -> str:
        return f"<Guardian {short_hash(self.ref)}>"


@attrs.frozen(repr=False)
class PersonConcerned:
    """The child, young person or pregnant woman the case is about (hovedperson), acting themself."""

    ref: str = attrs.field(validator=_ref)

    def __repr__(self) -> str:
        return f"<PersonConcerned {short_hash(self.ref)}>"


@attrs.frozen(repr=False)
class Resident:
    """Anybody else: a neighbour, a relative, a coach (innbygger, innbyggjar)."""

    ref: str = attrs.field(validator=_ref)

    def __repr__(self) -> str:
        return f"<Resident {short_hash(self.ref)}>"


@attrs.frozen
class System:
    """The engine itself, as author of consequent entries."""

    ref: str = "system"

    def __repr__(self) -> str:
        return "SYSTEM"


SYSTEM: Final = System()

Actor: TypeAlias = Professional | Guardian | PersonConcerned | Resident


def check_actor(value: object, name: str = "by") -> Actor:
    """Return `value` if it is somebody who can act.

    Raises:
        InvalidValue: It is not.
    """
    if isinstance(value, (Professional, Guardian, PersonConcerned, Resident)):
        return value
    known = "Professional, Guardian, PersonConcerned or Resident"
    raise InvalidValue(f"{name} must be a {known}, not {type(value).__name__}")


class Unborn(enum.Enum):
    """Why a person concerned has no birth date."""

    UNBORN = "unborn"
    UNKNOWN = "unknown"


Birth: TypeAlias = dt.date | Unborn
