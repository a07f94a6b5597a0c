"""Turn a situation of `situations.toml` into the questions of consent, and their answers into the file's own terms.

`ask` answers whose consent is needed, what is missing, who must be heard, whether a consent is good enough, what the
log is, each gate, what is possible without, from when to when it holds, and what cannot be said. What the file's
words do not carry over to these questions is left out of the answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from bti.dates import LeapBirthday, oslo_date
from bti.facts import Category
from bti.law import Law, Sector, load_law
from bti.law.consent import Required, Sharing, consents_of, is_gone, is_sufficient, log_standing, missing
from bti.law.consent_needed import Needed, NotKnown, who_must_consent
from bti.law.consent_quality import Given, faults
from bti.law.consent_span import ask_consent
from bti.law.family import Family, Order, OrderKind, Other, Parent, Person
from bti.law.gates import Basis, Ended, Gate, Handing, gates
from bti.law.hearing import Weight
from bti.law.matters import Circumstance, Combination, ConsentSettings, Matter, Question, SchoolWaiver
from bti.law.possible import possible_without
from bti.people import Birth, Unborn
from bti.record.consent import Answer, Consent, Consents, Explained, Form, Scope, SharingPurpose, with_answer
from bti.record.family_circle import Authorisation, Circle
from bti.record.life import Concerned, Life
from bti.record.log import Log
from bti.record.people import People
from bti.record.spine import EMPTY, Spine

__all__ = ["MATTERS", "Asked", "ask", "matter_of"]

Situation = Mapping[str, Any]

SECTORS: Final = {
    "school": Sector.SCHOOL,
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
    "upper-secondary": Sector.SCHOOL,
    "new-school": Sector.SCHOOL,
}

MATTERS: Final = {
    "open-log": Matter.LOG,
    "named-service": Matter.SERVICE,
    "arena": Matter.ARENA,
    "take-over": Matter.TAKE_OVER,
    "ppt-assessment": Matter.ASSESSMENT,
    "adapted-education-decision": Matter.ADAPTED_EDUCATION,
    "special-help-decision": Matter.SPECIAL_HELP,
    "individual-plan": Matter.INDIVIDUAL_PLAN,
    "health-care": Matter.HEALTH_CARE,
    "health-waiver": Matter.DISCLOSURE,
    "child-welfare-waiver": Matter.DISCLOSURE,
    "family-counselling-waiver": Matter.DISCLOSURE,
    "social-services-waiver": Matter.DISCLOSURE,
    "share": Matter.DISCLOSURE,
    "kindergarten-to-school": Matter.KINDERGARTEN_TO_SCHOOL,
    "school-change": Matter.SCHOOL_CHANGE,
    "move-municipality": Matter.MOVE,
    "child-welfare-voluntary-measure": Matter.VOLUNTARY_MEASURE,
    "type-of-school": Matter.UPBRINGING,
    "written-language": Matter.UPBRINGING,
    "talk-with-child-welfare": Matter.CHILD_WELFARE_TALK,
    "report": Matter.PROTECTION,
    "avert": Matter.PROTECTION,
    "alert": Matter.PROTECTION,
}
"""The scopes of the file that are questions of consent."""

_CIRCUMSTANCES: Final = {
    "everyday-ordinary-care": Circumstance.EVERYDAY_CARE,
    "weighty-considerations-against-telling-guardians": Circumstance.WEIGHTY_REASONS,
    "necessary-for-right-to-education": Circumstance.NECESSARY_FOR_EDUCATION,
    "needs-beyond-voluntary-help": Circumstance.MORE_THAN_VOLUNTARY,
    "able-to-form-views": Circumstance.ABLE_TO_FORM_VIEWS,
}

_NOT_KNOWN: Final = {
    NotKnown.AGE: ("must_consent", "missing"),
    NotKnown.RESPONSIBILITY: ("who-holds-parental-responsibility",),
    NotKnown.WHO: ("must_consent",),
    NotKnown.NOBODY: ("must_consent",),
    NotKnown.PRIVATE_SCHOOL: ("who-decides-from-15-in-private-school",),
    NotKnown.OLD_EDUCATION_ACT: ("who-decides-under-the-old-education-act",),
    NotKnown.PLAN_FROM_15: ("who-consents-to-a-plan-from-15",),
    NotKnown.NEAREST_RELATIVE: ("who-is-nearest-relative",),
}

_ORDERS: Final = {
    "care-order": OrderKind.CARE,
    "move-ban": OrderKind.REMOVAL_BAN,
    "emergency": OrderKind.EMERGENCY,
    "verge": OrderKind.VERGE,
}

_COMBINATIONS: Final = {
    "guardians-and-young-person": Combination.BOTH,
    "young-person-alone": Combination.YOUNG_PERSON,
    "guardians-only": Combination.GUARDIANS,
}

_HELP: Final = frozenset({Matter.ASSESSMENT, Matter.ADAPTED_EDUCATION, Matter.SPECIAL_HELP, Matter.INDIVIDUAL_PLAN})


def ask(situation: Situation) -> dict[str, Any]:
    """Answer what a situation expects, as far as it is a question of consent.

    Args:
        situation: One table of the file.

    Returns:
        By key of `expect`, the answer in the file's own terms; keys that are no question of consent are left out.
    """
    matter = matter_of(situation)
    if matter is None:
        return {}
    asked = Asked(situation, matter)
    wanted: Mapping[str, Any] = situation["expect"]
    return {key: answer for key in wanted if (answer := asked.answer(key)) is not None}


def matter_of(situation: Situation) -> Matter | None:
    """Return for what consent is asked in a situation; who reads at a meeting is no guardian, and wants to be at it."""
    matter = MATTERS.get(situation["scope"])
    return Matter.COMPANION if matter is Matter.ARENA and "reader" in situation else matter


_SCOPES: Final = {
    Matter.LOG: Scope.LOG,
    Matter.SERVICE: Scope.SERVICE,
    Matter.ARENA: Scope.ARENA,
    Matter.TAKE_OVER: Scope.TAKE_OVER,
    Matter.ASSESSMENT: Scope.ASSESSMENT,
    Matter.ADAPTED_EDUCATION: Scope.ADAPTED_EDUCATION,
    Matter.SPECIAL_HELP: Scope.SPECIAL_HELP,
    Matter.INDIVIDUAL_PLAN: Scope.INDIVIDUAL_PLAN,
    Matter.KINDERGARTEN_TO_SCHOOL: Scope.KINDERGARTEN_TO_SCHOOL,
    Matter.SCHOOL_CHANGE: Scope.SCHOOL_CHANGE,
    Matter.MOVE: Scope.MOVE,
    Matter.HEALTH_CARE: Scope.SPECIAL_HELP,  # no consent to care is recorded in a case; read here like other help
}

_FILE_SCOPES: Final = {
    "open-log": Scope.LOG,
    "named-service": Scope.SERVICE,
    "arena": Scope.ARENA,
    "take-over": Scope.TAKE_OVER,
    "ppt-assessment": Scope.ASSESSMENT,
    "adapted-education-decision": Scope.ADAPTED_EDUCATION,
    "special-help-decision": Scope.SPECIAL_HELP,
    "health-care": Scope.SPECIAL_HELP,
    "individual-plan": Scope.INDIVIDUAL_PLAN,
    "kindergarten-to-school": Scope.KINDERGARTEN_TO_SCHOOL,
    "school-change": Scope.SCHOOL_CHANGE,
    "move-municipality": Scope.MOVE,
}


class _Said:
    """One answer of the file, on its date."""

    def __init__(self, on: dt.date, consent: Consent) -> None:
        self.on = on
        self.consent = consent

    def upon(self, consents: Consents) -> Consents:
        """Return the consents with this answer among them, as folding a case would leave them."""
        return with_answer(consents, self.consent)


class Asked:
    """A situation as the question of consent it is, and what the engine answers."""

    def __init__(self, situation: Situation, matter: Matter) -> None:
        self.situation = situation
        self.matter = matter
        self.day: dt.date = situation["date"]
        if "instant" in situation:
            self.day = oslo_date(situation["instant"])
        self.law = _law(situation)
        self.settings = _settings(situation)
        self.family = _family(situation)
        self.question = _question(situation, matter)
        self.answered = ask_consent(self.family, self.question, self.day, self.settings, self.law)

    @property
    def needed(self) -> Needed:
        """Return whose consent it needs."""
        return self.answered.needed

    def answer(self, key: str) -> Any:
        """Return the answer to one key, or None where it is none of these questions."""
        find = getattr(self, f"_{key}", None)
        return None if find is None else find()

    def _must_consent(self) -> list[str] | None:
        return sorted(self.needed.persons) if self.needed.can_be_said else None

    def _must_consent_at_least(self) -> list[str] | None:
        return self._must_consent() if self.needed.at_least else None

    def _must_be_heard(self) -> list[dict[str, str]]:
        return [{"person": one.person, "weight": one.weight.value.replace("_", "-")} for one in self.answered.heard]

    def _holds_from(self) -> dt.date | None:
        return self.answered.holds_from

    def _holds_until(self) -> dt.date | None:
        return self.answered.holds_until

    def _missing(self) -> list[str] | None:
        return sorted(self._lacking(self.question, self.needed)) if self.needed.can_be_said else None

    def _lacking(self, question: Question, needed: Needed) -> tuple[str, ...]:
        """Return whose consent does not hold, with the engine's own reading of the consents that were given."""
        spine = self._spine(self.day)
        scope, target = self._scope(question.matter)
        if needed.any_of:
            return () if self._one_of(spine, needed.any_of, scope, target) else needed.any_of
        required = Required(needed.persons, needed.grounds, needed.can_be_said, needed.consenters)
        return missing(spine, required, scope, target, self.day, self._sharing(question))

    def _one_of(self, spine: Spine, persons: tuple[str, ...], scope: Scope, target: str | None) -> bool:
        return any(consents_of(spine, scope, target, one, self.day) for one in persons)

    def _sharing(self, question: Question) -> Sharing | None:
        if question.matter not in (Matter.SERVICE, Matter.DISCLOSURE) or question.category is None:
            return None
        purpose = self.situation.get("purpose")
        giver = self.situation.get("giver", self.situation["sector"])
        return Sharing(question.category, None if purpose is None else _purpose(purpose), giver)

    def _scope(self, matter: Matter) -> tuple[Scope, str | None]:
        if matter is Matter.COMPANION:
            return Scope.COMPANION, self.situation.get("reader")
        if matter is Matter.ARENA:
            return Scope.ARENA, self.situation["arena"]
        scope = Scope.SERVICE if matter is Matter.DISCLOSURE else _SCOPES.get(matter, Scope.LOG)
        return scope, self.situation.get("service") if scope.names_service else None

    def _spine(self, day: dt.date) -> Spine:
        """Return as much of a case as consents are read from: those given by a day, and who speaks for whom."""
        persons = tuple(Concerned(one.ref, one.birth) for one in self.family.persons)
        consents = Consents()
        for consent in self._held():
            if consent.on <= day:
                consents = consent.upon(consents)
        people = People(concerned=frozenset(one.ref for one in persons))
        circle = Circle(authorisations={one.id: one for one in self._mandates() if one.given_on <= day})
        return attrs.evolve(EMPTY, life=Life(persons=persons), people=people, consents=consents, circle=circle)

    def _valid(self) -> bool:
        given = [one for one in self.situation["consents"] if one["state"] == "given"]
        return all(not faults(self._quality(one), self._accepted()) for one in given)

    def _accepted(self) -> tuple[Form, ...]:
        return (Form.WRITTEN,) if self.situation.get("settings", {}).get("form") == "written" else tuple(Form)

    def _quality(self, consent: Mapping[str, Any]) -> Given:
        form = consent.get("form", "written")
        facts = self.situation.get("facts", [])
        unheard = "child-not-heard" in facts and "reason-too-young" not in facts
        must = any(one.weight in (Weight.VIEW, Weight.GREAT) for one in self.answered.heard)
        explained = consent.get("explained")
        return Given(
            form=None if form not in ("written", "oral", "electronic") else Form(form),
            explained=frozenset(Explained) if explained is None else frozenset(map(_explained, explained)),
            until=consent.get("until"),
            documented=consent.get("noted", True),
            child_heard=not (unheard and must),
        )

    def _good(self, consent: Mapping[str, Any]) -> bool:
        """Tell whether a consent counts; what is asked of a consent to care is the care provider's own to judge."""
        quality = self._quality(consent)
        if self.matter is Matter.HEALTH_CARE:
            return quality.form is not None
        return not faults(quality, self._accepted())

    def _held(self) -> Iterator[_Said]:
        """Yield every answer in the order of its date; a consent that is not good enough is none."""
        told: list[Mapping[str, Any]] = sorted(self.situation.get("consents", []), key=lambda one: one["on"])
        for seq, one in enumerate(told, 1):
            if one["state"] == "given" and not self._good(one):
                continue
            scope = _FILE_SCOPES[one["scope"]]
            if scope is Scope.ARENA and self.matter is Matter.COMPANION:
                scope = Scope.COMPANION
            target = one.get("to")
            if scope.names_service and target is None:
                target = self.situation.get("service")
            categories = tuple(Category(each) for each in one.get("categories", [])) or tuple(Category)
            yield _Said(
                one["on"],
                Consent(
                    f"consent-{seq}",
                    scope,
                    target if scope.names_service or scope in (Scope.COMPANION, Scope.ARENA) else None,
                    one["by"],
                    Answer(one["state"]),
                    seq,
                    categories,
                    one["on"],
                    one.get("until", one["on"]),
                    () if "purpose" not in one else (_purpose(one["purpose"]),),
                    () if "from" not in one else (one["from"],),
                    (),
                    tuple(one.get("for", [])),
                ),
            )

    def _mandates(self) -> Iterator[Authorisation]:
        """Yield who answers for whom; one that nobody wrote down, or for another matter, is none."""
        for one in self.situation["guardians"]:
            if one.get("authority") == "general":
                ended = one.get("authority_ended")
                until = None if ended is None else ended - dt.timedelta(days=1)
                by = one["authorised_by"]
                yield Authorisation(f"authority-{by}", by, one["id"], None, None, 0, one["authorised_on"], until)

    def _log(self) -> str:
        """Return what the log is: opened the first day on which all had consented, and closed as the engine does."""
        days = sorted({one.on for one in self._held() if one.on <= self.day} | {self.day})
        opened = closed = False
        for day in days:
            spine, required = self._spine(day), self._required_for_log(day)
            if is_sufficient(spine, required, Scope.LOG, None, day):
                opened = True
            answers = [one.consent for one in self._held() if one.on == day and one.consent.scope is Scope.LOG]
            said_no = any(one.answer is not Answer.GIVEN for one in answers)
            if opened and said_no and is_gone(spine, required, Scope.LOG, None, day):
                closed = True
        if closed:
            return "closed"
        required = self._required_for_log(self.day)
        start = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
        spine = attrs.evolve(self._spine(self.day), log=Log(opened=start if opened else None))
        return log_standing(spine, required, self.day).value.replace("_", "-")

    def _required_for_log(self, day: dt.date) -> Required:
        question = Question(Matter.LOG, SECTORS.get(self.situation["sector"]))
        needed = who_must_consent(self.family, question, day, self.settings, self.law)
        return Required(needed.persons, needed.grounds, needed.can_be_said, needed.consenters)

    def _possible_without(self) -> list[str]:
        return [one.way.value.replace("_", "-") for one in possible_without(self.matter, self.day, self.law)]

    def _gates(self) -> dict[str, Any]:
        wanted = self.situation["expect"]["gates"]
        sharing = Question(
            Matter.SERVICE if self.matter is not Matter.LOG else Matter.LOG,
            self.question.sector,
            self.question.category,
            self.question.about,
        )
        shared = who_must_consent(self.family, sharing, self.day, self.settings, self.law)
        service = self.situation.get("service")
        given = [one for one in self.situation.get("consents", []) if one.get("to") == service]
        handing = Handing(
            sharing,
            SECTORS.get(service) if service is not None else None,
            self.matter if self.matter in _HELP else None,
            Basis.CONSENT if self.situation.get("settings", {}).get("gdpr_basis") == "consent" else Basis.PUBLIC_TASK,
            explicit=all(one.get("form", "written") in ("written", "electronic", "oral") for one in given),
        )
        withdrawn = any(one["state"] == "withdrawn" and one["on"] <= self.day for one in given)
        helping = self.needed if self.matter in _HELP else None
        found = gates(
            handing,
            shared,
            self._lacking(sharing, shared),
            helping,
            () if helping is None else self._lacking(self.question, helping),
            Ended.WITHDRAWN if withdrawn else None,
            self.law.standing(("C-15",), self.day),
        )
        said = {gate.value: found.of(gate) for gate in Gate}
        return {
            name: {"verdict": said[name].verdict.value.replace("_", "-"), "rules": list(said[name].grounds)}
            for name in wanted
        }

    def _cannot_say(self) -> list[str] | None:
        found = [word for one in self.needed.unknown for word in _NOT_KNOWN[one]]
        if any(one.weight is Weight.CANNOT_SAY for one in self.answered.heard):
            found.append("must_be_heard")
        if self.matter is Matter.LOG and "gates" in self.situation["expect"]:
            found.append("gdpr-basis-of-one-shared-log")
        return found or None

    def _cites(self) -> list[str] | None:
        if self.situation["scope"] == "share":
            return None  # what else lets information out is no question of consent
        return [act for act in self.situation["expect"]["cites"] if self._names(act)]

    def _cites_not(self) -> list[str] | None:
        if self.situation["scope"] == "share":
            return None
        return [act for act in self.situation["expect"]["cites_not"] if not self._names(act)]

    def _names(self, act: str) -> bool:
        """Tell whether the answer rests on an act, or on a section of it, that is law on the date."""
        rules = {*self.needed.grounds, *(rule for one in self.answered.heard for rule in one.grounds)}
        sector = SECTORS.get(self.situation["sector"])
        cited = [
            f"{basis.act} {section}"
            for rule in rules
            for basis in self.law.rule(rule).basis_on(self.day, sector)
            for section in (basis.sections or ("",))
        ]
        return any(one == act or one.startswith(f"{act} ") for one in cited)


