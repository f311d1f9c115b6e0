"""Fills every list of the house in bulk: the same rows, only more of them."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import Model
from django.utils import timezone

from benchmarks.filling.talk import Event, append_all
from lintel.audit.models import Run, Signature, type_label
from lintel.audit.sides import Office, Side
from lintel.customers.matching.models import Clearance, PairDecision
from lintel.customers.privacy.models import Erasure
from lintel.customers.segments.models import Segment, SegmentExport, SegmentSize
from lintel.customers.sources.models import Load, Source
from lintel.imports.models import BadRow, Batch
from lintel.intake.models import Request, RequestType, State
from lintel.people.models import Comment, Delegation, Mention, Role, Specialty, Team, Token, User
from lintel.portfolio.proposals.models import (
    Benefit,
    BoardColumn,
    Involvement,
    Proposal,
    Relation,
    Requirement,
)
from lintel.warehouse.models import Dataset, Snapshot
from tests.house import (
    blueprint,
    charter,
    digests,
    embeds,
    estate,
    estate_access,
    experiments,
    flow,
    goals,
    guarding,
    insight,
    language,
    outcomes,
    purchases,
    radar,
    roadmaps,
    sessions,
    shadow,
    spending,
    stress,
    together,
)

SIZE = 500


def fill(reader: User, things: dict[str, Any], first: int, last: int) -> None:
    """Rows `first` to `last` of everything; what is personal is the reader’s, parts hang on `things`."""
    numbers = range(first, last)
    people = _people(reader, numbers)
    _talk(reader, things["request"], people, numbers)
    _intake(people, numbers)
    _portfolio(people, things, numbers)
    together.fill(people, things, numbers)
    _work(reader, things, numbers)
    _warehouse(things["dataset"], numbers)
    _sources(reader, things, numbers)
    _customers(reader, people, things["segment"], numbers)
    insight.fill(reader, numbers)
    charter.fill(reader, people, things, numbers)
    language.fill(people, things["primer"], numbers)
    experiments.fill(reader, numbers)
    embeds.fill(people, things, numbers)
    goals.fill(people, things, numbers)
    roadmaps.fill(people, things, numbers)
    radar.fill(reader, people, things, numbers)
    guarding.fill(reader, things, numbers)
    sessions.fill(people, things, numbers)
    flow.fill(things, numbers)
    estate.fill(reader, things, numbers)
    purchases.fill(reader, numbers)
    stress.fill(reader, things, numbers)
    blueprint.fill(reader, numbers)
    shadow.fill(reader, people, things, numbers)
    spending.fill(reader, things, numbers)
    estate_access.fill(reader, things, numbers)
    outcomes.fill(people, numbers)
    digests.fill(reader, things, numbers)


def _sources(reader: User, things: dict[str, Any], numbers: range) -> None:
    _save(Source(name=f"Source {n}", slug=f"source-{n}", kind="people") for n in numbers)
    facts: dict[str, Any] = {"source": things["source"], "batch": things["file of Nele"], "by": reader}
    _save(Load(number=n + 1, **facts) for n in numbers)


def _customers(reader: User, people: list[User], segment: Segment, numbers: range) -> None:
    now, today = timezone.now(), timezone.now().date()
    facts: dict[str, Any] = {"definition": segment.definition, "sentence": segment.sentence, "owner": reader}
    made = _save(Segment(name=f"Segment {n}", **facts) for n in numbers)
    _save(SegmentSize(segment=each, version=1, size=n) for n, each in zip(numbers, made, strict=True))
    empty = {"rows": 0, "without_consent": 0, "without_address": 0, "sha256": "0" * 64, "expires_at": now}
    sent: dict[str, Any] = {"version": 1, "purpose": "news", "channel": "email", "format": "csv", **empty}
    _save(SegmentExport(segment=segment, by=person, stored="gone.csv", **sent) for person in people)
    _save(
        Clearance(person=person, reason="Support", given_by=reader, starts=today, ends=today)
        for person in people
    )
    _save(
        PairDecision(record_l=f"filled:{n}", record_r=f"filling:{n}", word="must", decided_by=reader)
        for n in numbers
    )
    _save(Erasure(customer_id=uuid.uuid4(), state="done", certificate={}) for _ in numbers)


def _warehouse(dataset: Dataset, numbers: range) -> None:
    now = timezone.now()
    facts: dict[str, Any] = {"files": [], "columns": [], "rows": 1, "bytes": 1, "published_at": now}
    _save(Snapshot(dataset=dataset, key=f"old-{n}", hash="0", retired_at=now, **facts) for n in numbers)
    datasets = _save(Dataset(name=f"tests.dataset_{n}") for n in numbers)
    states = _save(
        Snapshot(dataset=row, key=f"new-{n}", hash="0", **facts)
        for n, row in zip(numbers, datasets, strict=True)
    )
    for row, state in zip(datasets, states, strict=True):
        row.current = state
    Dataset.objects.bulk_update(datasets, ["current"], batch_size=SIZE)


def _people(reader: User, numbers: range) -> list[User]:
    teams = _save(Team(name=f"Team {n}", side=Side.IT) for n in numbers)
    groups = _save(Specialty(name=f"Specialty {n}", side=Side.IT) for n in numbers)
    people = _save(
        User(
            name=f"Person {n}",
            email=f"person.{n}@example.org",
            side=Side.MARKETING,
            role=Role.MEMBER,
            team=team,
            specialty=group,
        )
        for n, team, group in zip(numbers, teams, groups, strict=True)
    )
    today = timezone.now().date()
    _save(
        Delegation(office=Office.MARKETING, holder=reader, delegate=person, starts=today, ends=today)
        for person in people
    )
    tomorrow = timezone.now() + dt.timedelta(days=1)
    _save(Token(person=reader, name=f"{n}", prefix=f"{n}", hash=f"{n}", expires_at=tomorrow) for n in numbers)
    return people


def _talk(reader: User, request: Model, people: list[User], numbers: range) -> None:
    about = {"object_type": type_label(request), "object_id": str(request.pk)}
    comments = _save(Comment(author=person, text="@Mara.Lindqvist", **about) for person in people)
    _save(Mention(comment=comment, person=reader) for comment in comments)
    thing = (about["object_type"], about["object_id"])
    append_all(Event(timezone.now(), person, "request.edited", thing) for person in people)


def _intake(people: list[User], numbers: range) -> None:
    now, today = timezone.now(), timezone.localdate()
    types = _save(RequestType(name=f"Type {n}", addressed_to="it") for n in numbers)
    _save(
        Request(
            title=f"Request {n}",
            description="For the shop.",
            type=type,
            asker=person,
            asking_side=Side.IT if n % 2 else Side.MARKETING,
            asked_office=Office.MARKETING if n % 2 else Office.IT,
            state=(State.ASKED, State.ANSWERED, State.ESCALATED)[n % 3],
            answer_by=today - dt.timedelta(days=1),
            asked_at=now,
            asked_month=today.replace(day=1),
        )
        for n, type, person in zip(numbers, types, people, strict=True)
    )


def _portfolio(people: list[User], things: dict[str, Any], numbers: range) -> None:
    draft, column = things["draft"], BoardColumn.objects.earliest("pk")
    made = _save(
        Proposal(
            title=f"Proposal {n}",
            rank=n,
            marketing_owner=person,
            it_owner=person,
            created_by=person,
            state=("draft", "offered", "approved", "in_work")[n % 4],
            awaits="both" if n % 4 == 1 else "",
            approval=things["approved"].approval if n % 4 > 1 else None,
            board_column=column if n % 4 == 3 else None,
        )
        for n, person in zip(numbers, people, strict=True)
    )
    _save(Requirement(proposal=draft, text=f"It holds {n}.") for n in numbers)
    _save(Relation(proposal=draft, kind="needs", other=other) for other in made)
    _save(Involvement(proposal=draft, letter="C", person=person) for person in people)
    day = dt.date(2027, 1, 1)
    _save(
        Benefit(proposal=draft, what="More", period="FY27", period_starts_on=day, low=1, likely=2, high=n + 2)
        for n in numbers
    )
    _save(
        Signature(
            object_type=type_label(draft),
            object_id=str(draft.pk),
            purpose="approve",
            version=1_000 + n,
            content_hash="0" * 64,
            office=Office.IT,
            signer=person,
            at=timezone.now(),
        )
        for n, person in zip(numbers, people, strict=True)
    )


def _work(reader: User, things: dict[str, Any], numbers: range) -> None:
    _save(Run(kind="imports.apply", title=f"Run {n}", created_by=reader) for n in numbers)
    _save(
        Batch(importer="requests", file_name=f"{n}.csv", sha256="0", size=1, created_by=reader)
        for n in numbers
    )
    bad: dict[str, Any] = {"faults": [{"field": "title", "reason": "No title."}], "cells": [["Title", ""]]}
    _save(BadRow(batch=things["file of Nele"], number=n, **bad) for n in numbers)


def _save(rows: Any) -> list[Any]:
    made = list(rows)
    return list(type(made[0]).objects.bulk_create(made, batch_size=SIZE)) if made else []
