"""Questions for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.insight import ports
from lintel.insight.asking import asking, giving, schemas
from lintel.insight.asking.access import may_ask
from lintel.insight.asking.actions import question as questions_
from lintel.insight.asking.actions import question_asked
from lintel.insight.asking.actions.question import Kept
from lintel.insight.asking.asked import restored
from lintel.insight.asking.asking import desk
from lintel.insight.asking.models import Question, QuestionAsked, Surface
from lintel.insight.asking.words.lexicon import Reading
from lintel.people.authentication import Door, user_of
from lintel.people.models import User
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied, Problem

router = Router(tags=["Questions"], auth=Door("insight"))
PathId = Annotated[Id, Path(...)]


def _reader(request: HttpRequest, purpose: str = ports.ANALYSIS) -> User:
    user = user_of(request)
    if not may_ask(user):
        raise Denied("Questions are for people with a role.", way_out="Ask an administrator for a role.")
    known = [slug for slug, _ in ports.purposes(user)]
    if purpose not in known:
        raise Problem(
            f"There is no purpose {purpose} for you.",
            way_out=f"There are: {', '.join(known)}.",
            field="purpose",
        )
    return user


def _question(request: HttpRequest, pk: int) -> Question:
    return get_visible(Question.objects.visible_to(user_of(request)), pk=pk)


def _kept(user: User, data: schemas.SavedQuestionIn) -> Kept:
    at = desk(user, data.purpose, timezone.now())
    reading = at.read(data.words)
    return Kept(data.title, reading.asked, at.say(reading.asked), data.purpose, data.audience)


@router.post(
    "/answers",
    response={200: schemas.FigureAnswerOut, **PROBLEMS},
    operation_id="ask_question",
    summary="Ask a question",
)
def ask_question(request: HttpRequest, data: schemas.AskIn) -> Any:
    """In words or as values; within the rights of who asks, and noted like every question."""
    user = _reader(request, data.purpose)
    asked = restored(data.asked) if data.asked is not None else None
    if asked is None and not data.words.strip():
        raise Problem("Nothing is asked.", way_out="Send words, or a question as values.", field="words")
    given = asking.ask(
        user, words=data.words, asked=asked, purpose=data.purpose, surface=Surface.API, now=timezone.now()
    )
    return giving.plain(given)


@router.get(
    "/questions",
    response={200: list[schemas.SavedQuestionOut], **PROBLEMS},
    operation_id="list_saved_questions",
    summary="Saved questions, newest first",
)
@paginate(CursorPage)
def list_questions(request: HttpRequest) -> Any:
    """Those in use that one may see."""
    return Question.objects.visible_to(user_of(request)).in_use()


@router.post(
    "/questions",
    response={201: schemas.SavedQuestionOut, **PROBLEMS},
    operation_id="save_question",
    summary="Keep a question",
)
def save_question(request: HttpRequest, data: schemas.SavedQuestionIn) -> Any:
    """For office holders, members and analysts."""
    user = _reader(request, data.purpose)
    return Status(201, questions_.save(_kept(user, data), by=user))


@router.get(
    "/questions/asked",
    response={200: list[schemas.QuestionAskedOut], **PROBLEMS},
    operation_id="list_questions_asked",
    summary="What was asked, newest first",
)
@paginate(CursorPage)
def list_questions_asked(request: HttpRequest) -> Any:
    """One's own questions; office holders also see those of their side, administrators all."""
    return QuestionAsked.objects.visible_to(user_of(request))


@router.post(
    "/questions/asked/{asked_id}/judgement",
    response={200: schemas.QuestionAskedOut, **PROBLEMS},
    operation_id="judge_answer",
    summary="Say whether an answer was the one",
)
def judge_answer(request: HttpRequest, asked_id: PathId, data: schemas.JudgementIn) -> Any:
    """For who asked."""
    user = user_of(request)
    found = get_visible(QuestionAsked.objects.visible_to(user), pk=asked_id)
    return question_asked.judge(found, word=data.word, missing=data.missing, by=user)


@router.get(
    "/questions/{question_id}",
    response={200: schemas.SavedQuestionOut, **PROBLEMS},
    operation_id="get_saved_question",
    summary="One saved question",
)
def get_question(request: HttpRequest, question_id: PathId) -> Any:
    """Its words and values; the answer is under `answer`."""
    return _question(request, question_id)


@router.put(
    "/questions/{question_id}",
    response={200: schemas.SavedQuestionOut, **PROBLEMS},
    operation_id="change_saved_question",
    summary="Change a saved question",
)
def change_question(request: HttpRequest, question_id: PathId, data: schemas.SavedQuestionPut) -> Any:
    """Makes the next version."""
    found, user = _question(request, question_id), _reader(request, data.purpose)
    return questions_.change(found, _kept(user, data), version=data.version, by=user)


@router.delete(
    "/questions/{question_id}",
    response={200: schemas.SavedQuestionOut, **PROBLEMS},
    operation_id="archive_saved_question",
    summary="Put a question away",
)
def archive_question(request: HttpRequest, question_id: PathId) -> Any:
    """It leaves the lists; its address still leads to it."""
    return questions_.archive(_question(request, question_id), by=user_of(request))


@router.get(
    "/questions/{question_id}/answer",
    response={200: schemas.FigureAnswerOut, **PROBLEMS},
    operation_id="get_saved_answer",
    summary="The answer to a saved question",
)
def get_answer(request: HttpRequest, question_id: PathId) -> Any:
    """As of now, within the rights of who reads."""
    found = _question(request, question_id)
    at = desk(_reader(request), found.purpose, timezone.now())
    return giving.plain(at.show(Reading(restored(found.asked))))
