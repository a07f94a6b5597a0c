"""How is it said? Texts by language tag, with a declared fallback, and plain `{name}` substitution.

The library's own texts exist in bokmål (nb), nynorsk (nn) and English (en). A guide may say things in other
languages too: a South Sámi title (sma) stands beside the Norwegian one. Which language stands in for which is
written in one table, `FALLBACK`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from bti.errors import InvalidValue, UnknownLanguage

__all__ = [
    "FALLBACK",
    "LANGUAGES",
    "Text",
    "check_language",
    "check_text",
    "placeholders",
    "render",
]

LANGUAGES: Final = ("nb", "nn", "en")
"""The languages that every text of the library itself exists in."""

FALLBACK: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "nb": ("nn", "en"),
        "nn": ("nb", "en"),
        "en": ("nb", "nn"),
        "se": ("nb", "nn", "en"),
        "sma": ("nb", "nn", "en"),
        "smj": ("nb", "nn", "en"),
        "fkv": ("nb", "nn", "en"),
    }
)
"""Which languages stand in, in order, for one that a text lacks; its keys are the languages anybody may ask for.

Bokmål and nynorsk stand in for each other before English does; English falls back on bokmål; the Sámi languages
and Kven on bokmål. Where none of these is there either, the text is given as it is, in its first language:
something to read is better than an error on a page.
"""

_CALLED: Final = {
    "nb": "bokmål",
    "nn": "nynorsk",
    "en": "English",
    "se": "Northern Sámi",
    "sma": "South Sámi",
    "smj": "Lule Sámi",
    "fkv": "Kven",
}
"""What each language that may be asked for is called, for whoever asks for another."""

_NEAREST: Final = {"no": "nb", "nob": "nb", "nor": "nb", "nno": "nn", "eng": "en", "sme": "se"}
_PLACEHOLDER: Final = re.compile(r"\{\{|\}\}|\{([a-z][a-z0-9_]*)\}|[{}]", re.ASCII)


def check_text(value: object, what: str = "text") -> str:
    """Return `value` if it is a text: a string with something in it that every encoding can carry.

    Raises:
        InvalidValue: It is not a string, is empty or blank, or holds half a character (a lone surrogate). The
            message never quotes it.
    """
    if type(value) is not str:
        raise InvalidValue(f"{what} must be a text, not {_article(type(value).__name__)}")
    if not value.strip():
        raise InvalidValue(f"{what} must not be empty")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidValue(f"{what} holds half a character (a lone surrogate) at position {error.start}") from None
    return value


def check_language(tag: object) -> str:
    """Return `tag` if it is a language that may be asked for: a key of `FALLBACK`.

    A host calls this once, where a language comes in from outside. After it, no text raises.

    Raises:
        UnknownLanguage: It is not; the message names the nearest known tag and lists them all.
    """
    if type(tag) is str and tag in FALLBACK:
        return tag
    raise _unknown(tag, tuple(FALLBACK))


@attrs.frozen(init=False, repr=False)
class Text:
    """One thing said in one or more languages.

    Two texts that say the same in the same languages are equal, in whichever order the languages were given.

    Raises:
        InvalidValue: There is no text at all, a tag is not a language tag, or a text is not one (`check_text`).
    """

    _texts: tuple[tuple[str, str], ...]

    def __init__(self, *, nb: str | None = None, nn: str | None = None, en: str | None = None, **others: str) -> None:
        given: dict[str, object] = {"nb": nb, "nn": nn, "en": en}
        own = {tag: said for tag, said in given.items() if said is not None}
        object.__setattr__(self, "_texts", _checked({**own, **others}))

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Text:
        """Make a text from a mapping by language tag, as read from a file.

        Raises:
            InvalidValue: See `Text`.
        """
        text = cls.__new__(cls)
        object.__setattr__(text, "_texts", _checked(texts))
        return text

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the languages it is said in: nb, nn, en first, then others by the alphabet."""
        return tuple(tag for tag, _ in self._texts)

    def has(self, lang: str) -> bool:
        """Tell whether it is said in this very language, without any fallback."""
        return any(tag == lang for tag, _ in self._texts)

    def items(self) -> tuple[tuple[str, str], ...]:
        """Return language tag and text for each language, in the order of `tags`; `Text.of(dict(…))` turns it back."""
        return self._texts

    def in_(self, lang: str) -> str:
        """Return the text in a language, or in the one that stands in for it by `FALLBACK`.

        Raises:
            UnknownLanguage: The text does not have this language and nothing is declared to stand in for it.
        """
        for tag, said in self._texts:
            if tag == lang:
                return said
        order = FALLBACK.get(lang) if type(lang) is str else None
        if order is None:
            raise _unknown(lang, tuple(dict.fromkeys((*self.tags, *FALLBACK))))
        said_in = dict(self._texts)
        return next((said_in[tag] for tag in order if tag in said_in), self._texts[0][1])

    def __call__(self, lang: str) -> str:
        """Return the text in a language; the same as `in_`."""
        return self.in_(lang)

    def __repr__(self) -> str:
        return f"Text({', '.join(f'{tag}={said!r}' for tag, said in self._texts)})"


