"""Give what reading and resolving a guide report a code, and words in the reader's own language.

`bti.errors.Problem` says what is wrong in English, for a program's log. Here each is recognised by how it is said.
One that is not recognised is still a finding: it is shown as it was said.
"""

from __future__ import annotations

import re
from typing import Final

from bti.check.report import Finding, Severity
from bti.check.toml_said import toml_in_words
from bti.errors import Problem
from bti.guide.never import reason_of
from bti.text import Text

__all__ = ["CODES", "SORTS", "finding_of"]

SORTS: Final = {
    "level": Text(nb="nivå", nn="nivå", en="level"),
    "step": Text(nb="steg", nn="steg", en="step"),
    "outcome": Text(nb="utfall", nn="utfall", en="outcome"),
    "service": Text(nb="type tjeneste", nn="type teneste", en="kind of service"),
    "role": Text(nb="rolle", nn="rolle", en="role"),
    "level or step": Text(nb="nivå eller steg", nn="nivå eller steg", en="level or step"),
    "level, step or topic": Text(nb="nivå, steg eller tema", nn="nivå, steg eller tema", en="level, step or topic"),
    "arena": Text(nb="arena", nn="arena", en="arena"),
    "pathway": Text(nb="særskilt forløp", nn="særskilt forløp", en="special pathway"),
    "scope of consent": Text(nb="det samtykket er til", nn="det samtykket er til", en="scope of consent"),
    "kind of information": Text(nb="slag opplysning", nn="slag opplysning", en="kind of information"),
    "kind of fact": Text(nb="type hendelse", nn="type hending", en="kind of fact"),
    "fragment": Text(nb="fragment", nn="fragment", en="fragment"),
    "source": Text(nb="kilde", nn="kjelde", en="source"),
    "date": Text(nb="dato", nn="dato", en="date"),
    "field": Text(nb="felt", nn="felt", en="field"),
    "tool": Text(nb="verktøy", nn="verktøy", en="tool"),
    "question": Text(nb="spørsmål i evalueringen", nn="spørsmål i evalueringa", en="question of the evaluation"),
    "who names the holder": Text(
        nb="den som utpeker stafettholderen", nn="den som peiker ut stafetthaldaren", en="who names the holder"
    ),
    "role, kind of service or part in the case": Text(
        nb="rolle, type tjeneste eller del av saken",
        nn="rolle, type teneste eller del av saka",
        en="role, kind of service or part in the case",
    ),
    "role or service": Text(nb="rolle eller type tjeneste", nn="rolle eller type teneste", en="role or service"),
}

_FIXED: Final = frozenset({"kind of fact", "kind of information", "field", "date", "scope of consent"})
"""Sorts of names that the format has, and no guide adds to."""
_OR_ADD: Final = Text(nb=", eller legg det til", nn=", eller legg det til", en=", or add it")

