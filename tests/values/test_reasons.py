"""Reasons and citations: every one is said in three languages, in words that the people it is meant for use."""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

import pytest

from bti.errors import UnknownLanguage
from bti.reasons import Citation, CitationKind, Param, Reason, ReasonKind, catalogue, law, model, phrases, said_date
from bti.record.consent import Form
from bti.rules.mended_by import MENDED_BY
from bti.text import LANGUAGES, Text, placeholders
from tests.repo.source import PACKAGE
from tests.values.norwegian import strange

CITATIONS: Mapping[str, frozenset[str]] = {
    f"citation_{kind.value}": frozenset({"ref", "guide"}) for kind in CitationKind
} | {
    "citation_disagree": frozenset({"cited", "others"}),
    "citation_from": frozenset({"cited", "date"}),
    "citation_until": frozenset({"cited", "date"}),
}
"""Phrases for where a rule is written, with what they may hold."""

DAY = dt.date(2026, 3, 3)

# --- Which codes there are: read from the source -------------------------------------------------------------------


class UnreadableCode(AssertionError):
    """A code or its parameters are put together in a way this test cannot follow."""


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str, ast.AST]]:
    """Give each call of `Reason` and `by_modality`, with the innermost function it stands in."""
    waiting: list[tuple[ast.AST, ast.AST]] = [(tree, tree)]
    while waiting:
        node, scope = waiting.pop()
        if isinstance(node, ast.FunctionDef):
            scope = node
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            own = isinstance(scope, ast.FunctionDef) and scope.name == "by_modality"  # makes what its callers name
            if name in {"Reason", "by_modality"} and not own:
                yield node, name, scope
        waiting += [(child, scope) for child in ast.iter_child_nodes(node)]


def _assigned(name: str, scope: ast.AST) -> ast.expr:
    found = [
        node.value
        for node in ast.walk(scope)
        if isinstance(node, ast.Assign) and any(isinstance(at, ast.Name) and at.id == name for at in node.targets)
    ]
    if len(found) != 1:
        raise UnreadableCode(f"'{name}' is assigned {len(found)} times")
    return found[0]


def _codes(node: ast.expr, scope: ast.AST) -> frozenset[str]:
    """Give the codes an expression can be: itself, or either side of a condition, or any value of a table."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return frozenset({node.value})
    if isinstance(node, ast.Name):
        return _codes(_assigned(node.id, scope), scope)
    if isinstance(node, ast.IfExp):
        return _codes(node.body, scope) | _codes(node.orelse, scope)
    if isinstance(node, ast.Dict):
        return frozenset(code for value in node.values for code in _codes(value, scope))
    if isinstance(node, ast.Subscript):
        return _codes(node.value, scope)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        default = _codes(node.args[1], scope) if len(node.args) > 1 else frozenset[str]()
        return _codes(node.func.value, scope) | default
    raise UnreadableCode(ast.unparse(node))


def _names(node: ast.expr, scope: ast.AST) -> frozenset[str]:
    """Give the names of the parameters in a tuple of pairs, or in the items of a dictionary."""
    if isinstance(node, ast.Name):
        return _names(_assigned(node.id, scope), scope)
    if isinstance(node, ast.Tuple):
        pairs = [pair.elts[0] for pair in node.elts if isinstance(pair, ast.Tuple)]
        names = [first.value for first in pairs if isinstance(first, ast.Constant) and isinstance(first.value, str)]
        if len(names) == len(node.elts):
            return frozenset(names)
    if isinstance(node, ast.Dict):
        keys = [key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
        if len(keys) == len(node.keys):
            return frozenset(keys)
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "tuple" and isinstance(node.args[0], ast.Call):
        items = node.args[0].func
        if isinstance(items, ast.Attribute) and items.attr == "items":
            return _names(items.value, scope)
    raise UnreadableCode(ast.unparse(node))


def _made(call: ast.Call, name: str, scope: ast.AST) -> tuple[frozenset[str], frozenset[str]]:
    """Give the codes one call can make, and the parameters it gives."""
    if name == "by_modality":
        if any(keyword.arg is None for keyword in call.keywords):
            raise UnreadableCode(ast.unparse(call))
        return _codes(call.args[1], scope), frozenset(keyword.arg or "" for keyword in call.keywords)
    if any(keyword.arg in {"code", "params"} for keyword in call.keywords):
        raise UnreadableCode(ast.unparse(call))
    return _codes(call.args[0], scope), _names(call.args[2], scope) if len(call.args) > 2 else frozenset()


def codes_in(source: str) -> dict[str, frozenset[str]]:
    """Give each code a source makes, with the parameters that every place that makes it gives."""
    found: dict[str, frozenset[str]] = {}
    for call, name, scope in _calls(ast.parse(source)):
        codes, params = _made(call, name, scope)
        for code in codes:
            found[code] = found.get(code, params) & params
    return found


def all_codes() -> dict[str, frozenset[str]]:
    """Give each code of the package, with the parameters that are always there."""
    found: dict[str, frozenset[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for code, params in codes_in(path.read_text(encoding="utf-8")).items():
            found[code] = found.get(code, params) & params
    return found


CODES = all_codes()
KNOWN: Mapping[str, frozenset[str]] = {**CITATIONS, **CODES}
TEMPLATES: Sequence[str] = sorted(catalogue())


def sample(names: frozenset[str]) -> tuple[tuple[str, Param], ...]:
    """Give every parameter a value."""
    return tuple((name, Text(nb=f"<{name}>", nn=f"<{name}>", en=f"<{name}>")) for name in sorted(names))


def test_codes_are_found_however_they_are_chosen() -> None:
    """A code in a condition, a table or a variable counts as used, and only the parameters given everywhere count."""
    source = """
