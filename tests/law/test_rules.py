"""The law as data: whole, dated, said in three languages, and read with every fault named at once."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Mapping
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bti.dates import Period
from bti.errors import BtiError, InvalidValue, LawError, UnknownLanguage, UnknownRule
from bti.law import Act, Basis, Certainty, EnforcedWhere, Law, Rule, Sector, load_law, read_law
from bti.law.model import ACTS, LETTERS
from bti.law.reading import read_topic
from bti.text import LANGUAGES, Text

LAST = {"Z": 3, "A": 33, "Q": 18, "B": 6, "C": 15, "D": 11, "E": 13, "F": 14, "H": 19}
IDS = tuple(f"{letter}-{number:02}" for letter, last in LAST.items() for number in range(1, last + 1))
LAW = load_law()
RULES = LAW.rules()
WRITTEN = dt.date(2026, 7, 2)
"""The day as of which the law was written down."""

ACT = """
[act.SCHOOL]
title.nb = 'skoleloven'
title.nn = 'skulelova'
title.en = 'School Act'
address = 'https://example.org/school'
from = 2020-01-01
replaced_by = 'NEW'

[act.NEW]
title.nb = 'ny skolelov'
title.nn = 'ny skulelov'
title.en = 'New School Act'
address = 'https://example.org/new'
pending = true

[page.TOWN]
title = 'A town'
address = 'https://example.org/town'
"""

RULE = """
[A-01]
statement.nb = 'Eleven bestemmer.'
statement.nn = 'Eleven avgjer.'
statement.en = 'The pupil decides.'
when.nb = 'I skolen.'
when.nn = 'I skulen.'
when.en = 'In school.'
effect.nb = 'Spør eleven.'
effect.nn = 'Spør eleven.'
effect.en = 'Ask the pupil.'
basis = [{ act = 'SCHOOL', sections = ['§ 1'], from = 2021-08-01, sectors = ['school'] }]
certainty = ['stated']
enforced = ['guard']
sources = ['TOWN']
"""


def bundled() -> dict[str, str]:
    """Read the bundled files as they are."""
    room = files("bti.law") / "norway"
    return {name: (room / f"{name}.toml").read_text("utf-8") for name in (ACTS, *LETTERS)}


def small(rule: str = RULE, act: str = ACT) -> Law:
    """Read a law of one rule."""
    return read_law({ACTS: act, "A": rule})


def faults(texts: Mapping[str, str]) -> dict[str, str]:
    """Read what is broken and give each fault's message by its file and path."""
    with pytest.raises(LawError) as caught:
        read_law(texts)
    return {f"{one.file} {one.path}": str(one) for one in caught.value.problems}


