"""One row of a requests file: what is wrong with it, or the request that it stands for."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lintel.audit.sides import Office
from lintel.imports.contract import Fault, Mapped
from lintel.intake.actions._answers import checked
from lintel.intake.bringing import Brought, states_for
from lintel.intake.import_fields import REFUSED
from lintel.intake.models import AnswerKind, RequestType, State
from lintel.intake.questions import details
from lintel.intake.wording import Way, Words
from lintel.people.access import may_administer
from lintel.people.models import User
from lintel.ui.problems import Problem
from lintel.ui.saying import tidy, written

OWN_KEY = "REQ-"  # how this house's own requests are called in an export
NEEDS_REPLY = {State.COUNTERED, State.ESCALATED}


@dataclass(frozen=True)
class Reader:
    """Reads rows with what was looked up for all of them; people and types by lower-case name."""

    people: Mapping[str, User]
    types: Mapping[str, RequestType]
    default_type: str
    by: User
    now: dt.datetime

    def faults(self, row: Mapped) -> list[Fault]:
        """Why the row cannot come in; empty if it can."""
        try:
            self.read(row)
        except Problem as problem:
            return [Fault(problem.field, problem.sentence)]
        return []

    def read(self, row: Mapped) -> Brought:
        """The request that the row stands for; raises the `Problem` that keeps it out."""
        values = row.values
        asker = self._person(values, "asker")
        type = self._type(values)
        office = self._office(values, asker, type)
        created = self._moment(values.get("created"), "created")
        words, state = self._said(values, created)
        self._require_own_side(asker, words)
        title = written(values["title"], field="title", missing="The title says nothing.", limit=200)
        needed = (values.get("needed_from"), values.get("needed_until"))
        if needed[0] and needed[1] and needed[1] < needed[0]:
            raise Problem("It is needed until a day before it is needed from.", field="needed_until")
        return Brought(
            type=type,
            asker=asker,
            office=office,
            title=title,
            description=tidy(values.get("description") or "", field="description", limit=10_000) or title,
            created_at=created,
            state=state,
            key=tidy(values.get("key") or "", field="key", limit=120),
            goal_served=tidy(values.get("goal") or "", field="goal", limit=300),
            needed_from=needed[0],
            needed_until=needed[1],
            answer_by=values.get("answer_by"),
            details=self._details(values, type),
            words=words,
            answered_at=self._answered_at(values, created) if words else None,
            answered_by=self._answerer(values, office) if words else None,
            reply_text=self._reply(values, state),
        )

    def _person(self, values: Mapping[str, Any], name: str) -> User:
        email = str(values.get(name) or "")
        person = self.people.get(email.lower())
        if person is None:
            raise Problem(
                f"Nobody here has the e-mail “{email}”.",
                way_out="Import or create the person first.",
                field=name,
            )
        return person

    def _type(self, values: Mapping[str, Any]) -> RequestType:
        name = str(values.get("type") or self.default_type).strip()
        if not name:
            raise Problem(
                "This row names no type.",
                way_out="Fill the column, or choose a type for the file.",
                field="type",
            )
        type = self.types.get(name.lower())
        if type is None:
            raise Problem(
                f"There is no request type “{name}”.",
                way_out="Use one of: " + ", ".join(sorted(each.name for each in self.types.values())) + ".",
                field="type",
            )
        return type

    def _office(self, values: Mapping[str, Any], asker: User, type: RequestType) -> str:
        office = values.get("asked_office") or (
            Office(asker.side).other if asker.side in Office.values else type.office
        )
        if office is None:
            raise Problem(
                "Say which office is asked, for the asker stands on neither side.", field="asked_office"
            )
        if office == asker.side:
            raise Problem(
                f"{asker.name} stands on the side that is asked.",
                way_out="A request goes to the other side: correct the office or the asker.",
                field="asked_office",
            )
        if not type.goes_to(office):
            raise Problem(
                f"“{type.name}” does not go to the {Office(office).label}.",
                way_out="Use another type, or change where this type goes.",
                field="type",
            )
        return str(office)

    def _require_own_side(self, asker: User, words: Words | None) -> None:
        """Nobody but an administrator brings in what the other side is said to have said."""
        if may_administer(self.by):
            return
        if asker.side != self.by.side:
            raise Problem(
                "You bring in requests of your own side.",
                way_out="An administrator brings in those of both.",
                field="asker",
            )
        if words is not None:
            raise Problem(
                "The answer is the other side’s word.",
                way_out="Leave the answer’s columns out, or ask an administrator to bring the file in.",
                field="answer",
            )

    def _moment(self, value: dt.datetime | None, field: str) -> dt.datetime:
        if value is None:
            return self.now
        moment = value if timezone.is_aware(value) else timezone.make_aware(value, dt.UTC)
        if moment > self.now:
            raise Problem("This moment lies in the future.", way_out="Check the date form.", field=field)
        return moment

    def _answered_at(self, values: Mapping[str, Any], created: dt.datetime) -> dt.datetime:
        at = self._moment(values.get("answered_on"), "answered_on")
        if at < created:
            raise Problem("It was answered before it was created.", field="answered_on")
        return at

    def _said(self, values: Mapping[str, Any], created: dt.datetime) -> tuple[Words | None, str]:
        """The answer in the row, by the same rule as on the page, and the state that fits it."""
        state, kind = values.get("state"), values.get("answer") or ""
        if state == State.SETTLED:
            raise Problem(
                "A settlement is signed by both offices inside Lintel.",
                way_out="Bring it in as escalated, with its answer.",
                field="state",
            )
        if state == REFUSED:
            kind, state = AnswerKind.ANOTHER_WAY, None
        words = self._words(kind, values, created) if kind else None
        fitting = states_for(kind)
        if state is None:
            state = State.AGREED if kind == AnswerKind.YES else (State.ANSWERED if kind else State.ASKED)
        if state not in fitting:
            said = f"with the answer “{AnswerKind(kind).label}”" if kind else "without an answer"
            raise Problem(
                f"A request {said} cannot be “{State(state).label}”.",
                way_out="It can be: " + ", ".join(sorted(State(each).label for each in fitting)) + ".",
                field="state",
            )
        return words, str(state)

    def _words(self, kind: str, values: Mapping[str, Any], created: dt.datetime) -> Words:
        if kind == AnswerKind.ANOTHER_WAY:
            self._require_whole_refusal(values)
        ways = [self._way(values)] if kind == AnswerKind.ANOTHER_WAY else []
        words = Words(
            kind=kind,
            reason_type=values.get("reason") or "",
            explanation=values.get("explanation") or "",
            conditions=values.get("conditions") or "",
            revisit_on=values.get("revisit_on"),
            ways=ways,
        )
        return checked(words, self._answered_at(values, created).date())

    def _require_whole_refusal(self, values: Mapping[str, Any]) -> None:
        """Names everything that a refused row still needs, in one sentence."""
        needed = {
            "reason": "the reason",
            "explanation": "the explanation in plain words",
            "alternative_kind": "the kind of alternative",
            "alternative": "what would be done instead",
            "cost": "its cost",
            "ready_by": "the date it is ready by",
        }
        missing = [what for name, what in needed.items() if values.get(name) in (None, "")]
        if missing:
            raise Problem(
                "A refusal comes with a reason, an explanation and an alternative.",
                way_out=f"Add to this row: {', '.join(missing)}.",
                field="answer",
            )

    def _way(self, values: Mapping[str, Any]) -> Way:
        return Way(
            kind=values["alternative_kind"],
            what=values["alternative"],
            cost=Decimal(values["cost"]),
            ready_by=values["ready_by"],
            currency=(values.get("currency") or "EUR").upper(),
            reuses=values.get("reuses") or "",
        )

    def _answerer(self, values: Mapping[str, Any], office: str) -> User | None:
        if not values.get("answered_by"):
            return None
        person = self._person(values, "answered_by")
        if person.side != office:
            raise Problem(f"{person.name} does not stand on the side that was asked.", field="answered_by")
        return person

    def _reply(self, values: Mapping[str, Any], state: str) -> str:
        text = values.get("reply") or ""
        if state in NEEDS_REPLY:
            return written(text, field="reply", missing="Add what the asker said to the answer.")
        return tidy(text, field="reply", limit=10_000)

    def _details(self, values: Mapping[str, Any], type: RequestType) -> dict[str, Any]:
        text = values.get("details") or ""
        if not text:
            return {}
        try:
            given = json.loads(text)
        except (ValueError, RecursionError):
            given = None
        if not isinstance(given, dict):
            raise Problem(
                'The details are not JSON such as {"system": "CRM"}.',
                way_out="Correct or empty the cell.",
                field="details",
            )
        try:
            return details(type.asked(), given, complete=False)
        except Problem as problem:
            raise Problem(
                problem.title, way_out="Correct it in the column Details.", field="details"
            ) from None
