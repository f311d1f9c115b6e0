"""What is done to people's entries: made, edited, given a role, let in and out."""

from typing import Any, Unpack

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.sides import Side
from lintel.people import offices, texts
from lintel.people.access import may_administer
from lintel.people.details import Details
from lintel.people.models import Role, Token, User
from lintel.people.notices import address_changed
from lintel.ui.problems import Denied, Problem


@audited("person.created", says="added this person with the role {role}")
def create(
    entry: Draft,
    *,
    by: User | None,
    role: str = Role.NONE,
    is_administrator: bool = False,
    password: str | None = None,
    **details: Unpack[Details],
) -> User:
    """Make an account; without a password the person sets one by “forgot password” or an invitation."""
    _administrators_only(by)
    person = User(**_clean(details), is_administrator=is_administrator)
    if password is None:
        person.set_unusable_password()
    else:
        person.set_password(password)
    _refuse_second(person)
    if role == Role.OFFICE_HOLDER:
        office = offices.office_of(person.side)
        if holder := offices.holders(office).first():
            raise offices.taken(office, holder)
    person.role = _known_role(role)
    _save(person)
    entry.about(
        person,
        side=person.side,
        role=Role(role).label.lower(),
        administrator=is_administrator,
        by_system=by is None,
    )
    entry.seal(person, name=person.name, email=person.email)
    return person


@audited("person.edited", says="changed {changed}")
def edit(entry: Draft, person: User, *, by: User | None, **details: Unpack[Details]) -> User:
    """Change anything but rights (what is left out becomes empty); who changes sides gives back keys."""
    _administrators_only(by)
    person = _locked(person)
    changes = texts.changed(person, _clean(details))
    if not changes:
        raise Problem("Nothing was changed.", way_out="Change a field, or go back to the person's page.")
    if "side" in changes:
        _move(person, str(changes["side"]))
    if "email" in changes:
        _refuse_second(User(pk=person.pk, email=str(changes["email"])))
        entry.afterwards(address_changed(person.email, person.name))
    _write(entry, person, changes)
    return person


@audited("person.profile-edited", says="changed {changed} in their own profile")
def edit_profile(entry: Draft, person: User, *, name: str, job_title: str, time_zone: str, by: User) -> User:
    """What everybody may change about themselves."""
    if by.pk != person.pk:
        raise Denied("This profile belongs to somebody else.", way_out="Open your own under “Your profile”.")
    person = _locked(person)
    values: dict[str, object] = {
        "name": texts.line(name, "name", "The name", required=True),
        "job_title": texts.line(job_title, "job_title", "The job title"),
        "time_zone": _zone(time_zone),
    }
    changes = texts.changed(person, values)
    if not changes:
        raise Problem("Nothing was changed.", way_out="Change a field first.")
    _write(entry, person, changes)
    return person