class TestBundledLaw:
    """What is bundled is all of it, and can be used."""

    def test_every_rule_is_there(self) -> None:
        """118 rules and 14 deadlines, in the order of the topics, and no other."""
        assert len(IDS) == 118 + 14
        assert LAW.ids == IDS
        assert [rule.id for rule in RULES] == list(IDS)

    def test_bundled_files_have_no_fault(self) -> None:
        """Reading them all at once finds nothing wrong, and the same rules as reading one when asked."""
        assert read_law(bundled()).rules() == RULES

    def test_everything_is_said_in_each_language(self) -> None:
        """Nobody meets a rule in a language that they did not ask for."""
        for rule in RULES:
            for text in (rule.statement, rule.when, rule.effect, rule.note):
                assert text is None or text.tags == LANGUAGES, rule.id
        for act in LAW.acts.values():
            assert act.title.tags == LANGUAGES, act.key

    def test_rules_are_plain_and_short(self) -> None:
        """A statement is one sentence that fits on a page beside the case."""
        for rule in RULES:
            for lang in LANGUAGES:
                said = rule.statement(lang)
                assert len(said) <= 200, rule.id
                assert said.endswith("."), rule.id
                assert said[0] == said[0].upper(), rule.id
                assert len(rule.effect(lang)) <= 500, rule.id

    def test_nynorsk_is_nynorsk_and_bokmål_is_bokmål(self) -> None:
        """The commonest words of the one do not stand in the other."""
        bokmål = {
            "ikke",
            "uten",
            "fra",
            "noen",
            "noe",
            "hvem",
            "hva",
            "hvor",
            "hvordan",
            "være",
            "en",
            "et",
            "de",
            "å få",
        }
        nynorsk = {"ikkje", "utan", "frå", "nokon", "noko", "kven", "kva", "korleis", "vere", "ein", "eit", "dei"}
        for rule in RULES:
            for text in (rule.statement, rule.when, rule.effect, rule.note):
                if text is not None:
                    assert not bokmål & set(words(text("nn"))), (rule.id, text("nn"))
                    assert not nynorsk & set(words(text("nb"))), (rule.id, text("nb"))

    def test_what_is_not_stated_in_law_says_so(self) -> None:
        """A rule that rests on no act never claims to be stated law, unless what it states is that absence."""
        without = [rule for rule in RULES if not rule.basis]
        assert {"A-30", "Q-08", "Q-12", "E-11", "F-14"} <= {rule.id for rule in without}
        for rule in without:
            assert rule.certainty != (Certainty.STATED,), rule.id

    def test_every_rule_can_be_looked_up(self) -> None:
        """Each has at least one address: an act, an authority or a municipality's page."""
        assert [rule.id for rule in RULES if not LAW.addresses(rule.id)] == []

    def test_every_act_and_page_is_used(self) -> None:
        """Nothing stands in the register that no rule rests on."""
        acts = {key for rule in RULES for basis in rule.basis for key in (basis.act, basis.amended_by) if key}
        assert acts == set(LAW.acts)
        assert {key for rule in RULES for key in rule.sources} == set(LAW.pages)

    def test_no_rule_is_background_and_enforced_at_once(self) -> None:
        """Background decides nothing; only what a host must know may stand beside it."""
        for rule in RULES:
            if EnforcedWhere.BACKGROUND in rule.enforced:
                assert not {EnforcedWhere.GUARD, EnforcedWhere.ANSWER} & set(rule.enforced), rule.id

    @pytest.mark.parametrize("id", ["D-01", "D-04", "D-06", "D-07", "D-10", "D-05", "H-02", "Q-02", "H-17"])
    def test_what_no_municipality_can_change_is_enforced_here(self, id: str) -> None:
        """The rules that are never settings belong to the engine and are not practice."""
        rule = LAW.rule(id)
        assert {EnforcedWhere.GUARD, EnforcedWhere.ANSWER} & set(rule.enforced)
        assert Certainty.MUNICIPAL_PRACTICE not in rule.certainty

    @pytest.mark.parametrize("id", ["A-06", "A-15", "A-26", "A-30", "Q-04", "Q-08", "E-11", "F-14", "H-08", "H-15"])
    def test_what_municipalities_vary_is_marked(self, id: str) -> None:
        """A reader can tell what is the municipality's own choice."""
        assert Certainty.MUNICIPAL_PRACTICE in LAW.rule(id).certainty

    @pytest.mark.parametrize(("id", "term"), [("F-02", "P1W"), ("F-03", "P3W"), ("F-04", "P3M"), ("F-08", "P1M")])
    def test_deadlines_carry_their_length(self, id: str, term: str) -> None:
        """A deadline in whole days or more can be counted."""
        assert LAW.rule(id).term == Period.parse(term)

    def test_only_deadlines_have_a_length(self) -> None:
        """No other rule sets one; a breach is notified within hours, which no period of days can say."""
        assert {rule.id[0] for rule in RULES if rule.term is not None} == {"F"}
        assert LAW.rule("F-09").term is None


