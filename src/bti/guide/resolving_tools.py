"""Merge the tools of a guide and the questions of its evaluations."""

from __future__ import annotations

from bti.guide.checking import required
from bti.guide.document import Document, QuestionTable, ToolTable
from bti.guide.merging import Stack, children, first
from bti.guide.stating import all_elsewhere, states, value_of
from bti.guide.tools import EvaluationQuestion, Tool

__all__ = ["questions_of", "tools_of"]


def tools_of(stack: Stack[Document]) -> tuple[Tool, ...]:
    """Return the tools of a chain of documents, each with who states it."""
    return tuple(map(_tool, children(stack, "tool", lambda table: table.tool).values()))


def questions_of(stack: Stack[Document]) -> tuple[EvaluationQuestion, ...]:
    """Return the questions of a chain of documents, each with who states it."""
    return tuple(map(_question, children(stack, "question", lambda table: table.question).values()))


def _tool(stack: Stack[ToolTable]) -> Tool:
    own = states(stack, frozenset({"id"}))
    return Tool(
        id=own.table.id,
        title=required(first(stack, lambda table: table.title)),
        about=value_of(first(stack, lambda table: table.about), None),
        kept=value_of(first(stack, lambda table: table.kept), None),
        address=value_of(first(stack, lambda table: table.address), None),
        origin=own.origin(),
        origins=all_elsewhere(stack, own),
    )


def _question(stack: Stack[QuestionTable]) -> EvaluationQuestion:
    own = states(stack, frozenset({"id"}))
    return EvaluationQuestion(
        id=own.table.id,
        text=required(first(stack, lambda table: table.text)),
        about=value_of(first(stack, lambda table: table.about), None),
        origin=own.origin(),
        origins=all_elsewhere(stack, own),
    )
