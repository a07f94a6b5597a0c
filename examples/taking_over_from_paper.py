"""A school takes its paper folders over: one with all consents, one where a consent cannot be found.

Nothing is printed but what the headteacher would have to know: what came along, and what has to be asked for anew.
"""

from __future__ import annotations

import datetime as dt

import attrs

import bti
from bti import facts
from bti.facts import Category, Scope

school = bti.Service("school-1", "school")
ppt = bti.Service("ppt-1", "ppt")
teacher = bti.Professional("p-14", "contact_teacher", school)
head = bti.Professional("p-1", "headteacher", school)

engine = bti.Engine(bti.load_guide("sortland"))
desk = bti.Desk(engine, bti.MemoryStore())
now = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def consent(giver: str, service: bti.Service | None = None) -> facts.TakenConsent:
    """Return a consent as it was signed on paper: to the relay log, or to a service."""
    return facts.TakenConsent(
        giver=giver,
        scope=Scope.LOG if service is None else Scope.SERVICE,
        service=service,
        form=facts.Form.WRITTEN,
        categories=(Category.EDUCATION, Category.FAMILY),
        given_on=dt.date(2025, 10, 1),
        valid_until=dt.date(2026, 9, 30),
    )


def folder(number: int, child: str, guardian: str, *consents: facts.TakenConsent) -> facts.CaseTakenOver:
    """Return what stands in a folder on the first of March."""
    return facts.CaseTakenOver(
        persons=(facts.Concerned(child, birth=dt.date(2014, 5, 5)),),
        home=school,
        as_of=dt.date(2026, 3, 1),
        taken_from=facts.TakenFrom.PAPER,
        reference=f"folder-{number}",
        step="2.3",
        guardians=(facts.TakenGuardian(guardian, lives_with=True, told=True),),
        services=(ppt,),
        professionals=(
            facts.TakenProfessional("p-14", "contact_teacher", of=school.ref),
            facts.TakenProfessional("p-21", "ppt_adviser", of=ppt.ref),
        ),
        holder="p-14",
        log_since=dt.date(2025, 10, 1),
        consents=consents,
        measures=(facts.TakenMeasure(responsible="p-14", service=school.ref, evaluate_by=dt.date(2026, 4, 1)),),
    )


def without_others(balance: facts.CaseTakenOver) -> facts.CaseTakenOver:
    """Return the same as the school alone may take it over: no log, no other service, nobody from there."""
    own = tuple(one for one in balance.professionals if one.of == balance.home.ref)
    return attrs.evolve(balance, services=(), professionals=own, log_since=None)


folders = (
    folder(12, "c-7", "g-3", consent("g-3"), consent("g-3", ppt)),
    folder(13, "c-8", "g-4"),
)
for balance in folders:
    case = f"from-{balance.reference}"
    verdict = desk.record(case, balance, by=head, now=now)
    if not verdict:
        print(f"{balance.reference}: not as it stands")
        for reason in verdict.reasons:
            remedy = reason.remedy
            print(f"  {reason.text('en')}\n  Helps: {remedy('en') if remedy is not None else 'nothing'}")
        verdict = desk.record(case, without_others(balance), by=head, now=now)
    assert verdict
    print(f"{balance.reference}: taken over")

    # What came along is worked on like anything recorded here, by ids made from that of the entry.
    measure = facts.measure_id(verdict.entries[0].id, 1)
    later = facts.MeasureChanged(
        measure=measure,
        evaluate_by=dt.date(2026, 5, 4),
        note=facts.Note.of("Invented: the course began late."),
    )
    assert desk.record(case, later, by=teacher, now=now + dt.timedelta(hours=1))
