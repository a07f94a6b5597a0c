"""Level 1: the school and the family; consent, baton, log, two measures, and an evaluation that goes on."""

from __future__ import annotations

import datetime as dt
from typing import Final

from bti import Text, facts
from bti.demo.beats import Act, Beat, Beside, Reopened, Scene, oslo
from bti.demo.cast import CHILD, CHILD_WELFARE, FATHER, HEAD, MOTHER, NURSE, TEACHER
from bti.facts import Category, Effect, Form, MeasureOutcome, MeetingKind, Scope

__all__ = ["AGREED", "EVALUATED", "TRIED_OUT"]

_EVERYTHING: Final = tuple(Category)
_UNTIL: Final = dt.date(2027, 1, 31)
_FIRST_EVALUATION: Final = dt.date(2026, 3, 6)
_SECOND_EVALUATION: Final = dt.date(2026, 5, 8)

AGREED: Final[tuple[Beat, ...]] = (
    Act(
        now=oslo("2026-01-26 16:00"),
        by=TEACHER,
        make=lambda told: (
            facts.MeetingHeld(
                purpose=MeetingKind.SHARED_UNDERSTANDING,
                present=(TEACHER.ref, CHILD.ref, MOTHER.ref, FATHER.ref),
                category=Category.EDUCATION,
                note=told.note(
                    Text(
                        nb="Eline sier at bokstavene «hopper», og at hun er redd for å bli ledd av.",
                        nn="Eline seier at bokstavane «hoppar», og at ho er redd for å bli ledd av.",
                        en="Eline says that the letters “jump”, and that she is afraid of being laughed at.",
                    )
                ),
            ),
            facts.ConsentAsked(
                scope=Scope.LOG,
                of=(MOTHER.ref, FATHER.ref),
                note=told.note(
                    Text(
                        nb="Hva loggen er, hvem som ser den, at det er frivillig og kan trekkes når som helst.",
                        nn="Kva loggen er, kven som ser han, at det er frivillig og kan trekkjast når som helst.",
                        en="What the log is, who sees it, that it is voluntary and can be withdrawn at any time.",
                    )
                ),
            ),
        ),
    ),
    Act(
        now=oslo("2026-01-26 20:05"),
        by=MOTHER,
        make=lambda told: (
            facts.ConsentGiven(
                scope=Scope.LOG,
                giver=MOTHER.ref,
                form=Form.ELECTRONIC,
                categories=_EVERYTHING,
                valid_until=_UNTIL,
            ),
        ),
    ),
    Act(
        now=oslo("2026-01-27 08:00"),
        by=TEACHER,
        make=lambda told: (facts.LogOpened(),),
        refused=("log_needs_consent",),
        says=Text(
            nb="Maren har sagt ja. Sunniva vil åpne stafettloggen.",
            nn="Maren har sagt ja. Sunniva vil opne stafettloggen.",
            en="Maren has said yes. Sunniva wants to open the relay log.",
        ),
    ),
    Act(
        now=oslo("2026-01-27 09:00"),
        by=HEAD,
        make=lambda told: (facts.BatonAppointed(to=MOTHER.ref),),
        refused=("kin_never_holds",),
        says=Text(
            nb="Gunnhild tenker høyt: Ingen kjenner Eline bedre enn moren. Kan ikke hun holde i trådene?",
            nn="Gunnhild tenkjer høgt: Ingen kjenner Eline betre enn mora. Kan ikkje ho halde i trådane?",
            en="Gunnhild thinks aloud: nobody knows Eline better than her mother. Could she not hold the threads?",
        ),
    ),
    Act(
        now=oslo("2026-01-27 09:05"),
        by=HEAD,
        make=lambda told: (facts.BatonAppointed(to=TEACHER.ref),),
        names=("first offer",),
    ),
    Act(
        now=oslo("2026-01-27 09:30"),
        by=TEACHER,
        make=lambda told: (facts.BatonAccepted(offer=told["first offer"]),),
    ),
    Act(
        now=oslo("2026-01-28 08:10"),
        at=oslo("2026-01-27 18:30"),
        by=TEACHER,
        make=lambda told: (
            facts.ConsentGiven(
                scope=Scope.LOG,
                giver=FATHER.ref,
                form=Form.ORAL,
                categories=_EVERYTHING,
                valid_until=_UNTIL,
                note=told.note(
                    Text(
                        nb="Ringte i går kveld. Vil gjerne ha beskjed før hvert møte.",
                        nn="Ringde i går kveld. Vil gjerne ha beskjed før kvart møte.",
                        en="Called last night. Would like to be told before each meeting.",
                    )
                ),
            ),
        ),
    ),
    Act(
        now=oslo("2026-01-28 08:15"),
        by=TEACHER,
        make=lambda told: (facts.LogOpened(), facts.StepCompleted(step="1.1")),
    ),
    Act(
        now=oslo("2026-01-29 14:30"),
        by=TEACHER,
        make=lambda told: (
            facts.GoalAgreed(
                category=Category.EDUCATION,
                note=told.note(
                    Text(
                        nb="Eline blir i rommet når det leses høyt, og velger selv når hun leser.",
                        nn="Eline blir i rommet når det blir lese høgt, og vel sjølv når ho les.",
                        en="Eline stays in the room when texts are read aloud, and chooses herself when she reads.",
                    )
                ),
            ),
            facts.MeasurePlanned(
                responsible=TEACHER.ref,
                evaluate_by=_FIRST_EVALUATION,
                category=Category.EDUCATION,
                note=told.note(
                    Text(
                        nb="Lesing to og to, tre ganger i uken",
                        nn="Lesing to og to, tre gonger i veka",
                        en="Reading in pairs, three times a week",
                    )
                ),
            ),
            facts.MeasurePlanned(
                responsible=MOTHER.ref,
                evaluate_by=_FIRST_EVALUATION,
                category=Category.FAMILY,
                note=told.note(
                    Text(
                        nb="Lydbok og bok sammen hjemme om kvelden",
                        nn="Lydbok og bok saman heime om kvelden",
                        en="Audiobook and book together at home in the evening",
                    )
                ),
            ),
            facts.StepCompleted(step="1.2"),
        ),
        names=("goal", "pairs", "home reading"),
    ),
    Act(
        now=oslo("2026-02-02 12:00"),
        by=TEACHER,
        make=lambda told: (
            facts.MeasureStarted(measure=told["pairs"]),
            facts.MeasureStarted(measure=told["home reading"]),
            facts.StepCompleted(step="1.3"),
        ),
    ),
)
"""Consent, baton, log, goal and two measures."""