def guard(ask, fact):
    code = {A: "one", B: "two"}.get(kind, "three")
    params = {"role": 1, "level": 2}
    first = Reason(code, KIND, (("to", fact.to), ("targets", "")), ())
    second = ask.by_modality(setting.modality, "four" if fact else "five", step=1, needed=2)
    return Reason("one", KIND, (("to", fact.to),)), Reason("six", KIND, tuple(params.items()))
"""
    assert codes_in(source) == {
        "one": {"to"},
        "two": {"to", "targets"},
        "three": {"to", "targets"},
        "four": {"step", "needed"},
        "five": {"step", "needed"},
        "six": {"role", "level"},
    }
    with pytest.raises(UnreadableCode):
        codes_in("Reason(f'a_{kind}', KIND)")


# --- The catalogue is whole ----------------------------------------------------------------------------------------


def test_every_code_is_said_and_none_is_left_over() -> None:
    """A reason without words would raise in front of a person; words without a reason are never read."""
    said = {name for name in TEMPLATES if not name.endswith(".remedy")}
    assert sorted(said) == sorted(KNOWN)
    assert {name.removesuffix(".remedy") for name in TEMPLATES} == said
    assert len(CODES) > 50


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_text_exists_in_all_languages(name: str) -> None:
    """Nothing falls back: bokmål, nynorsk and English are all written."""
    assert catalogue()[name].tags == LANGUAGES


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_language_tells_as_much_as_the_others(name: str) -> None:
    """The same parameters stand in each language, and only those that every guard with this code gives."""
    used = {lang: placeholders(catalogue()[name](lang)) for lang in LANGUAGES}
    assert used["nb"] == used["nn"] == used["en"]
    assert used["nb"] <= KNOWN[name.removesuffix(".remedy")]


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_reason_can_be_said(code: str) -> None:
    """With the parameters its guards give, text and remedy are said in each language, with no brace left."""
    reason = Reason(code, ReasonKind.UNMET, sample(KNOWN[code]))
    for lang in LANGUAGES:
        said = [reason.text(lang), *([] if reason.remedy is None else [reason.remedy(lang)])]
        for sentence in said:
            assert not set("{}") & set(sentence)


@pytest.mark.parametrize("name", [name for name in TEMPLATES if not name.startswith("citation_")])
def test_messages_are_whole_short_sentences(name: str) -> None:
    """At most two sentences say what is wrong and at most three what mends it; each ends as a sentence does."""
    for lang in LANGUAGES:
        said = catalogue()[name](lang)
        sentences = re.findall(r"[.!?](?=\s|$)", said)
        assert 1 <= len(sentences) <= (3 if name.endswith(".remedy") else 2), said
        assert said[-1] == "."
        assert said[0].isupper() or said[0] in "«‘"
        assert said == " ".join(said.split())


# --- What may not be said, and what must be ------------------------------------------------------------------------

PROGRAMMERS = re.compile(
    r"\b(null|none type|nonetype|entry|entries|spine|payload|exception|traceback|boolean|id|ids|enum|string|append|"
    r"streng|unntaksfeil)\b|_",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_programmers_words(name: str) -> None:
    """Whoever works with children meets no word that only a programmer knows."""
    for lang in LANGUAGES:
        bare = re.sub(r"\{\w+\}", "", catalogue()[name](lang))
        assert PROGRAMMERS.search(bare) is None


PROTECTION = {
    "nb": ("barnevernet", "politiet"),
    "nn": ("barnevernet", "politiet"),
    "en": ("child welfare", "the police"),
}


@pytest.mark.parametrize("code", ["not_taking_part", "case_is_closed", "service_not_covered", "internal"])
def test_a_shut_door_shows_the_way_to_protection(code: str) -> None:
    """Who is shut out is told that child welfare and the police can be turned to all the same (I-07)."""
    remedy = Reason(code, ReasonKind.WRONG_PERSON).remedy
    assert remedy is not None
    for lang, words in PROTECTION.items():
        assert all(word in remedy(lang) for word in words)


def test_an_outsider_learns_nothing_of_a_case() -> None:
    """One answer for a case that does not exist and for one the asker takes no part in; it says neither (I-08)."""
    assert KNOWN["not_taking_part"] == frozenset()
    reason = Reason("not_taking_part", ReasonKind.WRONG_PERSON)
    for lang, telling in {
        "nb": "finnes|skjult|lukket",
        "nn": "finst|skjult|lukka",
        "en": "exist|hidden|closed",
    }.items():
        assert re.search(telling, reason.text(lang)) is None


def test_an_unknown_reference_tells_only_the_field() -> None:
    """Nothing there and nothing for the asker are the same words, which name the field and nothing else (I-08)."""
    assert KNOWN["unknown_reference"] == {"field"}
    reason = Reason("unknown_reference", ReasonKind.UNKNOWN_REFERENCE, (("field", "measure"),))
    assert reason.text("en") == "There is nothing here with the reference given for ‘measure’ that you can use."


# --- How it is said ------------------------------------------------------------------------------------------------


def test_dates_are_said_in_the_language_asked_for() -> None:
    """A date is written as people write it, in each language."""
    reason = Reason("date_is_past", ReasonKind.WRONG_FORM, (("date", DAY),))
    assert reason.text("nb") == "Datoen 3. mars 2026 er passert."
    assert reason.text("nn") == "Datoen 3. mars 2026 er passert."
    assert reason.text("en") == "The date 3 March 2026 has passed."
    assert said_date(dt.date(2026, 12, 31), "nn") == "31. desember 2026"


def test_a_date_in_a_remedy_follows_its_language() -> None:
    """A remedy is a text in all languages, each with its own way of writing its parameters."""
    params: tuple[tuple[str, Param], ...] = (
        ("fact", Text(nb="møte holdt", nn="møte halde", en="meeting held")),
        ("who", Text(nb="lederen", nn="leiaren", en="the leader")),
    )
    remedy = Reason("not_yours_to_record", ReasonKind.WRONG_PERSON, params).remedy
    assert remedy is not None
    assert remedy.tags == LANGUAGES
    assert [word in remedy(lang) for lang, word in (("nb", "lederen"), ("nn", "leiaren"), ("en", "the leader"))] == [
        True,
        True,
        True,
    ]


def test_a_language_without_words_of_ours_falls_back() -> None:
    """Who asks in South Sámi gets bokmål, dates too, rather than nothing."""
    reason = Reason("date_is_past", ReasonKind.WRONG_FORM, (("date", DAY),))
    assert reason.text("sma") == reason.text("nb")


def test_an_unknown_language_raises() -> None:
    """A language nobody declared is a mistake of the caller's, in texts, remedies and citations alike."""
    reason = Reason("date_is_past", ReasonKind.WRONG_FORM, (("date", DAY),))
    with pytest.raises(UnknownLanguage):
        reason.text("xx")
    with pytest.raises(UnknownLanguage):
        law("A-02").text("norsk")
    assert reason.remedy is not None
    with pytest.raises(UnknownLanguage):
        reason.remedy("xx")


