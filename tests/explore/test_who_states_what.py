"""What is shown says truly who states it: no heading is credited to whoever adds to it, and silence is nobody's."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bti.cli.guides import guide_page
from bti.explore import guide_html, guide_mermaid
from bti.guide import Guide, load_guide, parse_guide
from bti.guide.digest import digest_of
from bti.guide.kept import keep_guide, kept_guide
from bti.text import LANGUAGES

GUIDE = """
id = "own"
extends = "national"
version = "1"
place = "Vik"
languages = ["nn"]
title = {nn = "Handlingsrettleiar for Vik"}
[[source]]
id = "logg"
title = "Vik: stafettlogg"
address = "https://vik.example/logg"
[[source]]
id = "nabo"
title = "Vik: ei anna side"
[[level]]
id = "1"
purpose = {nn = "Tiltak rundt eit barn"}
sources = ["logg"]
[[level.step]]
id = "1.3"
completion = {all_of = ["measure_started", "baton_held"], modality = "should", sources = ["logg 2"]}
[[level.step]]
id = "1.5"
[[level.step.outcome]]
id = "close"
requires = {all_of = ["goal_reached"], modality = "should", sources = ["logg"]}
[baton]
from_event = {all_of = ["measure_started"], sources = ["logg"]}
[log]
from_event = {all_of = ["log_consent_given", {all_of = ["concern_described", "measure_planned"], modality = "should"}]}
sources = ["setting"]
[consent]
own_age = {conflict = [{value = 15, modality = "may", sources = ["logg"]}, {value = 15, sources = ["nabo 3"]}]}
[[consent.scope]]
id = "log"
givers = {value = "guardians_and_young_person"}
sources = ["logg"]
[[role]]
id = "headteacher"
label = {nn = "Skulesjefen"}
sources = ["logg"]
[[duty]]
id = "oversikt"
what = {nn = "Ha oversikt"}
who = "holder"
start = "baton_accepted"
sources = ["logg"]
[[arena]]
id = "team"
title = {nn = "Teamet"}
sources = ["logg"]
[[arena.after]]
id = "svar"
what = {nn = "Gje dei føresette svar"}
[[said]]
id = "eig"
text = {nn = "Loggen høyrer til barnet"}
about = "log"
sources = ["logg"]
"""


@pytest.fixture(scope="module")
def guide() -> Guide:
    """A guide that adds single rules to the common core, as an adviser wrote it from the pages alone."""
    return parse_guide(GUIDE)


@pytest.fixture(scope="module")
def text(guide: Guide) -> list[str]:
    """Its lines in nynorsk."""
    return guide_page(guide, "nn")


@pytest.fixture(scope="module")
def page(guide: Guide) -> str:
    """Return its page, without what is said to those alone who do not see the lines at the side."""
    return re.sub(r'<span class="told">[^<]*</span>', "", guide_html(guide, "nn"))


def marks(lines: list[str], said: str) -> list[str]:
    """Give the mark of each line that says something."""
    return [line.strip()[0] for line in lines if said in line]


def within(lines: list[str], head: str) -> list[str]:
    """Give the lines that stand below one."""
    place = next(place for place, line in enumerate(lines) if head in line)
    deep = len(lines[place]) - len(lines[place].lstrip())
    rest = lines[place + 1 :]
    end = next((n for n, line in enumerate(rest) if len(line) - len(line.lstrip()) <= deep), len(rest))
    return rest[:end]


def test_nothing_is_said_of_what_nobody_states(text: list[str], page: str) -> None:
    """A ground on a level states no time limits, not even that there are none."""
    assert not [line for line in text if "ingen" in line and "Frist" in line]
    assert set(marks(text, "ikkje oppgitt")[1:]) == {"–"}
    assert '<dt>Fristane</dt><dd class="soft">ikkje oppgitt</dd>' in page
    assert 'Fristane</dt><dd class="own"' not in page


def test_that_there_are_none_is_said_where_it_is_stated() -> None:
    """An empty list of time limits on a step is a decision, and shown as one."""
    stated = parse_guide(GUIDE.replace('id = "1.3"', 'id = "1.3"\ndeadline = []'))
    below = within(guide_page(stated, "nn"), "1.3 Gjennomfør tiltaka")
    assert "* Fristane: ingen" in [line.strip() for line in below]


def test_who_does_not_see_the_lines_is_told(guide: Guide) -> None:
    """What stands in another's card says whose it is; what stands in one's own does not say it again."""
    whole = guide_html(guide, "nn")
    card = whole[whole.index("<h4>1.3 Gjennomfør tiltaka") :].partition("</article>")[0]
    assert '<dt>Krav for å bli ferdig</dt><dd class="own"><span class="told">sagt her: </span>' in card
    assert '<span class="told">frå national: </span>' not in card


def test_whoever_adds_to_a_step_has_not_named_it(text: list[str], page: str, guide: Guide) -> None:
    """The title of an inherited step stays that of the guide beneath; what is added has its own mark."""
    assert marks(text, "1.3 Gjennomfør tiltaka") == ["·"]
    assert marks(within(text, "1.3 Gjennomfør tiltaka"), "Krav for å bli ferdig") == ["*"]
    outcome = next(line for line in text if "→ close" in line and "krav" in line)
    assert outcome.strip().startswith("· → close: Målet er nådd")
    assert "; * krav: mål nådd" in outcome
    card = page[: page.index("<h4>1.3 Gjennomfør tiltaka")].rpartition("<article")[2]
    assert 'class="card adds"' in card
    assert "frå national, med tillegg frå own" in card
    assert guide_mermaid(guide, "nn").count(":::added") == 2


def test_what_is_stated_is_not_grey(page: str) -> None:
    """The beginnings of baton and log, and what a consent is to, are shown as stated."""
    begins = {
        "Kva som må ha skjedd før stafettpinnen blir gitt": "eit tiltak er sett i gang",
        "Kva som må ha skjedd før stafettloggen blir opna": "skal: samtykke til loggen er gjeve",
    }
    for title, said in begins.items():
        assert f'<dt>{title}</dt><dd class="own">{said}' in page
    assert '<dt>Samtykke til</dt><dd class="soft"' not in page
    assert re.search(r'<li class="own">[^<]*stafettlogg', page)


def test_a_label_of_a_role_is_not_where_it_is_found(text: list[str]) -> None:
    """Whoever calls an inherited role otherwise has not said in which service it is."""
    (role,) = [line for line in text if "headteacher" in line]
    assert role.strip().startswith("* headteacher: Skulesjefen; · i: Skule")


def test_what_fulfils_a_time_limit_is_not_its_length(tmp_path: Path) -> None:
    """Whoever adds to an inherited time limit, duty or advice has not said the rest of it."""
    beneath = GUIDE.replace(
        'id = "1.3"', 'id = "1.3"\ndeadline = [{id = "d", start = "case_opened", length = "P14D", sources = ["logg"]}]'
    ).replace('id = "own"', 'id = "beneath"')
    above = """