TRIED_OUT: Final[tuple[Beat, ...]] = (
    Reopened(oslo("2026-02-09 19:30")),
    Act(
        now=oslo("2026-02-09 19:40"),
        by=MOTHER,
        make=lambda told: (
            facts.CommentMade(
                category=Category.FAMILY,
                about=told["home reading"],
                note=told.note(
                    Text(
                        nb="Går fint med dyrebøker. Hun spør etter neste kapittel.",
                        nn="Går fint med dyrebøker. Ho spør etter neste kapittel.",
                        en="Goes well with books about animals. She asks for the next chapter.",
                    )
                ),
            ),
        ),
    ),
    Act(
        now=oslo("2026-02-12 09:00"),
        by=TEACHER,
        make=lambda told: (
            facts.MeetingCalled(
                purpose=MeetingKind.EVALUATION,
                day=dt.date(2026, 3, 5),
                invited=(TEACHER.ref, CHILD.ref, MOTHER.ref, FATHER.ref),
            ),
        ),
        names=("evaluation meeting",),
    ),
    Beside(
        author=NURSE,
        acts=(
            Act(
                now=oslo("2026-02-12 11:10"),
                by=NURSE,
                make=lambda told: (
                    facts.SuspicionRecorded(
                        category=Category.WELFARE,
                        note=told.note(
                            Text(
                                nb="Sier at hun gruer seg til helgene, og vil ikke si hvorfor.",
                                nn="Seier at ho gruar seg til helgene, og vil ikkje seie kvifor.",
                                en="Says that she dreads the weekends, and will not say why.",
                            )
                        ),
                    ),
                ),
                names=("suspicion",),
            ),
            Act(
                now=oslo("2026-02-12 13:40"),
                by=NURSE,
                make=lambda told: (
                    facts.ReportedToChildWelfare(
                        matter=told["suspicion"], receiver=CHILD_WELFARE, category=Category.WELFARE
                    ),
                ),
            ),
        ),
        reader=MOTHER,
        seen_at=oslo("2026-02-12 20:00"),
    ),
)
"""While the measures run: the file reopened, a comment, and a protected matter beside the case."""

