"""The tools (verktøy) of a guide, and the questions it wants an evaluation to answer.

A tool is what work is written with or looked up in: a form, a template of a note, a record of the service, a guide to a
talk. The engine keeps none of them. It knows which ones there are, shows them where they belong, and can be asked
whether a document was written with one (`document_filed` with the tool's id).

A question is one that an evaluation has to answer (Risør school: were the measures carried out, did they have the
wished effect, are they to go on or be replaced). What was answered decides nothing; that there is an answer can be
asked for.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from bti.guide.settings import SHOWN_ONLY, Origin
from bti.text import Text

__all__ = ["EvaluationQuestion", "Tool"]


@attrs.frozen
class Tool:
    """A tool of the guide.

    Attributes:
        id: Its name in the guide, and in `DocumentFiled.tool`.
        title: What it is called.
        about: Where it belongs: a level, a step, an arena, a pathway, or "baton", "consent" or "log"; None where the
            guide does not say.
        kept: Where what is written with it is kept, in the guide's words ("in the child's journal").
        address: Where it can be read.
        origin: Who states it.
        origins: Who states each field that another guide of the chain states.
    """

    id: str
    title: Text
    about: str | None
    kept: Text | None
    address: str | None
    origin: Origin
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], eq=False, metadata=SHOWN_ONLY)

    def origin_of(self, field: str) -> Origin:
        """Return who states one field of this tool."""
        return self.origins.get(field, self.origin)


@attrs.frozen
class EvaluationQuestion:
    """A question that an evaluation answers.

    Attributes:
        id: Its name in the guide, and in `EvaluationAnswered.question`.
        text: The question, in the guide's words.
        about: Where it is asked: a level, a step or a pathway; None where the guide does not say.
        origin: Who states it.
        origins: Who states each field that another guide of the chain states.
    """

    id: str
    text: Text
    about: str | None
    origin: Origin
    origins: Mapping[str, Origin] = attrs.field(factory=dict[str, Origin], eq=False, metadata=SHOWN_ONLY)

    def origin_of(self, field: str) -> Origin:
        """Return who states one field of this question."""
        return self.origins.get(field, self.origin)
