"""Filing documents: what content has to keep to, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from bti.record.document import DocumentFiled, DocumentSort
from bti.rules.ask import Ask
from bti.rules.content import first_category
from bti.rules.opening import FREE_REF
from bti.rules.registry import drafts

__all__: list[str] = []


@drafts(DocumentFiled, "note", "audience", "service", "document", "sort")
def filings(ask: Ask) -> Iterator[DocumentFiled]:
    """File any document."""
    yield DocumentFiled(document=FREE_REF, sort=DocumentSort.OTHER, category=first_category(ask))
