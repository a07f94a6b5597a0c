"""Begin a guide of one's own: a file with comments that a municipal adviser fills in, and that is right as it stands.

What is not a comment is only what every guide needs. The rest is there as examples, one `#` away from being used.
"""

from __future__ import annotations

from typing import Final

from bti.errors import InvalidValue
from bti.guide.loading import load_guide
from bti.guide.structuring import is_id
from bti.text import FALLBACK, check_language, check_text

__all__ = ["skeleton"]

_IN: Final = ("nb", "nn", "en")
_LONGEST_PLACE: Final = 80


def skeleton(id: str, *, place: str, extends: str = "national", lang: str = "nb") -> str:
    """Return the TOML of a new guide.

    Args:
        id: Its name: letters, digits, `.`, `_` and `-`.
        place: The municipality.
        extends: What it is built on, by id.
        lang: The language of its comments and its first texts: nb, nn or en, or what stands in for another.

    Raises:
        InvalidValue: The id or the place cannot be one.
        UnknownGuide: There is no guide of the id to be built on.
        UnknownLanguage: No such language.
    """
    if not is_id(id):
        raise InvalidValue(f"{id[:60]!r} cannot be a guide's id: letters, digits, '.', '_' and '-'")
    if len(check_text(place, "the place")) > _LONGEST_PLACE or not place.isprintable():
        raise InvalidValue(f"the place must be a name on one line, of {_LONGEST_PLACE} letters at most")
    if id == extends:
        raise InvalidValue("a guide cannot be built on itself")
    load_guide(extends)
    words = {"@ID@": id, "@EXTENDS@": extends, "@PLACE@": place.replace("\\", "\\\\").replace('"', '\\"')}
    text = _template(lang)
    for name, value in words.items():
        text = text.replace(name, value)
    return text


def _template(lang: str) -> str:
    from importlib.resources import files

    tag = next(one for one in (check_language(lang), *FALLBACK[lang]) if one in _IN)
    return (files("bti.check") / "skeletons" / f"{tag}.toml").read_text("utf-8")
