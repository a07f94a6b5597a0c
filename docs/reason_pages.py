"""The page of all reasons: what, what helps and who can, and where it is written, in three languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import bti
from bti.answers.consenting import not_known
from bti.law import gates, load_law
from bti.law.consent_needed import NotKnown
from bti.law.explaining import why_in_law
from bti.reasons import Word, catalogue

__all__ = ["reasons"]

_ROOM: Final = Path(bti.__file__).parent
_LANGUAGES: Final = (("nb", "bokmål"), ("nn", "nynorsk"), ("en", "English"))
_HEAD: Final = """\
# All reasons

Every reason that the library can give, in bokmål, nynorsk and English: what is wrong, what helps and who can do it, and
where it is written. The rules of law are listed with their acts and sections at the end. This is not legal advice; a
rule that is inferred by us, or is municipal practice, says so, and a lawyer should confirm it.

Words in braces are filled in when a reason is said. "The guide" as a source means the municipality's own guide, named
with level and step when the reason is given.
"""


def reasons() -> Iterator[str]:
    """Yield the page."""
    yield _HEAD
    texts, sources = catalogue(), _sources()
    cited: dict[str, None] = {}
    for code in sorted(one for one in texts if not one.endswith(".remedy") and not one.startswith("citation_")):
        remedy = texts.get(f"{code}.remedy")
        yield f"## `{code}`\n"
        for lang, name in _LANGUAGES:
            helps = "" if remedy is None else f" *{remedy(lang)}*"
            yield f"- {name}: {texts[code](lang)}{helps}"
        yield f"- source: {_OF_ITS_OWN.get(code) or _said(sources.get(code, ()))}\n"
        cited |= dict.fromkeys(ref for sort, ref in sources.get(code, ()) if sort == "law")
    yield "## The rules of law named above\n"
    for id in sorted(cited):
        yield f"### {id}\n"
        for lang, name in _LANGUAGES:
            why = why_in_law(id, lang)
            yield f"- {name}: {why.says} ({'; '.join((why.sections or '–', *why.certainty))})"
        yield ""


def _at_run_time() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the codes whose law is looked up in a table when the reason is said, with what the table gives them."""
    for line in gates.BASES:
        yield line.why.value, line.rules
    for why, rules in gates.CONFIDENTIALITY.items():
        yield why.value, rules
    yield gates.Why.NO_HELP_ASKS_CONSENT.value, ("Z-01",)
    for why in (gates.Why.HELP_ACCEPTED, gates.Why.HELP_NOT_ACCEPTED, gates.Why.WHO_ACCEPTS_HELP_NOT_KNOWN):
        yield why.value, tuple(rule for rules in gates.HELP.values() for rule in rules)
    for reason in map(not_known, NotKnown):
        yield reason.code, tuple(one.ref for one in reason.citations)
    pending = {key for key, act in load_law().acts.items() if act.in_force_from is None}
    resting = (rule.id for rule in load_law().rules() if pending & {basis.act for basis in rule.basis})
    yield "time_law_in_force", tuple(resting)


_OF_ITS_OWN: Final = {
    "gates_unknown": "no source is named: whoever may not know is told the same of every case",
    "time_duty_turns": "what the duty rests on: the guide, the common core, or a rule of law",
}
"""Where the source is neither a rule that can be named here nor the guide."""


def _said(found: tuple[tuple[str, str], ...]) -> str:
    if not found:
        return "the guide, or the common core where the guide does not state it"
    return "; ".join(f"law {ref}" if sort == "law" else Word("model", ref).text("en") for sort, ref in found)


def _sources() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return by code what is cited where the code stands: in the same function, or the same statement of a module."""
    codes = {code for code in catalogue() if not code.endswith(".remedy")}
    found: dict[str, dict[tuple[str, str], None]] = {}
    for path in sorted(_ROOM.rglob("*.py")):
        for statement in _statements(ast.parse(path.read_text(encoding="utf-8"))):
            here = [node.value for node in ast.walk(statement) if isinstance(node, ast.Constant)]
            cites = dict.fromkeys(_cited(statement))
            for code in codes & {value for value in here if isinstance(value, str)}:
                found.setdefault(code, {}).update(cites)
    for code, rules in _at_run_time():
        found.setdefault(code, {}).update(dict.fromkeys(("law", rule) for rule in rules))
    return {code: tuple(cites) for code, cites in found.items()}


def _statements(tree: ast.Module) -> Iterator[ast.stmt]:
    for statement in tree.body:
        yield from statement.body if isinstance(statement, ast.ClassDef) else (statement,)


def _cited(statement: ast.stmt) -> Iterator[tuple[str, str]]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("law", "model"):
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield node.func.id, argument.value
