"""Common ground as a report: the same figures as the first page, for whoever takes it along."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils import timezone

from lintel.home.beam import Group
from lintel.home.ground import Ground, gather
from lintel.home.posts import Post
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.components import SIDES
from lintel.ui.formats import date_text
from lintel.ui.reports.sending import full_address
from lintel.ui.reports.shape import Report, Section, Sheet, sheet


def report(user: User, day: dt.date | None = None) -> Report:
    """What the first page says to this person on this day."""
    today = day or timezone.localdate()
    return Report(
        "common ground",
        "Common ground",
        f"What both sides carry and what each owes, as {user.name} sees it",
        today,
        full_address(reverse("home:common-ground")),
        tuple(_sections(gather(user, today), user)),
    )


def _sections(ground: Ground, user: User) -> Iterator[Section]:
    if not may_read(user):
        yield _waits(ground, user)
        return
    yield Section(
        "Carried by both",
        sheets=(sheet("Carried by both", ("Part", "How much", "What"), _carried(ground.beam)),),
        missing="Nothing is carried by both yet.",
    )
    yield Section("What each side owes", sheets=(_owed(ground.posts),))
    yield Section(
        "Where we disagree",
        words=_more(ground.disagreements.more, "requests on which the two sides disagree"),
        sheets=(
            sheet(
                "Where we disagree", ("Request", "Stands"),
                [(one.title, one.get_state_display()) for one in ground.disagreements.items],
            ),
        ),
        missing="Nowhere at the moment: no request has been countered or brought to both offices.",
    )  # fmt: skip
    yield Section(
        "Decided together",
        sheets=(
            sheet(
                "Decided together", ("Proposal", "Decision", "On"),
                [
                    (one.proposal.title, _begun(one.done), date_text(timezone.localtime(one.taken_at).date()))
                    for one in ground.decisions
                ],
            ),
        ),
        missing="Nothing yet. A decision stands here once both offices have signed it.",
    )  # fmt: skip
    yield Section(
        "Top of the backlog",
        sheets=(
            sheet(
                "Top of the backlog", ("Place", "Proposal", "Whose turn it is"),
                [(place, one.title, one.turn.label) for place, one in enumerate(ground.backlog, 1)],
            ),
        ),
        missing="The backlog is empty. Accepted requests and proposals appear here in one order.",
    )  # fmt: skip
    yield _waits(ground, user)


def _carried(beam: Sequence[Group]) -> list[tuple[str, str, str]]:
    """Every figure of the beam under the name of its part; a part without any says so."""
    rows: list[tuple[str, str, str]] = []
    for group in beam:
        said = [(figure.value, figure.label) for figure in group.figures] or [("", group.hint)]
        rows += [(group.title if place == 0 else "", *one) for place, one in enumerate(said)]
    return rows


def _owed(posts: Sequence[Post]) -> Sheet:
    """Both posts side by side: the same figures in the same order."""
    heads = [SIDES[post.office] for post in posts]
    lines = zip(*(post.figures for post in posts), strict=True)
    rows = [(line[0].label, *(figure.value for figure in line)) for line in lines]
    return sheet("What each side owes", ("What", *heads), rows)


def _waits(ground: Ground, user: User) -> Section:
    """What waits for the reader, the first of each kind."""
    title = f"Waits for {user.name}"
    rows = [(one.title, "Your signature", "") for one in ground.to_sign.items]
    rows += [
        (item.request.title, item.what, item.lateness if item.days_late else _by(item.due))
        for item in ground.to_answer.items
    ]
    rows += [(item.title, _begun(item.what), _by(item.due)) for kind in ground.others for item in kind.items]
    words = [
        *_more(ground.to_sign.more, "proposals to sign"),
        *_more(ground.to_answer.more, "requests that wait"),
        *(f"Not listed here: {kind.more}." for kind in ground.others if kind.left),
    ]
    if ground.mentions:
        words.append(f"Named in {ground.mentions} comment{'' if ground.mentions == 1 else 's'}.")
    return Section(
        title,
        words=tuple(words),
        sheets=(sheet(title, ("What", "What is awaited", "When"), rows),),
        missing=f"Nothing waits for {user.name}.",
    )


def _more(count: str, what: str) -> tuple[str, ...]:
    return (f"Not listed here: {count} {what}.",) if count else ()


def _by(day: dt.date | None) -> str:
    return f"by {date_text(day)}" if day else ""


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]
