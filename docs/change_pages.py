"""The generated page about changes of guides: what changed, and what it means for cases that run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import bti
from bti.check import moves
from bti.check.telling import told
from bti.check.telling_cases import told_of_cases
from bti.dates import OSLO
from bti.facts import (
    BatonAccepted,
    BatonAppointed,
    CaseOpened,
    Category,
    ConcernDescribed,
    Concerned,
    ConcernRaised,
    ConcernShared,
    GuardianNamed,
    PersonJoined,
    SharedWith,
    StepCompleted,
)
from bti.testing.story import Story

__all__ = ["changes"]

_PAGE: Final = """\
# When a guide changes

A municipality adopts a new version, or the draft that was on hearing comes into force. `bti guide diff A B`, or
`bti.diff(a, b)` in a program, says what changed in words for a leader, and what it means for the cases that run under
the old one: options gained and lost, time limits that move, who may no longer hold the baton, and which cases can move
by themselves. `bti.check.moves(difference, cases)` says so for given cases. A case moves by a recorded fact,
`GuideChanged`, and by nothing else: until somebody has decided, it stays under the guide it stands under.

A case moves by itself where the same step, for the same purpose, is there again. Roles, services and conditions are
compared without regard to their order, and the ground on which something is said is not compared at all. "Not stated"
and "none" are told apart. The example pages below are printed as they come, in bokmål; `--lang nn` and `--lang en` give
the others.
"""

_ADOPTED: Final = Path(__file__).parents[1] / "examples" / "guides" / "sortland-adopted.toml"
_BEGINS: Final = dt.datetime(2026, 3, 2, 9, tzinfo=OSLO)
_SCHOOL: Final = bti.Service("school-1", "school")
_TEACHER: Final = bti.Professional("teacher", "contact_teacher", _SCHOOL)
_ASSISTANT: Final = bti.Professional("assistant", "assistant", _SCHOOL)
_HEAD: Final = bti.Professional("head", "headteacher", _SCHOOL)


def changes() -> Iterator[str]:
    """Write both examples, and what the second means for a few cases."""
    yield _PAGE
    yield "## Tromsø, 2014 and 2025\n"
    yield from _difference("tromso-2014", "tromso-2025", "tromso-2014", "tromso-2025")
    yield "## Sortland: the draft comes into force\n"
    yield "The bundled guide is the draft on hearing. What it becomes here is invented; Sortland has not decided it."
    yield "The file is `examples/guides/sortland-adopted.toml`.\n"
    yield from _difference("sortland", str(_ADOPTED), "sortland", "examples/guides/sortland-adopted.toml")
    yield "### Four cases that run under the draft\n"
    before, after = bti.load_guide("sortland"), bti.load_guide(str(_ADOPTED))
    difference = bti.diff(before, after)
    found = moves(difference, _cases(bti.Engine(before, after)))
    yield "```text"
    yield from told_of_cases(difference, found, "nb")
    yield "```\n"


def _difference(a: str, b: str, first: str, second: str) -> Iterator[str]:
    yield f"```console\n$ bti guide diff {first} {second}"
    yield from told(bti.diff(bti.load_guide(a), bti.load_guide(b)), "nb")
    yield "```\n"


def _cases(engine: bti.Engine) -> Sequence[bti.Case]:
    shared = _opened(engine, "case-1")
    on_level_1 = _on_level_1(engine, "case-2")
    held = _on_level_1(engine, "case-3")
    joined = PersonJoined(person="assistant", role="assistant", of="school-1")
    held.given("an assistant knows the child best", joined, by=_TEACHER)
    offer = held.given("the head names the assistant", BatonAppointed(to="assistant"), by=_HEAD)
    held.given("who accepts", BatonAccepted(offer=offer), by=_ASSISTANT)
    return [shared.case, on_level_1.case, held.case, _begun(engine, "case-4").case]


def _begun(engine: bti.Engine, case: str) -> Story:
    story = Story(engine, begins=_BEGINS, case_id=case)
    child = Concerned("child", dt.date(2015, 5, 5))
    story.given("the teacher opens a case", CaseOpened(persons=(child,), home=_SCHOOL), by=_TEACHER)
    return story


def _opened(engine: bti.Engine, case: str) -> Story:
    story = _begun(engine, case)
    concern = story.given("she wonders", ConcernRaised(category=Category.EDUCATION), by=_TEACHER)
    described = ConcernDescribed(concern=concern, category=Category.EDUCATION)
    story.given("and puts it into words", described, by=_TEACHER)
    told_colleague = ConcernShared(concern=concern, with_=SharedWith.COLLEAGUE, category=Category.EDUCATION)
    story.given("a colleague is told", told_colleague, by=_TEACHER)
    story.given("the mother is named", GuardianNamed(person="mother", lives_with=True), by=_TEACHER)
    told_mother = ConcernShared(
        concern=concern, with_=SharedWith.GUARDIAN, person="mother", category=Category.EDUCATION
    )
    story.given("and told", told_mother, by=_TEACHER)
    for step in ("0.1", "0.2", "0.3"):
        story.given(f"step {step} is done", StepCompleted(step=step), by=_TEACHER)
    return story


def _on_level_1(engine: bti.Engine, case: str) -> Story:
    story = _opened(engine, case)
    story.given("the way is chosen", StepCompleted(step="0.4", outcome="level_1"), by=_TEACHER)
    return story
