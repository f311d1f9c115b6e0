"""Logs: what a file brought, and its taking back."""

from typing import Any

from django.db.models import Exists, OuterRef

from lintel.audit.audited import Draft, audited
from lintel.estate.shadow.access import may_bring
from lintel.estate.shadow.gathering import Gathered, Summed
from lintel.estate.shadow.guessing import guess
from lintel.estate.shadow.keeping import refresh
from lintel.estate.shadow.models import (
    Alias,
    AliasKind,
    LogFile,
    Match,
    Outcome,
    Sighting,
    Tool,
    ToolState,
    Trace,
)
from lintel.estate.shadow.recognising import Registry, Targets, registry, targets
from lintel.people.models import Comment, User
from lintel.ui.problems import Denied

NO_BRINGER = Denied("Logs are brought in by members of marketing and IT.", way_out="Ask one of them.")


@audited(
    "log.taken-in", says="looked through a log: {telling} of {lines} lines name {tools} tools, {new} new"
)
def take_in(entry: Draft, summed: Summed, *, batch: Any, by: User | None) -> LogFile:
    """Keeps the sums of a file, in the transaction of its import, and recognises the tools in it."""
    if by is not None and not may_bring(by):
        raise NO_BRINGER
    file = LogFile.objects.create(
        kind=summed.form.kind, source=summed.source, batch=batch, first_at=summed.first_at,
        last_at=summed.last_at, lines=summed.lines, telling=summed.telling, tools=len(summed.tools), by=by,
    )  # fmt: skip
    known, places = registry(), targets()
    new, aliases, found = [], [], {}
    for key, seen in summed.tools.items():
        names, pk = [key], known.find([key], seen.domains, seen.apps)
        if pk is None:
            new.append(_found(seen, places))
            known.keys[key] = pk = new[-1].pk
        found[key] = pk
        aliases += _aliases(known, pk, names, seen)
    Alias.objects.bulk_create(aliases, ignore_conflicts=True, batch_size=500)
    _keep(file, summed, found)
    refresh(found.values())
    entry.about(
        file, lines=summed.lines, telling=summed.telling, tools=len(summed.tools), new=len(new),
        source=summed.source,
    )  # fmt: skip
    for tool in new:
        entry.about(tool)
    return file


def _found(seen: Gathered, places: Targets) -> Tool:
    verdict = places.recognise([seen.key], seen.domains)
    kind, why = guess(seen.key, domains=seen.domains, scopes=seen.scopes, category=seen.category)
    states = {Match.CERTAIN: ToolState.KNOWN, Match.REVIEW: ToolState.REVIEW}
    certain = verdict.match == Match.CERTAIN
    return Tool.objects.create(
        name=seen.name, key=seen.key, domain=next(iter(seen.domains), ""), match=verdict.match,
        state=states.get(Match(verdict.match), ToolState.NEW), score=verdict.score, reason=verdict.reason,
        element_id=verdict.element if certain else None, candidate_id=None if certain else verdict.element,
        guess=kind, guess_reason=why,
    )  # fmt: skip


def _aliases(known: Registry, tool: int, names: list[str], seen: Gathered) -> list[Alias]:
    """What this file calls the tool, as far as nothing else is called so."""
    made = []
    groups = ((AliasKind.NAME, names), (AliasKind.DOMAIN, seen.domains), (AliasKind.APP, seen.apps))
    for kind, texts in groups:
        for text in texts:
            if known.by_alias.setdefault((str(kind), text), tool) == tool:
                made.append(Alias(tool_id=tool, kind=kind, text=text))
    return made


def _keep(file: LogFile, summed: Summed, found: dict[str, int]) -> None:
    sightings = [
        Sighting(file=file, tool_id=found[key], **vars(one))
        for key, seen in summed.tools.items()
        for one in seen.seen
    ]
    Sighting.objects.bulk_create(sightings, batch_size=500)
    people: dict[tuple[int, int], Trace] = {}
    for key, seen in summed.tools.items():
        for person, (uses, last) in seen.people.items():
            row = people.setdefault(
                (found[key], person),
                Trace(file=file, tool_id=found[key], person_id=person, uses=0, last_on=last),
            )
            row.uses, row.last_on = row.uses + uses, max(row.last_on, last)
    Trace.objects.bulk_create(people.values(), batch_size=500)


@audited("log.taken-back", says="took a log back: {telling} lines, {gone} tools with it")
def take_back(entry: Draft, file: LogFile, *, by: User | None) -> list[str]:
    """Takes the sums of a file away. Tools that only it showed and nobody has said anything about go with it;
    returns a sentence about each one that stays without a sighting."""
    if by is not None and not may_bring(by):
        raise NO_BRINGER
    touched = list(Sighting.objects.filter(file=file).order_by().values_list("tool_id", flat=True).distinct())
    entry.about(file, telling=file.telling, gone=0)
    LogFile.objects.get(pk=file.pk).delete()
    seen = Exists(Sighting.objects.filter(tool=OuterRef("pk")))
    bare = Tool.objects.filter(pk__in=touched).exclude(seen)
    said = Exists(Outcome.objects.filter(tool=OuterRef("pk")))
    taught = Exists(Alias.objects.filter(tool=OuterRef("pk"), taught_by__isnull=False))
    talked = Comment.objects.filter(object_type="shadow.tool").values_list("object_id", flat=True)
    ids = [int(one) for one in talked]
    untouched = bare.filter(named_at=None, data_at=None, version=1).exclude(said).exclude(taught)
    going = list(untouched.exclude(pk__in=ids).values_list("pk", flat=True))
    Tool.objects.filter(pk__in=going).delete()
    entry.facts["gone"] = len(going)
    refresh(touched)
    return [
        f"“{tool.name}” stays, for somebody has said something about it."
        for tool in bare.exclude(pk__in=going)
    ]
