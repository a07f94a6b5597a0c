"""What is recorded in a protected matter: suspicion, report, averting, emergency, answers, who may know, release."""

from __future__ import annotations

import enum
from typing import ClassVar, Final

import attrs

from bti.errors import InvalidValue
from bti.people import Service
from bti.record.fact import is_a, is_ref
from bti.record.matter import ProtectionFact
from bti.text import Text

__all__ = [
    "CHILD_WELFARE_KINDS",
    "POLICE_KINDS",
    "Averting",
    "ChildWelfareAnswered",
    "ChildWelfareSays",
    "Emergency",
    "EmergencyCalled",
    "HarmAverted",
    "InsiderNamed",
    "InsiderTakenOut",
    "MatterReleased",
    "Releasing",
    "ReportedToChildWelfare",
    "ReportedToPolice",
    "SuspicionRecorded",
]


CHILD_WELFARE_KINDS: Final = frozenset(
    {
        "child_welfare",
        "child_welfare_emergency",
        "barnevern",
        "barnevernet",
        "barneverntjeneste",
        "barneverntjenesten",
        "barnevernstjeneste",
        "barnevernstjenesten",
        "barnevernteneste",
        "barneverntenesta",
        "barnevernsteneste",
        "barnevernstenesta",
        "barnevernvakt",
        "barnevernvakten",
        "barnevernvakta",
        "barnevernsvakt",
        "barnevernsvakten",
        "barnevernsvakta",
    }
)
"""The kinds of service that are child welfare: the usual name, the one on duty at night, and the Norwegian ones that a
guide or a host may use. Decided here; no other name is taken to be child welfare (`bti.law.matters.sector_of`), and
capitals make no difference."""

POLICE_KINDS: Final = frozenset({"police", "politi", "politiet"})
"""The kinds of service that are the police."""


@attrs.frozen(kw_only=True)
class SuspicionRecorded(ProtectionFact):
    """Suspected violence or abuse is written down; who knows of it does not tell the guardians first (law D-05).

    Neglect where no violence is suspected is reported, and guardians may be told of that: a matter that holds reports
    alone does not bind.
    """

    kind: ClassVar[str] = "suspicion_recorded"
    binds: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="mistanke skrevet ned", nn="mistanke skriven ned", en="suspicion recorded")
    source: ClassVar[str] = "law D-03, D-05; Sortland, special path on violence and abuse"


@attrs.frozen(kw_only=True)
class InsiderNamed(ProtectionFact):
    """An insider says who else may know of the matter: a person, or everybody in a service; nobody by title.

    It is admitted whoever is named: to refuse it would tell who is related in the case. But whoever is guardian, person
    concerned, related or private there is not let in by it, and is out from the moment they are known to be (I-04).

    Attributes:
        person: The person's reference; given exactly where no service is.
        whole_service: The service.
    """

    kind: ClassVar[str] = "insider_named"
    begins: ClassVar[bool] = False
    words: ClassVar[Text] = Text(
        nb="noen gitt kjennskap til saken", nn="nokon gjord kjend med saka", en="insider named"
    )
    source: ClassVar[str] = "model 2 and 6: whom an insider names, nobody by title"

    person: str | None = attrs.field(default=None, validator=is_ref)
    whole_service: Service | None = attrs.field(default=None, validator=is_a(Service))

    def __attrs_post_init__(self) -> None:
        if (self.person is None) == (self.whole_service is None):
            raise InvalidValue("InsiderNamed names either a person or a whole service")

    @property
    def persons_let_in(self) -> frozenset[str]:
        """Return the person named."""
        return frozenset() if self.person is None else frozenset({self.person})

    @property
    def services_let_in(self) -> frozenset[str]:
        """Return the service named, for as long as it is not taken out."""
        return frozenset() if self.whole_service is None else frozenset({self.whole_service.ref})


