"""Other plans beside the relay log (IP, IOP, IUP): applied for, declined, linked, ended; and other cases beside this.

A child may have several at once and move between them (model 9). The plans themselves live elsewhere, with their own
law and their own consents (law Q-14: an individual plan only with consent); here stands that there is one.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import ClassVar

import attrs

from bti.errors import InvalidValue
from bti.people import Professional
from bti.record.entry import Entry
from bti.record.fact import Fact, Topic, is_a, is_date, is_ref
from bti.record.life import CaseLinked
from bti.record.need import NeedFollowedUp, NeedSeen, SeenNeed
from bti.record.read_only import read_only
from bti.text import Text

__all__ = [
    "LogAndPlanChosen",
    "LogBesidePlan",
    "OtherPlan",
    "OtherPlans",
    "PlanAppliedFor",
    "PlanDated",
    "PlanDeclined",
    "PlanEnded",
    "PlanKind",
    "PlanLinked",
    "PlanRefusal",
    "PlanStatus",
]


class PlanKind(enum.Enum):
    """Which plan."""

    IP = "ip"  # individual plan (individuell plan)
    IOP = "iop"  # individual education plan, school (individuell opplæringsplan)
    IUP = "iup"  # individual development plan, kindergarten (individuell utviklingsplan)
    OTHER = "other"  # named by a code of the guide's


class PlanRefusal(enum.Enum):
    """Why a plan was declined."""

    NOT_ENTITLED = "not_entitled"  # what the law asks for is not there
    OTHER_HELP = "other_help"  # another form of help is enough
    APPLICATION_WITHDRAWN = "application_withdrawn"  # those who applied do not want it any more
    OTHER = "other"


@attrs.frozen(kw_only=True)
class PlanAppliedFor(Fact):
    """Another plan is applied for; its id is the entry's. Everybody who takes part may have applied.

    Attributes:
        plan_kind: Which plan.
        code: The guide's own code for it, needed exactly for `PlanKind.OTHER`.
    """

    kind: ClassVar[str] = "plan_applied_for"
    topic: ClassVar[Topic] = Topic.PLANS
    words: ClassVar[Text] = Text(nb="plan søkt om", nn="plan søkt om", en="plan applied for")
    source: ClassVar[str] = "Tromsø (seed 000); Sula, IP-gruppe; Arendal; law E-05, E-10"

    plan_kind: PlanKind = attrs.field(validator=is_a(PlanKind))
    code: str | None = attrs.field(default=None, validator=is_ref)

    def __attrs_post_init__(self) -> None:
        _check_code(self)


@attrs.frozen(kw_only=True)
class _OfAPlan(Fact):
    """What names a plan applied for here, or the kind of one that was applied for elsewhere.

    Attributes:
        plan: The id of the application; None where it was not recorded here.
        plan_kind: Which plan, needed exactly where there is no id.
        code: The guide's own code for it, needed exactly for `PlanKind.OTHER`.
    """

    plan: str | None = attrs.field(default=None, validator=is_ref)
    plan_kind: PlanKind | None = attrs.field(default=None, validator=is_a(PlanKind))
    code: str | None = attrs.field(default=None, validator=is_ref)

    def __attrs_post_init__(self) -> None:
        if (self.plan is None) == (self.plan_kind is None):
            raise InvalidValue(f"{type(self).__name__} names either an application here or the kind of plan")
        _check_code(self)


def _check_code(fact: PlanAppliedFor | _OfAPlan) -> None:
    if (fact.plan_kind is PlanKind.OTHER) != (fact.code is not None):
        raise InvalidValue(f"{type(fact).__name__}.code is given exactly when the kind of plan is PlanKind.OTHER")


@attrs.frozen(kw_only=True)
class PlanDeclined(_OfAPlan):
    """An application for another plan is declined. A declined individual plan is where many relay logs begin.

    Attributes:
        reason: Why, coded.
    """

    kind: ClassVar[str] = "plan_declined"
    topic: ClassVar[Topic] = Topic.PLANS
    words: ClassVar[Text] = Text(nb="plan avslått", nn="plan avslått", en="plan declined")
    source: ClassVar[str] = "Tromsø (seed 000): the relay log is for those without a right to an individual plan"

    reason: PlanRefusal = attrs.field(validator=is_a(PlanRefusal))


@attrs.frozen(kw_only=True)
class PlanLinked(_OfAPlan):
    """Another plan is there, and kept in the host's or another system.

    What an individual plan does to the relay log is the guide's setting (law E-11): both stand, the plan goes on in
    the log, or the log is closed and handed over; the last is recorded as a consequence.

    Attributes:
        reference: The host's reference of the plan.
    """

    kind: ClassVar[str] = "plan_linked"
    topic: ClassVar[Topic] = Topic.PLANS
    words: ClassVar[Text] = Text(nb="plan knyttet til saken", nn="plan knytt til saka", en="plan linked")
    source: ClassVar[str] = "Tromsø (seed 001): log, IP, IOP, IUP side by side; Risør 2.2, 3.2; law E-06, E-11, Q-14"

    reference: str = attrs.field(validator=is_ref)


@attrs.frozen(kw_only=True)
class PlanDated(Fact):
    """The plan says for how long it is, and when it is gone through again; recorded anew each time it was.

    The law gives an individual plan no deadline: the plan states its own dates, and these are followed (law F-13).

    Attributes:
        plan: The plan's id.
        revise_by: The last day on which it is gone through again.
        until: The last day of its period; None where it stands until further notice.
    """

    kind: ClassVar[str] = "plan_dated"
    topic: ClassVar[Topic] = Topic.PLANS
    words: ClassVar[Text] = Text(
        nb="planperiode og gjennomgang satt", nn="planperiode og gjennomgang sett", en="plan dated"
    )
    source: ClassVar[str] = "law E-07, F-13"

    plan: str = attrs.field(validator=is_ref)
    revise_by: dt.date = attrs.field(validator=is_date)
    until: dt.date | None = attrs.field(default=None, validator=is_date)

    def __attrs_post_init__(self) -> None:
        if self.until is not None and self.until < self.revise_by:
            raise InvalidValue("PlanDated.revise_by is a day of the plan's period")


class LogBesidePlan(enum.Enum):
    """What becomes of the relay log beside an individual plan."""

    LOG_CLOSES = "log_closes"  # and is handed over
    BOTH_STAND = "both_stand"
    PLAN_IN_LOG = "plan_in_log"  # the plan goes on in the log


@attrs.frozen(kw_only=True)
class LogAndPlanChosen(Fact):
    """It is chosen what an individual plan means for the relay log of this case, where the guide leaves it open.

    That the log closes is recorded as a consequence.

    Attributes:
        plan: The individual plan's id.
        log: What becomes of the log.
    """

    kind: ClassVar[str] = "log_and_plan_chosen"
    topic: ClassVar[Topic] = Topic.PLANS
    words: ClassVar[Text] = Text(
        nb="valg mellom logg og individuell plan", nn="val mellom logg og individuell plan", en="log and plan chosen"
    )
    source: ClassVar[str] = "law E-11; section 12: where the municipality has not said, one is asked"

    plan: str = attrs.field(validator=is_ref)
    log: LogBesidePlan = attrs.field(validator=is_a(LogBesidePlan))


@attrs.frozen(kw_only=True)
class PlanEnded(Fact):
    """Another plan is over.

    Attributes:
        plan: The plan's id.
    """

    kind: ClassVar[str] = "plan_ended"
    topic: ClassVar[Topic] = Topic.PLANS
    words: ClassVar[Text] = Text(nb="plan avsluttet", nn="plan avslutta", en="plan ended")
    source: ClassVar[str] = "model 9: children move between plans; Tromsø (seed 001)"

    plan: str = attrs.field(validator=is_ref)


class PlanStatus(enum.Enum):
    """Where another plan is in its life."""

    APPLIED = "applied"
    DECLINED = "declined"
    STANDS = "stands"
    ENDED = "ended"


@attrs.frozen
class OtherPlan:
    """One other plan on the spine.

    Attributes:
        id: The id of the entry that first named it.
        plan_kind: Which plan.
        code: The guide's own code, for `PlanKind.OTHER`.
        status: Where it is in its life.
        reference: The host's reference, once it is linked.
        revise_by: The last day on which it is gone through again; None where it has not been said.
        until: The last day of its period; None where it has none, or it has not been said.
        log: What becomes of the relay log beside it; None where it has not been chosen.
    """

    id: str
    plan_kind: PlanKind
    code: str | None
    status: PlanStatus
    reference: str | None = None
    revise_by: dt.date | None = None
    until: dt.date | None = None
    log: LogBesidePlan | None = None


@attrs.frozen
class OtherPlans:
    """The piece of the spine that holds what stands beside the case: other plans, and other children's cases.

    Attributes:
        plans: By id.
        linked: The ids of the cases this one belongs together with.
        needs: What somebody saw a need for, by id.
    """

    plans: Mapping[str, OtherPlan] = attrs.field(converter=read_only, factory=dict[str, OtherPlan])
    linked: tuple[str, ...] = ()
    needs: Mapping[str, SeenNeed] = attrs.field(converter=read_only, factory=dict[str, SeenNeed])

    def of_status(self, status: PlanStatus) -> tuple[OtherPlan, ...]:
        """Return the plans that are where they are said to be in their life."""
        return tuple(one for one in self.plans.values() if one.status is status)


def applied_for(piece: OtherPlans, entry: Entry, fact: PlanAppliedFor) -> OtherPlans:
    """Add the application."""
    return _with(piece, OtherPlan(entry.id, fact.plan_kind, fact.code, PlanStatus.APPLIED))


def declined(piece: OtherPlans, entry: Entry, fact: PlanDeclined) -> OtherPlans:
    """Mark the plan as declined."""
    return _with(piece, attrs.evolve(_named(piece, entry, fact), status=PlanStatus.DECLINED))


def linked(piece: OtherPlans, entry: Entry, fact: PlanLinked) -> OtherPlans:
    """Let the plan stand."""
    plan = _named(piece, entry, fact)
    return _with(piece, attrs.evolve(plan, status=PlanStatus.STANDS, reference=fact.reference))


def ended(piece: OtherPlans, entry: Entry, fact: PlanEnded) -> OtherPlans:
    """End the plan."""
    return _with(piece, attrs.evolve(piece.plans[fact.plan], status=PlanStatus.ENDED))


def dated(piece: OtherPlans, entry: Entry, fact: PlanDated) -> OtherPlans:
    """Keep its dates."""
    return _with(piece, attrs.evolve(piece.plans[fact.plan], revise_by=fact.revise_by, until=fact.until))


def log_chosen(piece: OtherPlans, entry: Entry, fact: LogAndPlanChosen) -> OtherPlans:
    """Keep what was chosen."""
    return _with(piece, attrs.evolve(piece.plans[fact.plan], log=fact.log))


def need_seen(piece: OtherPlans, entry: Entry, fact: NeedSeen) -> OtherPlans:
    """Add the need."""
    kind = entry.by.service.kind if isinstance(entry.by, Professional) else None
    need = SeenNeed(entry.id, fact.need, entry.audience, fact.category, entry.by.ref, kind)
    return attrs.evolve(piece, needs={**piece.needs, need.id: need})


def need_followed_up(piece: OtherPlans, entry: Entry, fact: NeedFollowedUp) -> OtherPlans:
    """Keep what was done about it."""
    need = piece.needs[fact.seen]
    return attrs.evolve(piece, needs={**piece.needs, need.id: attrs.evolve(need, done=(*need.done, fact.how))})


def case_linked(piece: OtherPlans, entry: Entry, fact: CaseLinked) -> OtherPlans:
    """Remember the other case."""
    return attrs.evolve(piece, linked=(*piece.linked, fact.other))


def _named(piece: OtherPlans, entry: Entry, fact: _OfAPlan) -> OtherPlan:
    if fact.plan is not None:
        return piece.plans[fact.plan]
    return OtherPlan(entry.id, fact.plan_kind or PlanKind.OTHER, fact.code, PlanStatus.APPLIED)


def _with(piece: OtherPlans, plan: OtherPlan) -> OtherPlans:
    return attrs.evolve(piece, plans={**piece.plans, plan.id: plan})
