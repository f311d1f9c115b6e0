"""Who may do what about who gets in."""

from lintel.estate.access.models import Attestation
from lintel.people.access import key_of, may_administer, may_work
from lintel.people.models import User


def may_keep(user: User) -> bool:
    """Writes down who gets in where: members and office holders of both sides."""
    return may_work(user)


def may_bring(user: User) -> bool:
    """Brings access lists in: who keeps them, and administrators."""
    return may_work(user) or may_administer(user)


def may_see_names(user: User) -> bool:
    """Sees the names of single persons behind a party: who holds the key of an office today."""
    return key_of(user) is not None


def may_weigh(user: User) -> bool:
    """Says how much a class of data weighs: who holds the key of an office today."""
    return key_of(user) is not None


def may_run(user: User) -> bool:
    """Opens, reminds and closes campaigns: who holds the key of an office today."""
    return key_of(user) is not None


def may_answer(user: User, question: Attestation) -> bool:
    """Answers for a grant: only the person who is asked now."""
    return may_work(user) and question.person_id == user.pk


def may_ask_change(user: User) -> bool:
    """Makes a request of what is risky: members and office holders of both sides."""
    return may_work(user)
