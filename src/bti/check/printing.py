"""Write a report: as text for a person, as JSON for a program, as annotations for a pull request on GitHub."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

from bti.check.report import Finding, Report, Severity
from bti.text import Text, render

__all__ = ["as_github", "as_json", "as_text", "findings_as_text"]

_WORDS: Final = {
    "error": Text(nb="feil", nn="feil", en="error"),
    "warning": Text(nb="advarsel", nn="åtvaring", en="warning"),
    "note": Text(nb="merknad", nn="merknad", en="note"),
    "found": Text(nb="Her står: {found}", nn="Her står: {found}", en="Found: {found}"),
    "nearest": Text(nb="Mente du «{nearest}»?", nn="Meinte du «{nearest}»?", en="Did you mean ‘{nearest}’?"),
    "clean": Text(nb="Ingen funn.", nn="Ingen funn.", en="Nothing found."),
    "sum": Text(
        nb="Feil: {errors}. Advarsler: {warnings}. Merknader: {notes}.",
        nn="Feil: {errors}. Åtvaringar: {warnings}. Merknader: {notes}.",
        en="Errors: {errors}. Warnings: {warnings}. Notes: {notes}.",
    ),
    "counts": Text(
        nb="{own}: {stated}. Arvet: {inherited}. Sagt, men ikke håndhevet: {said}. Ikke oppgitt: {not_stated}.",
        nn="{own}: {stated}. Arva: {inherited}. Sagt, men ikkje handheva: {said}. Ikkje oppgitt: {not_stated}.",
        en="{own}: {stated}. Inherited: {inherited}. Said, and not enforced: {said}. Not stated: {not_stated}.",
    ),
    "municipal": Text(nb="Sagt av kommunen selv", nn="Sagt av kommunen sjølv", en="Stated by the municipality itself"),
    "own": Text(nb="Sagt i veilederen selv", nn="Sagt i rettleiaren sjølv", en="Stated in the guide itself"),
    "counted": Text(
        nb="(Telt er hvert ledd for seg: et nivå, et steg, et utfall, et krav, en frist, et valg, en rolle.)",
        nn="(Talt er kvart ledd for seg: eit nivå, eit steg, eit utfall, eit krav, ein frist, eit val, ei rolle.)",
        en="(Counted is each element by itself: a level, a step, an outcome, a requirement, a time limit, a setting, a "
        "role.)",
    ),
}
_ANNOTATION: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_text(report: Report, lang: str) -> list[str]:
    """Return a report as lines for a person.

    Raises:
        UnknownLanguage: No such language.
    """
    return list(_text(report, lang))


def findings_as_text(findings: Iterable[Finding], lang: str) -> list[str]:
    """Return findings as lines for a person, with an empty one after each, and without counts.

    Raises:
        UnknownLanguage: No such language.
    """
    return list(_found(findings, lang))


def _found(findings: Iterable[Finding], lang: str) -> Iterator[str]:
    for one in findings:
        place = ":".join(str(part) for part in (one.file, one.line) if part is not None)
        head = f"{_say(one.severity.value, lang)} {one.code}, {one.path}"
        yield _plain(f"{place}: {head}" if place else head)
        for line in _sentences(one, lang):
            yield _plain(f"  {line}")
        yield ""


def _text(report: Report, lang: str) -> Iterator[str]:
    yield from _found(report.findings, lang)
    if not report.findings:
        yield _say("clean", lang)
    else:
        sizes = {f"{severity.value}s": len(report.of(severity)) for severity in Severity}
        yield _say("sum", lang, **sizes)
    counts = report.counts
    if counts is not None:
        yield _say(
            "counts",
            lang,
            own=_say("own" if report.place is None else "municipal", lang),
            stated=counts.stated,
            inherited=counts.inherited,
            said=counts.said,
            not_stated=counts.not_stated,
        )
        yield _say("counted", lang)


def _sentences(one: Finding, lang: str) -> Iterator[str]:
    yield one.what(lang)
    if one.found is not None:
        yield _say("found", lang, found=one.found_in(lang))
    if one.nearest is not None:
        yield _say("nearest", lang, nearest=one.nearest)
    if one.hint is not None:
        yield one.hint(lang)
    yield one.why(lang)
    yield one.mend(lang)


def as_json(report: Report, lang: str) -> str:
    """Return a report as one JSON object.

    Raises:
        UnknownLanguage: No such language.
    """
    counts = report.counts
    table = {
        "file": report.file,
        "guide": report.guide,
        "readable": report.is_readable,
        "counts": None
        if counts is None
        else {
            "stated": counts.stated,
            "inherited": counts.inherited,
            "said_not_enforced": counts.said,
            "not_stated": counts.not_stated,
        },
        "findings": [
            {
                "severity": one.severity.value,
                "code": one.code,
                "path": one.path,
                "file": one.file,
                "line": one.line,
                "found": one.found_in(lang),
                "nearest": one.nearest,
                "hint": None if one.hint is None else one.hint(lang),
                "what": one.what(lang),
                "why": one.why(lang),
                "mend": one.mend(lang),
            }
            for one in report.findings
        ],
    }
    return json.dumps(table, ensure_ascii=False, indent=2)


def as_github(report: Report, lang: str) -> list[str]:
    """Return a report as workflow commands that GitHub shows beside the lines of a pull request.

    Raises:
        UnknownLanguage: No such language.
    """
    lines: list[str] = []
    for one in report.findings:
        properties = {"file": one.file, "line": one.line, "title": one.code}
        given = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value is not None)
        message = _data("\n".join([one.path, *_sentences(one, lang)]))
        lines.append(f"::{_ANNOTATION[one.severity]} {given}::{message}")
    return lines


def _data(value: object) -> str:
    return str(value).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def _plain(line: str) -> str:
    """Return a line in which nothing moves the cursor or the colours of a terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in line)


def _say(word: str, lang: str, **params: object) -> str:
    return render(_WORDS[word], lang, params)