_EXPECTED: Final = {
    "a number in quotes": Text(nb="et tall i anførselstegn", nn="eit tal i hermeteikn", en="a number in quotes"),
    'a date in quotes, like "2026-07-01"': Text(
        nb='en dato i anførselstegn, som "2026-07-01"',
        nn='ein dato i hermeteikn, som "2026-07-01"',
        en='a date in quotes, like "2026-07-01"',
    ),
    "a text in quotes": Text(nb="tekst i anførselstegn", nn="tekst i hermeteikn", en="a text in quotes"),
    "a list, [ … ]": Text(nb="en liste, [ … ]", nn="ei liste, [ … ]", en="a list, [ … ]"),
    "a table": Text(
        nb="en tabell: flere nøkler med hver sin verdi, i klammer { … } eller under en linje i hakeparenteser",
        nn="ein tabell: fleire nøklar med kvar sin verdi, i klammer { … } eller under ei linje i hakeparentesar",
        en="a table: several keys with a value each, in braces { … } or below a line in brackets",
    ),
    "days or weeks, like P7D": Text(
        nb="dager eller uker, som P7D", nn="dagar eller veker, som P7D", en="days or weeks, like P7D"
    ),
    "true or false": Text(
        nb="true (ja) eller false (nei), uten anførselstegn",
        nn="true (ja) eller false (nei), utan hermeteikn",
        en="true or false, without quotes",
    ),
    "a whole number": Text(
        nb="et helt tall, uten anførselstegn", nn="eit heilt tal, utan hermeteikn", en="a whole number, without quotes"
    ),
    "a date without quotes, like 2026-07-01": Text(
        nb="en dato uten anførselstegn, som 2026-07-01",
        nn="ein dato utan hermeteikn, som 2026-07-01",
        en="a date without quotes, like 2026-07-01",
    ),
    "a name of letters, digits, '.', '_' and '-', in quotes": Text(
        nb="et navn av bokstaver, tall, «.», «_» og «-», i anførselstegn",
        nn="eit namn av bokstavar, tal, «.», «_» og «-», i hermeteikn",
        en="a name of letters, digits, ‘.’, ‘_’ and ‘-’, in quotes",
    ),
    'a text by language, like {nb = "…", nn = "…", en = "…"}': Text(
        nb='en tekst for hvert språk, som {nb = "…", nn = "…"}',
        nn='ein tekst for kvart språk, som {nb = "…", nn = "…"}',
        en='a text by language, like {nb = "…", nn = "…"}',
    ),
    'a length of time in quotes, like "P14D"': Text(
        nb='et tidsrom i anførselstegn, som "P14D"',
        nn='eit tidsrom i hermeteikn, som "P14D"',
        en='a length of time in quotes, like "P14D"',
    ),
    'a condition: "goal_agreed", {is = "…"}, {all_of = […]} or {any_of = […]}': Text(
        nb='et vilkår: "goal_agreed", {is = "…"}, {all_of = […]} eller {any_of = […]}',
        nn='eit vilkår: "goal_agreed", {is = "…"}, {all_of = […]} eller {any_of = […]}',
        en='a condition: "goal_agreed", {is = "…"}, {all_of = […]} or {any_of = […]}',
    ),
}
"""What reading a value says that it expected."""

