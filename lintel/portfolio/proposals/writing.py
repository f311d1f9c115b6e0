"""What one person writes while another does too: what may be written as it is, and what has to be asked."""

from collections.abc import Mapping
from typing import Any

from lintel.people.models import User
from lintel.portfolio.proposals import versions
from lintel.portfolio.proposals.merging import Clash, Clashed, plain_value, settle
from lintel.portfolio.proposals.models import Proposal, ProposalVersion
from lintel.portfolio.proposals.wording import plain
from lintel.ui.problems import Problem, Stale

OPEN = "Nothing was saved yet, and nothing is lost: look at both and say what shall stand."


def unless_clashing(locked: Proposal, values: dict[str, Any], seen: int) -> dict[str, Any]:
    """The values to write on a locked proposal, seen at a version; raises `Clashed`."""
    if seen == locked.version:
        return values
    now = plain(locked)
    kept, clashes = settle(Proposal, values, seen_at(locked, seen).content, now)
    if clashes:
        raise Clashed(clashes, locked.version, _said(locked, seen), OPEN, touched=kept)
    return kept


def part_unless_clashing(locked: Proposal, part: Any, values: dict[str, Any], seen: int) -> dict[str, Any]:
    """The same for one row of a list that is still there."""
    if seen == locked.version:
        return values
    before = seen_at(locked, seen).row(list_of(part), part.pk) or {}
    kept, clashes = settle(type(part), values, before, part_content(part))
    if clashes:
        raise Clashed(clashes, locked.version, _said(locked, seen), OPEN, part, kept)
    return kept


def refuse_unseen_removal(locked: Proposal, part: Any, seen: int) -> None:
    """Nobody removes words that they have not read."""
    if seen == locked.version:
        return
    before = seen_at(locked, seen).row(list_of(part), part.pk) or {}
    now = part_content(part)
    names = [name for name in now if before.get(name) != now[name]]
    if names:
        clashes = [Clash(name.removesuffix("_id"), before.get(name), now[name], None) for name in names]
        raise Clashed(
            clashes,
            locked.version,
            f"{_who(locked, seen)} changed this while you were about to remove it.",
            "Nothing was removed. Read what it says now, and remove it then if you still want to.",
            part,
        )


def refuse_twin(locked: Proposal, part: Any, values: Mapping[str, Any], seen: int) -> None:
    """Two people add the same thing at once: what the other wrote is shown beside what this one wrote."""
    twin = twin_of(part)
    if twin is None or twin.pk in seen_at(locked, seen).parts.get(list_of(part), []):
        return
    now = part_content(twin)
    kept, clashes = settle(type(part), values, {}, now)
    if not clashes:
        raise Problem(
            f"{_who(locked, seen)} added exactly this meanwhile.", way_out="Leave the page: it is there."
        )
    title = f"{_who(locked, seen)} added this meanwhile, in other words."
    raise Clashed(clashes, locked.version, title, OPEN, twin, kept)


# By which fields a row is the same as another; the model's own constraints say so too.
TWINS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "efforts": (("specialty",),),
    "involvements": (("letter", "person"), ("letter", "specialty")),
    "relations": (("kind", "other"),),
}


def twin_of(part: Any) -> Any:
    """The row that is there already and that this one would repeat."""
    for names in TWINS.get(list_of(part), ()):
        wanted = {name: getattr(part, name) for name in names}
        if None not in wanted.values():
            found = type(part)._default_manager.filter(proposal=part.proposal, **wanted).first()
            if found is not None:
                return found
    return None


def list_of(part: Any) -> str:
    """The name of the list that a part stands in."""
    return str(type(part)._meta.get_field("proposal").remote_field.related_name)


def part_content(part: Any) -> dict[str, Any]:
    """A part as contents keep it."""
    return {name: plain_value(value) for name, value in part.content().items()}


def gone(proposal: Proposal) -> Clashed:
    """What is said of a part that somebody removed; what was written of it is kept by the page."""
    return Clashed(
        (),
        proposal.version,
        "Somebody removed this meanwhile.",
        "Open the proposal to see what is there, or add what you wrote as a new one.",
    )


def seen_at(locked: Proposal, number: int) -> ProposalVersion:
    """What the writer had before them; `Stale` for a version that never was."""
    found = versions.at(locked, number)
    if found is None:
        raise Stale(
            f"This proposal never had a version {number}; it is now version {locked.version}.",
            way_out="Open it again, and write on what is there now.",
        )
    return found


def others_since(proposal: Proposal, seen: int, until: int, by: User) -> list[ProposalVersion]:
    """What other people changed after a version was seen and before another was made, newest first."""
    rows = proposal.versions.between(seen, until).defer("content", "parts")
    return [row for row in rows if row.by_id != by.pk]


def _said(locked: Proposal, seen: int) -> str:
    return f"{_who(locked, seen)} changed the same while you were writing."


def _who(locked: Proposal, seen: int) -> str:
    rows = locked.versions.filter(number__gt=seen).select_related("by")
    names = list(dict.fromkeys(str(row.by) for row in rows if row.by))
    return " and ".join(names[:2]) if names else "Somebody else"
