"""Who announces, who says how a thing stands, and who asks for it."""

from lintel.digests.news.models import Announcement, Audience, Rhythm
from lintel.people.access import may_administer, may_read, may_work
from lintel.people.models import User


def may_announce(user: User, audience: str = "") -> bool:
    """Members tell their own side; office holders and administrators also tell everybody."""
    if audience == Audience.COMPANY:
        return may_administer(user) or (user.is_active and user.is_office_holder)
    return (may_work(user) and audience in ("", user.side)) or (not audience and may_administer(user))


def audiences(user: User) -> list[Audience]:
    """Whom this person may tell something."""
    return [one for one in Audience if may_announce(user, one)]


def may_change(user: User, announcement: Announcement) -> bool:
    """Its author, and administrators, change it or take it back while it stands."""
    if announcement.withdrawn_at is not None or not user.is_active:
        return False
    return user.pk == announcement.author_id or may_administer(user)


def may_acknowledge(user: User) -> bool:
    """Whoever reads it can say so."""
    return may_read(user)


def may_say(user: User) -> bool:
    """Says how a thing stands: members and office holders of both sides."""
    return may_work(user)


def may_ask(user: User) -> bool:
    """Names who sees to it that others hear of a thing."""
    return may_work(user)


def may_end(user: User, rhythm: Rhythm) -> bool:
    """Ends it: who owes the word, and who asked for it."""
    return may_work(user) and user.pk in {rhythm.person_id, rhythm.set_by_id}