@attrs.frozen(kw_only=True)
class InsiderTakenOut(ProtectionFact):
    """Somebody who was named as an insider is one no longer: named by mistake, has changed work, or declines.

    No source says that an insider can be taken out. That a confidence ends with the need for it does (law C-01, H-19),
    so it is decided here: any insider may record it, of themself too; it works from then on, what was read was read;
    to name them again lets them in again. Who wrote in the matter stays, since it would silence them, and so does the
    service that received a report: it answers for it (law D-04). Like all protection it is admitted whoever is taken
    out.

    Attributes:
        person: The person's reference; given exactly where no service is.
        whole_service: The service.
    """

    kind: ClassVar[str] = "insider_taken_out"
    begins: ClassVar[bool] = False
    words: ClassVar[Text] = Text(
        nb="noen ikke lenger kjent med saken", nn="nokon ikkje lenger kjend med saka", en="insider taken out"
    )
    source: ClassVar[str] = "law C-01, H-19: no longer than needed; that it can be done is decided here"

    person: str | None = attrs.field(default=None, validator=is_ref)
    whole_service: Service | None = attrs.field(default=None, validator=is_a(Service))

    def __attrs_post_init__(self) -> None:
        if (self.person is None) == (self.whole_service is None):
            raise InvalidValue("InsiderTakenOut takes out either a person or a whole service")

    @property
    def persons_taken_out(self) -> frozenset[str]:
        """Return the person."""
        return frozenset() if self.person is None else frozenset({self.person})

    @property
    def services_taken_out(self) -> frozenset[str]:
        """Return the service."""
        return frozenset() if self.whole_service is None else frozenset({self.whole_service.ref})


@attrs.frozen(kw_only=True)
class ReportedToChildWelfare(ProtectionFact):
    """The statutory report (bekymringsmelding) has been sent.

    It is admitted whoever received it: protection is never refused. But what went to a service that is no child welfare
    is no report in the sense of the law: nobody there becomes an insider by it, the duty to report stands (law D-04,
    F-01), no answer is expected, and who records it is told so. Whoever wishes to let such a service in says that
    (`InsiderNamed`).

    Attributes:
        receiver: The child welfare service it went to, whose employees become insiders.
    """

    kind: ClassVar[str] = "reported_to_child_welfare"
    owes_answer: ClassVar[bool] = True
    words: ClassVar[Text] = Text(
        nb="bekymringsmelding sendt", nn="bekymringsmelding send", en="reported to child welfare"
    )
    source: ClassVar[str] = "law D-01, D-02, D-04, D-10, F-01"

    receiver: Service = attrs.field(validator=is_a(Service))

    @property
    def is_received(self) -> bool:
        """Tell whether it went to a child welfare service."""
        return self.receiver.kind.casefold() in CHILD_WELFARE_KINDS

    @property
    def services_told(self) -> frozenset[str]:
        """Return the child welfare service that received it; none where it went elsewhere."""
        return frozenset({self.receiver.ref}) if self.is_received else frozenset()


@attrs.frozen(kw_only=True)
class ReportedToPolice(ProtectionFact):
    """The police have been told (melding til politiet).

    Attributes:
        receiver: The police unit, where it has a reference with the host; its employees become insiders. The police
            are seldom users of a municipality's system, so none need be named. Of a service that is not the police
            nobody becomes an insider by it.
    """

    kind: ClassVar[str] = "reported_to_police"
    words: ClassVar[Text] = Text(nb="meldt til politiet", nn="meldt til politiet", en="reported to the police")
    source: ClassVar[str] = "law D-06, C-12; Sortland and Marker, violence and abuse; Tromsø 2014"

    receiver: Service | None = attrs.field(default=None, validator=is_a(Service))

    @property
    def is_received(self) -> bool:
        """Tell whether it went to the police, as far as it says."""
        return self.receiver is None or self.receiver.kind.casefold() in POLICE_KINDS

    @property
    def services_told(self) -> frozenset[str]:
        """Return the unit of the police that received it, where one is named."""
        return frozenset() if self.receiver is None or not self.is_received else frozenset({self.receiver.ref})


