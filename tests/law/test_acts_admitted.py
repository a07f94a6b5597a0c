"""What the law says of an act, and what a real case admits, agree: the act is played on a small case of the situation.

The situation's family, date and consents become a case; the act becomes the fact that records it. Where no fact is the
act, or no fact carries what decides, it stands in `NO_FACT`, exactly; where the engine decides otherwise than the
situation, in `OTHERWISE`, with why.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

import bti
from tests.law.offered import ASKED, NO_FACT, offered
from tests.law.played_acts import ACTS, ALONE
from tests.law.told import SITUATIONS

OTHERWISE: Mapping[str, str] = {
    "hearing-not-heard-at-9-open-log": "advice only: a consent given without hearing the child stands in the record as "
    "what it is, and whether the child was heard where nobody wrote it down is not the engine's to judge (decided)",
}
"""Acts of these situations on which a case decides otherwise, and why."""

OTHER_GROUND = {
    "archive-default-keep-delete",  # what forbids it is H-02; that the rest is kept as well (H-04) forbids nothing
    "authorised-recalled-open-log",  # the consent of the other guardian is missing, which ask for
    "consent-tacit-open-log",  # a tacit consent is none that could be recorded, so that it is missing
    "offer-of-baton-would-tell-offer-baton",  # who takes no part is not known, whoever it is (I-08)
}
"""Refused by another rule than the situation names, and why."""

SHARED = "no fact of its own: what a service sees and writes is asked of views and gates"
OUTSIDE = "done outside the case, or by the host; the case records nothing of it"
RIGHTS = "a right in what is written: nothing that a case could refuse"

WITHOUT_FACT: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("share", "see", "share-identity", "share-by-general-crime-exception", "tell-guardians"),
            *("tell-guardians-what-parental-duty-needs", "tell-neighbour-school-that-there-is-a-case"),
            *("give-party-confidential-information", "tell-whether-investigation-opened"),
        ),
        SHARED,
    ),
    **dict.fromkeys(
        (
            *("load-guide", "health-care", "strictly-necessary-help-for-limited-time", "waiver-by-nearest-relative"),
            *("child-welfare-opens-case", "look-up-register", "talk-with-child-welfare", "demand-proof"),
            *("notify-guardians-of-the-talk-in-advance", "alert-municipal-health-service", "stop-report-by-leader"),
            *("report-anonymously", "confront-suspect", "leave-out-confirmation", "release-address-by-school"),
            *("keep-own-record", "show-national-id-as-key", "say-approved-by-datatilsynet", "copy-whole-record"),
            *("store-address", "adapted-education-decision"),
        ),
        OUTSIDE,
    ),
    **dict.fromkeys(
        (
            *("party-rights", "information-on-request", "access", "refuse-access", "restrict", "object", "block"),
            *("portability", "see-access-record"),
        ),
        RIGHTS,
    ),
    "bring-trusted-person": "a meeting of child welfare, not of the case",
}
"""Acts that are asked of what the law says alone, and why."""


@pytest.mark.parametrize("name", list(ASKED), ids=list(ASKED))
def test_a_case_decides_as_the_law_says(name: str) -> None:
    """Admitted where the act is allowed, refused where it is not."""
    situation, act, allowed = ASKED[name]
    verdict = offered(situation, act)
    said = [reason.code for reason in verdict.reasons] if isinstance(verdict, bti.Refused) else []
    assert isinstance(verdict, bti.Admitted) is (allowed is (name not in OTHERWISE)), said


def test_every_act_is_a_fact_or_is_said_to_be_none() -> None:
    """The acts of the situations, exactly: those with a fact, and those without."""
    acts = {act["act"] for one in SITUATIONS for key in ("allowed", "refused") for act in one["expect"].get(key, [])}
    assert acts == {*ACTS, *ALONE, *WITHOUT_FACT}
    assert not {*ACTS, *ALONE} & {*WITHOUT_FACT}
    assert {*NO_FACT} <= {f"{one['id']}-{act['act']}" for one in SITUATIONS for act in one["expect"].get("allowed", [])}


def test_a_refusal_rests_on_a_rule_of_the_situation() -> None:
    """Where a case refuses an act by law, one of the rules the situation names is among those it cites."""
    other: set[str] = set()
    for name, (situation, act, allowed) in ASKED.items():
        if allowed or name in OTHERWISE:
            continue
        verdict = offered(situation, act)
        assert isinstance(verdict, bti.Refused), name
        cited = {one.ref for reason in verdict.reasons for one in reason.citations}
        if not cited & {*act["rules"], *situation["rules"]}:
            other.add(name)
    assert other == OTHER_GROUND
