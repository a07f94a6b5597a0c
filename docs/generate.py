"""Write the pages and schemas that are made from the code itself: `python -m docs.generate`, or `make docs`.

A test compares the pages in the repository with what this would write.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import bti.wire
from bti import errors, facts
from bti.demo.show import written
from bti.reasons import Citation, CitationKind, Word, catalogue
from bti.rules.actors import MAY_RECORD
from bti.rules.judging import RULES
from bti.rules.registry import REGISTRY, Guard
from bti.wire.schema import SUBJECTS, file_of, written_schema
from docs import change_pages, fact_pages, guide_pages, reason_pages

HERE = Path(__file__).parent
SCHEMAS = Path(inspect.getfile(bti.wire)).parent / "schemas"
MARK = "<!-- Written by `make docs`. To change this page, change what it is made from. -->"

_FACTS = """\
# Facts

A fact is what somebody says has happened. The engine admits it as an entry or refuses it with reasons. All of them are
in `bti.facts`. A fact “with content” has a `category` (what kind of information it is), and may have a `service` (where
it comes from), an `audience` (whom it is written for) and a `note` (erasable words), beside the fields that are its
own. Fields in *italics* may be left out. After each field stands its type: a type with a name is told of below, a
reference is the id of an entry or whatever the host calls somebody or something by, and says nothing by itself.
"""

_TYPES = """
## Types of fields

Each can be had from `bti.facts`, or from `bti.people` what is about people. What a `Note` holds is free text, which no
rule reads; all else is coded, a date, a number or a reference.
"""

_RULES = """\
# Rules

Every rule that stands between a fact and the case, as registered. Those of the first stage (form and references) are
all asked first; only when none is unmet are the others asked, all of them too. What a guide requires of a step is data
of the guide (`bti guide show sortland`), and is asked by the rules on steps.

Protection facts ({protection}) have no rules: any professional may record them, in any state of any case (I-07).
"""

_RAISES = """\
# What raises, and what refuses

What a type checker or a schema could have known raises: an exception, since the program is wrong. What depends on the
case, the guide, the law or the person refuses: a verdict with reasons, since somebody has to be told. Whoever catches
`bti.errors.BtiError` catches everything that is raised on purpose.

## What raises
"""

_REFUSES = """
## What refuses

Each reason has a code that stays the same, a sentence, and where something helps, what helps. `{names}` in braces are
the reason's parameters. The sentences exist in bokmål, nynorsk and English; here in English.
"""

_DEMO = """\
# The demo

What `make demo` prints where there is no colour: one case on the guide of Sortland from the first wonder to close, with
what is refused on the way. `bti demo --lang nn` tells it in nynorsk, `--json` to a machine, `--db FILE` keeps the case.
"""


def page(name: str) -> str:
    """Return one generated page by its file name."""
    return "\n".join((MARK, "", *PAGES[name]())).rstrip("\n") + "\n"


def main() -> None:
    """Write the pages, and the schemas that travel in the wheel."""
    for name in PAGES:
        (HERE / name).write_text(page(name), encoding="utf-8", newline="\n")
        print(f"docs/{name}")
    for subject in SUBJECTS:
        (SCHEMAS / file_of(subject)).write_text(written_schema(subject), encoding="utf-8", newline="\n")
        print(f"src/bti/wire/schemas/{file_of(subject)}")


def _demo() -> Iterator[str]:
    yield _DEMO
    for lang, title in (("nb", "In bokmål"), ("en", "In English")):
        yield f"## {title}\n\n```text"
        yield written(lang).rstrip("\n")
        yield "```\n"


def _facts() -> Iterator[str]:
    yield _FACTS
    heads = ("fact", "bokmål", "nynorsk", "English", "what it says", "fields", "source")
    yield from _table(heads, fact_pages.rows())
    yield _TYPES
    yield from _table(("type", "what it is", "what it can be, or has"), fact_pages.types_named())


def _rules() -> Iterator[str]:
    protection = ", ".join(f"`{fact.kind}`" for fact in facts.KINDS.values() if fact not in MAY_RECORD)
    yield _RULES.replace("{protection}", protection)
    guarded: dict[Guard, list[str]] = {}
    for kind in REGISTRY.kinds.values():
        for guard in kind.guards:
            guarded.setdefault(guard, []).append(kind.fact.kind)
    for module in RULES:
        here = [guard for guard in guarded if guard.check.__module__ == module.__name__]
        yield f"\n## {module.__name__.rpartition('.')[2].capitalize()}\n\n{_first_line(module)}\n"
        yield from _table(
            ("rule", "says", "stage", "guards", "source"),
            ((f"`{one.name}`", one.rule, one.stage.value, _kinds(guarded[one]), _sources(one.sources)) for one in here),
        )
    yield "\n## Who may record what\n"
    yield from _table(
        ("fact", "who"),
        ((f"`{fact.kind}`", "; ".join(who.said("en") for who in groups)) for fact, groups in MAY_RECORD.items()),
    )


def _kinds(kinds: list[str]) -> str:
    everything = len(MAY_RECORD)
    if len(kinds) >= everything - 1:
        left_out = [f"`{fact.kind}`" for fact in MAY_RECORD if fact.kind not in kinds]
        return f"all but {', '.join(left_out)}" if left_out else "all"
    return ", ".join(f"`{kind}`" for kind in kinds)


def _sources(citations: tuple[Citation, ...]) -> str:
    said: list[str] = []
    for one in citations:
        if one.kind is CitationKind.LAW:
            said.append(f"law {one.ref}")
        else:
            phrase = Word("model", one.ref).text("en")
            said.append(f"{one.ref}: {phrase}" if re.fullmatch(r"I-\d\d", one.ref) else phrase)
    return "; ".join(said)


def _raises_or_refuses() -> Iterator[str]:
    yield _RAISES
    raised = (getattr(errors, name) for name in errors.__all__)
    yield from _table(
        ("error", "when", "is also"),
        (
            (f"`{error.__name__}`", _first_line(error), ", ".join(f"`{one}`" for one in _bases(error)) or "–")
            for error in raised
            if issubclass(error, Exception)
        ),
    )
    yield _REFUSES
    said = catalogue()
    yield from _table(
        ("code", "says", "what helps"),
        (
            (f"`{code}`", text("en"), said[f"{code}.remedy"]("en") if f"{code}.remedy" in said else "–")
            for code, text in said.items()
            if not code.endswith(".remedy") and not code.startswith("citation_")
        ),
    )


def _bases(error: type[Exception]) -> list[str]:
    own = [one.__name__ for one in error.__mro__[1:] if not one.__name__.startswith("_")]
    return [name for name in own if name not in ("BtiError", "Exception", "BaseException", "object")]


def _first_line(thing: object) -> str:
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


PAGES: Final[Mapping[str, Callable[[], Iterator[str]]]] = {
    "demo.md": _demo,
    "facts.md": _facts,
    "guide-changes.md": change_pages.changes,
    "guide-reference.md": guide_pages.reference,
    "guides.md": guide_pages.guides,
    "raises-or-refuses.md": _raises_or_refuses,
    "reasons.md": reason_pages.reasons,
    "rules.md": _rules,
}
"""What writes each page."""

if __name__ == "__main__":
    main()
