"""Tools: named by who uses them, recognised as an entry or another tool, set aside, looked at."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.estate.inventory.models import Element, Kind
from lintel.estate.shadow import access
from lintel.estate.shadow.guessing import guess
from lintel.estate.shadow.keeping import locked, refresh, saved
from lintel.estate.shadow.models import (
    Alias,
    AliasKind,
    Amnesty,
    DataKind,
    Match,
    Tool,
    ToolState,
    Trace,
)
from lintel.estate.shadow.naming import cleaned, registered
from lintel.estate.shadow.recognising import registry, targets
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

STATES = {Match.CERTAIN: ToolState.KNOWN, Match.REVIEW: ToolState.REVIEW}
NAMED = ("purpose", "said_a_month")


@audited("tool.named", says="named a tool that is used here")
def name(entry: Draft, values: Mapping[str, Any], *, by: User) -> Tool:
    """Somebody says what they use: `name` and perhaps `address`, `purpose`, `said_a_month`, `data_kind`.

    A tool that is known already gets the words; else it is new, and compared with the inventory.
    """
    if not access.may_name(by):
        raise Denied("Tools are named by who works here.", way_out="Ask a colleague to name it.")
    said = " ".join(str(values.get("name") or "").split())[:160]
    key, domain = cleaned(said), _domain(str(values.get("address") or ""))
    if not key:
        raise Problem("The tool has no name.", way_out="Write what people call it.", field="name")
    domains, known = [domain] if domain else [], registry()
    found = known.find([key], domains, [])
    tool = locked(Tool.objects.get(pk=found)) if found else _new(said, key, domains)
    for field in NAMED:
        if values.get(field) not in (None, ""):
            setattr(tool, field, values[field])
    kind = str(values.get("data_kind") or "")
    if kind:
        _put_data(tool, kind, by)
    tool.domain = tool.domain or domain
    if tool.named_at is None:
        tool.named_by, tool.named_at = by, timezone.now()
        tool.amnesty = Amnesty.objects.on(timezone.localdate()).order_by("-pk").first()
    if tool.pk:
        saved(tool)
    else:
        tool.save()
    _teach(tool, [(AliasKind.NAME, key), *((AliasKind.DOMAIN, one) for one in domains)], by)
    entry.about(tool)
    return tool


def _domain(address: str) -> str:
    found = registered(address)
    if address.strip() and not found:
        raise Problem(
            "This is no web address.", way_out="Write it as tool.example, or leave it empty.", field="address"
        )
    return found


def _new(said: str, key: str, domains: list[str]) -> Tool:
    verdict = targets().recognise([key], domains)
    kind, why = guess(key, domains=domains)
    certain = verdict.match == Match.CERTAIN
    return Tool(
        name=said, key=key, match=verdict.match, state=STATES.get(Match(verdict.match), ToolState.NEW),
        score=verdict.score, reason=verdict.reason, element_id=verdict.element if certain else None,
        candidate_id=None if certain else verdict.element, guess=kind, guess_reason=why,
    )  # fmt: skip


def _teach(tool: Tool, tokens: list[tuple[str, str]], by: User) -> None:
    for kind, text in tokens:
        Alias.objects.update_or_create(kind=kind, text=text[:200], defaults={"tool": tool, "taught_by": by})


def _require_sorter(by: User) -> None:
    if not access.may_sort(by):
        raise Denied(
            "Members and office holders of marketing and IT sort tools.",
            way_out="Leave a comment on its page.",
        )


def _refuse_answered(tool: Tool) -> None:
    if tool.state in (ToolState.PROPOSED, ToolState.DECIDED):
        raise Problem(
            f"There is an answer about “{tool.name}” already.",
            way_out="Take the answer up again first, further down on its page.",
        )


@audited("tool.placed", says="said that it is {entry_id:estate.element} of the inventory")
def place(entry: Draft, tool: Tool, element: Element, *, version: int, by: User) -> Tool:
    """It is a system that stands in the inventory. Whatever logs call it leads there from now on."""
    _require_sorter(by)
    fresh = locked(tool, version)
    _refuse_answered(fresh)
    if element.kind != Kind.SYSTEM:
        raise Problem(f"“{element.name}” is no system.", way_out="Choose a system.", field="element")
    fresh.element, fresh.candidate, fresh.match, fresh.score = element, None, Match.CERTAIN, None
    fresh.state, fresh.reason = ToolState.KNOWN, "Somebody said so."
    Alias.objects.filter(tool=fresh).update(taught_by=by)
    entry.about(saved(fresh), entry_id=element.pk)
    entry.about(element)
    return fresh


@audited("tool.told-apart", says="said that it is not in the inventory")
def tell_apart(entry: Draft, tool: Tool, *, version: int, by: User) -> Tool:
    """It is no entry of the inventory, nor something that was set aside: it wants an answer."""
    _require_sorter(by)
    fresh = locked(tool, version)
    _refuse_answered(fresh)
    if fresh.state == ToolState.NEW:
        raise Problem("That is how it stands already.", way_out="Propose what becomes of it.")
    fresh.element = fresh.candidate = None
    fresh.match, fresh.score, fresh.state = Match.NONE, None, ToolState.NEW
    fresh.reason = "Somebody looked, and it is not in the inventory."
    entry.about(saved(fresh))
    return fresh


@audited("tool.joined", says="said that it is the same as {other:shadow.tool}")
def join(entry: Draft, tool: Tool, other: Tool, *, version: int, by: User) -> Tool:
    """Two names of one tool: what was seen of this one, and its names, go over to the other; returns that."""
    _require_sorter(by)
    fresh = locked(tool, version)
    _refuse_answered(fresh)
    if fresh.pk == other.pk:
        raise Problem("That is this tool itself.", way_out="Choose another one.", field="other")
    kept = locked(other)
    fresh.sightings.update(tool=kept)
    for trace in fresh.traces.all():
        same = Trace.objects.filter(file=trace.file_id, tool=kept, person=trace.person_id).first()
        if same is None:
            Trace.objects.filter(pk=trace.pk).update(tool=kept)
            continue
        same.uses, same.last_on = same.uses + trace.uses, max(same.last_on, trace.last_on)
        same.save(update_fields=["uses", "last_on"])
        trace.delete()
    Alias.objects.filter(tool=fresh).update(tool=kept, taught_by=by)
    _teach(kept, [(AliasKind.NAME, fresh.key)], by)
    fresh.state, fresh.element, fresh.candidate = ToolState.ASIDE, None, None
    fresh.match, fresh.score, fresh.reason = Match.NONE, None, f"The same as “{kept.name}”."
    entry.about(saved(fresh), other=kept.pk)
    entry.about(saved(kept))
    refresh([fresh.pk, kept.pk])
    return kept


@audited("tool.set-aside", says="set it aside: it is not a tool")
def set_aside(entry: Draft, tool: Tool, *, version: int, by: User, why: str = "") -> Tool:
    """No tool at all, such as a hotel with a clever name. Later logs do not ask again."""
    _require_sorter(by)
    fresh = locked(tool, version)
    _refuse_answered(fresh)
    fresh.state, fresh.element, fresh.candidate = ToolState.ASIDE, None, None
    fresh.match, fresh.score, fresh.reason = Match.NONE, None, why.strip()[:300] or "Somebody said so."
    Alias.objects.filter(tool=fresh).update(taught_by=by)
    entry.about(saved(fresh))
    return fresh


@audited("tool.data-confirmed", says="said what data goes in: {kind}")
def confirm_data(entry: Draft, tool: Tool, kind: str, *, version: int, by: User) -> Tool:
    """A person says what data a tool holds, in place of the guess."""
    _require_sorter(by)
    fresh = locked(tool, version)
    _put_data(fresh, kind, by)
    entry.about(saved(fresh), kind=DataKind(kind).label.lower())
    return fresh


def _put_data(tool: Tool, kind: str, by: User) -> None:
    if kind not in DataKind.values:
        raise Problem(
            f"There is no kind of data “{kind}”.",
            way_out=f"Use one of: {', '.join(DataKind.values)}.",
            field="data_kind",
        )
    tool.data_kind, tool.data_by, tool.data_at = kind, by, timezone.now()


@audited("tool.people-seen", says="looked at the names of {count} people who use it")
def see_people(entry: Draft, tool: Tool, *, by: User) -> list[tuple[User, int, Any]]:
    """Who uses it, by name: uses and last day of each, the latest first. The look stays in the ledger."""
    if not may_read(by) or not access.may_see_names(by):
        raise Denied(
            "Names are shown to who has been given leave to see them.",
            way_out="Teams stand on the tool’s page. For names, ask one of the two office holders.",
        )
    found: dict[int, tuple[User, int, Any]] = {}
    for row in tool.traces.select_related("person").order_by("person__name"):
        person, uses, last = found.get(row.person_id, (row.person, 0, row.last_on))
        found[row.person_id] = (person, uses + row.uses, max(last, row.last_on))
    entry.about(tool, count=len(found))
    return sorted(found.values(), key=lambda one: (-one[2].toordinal(), one[0].name))
