"""Three gates, never one flag: the controller's basis, confidentiality, and consent to the help itself (law Z-01).

Each answers for itself, by its own rules. A consent that lifts confidentiality is neither a basis for processing nor a
yes to a measure. What the law facts leave open is answered with "cannot say".
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from bti.law.consent_needed import Needed
from bti.law.matters import Matter, Question
from bti.law.model import Sector

__all__ = [
    "BASES",
    "CONFIDENTIALITY",
    "HELP",
    "Basis",
    "BasisLine",
    "Ended",
    "Gate",
    "GateAnswer",
    "Gates",
    "Handing",
    "Opening",
    "Why",
    "gates",
]


class Gate(enum.Enum):
    """Which gate."""

    GDPR = "gdpr"
    CONFIDENTIALITY = "confidentiality"
    HELP = "help"


class Opening(enum.Enum):
    """What a gate answers."""

    OPEN = "open"
    SHUT = "shut"
    CANNOT_SAY = "cannot_say"


class Why(enum.Enum):
    """Why a gate answers as it does."""

    BASIS_IS_CONSENT = "basis_is_consent"
    BASIS_CONSENT_NOT_EXPLICIT = "basis_consent_not_explicit"
    BASIS_IS_PUBLIC_TASK = "basis_is_public_task"
    BASIS_OF_SHARED_LOG_OPEN = "basis_of_shared_log_open"
    BASIS_NOT_FOUND = "basis_not_found"
    WHO_LETS_OUT_NOT_KNOWN = "who_lets_out_not_known"
    LIFTED_BY_CONSENT = "lifted_by_consent"
    NOT_LIFTED = "not_lifted"
    LIFTING_WITHDRAWN = "lifting_withdrawn"
    LIFTING_RUN_OUT = "lifting_run_out"
    NO_HELP_ASKS_CONSENT = "no_help_asks_consent"
    WHO_ACCEPTS_HELP_NOT_KNOWN = "who_accepts_help_not_known"
    HELP_NOT_ACCEPTED = "help_not_accepted"
    HELP_ACCEPTED = "help_accepted"
    GATES_UNKNOWN = "gates_unknown"  # to whoever may not know


class Basis(enum.Enum):
    """On what the controller processes."""

    PUBLIC_TASK = "public_task"  # art. 6 (1) e with supplementary law: the default of a public body (law Z-02)
    CONSENT = "consent"  # for who has chosen it all the same (law Q-01)


class Ended(enum.Enum):
    """How a consent that was there ended."""

    WITHDRAWN = "withdrawn"
    RUN_OUT = "run_out"


@attrs.frozen
class Handing:
    """What is to be handed over.

    Attributes:
        question: What is let out, from which kind of service.
        receiver: The kind of service that receives; None where the law has no name for it.
        help: The help it is for, where that needs a consent of its own; None: none does.
        basis: On what the controller processes.
        explicit: Whether a consent is explicit and kept apart from other matters, for `Basis.CONSENT`.
    """

    question: Question
    receiver: Sector | None = None
    help: Matter | None = None
    basis: Basis = Basis.PUBLIC_TASK
    explicit: bool = True


@attrs.frozen
class GateAnswer:
    """What one gate answers, and by which rules.

    Attributes:
        gate: Which.
        verdict: Open, shut, or that it cannot be said.
        why: Why, as a stable name.
        grounds: The ids of the law rules.
    """

    gate: Gate
    verdict: Opening
    why: Why
    grounds: tuple[str, ...]


@attrs.frozen
class Gates:
    """The three answers; there is no fourth that joins them.

    Attributes:
        gdpr: Whether the controller has a basis for the processing.
        confidentiality: Whether confidentiality has been lifted.
        help: Whether the help itself has been consented to.
    """

    gdpr: GateAnswer
    confidentiality: GateAnswer
    help: GateAnswer

    def of(self, gate: Gate) -> GateAnswer:
        """Return the answer of one gate."""
        found: GateAnswer = getattr(self, gate.value)
        return found


_COOPERATING: Final = frozenset({Sector.SCHOOL, Sector.PRIVATE_SCHOOL, Sector.PPT})
"""Services with a basis of their own for the data that cooperation needs, special categories too (law Z-03)."""
_OWN_BASIS: Final = frozenset({Sector.KINDERGARTEN, Sector.CHILD_WELFARE})
"""Those whose act names what they process (law Z-02)."""


@attrs.frozen
class BasisLine:
    """One answer to whether the controller has a basis, and the rules it cites.

    Attributes:
        rules: The ids of the law rules.
        fits: Whether it is the answer to what is to be handed over.
        verdict: What it answers.
        why: Why.
    """

    rules: tuple[str, ...]
    fits: Callable[[Handing], bool]
    verdict: Opening
    why: Why


BASES: Final[tuple[BasisLine, ...]] = (
    BasisLine(
        ("Q-01", "Z-01"),
        lambda one: one.basis is Basis.CONSENT and one.explicit,
        Opening.OPEN,
        Why.BASIS_IS_CONSENT,
    ),
    BasisLine(
        ("Q-01", "Z-01"),
        lambda one: one.basis is Basis.CONSENT,
        Opening.SHUT,
        Why.BASIS_CONSENT_NOT_EXPLICIT,
    ),
    BasisLine(
        ("Z-02", "Z-01"),
        lambda one: one.question.matter is Matter.LOG or one.question.sector is None,
        Opening.CANNOT_SAY,
        Why.BASIS_OF_SHARED_LOG_OPEN,
    ),
    BasisLine(
        ("Z-03", "Z-02", "Z-01"),
        lambda one: one.question.sector in _COOPERATING,
        Opening.OPEN,
        Why.BASIS_IS_PUBLIC_TASK,
    ),
    BasisLine(
        ("Z-02", "Z-01"),
        lambda one: one.question.sector in _OWN_BASIS,
        Opening.OPEN,
        Why.BASIS_IS_PUBLIC_TASK,
    ),
    BasisLine(("Z-02", "Z-01"), lambda _: True, Opening.CANNOT_SAY, Why.BASIS_NOT_FOUND),
)
"""What is answered of the controller's basis; the first that fits decides."""

