"""Who could take the baton: by the very guards that judge an offer, for those who take part and those a host names.

Asked by whoever may offer or appoint; to others the answer is why they may not. Each candidate has all that was found,
so that a leader sees why somebody is only exceptional, and what has to happen before somebody from outside can be asked
(they join; their service is covered by consent, since the offer itself tells that the child is a client).
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence

import attrs

from bti.people import Professional
from bti.reasons import Reason, ReasonKind, law, model
from bti.record.baton import BatonAppointed, BatonOffered
from bti.record.people import Participant, PersonJoined, ServiceJoined
from bti.rules.actors import may_record
from bti.rules.ask import Ask
from bti.rules.baton import about_kin, about_partiality, about_role, is_preferred
from bti.rules.judging import gate, judge_alone, judge_fact, own_input
from bti.rules.registry import REGISTRY

__all__ = ["Candidate", "Candidates", "Suitability", "candidates"]


class Suitability(enum.Enum):
    """What somebody is as a candidate, the most suitable first."""

    PREFERRED = "preferred"  # the guide says that their role ought to, on this level
    ELIGIBLE = "eligible"
    EXCEPTIONAL = "exceptional"  # only with a recorded reason
    EXCLUDED = "excluded"  # not as things are; the reasons say whether that can be mended


_SUITABILITY = tuple(Suitability)


@attrs.frozen
class Candidate:
    """Somebody who could be asked to take the baton, or could not.

    Attributes:
        person: The professional's reference.
        role: Their role in the guide.
        service: The reference of their service.
        takes_part: Whether they take part in the case already.
        suitability: Preferred, eligible, exceptional or excluded.
        reasons: Why, the guide's advice included.
    """

    person: str
    role: str
    service: str
    takes_part: bool
    suitability: Suitability
    reasons: tuple[Reason, ...]


@attrs.frozen
class Candidates:
    """Who could take the baton.

    Attributes:
        kind: The kind of fact with which the asker would name one: an offer or an appointment; None where neither is
            theirs to make.
        people: All candidates, the most suitable first; empty where the asker may name nobody.
        reasons: What stands in the way of naming anybody just now (another offer is open, the level is too low), and
            what the guide advises.
    """

    kind: str | None
    people: tuple[Candidate, ...]
    reasons: tuple[Reason, ...]


_NOT_YOURS = Reason("not_yours_to_name", ReasonKind.WRONG_PERSON, (), (model("I-01"), model("model 4")))


def candidates(ask: Ask, among: Sequence[Professional]) -> Candidates:
    """Return who could take the baton, to whoever may offer or appoint.

    Args:
        ask: The question; `at` is `now`.
        among: Professionals who take no part yet, as the host knows them.
    """
    closed = own_input(ask) or gate(ask, BatonOffered)
    if closed:
        return Candidates(None, (), closed)
    kinds = tuple(kind for kind in (BatonOffered, BatonAppointed) if may_record(ask, kind))
    if not kinds or not ask.may_read:
        return Candidates(None, (), (_NOT_YOURS,))
    ways = tuple((kind, _standing_in_the_way(ask, kind)) for kind in kinds)
    kind, reasons = min(ways, key=lambda way: len(way[1]))  # the offer, where both are as good
    taking_part = ask.spine.people.professionals
    people = [_of_the_case(ask, kind, one) for one in taking_part.values()]
    others = {one.ref: one for one in among if one.ref not in taking_part}
    people += [_from_outside(ask, one) for one in others.values()]
    people.sort(key=lambda one: _SUITABILITY.index(one.suitability))
    return Candidates(kind.kind, tuple(people), reasons)


def _standing_in_the_way(ask: Ask, kind: type[BatonOffered | BatonAppointed]) -> tuple[Reason, ...]:
    form, rule = judge_alone(ask, REGISTRY.kinds[kind])
    return form or rule


def _of_the_case(ask: Ask, kind: type[BatonOffered | BatonAppointed], one: Participant) -> Candidate:
    reasons = judge_fact(ask, REGISTRY.kinds[kind], kind(to=one.ref))
    return _candidate(ask, one.ref, one.role, one.service, True, reasons)


def _from_outside(ask: Ask, one: Professional) -> Candidate:
    """Judge somebody who takes no part yet: what would be found of an offer, and what has to come before it."""
    ref, home = one.service.ref, ask.spine.life.home
    kin = about_kin(ask, one.ref)
    if kin is not None:
        return _candidate(ask, one.ref, one.role, ref, False, (kin,))
    known = ask.spine.people.services.get(ref)
    found = [about_partiality(ask, one.ref), about_role(ask, one.role)]
    if not ask.guide.fits(one.role, one.service.kind if known is None else known.kind):
        found.append(_NO_SUCH_ROLE)
    if (home is None or ref != home.ref) and not ask.covered(ref):
        found.append(_NOT_COVERED)
    if known is None:
        found.append(_joins_first(ServiceJoined))
    found.append(_joins_first(PersonJoined))
    return _candidate(ask, one.ref, one.role, ref, False, tuple(reason for reason in found if reason is not None))


_NO_SUCH_ROLE = Reason("candidate_role_unknown", ReasonKind.WRONG_FORM, (), (model("references"),))
_NOT_COVERED = Reason("service_not_covered", ReasonKind.UNMET, (), (law("C-02"), model("I-06")))


def _joins_first(kind: type[PersonJoined | ServiceJoined]) -> Reason:
    return Reason("candidate_joins_first", ReasonKind.NEEDS_FACT, (("fact", kind.words),), (model("model 4"),))


def _candidate(
    ask: Ask, person: str, role: str, service: str, takes_part: bool, reasons: Iterable[Reason]
) -> Candidate:
    found = tuple(reasons)
    kinds = {reason.kind for reason in found} - {ReasonKind.ADVICE, ReasonKind.NEEDS_FACT}
    if kinds - {ReasonKind.NEEDS_JUSTIFICATION}:
        suitability = Suitability.EXCLUDED
    elif kinds:
        suitability = Suitability.EXCEPTIONAL
    else:
        suitability = Suitability.PREFERRED if is_preferred(ask, role) else Suitability.ELIGIBLE
    return Candidate(person, role, service, takes_part, suitability, found)
