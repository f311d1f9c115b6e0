"""One issue of a Jira file: whether it is a request or backlog work, what is wrong, what it becomes."""

import datetime as dt
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lintel.audit.sides import Side
from lintel.imports.contract import Context, Fault, Mapped
from lintel.imports.reading.jira import parse_jira_comment
from lintel.imports.reading.problems import ValueProblem
from lintel.intake.actions.answer import Words
from lintel.intake.bringing import Brought
from lintel.intake.models import AnswerKind, Request, RequestType, State
from lintel.people.access import may_administer
from lintel.people.models import User
from lintel.portfolio.proposals.importers.writing import faults_of
from lintel.portfolio.proposals.jira import OWN_LABEL, exported, own_number
from lintel.portfolio.proposals.models import FIBONACCI, Proposal

TITLE_LIMIT, TEXT_LIMIT, KEY_LIMIT = 200, 10_000, 120
FINISHED = {
    *("done", "closed", "resolved", "finished", "complete", "completed", "cancelled", "canceled"),
    *(
        "fertig",
        "erledigt",
        "geschlossen",
        "terminé",
        "terminée",
        "fermé",
        "listo",
        "hecho",
        "cerrada",
        "finalizada",
    ),
}
REFUSED = {
    *("won't do", "won’t do", "won't fix", "won’t fix", "declined", "rejected", "cancelled", "canceled"),
    *("wird nicht erledigt", "wird nicht behoben", "abgelehnt", "ne sera pas fait", "no se hará"),
}
PLAIN = ("type", "status", "priority", "project", "reporter", "assignee", "parent", "resolution")