_NO_HELP: Final = ("Z-01",)
HELP: Final[Mapping[Matter, tuple[str, ...]]] = MappingProxyType(
    {
        Matter.ASSESSMENT: ("A-16",),
        Matter.ADAPTED_EDUCATION: ("A-16",),
        Matter.SPECIAL_HELP: ("A-16", "A-17"),
        Matter.INDIVIDUAL_PLAN: ("Q-14",),
        Matter.HEALTH_CARE: ("A-18", "A-20"),
    }
)
"""By which rules help of a kind needs a consent of its own."""


def gates(
    handing: Handing,
    sharing: Needed,
    lacking: tuple[str, ...],
    helping: Needed | None = None,
    lacking_help: tuple[str, ...] = (),
    ended: Ended | None = None,
    general: tuple[str, ...] = (),
) -> Gates:
    """Answer each gate.

    Args:
        handing: What is to be handed over.
        sharing: Whose consent letting it out needs.
        lacking: Those of them whose consent does not hold.
        helping: Whose consent the help needs, where it needs one.
        lacking_help: Those of them whose consent does not hold.
        ended: How a consent to share that was there ended, where one did.
        general: The rules of a general act that has taken the place of today's and is in force on the date (law C-15).
    """
    return Gates(
        _gdpr(handing),
        _confidentiality(handing, sharing, lacking, ended, general),
        _help(handing, helping, lacking_help),
    )


def _gdpr(handing: Handing) -> GateAnswer:
    for line in BASES:
        if line.fits(handing):
            return GateAnswer(Gate.GDPR, line.verdict, line.why, line.rules)
    return GateAnswer(Gate.GDPR, Opening.CANNOT_SAY, Why.BASIS_NOT_FOUND, ())


def _confidentiality(
    handing: Handing, sharing: Needed, lacking: tuple[str, ...], ended: Ended | None, general: tuple[str, ...]
) -> GateAnswer:
    gate = Gate.CONFIDENTIALITY
    if not sharing.can_be_said:
        why = Why.WHO_LETS_OUT_NOT_KNOWN
        return GateAnswer(gate, Opening.CANNOT_SAY, why, (*sharing.grounds, *CONFIDENTIALITY[why]))
    if not lacking:
        why = Why.LIFTED_BY_CONSENT
        return GateAnswer(gate, Opening.OPEN, why, (*CONFIDENTIALITY[why], *general, *sharing.grounds))
    stricter = ("C-02",) if handing.question.sector in _STRICT else ()
    why = {None: Why.NOT_LIFTED, Ended.WITHDRAWN: Why.LIFTING_WITHDRAWN, Ended.RUN_OUT: Why.LIFTING_RUN_OUT}[ended]
    return GateAnswer(gate, Opening.SHUT, why, (*CONFIDENTIALITY[why], *general, *stricter))


CONFIDENTIALITY: Final[Mapping[Why, tuple[str, ...]]] = MappingProxyType(
    {
        Why.WHO_LETS_OUT_NOT_KNOWN: ("C-01",),
        Why.LIFTED_BY_CONSENT: ("Q-02",),
        Why.NOT_LIFTED: ("C-01", "Q-02", "C-08"),
        Why.LIFTING_WITHDRAWN: ("Q-09", "C-01", "Q-02", "C-08"),
        Why.LIFTING_RUN_OUT: ("Q-08", "C-01", "Q-02", "C-08"),
    }
)
"""By what the second gate answers, the rules that it rests on in every case."""


_STRICT: Final = frozenset(
    {
        Sector.HEALTH,
        Sector.HOSPITAL,
        Sector.CHILD_WELFARE,
        Sector.SOCIAL_SERVICES,
        Sector.NAV,
        Sector.CRISIS_CENTRE,
        Sector.FAMILY_COUNSELLING,
    }
)


def _help(handing: Handing, helping: Needed | None, lacking: tuple[str, ...]) -> GateAnswer:
    if handing.help is None or helping is None:
        return GateAnswer(Gate.HELP, Opening.OPEN, Why.NO_HELP_ASKS_CONSENT, _NO_HELP)
    rules = HELP.get(handing.help, _NO_HELP)
    if not helping.can_be_said:
        return GateAnswer(Gate.HELP, Opening.CANNOT_SAY, Why.WHO_ACCEPTS_HELP_NOT_KNOWN, (*rules, *helping.grounds))
    if lacking:
        return GateAnswer(Gate.HELP, Opening.SHUT, Why.HELP_NOT_ACCEPTED, rules)
    return GateAnswer(Gate.HELP, Opening.OPEN, Why.HELP_ACCEPTED, rules)
