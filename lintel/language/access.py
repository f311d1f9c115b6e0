"""Who may do what with words. Each side says what it means itself; only keys sign what both mean."""

from lintel.audit.sides import Office
from lintel.people.access import may_administer, may_comment, may_work, may_work_for
from lintel.people.models import User


def may_word(user: User) -> bool:
    """Members and office holders of both sides keep the glossary."""
    return may_work(user)


def may_mean(user: User, office: Office) -> bool:
    """What a side means is said by that side."""
    return may_work_for(user, office)


def may_flag(user: User) -> bool:
    """Everybody who takes part in the conversation."""
    return may_comment(user)


def may_explain(user: User) -> bool:
    """Primers are written by everybody who takes part in the conversation."""
    return may_comment(user)


def may_start(user: User) -> bool:
    """The starter vocabulary is brought in, and taken out, by an office holder or an administrator."""
    return user.is_active and (user.is_office_holder or may_administer(user))


def may_bring(user: User) -> bool:
    """Brings glossary files in."""
    return may_work(user) or may_administer(user)


def may_mean_for_both(user: User) -> bool:
    """Brings in what both sides are said to mean: administrators, as with every list of both sides."""
    return may_administer(user)