GUIDE = Text(nb="Handlingsveileder for Sortland", nn="Handlingsrettleiar for Sortland", en="Action guide of Sortland")


def test_the_common_core_says_that_the_guide_does_not() -> None:
    """Where the common core stands in, the reader is told which guide is silent, and where the core says it."""
    citation = Citation(CitationKind.COMMON_CORE, "level 1 / step 1.2 / completion", GUIDE)
    assert citation.text("nb").startswith("Handlingsveileder for Sortland sier ikke noe om dette")
    assert citation.text("nn").startswith("Handlingsrettleiar for Sortland seier ikkje noko om dette")
    assert citation.text("en").startswith("Action guide of Sortland does not state this")
    assert citation.text("nb").endswith("nivå 1, steg 1.2, å fullføre steget")
    assert citation.text("en").endswith("level 1, step 1.2, completing the step")


def test_citations_name_their_place() -> None:
    """Guide, law and model each say where to look, in each language."""
    steps = {"nb": "steg 1.2", "nn": "steg 1.2", "en": "step 1.2"}
    for lang in LANGUAGES:
        assert Citation(CitationKind.GUIDE, "step 1.2", GUIDE).text(lang) == f"{GUIDE(lang)}: {steps[lang]}"
        assert law("A-30").text(lang).endswith("A-30")
        assert "BTI" in model("I-03").text(lang)


def _used(pattern: str) -> set[str]:
    found = (re.findall(pattern, path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py")))
    return {key for keys in found for key in keys}


def test_every_word_is_there_in_each_language() -> None:
    """What a reason or citation is put together from is said in nb, nn and en, and nothing is said in vain."""
    used = {("model", key) for key in _used(r"\bmodel\(\"([^\"]+)\"\)")}
    used |= {("field", key) for key in _used(r"\bunknown\(\"([^\"]+)\"")}
    used |= {("field", key) for key in ("invited", "present")}  # chosen by a condition
    used |= {("field", key) for key in ("consents", "guardians", "log_since", "professionals", "services")}  # of a list
    used |= {("field", key) for key in ("giver", "holder", "owner", "responsible", "service", "told")}  # the same
    used |= {("form", form.value) for form in Form}
    used |= {("mend", key) for key in (*MENDED_BY.values(), "beside", "other")}
    known = phrases()
    assert {key for key in known if key[0] != "path"} == used
    for key, said in known.items():
        assert said.tags == LANGUAGES, key
        for lang in ("nb", "nn"):
            assert not strange(lang, said(lang)), key