def _purpose(word: str) -> SharingPurpose:
    return SharingPurpose.COORDINATION if word == "coordinate-measures" else SharingPurpose.OTHER


def _explained(word: str) -> Explained:
    return Explained(word.replace("-", "_"))


def _law(situation: Situation) -> Law:
    switches = {one["act"]: one["from"] for one in situation.get("law_switch", [])}
    return load_law().supposing(switches) if switches else load_law()


_OF_LOGS: Final = ("log_combination", "guardians_needed")
"""Settings that a guide states of logs; a kind of meeting goes by its own (`case_family.settings_of`)."""


def _settings(situation: Situation) -> ConsentSettings:
    said: Mapping[str, Any] = situation.get("settings", {})
    if situation["scope"] == "arena":
        said = {key: one for key, one in said.items() if key not in _OF_LOGS}
    return ConsentSettings(
        own_age=said.get("log_age", 15),
        combination=_COMBINATIONS[said.get("log_combination", "guardians-and-young-person")],
        resident_is_enough=said.get("guardians_needed") == "resident",
        school_waiver=SchoolWaiver.PUPIL
        if said.get("school_waiver_from_15", "pupil") == "pupil"
        else SchoolWaiver.BOTH,
        child_welfare_age=said.get("child_welfare_age", 15),
        leap=LeapBirthday.MAR_1 if said.get("leap_day") == "03-01" else LeapBirthday.FEB_28,
    )