id = "own"
extends = "beneath"
version = "1"
title = {nn = "Over"}
[[level]]
id = "1"
[[level.step]]
id = "1.3"
deadline = [{id = "d", fulfilled_by = "measure_planned", sources = ["setting"]}]
[[said]]
id = "eig"
about = "1"
sources = ["setting"]
[[duty]]
id = "oversikt"
due = "P7D"
sources = ["setting"]
"""
    (tmp_path / "beneath.toml").write_text(beneath, encoding="utf-8")
    lines = guide_page(parse_guide(above, search=[tmp_path]), "nn")
    (limit,) = [line for line in lines if "14 dagar etter" in line]
    assert limit.strip().startswith("· d: 14 dagar etter")
    assert "; * blir oppfylt av: tiltak planlagt" in limit
    assert marks(lines, "Ha oversikt") == ["·"]
    assert marks(lines, "Frist: 7 dagar etter «stafettpinne teken imot»") == ["*"]
    (advice,) = [line for line in lines if "Loggen høyrer til barnet" in line]
    assert advice.strip().startswith("· eig")
    assert "; * gjeld: nivå 1" in advice


def test_sources_are_told_apart(text: list[str], page: str) -> None:
    """Those of the guide beneath are not mixed with one's own."""
    (own,) = [line for line in text if line.strip().endswith("adresse: https://vik.example/logg")]
    (theirs,) = [line for line in text if "Arendal: stafettholder" in line]
    assert (own.strip()[0], theirs.strip()[0]) == ("*", "·")
    assert '<li class="heir"><code>arendal</code>' in page


