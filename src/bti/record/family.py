"""What the family says and asks: comments, questions and their answers, requests and what became of them."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import ClassVar

import attrs

from bti.errors import InvalidValue
from bti.record.entry import Entry
from bti.record.fact import Audience, Category, Content, Fact, Topic, is_a, is_date, is_ref
from bti.record.read_only import read_only
from bti.text import Text

__all__ = [
    "CommentMade",
    "FamilySays",
    "NotGranted",
    "PreliminaryAnswerGiven",
    "Question",
    "QuestionAnswered",
    "QuestionAsked",
    "Request",
    "RequestAbout",
    "RequestAnswer",
    "RequestAnswered",
    "RequestMade",
]


@attrs.frozen(kw_only=True)
class CommentMade(Content):
    """A comment, to the case or to one entry of it.

    Attributes:
        about: The id of the entry it is about; None: the case.
    """

    kind: ClassVar[str] = "comment_made"
    topic: ClassVar[Topic] = Topic.FAMILY
    commutes: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="kommentar", nn="kommentar", en="comment")
    source: ClassVar[str] = "Tromsø, the family comments; Inderøy, the family's say"

    about: str | None = attrs.field(default=None, validator=is_ref)


@attrs.frozen(kw_only=True)
class QuestionAsked(Content):
    """The family asks (spørsmål); the question stays open until somebody has answered it.

    Attributes:
        about: The id of the entry it is about; None: the case.
    """

    kind: ClassVar[str] = "question_asked"
    topic: ClassVar[Topic] = Topic.FAMILY
    commutes: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="spørsmål fra familien", nn="spørsmål frå familien", en="question of the family")
    source: ClassVar[str] = "model 6, the family's page; products in the field let guardians ask those who take part"

    about: str | None = attrs.field(default=None, validator=is_ref)


@attrs.frozen(kw_only=True)
class QuestionAnswered(Content):
    """A professional answers a question; others may add to the answer.

    It is shown to whoever asked, and to nobody whom the question is not shown to.

    Attributes:
        question: The question's id.
    """

    kind: ClassVar[str] = "question_answered"
    topic: ClassVar[Topic] = Topic.FAMILY
    commutes: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="svar på spørsmål", nn="svar på spørsmål", en="question answered")
    source: ClassVar[str] = "model 6, the family's page"

    question: str = attrs.field(validator=is_ref)


class RequestAbout(enum.Enum):
    """What somebody asks to have done."""

    LOG = "log"  # that a relay log is opened
    HOLDER = "holder"  # that somebody else holds the baton
    PLAN = "plan"  # an individual plan, or another plan
    SERVICE = "service"  # that another service comes in
    NOT_HEARD = "not_heard"  # that somebody looks at a case in which the family was not heard
    DECISION = "decision"  # an individual decision of the municipality (enkeltvedtak, law F-07)
    ACCESS = "access"  # to see what is written (law F-08)
    CORRECTION = "correction"  # that what is wrong is put right (law F-08)
    ERASURE = "erasure"  # that something is erased (law F-08)
    OTHER = "other"


@attrs.frozen(kw_only=True)
class RequestMade(Content):
    """Somebody asks for something to be done (ønske om noe; oppmoding), and is owed an answer.

    The family asks, and so may anybody outside: who has not joined may raise a concern, make a request, and nothing
    else. What comes from outside is for the home service. A professional who is asked face to face or by telephone
    records whose request it is; so does a guardian reach the home service who has not been told of the case, and who
    is answered here like everybody for whom there is no case.

    A request moves nothing. Where it is granted, what was asked for is recorded as what it is.

    Attributes:
        about: What is asked for.
        requester: Of the family, whose request a professional records; None: the recorder's own.
    """

    kind: ClassVar[str] = "request_made"
    topic: ClassVar[Topic] = Topic.FAMILY
    commutes: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="anmodning", nn="oppmoding", en="request")
    source: ClassVar[str] = (
        "model 6; Tromsø 2025, a parent not heard, a log on request; Sortland, wishes about the holder; law E-05"
    )

    about: RequestAbout = attrs.field(validator=is_a(RequestAbout))
    requester: str | None = attrs.field(default=None, validator=is_ref)


class RequestAnswer(enum.Enum):
    """What became of a request."""

    GRANTED = "granted"
    PARTLY = "partly"
    DECLINED = "declined"


class NotGranted(enum.Enum):
    """Why a request was not granted, or only partly; coded, so that a refusal is never without a ground."""

    NEEDS_CONSENT = "needs_consent"  # of others who must consent
    NOT_OURS = "not_ours"  # for another body to decide, which the note names
    NO_CAPACITY = "no_capacity"
    OTHER_WAY = "other_way"  # the need is met in another way
    NOT_NEEDED = "not_needed"  # held not to be needed
    OTHER = "other"


@attrs.frozen(kw_only=True)
class RequestAnswered(Content):
    """Whoever answers for the case, or leads the home service, answers a request; a later answer takes its place.

    It is shown to whoever asked, and to nobody whom the request is not shown to.

    Attributes:
        request: The request's id.
        answer: What became of it.
        reason: Why not, or why not all of it; needed exactly then.
    """

    kind: ClassVar[str] = "request_answered"
    topic: ClassVar[Topic] = Topic.FAMILY
    words: ClassVar[Text] = Text(nb="svar på anmodning", nn="svar på oppmoding", en="request answered")
    source: ClassVar[str] = "model 6; that every request is answered with a coded ground: a setting of the model"

    request: str = attrs.field(validator=is_ref)
    answer: RequestAnswer = attrs.field(validator=is_a(RequestAnswer))
    reason: NotGranted | None = attrs.field(default=None, validator=is_a(NotGranted))

    def __attrs_post_init__(self) -> None:
        if (self.answer is RequestAnswer.GRANTED) != (self.reason is None):
            raise InvalidValue("RequestAnswered.reason is given exactly when it is not, or not all, granted")


@attrs.frozen(kw_only=True)
class PreliminaryAnswerGiven(Content):
    """Whoever asked is told that the answer takes longer, and when it can be expected (foreløpig svar, førebels svar).

    It is owed within a month where a decision was asked for (law F-07); for a request under the GDPR it lengthens the
    month by two (law F-08). It is shown to whoever asked, and to nobody whom the request is not shown to.

    Attributes:
        request: The id of the request, or of the application for a plan.
        expected_by: The last day on which the answer is expected.
    """

    kind: ClassVar[str] = "preliminary_answer_given"
    topic: ClassVar[Topic] = Topic.FAMILY
    commutes: ClassVar[bool] = True
    words: ClassVar[Text] = Text(nb="foreløpig svar", nn="førebels svar", en="preliminary answer")
    source: ClassVar[str] = "law F-07, F-08"

    request: str = attrs.field(validator=is_ref)
    expected_by: dt.date = attrs.field(validator=is_date)


@attrs.frozen
class Question:
    """One question on the spine.

    Attributes:
        id: The id of the entry that asked it.
        of: Whose it is.
        audience: Who it was written for.
        category: What kind of information it is.
        answered: The place in the book of the last answer; None while it is open.
    """

    id: str
    of: str
    audience: Audience
    category: Category
    answered: int | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has answered yet."""
        return self.answered is None


