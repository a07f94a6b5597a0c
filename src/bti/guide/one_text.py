"""A guide with all that it is built on as one TOML text, to read and to copy from.

It says what the guide says, in one file that extends nothing. Loaded again it means the same; who of the chain said
what, and so what is inherited, is not told any more.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final, cast

import attrs

from bti.errors import GuideError, Problem
from bti.guide.digest import canonical
from bti.guide.flattening import flattened
from bti.guide.loading import load_chain, parse_guide
from bti.guide.model import Guide
from bti.guide.resolving import resolve
from bti.guide.writing import written

__all__ = ["guide_toml", "meaning_of"]

_WHO_SAYS_IT: Final = frozenset({"origin", "origins", "chain", "fragments", "without"})


def guide_toml(id_or_path: str | os.PathLike[str], *, search: Sequence[str | os.PathLike[str]] = ()) -> str:
    """Return a guide as one TOML text that extends nothing and loads back to the same meaning.

    Args:
        id_or_path: As for `load_guide`; a guide that was kept has no tables to write.
        search: As for `load_guide`.

    Raises:
        UnknownGuide: There is no such guide or file.
        GuideError: It cannot be used; or it says something that one text cannot: what lies beneath holds before or
            after a date, a variant of a guide beneath stands under what the guide itself says, or a role stands whose
            services are all left out.
    """
    if os.fspath(id_or_path).endswith(".json"):
        raise _refused(str(id_or_path), "is a guide that was kept, which has no tables to write")
    chain = load_chain(id_or_path, search)
    guide, text = resolve(chain), written(flattened(chain))
    try:
        is_the_same = meaning_of(parse_guide(text)) == meaning_of(guide)
    except GuideError:
        is_the_same = False
    if not is_the_same:
        raise _refused(
            guide.id,
            "says by date, by variant or of whom it leaves out what one text cannot; look at what it is built on",
        )
    return text


def meaning_of(guide: Guide) -> object:
    """Return what a guide says as plain values, without who says it, nor services of a role that it leaves out."""
    return _bare(canonical(_standing(guide)))


def _standing(guide: Guide) -> Guide:
    """Return a guide whose roles name no service that it leaves out, where they name others too."""
    kinds = {service.id for service in guide.services}
    kept = {role.id: tuple(kind for kind in role.services if kind in kinds) for role in guide.roles}
    roles = tuple(attrs.evolve(role, services=kept[role.id] or role.services) for role in guide.roles)
    variants = tuple(attrs.evolve(one, guide=_standing(one.guide)) for one in guide.variants)
    phases = tuple(attrs.evolve(one, guide=_standing(one.guide)) for one in guide.phases)
    return attrs.evolve(guide, roles=roles, variants=variants, phases=phases)


def _bare(value: object) -> object:
    if isinstance(value, dict):
        table = cast("dict[str, object]", value)
        return {key: _bare(one) for key, one in table.items() if key not in _WHO_SAYS_IT}
    return [_bare(one) for one in cast("list[object]", value)] if isinstance(value, list) else value


def _refused(guide: str, message: str) -> GuideError:
    return GuideError(f"{guide} cannot be written as one text", [Problem("$", message)])