CODES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (code, re.compile(pattern, re.DOTALL))
    for code, pattern in (
        ("file_too_large", r"the file is too large: more than (?P<bytes>\d+) bytes"),
        ("not_utf8", r"the file is (?:written in UTF-16|not UTF-8 \((?P<place>[^)]*)\)).*"),
        ("file_unreadable", r"the file cannot be read: (?P<detail>.*)"),
        ("nested_too_deep", r"nested too deep"),
        ("not_toml", r"not TOML(?: that can be read)?: (?P<detail>.*)"),
        ("unknown_key", r"unknown key; known here: (?P<known>.*)"),
        (
            "report_has_conditions",
            r"puts a condition on the report that is outcome (?P<outcome>.*) of step (?P<step>.*); .*",
        ),
        ("guardians_must_be_told", r"lets nobody beyond step (?P<step>.*) before the guardians have been told; .*"),
        ("withdrawal_without_effect", r"lets a consent go on that was taken back; .*"),
        ("never_configurable", r"no guide may set this \(law (?P<rules>[^)]*)\): .*"),
        ("unknown_name", r"unknown (?P<sort>fragment): .*; known are (?P<known>.*)"),
        ("unknown_name", r"unknown (?P<sort>source); declare it as .* one of (?P<known>.*)"),
        ("unknown_name", r"unknown (?P<sort>date|field) of [^;]+; known (?:are|here:) (?P<known>.*)"),
        ("unknown_name", r"unknown (?P<sort>[a-z][a-z_, ]*); known (?:are|here:) (?P<known>.*)"),
        ("goes_round", r"goes round: (?P<way>.*)"),
        ("other_id", r"must be '(?P<wanted>[^']*)', as the file is called"),
        ("outcome_without_target", r"an outcome of kind (?P<kind>\w+) leads somewhere: .*"),
        ("target_not_possible", r"an outcome of kind (?P<kind>\w+) never moves the case: .*"),
        ("wrong_direction", r"an outcome of kind (?P<kind>\w+) (?:leads|stays) .*"),
        (
            "said_replaces_protection",
            r"takes the place of advice '(?P<said>.*)', which rests on (?P<rules>.*); give it .*",
        ),
        ("outcome_lost", r"leaves outcome (?P<outcomes>.*) of step (?P<step>.*) on level (?P<level>.*) nowhere.*"),
        ("level_without_end", r"the last step of a level needs an outcome .*"),
        ("level_without_steps", r"level (?P<level>.*) has no step"),
        ("guide_without_levels", r"a guide needs at least one level"),
        ("deadline_says_nothing", r"a deadline needs a start and a length, or words"),
        ("deadline_incomplete", r"is missing; a deadline with a (?P<stated>\w+) has both"),
        ("deadline_incomplete", r"says which date of the start fact counts, but there is no (?P<stated>start)"),
        ("rounding_missing", r"is missing; months may end on a day that does not exist; .*"),
        ("length_in_days_alone", r"\w+ days are counted in days alone, .*"),
        ("length_not_possible", r"is longer than thirty years"),
        ("length_too_short", r"what comes again comes after a day at the least"),
        ("length_not_possible", r"a period (?:is written|needs) .*|.* must be a whole number from 0 to \d+"),
        ("missing", r"is missing(?:, and no guide this one extends states it)?"),
        ("text_lacks_language", r"this text lacks (?P<languages>.*), which `languages` says .*"),
        ("stands_twice", r"the same id stands in (?P<where>.*)|stands twice"),
        ("stands_twice", r"stands on level .*; a step's id is unique in the guide"),
        ("step_of_another_level", r"belongs to level (?P<level>.*), where a guide beneath states it"),
        ("excluded_too", r"stands in `excluded` as well"),
        (
            "fragment_misused",
            r"(?:is a fragment|is a guide of its own and no fragment|a fragment extends nothing)[,;] .*",
        ),
        ("fragment_misused", r"a guide may use \w+ fragments at the most|a fragment states parts of guides.*"),
        ("setting_misused", r"of two values of \w+ it is not known which is the stricter; .*"),
        ("setting_misused", r"takes the place of `value`.*|needs two values that differ.*|`when` says where .*"),
        ("variant_misused", r"names no kind of home service, .*|the variant .* holds for it too; .*"),
        ("variant_misused", r"says nothing otherwise; .*|a guide may have \w+ variants at the most"),
        ("arena_misused", r"is what a meeting is for; .*|names nobody, so that nobody could call the meeting; .*"),
        ("arena_misused", r"how often: .*|an arena is the larger size of one .*|expected a whole number from 1 on"),
        ("arena_age", r"expected an age of an arena .*|is lower than from_age, .*"),
        ("whom_age", r"expected an age of whom it is for, .*"),
        ("pathway_count", r"a stretch to count over .*"),
        ("asks_nobody_else", r"an outcome of kind (?P<kind>\w+) asks nobody else; .*"),
        ("entries_empty", r"a case has to begin somewhere: .*"),
        ("not_recorded_once", r"the condition (?P<condition>\w+) is no fact that is recorded once.*"),
        ("not_recorded_once", r"names the (?P<condition>condition) itself"),
        ("consent_without_scope", r"consent_stands says with `with` for what; .*"),
        ("place_is_of_now", r"with `with`, (?P<condition>\w+) asks for one that stands now; .*"),
        ("field_not_tellable", r"holds nothing a guide can name; known are (?P<known>.*)"),
        ("takes_no_with", r"the condition (?P<condition>\w+) takes no `with`"),
        ("after_which", r"goes with an `after` that is one of (?P<known>.*)"),
        ("people_of_a_meeting", r"goes with the condition (?P<condition>\w+) alone"),
        ("sort_of_document", r"is the name of a sort of document; .*"),
        ("text_not_possible", r"the text in .* (?:must be a text|holds half).*|.* is not a language tag; .*"),
        ("text_not_possible", r"a text needs at least one language.*|the brace at position .*"),
        ("age_not_possible", r"expected an age in whole years, from 0 to 18"),
        ("group_too_small", r"a discussion that fits fewer than (?P<least>\w+) persons is not anonymous .*"),
        ("access_log_not_kept", r"who has read what has to be kept for some time .*"),
        ("forms_empty", r"a consent needs at least one form .*"),
        ("scope_named_wrongly", r"only a kind of meeting is named after a colon, .*"),
        ("scope_holds_no_day", r"a consent that holds for no day is none"),
        ("unknown_word", r"expected one of (?P<known>.*)"),
        ("too_many_dates", r"parts of a guide may begin or cease to hold on (?P<most>\w+) dates at the most"),
        ("phase_misused", r"before (?P<date>\S+) the guide cannot be used: (?P<path>\S+) (?P<detail>.*)"),
        ("last_phase_misused", r"from (?P<date>\S+) on the guide cannot be used: (?P<path>\S+) (?P<detail>.*)"),
        ("until_before_from", r"the last day on which it holds lies before the first, .*"),
        ("waits_for_itself", r"the (?:baton|log) waits for itself: .*"),
        ("setting_misused", r"says neither where nor from when it holds.*"),
        ("empty", r"names nobody.*"),
        ("empty", r"must not be empty|.* must not be empty|says nothing; .*"),
        ("times_not_possible", r"expected how often in each period .*"),
        ("wrong_shape", r"expected (?P<detail>.*)"),
        ("unreadable_value", r"cannot be read \(.*\)"),
    )
)
"""How each sort of problem is said, and its code; the first that fits counts."""