def render(text: Text, lang: str, params: Mapping[str, object]) -> str:
    """Return a text in a language with each `{name}` replaced by its parameter.

    Only plain names are understood: no attributes, no indexes, no format specifications, so nothing that stands
    in a text is ever evaluated. `{{` and `}}` stand for the braces themselves. A parameter that is a `Text` is
    said in the same language; any other is turned to a string; neither is searched for placeholders again.

    Args:
        text: What to say.
        lang: In which language (`Text.in_`).
        params: By name; more than the text uses is no error, since one language may need fewer.

    Raises:
        UnknownLanguage: See `Text.in_`.
        InvalidValue: A parameter is missing or None, or a brace belongs to no `{name}`.
    """

    def put(found: re.Match[str]) -> str:
        name = _name(found)
        if name is None:
            return found[0][0]
        value = params.get(name)
        if value is None:
            raise InvalidValue(f"the text needs a parameter '{name}'")
        return value.in_(lang) if isinstance(value, Text) else str(value)

    return _PLACEHOLDER.sub(put, text.in_(lang))


def placeholders(template: str) -> frozenset[str]:
    """Return the names that a text in one language asks `render` for.

    Raises:
        InvalidValue: A brace belongs to no `{name}`.
    """
    names = (_name(found) for found in _PLACEHOLDER.finditer(template))
    return frozenset(name for name in names if name is not None)


def _name(found: re.Match[str]) -> str | None:
    if found[0] in ("{", "}"):
        raise InvalidValue(
            f"the brace at position {found.start()} belongs to no {{name}}; "
            "names are of a-z, 0-9 and _, and a doubled brace means the brace itself"
        )
    return found[1]


def _checked(texts: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    if not isinstance(texts, Mapping) or not texts:
        raise InvalidValue("a text needs at least one language, as a mapping from tag to text")
    for tag in texts:
        if not _is_tag(tag):
            raise InvalidValue(f"{_shown(tag)} is not a language tag; one looks like 'nb', 'sma' or 'sr-Latn'")
    order = [tag for tag in LANGUAGES if tag in texts] + sorted(tag for tag in texts if tag not in LANGUAGES)
    return tuple((tag, check_text(texts[tag], f"the text in '{tag}'")) for tag in order)


def _is_tag(tag: object) -> bool:
    if type(tag) is not str or not tag.isascii():
        return False
    language, *parts = tag.split("-")
    if not (2 <= len(language) <= 3 and language.isalpha() and language.islower()):
        return False
    return all(part.isalnum() and 2 <= len(part) <= 8 for part in parts)


def _unknown(tag: object, known: tuple[str, ...]) -> UnknownLanguage:
    nearest = _nearest(tag, known) if type(tag) is str else None
    hint = f"; did you mean '{nearest}'?" if nearest else ""
    return UnknownLanguage(f"{_shown(tag)} is not a known language; known are {', '.join(map(_called, known))}{hint}")


def _called(tag: str) -> str:
    return f"{tag} ({_CALLED[tag]})" if tag in _CALLED else tag


def _nearest(tag: str, known: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches  # only an error needs it

    plain = tag[:20].strip().lower().replace("_", "-").partition("-")[0]
    plain = _NEAREST.get(plain, plain)
    return next(iter(get_close_matches(plain, known, n=1, cutoff=0.6)), None)  # of two letters, one is not enough


def _shown(value: object) -> str:
    if type(value) is not str:
        return _article(type(value).__name__)
    return repr(value if len(value) <= 20 else value[:20] + "…")


def _article(name: str) -> str:
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