def test_grounds_are_shown(page: str, guide: Guide) -> None:
    """Each rule of one's own has its ground beside it; in text where it is asked for."""
    link = '<a href="https://vik.example/logg" rel="noreferrer">Vik: stafettlogg, 2</a>'
    assert f'nokon held stafettpinnen <span class="ground">[{link}]</span>' in page
    lines = guide_page(guide, "nn", grounds=True)
    assert [line for line in lines if line.endswith("nokon held stafettpinnen  [grunnlag: Vik: stafettlogg, 2]")]
    assert [line for line in lines if "eige val, inga kjelde" in line]


def test_strengths_cover_what_they_say(text: list[str]) -> None:
    """A strength before a colon covers all that follows within its bracket, and the legend says so."""
    said = "\n".join(text)
    assert "skal: samtykke til loggen er gjeve og (bør: uroa er skildra og eit tiltak er planlagt)" in said
    assert "bør: eit tiltak er sett i gang og nokon held stafettpinnen" in said
    assert "til parentesen er slutt" in said


def test_an_inherited_strength_is_not_ones_own() -> None:
    """Whoever says a value and not how strongly it is meant has not said that either."""
    said = guide_page(parse_guide(GUIDE.replace("[log]", '[log]\ncontents = [{nn = "Tiltak"}]')), "nn")
    (line,) = [line for line in said if "oversikt over" in line]
    assert line.strip() == "* Kva loggen gjev oversikt over: «Tiltak» (bør, frå national)  [eige val, inga kjelde]"


def test_both_sources_of_a_conflict_are_named(text: list[str]) -> None:
    """Which one holds is said, and what the other says."""
    (line,) = [line for line in text if "usamde" in line]
    assert line.strip().endswith("Vik: ei anna side, 3 seier 15, og det gjeld; Vik: stafettlogg seier 15 (kan)")


def test_nothing_is_raw(text: list[str]) -> None:
    """Beginnings of duties and topics of advice are words; what holds unless it is said is nobody's."""
    said = "\n".join(text)
    assert "Fact" not in said
    assert "Field" not in said
    assert "Byrjar ved: stafettpinne teken imot" in said
    assert "Loggen høyrer til barnet; gjeld: Stafettloggen" in said
    assert "kalenderdagar" not in said  # days are of that sort where nobody says otherwise
    assert marks(text, "Gjeld: éi sak (når ingen seier noko anna)") == ["–"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_legend_says_what_the_marks_mean(lang: str, guide: Guide) -> None:
    """Three marks, each explained before anything is marked."""
    head = guide_page(guide, lang)[:7]
    assert [line[0] for line in head if line[1:2] == " "] == ["*", "·", "–"]
    assert "card adds" in guide_html(guide, lang).partition("<main>")[0]


def test_who_names_a_source_is_not_part_of_the_digest(guide: Guide) -> None:
    """What only readers are shown changes no digest; a kept guide shows it too, and is the same without it."""
    document = json.loads(keep_guide(guide))
    assert kept_guide(json.dumps(document)).sources[0].origin == guide.sources[0].origin
    del document["shown"]
    kept = kept_guide(json.dumps(document))
    assert kept == guide
    assert digest_of(kept) == guide.digest
    assert kept.sources[0].origin is None
    assert guide_page(kept, "nn")


def test_none_is_told_apart_from_not_stated() -> None:
    """That nothing is required is a statement, and shown as the guide's own; where nobody says it, nothing is shown."""
    head = GUIDE[: GUIDE.index("[[level]]")]
    step = '[[level]]\nid = "1"\n[[level.step]]\nid = "1.3"\ncompletion = "none"\nsources = ["logg"]\n'
    guide = parse_guide(head + step)
    found = guide.step("1.3")
    assert found is not None
    assert found.completion is None
    assert found.free_of.keys() == {"completion"}
    said = [line for line in guide_page(guide, "nn") if "ferdig: ingenting" in line]
    assert len(said) == 1
    assert said[0].lstrip().startswith("*")
    assert "ferdig: ingenting" not in "".join(guide_page(load_guide("national"), "nn"))
    assert "ingenting" in guide_html(guide, "nn")