_KEPT: Final = re.compile(r"outcomes = \[(.*)\] in that step")
_UNREAD: Final = frozenset({"not_toml", "not_utf8"})
_LINE: Final = re.compile(r"\bline (\d{1,9})\b")
"""Where the reader of TOML says that it stopped."""
_CUT: Final = re.compile(r"(?P<some>.*) and (?P<more>\d+) more", re.DOTALL)
"""How a list of names is written that is cut."""
_UNKNOWN_TO_US: Final = "cannot_be_used"


def finding_of(problem: Problem) -> Finding:
    """Return a problem as a finding of severity error."""
    code, params = _recognised(problem.message)
    at = _LINE.search(problem.message) if code in _UNREAD else None
    line = None if at is None else int(at[1])
    return Finding(Severity.ERROR, code, problem.path, params, problem.found, problem.nearest, problem.file, line)


def _recognised(message: str) -> tuple[str, tuple[tuple[str, object], ...]]:
    for code, pattern in CODES:
        found = pattern.fullmatch(message)
        if found is None:
            continue
        params: dict[str, object] = {name: said for name, said in found.groupdict().items() if said is not None}
        if (cut := _CUT.fullmatch(str(params.get("known")))) is not None:
            params["known"] = _and_more(cut["some"], cut["more"])
        if code == "outcome_lost":
            params["kept"] = _KEPT.findall(message)[0]
        if code == "never_configurable":
            params["why"] = reason_of(str(params["rules"]).split(", "))
        if code == "unknown_name":
            params["or_add"] = "" if params["sort"] in _FIXED else _OR_ADD
            params["sort"] = SORTS.get(str(params["sort"]), params["sort"])
        if code in ("phase_misused", "last_phase_misused"):
            params["detail"] = _within(str(params["detail"]))
        if code == "not_toml":
            params["detail"] = toml_in_words(str(params["detail"]))
        if code == "wrong_shape":
            params["detail"] = _EXPECTED.get(str(params["detail"]), params["detail"])
        return code, tuple(params.items())
    return _UNKNOWN_TO_US, (("detail", message),)


def _and_more(some: str, more: str) -> Text:
    """Return the first of many names, and how many more there are."""
    some = _plain(some)
    return Text(nb=f"{some} og {more} til", nn=f"{some} og {more} til", en=f"{some} and {more} more")


def _within(message: str) -> Text:
    """Return what a problem that stands within another's message is, in words."""
    code, params = _recognised(message)
    inner = Finding(Severity.ERROR, code, "$", params)
    return Text(nb=_plain(inner.what("nb")), nn=_plain(inner.what("nn")), en=_plain(inner.what("en")))


def _plain(said: str) -> str:
    return said.replace("{", "{{").replace("}", "}}")