@attrs.frozen
class Request:
    """One request on the spine.

    Attributes:
        id: The id of the entry that made it.
        about: What is asked for.
        of: Whose it is.
        audience: Who it was written for.
        category: What kind of information it is.
        answer: What became of it; None while it is open.
        answered: The place in the book of the last answer; None while it is open.
    """

    id: str
    about: RequestAbout
    of: str
    audience: Audience
    category: Category
    answer: RequestAnswer | None = None
    answered: int | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has answered yet."""
        return self.answered is None


@attrs.frozen
class FamilySays:
    """The piece of the spine that holds the family's questions and requests, and whether they have been answered.

    Attributes:
        questions: By id, in the order they were asked.
        requests: By id, in the order they were made.
    """

    questions: Mapping[str, Question] = attrs.field(converter=read_only, factory=dict[str, Question])
    requests: Mapping[str, Request] = attrs.field(converter=read_only, factory=dict[str, Request])

    def whose(self, fact: Fact) -> str | None:
        """Return whose question or request a fact is, or is the answer to; None for every other fact."""
        if isinstance(fact, RequestMade):
            return fact.requester
        asked = self.answered_by(fact)
        return None if asked is None else asked.of

    def answered_by(self, fact: Fact) -> Question | Request | None:
        """Return what a fact is the answer to, or None."""
        if isinstance(fact, QuestionAnswered):
            return self.questions.get(fact.question)
        if isinstance(fact, (RequestAnswered, PreliminaryAnswerGiven)):
            return self.requests.get(fact.request)
        return None


def asked(piece: FamilySays, entry: Entry, fact: QuestionAsked) -> FamilySays:
    """Add the question."""
    question = Question(entry.id, entry.by.ref, entry.audience, fact.category)
    return FamilySays({**piece.questions, entry.id: question}, piece.requests)


def question_answered(piece: FamilySays, entry: Entry, fact: QuestionAnswered) -> FamilySays:
    """Remember the answer."""
    question = attrs.evolve(piece.questions[fact.question], answered=entry.seq)
    return FamilySays({**piece.questions, question.id: question}, piece.requests)


def requested(piece: FamilySays, entry: Entry, fact: RequestMade) -> FamilySays:
    """Add the request."""
    of = fact.requester or entry.by.ref
    request = Request(entry.id, fact.about, of, entry.audience, fact.category)
    return FamilySays(piece.questions, {**piece.requests, entry.id: request})


def request_answered(piece: FamilySays, entry: Entry, fact: RequestAnswered) -> FamilySays:
    """Remember the answer."""
    request = attrs.evolve(piece.requests[fact.request], answer=fact.answer, answered=entry.seq)
    return FamilySays(piece.questions, {**piece.requests, request.id: request})
