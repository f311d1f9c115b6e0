"""One of each thing of the house, made by the same actions that people use."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Model
from django.utils import timezone

from lintel.audit.models import Entry, Run
from lintel.imports import storing
from lintel.imports.actions import batch as batches
from lintel.imports.models import Batch, BatchState
from lintel.intake.actions import answer, reply, request, settlement
from lintel.intake.actions.answer import Words
from lintel.intake.models import RequestType
from lintel.people.actions import comment
from lintel.people.authentication import token_hash
from lintel.people.models import Delegation, Specialty, Team, Token, User
from lintel.portfolio.proposals.actions import part
from lintel.portfolio.proposals.models import (
    Benefit,
    BoardColumn,
    Effort,
    Involvement,
    Proposal,
    Relation,
    Reordering,
    Requirement,
    Window,
)
from lintel.warehouse.models import Dataset, Snapshot
from tests.cast import Cast, make_user
from tests.house import (
    alignment,
    belonging,
    blueprint,
    charter,
    customers,
    digests,
    embeds,
    estate,
    estate_access,
    experiments,
    goals,
    guarding,
    insight,
    language,
    outcomes,
    purchases,
    radar,
    returns,
    roadmaps,
    sessions,
    shadow,
    spending,
    stress,
    together,
)
from tests.intake.makers import content, make_request, make_type, refusal
from tests.portfolio.proposals.making import make_approved, make_offered, make_proposal, sign

FILE = "Key,Title,Asked office,Asker\nR-1,A feed for the shop,IT,nele.vogt@example.org\nR-2,,IT,\n"


@dataclass(frozen=True)
class Samples:
    """The things by what `rights.py` calls them, and some that the bodies of requests need."""

    things: dict[str, Model]
    cast: Cast

    def __getitem__(self, name: str) -> Any:
        return self.things[name]

    def args(self, name: str) -> tuple[Any, ...]:
        """What an address needs to lead to this sample."""
        thing = self.things.get(name)
        if (found := guarding.named(name)) is not None:
            return found
        if (found := together.args(name, self.things)) is not None:
            return found
        match name:
            case "":
                return ()
            case "survivorship field":
                return ("email",)
            case "criterion":
                return (self[name].pk, alignment.FIRST.key)
            case "reset key":
                return ("1", "set-password")
            case "attached primer":
                return (self[name].pk, "language.term", self["term"].pk)
            case "own link":
                return ("own",)
            case "purpose" | "source" | "draft metric" | "metric in review":
                return (self[name].slug,)
            case "kind of file":
                return ("csv",)
            case "chart of an experiment":
                return (self[name].pk, "result")
            case "person with skills":
                return (self.cast.nele.pk,)
            case "template for requests":
                return ("requests",)
            case "template for people":
                return ("people",)
            case "requirements" | "efforts" | "involvements" | "benefits" | "relations" | "windows":
                return (self["draft"].pk, thing.pk if thing else 0)
        for room in (
            belonging,
            radar,
            goals,
            roadmaps,
            sessions,
            estate,
            outcomes,
            purchases,
            stress,
            blueprint,
            spending,
        ):
            if found := room.args(name, self):
                return found
        if found := digests.args(name):
            return found
        if found := returns.args(name):
            return found
        if found := charter.args(name, thing):
            return found
        if name.startswith("thread of"):
            one = self.things[name]
            return (one._meta.label_lower, one.pk)
        return (self.things[name].pk,)


def make_samples(cast: Cast, folder: Path) -> Samples:
    """Everything; `folder` takes the file that is brought."""
    things: dict[str, Model] = {"Nele": cast.nele, "Sam": cast.sam}
    _requests(cast, things)
    _proposals(cast, things)
    _people(cast, things)
    _files(cast, things, folder)
    things |= customers.things(cast) | alignment.things(cast) | charter.things(cast) | insight.things(cast)
    things |= language.things(cast, things["request"])
    things |= experiments.things(cast, folder / "experiments")
    things |= embeds.things(cast)
    things |= goals.things(cast)
    things |= estate.things(cast)
    things |= belonging.things(cast, things)
    things |= purchases.things(cast)
    things |= stress.things(cast, things)
    things |= blueprint.things(cast, things)
    things |= shadow.things(cast)
    things |= spending.things(cast, things)
    things |= digests.things(cast, things["owned goal"])
    things |= estate_access.things(cast, things)
    things |= roadmaps.things(cast)
    things |= guarding.things(cast)
    things |= radar.things(cast, things)
    things |= sessions.things(cast)
    things |= outcomes.things(cast)
    things |= returns.things(cast, things["draft"])
    things["dataset"] = make_dataset("tests.sample")
    things["entry"] = Entry.objects.earliest("seq")
    return Samples(things, cast)


def make_dataset(name: str) -> Dataset:
    """A dataset with a state, without files."""
    dataset = Dataset.objects.create(name=name)
    dataset.current = Snapshot.objects.create(
        dataset=dataset,
        key=name,
        files=[],
        columns=[],
        rows=3,
        bytes=9,
        hash="0" * 64,
        published_at=timezone.now(),
    )
    dataset.save()
    return dataset


def _requests(cast: Cast, things: dict[str, Model]) -> None:
    type = make_type()
    asked = make_request(cast.nele, type=type)
    refused = _answered(cast, refusal())
    escalated = _answered(cast, refusal())
    reply.escalate(escalated, by=cast.nele, version=escalated.version, text="We disagree.")
    escalated.refresh_from_db()
    settlement.write(escalated, by=cast.mara, text="We begin with half of it.", version=0)
    draft = request.draft(type, content(title="Not ready yet"), by=cast.nele)
    things |= {
        "type": type,
        "request": asked,
        "request of IT": make_request(cast.tomas, type=type),
        "draft request": draft,
        "refused request": refused,
        "alternative": refused.alternatives.get(),
        "conditional answer": _answered(cast, Words("yes_if", conditions="If the shop pays.")),
        "escalated request": escalated,
        "thread of a request": asked,
        "thread of a draft request": draft,
    }


def _answered(cast: Cast, words: Words) -> Any:
    asked = make_request(cast.nele, type=RequestType.objects.get())
    answer.give(asked, words, by=cast.tomas, version=asked.version)
    asked.refresh_from_db()
    return asked


def _proposals(cast: Cast, things: dict[str, Model]) -> None:
    other = make_proposal(cast.tomas, title="One shop")
    made = make_proposal(cast.nele)
    engineers, designers = Specialty.objects.order_by("-name")
    parts: dict[str, tuple[type[Any], dict[str, Any]]] = {
        "efforts": (Effort, {"specialty": engineers, "low": 1, "likely": 2, "high": 3}),
        "involvements": (Involvement, {"letter": "R", "specialty": designers}),
        "benefits": (Benefit, benefit()),
        "relations": (Relation, {"kind": "needs", "other": other}),
        "windows": (Window, together.window()),
    }
    for name, (model, values) in parts.items():
        things[name] = part.add(Proposal.objects.get(pk=made.pk), model, values, by=cast.nele)
    offered = make_offered(cast, title="Offered")
    once = sign(make_offered(cast, title="Signed once"), cast.mara)
    things |= {
        "other": other,
        "draft": Proposal.objects.get(pk=made.pk),
        "requirements": Requirement.objects.get(proposal=made),
        "offered": offered,
        "signed by marketing": once,
        "approved": make_approved(cast, title="Approved"),
        "thread of a proposal": offered,
        "column": BoardColumn.objects.create(name="Being tried", position=90),
        "ordering": Reordering.objects.create(basis="wsjf", before=[other.pk, made.pk], by=cast.nele),
    }
    things |= together.things(cast, Proposal.objects.get(pk=made.pk), things["approved"])  # type: ignore[arg-type]  # a proposal


def benefit() -> dict[str, Any]:
    """A benefit's values."""
    return {
        "what": "Fewer tools",
        "period": "FY27 Q1",
        "period_starts_on": dt.date(2027, 1, 1),
        "low": 1,
        "likely": 2,
        "high": 3,
    }