@audited("person.password-set", says="set a new password")
def set_password(entry: Draft, person: User, password: str, *, by: User | None) -> User:
    """A new password; every session that does not set it itself ends."""
    if by is not None and by.pk != person.pk:
        raise Denied("Only people themselves set their password.", way_out="Send them an invitation instead.")
    texts.refuse_weak(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    entry.about(person)
    return person


@audited("person.role-changed", says="changed the role from {before} to {role}")
def set_role(
    entry: Draft,
    person: User,
    role: str,
    *,
    by: User | None,
    is_administrator: bool | None = None,
    hand_over: bool = False,
) -> User:
    """Change what a person may do.

    With `hand_over`, an office passes from who holds it: they become a member, and keys they lent end.
    """
    _administrators_only(by)
    person, before = _locked(person), Role(person.role)
    role = _known_role(role)
    administrator = person.is_administrator if is_administrator is None else is_administrator
    if role == person.role and administrator == person.is_administrator:
        raise Problem(f"{person.name} already has this role.", way_out="Choose another one.", field="role")
    _refuse_oneself(person, role, by)
    if person.is_administrator and not administrator:
        offices.keep_an_administrator(person)
    former = None
    if role != before:
        former = offices.vacate(person, hand_over=hand_over) if role == Role.OFFICE_HOLDER else None
        offices.end_delegations(person)
    person.role, person.is_administrator = role, administrator
    _save(person)
    labels = {"before": before.label.lower(), "role": Role(role).label.lower()}
    entry.about(person, **labels, administrator=administrator, hand_over=former is not None)
    if former:
        entry.about(former)
    return person


@audited("person.deactivated", says="closed the account")
def deactivate(entry: Draft, person: User, *, by: User | None) -> User:
    """End sessions, tokens and lent keys; what the person wrote and signed stays."""
    _administrators_only(by)
    person = _locked(person)
    if by is not None and by.pk == person.pk:
        raise Denied("Nobody closes their own account.", way_out="Ask another administrator to do it.")
    if not person.is_active:
        raise Problem(f"The account of {person.name} is closed already.", way_out="You can open it again.")
    if person.is_administrator:
        offices.keep_an_administrator(person)
    person.is_active = False
    person.session_generation += 1
    person.save(update_fields=["is_active", "session_generation"])
    tokens = Token.objects.filter(person=person, revoked_at=None).update(revoked_at=timezone.now())
    entry.about(person, tokens_revoked=tokens, delegations_ended=offices.end_delegations(person))
    return person


@audited("person.reactivated", says="opened the account again, as {role}")
def reactivate(entry: Draft, person: User, *, by: User | None) -> User:
    """Let a person in again. An office is not given back by this: its former holder returns as a member."""
    _administrators_only(by)
    person = _locked(person)
    if person.is_active:
        raise Problem(f"The account of {person.name} is open already.", way_out="You can close it.")
    if person.is_office_holder:
        person.role = Role.MEMBER
    person.is_active = True
    person.save(update_fields=["is_active", "role"])
    entry.about(person, role=Role(person.role).label.lower())
    return person


def _administrators_only(by: User | None) -> None:
    if by is not None and not may_administer(by):
        raise Denied(
            "Only administrators manage people.", way_out="Ask one of them; the list of people shows who."
        )


def _locked(person: User) -> User:
    return User.objects.select_for_update().get(pk=person.pk)


def _clean(details: Details) -> dict[str, Any]:
    side = details.get("side", Side.OTHER)
    if side not in Side.values:
        raise Problem("There is no such side.", way_out="Choose one of the three.", field="side")
    return {
        "name": texts.line(details["name"], "name", "The name", required=True),
        "email": texts.email(details["email"]),
        "side": str(side),
        "job_title": texts.line(details.get("job_title", ""), "job_title", "The job title"),
        "department": texts.line(details.get("department", ""), "department", "The department"),
        "team": details.get("team"),
        "specialty": details.get("specialty"),
        "time_zone": _zone(details.get("time_zone", "UTC")),
    }


def _zone(name: str) -> str:
    if name not in texts.known_zones():
        raise Problem(
            "This time zone is not known.",
            way_out="Choose one such as Europe/Berlin or UTC.",
            field="time_zone",
        )
    return name


def _known_role(role: str) -> str:
    if role not in Role.values:
        raise Problem("There is no such role.", way_out="Choose one of the list.", field="role")
    return str(role)


def _refuse_second(person: User) -> None:
    if User.objects.filter(email=person.email).exclude(pk=person.pk).exists():
        raise Problem(
            "Somebody with this e-mail address is here already.",
            way_out="Look for them in the list of people; a closed account can be opened again.",
            field="email",
        )


def _save(person: User) -> None:
    """Save; what a second, simultaneous writer did is told like any other refusal."""
    try:
        with transaction.atomic():
            person.save()
    except (IntegrityError, ValidationError) as error:
        raise Problem(
            "Somebody else was quicker: the e-mail address or the office is taken by now.",
            way_out="Look at the list of people, then try again.",
        ) from error


def _write(entry: Draft, person: User, changes: dict[str, object]) -> None:
    labels = [name.replace("_", " ") for name in changes]
    old = {f"{name} before": str(getattr(person, name) or "–") for name in changes}
    for name, value in changes.items():
        setattr(person, name, value)
    _save(person)
    entry.about(person, changed=", ".join(labels))
    entry.seal(person, **old, **{name: str(value or "–") for name, value in changes.items()})


def _move(person: User, side: str) -> None:
    if person.is_office_holder and person.is_active:
        raise Problem(
            f"{person.name} holds an office and cannot change sides with it.",
            way_out="Hand the office over first, then move them.",
            field="side",
        )
    offices.end_delegations(person)
    person.role = Role.MEMBER if person.is_office_holder else person.role


def _refuse_oneself(person: User, role: str, by: User | None) -> None:
    """Nobody changes their own role, but the first administrator may take an office while there is none."""
    if by is None or by.pk != person.pk or role == person.role:
        return
    if role == Role.OFFICE_HOLDER and not User.objects.active().filter(role=Role.OFFICE_HOLDER).exists():
        return
    raise Denied(
        "Nobody changes their own role, and nobody gives themselves an office.",
        way_out="Ask another administrator to do it.",
    )
