"""Follow what a guide names: the fragments it uses, and the guide it extends, to the end, in the order they count.

Nearest first: the guide, its fragments in the order it names them (each followed by those it uses itself), then the
guide it extends with its fragments, and so on. A fragment that is named twice counts where it is named first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from bti.errors import GuideError, Problem, UnknownGuide
from bti.guide.merging import Layer
from bti.guide.structuring import shown

__all__ = ["MOST_FRAGMENTS", "chained", "fragments_of"]

MOST_FRAGMENTS: Final = 100
"""How many fragments a guide may use, those of its fragments counted in."""


def chained(first: Layer, find: Callable[[str], Layer]) -> list[Layer]:
    """Return a document with all that it uses and extends, nearest first.

    Args:
        first: The document to begin with.
        find: Gives the document of an id.

    Raises:
        UnknownGuide: It extends a guide that is not known.
        GuideError: It goes round, uses what is no fragment or is not known, or extends a fragment.
    """
    chain: list[Layer] = []
    line = [first]
    while True:
        layer = line[-1]
        chain.append(layer)
        chain += _fragments(layer, (layer.guide,), {one.guide for one in chain}, find)
        wanted = layer.document.extends
        if wanted is None:
            return chain
        if any(one.guide == wanted for one in line):
            way = " → ".join([*(one.guide for one in line), wanted])
            raise _refused("a guide cannot extend itself", layer, "extends", f"goes round: {way}", wanted)
        extended = find(wanted)
        if extended.document.fragment:
            message = "is a fragment, which nothing can extend; name it in `uses`"
            raise _refused("a guide cannot extend a fragment", layer, "extends", message, wanted)
        line.append(extended)


def fragments_of(chain: list[Layer] | tuple[Layer, ...]) -> tuple[str, ...]:
    """Return the ids of the fragments that the first document of a chain uses, directly or through another."""
    found: list[str] = []
    for layer in chain[1:]:
        if not layer.document.fragment:
            break
        found.append(layer.guide)
    return tuple(found)


def _fragments(layer: Layer, way: tuple[str, ...], seen: set[str], find: Callable[[str], Layer]) -> Iterator[Layer]:
    for place, wanted in enumerate(layer.document.uses or ()):
        key = f"uses[{place}]"
        if wanted in way:
            message = f"goes round: {' → '.join([*way, wanted])}"
            raise _refused("a fragment cannot use itself", layer, key, message, wanted)
        if wanted in seen:
            continue
        if len(seen) > MOST_FRAGMENTS:
            message = f"a guide may use {MOST_FRAGMENTS} fragments at the most"
            raise _refused("a guide uses too many fragments", layer, key, message)
        fragment = _known(layer, key, wanted, find)
        seen.add(wanted)
        yield fragment
        yield from _fragments(fragment, (*way, wanted), seen, find)


def _known(layer: Layer, key: str, wanted: str, find: Callable[[str], Layer]) -> Layer:
    try:
        found = find(wanted)
    except UnknownGuide as error:
        raise _refused("a fragment is not known", layer, key, f"unknown fragment: {error}", wanted) from None
    if not found.document.fragment:
        message = "is a guide of its own and no fragment; name it in `extends`, or say fragment = true in its file"
        raise _refused("what a guide uses is a fragment", layer, key, message, wanted)
    if found.document.extends is not None:
        message = "a fragment extends nothing; leave it out, or name other fragments in `uses`"
        raise _refused("a fragment cannot extend a guide", found, "extends", message, found.document.extends)
    return found


def _refused(why: str, layer: Layer, key: str, message: str, found: str | None = None) -> GuideError:
    said = None if found is None else shown(found)
    return GuideError(why, [Problem(f"$.{key}", message, said, file=layer.file)])
