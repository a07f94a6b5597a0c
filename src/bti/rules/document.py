"""Filing documents: what content has to keep to, and that an expert assessment has the consent it needs."""

from __future__ import annotations

from collections.abc import Iterator

from bti.reasons import Reason, ReasonKind, law, model
from bti.record.consent import Scope
from bti.record.document import DocumentFiled, DocumentSort
from bti.rules.ask import Ask
from bti.rules.content import first_category
from bti.rules.opening import FREE_REF
from bti.rules.references import nearest
from bti.rules.registry import Found, drafts, form, rule

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


@form(DocumentFiled, source=model("guide"))
def the_tool_is_the_guides(ask: Ask, fact: DocumentFiled) -> Found:
    """A document is written with a tool that the guide has, or with none."""
    if fact.tool is None or ask.guide.tool(fact.tool) is not None:
        return None
    known = nearest(fact.tool, (one.id for one in ask.guide.tools)) or "–"
    return Reason("unknown_tool", ReasonKind.WRONG_FORM, (("tool", fact.tool), ("nearest", known)), (model("guide"),))


@drafts(DocumentFiled, "note", "audience", "service", "document", "sort")
def filings(ask: Ask) -> Iterator[DocumentFiled]:
    """File any document, written with no tool of the guide or with any of them."""
    for tool in (None, *(one.id for one in ask.guide.tools)):
        yield DocumentFiled(document=FREE_REF, sort=DocumentSort.OTHER, tool=tool, category=first_category(ask))
