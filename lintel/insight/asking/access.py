"""Who asks, who keeps questions, who changes them."""

from lintel.insight.asking.models import Question, QuestionAsked
from lintel.people.access import may_administer, may_comment, may_read
from lintel.people.models import User


def may_ask(user: User) -> bool:
    """Everybody with a role asks; what they see is the guards' to say."""
    return may_read(user)


def may_save(user: User) -> bool:
    """Keeps questions: office holders, members and analysts."""
    return may_comment(user)


def may_change(user: User, question: Question) -> bool:
    """Changes a saved question or puts it away: its owner, and office holders what their side or all see."""
    own = user.pk == question.owner_id
    shared = question.audience != "private" and user.is_office_holder
    return may_save(user) and question.archived_at is None and (own or shared)


def may_judge(user: User, asked: QuestionAsked) -> bool:
    """Says whether an answer was the one: who asked."""
    return user.is_active and user.pk == asked.person_id


def may_see_log(user: User) -> bool:
    """Reads what others asked: office holders and administrators."""
    return may_administer(user) or (user.is_active and user.is_office_holder)
