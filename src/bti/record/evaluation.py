"""The evaluation: each measure its outcome, the child's own view, and one way chosen for the case."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import ClassVar

import attrs

from bti.errors import InvalidValue
from bti.record.entry import Entry
from bti.record.fact import Content, Topic, is_a, is_date, is_ref
from bti.record.life import GuideChanged
from bti.record.read_only import read_only
from bti.text import Text

__all__ = [
    "Answered",
    "ChildHeard",
    "Effect",
    "Evaluation",
    "EvaluationAnswered",
    "FamilyHeard",
    "FamilyNotHeard",
    "Heard",
    "MeasureEvaluated",
    "MeasureOutcome",
    "NotEvaluated",
    "NotHeard",
    "WayChosen",
]


class Effect(enum.Enum):
    """How far a measure changed the child's situation."""

    WANTED = "wanted"
    SOME = "some"
    NONE = "none"
    WORSE = "worse"
    NOT_ASSESSED = "not_assessed"


class MeasureOutcome(enum.Enum):
    """What becomes of the measure: the four outcomes Sortland, Eigersund and Lunner share."""

    END = "end"
    GOES_ON = "goes_on"
    OTHER_MEASURES = "other_measures"
    OTHER_SERVICES = "other_services"


class NotEvaluated(enum.Enum):
    """Why a measure ends without an assessed effect, coded (I-09)."""

    NEVER_STARTED = "never_started"
    FAMILY_UNREACHABLE = "family_unreachable"
    FAMILY_DECLINES = "family_declines"
    MOVED = "moved"
    SERVICE_LEFT = "service_left"
    OTHER = "other"


class Heard(enum.Enum):
    """How the child's own view came in."""

    TALK = "talk"
    IN_MEETING = "in_meeting"
    IN_WRITING = "in_writing"
    OBSERVED = "observed"


class NotHeard(enum.Enum):
    """Why the child's own view is missing, coded (I-10)."""

    TOO_YOUNG = "too_young"
    UNBORN = "unborn"
    DID_NOT_WISH = "did_not_wish"
    UNREACHABLE = "unreachable"


@attrs.frozen(kw_only=True)
class MeasureEvaluated(Content):
    """One measure is evaluated.

    Attributes:
        measure: The measure's id.
        effect: How far it changed the child's situation.
        outcome: What becomes of it.
        evaluate_by: The next date, needed exactly when it goes on.
        reason: Why the effect is not assessed, needed exactly then.
    """

    kind: ClassVar[str] = "measure_evaluated"
    topic: ClassVar[Topic] = Topic.EVALUATION
    words: ClassVar[Text] = Text(nb="tiltak evaluert", nn="tiltak evaluert", en="measure evaluated")
    source: ClassVar[str] = "Sortland, evaluation; model 7, I-09"

    measure: str = attrs.field(validator=is_ref)
    effect: Effect = attrs.field(validator=is_a(Effect))
    outcome: MeasureOutcome = attrs.field(validator=is_a(MeasureOutcome))
    evaluate_by: dt.date | None = attrs.field(default=None, validator=is_date)
    reason: NotEvaluated | None = attrs.field(default=None, validator=is_a(NotEvaluated))

    def __attrs_post_init__(self) -> None:
        if (self.outcome is MeasureOutcome.GOES_ON) != (self.evaluate_by is not None):
            raise InvalidValue("MeasureEvaluated.evaluate_by is given exactly when the measure goes on")
        if (self.effect is Effect.NOT_ASSESSED) != (self.reason is not None):
            raise InvalidValue("MeasureEvaluated.reason is given exactly when the effect is not assessed")


@attrs.frozen(kw_only=True)
class ChildHeard(Content):
    """The child's own view, or a coded reason why there is none.

    Attributes:
        person: The person concerned.
        how: How it came in; None when it did not.
        reason: Why there is none, needed exactly then.
    """

    kind: ClassVar[str] = "child_heard"
    topic: ClassVar[Topic] = Topic.EVALUATION
    words: ClassVar[Text] = Text(nb="barnet hørt", nn="barnet høyrt", en="child heard")
    source: ClassVar[str] = "law B-01, B-04; Sortland, evaluation: the child's own experience of change"

    person: str = attrs.field(validator=is_ref)
    how: Heard | None = attrs.field(default=None, validator=is_a(Heard))
    reason: NotHeard | None = attrs.field(default=None, validator=is_a(NotHeard))

    def __attrs_post_init__(self) -> None:
        if (self.how is None) == (self.reason is None):
            raise InvalidValue("ChildHeard needs either how the child was heard or the reason why not")


class FamilyNotHeard(enum.Enum):
    """Why a guardian's view is missing, coded."""

    DID_NOT_WISH = "did_not_wish"
    UNREACHABLE = "unreachable"
    OTHER = "other"


