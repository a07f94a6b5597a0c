"""Level 2: a second service by consent, the baton handed over, a last evaluation, and close."""

from __future__ import annotations

import datetime as dt
from typing import Final

from bti import Guardian, Text, facts
from bti.demo.beats import Act, Beat, Page, Scene, oslo
from bti.demo.cast import ADVISER, CHILD, FATHER, MOTHER, NEW_TEACHER, PPT, SCHOOL, TEACHER
from bti.facts import Category, Effect, Form, MeasureOutcome, MeetingKind, Scope

__all__ = ["HANDED_OVER", "JOINED", "REACHED"]

_SHARED: Final = (Category.EDUCATION, Category.COORDINATION)
_UNTIL: Final = dt.date(2027, 1, 31)


def _consent_to_ppt(giver: Guardian) -> facts.ConsentGiven:
    return facts.ConsentGiven(
        scope=Scope.SERVICE,
        service=PPT,
        giver=giver.ref,
        form=Form.ELECTRONIC,
        categories=_SHARED,
        valid_until=_UNTIL,
    )


JOINED: Final[tuple[Beat, ...]] = (
    Act(
        now=oslo("2026-05-08 09:00"),
        by=TEACHER,
        make=lambda told: (facts.ServiceJoined(joining=PPT),),
        refused=("service_needs_consent",),
        says=Text(
            nb="Sunniva vil ta PPD med i saken med en gang.",
            nn="Sunniva vil ta PPD med i saka med ein gong.",
            en="Sunniva wants to take PPD into the case at once.",
        ),
    ),
    Act(
        now=oslo("2026-05-08 15:00"),
        by=TEACHER,
        make=lambda told: (facts.ConsentAsked(scope=Scope.SERVICE, service=PPT, of=(MOTHER.ref, FATHER.ref)),),
    ),
    Act(now=oslo("2026-05-10 21:00"), by=MOTHER, make=lambda told: (_consent_to_ppt(MOTHER),)),
    Act(now=oslo("2026-05-11 07:15"), by=FATHER, make=lambda told: (_consent_to_ppt(FATHER),)),
    Act(
        now=oslo("2026-05-13 10:00"),
        by=TEACHER,
        make=lambda told: (
            facts.ServiceJoined(joining=PPT),
            facts.PersonJoined(person=ADVISER.ref, role="ppt_adviser", of=PPT.ref),
        ),
    ),
    Act(
        now=oslo("2026-05-20 15:00"),
        by=TEACHER,
        make=lambda told: (
            facts.MeetingHeld(
                purpose=MeetingKind.COORDINATION,
                present=(TEACHER.ref, ADVISER.ref, MOTHER.ref, FATHER.ref),
                category=Category.EDUCATION,
            ),
            facts.HolderChoiceWeighed(
                criteria=tuple(facts.Criterion), decision=facts.HolderChoice.KEEP, category=Category.EDUCATION
            ),
            facts.StepCompleted(step="2.1"),
        ),
    ),
    Act(
        now=oslo("2026-05-21 09:00"),
        by=ADVISER,
        make=lambda told: (
            facts.GoalAgreed(
                category=Category.HEALTH,
                note=told.note(
                    Text(
                        nb="Eline sover hele natten.", nn="Eline søv heile natta.", en="Eline sleeps through the night."
                    )
                ),
            ),
        ),
        refused=("category_not_covered",),
        says=Text(
            nb="Amir vil skrive et mål om søvn i loggen.",
            nn="Amir vil skrive eit mål om søvn i loggen.",
            en="Amir wants to write a goal about sleep into the log.",
        ),
    ),
    Act(
        now=oslo("2026-05-21 09:20"),
        by=ADVISER,
        make=lambda told: (
            facts.MeasurePlanned(
                responsible=ADVISER.ref,
                evaluate_by=dt.date(2026, 10, 30),
                category=Category.EDUCATION,
                note=told.note(
                    Text(
                        nb="Lesekurs i liten gruppe, åtte uker, og større skrift i bøkene",
                        nn="Lesekurs i lita gruppe, åtte veker, og større skrift i bøkene",
                        en="Reading course in a small group for eight weeks, and larger print in the books",
                    )
                ),
            ),
        ),
        names=("course",),
    ),
    Act(
        now=oslo("2026-06-01 12:00"),
        by=TEACHER,
        make=lambda told: (
            facts.StepCompleted(step="2.2"),
            facts.MeasureStarted(measure=told["course"]),
            facts.StepCompleted(step="2.3"),
        ),
    ),
)
"""A second service, by a consent of its own."""

