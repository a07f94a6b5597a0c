"""Check the tools of a guide and the questions of its evaluations: words, what they are about, names that are taken."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeVar

from bti.errors import Problem
from bti.guide.document import Document
from bti.guide.findings import lacking, problem, unknown
from bti.guide.merging import Part, Stack, children, first
from bti.guide.vocabulary import SORTS

__all__ = ["check_tools"]

F = TypeVar("F")


def check_tools(stack: Stack[Document], known: Collection[str], stated: Collection[str]) -> Iterator[Problem]:
    """Yield tools and questions without words, about nothing that is there, or called as a sort of document.

    Args:
        stack: The documents.
        known: What something can be about.
        stated: The levels and steps that any guide of the chain states: a nearer one may leave some of them out.
    """
    for tool, tools in children(stack, "tool", lambda table: table.tool).items():
        yield from lacking(tools, {"title": lambda table: table.title})
        if tool in SORTS:
            yield problem(tools[0], "id", "is the name of a sort of document; give the tool another one", tool)
        yield from _about(first(tools, lambda table: table.about), known, stated)
    for questions in children(stack, "question", lambda table: table.question).values():
        yield from lacking(questions, {"text": lambda table: table.text})
        yield from _about(first(questions, lambda table: table.about), known, stated)


def _about(found: tuple[str, Part[F]] | None, known: Collection[str], stated: Collection[str]) -> Iterator[Problem]:
    if found is not None and found[0] not in known and found[0] not in stated:
        yield unknown(found[1], "about", "level, step or topic", found[0], known)
