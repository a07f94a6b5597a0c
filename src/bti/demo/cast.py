"""Who is who. The library knows references only; first names belong to the telling, as with any host."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from bti import Guardian, PersonConcerned, Professional, Service, Text
from bti.people import Actor

__all__ = [
    "ADVISER",
    "CAST",
    "CHILD",
    "CHILD_WELFARE",
    "FATHER",
    "HEAD",
    "MOTHER",
    "NEW_TEACHER",
    "NURSE",
    "PPT",
    "SCHOOL",
    "SERVICES",
    "TEACHER",
    "Player",
]

SCHOOL: Final = Service("s-1", "school")
PPT: Final = Service("s-2", "ppt")
HEALTH_STATION: Final = Service("s-3", "health_station")
CHILD_WELFARE: Final = Service("s-4", "child_welfare")

CHILD: Final = PersonConcerned("p-1")
MOTHER: Final = Guardian("p-2")
FATHER: Final = Guardian("p-3")
TEACHER: Final = Professional("p-4", "contact_teacher", SCHOOL)
HEAD: Final = Professional("p-5", "headteacher", SCHOOL)
ADVISER: Final = Professional("p-6", "ppt_adviser", PPT)
NURSE: Final = Professional("p-7", "public_health_nurse", HEALTH_STATION)
NEW_TEACHER: Final = Professional("p-8", "contact_teacher", SCHOOL)


@attrs.frozen
class Player:
    """Somebody in the story.

    Attributes:
        actor: As the library knows them.
        name: Their invented first name.
        said: What they are.
        about: What else there is to say of them at the beginning.
    """

    actor: Actor
    name: str
    said: Text
    about: Text | None = None


CAST: Final[Mapping[str, Player]] = {
    one.actor.ref: one
    for one in (
        Player(
            CHILD,
            "Eline",
            Text(nb="eleven", nn="eleven", en="the pupil"),
            Text(nb="10 år, går i femte klasse", nn="10 år, går i femte klasse", en="aged 10, in year five"),
        ),
        Player(MOTHER, "Maren", Text(nb="mor", nn="mor", en="mother")),
        Player(
            FATHER,
            "Jonas",
            Text(nb="far", nn="far", en="father"),
            Text(nb="bor for seg selv", nn="bur for seg sjølv", en="lives apart"),
        ),
        Player(TEACHER, "Sunniva", Text(nb="kontaktlærer", nn="kontaktlærar", en="contact teacher")),
        Player(HEAD, "Gunnhild", Text(nb="rektor", nn="rektor", en="headteacher")),
        Player(ADVISER, "Amir", Text(nb="rådgiver i PPD", nn="rådgjevar i PPD", en="adviser in PPD")),
        Player(NURSE, "Ragna", Text(nb="helsesykepleier", nn="helsesjukepleiar", en="public health nurse")),
        Player(
            NEW_TEACHER,
            "Peder",
            Text(nb="kontaktlærer", nn="kontaktlærar", en="contact teacher"),
            Text(nb="i sjette klasse", nn="i sjette klasse", en="of year six"),
        ),
    )
}
"""Everybody by reference, in the order they are introduced."""

SERVICES: Final[Mapping[str, Text]] = {
    SCHOOL.ref: Text(nb="skolen", nn="skulen", en="the school"),
    PPT.ref: Text(nb="PPD", nn="PPD", en="PPD (educational psychology)"),
    HEALTH_STATION.ref: Text(nb="helsestasjonen", nn="helsestasjonen", en="the health station"),
    CHILD_WELFARE.ref: Text(nb="barnevernet", nn="barnevernet", en="child welfare"),
}
"""What the services are called, by reference."""
