"""Filing documents: what content has to keep to, and that an expert assessment has the consent it needs."""

from __future__ import annotations

from collections.abc import Iterator

from bti.reasons import Reason, ReasonKind, law
from bti.record.consent import Scope
from bti.record.document import DocumentFiled, DocumentSort
from bti.rules.ask import Ask
from bti.rules.content import first_category
from bti.rules.opening import FREE_REF
from bti.rules.registry import Found, drafts, rule

__all__: list[str] = []


@rule(DocumentFiled, source=law("A-16"))
def an_expert_assessment_has_consent(ask: Ask, fact: DocumentFiled) -> Found:
    """PPT assesses with the consent of those who must give it; where it stands elsewhere, that is said as the reason.

    An assessment may be older than the case, and its consent may stand in PPT's own record; so it hinders nothing once
    that is said. A referral needs none before the one it goes to assesses, and whom it goes to no document says: who
    files one is told what comes next.

    Source: law A-16.
    """
    if fact.sort not in (DocumentSort.EXPERT_OPINION, DocumentSort.REFERRAL) or ask.has_consent(Scope.ASSESSMENT):
        return None
    if fact.sort is DocumentSort.REFERRAL:
        return Reason("assessment_will_need_consent", ReasonKind.ADVICE, (), (law("A-16"),))
    return Reason("assessment_needs_consent", ReasonKind.NEEDS_JUSTIFICATION, (), (law("A-16"),))


@drafts(DocumentFiled, "note", "audience", "service", "document", "sort")
def filings(ask: Ask) -> Iterator[DocumentFiled]:
    """File any document."""
    yield DocumentFiled(document=FREE_REF, sort=DocumentSort.OTHER, category=first_category(ask))
