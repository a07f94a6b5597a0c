"""Why: reasons with stable codes, their sources and remedies, said in bokmål, nynorsk and English on demand.

A reason holds a code and parameters, never a sentence; the sentences stand in `reasons_said/` beside this file, a file
a topic, and are read when a text is first asked for. No parameter names what the asker may not know (I-13).
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
from collections.abc import Mapping
from typing import Final, TypeAlias

import attrs

from bti.text import Text, check_language, render

__all__ = ["Citation", "CitationKind", "Param", "Reason", "ReasonKind", "Word", "in_language", "law", "model"]


@attrs.frozen
class Word:
    """A word of the library's own, fetched from `phrases.toml` when it is said.

    Attributes:
        group: "field", "form", "model" or "path".
        key: Which one; said as it stands where the group does not have it.
    """

    group: str
    key: str

    def text(self, lang: str) -> str:
        """Return it in a language."""
        said = phrases().get((self.group, self.key))
        return self.key if said is None else said(lang)


Param: TypeAlias = str | int | dt.date | Text | Word
"""What a reason's parameter may be; dates, texts and words are put into the asked language."""


class CitationKind(enum.Enum):
    """What kind of source a rule has."""

    GUIDE = "guide"  # the municipality's own guide states it
    COMMON_CORE = "common_core"  # the guide does not state it; the common core is used
    LAW = "law"
    MODEL = "model"  # what must always hold in BTI as modelled (I-01 to I-16), or what a value can mean at all


@attrs.frozen
class Citation:
    """Where a rule is written.

    Attributes:
        kind: What kind of source.
        ref: The law rule ("A-30"), the invariant ("I-03"), or the place in the guide ("step 1.2 / completion").
        guide: The title of the guide that states it, or, for `COMMON_CORE`, of the guide that does not.
        sources: What the guide itself names as ground.
        disagree: Sources of the guide that say otherwise, less strictly.
        from_: The first day on which it holds, where the guide phases it in.
        until: The last day on which it holds, where the guide phases it out.
    """

    kind: CitationKind
    ref: str
    guide: Text | None = None
    sources: tuple[str, ...] = ()
    disagree: tuple[str, ...] = ()
    from_: dt.date | None = None
    until: dt.date | None = None

    def text(self, lang: str) -> str:
        """Return it as a phrase in a language.

        Raises:
            UnknownLanguage: No such language.
        """
        params = {"ref": self._where(lang), "guide": self.guide or self.ref}
        said = _said(f"citation_{self.kind.value}", lang, params)
        if self.from_ is not None:
            said = _said("citation_from", lang, {"cited": said, "date": self.from_})
        if self.until is not None:
            said = _said("citation_until", lang, {"cited": said, "date": self.until})
        if not self.disagree:
            return said
        return _said("citation_disagree", lang, {"cited": said, "others": ", ".join(self.disagree)})

    def _where(self, lang: str) -> str:
        """Return the place in words: "level 1 / step 1.2" of a guide part by part, a rule of the model as a phrase."""
        if self.kind is CitationKind.LAW:
            return self.ref
        if self.kind is CitationKind.MODEL:
            return Word("model", self.ref).text(lang)
        parts = (part.partition(" ") for part in self.ref.split(" / "))
        return ", ".join(" ".join((Word("path", word).text(lang), rest)).strip() for word, _, rest in parts)


@functools.cache
def law(rule: str) -> Citation:
    """Cite a rule of the law data by its id."""
    return Citation(CitationKind.LAW, rule)


@functools.cache
def model(ref: str) -> Citation:
    """Cite an invariant, or the model as such."""
    return Citation(CitationKind.MODEL, ref)


