"""Which layers a guide is made of: the variant, the document, its fragments, and then what it extends, nearest first.

A variant is laid over the document that states it as if it were a document of its own, so that everything a guide can
say can be said otherwise for some kinds of home service, and each element knows the variant it comes from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from bti.errors import Problem
from bti.guide.document import Document, VariantTable
from bti.guide.findings import Names, lacking, problem, unknown
from bti.guide.merging import Layer, Stack, children, first

__all__ = ["MOST_VARIANTS", "check_variants", "homes_of", "overlaid", "variants_of"]

MOST_VARIANTS: Final = 40
"""How many variants a guide may have; each is a guide of its own to resolve."""

_SHARED: Final = (
    *("level", "levels", "entries", "role", "roles", "baton", "consent", "log", "privacy", "whom", "not_heard"),
    *("words", "deadline", "duty", "tool", "question", "said", "missing"),
    *("arena", "arenas", "pathway", "pathways"),
)


def variants_of(stack: Stack[Document]) -> dict[str, Stack[VariantTable]]:
    """Return the variants of a chain by id, each with all that says something of it, nearest first."""
    return children(stack, "variant", lambda table: table.variant)


def homes_of(stack: Stack[VariantTable]) -> tuple[str, ...]:
    """Return the kinds of home service a variant holds for."""
    found = first(stack, lambda table: table.home)
    return tuple(found[0]) if found else ()


def overlaid(chain: Sequence[Layer], variant: str) -> tuple[Layer, ...]:
    """Return the layers of a variant: what each document says of it lies right over that document."""
    return tuple(_overlaid(chain, variant))


def _overlaid(chain: Sequence[Layer], variant: str) -> Iterator[Layer]:
    for layer in chain:
        for place, table in enumerate(layer.document.variant or ()):
            if table.id == variant:
                yield _laid(layer, table, f"$.variant[{place}]")
                break
        yield layer


def _laid(layer: Layer, table: VariantTable, path: str) -> Layer:
    document = layer.document
    over = Document(
        id=document.id,
        version=document.version,
        title=table.title or document.title,
        **{name: getattr(table, name) for name in _SHARED},
    )
    return attrs.evolve(layer, document=over, path=path, place=f"variant {table.id}")


def check_variants(stack: Stack[Document], names: Names) -> Iterator[Problem]:
    """Yield what is wrong with the variants as such; what they state is checked with the layers they make."""
    variants = variants_of(stack)
    if len(variants) > MOST_VARIANTS:
        yield problem(stack[0], "variant", f"a guide may have {MOST_VARIANTS} variants at the most", len(variants))
    taken: dict[str, str] = {}
    for variant, parts in variants.items():
        yield from lacking(parts, {"home": lambda table: table.home})
        found = first(parts, lambda table: table.home)
        if found is None:
            continue
        homes, part = found
        if not homes:
            yield problem(part, "home", "names no kind of home service, so that no case could fall under the variant")
        for place, kind in enumerate(homes):
            if kind not in names.services:
                yield unknown(part, f"home[{place}]", "service", kind, names.services)
            elif taken.setdefault(kind, variant) != variant:
                message = f"the variant {taken[kind]} holds for it too; a case falls under one variant"
                yield problem(part, f"home[{place}]", message, kind)
        if all(not getattr(one.table, name) for one in parts for name in (*_SHARED, "title")):
            yield problem(parts[0], "", "says nothing otherwise; state what differs, or leave the variant out", variant)
