"""What belongs together across rooms: links that people say once and both ends show.

A room registers at start-up which of its things can belong to which others, and in which words each end says
so; the ends are found by their links, never by an import. Things of both kinds are open to conversation (see
`targets`), so that nobody is shown what they may not see.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet

from lintel.audit.models import Link, type_label
from lintel.people.models import User
from lintel.people.targets import model_of, target, targets, things_at, visible_rows, with_words
from lintel.ui.problems import Problem

MOST_TITLES = 200
OFFERED = 8  # of one kind, for the words one looked for
Rule = Callable[[Any, Any, User], Any]  # start, end, who says so


@dataclass(frozen=True)
class Tie:
    """One way in which a thing of the type `start` belongs to one of the type `end`.

    `ahead` stands over the ends on the page of a start, `back` over the starts on the page of an end. `among`
    narrows the ends that are offered, `fits` says whether a thing can be one at all, `rank` is its place on a
    page. A room whose ties have rules of their own gives the two actions.
    """

    kind: str
    start: str
    end: str
    ahead: str
    back: str
    among: Mapping[str, Any] = field(default_factory=dict, hash=False)
    rank: int = 5
    fits: Callable[[Any], bool] | None = None
    say: Rule | None = None
    take_back: Rule | None = None


@dataclass(frozen=True)
class Strand:
    """A tie as one of its ends sees it."""

    tie: Tie
    is_ahead: bool

    @property
    def title(self) -> str:
        """What stands over the things at the other end."""
        return self.tie.ahead if self.is_ahead else self.tie.back

    @property
    def other(self) -> str:
        """The type of what stands at the other end."""
        return self.tie.end if self.is_ahead else self.tie.start

    @property
    def reference(self) -> str:
        """By which a form names it."""
        return f"{self.tie.kind}:{self.other}"

    def takes(self, thing: Model) -> bool:
        """Whether this thing itself can stand at its end: nothing stands on a vendor, for example."""
        return self.is_ahead or self.tie.fits is None or self.tie.fits(thing)

    def ends(self, thing: Model, other: Model) -> tuple[Model, Model]:
        """Start and end, seen from a thing."""
        return (thing, other) if self.is_ahead else (other, thing)


@dataclass(frozen=True)
class Item:
    """One thing at the other end, and what one should know of it in two or three words."""

    thing: Any
    note: str = ""

    @property
    def reference(self) -> str:
        """By which a form names it."""
        return f"{type_label(self.thing)}:{self.thing.pk}"


@dataclass(frozen=True)
class Group:
    """Things of one kind that belong to another, or could; without a strand, a room found them by itself."""

    title: str
    items: list[Item]
    strand: Strand | None = None


Finder = Callable[[Any, User], list[Any]]
Noter = Callable[[list[Any]], Mapping[int, str]]
_ties: list[Tie] = []
_found: dict[tuple[str, str], Finder] = {}
_noters: dict[str, Noter] = {}


def register(*ties: Tie) -> None:
    """Say which things of a room can belong to which others; called once at start-up."""
    _ties.extend(tie for tie in ties if tie not in _ties)


def find(label: str, title: str, finder: Finder) -> None:
    """Say how to find what belongs to things of this type without anybody’s word, and what stands over it."""
    _found[label, title] = finder


def note(label: str, noter: Noter) -> None:
    """Say what one should know of things of this type: words by their numbers; one query for all of them."""
    _noters[label] = noter


def strands_of(thing: Model) -> list[Strand]:
    """All ways in which a thing can belong to others, in the order in which a page shows them."""
    label = type_label(thing)
    found = [Strand(tie, is_ahead=True) for tie in _ties if tie.start == label]
    found += [Strand(tie, is_ahead=False) for tie in _ties if tie.end == label]
    return sorted(found, key=lambda strand: strand.tie.rank)


def open_strands(thing: Model) -> list[Strand]:
    """Those of them in which something can be said of this very thing."""
    return [strand for strand in strands_of(thing) if strand.takes(thing)]


def is_shown(thing: Model, groups: Iterable[Group]) -> bool:
    """Whether a page says what belongs to a thing: it does, it could, or it is found by itself."""
    return bool(groups or open_strands(thing)) or any(label == type_label(thing) for label, _ in _found)


def belongings(thing: Model, user: User) -> list[Group]:
    """What belongs to a thing, as far as this person may see it: one query, and one or two per kind."""
    strands = strands_of(thing)
    links = list(_links(thing, strands)) if strands else []
    found = targets(user, [_other_end(thing, link) for link in links])
    groups = []
    for strand in strands:
        ends = [_other_end(thing, link) for link in links if link.kind == strand.tie.kind]
        things = [found[end] for end in ends if end in found and end[0] == strand.other]
        if things:
            groups.append(Group(strand.title, _noted(strand.other, things), strand))
    return groups + _found_of(thing, user)


def unsaid(thing: Model, groups: Iterable[Group]) -> list[str]:
    """What nobody has said of a thing yet, in the words that would stand over it."""
    said = {group.strand for group in groups}
    titles = (strand.title for strand in open_strands(thing) if strand not in said)
    return list(dict.fromkeys(title[:1].lower() + title[1:] for title in titles))


def offers(thing: Model, user: User, words: str, taken: Iterable[Group]) -> list[Group]:
    """What could belong to a thing: the newest of each kind whose titles hold these words."""
    held = {(group.strand, item.thing.pk) for group in taken for item in group.items}
    groups = []
    for strand in open_strands(thing):
        rows = _candidates(strand, user, words)
        things = [row for row in rows[: OFFERED + len(held)] if (strand, row.pk) not in held]
        if things:
            groups.append(Group(strand.title, _noted(strand.other, things[:OFFERED]), strand))
    return groups


def strand_between(thing: Model, said: str, reference: str, user: User) -> tuple[Strand, Model]:
    """The way that a form names and the thing at its other end; raises `Problem`."""
    strand = next((one for one in strands_of(thing) if one.reference == said), None)
    label, _, number = reference.partition(":")
    if strand is None or label != strand.other or not number.isdecimal():
        raise Problem(
            "These two cannot belong together in this way.",
            way_out="Load the page again and choose from what it offers.",
            field="other",
        )
    return strand, target(user, label, number[:18])


def carry_over(old: Model, new: Model) -> list[Model]:
    """Let all that belonged to a thing belong to another as well: what came out of it, or what it became one
    with. Called by their action. Returns what stands at the other ends of what is new, whoever may see it."""
    ways = {(strand.reference, strand.is_ahead) for strand in strands_of(old)}
    shared = [strand for strand in strands_of(new) if (strand.reference, strand.is_ahead) in ways]
    carried = []
    for link in _links(old, shared) if shared else ():
        end = _other_end(old, link)
        strand = next((one for one in shared if (one.tie.kind, one.other) == (link.kind, end[0])), None)
        if strand is not None and _tied(strand, new, end):
            carried.append(end)
    return list(things_at(carried))


def _tied(strand: Strand, thing: Model, end: tuple[str, str]) -> bool:
    """Make the link of a strand; whether it was not there yet."""
    here = (type_label(thing), str(thing.pk))
    (from_type, from_id), (to_type, to_id) = (here, end) if strand.is_ahead else (end, here)
    _, made = Link.objects.get_or_create(
        from_type=from_type, from_id=from_id, kind=strand.tie.kind, to_type=to_type, to_id=to_id
    )
    return made


def titles(start: str, kind: str, user: User) -> list[str]:
    """What things of this type can belong to in this way, by title; for somebody who writes one down."""
    return [
        str(row) for tie in _of(start, kind) for row in _candidates(Strand(tie, True), user, "")[:MOST_TITLES]
    ]


def tie_by_title(thing: Model, kind: str, title: str, user: User) -> None:
    """Let a thing belong to the one with exactly this title; other words stay words. Called by an action."""
    for tie in _of(type_label(thing), kind):
        rows = _candidates(Strand(tie, True), user, title)[:MOST_TITLES] if title else ()
        same = [row for row in rows if str(row).casefold() == title.casefold()]
        if len(same) == 1:
            Link.objects.get_or_create(
                from_type=tie.start, from_id=str(thing.pk), kind=kind, to_type=tie.end, to_id=str(same[0].pk)
            )


def _of(start: str, kind: str) -> list[Tie]:
    return [tie for tie in _ties if (tie.start, tie.kind) == (start, kind)]


def _links(thing: Model, strands: list[Strand]) -> QuerySet[Link]:
    label, number = type_label(thing), str(thing.pk)
    ahead = [strand.tie.kind for strand in strands if strand.is_ahead]
    back = [strand.tie.kind for strand in strands if not strand.is_ahead]
    begins = Q(from_type=label, from_id=number, kind__in=ahead)
    return Link.objects.filter(begins | Q(to_type=label, to_id=number, kind__in=back)).order_by("pk")


def _found_of(thing: Model, user: User) -> list[Group]:
    label = type_label(thing)
    finders = [(title, finder) for (of, title), finder in _found.items() if of == label]
    found = [(title, finder(thing, user)) for title, finder in finders]
    return [Group(title, [Item(one) for one in things]) for title, things in found if things]


def _other_end(thing: Model, link: Link) -> tuple[str, str]:
    starts_here = (link.from_type, link.from_id) == (type_label(thing), str(thing.pk))
    return (link.to_type, link.to_id) if starts_here else (link.from_type, link.from_id)


def _noted(label: str, things: list[Any]) -> list[Item]:
    notes = _noters[label](things) if label in _noters and things else {}
    return [Item(thing, notes.get(thing.pk, "")) for thing in things]


def _candidates(strand: Strand, user: User, words: str) -> QuerySet[Any]:
    """What a person may choose from: visible, not put away, and holding each of the words."""
    model = model_of(strand.other)
    if model is None:
        raise LookupError(f"{strand.other} is not open to conversation")
    rows = with_words(visible_rows(model, user), words)
    return rows.filter(**strand.tie.among) if strand.is_ahead else rows
