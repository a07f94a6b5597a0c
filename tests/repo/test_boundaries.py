"""Every place that compares the day with a date of the case has its boundary, so that `next_change` forgets nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from bti.engine import ALL_ANSWERS
from bti.rules.boundaries import BOUNDARIES
from tests.repo.source import modules

ROOMS = ("law", "record", "rules", "answers", "duties")
NOT_BY_TIME = "both are fixed when it is recorded"
"""Of comparisons of instants that no later question sees turn."""

IN_THE_AGENDA = "boundaries_of"
"""Of days that are counted for a duty: those of the duties somebody is shown are boundaries to them."""

COMPARED: Mapping[str, str] = {
    "bti.answers.asking.Asking.ask": NOT_BY_TIME,
    "bti.answers.findings._late": NOT_BY_TIME,
    "bti.answers.next_change.next_change": NOT_BY_TIME,
    "bti.answers.secrecy._talks": "meetings_past",
    "bti.answers.secrecy.held_back": NOT_BY_TIME,
    "bti.answers.sharing._ended": "ends_of_consents",
    "bti.law.consent_needed.Around.near": "whose_consent",
    "bti.law.consent_span.ask_consent": "whose_consent",
    "bti.duties.of_the_baton.offer_to_see_to": "offers_waiting",
    "bti.duties.of_the_record.offer_to_answer": "offers_waiting",
    "bti.duties.counting._several": IN_THE_AGENDA,
    "bti.duties.law_child_welfare._after_the_end": IN_THE_AGENDA,
    "bti.duties.law_child_welfare._awaited": IN_THE_AGENDA,
    "bti.law.deadlines._expected": IN_THE_AGENDA,
    "bti.law.family.Order.holds_on": "whose_consent",
    "bti.law.family.Parent.holds_on": "whose_consent",
    "bti.law.family.age_of": "birthdays",
    "bti.law.hearing._limits_are_gone": "whose_consent",
    "bti.record.baton.Baton.absent": "beginning_absences",
    "bti.record.case.Case.as_of": NOT_BY_TIME,
    "bti.record.consent.Consent.holds_on": "ends_of_consents",
    "bti.record.family_circle.Authorisation.is_in_force_on": "ends_of_authorisations",
    "bti.record.family_circle.Care.holds_on": "lapsing_orders",
    "bti.record.log.Log.is_paused_on": "ends_of_pauses",
    "bti.record.staff.Reader.may_read_on": "ends_of_access",
    "bti.record.held_back.Reading.lets": "ends_of_yeses_to_reading",
    "bti.rules.measure.an_overdue_evaluation_is_not_moved_unsaid": "evaluations_due",
    "bti.rules.own_no._counting": "ends_of_consents",
    "bti.rules.opening.the_guide_is_in_force": "guides_in_force",
    "bti.rules.opening.born_by_the_day_or_said_unborn": NOT_BY_TIME,
    "bti.rules.take_over._later": NOT_BY_TIME,
    "bti.rules.timing.happened_after_the_last_of_its_topic": NOT_BY_TIME,
    "bti.rules.timing.happened_by_now": NOT_BY_TIME,
    "bti.rules.timing.recorded_after_the_entry_above": NOT_BY_TIME,
}
"""By function that compares: the source of boundaries that yields the days on which the comparison turns."""

_ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_DAYS = ("day", "today", "now", "at")


def comparing() -> Iterator[str]:
    """Yield the functions that compare the day or instant asked about with anything that no proposed fact names."""
    for name, path in modules().items():
        if name.split(".")[1:2] and name.split(".")[1] in ROOMS and name != "bti.rules.boundaries":
            yield from _in(ast.parse(path.read_text("utf-8")), name)


def _in(node: ast.AST, name: str) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        inside = f"{name}.{child.name}" if isinstance(child, (ast.FunctionDef, ast.ClassDef)) else name
        if isinstance(child, ast.Compare) and isinstance(child.ops[0], _ORDERS):
            sides = (child.left, *child.comparators)
            if any(map(_is_day, sides)) and not any(map(_is_proposed, sides)):
                yield inside
        yield from _in(child, inside)


def _is_day(side: ast.expr) -> bool:
    if isinstance(side, ast.BinOp):
        return _is_day(side.left) or _is_day(side.right)
    if isinstance(side, ast.Attribute):
        return side.attr in _DAYS and isinstance(side.value, ast.Name) and side.value.id in ("ask", "self")
    return isinstance(side, ast.Name) and side.id in _DAYS


def _is_proposed(side: ast.expr) -> bool:
    return isinstance(side, ast.Attribute) and isinstance(side.value, ast.Name) and side.value.id == "fact"


def test_each_comparison_with_the_day_has_its_boundary() -> None:
    """A new one needs a source of boundaries (`@boundary`) and a line in the table above."""
    found = set(comparing())
    assert found - COMPARED.keys() == set(), "these compare with the day and have no boundary"
    assert COMPARED.keys() - found == set(), "these compare no more"


def test_each_boundary_named_is_registered() -> None:
    """The sources in the table are those that `next_change` asks."""
    assert "next_change" in ALL_ANSWERS  # importing the engine has registered every source
    registered = {source.__name__ for source in BOUNDARIES}
    assert set(COMPARED.values()) - registered == {NOT_BY_TIME, IN_THE_AGENDA}