def _question(situation: Situation, matter: Matter) -> Question:
    giver = situation.get("giver", situation["sector"])
    sector = SECTORS.get(giver, SECTORS.get(situation["sector"]))
    category = situation.get("category")
    facts: list[str] = situation.get("facts", [])
    circumstances = {_CIRCUMSTANCES[one] for one in facts if one in _CIRCUMSTANCES}
    if {"child-objects-to-telling-guardians", "reasons-to-respect"} <= {*facts}:
        circumstances.add(Circumstance.CHILD_OBJECTS)
    if "provider-decided-in-writing" in facts:
        if "overwhelmingly-likely-cannot-understand" in facts:
            circumstances.add(Circumstance.CANNOT_UNDERSTAND)
        if {"obviously-cannot-understand", "listed-condition"} <= {*facts}:
            circumstances.add(Circumstance.OBVIOUSLY_CANNOT_UNDERSTAND)
    if "vaccination-programme" in facts:
        circumstances.discard(Circumstance.EVERYDAY_CARE)
    kind = None if category is None else Category(category)
    return Question(matter, sector, kind, situation.get("about"), frozenset(circumstances))


def _birth(person: Mapping[str, Any]) -> Birth:
    if person.get("unborn"):
        return Unborn.UNBORN
    if person.get("age") == "unknown":
        return Unborn.UNKNOWN
    born: dt.date = person["born"]
    return born


def _family(situation: Situation) -> Family:
    orders = [one for one in situation.get("orders", []) if one["kind"] in _ORDERS]
    concerned = {one["id"] for one in situation["persons"]}
    return Family(
        persons=tuple(Person(one["id"], _birth(one)) for one in situation["persons"]),
        parents=tuple(
            Parent(
                one["id"],
                (one["of"],) if "of" in one else (),
                one.get("parental"),
                one.get("lives_with"),
                one.get("able", True),
                one.get("holds_from"),
            )
            for one in situation["guardians"]
            if one.get("of") is None or one["of"] in concerned
        ),
        orders=tuple(
            Order(
                _ORDERS[one["kind"]],
                one["holder"],
                one["made"],
                ended=one.get("ended"),
                petitioned="petition" in one,
            )
            for one in orders
        ),
        others=tuple(
            Other(one["id"], one.get("born"), tuple(one.get("guardians", ()))) for one in situation.get("others", [])
        ),
    )