class Averting(enum.Enum):
    """What was done to avert a serious crime (law D-06)."""

    POLICE = "police"  # reported to the police
    CHILD_WELFARE = "child_welfare"  # reported to child welfare
    OTHERWISE = "otherwise"


@attrs.frozen(kw_only=True)
class HarmAverted(ProtectionFact):
    """The duty to avert serious crime (avvergingsplikt, avverjingsplikt) has been fulfilled.

    Attributes:
        through: What was done.
    """

    kind: ClassVar[str] = "harm_averted"
    words: ClassVar[Text] = Text(
        nb="avvergingsplikt oppfylt", nn="avverjingsplikt oppfylt", en="duty to avert fulfilled"
    )
    source: ClassVar[str] = "law D-06"

    through: Averting = attrs.field(validator=is_a(Averting))


class Emergency(enum.Enum):
    """Who was called in an emergency."""

    POLICE = "police"  # 112
    AMBULANCE = "ambulance"  # 113
    FIRE = "fire"  # 110
    CHILD_WELFARE = "child_welfare"  # barnevernvakt


@attrs.frozen(kw_only=True)
class EmergencyCalled(ProtectionFact):
    """In danger of life or serious harm help was called: an emergency number, or acute child welfare.

    Attributes:
        called: Who was called.
    """

    kind: ClassVar[str] = "emergency_called"
    words: ClassVar[Text] = Text(nb="nødhjelp tilkalt", nn="nødhjelp tilkalla", en="emergency help called")
    source: ClassVar[str] = "law D-07; Sortland, violence and abuse: call the police"

    called: Emergency = attrs.field(validator=is_a(Emergency))


class ChildWelfareSays(enum.Enum):
    """What child welfare answered to a report (law F-02 to F-05); what it found is not the reporter's to know."""

    RECEIVED = "received"  # the report has come in
    INVESTIGATES = "investigates"
    DOES_NOT_INVESTIGATE = "does_not_investigate"
    ENDED = "ended"  # the investigation has ended: the second feedback


@attrs.frozen(kw_only=True)
class ChildWelfareAnswered(ProtectionFact):
    """Child welfare has answered a report (tilbakemelding).

    Attributes:
        says: What it answered.
        report: The id of the report in this matter that it answers; None where the report was made elsewhere, or the
            answer is to all of them.
    """

    kind: ClassVar[str] = "child_welfare_answered"
    words: ClassVar[Text] = Text(nb="svar fra barnevernet", nn="svar frå barnevernet", en="child welfare answered")
    source: ClassVar[str] = "law F-02, F-03, F-04, F-05"

    says: ChildWelfareSays = attrs.field(validator=is_a(ChildWelfareSays))
    report: str | None = attrs.field(default=None, validator=is_ref)

    @property
    def answers_to(self) -> str | None:
        """Return the id of the report."""
        return self.report


class Releasing(enum.Enum):
    """Who has said that a guardian may be told (law D-05)."""

    CHILD_WELFARE = "child_welfare"
    POLICE = "police"


@attrs.frozen(kw_only=True)
class MatterReleased(ProtectionFact):
    """Child welfare or the police have said that a guardian may be told.

    It opens no book: the matter stays as unseen as it was, for that guardian too, and nothing of it appears in the
    case book. It says to the insiders that somebody may now speak with this guardian, and with no other.

    Attributes:
        guardian: The guardian's reference. Whether there is such a guardian is not looked up: the answer would tell
            whoever records it who is in the case.
        said_by: Who has said so.
    """

    kind: ClassVar[str] = "matter_released"
    begins: ClassVar[bool] = False
    words: ClassVar[Text] = Text(nb="foresatt kan informeres", nn="føresett kan informerast", en="guardian may be told")
    source: ClassVar[str] = "law D-05; model 2, released"

    guardian: str = attrs.field(validator=is_ref)
    said_by: Releasing = attrs.field(validator=is_a(Releasing))

    @property
    def releases(self) -> frozenset[str]:
        """Return the guardian."""
        return frozenset({self.guardian})
