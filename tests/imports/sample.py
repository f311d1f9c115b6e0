"""A small importer of teams, with every kind of field, for tests of the framework."""

from collections.abc import Sequence
from typing import Any

from lintel.imports.contract import Context, Effect, Fault, Field, Mapped
from lintel.people.models import Role, Specialty, Team

SIDES = {"Marketing": "marketing", "IT": "it", "Other": "other"}


class TeamImporter:
    """Teams by name: a known name changes its side."""

    slug = "teams"
    title = "Teams"
    noun = "team"
    description = "Teams and the side on which each stands."
    key = ("name",)
    fields = (
        Field(
            "name",
            "Team",
            required=True,
            aliases=("team name", "abteilung"),
            example="Campaigns",
            help="Its name.",
        ),
        Field("side", "Side", "choice", required=True, choices=SIDES, example="Marketing"),
        Field("since", "Since", "date", example="2026-01-31"),
        Field("budget", "Budget", "decimal", example="1200.50"),
        Field("tags", "Tags", many=True, aliases=("labels",), example="spring"),
    )
    options = (
        Field("suffix", "Added to each name", help="Such as “(old)”."),
        Field("default_side", "Side of the office", "choice", choices=SIDES, default="IT"),
    )
    marks = frozenset({"team", "side", "since"})

    def may_import(self, user: Any) -> bool:
        """People who work, and administrators."""
        return user.is_administrator or user.role in {Role.OFFICE_HOLDER, Role.MEMBER}

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """A team may not be called as a specialty is; one query."""
        names = [row.values["name"] for row in rows]
        taken = set(Specialty.objects.filter(name__in=names).values_list("name", flat=True))
        return [self._faults(row, taken) for row in rows]

    def _faults(self, row: Mapped, taken: set[str]) -> list[Fault]:
        name = row.values["name"]
        if len(name) > 100:
            return [Fault("name", "A team's name has at most 100 characters.")]
        return [Fault("name", f"“{name}” is a specialty; choose another name.")] if name in taken else []

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """In bulk: new teams made, known ones changed."""
        suffix = context.options.get("suffix") or ""
        names = {row.number: row.values["name"] + suffix for row in rows}
        known = {team.name.lower(): team for team in Team.objects.filter(name__in=names.values())}
        new = [
            Team(name=names[row.number], side=row.values["side"])
            for row in rows
            if names[row.number].lower() not in known
        ]
        made = {team.name: team for team in Team.objects.bulk_create(new)}
        effects = []
        for row in rows:
            name, side = names[row.number], row.values["side"]
            team = made.get(name) or known[name.lower()]
            if name in made:
                effects.append(Effect(row.number, team, "created"))
            elif team.side == side:
                effects.append(Effect(row.number, team, "unchanged"))
            else:
                effects.append(Effect(row.number, team, "updated", {"side": team.side}))
                team.side = side
                team.save()
        return effects

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Made teams go, changed ones get their side back."""
        Team.objects.filter(pk__in=[each.thing.pk for each in effects if each.kind == "created"]).delete()
        for each in effects:
            if each.kind == "updated":
                Team.objects.filter(pk=each.thing.pk).update(side=each.before["side"])
        return []
