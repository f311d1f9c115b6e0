"""Brings people in from the exports of HR systems. Offices and passwords are never imported."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import Model

from lintel.audit.sides import Side
from lintel.imports.contract import Context, Effect, Fault, Mapped
from lintel.people import texts
from lintel.people.access import may_administer
from lintel.people.import_fields import FIELDS, OPTIONS
from lintel.people.models import Role, Specialty, Team, User
from lintel.ui.problems import Problem

PLAIN = ("name", "side", "role", "department", "job_title")  # kept on the person as they are
LINES = {"name": "The name", "department": "The department", "job_title": "The job title"}
GROUPS: dict[str, type[Team] | type[Specialty]] = {"team": Team, "specialty": Specialty}


class PeopleImporter:
    """The people file."""

    slug = "people"
    title = "People"
    noun = "person"
    description = "Colleagues with their side, team and role, from an HR system’s export in CSV or Excel."
    fields = FIELDS
    options = OPTIONS
    marks = frozenset({"name", "e-mail", "department", "job title"})
    key = ("email",)

    def may_import(self, user: User) -> bool:
        """Administrators, as on the page."""
        return may_administer(user)

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row; one query for any number of rows."""
        known = _known(rows)
        return [_faults(row, known.get(_email(row)), context) for row in rows]

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """New people with unusable passwords, known ones brought up to date; empty cells change nothing."""
        known = _known(rows)
        groups = {name: _groups(model, name, rows) for name, model in GROUPS.items()}
        default_role = context.options.get("default_role") or Role.NONE
        made: list[tuple[int, User]] = []
        changed: list[tuple[int, User, dict[str, Any]]] = []
        effects: dict[int, Effect] = {}
        for row in rows:
            values = _values(row, groups)
            person = known.get(_email(row))
            if person is None:
                values.setdefault("role", default_role)
                person = User(email=_email(row), password=make_password(None), **values)
                made.append((row.number, person))
                known[person.email] = person
            elif changes := texts.changed(person, values):
                before = {name: getattr(person, name) for name in changes}
                for name, value in changes.items():
                    setattr(person, name, value)
                changed.append((row.number, person, before))
            else:
                effects[row.number] = Effect(row.number, person, "unchanged")
        User.objects.bulk_create([person for _, person in made], batch_size=200)
        fields = [*PLAIN, "team_id", "specialty_id"]
        User.objects.bulk_update([person for _, person, _ in changed], fields, batch_size=200)
        effects |= {number: Effect(number, person, "created") for number, person in made}
        effects |= {number: Effect(number, person, "updated", before) for number, person, before in changed}
        return [effects[row.number] for row in rows]

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Delete new people who never came in, restore the others; who came in stays and is named."""
        people = {
            person.pk: person
            for person in User.objects.select_for_update().filter(
                pk__in=[effect.thing.pk for effect in effects]
            )
        }
        said, gone, restored = [], [], []
        for effect in effects:
            person = people.get(effect.thing.pk)
            if person is None:
                continue
            if effect.kind == "updated":
                for name, value in effect.before.items():
                    setattr(person, name, value)
                restored.append(person)
            elif person.last_login is not None or person.has_usable_password():
                said.append(f"{person.name} has an account that is in use, and stays.")
            else:
                gone.append(person.pk)
        fields = [*PLAIN, "team_id", "specialty_id"]
        User.objects.bulk_update(list(dict.fromkeys(restored)), fields, batch_size=200)
        User.objects.filter(pk__in=gone).delete()
        return said


def _email(row: Mapped) -> str:
    return str(row.values.get("email") or "").strip().lower()


def _known(rows: Sequence[Mapped]) -> dict[str, User]:
    return {person.email: person for person in User.objects.filter(email__in={_email(row) for row in rows})}


def _faults(row: Mapped, person: User | None, context: Context) -> list[Fault]:
    faults = []
    for name, label in {**LINES, "team": "The team", "specialty": "The specialty"}.items():
        try:
            texts.line(row.values.get(name) or "", name, label)
        except Problem as problem:
            faults.append(Fault(name, problem.sentence))
    try:
        texts.email(_email(row))
    except Problem as problem:
        faults.append(Fault("email", problem.sentence))
    if person is not None:
        faults += _rights_faults(row, person, context)
    return faults


def _rights_faults(row: Mapped, person: User, context: Context) -> list[Fault]:
    """A file never takes an office away, and never changes the rights of those who administer."""
    faults = []
    role, side = row.values.get("role"), row.values.get("side")
    if role and role != person.role and (person.is_office_holder or person.is_administrator):
        what = "holds an office" if person.is_office_holder else "is an administrator"
        faults.append(
            Fault("role", f"{person.name} {what}, whose role no file changes. Leave the cell empty.")
        )
    if side and side != person.side and person.is_office_holder:
        faults.append(Fault("side", f"{person.name} holds an office and cannot change sides."))
    return faults


def _groups(model: type[Team] | type[Specialty], name: str, rows: Sequence[Mapped]) -> Mapping[str, Model]:
    """Teams or specialties by name in lower case; missing ones are made on the side of their first person."""
    known: dict[str, Any] = {group.name.lower(): group for group in model._default_manager.all()}
    missing: dict[str, Any] = {}
    for row in rows:
        wanted = texts.line(row.values.get(name) or "", name, name)
        if wanted and wanted.lower() not in known:
            side = row.values.get("side") or Side.OTHER
            missing.setdefault(wanted.lower(), model(name=wanted, side=side))
    model._default_manager.bulk_create(list(missing.values()))
    return known | missing


def _values(row: Mapped, groups: Mapping[str, Mapping[str, Model]]) -> dict[str, Any]:
    """What the row says about the person; what it leaves open is left out."""
    values = {name: str(row.values[name]) for name in ("side", "role") if row.values.get(name)}
    for name, label in LINES.items():
        if text := texts.line(row.values.get(name) or "", name, label):
            values[name] = text
    keys: dict[str, Any] = {}
    for name, known in groups.items():
        if text := texts.line(row.values.get(name) or "", name, name):
            keys[f"{name}_id"] = known[text.lower()].pk
    return values | keys
