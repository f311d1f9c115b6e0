"""Brings a Jira CSV in: service requests become requests, everything else drafts in the backlog."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models
from django.utils import timezone

from lintel.audit.models import type_label
from lintel.imports.contract import Context, Effect, Fault, Mapped
from lintel.intake import bringing
from lintel.intake.importers import RequestsImporter
from lintel.intake.models import Request, RequestType
from lintel.people.models import Comment, User
from lintel.portfolio.proposals.access import may_bring
from lintel.portfolio.proposals.importers import issue_history
from lintel.portfolio.proposals.importers.issue_fields import FIELDS, OPTIONS
from lintel.portfolio.proposals.importers.issue_rows import Reader
from lintel.portfolio.proposals.importers.writing import change, people_by, save_changed, take_back
from lintel.portfolio.proposals.jira import OWN_KEY, own_number
from lintel.portfolio.proposals.models import RANK_GAP, Proposal, State
from lintel.portfolio.proposals.ranking import bottom_rank

SOURCE = "jira"


class JiraImporter:
    """Jira's own export, as its cloud and its data centre write it."""

    slug = "jira"
    title = "Jira issues"
    noun = "issue"
    description = (
        "The CSV that Jira exports. Service requests become requests with an answer-by date; all other "
        "issues become drafts in the backlog, with their comments, labels, sprints and story points."
    )
    fields = FIELDS
    options = OPTIONS
    marks = frozenset({"issue key", "issue id", "issue type", "summary", "status category"})
    key = ("key",)

    def may_import(self, user: User) -> bool:
        """Members and office holders of both sides, and administrators."""
        return may_bring(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each issue; five queries for any number of rows."""
        reader = _reader(rows, context)
        return [reader.faults(row) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New issues in bulk; known ones are brought up to date, except what lies before the offices."""
        reader = _reader(rows, context)
        asked = [row for row in rows if reader.is_request(row)]
        return _write_requests(asked, reader) + _write_proposals(
            [row for row in rows if not reader.is_request(row)], reader
        )

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Take back what came in, unless somebody answered or signed it since."""
        requests = [effect for effect in effects if isinstance(effect.thing, Request)]
        gone = [str(effect.thing.pk) for effect in requests if effect.kind == "created"]
        Comment.objects.filter(object_type=type_label(Request), object_id__in=gone).delete()
        said = RequestsImporter().undo(requests, context) if requests else []
        return said + take_back([one for one in effects if isinstance(one.thing, Proposal)], context.by)


def _reader(rows: Sequence[Mapped], context: Context) -> Reader:
    names = {
        str(row.values[name]) for row in rows for name in ("reporter", "assignee") if row.values.get(name)
    }
    keys = {str(row.values["key"]) for row in rows}
    return Reader(
        context,
        people_by(names),
        {kind.name.lower(): kind for kind in RequestType.objects.all()},
        {
            row.imported_key: row
            for row in Proposal.objects.select_related("board_column", "it_owner", "marketing_owner").filter(
                imported_from=SOURCE, imported_key__in=keys
            )
        },
        Proposal.objects.select_related("board_column", "it_owner", "marketing_owner").in_bulk(
            [number for row in rows if (number := _own_number(row)) is not None]
        ),
        {
            row.imported_key: row
            for row in Request.objects.filter(imported_from=SOURCE, imported_key__in=keys)
        },
        timezone.now(),
    )


def _write_requests(rows: Sequence[Mapped], reader: Reader) -> list[Effect]:
    """New requests; one that is here already lives here, and its wording is the asker's."""
    known = [row for row in rows if row.values["key"] in reader.requests]
    new = [row for row in rows if row.values["key"] not in reader.requests]
    made = bringing.write([reader.request(row) for row in new], SOURCE)
    _write_comments([(row, request) for row, request in zip(new, made, strict=True)], reader)
    effects = [Effect(row.number, reader.requests[row.values["key"]], "unchanged") for row in known]
    return effects + [Effect(row.number, request, "created") for row, request in zip(new, made, strict=True)]


def _write_proposals(rows: Sequence[Mapped], reader: Reader) -> list[Effect]:
    rank = bottom_rank()
    present = _present(rows, reader)
    new = [row for row in rows if row.number not in present]
    made = [_new(row, reader, rank + place * RANK_GAP) for place, row in enumerate(new)]
    Proposal.objects.bulk_create(made, batch_size=100)
    befores = {row.number: _update(present[row.number], row, reader) for row in rows if row.number in present}
    known = [(row, present[row.number]) for row in rows if row.number in present]
    save_changed([proposal for row, proposal in known if befores[row.number]], reader.context.by)
    said = _write_comments([*zip(new, made, strict=True), *known], reader)
    pasts = issue_history.write([*zip(new, made, strict=True), *known], reader)
    effects = [Effect(row.number, proposal, "created") for row, proposal in zip(new, made, strict=True)]
    for row, proposal in known:
        before = befores[row.number]
        if row.number in said:
            before = before | {"comments": said[row.number]}
        if row.number in pasts:
            before = before | {"history": pasts[row.number]}
        effects.append(Effect(row.number, proposal, "updated" if before else "unchanged", before))
    return effects


def _present(rows: Sequence[Mapped], reader: Reader) -> dict[int, Proposal]:
    """The proposals that are here already, by the rows' numbers; of two rows for one, the first counts."""
    found: dict[int, Proposal] = {}
    taken: set[int] = set()
    for row in rows:
        proposal = reader.present(row)
        if proposal is not None and proposal.pk not in taken:
            taken.add(proposal.pk)
            found[row.number] = proposal
    return found


def _own_number(row: Mapped) -> int | None:
    labels = [word for cell in row.values.get("labels") or () for word in cell.split()]
    return own_number(row.values["key"], labels)


def _new(row: Mapped, reader: Reader, rank: int) -> Proposal:
    created = min(row.values.get("created") or reader.now, reader.now)
    return Proposal(
        **reader.values(row),
        tracker=reader.tracker(row),
        imported_from=SOURCE,
        imported_key=row.values["key"],
        rank=rank,
        created_by=reader.context.by,
        created_at=created,
        changed_at=min(row.values.get("updated") or created, reader.now),
    )


def _update(proposal: Proposal, row: Mapped, reader: Reader) -> dict[str, Any]:
    """Title, dates and size of a draft follow the tracker; of what was offered only the tracker's own lines.

    What the tracker leaves empty stays as it is here, and so does the problem once somebody here wrote it.
    """
    said = {name: value for name, value in reader.values(row).items() if value not in (None, "")}
    if proposal.problem:
        said.pop("problem", None)
    tracker = reader.tracker_of(proposal, row)
    if proposal.state != State.DRAFT:
        differs = {name: value for name, value in said.items() if getattr(proposal, name) != value}
        if differs:
            tracker["differs"] = _in_words(differs)
        said = {}
    adopted = {}
    if not proposal.imported_key and not OWN_KEY.fullmatch(row.values["key"]):
        adopted = {"imported_from": SOURCE, "imported_key": row.values["key"]}
    before = change(proposal, said | {"tracker": tracker} | adopted)
    if before:
        proposal.changed_at = reader.now
    return before


def _in_words(differs: Mapping[str, Any]) -> list[str]:
    labels = {"title": "title", "starts_on": "start", "ends_on": "due date", "job_size": "job size"}
    return [f"{labels[name]}: {value}" for name, value in differs.items() if name in labels]


def _write_comments(rows: Sequence[tuple[Mapped, models.Model]], reader: Reader) -> dict[int, list[int]]:
    """What was said on each issue and is not here yet; returns the new comments by row."""
    spoken = [(row, thing, reader.comments(row)) for row, thing in rows if row.values.get("comments")]
    if not spoken:
        return {}
    label = type_label(spoken[0][1])
    ids = [str(thing.pk) for _, thing, _ in spoken]
    present: set[tuple[str, dt.datetime, str]] = set(
        Comment.objects.filter(object_type=label, object_id__in=ids).values_list("object_id", "at", "text")
    )
    numbers: list[int] = []
    new: list[Comment] = []
    for row, thing, said in spoken:
        for at, text in said:
            if (str(thing.pk), at, text) in present:
                continue
            numbers.append(row.number)
            new.append(
                Comment(
                    object_type=label, object_id=str(thing.pk), author=reader.author(row), text=text, at=at
                )
            )
    found: dict[int, list[int]] = {}
    for number, comment in zip(numbers, Comment.objects.bulk_create(new), strict=True):
        found.setdefault(number, []).append(comment.pk)
    return found