class TestDates:
    """Law is chosen by a date."""

    def test_dates_are_sane(self) -> None:
        """Nothing begins before its act or ends before it begins, and all was known when it was written down."""
        for rule in RULES:
            for basis in rule.basis:
                act = LAW.acts[basis.act]
                if basis.in_force_from is None:
                    assert basis.pending == basis.act, rule.id
                    continue
                assert basis.pending is None, rule.id
                assert act.in_force_from is not None, rule.id
                assert act.in_force_from <= basis.in_force_from <= WRITTEN, rule.id
                assert basis.to is None or basis.in_force_from <= basis.to, rule.id
                if basis.worded is not None:
                    assert basis.in_force_from < basis.worded <= dt.date(2026, 8, 1), rule.id

    @pytest.mark.parametrize(("id", "act"), [("B-03", "BL25"), ("C-15", "FVL25")])
    def test_pending_acts_are_there_and_not_in_force(self, id: str, act: str) -> None:
        """An adopted act without a date is never law, however late one asks."""
        assert LAW.acts[act].in_force_from is None
        assert {basis.pending for basis in LAW.rule(id).basis} == {act}
        assert not LAW.rule(id).in_force(dt.date(2100, 1, 1))

    def test_everything_else_is_in_force_when_written_down(self) -> None:
        """All but the two pending rules stand on the day the law was written down."""
        standing = {rule.id for rule in LAW.in_force(WRITTEN)}
        assert set(IDS) - standing == {"B-03", "C-15"}

    @pytest.mark.parametrize(
        ("id", "first"),
        [
            ("A-14", None),
            ("C-13", dt.date(2026, 7, 1)),
            ("Q-14", dt.date(2022, 8, 1)),
            ("H-06", dt.date(2026, 1, 1)),
            ("D-01", dt.date(2023, 1, 1)),
            ("A-27", dt.date(2023, 1, 1)),
        ],
    )
    def test_rule_stands_from_its_day(self, id: str, first: dt.date | None) -> None:
        """The day before it does not stand, on the day it does; an old basis carries a rule further back."""
        rule = LAW.rule(id)
        if first is None:
            assert rule.in_force(dt.date(2024, 7, 31))  # barnelova § 32 stood before opplæringslova § 24-5
            assert [one.act for one in rule.basis_on(dt.date(2024, 7, 31))] == ["BL81"]
        else:
            assert not rule.in_force(first - dt.timedelta(days=1))
            assert rule.in_force(first)

    def test_right_to_object_changes_section_between_two_days(self) -> None:
        """On 30 June 2026 one section carries it, on 1 July 2026 another."""
        cited = {day: LAW.cite("Q-15", "nb", on=dt.date(2026, *day)) for day in ((6, 30), (7, 1))}
        assert [section in cited[6, 30] for section in ("§ 25 (3)", "§ 29")] == [True, False]
        assert [section in cited[7, 1] for section in ("§ 25 (3)", "§ 29")] == [False, True]

    def test_no_gap_between_the_two_archive_acts(self) -> None:
        """Nothing may be destroyed on the last day of the old act, nor on the first of the new."""
        days = (dt.date(2025, 12, 31), dt.date(2026, 1, 1))
        assert [[one.act for one in LAW.rule("H-02").basis_on(day)] for day in days] == [["ARKL92"], ["ARKL"]]

    def test_basis_is_chosen_by_sector(self) -> None:
        """A kindergarten is cited its own act, and what binds everybody stays."""
        assert [one.act for one in LAW.rule("D-02").basis_on(WRITTEN, Sector.KINDERGARTEN)] == ["BHGL"]
        assert [one.act for one in LAW.rule("D-01").basis_on(WRITTEN, Sector.KINDERGARTEN)] == ["BVL"]

    def test_rule_without_act_always_stands(self) -> None:
        """Municipal practice has no date of its own."""
        assert LAW.rule("A-30").in_force(dt.date(1999, 1, 1))

    def test_in_force_refuses_an_instant(self) -> None:
        """A moment is not a date: which day it is depends on where one stands."""
        with pytest.raises(InvalidValue):
            LAW.in_force(dt.datetime(2026, 7, 2, 12, tzinfo=dt.UTC))

    def test_pending_act_can_be_supposed(self) -> None:
        """In a scenario the new act is law from its day and what it replaces ends the day before."""
        day = dt.date(2028, 1, 1)
        then = LAW.supposing({"FVL25": day})
        eve = day - dt.timedelta(days=1)
        assert [then.rule("C-15").in_force(one) for one in (eve, day)] == [False, True]
        assert [then.rule("C-08").in_force(one) for one in (eve, day)] == [True, False]
        assert [one.act for one in then.rule("C-10").basis_on(day)] == ["HPL"]
        assert then.rule("B-03") == LAW.rule("B-03")
        assert then.supposed == {"FVL25": day}
        assert then.digest != LAW.digest
        assert then != LAW
        assert then == LAW.supposing({"FVL25": day})
        assert not LAW.rule("C-15").in_force(day)

    @pytest.mark.parametrize("key", ["FVL", "FVL26"])
    def test_only_a_pending_act_can_be_supposed(self, key: str) -> None:
        """Law that is in force has its date, and what nobody has adopted has none."""
        with pytest.raises(InvalidValue, match="BL25, FVL25"):
            LAW.supposing({key: dt.date(2028, 1, 1)})