@dataclass(frozen=True)
class Reader:
    """Reads issues with what was looked up for all of them."""

    context: Context
    people: Mapping[str, User]
    types: Mapping[str, RequestType]
    proposals: Mapping[str, Proposal]
    own: Mapping[int, Proposal]
    requests: Mapping[str, Request]
    now: dt.datetime

    def is_request(self, row: Mapped) -> bool:
        """Whether the issue is something one side asks of the other."""
        return str(row.values.get("type") or "").casefold() in self._listed("request_types")

    def is_finished(self, row: Mapped) -> bool:
        """Done in Jira, by its status category or else by its status."""
        said = row.values.get("category") or row.values.get("status") or ""
        return str(said).casefold() in FINISHED

    def faults(self, row: Mapped) -> list[Fault]:
        """Why an issue cannot come in."""
        left_out = self._left_out(row)
        if left_out:
            return left_out
        found = [
            Fault(name, "This moment lies in the future. Check how dates are written.")
            for name in ("created", "updated", "resolved")
            if self._is_ahead(row.values.get(name))
        ]
        if len(row.values["key"]) > KEY_LIMIT:
            found.append(Fault("key", "This key is too long to be one of Jira. Check the columns."))
        if self.is_request(row):
            return found or self._request_faults(row)
        return found or faults_of(Proposal(**self.values(row)), {"ends_on": "due", "job_size": "points"})

    def present(self, row: Mapped) -> Proposal | None:
        """The proposal that an issue is about: by the tracker's key, or as this house exported it."""
        known = self.proposals.get(row.values["key"])
        number = own_number(row.values["key"], _words(row, "labels"))
        return known or (self.own.get(number) if number else None)

    def tracker_of(self, proposal: Proposal, row: Mapped) -> dict[str, Any]:
        """What the tracker says now. What only repeats this house's own export is no word of the tracker."""
        said, before = self.tracker(row), proposal.tracker
        own = exported(proposal)
        if said.get("status") != own["status"]:
            return said
        echoed = {name for name, text in own.items() if str(said.get(name, "")) == text}
        silent = {"priority", "project", "resolution", "resolved"} - set(said)
        kept = {name: before[name] for name in echoed | silent if name in before}
        return {name: value for name, value in said.items() if name not in echoed} | kept

    def values(self, row: Mapped) -> dict[str, Any]:
        """The fields of a proposal that the tracker knows about."""
        title, problem = self._texts(row)
        values = {
            "title": title,
            "problem": problem,
            "starts_on": row.values.get("starts_on"),
            "ends_on": row.values.get("due"),
            "job_size": job_size(row.values.get("points")),
        }
        assignee = self._person(row, "assignee")
        if assignee is not None and assignee.side == Side.IT:
            values["it_owner_id"] = assignee.pk
        for person in (self._person(row, "reporter"), assignee):
            if person is not None and person.side == Side.MARKETING:
                values["marketing_owner_id"] = person.pk
        return values

    def tracker(self, row: Mapped) -> dict[str, Any]:
        """What the tracker says and Lintel only shows."""
        kept: dict[str, Any] = {name: row.values[name] for name in PLAIN if row.values.get(name)}
        kept |= {name: named for name in ("labels", "sprints") if (named := _named(row, name))}
        if row.values.get("points") is not None:
            kept["story_points"] = str(row.values["points"])
        if row.values.get("resolved"):
            kept["resolved"] = row.values["resolved"].date().isoformat()
        return kept

    def request(self, row: Mapped) -> Brought:
        """The request that the issue becomes; only for rows without faults."""
        asker = self._asker(row)
        kind = self._request_type()
        if asker is None or kind is None:
            raise LookupError("only rows without faults become requests")
        title, text = self._texts(row)
        reporter = row.values.get("reporter")
        if reporter and self._person(row, "reporter") is None:
            text = f"{text}\n\nReported in Jira by {reporter}.".strip()
        created = row.values.get("created") or self.now
        finished = self.is_finished(row)
        return Brought(
            type=kind,
            asker=asker,
            office=self._office(),
            title=title,
            description=(text or title)[:TEXT_LIMIT],
            created_at=created,
            state=State.AGREED if finished else State.ASKED,
            key=row.values["key"],
            needed_until=row.values.get("due"),
            # What is open gets its full time from today: nobody here could have answered before.
            answer_by=None if finished else self.now.date() + dt.timedelta(days=kind.answer_within_days),
            words=Words(kind=AnswerKind.YES) if finished else None,
            answered_at=max(row.values.get("resolved") or row.values.get("updated") or created, created)
            if finished
            else None,
        )

    def comments(self, row: Mapped) -> list[tuple[dt.datetime, str]]:
        """When and what was said, with the author's name as Jira has it."""
        zone = zoneinfo.ZoneInfo(self.context.by.time_zone)
        found = []
        for raw in row.values.get("comments") or ():
            try:
                at, author, text = parse_jira_comment(raw, tz=zone)
            except ValueProblem:
                at, author, text = row.values.get("updated") or row.values.get("created") or self.now, "", raw
            said_by = f"**{author}** wrote in Jira:" if author else "From Jira:"
            found.append((min(at, self.now), f"{said_by}\n\n{text}"[:TEXT_LIMIT]))
        return found

    def author(self, row: Mapped) -> User:
        """Comments stand under the person who brings them; their text names who wrote them."""
        by: User = self.context.by
        return by

    def _listed(self, option: str) -> set[str]:
        return {
            name.strip().casefold() for name in str(self.context.options.get(option) or "").split(",")
        } - {""}

    def _left_out(self, row: Mapped) -> list[Fault]:
        kind = str(row.values.get("type") or "")
        if kind and kind.casefold() in self._listed("left_out"):
            return [Fault("type", f"Issues of type “{kind}” are left out of this file, as chosen.")]
        if self.is_finished(row) and self.context.options.get("finished") == "leave":
            return [
                Fault("status", "It is finished, and finished issues are left out of this file, as chosen.")
            ]
        return []

    def _request_faults(self, row: Mapped) -> list[Fault]:
        kind, office = self._request_type(), self._office()
        if kind is None:
            named = self.context.options.get("request_type")
            what = (
                f"There is no request type “{named}” here." if named else "There is no request type here yet."
            )
            return [Fault("type", f"{what} Choose one for the file, or make one under “Request types”.")]
        if not kind.goes_to(office):
            return [
                Fault(
                    "type", f"Requests of type “{kind.name}” do not go to that office. Choose another type."
                )
            ]
        if self._asker(row) is None:
            return [
                Fault(
                    "reporter",
                    "Its reporter is not known on the asking side, and you stand on the side that is asked. "
                    "Add the reporter here, or choose the other office.",
                )
            ]
        if self.is_finished(row):
            return self._finished_faults(row)
        return []

    def _finished_faults(self, row: Mapped) -> list[Fault]:
        if str(row.values.get("resolution") or row.values.get("status") or "").casefold() in REFUSED:
            return [
                Fault(
                    "resolution",
                    "Jira says no to this request. Here a refusal needs a reason, an explanation and an "
                    "alternative: bring it in with the file of requests, which has columns for them.",
                )
            ]
        if not may_administer(self.context.by) and self.context.by.side != self._office():
            return [
                Fault(
                    "status",
                    "That it was done is the other side’s word. Ask an administrator to bring the file in, "
                    "or leave finished issues out.",
                )
            ]
        return []

    def _is_ahead(self, moment: dt.datetime | None) -> bool:
        # A day of grace: Jira writes the clock of whoever exported, without its zone.
        return moment is not None and moment > self.now + dt.timedelta(days=1)

    def _person(self, row: Mapped, name: str) -> User | None:
        return self.people.get(str(row.values.get(name) or "").strip().lower())

    def _office(self) -> str:
        return str(self.context.options.get("office") or Side.IT)

    def _asker(self, row: Mapped) -> User | None:
        by = self.context.by
        reporter = self._person(row, "reporter") if self.context.options.get("asker") != "me" else None
        for person in (reporter, by):
            if person is not None and person.side != self._office():
                return person
        return None

    def _request_type(self) -> RequestType | None:
        named = str(self.context.options.get("request_type") or "").strip().lower()
        if named:
            return self.types.get(named)
        fitting = [kind for kind in self.types.values() if kind.is_active and kind.goes_to(self._office())]
        return fitting[0] if fitting else None

    def _texts(self, row: Mapped) -> tuple[str, str]:
        """Title and text; of a summary that is too long for a title, the whole stands in the text."""
        summary, text = row.values["summary"], row.values.get("description") or ""
        if len(summary) > TITLE_LIMIT:
            return summary[: TITLE_LIMIT - 1] + "…", f"{summary}\n\n{text}".strip()[:TEXT_LIMIT]
        return summary, text[:TEXT_LIMIT]


def _words(row: Mapped, name: str) -> list[str]:
    """Labels hold no space, so a cell may hold several of them."""
    return [word for cell in row.values.get(name) or () for word in cell.split()]


def _named(row: Mapped, name: str) -> list[str]:
    """Labels without this house's own, or sprints, which a cell holds one of or several with commas."""
    if name == "labels":
        return [word for word in _words(row, name) if not OWN_LABEL.fullmatch(word)]
    return [part for cell in row.values.get(name) or () for part in cell.split(", ")]


def job_size(points: Decimal | None) -> int | None:
    """The size that story points stand for: the nearest of the scale that is not smaller; 20 at most."""
    if points is None or points <= 0:
        return None
    return next((size for size, _ in FIBONACCI if size >= points), FIBONACCI[-1][0])
