"""What the views share."""

from django.http import HttpRequest

from lintel.language.access import may_word
from lintel.language.models import Term
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied


def visible_term(request: HttpRequest, pk: int) -> tuple[Term, User]:
    """The term with its owners, and its reader."""
    user = user_of(request)
    return get_visible(Term.objects.visible_to(user).with_owners(), pk=pk), user


def require_worker(user: User) -> None:
    """Forms that keep the glossary are not even shown to others."""
    if not may_word(user):
        raise Denied(
            "Members of marketing and of IT keep the glossary.",
            way_out="Leave a comment on the term, or flag it as misunderstood.",
        )
