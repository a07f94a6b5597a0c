"""How a person is named on the command line.

| written | who |
|---|---|
| `professional:REF:ROLE:SERVICE_REF:SERVICE_KIND` | an employee of a service, in a role of the guide |
| `guardian:REF` | a holder of parental responsibility |
| `person:REF` | the person concerned |
| `resident:REF` | anybody else |

A colon within a part is written `%3A`, a per cent sign `%25`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from bti.errors import InvalidValue
from bti.people import Actor, Guardian, PersonConcerned, Professional, Resident, Service, check_ref

__all__ = ["FORMS", "person"]

FORMS: Final = "professional:REF:ROLE:SERVICE_REF:SERVICE_KIND, guardian:REF, person:REF or resident:REF"

_ALONE: Final[Mapping[str, Callable[[str], Actor]]] = {
    "guardian": Guardian,
    "person": PersonConcerned,
    "resident": Resident,
}


def person(written: str) -> Actor:
    """Return the person that is named so.

    Raises:
        InvalidValue: Nobody can be; the message says how people are named.
    """
    kind, *parts = written.split(":")
    parts = [part.replace("%3A", ":").replace("%3a", ":").replace("%25", "%") for part in parts]
    for part in parts:
        check_ref(part, f"each part of {kind[:20]!r}")
    if kind == "professional" and len(parts) == 4:
        ref, role, service, kind_of_service = parts
        return Professional(ref, role, Service(service, kind_of_service))
    if kind in _ALONE and len(parts) == 1:
        return _ALONE[kind](parts[0])
    raise InvalidValue(f"a person is named as {FORMS} (a colon within a part is written %3A)")
