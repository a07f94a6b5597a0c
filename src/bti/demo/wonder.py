"""Level 0: a teacher wonders, puts it into words and shares it with those it is about."""

from __future__ import annotations

import datetime as dt
from typing import Final

from bti import Text, facts
from bti.demo.beats import Act, Beat, Scene, oslo
from bti.demo.cast import CHILD, FATHER, MOTHER, SCHOOL, TEACHER
from bti.facts import Category, SharedWith

__all__ = ["WONDER"]

WONDER: Final[tuple[Beat, ...]] = (
    Scene(
        Text(
            nb="Eline har alltid vært ivrig i timene. Etter jul blir hun stille, og Sunniva legger merke til det.",
            nn="Eline har alltid vore ivrig i timane. Etter jul blir ho stille, og Sunniva legg merke til det.",
            en="Eline has always been eager in class. After Christmas she goes quiet, and Sunniva notices.",
        )
    ),
    Act(
        now=oslo("2026-01-12 08:30"),
        by=TEACHER,
        make=lambda told: (
            facts.CaseOpened(persons=(facts.Concerned(CHILD.ref, dt.date(2015, 5, 5)),), home=SCHOOL),
            facts.ConcernRaised(
                category=Category.EDUCATION,
                note=told.note(
                    Text(
                        nb="Eline rekker ikke opp hånden lenger, og går ut når noen skal lese høyt.",
                        nn="Eline rekkjer ikkje opp handa lenger, og går ut når nokon skal lese høgt.",
                        en="Eline no longer raises her hand, and leaves the room when someone is to read aloud.",
                    )
                ),
            ),
        ),
        names=("case", "concern"),
    ),
    Act(now=oslo("2026-01-12 08:35"), by=TEACHER, make=lambda told: (facts.StepCompleted(step="0.1"),)),
    Act(
        now=oslo("2026-01-12 08:40"),
        by=TEACHER,
        make=lambda told: (facts.StepCompleted(step="0.2"),),
        refused=("step_needs", "step_needs_one_of"),
        says=Text(
            nb="Sunniva har det travelt og vil rett videre.",
            nn="Sunniva har det travelt og vil rett vidare.",
            en="Sunniva is in a hurry and wants to go straight on.",
        ),
    ),
    Act(
        now=oslo("2026-01-16 13:20"),
        by=TEACHER,
        make=lambda told: (
            facts.ConcernDescribed(
                concern=told["concern"],
                category=Category.EDUCATION,
                note=told.note(
                    Text(
                        nb="Fire ganger på fem dager har hun gått fra høytlesing. I matematikk er alt som før.",
                        nn="Fire gonger på fem dagar har ho gått frå høgtlesing. I matematikk er alt som før.",
                        en="Four times in five days she has left when texts were read aloud. "
                        "In mathematics all is as before.",
                    )
                ),
            ),
        ),
    ),
    Act(
        now=oslo("2026-01-16 14:00"),
        by=TEACHER,
        make=lambda told: (
            facts.ConcernShared(concern=told["concern"], with_=SharedWith.LEADER, category=Category.EDUCATION),
            facts.StepCompleted(step="0.2"),
            facts.GuardianNamed(person=MOTHER.ref, lives_with=True),
            facts.GuardianNamed(person=FATHER.ref, lives_with=False),
        ),
    ),
    Act(
        now=oslo("2026-01-16 14:10"),
        by=TEACHER,
        make=lambda told: (facts.ConsentAsked(scope=facts.Scope.LOG, of=(MOTHER.ref,)),),
        refused=("not_told_yet",),
        says=Text(
            nb="Sunniva vil sende samtykkeskjemaet hjem med en gang. Ingen der vet noe ennå.",
            nn="Sunniva vil sende samtykkeskjemaet heim med ein gong. Ingen der veit noko enno.",
            en="Sunniva wants to send the consent form home at once. Nobody there knows anything yet.",
        ),
    ),
    Act(
        now=oslo("2026-01-19 15:30"),
        by=TEACHER,
        make=lambda told: (
            facts.ConcernShared(
                concern=told["concern"], with_=SharedWith.CHILD, person=CHILD.ref, category=Category.EDUCATION
            ),
            *(
                facts.ConcernShared(
                    concern=told["concern"], with_=SharedWith.GUARDIAN, person=parent.ref, category=Category.EDUCATION
                )
                for parent in (MOTHER, FATHER)
            ),
            facts.StepCompleted(step="0.3"),
        ),
    ),
    Act(
        now=oslo("2026-01-19 15:45"),
        by=TEACHER,
        make=lambda told: (facts.StepCompleted(step="0.4", outcome="level_1"),),
    ),
)
"""From the wonder to the decision that there is ground to go on."""