@attrs.frozen(kw_only=True)
class FamilyHeard(Content):
    """The family's view in an evaluation: one guardian's, since guardians are persons and may see it differently.

    No invariant asks for it. The child's own view is `ChildHeard`, whatever the child's age.

    Attributes:
        person: The guardian.
        how: How it came in; None when it did not. A guardian's view is not observed.
        reason: Why there is none, needed exactly then.
    """

    kind: ClassVar[str] = "family_heard"
    topic: ClassVar[Topic] = Topic.EVALUATION
    words: ClassVar[Text] = Text(nb="familien hørt", nn="familien høyrd", en="family heard")
    source: ClassVar[str] = "model 7, the family's view; law B-01 for the child beside it; Sortland, evaluation"

    person: str = attrs.field(validator=is_ref)
    how: Heard | None = attrs.field(default=None, validator=is_a(Heard))
    reason: FamilyNotHeard | None = attrs.field(default=None, validator=is_a(FamilyNotHeard))

    def __attrs_post_init__(self) -> None:
        if (self.how is None) == (self.reason is None):
            raise InvalidValue("FamilyHeard needs either how the guardian was heard or the reason why not")
        if self.how is Heard.OBSERVED:
            raise InvalidValue("FamilyHeard.how: a guardian says what they think; it is not observed")


class Answered(enum.Enum):
    """The answer to a question of the guide's, coded; what else there is to say stands in the note."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_KNOWN = "not_known"


@attrs.frozen(kw_only=True)
class EvaluationAnswered(Content):
    """A question that the guide wants an evaluation to answer is answered: of the evaluation as a whole.

    What is asked of each measure, its effect and what becomes of it, stands in `MeasureEvaluated`. A fact of its own
    and no field of that one, since guides ask also of goals, of the cooperation and of absence, where no measure is
    meant.

    Attributes:
        question: The id of the question in the guide.
        answer: The answer.
    """

    kind: ClassVar[str] = "evaluation_answered"
    topic: ClassVar[Topic] = Topic.EVALUATION
    words: ClassVar[Text] = Text(
        nb="spørsmål i evalueringen besvart", nn="spørsmål i evalueringa svart på", en="evaluation question answered"
    )
    source: ClassVar[str] = "Risør school, 1.4: carried out, as wished, go on or be replaced"

    question: str = attrs.field(validator=is_ref)
    answer: Answered = attrs.field(validator=is_a(Answered))


@attrs.frozen(kw_only=True)
class WayChosen(Content):
    """On the ground of the evaluation one way is chosen for the case (veien videre, vegen vidare).

    Attributes:
        outcome: The id of an outcome of the step on which this level chooses its way.
        to: The id of the step it leads to, where the outcome leaves a choice.
    """

    kind: ClassVar[str] = "way_chosen"
    topic: ClassVar[Topic] = Topic.EVALUATION
    words: ClassVar[Text] = Text(nb="veien videre valgt", nn="vegen vidare vald", en="way chosen")
    source: ClassVar[str] = "Sortland, evaluation; Marker 1.5; Risør 2.5; Overhalla A.5"

    outcome: str = attrs.field(validator=is_ref)
    to: str | None = attrs.field(default=None, validator=is_ref)


@attrs.frozen
class Evaluation:
    """The piece of the spine that holds the last evaluation.

    Attributes:
        heard: By person concerned, the place in the book of the last time they were heard or a reason was coded.
        way: The last way chosen: outcome, target step, place in the book.
        family: By guardian, the same as for the child.
        answered: The questions of the guide that were answered, each with its place in the book, in order.
        ways: By kind of fact, person and way of hearing them, the place in the book of the last time; None stands for a
            coded reason.
    """

    heard: tuple[tuple[str, int], ...] = ()
    way: tuple[str, str | None, int] | None = None
    family: tuple[tuple[str, int], ...] = ()
    answered: tuple[tuple[str, int], ...] = ()
    ways: Mapping[tuple[str, str, Heard | None], int] = attrs.field(
        converter=read_only, factory=dict[tuple[str, str, Heard | None], int]
    )


def heard(piece: Evaluation, entry: Entry, fact: ChildHeard) -> Evaluation:
    """Remember the last time."""
    ways = {**piece.ways, (fact.kind, fact.person, fact.how): entry.seq}
    return attrs.evolve(piece, heard=_last(piece.heard, fact.person, entry.seq), ways=ways)


def family_heard(piece: Evaluation, entry: Entry, fact: FamilyHeard) -> Evaluation:
    """Remember the last time."""
    ways = {**piece.ways, (fact.kind, fact.person, fact.how): entry.seq}
    return attrs.evolve(piece, family=_last(piece.family, fact.person, entry.seq), ways=ways)


def _last(times: tuple[tuple[str, int], ...], person: str, seq: int) -> tuple[tuple[str, int], ...]:
    return (*(pair for pair in times if pair[0] != person), (person, seq))


def answered(piece: Evaluation, entry: Entry, fact: EvaluationAnswered) -> Evaluation:
    """Remember that it was answered, and nothing of what was said."""
    return attrs.evolve(piece, answered=(*piece.answered, (fact.question, entry.seq)))


def way_chosen(piece: Evaluation, entry: Entry, fact: WayChosen) -> Evaluation:
    """Remember the choice."""
    return attrs.evolve(piece, way=(fact.outcome, fact.to, entry.seq))


def guide_changed(piece: Evaluation, entry: Entry, fact: GuideChanged) -> Evaluation:
    """Forget the way chosen: its name means something in the old guide only."""
    return attrs.evolve(piece, way=None)