HANDED_OVER: Final[tuple[Beat, ...]] = (
    Scene(
        Text(
            nb="Etter sommeren begynner Eline i sjette klasse. Der er Sunniva ikke kontaktlærer lenger, "
            "og nivået er nytt: Hvem skal holde stafettpinnen?",
            nn="Etter sommaren byrjar Eline i sjette klasse. Der er Sunniva ikkje kontaktlærar lenger, "
            "og nivået er nytt: Kven skal halde stafettpinnen?",
            en="After the summer Eline starts in year six, where Sunniva is no longer the contact teacher, "
            "and the level is new: who shall hold the baton?",
        )
    ),
    Act(
        now=oslo("2026-06-10 19:00"),
        by=MOTHER,
        make=lambda told: (
            facts.WishRecorded(
                wisher=MOTHER.ref,
                about=facts.WishAbout.HOLDER,
                category=Category.COORDINATION,
                note=told.note(
                    Text(
                        nb="Helst en som ser Eline hver dag.",
                        nn="Helst ein som ser Eline kvar dag.",
                        en="Preferably someone who sees Eline every day.",
                    )
                ),
            ),
        ),
    ),
    Act(
        now=oslo("2026-06-11 08:30"),
        by=TEACHER,
        make=lambda told: (
            facts.PersonJoined(person=NEW_TEACHER.ref, role="contact_teacher", of=SCHOOL.ref),
            facts.BatonOffered(to=ADVISER.ref),
        ),
        names=("", "second offer"),
    ),
    Act(
        now=oslo("2026-06-11 08:45"),
        by=TEACHER,
        make=lambda told: (facts.BatonOffered(to=NEW_TEACHER.ref),),
        refused=("offer_is_open",),
        says=Text(
            nb="Sunniva spør Peder også, for sikkerhets skyld.",
            nn="Sunniva spør Peder òg, for å vere på den sikre sida.",
            en="Sunniva asks Peder as well, to be on the safe side.",
        ),
    ),
    Act(
        now=oslo("2026-06-12 10:00"),
        by=ADVISER,
        make=lambda told: (
            facts.BatonDeclined(
                offer=told["second offer"],
                note=told.note(
                    Text(
                        nb="Jeg er på skolen annenhver uke. Det bør være noen som er der hver dag.",
                        nn="Eg er på skulen annakvar veke. Det bør vere nokon som er der kvar dag.",
                        en="I am at the school every other week. It should be someone who is there each day.",
                    )
                ),
            ),
        ),
    ),
    Act(
        now=oslo("2026-06-12 10:30"),
        by=TEACHER,
        make=lambda told: (facts.BatonOffered(to=NEW_TEACHER.ref),),
        names=("third offer",),
    ),
    Scene(
        Text(
            nb="Peder svarer først når skolen begynner igjen. Hele sommeren er det Sunniva som svarer for saken.",
            nn="Peder svarar først når skulen byrjar igjen. Heile sommaren er det Sunniva som svarar for saka.",
            en="Peder does not answer until school starts again. All summer it is Sunniva who answers for the case.",
        )
    ),
    Act(
        now=oslo("2026-08-17 08:30"),
        by=NEW_TEACHER,
        make=lambda told: (facts.BatonAccepted(offer=told["third offer"]),),
    ),
)
"""The baton: offered, declined, offered again, accepted after the summer."""

REACHED: Final[tuple[Beat, ...]] = (
    Act(
        now=oslo("2026-10-28 09:00"),
        by=NEW_TEACHER,
        make=lambda told: (facts.CaseClosed(reason=facts.ClosingReason.GOAL_REACHED),),
        refused=("measure_not_evaluated",),
        says=Text(
            nb="Eline leser høyt i klassen. Peder vil avslutte saken.",
            nn="Eline les høgt i klassen. Peder vil avslutte saka.",
            en="Eline reads aloud in class. Peder wants to close the case.",
        ),
    ),
    Act(
        now=oslo("2026-10-29 15:00"),
        by=NEW_TEACHER,
        make=lambda told: (
            facts.MeetingHeld(
                purpose=MeetingKind.EVALUATION,
                present=(NEW_TEACHER.ref, ADVISER.ref, CHILD.ref, MOTHER.ref, FATHER.ref),
                category=Category.EDUCATION,
            ),
            facts.ChildHeard(
                person=CHILD.ref,
                how=facts.Heard.IN_MEETING,
                category=Category.EDUCATION,
                note=told.note(
                    Text(
                        nb="«Nå står bokstavene stille. Jeg leste om rever for hele klassen.»",
                        nn="«No står bokstavane stille. Eg las om revar for heile klassen.»",
                        en="“The letters stand still now. I read about foxes to the whole class.”",
                    )
                ),
            ),
            facts.MeasureEvaluated(
                measure=told["course"],
                effect=Effect.WANTED,
                outcome=MeasureOutcome.END,
                category=Category.EDUCATION,
            ),
            facts.WayChosen(outcome="close", category=Category.COORDINATION),
            facts.StepCompleted(step="2.4"),
        ),
    ),
    Act(
        now=oslo("2026-10-29 15:40"),
        by=NEW_TEACHER,
        make=lambda told: (
            facts.CaseClosed(
                reason=facts.ClosingReason.GOAL_REACHED,
                note=told.note(
                    Text(
                        nb="Alle er enige. Eline vet hvem hun kan gå til.",
                        nn="Alle er samde. Eline veit kven ho kan gå til.",
                        en="Everybody agrees. Eline knows whom she can turn to.",
                    )
                ),
            ),
        ),
    ),
    Page(MOTHER, oslo("2026-10-29 20:00")),
)
"""The last evaluation, and close."""
