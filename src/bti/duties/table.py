"""The sources of duties, each once; the agenda asks them all.

A source is a generator: it gets the question and what has happened, reads the spine, the guide and the law, and yields
the duties that stand (one that is fulfilled is not yielded). It names no day but such as it can count from a fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from bti.duties import (
    law_answers,
    law_child_welfare,
    law_cooperation,
    law_plans,
    of_the_arenas,
    of_the_baton,
    of_the_calls,
    of_the_guide,
    of_the_record,
)
from bti.duties.duty import Duty
from bti.duties.past import Past
from bti.rules.ask import Ask

__all__ = ["SOURCES", "Source"]

Source: TypeAlias = Callable[[Ask, Past], Iterator[Duty]]

SOURCES: Final[tuple[Source, ...]] = (
    of_the_record.somebody_to_hold,
    of_the_record.offer_to_answer,
    of_the_baton.offer_to_see_to,
    of_the_record.consent_to_answer,
    of_the_record.question_to_answer,
    of_the_record.request_to_answer,
    of_the_record.goal_to_agree,
    of_the_record.measure_to_evaluate,
    of_the_record.measure_to_own,
    of_the_record.task_to_do,
    of_the_record.meeting_to_hold,
    of_the_calls.companion_to_tell,
    of_the_calls.guardian_to_keep_away,
    of_the_calls.somebody_gone_to_tell,
    of_the_calls.somebody_kept_out_to_tell,
    of_the_record.transition_to_see_through,
    of_the_record.plan_to_answer,
    of_the_guide.deadline_to_keep,
    of_the_guide.duty_to_do,
    law_cooperation.service_to_take_part,
    law_cooperation.somebody_to_coordinate,
    law_cooperation.environment_to_plan,
    law_plans.need_to_notify,
    law_plans.need_to_answer,
    law_plans.plan_to_date,
    law_plans.plan_to_revise,
    law_plans.log_beside_plan,
    law_answers.request_to_answer_by_law,
    law_answers.application_to_answer,
    law_child_welfare.suspicion_to_report,
    law_child_welfare.report_to_be_answered,
    law_child_welfare.investigation_to_be_told_of,
    of_the_arenas.after_a_meeting,
    of_the_arenas.next_meeting,
    of_the_arenas.time_limit_of_a_pathway,
)
"""Every source of duties, in the order in which what is due on one day is told."""
