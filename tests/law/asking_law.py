"""Turn a situation into what the law data itself answers: which acts are cited on a date, since when they say so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from bti.law import Basis, Law
from tests.law.asking_acts import law_of

__all__ = ["ask"]

Situation = Mapping[str, Any]


def ask(situation: Situation, taken: tuple[str, ...] = ()) -> dict[str, Any]:
    """Answer which of the acts named are cited by the situation's rules on its date, and the day of the wording."""
    law, wanted = law_of(situation, taken), situation["expect"]
    bases = list(_bases(situation, law))
    ever = [basis for id in situation["rules"] if id in law.ids for basis in law.rule(id).basis]
    told: dict[str, Any] = {}
    for key, cited in (("cites", True), ("cites_not", False)):
        if key in wanted:
            told[key] = [one for one in wanted[key] if _is_cited(one, bases, ever, situation["date"]) is cited]
    if "wording_since" in wanted:
        days = {basis.worded or basis.in_force_from for basis in bases if _is_asked(wanted, basis)}
        told["wording_since"] = wanted["wording_since"] if wanted["wording_since"] in days else None
    return told


def _bases(situation: Situation, law: Law) -> Iterator[Basis]:
    day = situation["date"]
    for id in situation["rules"]:
        if law.stands(id, day):
            yield from law.rule(id).basis_on(day)


def _is_asked(wanted: Mapping[str, Any], basis: Basis) -> bool:
    return any(one.split(" ")[0] == basis.act for one in wanted.get("cites", [])) or "cites" not in wanted


def _is_cited(named: str, bases: list[Basis], ever: list[Basis], day: dt.date) -> bool:
    """Tell whether a section is cited; one that has its own date somewhere is not carried by a wider one."""
    act, _, section = named.partition(" ")
    section = section.replace("no. ", "nr. ")
    own = any(act == basis.act and section in basis.sections for basis in ever)
    for basis in bases:
        if own:
            if act == basis.act and section in basis.sections:
                return True
            continue
        if act == basis.act and (not section or any(_covers(one, section) for one in basis.sections)):
            return True
        if not section and act == basis.amended_by and (basis.worded or basis.in_force_from or day) <= day:
            return True
    return False


def _covers(stated: str, asked: str) -> bool:
    """Tell whether a section as it stands is the one asked for, or a part of it, or holds it in a span."""
    if (
        stated == asked
        or stated.startswith((f"{asked} ", f"{asked}("))
        or asked.startswith((f"{stated} ", f"{stated}("))
    ):
        return True
    if stated.startswith("§§ ") and "–" in stated:
        first, _, last = stated.removeprefix("§§ ").partition("–")
        number = asked.removeprefix("§ ").split(" ")[0]
        return first.isdigit() and last.isdigit() and number.isdigit() and int(first) <= int(number) <= int(last)
    return False
