"""A guide as a page and as a diagram: whole, told apart, and with nothing in it that could do anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

import pytest

from bti.check import diff
from bti.check.telling import told
from bti.explore import guide_html, guide_mermaid
from bti.explore.outline import Line, outline
from bti.guide import Guide, bundled, load_guide, parse_guide
from bti.text import LANGUAGES

NASTY = '<script>alert(1)</script>" onload="x" `a` ``` %%{init}%% ]) --> end; #35; \\n|x| 1. x'
SPOILED = """
id = "own"
extends = "national"
version = '''{nasty}'''
place = '''{nasty}'''
title.nb = '''{nasty}'''
missing = [{{nb = '''{nasty}'''}}]
[[source]]
id = "s"
title = '''{nasty}'''
address = "javascript:alert(1)"
[[level]]
id = "1"
label = '''{nasty}'''
title.nb = '''{nasty}'''
[[level.step]]
id = "1.5"
label = '''{nasty}'''
title.nb = '''{nasty}'''
[[level.step.outcome]]
id = "close"
label.nb = '''{nasty}'''
[[level.step.deadline]]
id = "d"
words.nb = '''{nasty}'''
[[said]]
id = "x"
text.nb = '''{nasty}'''
"""


class Tags(HTMLParser):
    """What a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """See that it closes what was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text += data


def read(page: str) -> Tags:
    """Give what a browser would see; every tag is closed."""
    seen = Tags()
    seen.feed(page)
    assert seen.open == []
    return seen


@pytest.fixture
def nasty() -> Guide:
    """A guide in which every text tries to be something else."""
    return parse_guide(SPOILED.replace("{nasty}", NASTY.replace("'", "")).replace("{{", "{").replace("}}", "}"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("guide", bundled())
def test_page_has_everything(guide: str, lang: str) -> None:
    """Every level, step, outcome and said rule stands on the page, in the language."""
    one = load_guide(guide)
    seen = read(guide_html(one, lang))
    texts = [one.title(lang), *(level.title(lang) for level in one.levels), *(rule.text(lang) for rule in one.said)]
    texts += [step.title(lang) for level in one.levels for step in level.steps]
    texts += [out.label(lang) for level in one.levels for step in level.steps for out in step.outcomes]
    assert [text for text in texts if text not in seen.text] == []


def test_page_fetches_nothing_and_does_nothing(nasty: Guide) -> None:
    """No script, no address that is fetched or run, no handler; what was written is read as it was written."""
    for guide in (nasty, load_guide("sortland")):
        page = guide_html(guide, "nb")
        seen = read(page)
        assert {tag for tag, _ in seen.tags} & {"script", "img", "link", "iframe", "object", "svg", "form"} == set()
        names = {name for _, attributes in seen.tags for name in attributes}
        assert names <= {"lang", "charset", "http-equiv", "content", "name", "class", "href", "rel", "id", "aria-label"}
        links = [attributes["href"] or "" for _, attributes in seen.tags if "href" in attributes]
        here = {f"#{attributes['id']}" for _, attributes in seen.tags if "id" in attributes}
        assert all(link.startswith("https://") or link in here for link in links)
        assert links
        assert "default-src &#x27;none&#x27;" in page
        assert "url(" not in page
        assert "@import" not in page
    assert NASTY in read(guide_html(nasty, "nb")).text


def test_stated_and_inherited_are_told_apart() -> None:
    """A step of the municipality's own is drawn otherwise than an inherited one, on the page and in the diagram."""
    guide = load_guide("sortland")
    own = [step for level in guide.levels for step in level.steps if not guide.is_inherited(step.origin_of("title"))]
    cards = [attributes["class"] for tag, attributes in read(guide_html(guide, "nb")).tags if tag == "article"]
    assert cards.count("card own") == len(own) > 0
    assert cards.count("card") > 0
    diagram = guide_mermaid(guide, "nb")
    assert diagram.count("]:::stated") == len(own)
    assert diagram.count("]:::added") == cards.count("card adds")
    assert diagram.count("]:::inherited") == cards.count("card")


SAID = r"\"[^\"\]\[<>`|{}]*\""
LINE = re.compile(
    rf"flowchart TD|    accTitle: [\w ]+|    end|    subgraph l\d+\[{SAID}\]"
    rf"|        s\d+\[{SAID}\]:::(stated|added|inherited)"
    rf"|(        x\d+|    x)\[{SAID}\]:::gone"
    rf"|    s\d+ --> s\d+|    s\d+ (-->|-\.->)\|{SAID}\| (s\d+|closed)"
    rf"|    s\d+ (-->|-\.->) s\d+o\d+>{SAID}\]|    closed\(\[{SAID}\]\)"
    r"|    style l\d+ [\w:#, -]+|    classDef \w+ [\w:#, -]+"
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_diagram_has_only_lines_of_its_own(lang: str, nasty: Guide) -> None:
    """Whatever stands in a text, each line of the diagram is one of a few sorts, and every step has its box."""
    for guide in (nasty, *(load_guide(one) for one in bundled())):
        lines = guide_mermaid(guide, lang).splitlines()
        assert [line for line in lines if not LINE.fullmatch(line)] == []
        steps = sum(len(level.steps) for level in guide.levels)
        assert sum("]:::" in line and not line.endswith("gone") for line in lines) == steps


PLACES = """
id = "own"
extends = "national"
version = "1"
place = "Vesle kommune"
title.nb = "Egen"
[[arena]]
id = "team"
title = {nb = "Teamet", nn = "Teamet", en = "The team"}
place = {nb = "På skolen", nn = "På skulen", en = "At school"}
consent = "own_form"
[[consent.scope]]
id = "arena:team"
forms = ["written"]
[[deadline]]
id = "dl"
start = "meeting_held"
length = "P10D"
not_before = "P2D"
unit = "school"
fulfilled_by = "minutes_written"
with = {audience = "family"}
"""


@pytest.mark.parametrize(
    ("lang", "place", "days", "readers"),
    [
        ("nb", ("Sted", "«På skolen»"), "2 skoledager", "Med leserne"),
        ("nn", ("Stad", "«På skulen»"), "2 skuledagar", "Med lesarane"),
        ("en", ("Place", "‘At school’"), "2 school days", "With the readers"),
    ],
    ids=["nb", "nn", "en"],
)
def test_an_arena_has_a_place_and_no_municipality(lang: str, place: tuple[str, str], days: str, readers: str) -> None:
    """Where it meets is called a place; days are told as they are counted; a consent for it is called after it."""
    guide = parse_guide(PLACES)
    lines = [*_all(outline(guide, lang))]
    assert place in [(line.title, line.said) for line in lines if line.name == "place"]
    assert days in [line.said for line in lines if line.name == "not_before"]
    assert readers in [line.title for line in lines]
    (scope,) = [line for line in lines if line.name == "arena:team"]
    assert scope.said == guide.arenas[0].title(lang)
    assert f"<dt>{place[0]}</dt>" in guide_html(guide, lang)


def test_a_difference_calls_the_place_of_an_arena_a_place() -> None:
    """In what changed, and in what it means for the cases."""
    said = "\n".join(told(diff(parse_guide(PLACES), parse_guide(PLACES.replace("På skolen", "I byen"))), "nb"))
    assert "sted: fra «På skolen» til «I byen»" in said
    assert "kommune:" not in said


def _all(lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        yield line
        yield from _all(line.inner)
