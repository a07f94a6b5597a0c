"""Say in the reader's own language what the reader of TOML found, which itself speaks English alone.

It says what it found and where, after a few patterns. What is not among them is said in general, with the place.
"""

from __future__ import annotations

import re
from typing import Final

from bti.text import Text

__all__ = ["toml_in_words"]

_PLACE: Final = re.compile(r"(?P<what>.*) \(at (?P<place>[^()]*)\)", re.DOTALL)
_COLUMN: Final = re.compile(r"line (?P<line>\d+), column (?P<column>\d+)")
_END: Final = re.compile(r"line (?P<line>\d+), the end of the file")

_SAID: Final[tuple[tuple[re.Pattern[str], Text], ...]] = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (
            r"Expected '=' after a key in a key/value pair",
            Text(
                nb="det mangler et likhetstegn etter en nøkkel",
                nn="det manglar eit likskapsteikn etter ein nøkkel",
                en="an equals sign is missing after a key",
            ),
        ),
        (
            r"Invalid value",
            Text(
                nb="det mangler en verdi, eller en tekst står uten anførselstegn",
                nn="det manglar ein verdi, eller ein tekst står utan hermeteikn",
                en="a value is missing, or a text stands without quotation marks",
            ),
        ),
        (
            r"Unterminated string|Expected \"[\"']+\"|Expected '\"+'",
            Text(
                nb="en tekst er ikke avsluttet med anførselstegn",
                nn="ein tekst er ikkje avslutta med hermeteikn",
                en="a text does not end with a quotation mark",
            ),
        ),
        (
            r"Illegal character .*|Found invalid character .*",
            Text(
                nb="en tekst går over flere linjer, eller inneholder et tegn som ikke kan stå der",
                nn="ein tekst går over fleire linjer, eller har eit teikn som ikkje kan stå der",
                en="a text goes on over several lines, or holds a character that cannot stand there",
            ),
        ),
        (
            r"Unescaped '\\' in a string|Invalid hex value|Escaped character is not .*",
            Text(
                nb="en omvendt skråstrek i en tekst må skrives to ganger",
                nn="ein omvend skråstrek i ein tekst må skrivast to gonger",
                en="a backslash in a text has to be written twice",
            ),
        ),
        (
            r"Unclosed array",
            Text(
                nb="en liste er ikke avsluttet med ], eller et komma mangler i den",
                nn="ei liste er ikkje avslutta med ], eller eit komma manglar i henne",
                en="a list does not end with ], or a comma is missing in it",
            ),
        ),
        (
            r"Unclosed inline table",
            Text(
                nb="en tabell i klammer er ikke avsluttet med }}, eller et komma mangler i den",
                nn="ein tabell i klammer er ikkje avslutta med }}, eller eit komma manglar i han",
                en="a table in braces does not end with }}, or a comma is missing in it",
            ),
        ),
        (
            r"Expected '\]+' at the end of .*",
            Text(
                nb="en linje i hakeparenteser er ikke avsluttet som den begynner",
                nn="ei linje i hakeparentesar er ikkje avslutta som ho byrjar",
                en="a line in brackets does not end as it begins",
            ),
        ),
        (
            r"Cannot overwrite a value|Duplicate inline table key .*",
            Text(
                nb="en nøkkel står to ganger i samme tabell",
                nn="ein nøkkel står to gonger i same tabell",
                en="a key stands twice in one table",
            ),
        ),
        (
            r"Cannot declare .* twice|Cannot (?:redefine|mutate immutable) namespace .*",
            Text(
                nb="en tabell står to ganger; flere av samme slag skrives med doble hakeparenteser",
                nn="ein tabell står to gonger; fleire av same slag skriv ein med doble hakeparentesar",
                en="a table stands twice; several of one kind are written with double brackets",
            ),
        ),
        (
            r"Invalid initial character for a key part|Invalid statement",
            Text(
                nb="en linje begynner med noe som ikke kan være en nøkkel",
                nn="ei linje byrjar med noko som ikkje kan vere ein nøkkel",
                en="a line begins with something that cannot be a key",
            ),
        ),
        (
            r"Expected newline or end of document after a statement",
            Text(
                nb="det står noe mer på linjen etter at verdien er slutt",
                nn="det står noko meir på linja etter at verdien er slutt",
                en="something more stands on the line after the value has ended",
            ),
        ),
        (
            r"Invalid date or datetime|.*(?:out of range|must be in \d).*",
            Text(nb="en dato finnes ikke", nn="ein dato finst ikkje", en="a date does not exist"),
        ),
        (
            r"Exceeds the limit .*",
            Text(nb="et tall er altfor stort", nn="eit tal er altfor stort", en="a number is far too large"),
        ),
    )
)
"""What the reader of TOML says, and what that means to whoever wrote the file."""

_OTHERWISE: Final = Text(
    nb="noe kan ikke leses som TOML", nn="noko kan ikkje lesast som TOML", en="something cannot be read as TOML"
)


def toml_in_words(detail: str) -> Text:
    """Return what the reader of TOML said of a file, in all languages, with the place where it said one."""
    found = _PLACE.fullmatch(detail)
    what, place = (detail, "") if found is None else (found["what"], found["place"])
    said = next((words for pattern, words in _SAID if pattern.fullmatch(what)), _OTHERWISE)
    where = _place(place)
    return said if where is None else Text.of({tag: f"{said(tag)}; {where(tag)}" for tag in said.tags})


def _place(place: str) -> Text | None:
    if (at := _COLUMN.fullmatch(place)) is not None:
        line, column = at["line"], at["column"]
        return Text(
            nb=f"linje {line}, tegn {column}", nn=f"linje {line}, teikn {column}", en=f"line {line}, character {column}"
        )
    if (at := _END.fullmatch(place)) is not None:
        line = at["line"]
        return Text(
            nb=f"linje {line}, der filen slutter",
            nn=f"linje {line}, der fila sluttar",
            en=f"line {line}, where the file ends",
        )
    return None