class TestAsking:
    """One asks by id."""

    def test_unknown_rule_names_the_nearest(self) -> None:
        """A slip of the pen is met with the id that was meant."""
        with pytest.raises(UnknownRule, match="did you mean 'A-30'") as caught:
            LAW.rule("a-30")
        assert isinstance(caught.value, BtiError)
        assert isinstance(caught.value, LookupError)

    @given(st.text(max_size=30))
    def test_any_other_text_is_an_unknown_rule(self, id: str) -> None:
        """Nothing but `UnknownRule` comes of asking for what is not there."""
        if id not in IDS:
            with pytest.raises(UnknownRule):
                LAW.rule(id)

    def test_citation_names_act_and_sections(self) -> None:
        """A phrase to print, with the act in the asked language and the sections as they are cited."""
        assert LAW.cite("D-03", "nb") == "barnevernsloven (2021) § 13-2"
        assert LAW.cite("D-03", "nn") == "barnevernslova (2021) § 13-2"
        assert LAW.cite("A-30", "en") == ""
        assert LAW.cite("H-13", "nb") == "personopplysningsloven"
        with pytest.raises(UnknownLanguage):
            LAW.cite("D-03", "xx")

    def test_addresses_are_acts_first_without_repetition(self) -> None:
        """The law itself stands before what others say of it."""
        addresses = LAW.addresses("D-01")
        assert addresses[0] == LAW.acts["BVL"].address
        assert addresses[-1] == LAW.pages["BUFDIR-MELD"].address
        assert len(set(addresses)) == len(addresses)

    def test_law_is_loaded_once(self) -> None:
        """The bundled law is one value, shared by all who ask."""
        assert load_law() is LAW
        assert hash(load_law()) == hash(read_law(bundled()))
        assert repr(LAW).startswith("<Law of 132 rules")
        assert LAW != "law"

    def test_digest_and_ids_need_no_rule_read(self) -> None:
        """The first verdict pays for neither a TOML reader nor a text."""
        code = "import sys, bti.law as law; law.load_law().digest; print('bti.law.reading' in sys.modules)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "False"


class TestDigest:
    """The digest tells one law from another, and nothing else."""

    def test_digest_is_that_of_the_content(self) -> None:
        """Line endings, the order of files and the way of loading do not count."""
        texts = bundled()
        assert read_law(dict(reversed(texts.items()))).digest == LAW.digest
        assert read_law({name: text.replace("\n", "\r\n") for name, text in texts.items()}).digest == LAW.digest
        assert len(LAW.digest) == 64

    def test_digest_is_the_same_in_every_process(self) -> None:
        """Whatever the hash seed (I-12)."""
        code = "import bti.law; print(bti.law.load_law().digest)"
        seeds = ("1", "2")
        found = {
            subprocess.run(
                [sys.executable, "-c", code],
                env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True,
                text=True,
                check=True,
            ).stdout.strip()
            for seed in seeds
        }
        assert found == {LAW.digest}

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("'Spør eleven.'", "'Hør eleven.'"),
            ("§ 1'", "§ 2'"),
            ("2021-08-01", "2021-08-02"),
            ("'stated'", "'inferred'"),
            ("'guard'", "'answer'"),
            ("sources = ['TOWN']", "sources = []"),
        ],
    )
    def test_digest_changes_with_any_content(self, old: str, new: str) -> None:
        """Another text, section, date, certainty, place or source is another law."""
        changed = RULE.replace(old, new)
        assert changed != RULE
        assert small(changed).digest != small().digest

    def test_digest_knows_where_a_file_ends(self) -> None:
        """Moving a line from one file's end to the next one's start is a change."""
        act, rule = ACT + "# a\n", RULE
        assert small(rule, act).digest != small("# a\n" + rule, ACT).digest