def _people(cast: Cast, things: dict[str, Model]) -> None:
    closed = make_user("Gone Already", is_active=False)
    things |= {
        "closed account": closed,
        "team": Team.objects.earliest("pk"),
        "specialty": Specialty.objects.earliest("pk"),
        "delegation of Ivo to Lena": Delegation.objects.get(delegate=cast.lena),
        "comment of Nele": comment.write(
            things["request"], text="What do you think, @Ivo.Brandt?", by=cast.nele
        ),
        "token of Nele": make_token(cast.nele, "nele", ["intake:read"]),
    }


def make_token(person: User, secret: str, scopes: list[str], **values: Any) -> Token:
    """A token whose secret the test knows."""
    day = timezone.now() + dt.timedelta(days=1)
    given: dict[str, Any] = {"name": secret, "prefix": secret[:12], "expires_at": day} | values
    return Token.objects.create(
        person=person, hash=token_hash(secret), scopes=scopes, last_used_at=timezone.now(), **given
    )


def _files(cast: Cast, things: dict[str, Model], folder: Path) -> None:
    path = folder / "requests.csv"
    path.write_text(FILE)
    brought = batches.upload(storing.keep_path(path), by=cast.nele, importer="requests")
    batches.map_columns(brought, by=cast.nele, mapping=brought.mapping, options={"type": "Integration"})
    batches.check(brought, by=cast.nele)
    imported = Batch.objects.create(
        importer="requests",
        file_name="earlier.csv",
        sha256="0" * 64,
        size=1,
        state=BatchState.IMPORTED,
        created_by=cast.nele,
        applied_at=timezone.now(),
    )
    things |= {
        "file of Nele": Batch.objects.get(pk=brought.pk),
        "imported file of Nele": imported,
        "run of Nele": Run.objects.create(kind="imports.apply", title="Import", created_by=cast.nele),
    }