class ReasonKind(enum.Enum):
    """What is wrong, in kinds that a host treats differently."""

    __hash__ = object.__hash__  # the members' own, in Python, costs more than a look-up

    UNKNOWN_REFERENCE = "unknown_reference"  # no such thing, or none the asker may know of: the same words
    WRONG_FORM = "wrong_form"
    WRONG_PLACE = "wrong_place"  # not here, not now, not on this step
    WRONG_PERSON = "wrong_person"
    UNMET = "unmet"  # something must be so first
    FORBIDDEN = "forbidden"  # by law, whoever asks
    NEEDS_JUSTIFICATION = "needs_justification"  # admitted with `because=`
    NEEDS_FACT = "needs_fact"  # admitted together with another fact in the same act
    CHANGED_MEANWHILE = "changed_meanwhile"
    INTERNAL = "internal"  # a guard raised; nothing is admitted
    ADVICE = "advice"  # never refuses


@attrs.frozen
class Reason:
    """One ground for a verdict.

    Attributes:
        code: Stable name, for hosts and tests.
        kind: What kind of ground.
        params: Names and values that the texts use.
        citations: Where it is written.
        fact: The kind of fact it concerns.
        place: Which fact of the act it concerns, counted from 0.
    """

    code: str
    kind: ReasonKind
    params: tuple[tuple[str, Param], ...] = ()
    citations: tuple[Citation, ...] = ()
    fact: str | None = None
    place: int = 0

    def text(self, lang: str) -> str:
        """Return what is wrong, as a sentence in a language.

        Raises:
            UnknownLanguage: No such language.
        """
        return _said(self.code, lang, dict(self.params))

    @property
    def remedy(self) -> Text | None:
        """Return what mends it and who can, in all the library's languages; None where nothing does."""
        template = catalogue().get(f"{self.code}.remedy")
        if template is None:
            return None
        params = dict(self.params)
        return Text.of({lang: render(template, lang, in_language(params, lang)) for lang in template.tags})


@functools.cache
def catalogue() -> Mapping[str, Text]:
    """Return all templates by code; a remedy stands under `<code>.remedy`."""
    import tomllib
    from importlib.resources import files

    texts: dict[str, Text] = {}
    pages = (page for page in (files("bti") / "reasons_said").iterdir() if page.name.endswith(".toml"))
    for page in sorted(pages, key=lambda page: page.name):
        for code, said in tomllib.loads(page.read_text("utf-8")).items():
            remedy = said.pop("remedy", None)
            if code in texts:
                raise ValueError(f"the code {code} stands in two files")
            texts[code] = Text.of(said)
            if remedy is not None:
                texts[f"{code}.remedy"] = Text.of(remedy)
    return texts


@functools.cache
def phrases() -> Mapping[tuple[str, str], Text]:
    """Return all words by group and key."""
    import tomllib
    from importlib.resources import files

    read = tomllib.loads((files("bti") / "phrases.toml").read_text("utf-8"))
    return {(group, key): Text.of(said) for group, words in read.items() for key, said in words.items()}


def _said(code: str, lang: str, params: Mapping[str, Param]) -> str:
    check_language(lang)
    return render(catalogue()[code], lang, in_language(params, lang))


def in_language(params: Mapping[str, Param], lang: str) -> dict[str, object]:
    """Return parameters as they are said in a language."""
    return {name: _param(value, lang) for name, value in params.items()}


def _param(value: Param, lang: str) -> object:
    if isinstance(value, Text):
        return value(lang)
    if isinstance(value, Word):
        return value.text(lang)
    if isinstance(value, dt.date):
        return said_date(value, lang)
    return value


_NORWEGIAN_MONTHS: Final = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
]
_MONTHS: Final = {
    "nb": _NORWEGIAN_MONTHS,
    "nn": _NORWEGIAN_MONTHS,
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def said_date(day: dt.date, lang: str) -> str:
    """Return a date as people write it: 3. mars 2026, 3 March 2026."""
    months = _MONTHS.get(lang, _MONTHS["nb"])
    dot = "" if lang == "en" else "."
    return f"{day.day}{dot} {months[day.month - 1]} {day.year}"
