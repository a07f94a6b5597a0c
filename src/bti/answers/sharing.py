"""May something be shared: three gates, each with its own answer, reason and sources; never one flag (law Z-01).

Asked by the home service, and by a service that takes part about what it would give itself. Everybody else is told
what they would be told of no case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from bti.law.case_family import family_of_case, settings_of
from bti.law.consent import Sharing, missing, question_of, required_for
from bti.law.consent_covers import excluded
from bti.law.consent_needed import Needed, who_must_consent
from bti.law.gates import Ended, Gate, GateAnswer, Handing, Opening, Why, gates
from bti.law.matters import Matter, sector_of
from bti.law.rules import Law
from bti.people import Professional, Service
from bti.reasons import Reason, ReasonKind, law
from bti.record.consent import Answer, Scope, SharingPurpose
from bti.record.fact import Category
from bti.rules.ask import Ask, Standing
from bti.rules.references import may_know_of

__all__ = ["GateVerdict", "ThreeGates", "may_share"]

_HELP: Final[Mapping[SharingPurpose, Scope]] = {
    SharingPurpose.ASSESSMENT: Scope.ASSESSMENT,
    SharingPurpose.PLAN: Scope.INDIVIDUAL_PLAN,
}
"""Purposes that are help of their own, which needs its own yes (law A-16, Q-14)."""

_KIND: Final[Mapping[Opening, ReasonKind]] = {
    Opening.OPEN: ReasonKind.ADVICE,
    Opening.SHUT: ReasonKind.FORBIDDEN,
    Opening.CANNOT_SAY: ReasonKind.UNMET,
}


@attrs.frozen
class GateVerdict:
    """What one gate answers.

    Attributes:
        gate: Which.
        verdict: Open, shut, or that it cannot be said.
        reason: Why, with its sources and what can be done.
    """

    gate: Gate
    verdict: Opening
    reason: Reason


@attrs.frozen
class ThreeGates:
    """The three answers. There is no fourth that joins them: each has to be open, and each for its own reason.

    Attributes:
        gdpr: Whether the controller has a basis for the processing.
        confidentiality: Whether confidentiality has been lifted.
        help: Whether the help itself has been consented to.
    """

    gdpr: GateVerdict
    confidentiality: GateVerdict
    help: GateVerdict

    def __iter__(self) -> Iterator[GateVerdict]:
        """Go through the gates in their order."""
        return iter((self.gdpr, self.confidentiality, self.help))


def may_share(ask: Ask, to: Service, category: Category, purpose: SharingPurpose, law_data: Law) -> ThreeGates:
    """Answer each gate for one disclosure from the asker's own service.

    Args:
        ask: Who asks, of which case.
        to: The service that would receive.
        category: The kind of information.
        purpose: What it is for.
        law_data: The law.
    """
    by = ask.by
    if ask.standing not in (Standing.HOME, Standing.SERVICE) or not isinstance(by, Professional) or not ask.may_read:
        return ThreeGates(*(_said(GateAnswer(gate, Opening.CANNOT_SAY, Why.GATES_UNKNOWN, ("C-01",))) for gate in Gate))
    spine, day, rules = ask.spine, ask.today, ask.guide.consent
    question = attrs.evolve(question_of(spine, Scope.SERVICE, category), sector=sector_of(by.service.kind))
    family, settings = family_of_case(spine), settings_of(rules, Scope.SERVICE, to.ref)
    needed = who_must_consent(family, question, day, settings, law_data)
    required = required_for(spine, rules, question, Scope.SERVICE, to.ref, day)
    lacking = missing(spine, required, Scope.SERVICE, to.ref, day, Sharing(category, purpose, by.service.ref))
    if to.ref in excluded(spine, to.ref, day):
        lacking = required.persons
    named = spine.consents.named.get(to.ref)
    is_hidden = named is not None and not may_know_of(ask, named)  # as one that the family was never asked about
    if is_hidden:
        lacking = required.persons
    scope = _HELP.get(purpose)
    helping, lacking_help = _help(ask, scope, law_data)
    handing = Handing(question, sector_of(to.kind), None if scope is None else Matter(scope.value))
    general = law_data.standing(("C-15",), day)
    tells = not is_hidden and (ask.standing is Standing.HOME or ask.answers or by.service.ref == to.ref)
    ended = _ended(ask, to.ref, lacking) if tells else None  # what the family answered of others is not theirs to know
    found = gates(handing, needed, lacking, helping, lacking_help, ended, general)
    return ThreeGates(*(_said(found.of(gate)) for gate in Gate))


def _help(ask: Ask, scope: Scope | None, law_data: Law) -> tuple[Needed | None, tuple[str, ...]]:
    if scope is None:
        return None, ()
    spine, rules, day = ask.spine, ask.guide.consent, ask.today
    question = question_of(spine, scope)
    needed = who_must_consent(family_of_case(spine), question, day, settings_of(rules, scope), law_data)
    required = required_for(spine, rules, question, scope, None, day)
    return needed, missing(spine, required, scope, None, day)


def _ended(ask: Ask, service: str, lacking: tuple[str, ...]) -> Ended | None:
    """Return how a consent that was there ended, for one of those who lack it now."""
    consents, day = ask.spine.consents, ask.today
    for person in lacking:
        for one in consents.of(Scope.SERVICE, service, person)[:1]:
            if one.answer is Answer.WITHDRAWN:
                return Ended.WITHDRAWN
            if one.valid_until is not None and one.valid_until < day:
                return Ended.RUN_OUT
    return None


def _said(answer: GateAnswer) -> GateVerdict:
    codes = {
        Why.BASIS_IS_CONSENT: "basis_is_consent",
        Why.BASIS_CONSENT_NOT_EXPLICIT: "basis_consent_not_explicit",
        Why.BASIS_IS_PUBLIC_TASK: "basis_is_public_task",
        Why.BASIS_OF_SHARED_LOG_OPEN: "basis_of_shared_log_open",
        Why.BASIS_NOT_FOUND: "basis_not_found",
        Why.WHO_LETS_OUT_NOT_KNOWN: "who_lets_out_not_known",
        Why.LIFTED_BY_CONSENT: "lifted_by_consent",
        Why.NOT_LIFTED: "not_lifted",
        Why.LIFTING_WITHDRAWN: "lifting_withdrawn",
        Why.LIFTING_RUN_OUT: "lifting_run_out",
        Why.NO_HELP_ASKS_CONSENT: "no_help_asks_consent",
        Why.WHO_ACCEPTS_HELP_NOT_KNOWN: "who_accepts_help_not_known",
        Why.HELP_NOT_ACCEPTED: "help_not_accepted",
        Why.HELP_ACCEPTED: "help_accepted",
        Why.GATES_UNKNOWN: "gates_unknown",
    }
    kept = tuple(law(one) for one in dict.fromkeys(answer.grounds) if one not in _KEPT)
    return GateVerdict(answer.gate, answer.verdict, Reason(codes[answer.why], _KIND[answer.verdict], (), kept))


_KEPT: Final = frozenset({"A-07", "A-10", "A-11"})
"""Grounds that tell of an order, an authorisation or somebody's inability: a service may be who asks."""