class TestReading:
    """Whoever writes law is told of every fault at once, and where it stands."""

    def test_small_law_is_read(self) -> None:
        """What is written is what is read."""
        text = Text(nb="Spør eleven.", nn="Spør eleven.", en="Ask the pupil.")
        assert small().rule("A-01") == Rule(
            id="A-01",
            statement=Text(nb="Eleven bestemmer.", nn="Eleven avgjer.", en="The pupil decides."),
            when=Text(nb="I skolen.", nn="I skulen.", en="In school."),
            effect=text,
            basis=(
                Basis(act="SCHOOL", sections=("§ 1",), in_force_from=dt.date(2021, 8, 1), sectors=(Sector.SCHOOL,)),
            ),
            certainty=(Certainty.STATED,),
            enforced=(EnforcedWhere.GUARD,),
            sources=("TOWN",),
        )
        assert small().acts["NEW"] == Act(
            key="NEW",
            title=Text(nb="ny skolelov", nn="ny skulelov", en="New School Act"),
            address="https://example.org/new",
            in_force_from=None,
        )

    def test_basis_without_a_date_has_that_of_its_act(self) -> None:
        """A section is as old as its act unless it says otherwise."""
        (basis,) = small(RULE.replace(", from = 2021-08-01", "")).rule("A-01").basis
        assert basis.in_force_from == dt.date(2020, 1, 1)

    def test_all_faults_of_all_files_come_at_once(self) -> None:
        """A register and two topics, each broken in its own way, are reported together."""
        broken = faults(
            {ACTS: ACT.replace("from = 2020-01-01", ""), "A": RULE.replace("'stated'", "'sure'"), "B": "\n[\n"}
        )
        assert set(broken) == {
            "acts.toml $.act.SCHOOL.from",
            "A.toml $.A-01.certainty[0]",
            "B.toml $",
        }
        assert "line 2" in broken["B.toml $"]

    @pytest.mark.parametrize(
        ("old", "new", "path", "said"),
        [
            ("statement.nn = 'Eleven avgjer.'", "", "$.A-01.statement.nn", "must be a text"),
            ("'Eleven avgjer.'", "' '", "$.A-01.statement.nn", "must be a text"),
            ("statement.nn", "statement.no", "$.A-01.statement", "unknown key; found no"),
            ("effect.nb = 'Spør eleven.'", "effects.nb = 'x'", "$.A-01", "did you mean 'effect'"),
            ("act = 'SCHOOL'", "act = 'SCHOL'", "$.A-01.basis[0].act", "did you mean 'SCHOOL'"),
            ("from = 2021-08-01", "from = '2021'", "$.A-01.basis[0].from", "must be a date"),
            ("from = 2021-08-01", "from = 2021-08-01T00:00:00", "$.A-01.basis[0].from", "must be a date"),
            ("from = 2021-08-01", "to = 2019-12-31", "$.A-01.basis[0].to", "ends before it begins"),
            ("from = 2021-08-01", "by = 'NEWER'", "$.A-01.basis[0].by", "did you mean 'NEW'"),
            ("from = 2021-08-01", "since = 2021-08-01", "$.A-01.basis[0]", "unknown key"),
            ("'SCHOOL', sections = ['§ 1']", "'NEW', sections = ['§ 1']", "$.A-01.basis[0].from", "is pending"),
            ("['§ 1']", "'§ 1'", "$.A-01.basis[0].sections", "must be a list"),
            ("['school']", "['schol']", "$.A-01.basis[0].sectors[0]", "did you mean 'school'"),
            ("['guard']", "['guards']", "$.A-01.enforced[0]", "did you mean 'guard'"),
            ("enforced = ['guard']", "enforced = []", "$.A-01.enforced", "at least one of guard"),
            ("enforced = ['guard']", "", "$.A-01.enforced", "must be a list"),
            ("['TOWN']", "['TWON']", "$.A-01.sources[0]", "did you mean 'TOWN'"),
            ("['TOWN']", "[3]", "$.A-01.sources[0]", "must be a text"),
            ("basis = [{", "basis = [3, {", "$.A-01.basis[0]", "must be a table"),
            ("certainty = ['stated']", "certainty = ['stated']\nterm = 'PT72H'", "$.A-01.term", "a period is written"),
            (
                "certainty = ['stated']",
                "certainty = ['stated']\nnote = 'x'",
                "$.A-01.note",
                "must be said in nb, nn, en",
            ),
            ("[A-01]", "[B-01]", "$", "an id like 'A-01'"),
            ("[A-01]", "[A-1]", "$", "an id like 'A-01'"),
            ("[A-01]", "[ A-01 ]", "$", "alone on a line"),
            ("[A-01]", "loose = 1\n[A-01]", "$.loose", "must be a table"),
        ],
    )
    def test_fault_in_a_rule_is_named_with_its_path(self, old: str, new: str, path: str, said: str) -> None:
        """Where it stands, what is wrong, and what was probably meant."""
        assert old in RULE
        assert said in faults({ACTS: ACT, "A": RULE.replace(old, new, 1)})[f"A.toml {path}"]

    @pytest.mark.parametrize(
        ("old", "new", "path", "said"),
        [
            ("pending = true", "pending = 'yes'", "$.act.NEW.pending", "true or false"),
            ("pending = true", "pending = true\nfrom = 2030-01-01", "$.act.NEW.from", "or else pending"),
            ("replaced_by = 'NEW'", "replaced_by = 'NEWS'", "$.act.SCHOOL.replaced_by", "did you mean 'NEW'"),
            ("'https://example.org/town'", "'example.org'", "$.page.TOWN.address", "must be a web address"),
            ("title = 'A town'", "name = 'A town'", "$.page.TOWN", "unknown key"),
            ("[page.TOWN]", "[pages.TOWN]", "$", "did you mean 'page'"),
            ("[act.SCHOOL]", "[act]\nx = 1\n[act.SCHOOL]", "$.act.x", "must be a table"),
            ("[act.NEW]", "[act.NEW", "$", "is not TOML"),
        ],
    )
    def test_fault_in_the_register_is_named_with_its_path(self, old: str, new: str, path: str, said: str) -> None:
        """Acts and pages are checked as strictly as rules."""
        assert old in ACT
        assert said in faults({ACTS: ACT.replace(old, new, 1)})[f"acts.toml {path}"]

    def test_two_rules_of_one_id_are_refused(self) -> None:
        """Nobody can say one thing twice."""
        assert "not TOML" in faults({ACTS: ACT, "A": RULE + RULE})["A.toml $"]

    def test_law_needs_its_register_and_only_known_files(self) -> None:
        """A missing register and a topic of an unknown letter are faults, not crashes."""
        assert set(faults({})) == {"acts.toml $"}
        assert set(faults({ACTS: ACT, "X": ""})) == {"X.toml $"}

    def test_broken_topic_raises_when_it_is_asked_for(self) -> None:
        """Reading one topic reports like reading all."""
        with pytest.raises(LawError, match=r"\(1 problem\)"):
            read_topic("A", RULE.replace("'stated'", "'sure'"), small().acts, small().pages)

    @given(st.text(max_size=200))
    def test_no_text_raises_anything_else(self, text: str) -> None:
        """Whatever stands in a file: it is read or it is a `LawError`."""
        try:
            read_law({ACTS: ACT, "A": text})
        except LawError:
            return

    @given(
        st.recursive(
            st.one_of(st.integers(), st.booleans(), st.sampled_from(["'x'", "2020-01-01", "''"])),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
            max_leaves=6,
        ),
        st.sampled_from(["statement", "basis", "certainty", "enforced", "sources", "note", "term"]),
    )
    def test_no_value_raises_anything_else(self, value: object, key: str) -> None:
        """A value of the wrong shape, anywhere in a rule, is a fault and not a crash."""
        lines = [line for line in RULE.splitlines() if not line.startswith(key)]
        try:
            read_law({ACTS: ACT, "A": "\n".join([*lines, f"{key} = {toml(value)}"])})
        except LawError:
            return


def toml(value: object) -> str:
    """Write a value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(toml(one) for one in value)}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {toml(one)}' for key, one in value.items())} }}"
    return str(value)


def words(text: str) -> list[str]:
    """Give the words of a text in small letters, without marks."""
    return [word.strip(".,;:()«»") for word in text.lower().split()]
