"""Turn a situation into what the law is asked of acts and duties, and the answers into the file's own terms.

Only the acts and duties that a situation names are asked for: what else is allowed it does not say. Whether consent
holds is asked of the consents (`asking_consent`), where the scope is a question of consent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bti.dates import LeapBirthday, age_on
from bti.law import Law, Sector, load_law
from bti.law.doing import Circumstance, Doing, Party
from bti.law.says import Answer, Asked, Says, says
from tests.law import asking_consent

__all__ = ["ask", "law_of"]

Situation = Mapping[str, Any]

SECTORS: Final = {
    "school": Sector.SCHOOL,
    "new-school": Sector.SCHOOL,
    "upper-secondary": Sector.SCHOOL,
    "private-school": Sector.PRIVATE_SCHOOL,
    "kindergarten": Sector.KINDERGARTEN,
    "private-kindergarten": Sector.KINDERGARTEN,
    "health-station": Sector.HEALTH,
    "school-health": Sector.HEALTH,
    "midwife": Sector.HEALTH,
    "hospital": Sector.HOSPITAL,
    "child-welfare": Sector.CHILD_WELFARE,
    "family-counselling": Sector.FAMILY_COUNSELLING,
    "social-services": Sector.SOCIAL_SERVICES,
    "nav": Sector.NAV,
    "ppt": Sector.PPT,
    "police": Sector.POLICE,
}
DUTIES: Final = {"alert-municipal-health-service": Doing.ALERT_OF_THE_UNBORN}
"""Duties whose words are those of an act."""
ACTS: Final = {"tell-neighbour-school-that-there-is-a-case": Doing.TELL_THAT_THERE_IS_A_CASE}
FACTS: Final = {
    "plan-requested": "plan-asked-for",
    "state-decision-to-keep-secret": "state-decision-against-sharing",
}
REMEDIES: Final = {
    "statsforvalter",
    "statsforvalter-appeal",
    "statsforvalter-appeal-if-refused",
    "apply-to-police-or-child-welfare",
    "appeal-the-decision",
}


def law_of(situation: Situation, taken: tuple[str, ...] = ()) -> Law:
    """Return the law a situation is judged by: bundled, with the pending acts it supposes, without some rules."""
    law = load_law()
    supposed = {one["act"]: one["from"] for one in situation.get("law_switch", [])}
    law = law.supposing(supposed) if supposed else law
    return law.without(*taken) if taken else law


def ask(situation: Situation, taken: tuple[str, ...] = ()) -> dict[str, Any]:
    """Answer what is allowed, refused, a duty and none, as far as the library has lines for it."""
    law = law_of(situation, taken)
    wanted = situation["expect"]
    told: dict[str, Any] = {}
    named = [*wanted.get("allowed", []), *wanted.get("refused", [])]
    answered = [act for one in named if (act := _act(situation, one, law)) is not None]
    for key, said in (("allowed", Says.MAY), ("refused", Says.MAY_NOT)):
        if key in wanted and len(answered) == len(named):
            told[key] = [one for one, answer in answered if answer.says is said]
    asked = [one["what"] for one in wanted.get("duties", [])] + list(wanted.get("no_duty", []))
    found = {what: _says(situation, DUTIES.get(what) or _doing(what), law, {}) for what in asked}
    if found and all(answer is not None for answer in found.values()):
        if "duties" in wanted:
            told["duties"] = list(_duties(situation, found))
        if "no_duty" in wanted:
            told["no_duty"] = [what for what, one in found.items() if one is not None and one.says is not Says.MUST]
    given = [answer for _, answer in answered] + [one for one in found.values() if one is not None]
    if wanted.get("remedy") in REMEDIES and given:
        remedy = next((answer.remedy for answer in given if answer.remedy), None)
        told["remedy"] = None if remedy is None else remedy.replace("_", "-")
    if "basis-of-anonymous-discussion" in wanted.get("cannot_say", []):
        answer = says(Doing.ANONYMOUS_DISCUSSION, _asked(situation, {}), law)
        told["cannot_say"] = ["basis-of-anonymous-discussion"] if answer.says is Says.CANNOT_SAY else []
    if "one-body-or-two" in wanted.get("cannot_say", []):
        answer = says(Doing.SHARE, _asked(situation, {}), law)
        is_open = answer.says is Says.CANNOT_SAY and "C-05" in answer.rules
        told["cannot_say"] = ["one-body-or-two"] if is_open else []
    return told


def _duties(situation: Situation, found: Mapping[str, Answer | None]) -> Iterator[dict[str, Any]]:
    for what, answer in found.items():
        if answer is not None and answer.says is Says.MUST:
            for who in answer.who:
                yield {"what": what, "who": _who(situation, who), "rules": list(answer.rules)}


def _who(situation: Situation, who: Party) -> str:
    giver = str(situation.get("giver", situation["sector"]))
    if who is Party.THE_ONE_WHO_KNOWS:
        return "teacher" if giver == "school" else giver
    if who is Party.GIVER:
        return giver
    if who is Party.TRUSTED_PERSON:
        return next(str(one["who"]) for one in situation["expect"]["allowed"] if "who" in one)
    return str(who.value).replace("_", "-")


def _act(situation: Situation, one: Mapping[str, Any], law: Law) -> tuple[dict[str, Any], Answer] | None:
    answer = _says(situation, _doing(one["act"]), law, one)
    if answer is None or answer.says is Says.CANNOT_SAY:
        return None if answer is None else ({}, answer)
    same = {key: one[key] for key in ("act", "on", "to", "who") if key in one}
    return same | {"rules": list(answer.rules)}, answer


def _doing(word: str) -> Doing | None:
    try:
        return ACTS.get(word) or Doing(word.replace("-", "_"))
    except ValueError:
        return None


def _says(situation: Situation, doing: Doing | None, law: Law, one: Mapping[str, Any]) -> Answer | None:
    return None if doing is None else says(doing, _asked(situation, one), law)


def _asked(situation: Situation, one: Mapping[str, Any]) -> Asked:
    day: dt.date = one.get("on", situation["date"])
    giver = situation.get("giver", situation["sector"])
    persons = situation["persons"]
    born = [each["born"] for each in persons if "born" in each and each["born"] <= day]
    unborn = any("born" not in each or each["born"] > day for each in persons)
    age = None if unborn or not born else min(age_on(each, day, _leap(situation)) for each in born)
    to = one.get("to", situation.get("service"))
    return Asked(
        day,
        SECTORS.get(giver, SECTORS.get(situation["sector"])),
        SECTORS.get(to) if to else None,
        age,
        frozenset(_judged(situation, one, day)),
    )


def _leap(situation: Situation) -> LeapBirthday:
    return LeapBirthday.MAR_1 if situation.get("settings", {}).get("leap_day") == "03-01" else LeapBirthday.FEB_28


_IMPLIED: Final = {
    "kindergarten-to-school": Circumstance.KINDERGARTEN_TO_SCHOOL,
    "school-change": Circumstance.SCHOOL_CHANGE,
    "move-municipality": Circumstance.MOVE,
}


def _judged(situation: Situation, one: Mapping[str, Any], day: dt.date) -> Iterator[Circumstance]:
    for fact in situation.get("facts", []):
        word = str(FACTS.get(fact) or fact).replace("-", "_")
        if any(word == one.value for one in Circumstance):
            yield Circumstance(word)
    if situation["scope"] in _IMPLIED:
        yield _IMPLIED[situation["scope"]]
    sector, settings = situation["sector"], situation.get("settings", {})
    if sector == "voluntary":
        yield Circumstance.VOLUNTARY_BODY
    if sector.startswith("private"):
        yield Circumstance.PRIVATE_BODY
    if situation.get("service") == "upper-secondary":
        yield Circumstance.UPPER_SECONDARY_RECEIVES
    if settings.get("gdpr_basis") == "public-task":
        yield Circumstance.PUBLIC_TASK
    if "archive_target" in settings:
        yield Circumstance.ARCHIVE_TARGET_SET
    if settings.get("login_level", "high") != "high":
        yield Circumstance.LOGIN_BELOW_HIGH
    if settings.get("guardians_needed") == "resident":
        yield Circumstance.RESIDENT_IS_ENOUGH
    addresses = {each.get("address") for each in situation["persons"]}
    if addresses - {None}:
        yield Circumstance.GRADED_ADDRESS
    if "strictly-confidential" in addresses:
        yield Circumstance.STRICTLY_CONFIDENTIAL_ADDRESS
    if any(order["kind"] == "notice-of-detention" and order["made"] <= day for order in situation.get("orders", [])):
        yield Circumstance.NOTICE_OF_DETENTION
    if situation.get("reader") == "nurse-without-task":
        yield Circumstance.WITHOUT_TASK
    if situation["scope"] == "deadline" and sector == "kindergarten":
        yield Circumstance.SPECIAL_HELP_GIVEN
    if "F-13" in situation["rules"]:
        yield Circumstance.PLAN_GRANTED
    if situation.get("service") == "social-services" and situation["scope"] == "share":
        yield Circumstance.NEED_IS_SEEN
    about = situation.get("about")
    if about is not None and all(each["id"] != about for each in situation["persons"]):
        yield Circumstance.ANOTHERS_INFORMATION
    parents = [each for each in situation.get("guardians", []) if each.get("parental")]
    if len(parents) > 1:
        yield Circumstance.JOINT_RESPONSIBILITY
        if any(not each.get("lives_with") for each in parents):
            yield Circumstance.PARENTS_APART
    if any("parental" not in each for each in situation.get("guardians", [])):
        yield Circumstance.RESPONSIBILITY_NOT_KNOWN
    yield from _consent(situation, one, day)
    yield from _trusted(situation, one, day)


def _trusted(situation: Situation, one: Mapping[str, Any], day: dt.date) -> Iterator[Circumstance]:
    parents = {each["id"] for each in situation.get("guardians", [])}
    for other in situation.get("others", []):
        of_age = "born" not in other or age_on(other["born"], day) >= 18
        if other["id"] == one.get("who") and other["id"] not in parents and of_age:
            yield Circumstance.RELATIVE_OF_AGE


def _can(guardian: Mapping[str, Any]) -> bool:
    return guardian.get("parental") is not False and guardian.get("able", True)


def _consent(situation: Situation, one: Mapping[str, Any], day: dt.date) -> Iterator[Circumstance]:
    now = situation.get("instant")
    consents = [
        each
        for each in situation.get("consents", [])
        if each["on"] <= day and (now is None or "at" not in each or each["at"] <= now)
    ]
    states = {each["state"] for each in consents}
    if "withdrawn" in states:
        yield Circumstance.CONSENT_WITHDRAWN
    if "refused" in states:
        yield Circumstance.CONSENT_REFUSED
    given = [each for each in consents if each["state"] == "given"]
    if {"given"} < states and {each["by"] for each in given} != {each["by"] for each in consents}:
        yield Circumstance.GUARDIANS_DISAGREE
    if any("authorised_by" in each for each in situation.get("guardians", [])) and len(states) > 1:
        yield Circumstance.GUARDIANS_DISAGREE
    if any(each.get("form") == "tacit" for each in given):
        yield Circumstance.CONSENT_TACIT
    if not any(_can(each) for each in situation.get("guardians", [])):
        yield Circumstance.NOBODY_CAN_CONSENT
    if given and any("until" in each and each["until"] < day for each in given):
        yield Circumstance.CONSENT_RUN_OUT
    if situation["scope"] == "barnekoordinator":
        if given and "refused" not in states:
            yield Circumstance.WANTED
        return
    if not given:
        return
    held = [each | ({"until": day} if each["scope"] == "health-care" else {}) for each in consents]
    turned = dict(situation) | {"date": day, "expect": {"missing": [], "valid": True}, "consents": held}
    if one.get("act") == "share" and situation["scope"] not in _IMPLIED:
        turned["scope"] = "share"
    if "on" in one:
        turned.pop("instant", None)
    if "to" in one:
        turned["service"] = one["to"]
    told = asking_consent.ask(turned)
    if told.get("missing") == [] and (one.get("act") != "open-log" or told["valid"]):
        yield Circumstance.CONSENTED