EVALUATED: Final[tuple[Beat, ...]] = (
    Act(
        now=oslo("2026-03-05 14:30"),
        by=TEACHER,
        make=lambda told: (
            facts.MeasureEvaluated(
                measure=told["pairs"],
                effect=Effect.SOME,
                outcome=MeasureOutcome.GOES_ON,
                evaluate_by=_SECOND_EVALUATION,
                category=Category.EDUCATION,
            ),
        ),
        refused=("child_not_heard",),
        says=Text(
            nb="Sunniva vil bli ferdig med evalueringen før møtet. Eline er ikke spurt.",
            nn="Sunniva vil bli ferdig med evalueringa før møtet. Eline er ikkje spurd.",
            en="Sunniva wants to get the evaluation done before the meeting. Eline has not been asked.",
        ),
    ),
    Act(
        now=oslo("2026-03-05 16:00"),
        by=TEACHER,
        make=lambda told: (
            facts.MeetingHeld(
                purpose=MeetingKind.EVALUATION,
                present=(TEACHER.ref, CHILD.ref, MOTHER.ref, FATHER.ref),
                meeting=told["evaluation meeting"],
                category=Category.EDUCATION,
            ),
            facts.ChildHeard(
                person=CHILD.ref,
                how=facts.Heard.IN_MEETING,
                category=Category.EDUCATION,
                note=told.note(
                    Text(
                        nb="«Det er best når vi er to. Ikke ta det bort ennå.»",
                        nn="«Det er best når vi er to. Ikkje ta det bort enno.»",
                        en="“It is best when we are two. Don't take it away yet.”",
                    )
                ),
            ),
            *(
                facts.MeasureEvaluated(
                    measure=told[measure],
                    effect=Effect.SOME,
                    outcome=MeasureOutcome.GOES_ON,
                    evaluate_by=_SECOND_EVALUATION,
                    category=category,
                )
                for measure, category in (("pairs", Category.EDUCATION), ("home reading", Category.FAMILY))
            ),
            facts.WayChosen(outcome="continue", category=Category.COORDINATION),
        ),
    ),
    Act(
        now=oslo("2026-03-05 16:40"),
        by=TEACHER,
        make=lambda told: (
            facts.StepCompleted(step="1.4"),
            facts.StepCompleted(step="1.5", outcome="continue"),
            facts.StepCompleted(step="1.2"),
            facts.StepCompleted(step="1.3"),
        ),
    ),
    Scene(
        Text(
            nb="To måneder til. Hjemme går det godt, men på skolen står lesingen stille.",
            nn="To månader til. Heime går det godt, men på skulen står lesinga stille.",
            en="Two months more. At home it goes well, but at school the reading stands still.",
        )
    ),
    Act(
        now=oslo("2026-05-07 16:00"),
        by=TEACHER,
        make=lambda told: (
            facts.MeetingHeld(
                purpose=MeetingKind.EVALUATION,
                present=(TEACHER.ref, CHILD.ref, MOTHER.ref),
                category=Category.EDUCATION,
            ),
            facts.ChildHeard(
                person=CHILD.ref,
                how=facts.Heard.TALK,
                category=Category.EDUCATION,
                note=told.note(
                    Text(
                        nb="«Jeg tør mer, men bokstavene hopper like mye.»",
                        nn="«Eg torer meir, men bokstavane hoppar like mykje.»",
                        en="“I dare more, but the letters jump as much as before.”",
                    )
                ),
            ),
            facts.MeasureEvaluated(
                measure=told["pairs"],
                effect=Effect.SOME,
                outcome=MeasureOutcome.OTHER_SERVICES,
                category=Category.EDUCATION,
            ),
            facts.MeasureEvaluated(
                measure=told["home reading"],
                effect=Effect.WANTED,
                outcome=MeasureOutcome.END,
                category=Category.FAMILY,
            ),
            facts.WayChosen(outcome="up", to="2.1", category=Category.COORDINATION),
            facts.StepCompleted(step="1.4"),
            facts.StepCompleted(step="1.5", outcome="up", to="2.1"),
        ),
    ),
)
"""Two evaluations: the first goes on, the second leads up to level 2."""
