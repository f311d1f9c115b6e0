"""Who is meant by an @ in a text: `@Nele.Vogt`, `@Nele Vogt`, or `@` and an address, whole or up to its @."""

import re

from django.db.models import F, Model, Q, QuerySet, Value
from django.db.models.functions import Lower, Replace

from lintel.people.models import Role, User
from lintel.people.targets import may_see
from lintel.ui.problems import Problem

MOST = 20  # people named in one comment
MOST_WORDS = 4
PICKER_SIZE = 300
# Not after a letter, so that an e-mail address names nobody.
_AT = re.compile(rf"(?<![\w.@/])@([\w.+\-]+@[\w.\-]+|(?:[\w.'’\-]+)(?: [\w.'’\-]+){{0,{MOST_WORDS - 1}}})")


def handle(name: str) -> str:
    """The name in one word, as the picker writes it after the @."""
    return ".".join(name.split())


def picker() -> list[dict[str, str]]:
    """Names for the picker; a longer list would take long to read, and any other name can be typed."""
    roles = (Role.OFFICE_HOLDER, Role.MEMBER, Role.ANALYST)
    names = (
        User.objects.active()
        .filter(role__in=roles)
        .order_by("name", "pk")
        .values_list("name", flat=True)[:PICKER_SIZE]
    )
    return [{"name": name, "handle": handle(name)} for name in names]


def _spellings(words: str) -> list[str]:
    """What may be meant, longest first: with one word fewer each time, without a trailing dot or ’s."""
    parts = words.split(" ")
    found: list[str] = []
    for count in range(len(parts), 0, -1):
        text = handle(" ".join(parts[:count]))
        for spelling in (text, text.rstrip(".'’-"), re.sub(r"['’]s$", "", text)):
            if spelling and spelling not in found:
                found.append(spelling)
    return found


def named_in(text: str) -> list[User]:
    """The active people a text names, each once, in the order of the text.

    Words after an @ that are nobody's name are plain text. Raises `Problem` when a name is not clear, or
    when more than `MOST` people are named.
    """
    wanted = [_spellings(match) for match in _AT.findall(text)]
    if len(wanted) > MOST:
        raise Problem(
            f"A comment can name at most {MOST} people.",
            way_out="Name a few, or write two comments.",
            field="text",
        )
    if not wanted:
        return []
    names, addresses = _candidates({spelling for spellings in wanted for spelling in spellings})
    people: dict[int, User] = {}
    for spellings in wanted:
        found = (_meant(spelling, names, addresses) for spelling in spellings)
        meant = next((people for people in found if people), [])
        if len(meant) > 1:
            raise Problem(
                f"{len(meant)} people are called {meant[0].name}.",
                way_out="Write @ and the whole e-mail address of the one you mean.",
                field="text",
            )
        people |= {person.pk: person for person in meant}
    return list(people.values())


Named = dict[str, list[User]]


def _candidates(spellings: set[str]) -> tuple[Named, Named]:
    """Active people who may be meant, by name and by the local part of their address, in lower case."""
    lower = {spelling.lower() for spelling in spellings}
    by_address = Q(email__in=lower)
    for spelling in lower:
        by_address |= Q(email__startswith=f"{spelling}@")
    one_word = Replace(F("name"), Value(" "), Value("."))
    rows: QuerySet[User] = (
        User.objects.active()
        .annotate(exact=one_word, plain=Lower(one_word))  # SQLite lowers ASCII only, so both are asked for
        .filter(Q(exact__in=spellings) | Q(plain__in=lower) | by_address)[: 5 * MOST * MOST_WORDS]
    )
    names: Named = {}
    addresses: Named = {}
    for person in rows:
        names.setdefault(handle(person.name).lower(), []).append(person)
        addresses.setdefault(person.email.partition("@")[0], []).append(person)
        addresses[person.email] = [person]
    return names, addresses


def _meant(spelling: str, names: Named, addresses: Named) -> list[User]:
    """By name, else by address; small letters tell those who share a name apart by their address."""
    named = names.get(spelling.lower(), [])
    if len(named) > 1 and spelling in addresses:
        return addresses[spelling]
    return named or addresses.get(spelling.lower(), [])


def refuse_blind(people: list[User], thing: Model) -> None:
    """Refuse to name somebody who could not open what they are named on."""
    blind = [person.name for person in people if not may_see(person, thing)]
    if blind:
        raise Problem(
            f"{', '.join(blind)} may not see this, so naming them here would lead nowhere.",
            way_out="Leave out the @, or ask an administrator to give them a role.",
            field="text",
        )
