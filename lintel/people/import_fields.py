"""The columns of a people file, with the names that HR systems in two languages give them."""

from lintel.audit.sides import Side
from lintel.imports.contract import Field
from lintel.people.models import Role

SIDES = {
    "Marketing": Side.MARKETING,
    "CMO": Side.MARKETING,
    "Marketing & Communications": Side.MARKETING,
    "IT": Side.IT,
    "CIO": Side.IT,
    "Information technology": Side.IT,
    "Informatik": Side.IT,
    "EDV": Side.IT,
    "Other": Side.OTHER,
    "Other departments": Side.OTHER,
    "None": Side.OTHER,
    "Andere": Side.OTHER,
    "Sonstige": Side.OTHER,
    "Keine": Side.OTHER,
}
ROLES = {
    "Member": Role.MEMBER,
    "Mitglied": Role.MEMBER,
    "Analyst": Role.ANALYST,
    "Analystin": Role.ANALYST,
    "Analyse": Role.ANALYST,
    "Viewer": Role.VIEWER,
    "Reader": Role.VIEWER,
    "Read": Role.VIEWER,
    "Lesen": Role.VIEWER,
    "Leserecht": Role.VIEWER,
    "None": Role.NONE,
    "No role": Role.NONE,
    "No role yet": Role.NONE,
    "Keine": Role.NONE,
    "Ohne": Role.NONE,
}

FIELDS: tuple[Field, ...] = (
    Field(
        "name",
        "Name",
        required=True,
        aliases=(
            "full name",
            "display name",
            "employee name",
            "mitarbeiter",
            "mitarbeiter:in",
            "anzeigename",
        ),
        example="Nele Vogt",
    ),
    Field(
        "email",
        "E-mail",
        kind="email",
        required=True,
        aliases=("email", "e-mail address", "email address", "work email", "mail", "e-mail-adresse", "upn"),
        help="People sign in with it. Somebody who is here already is brought up to date.",
        example="nele.vogt@example.org",
    ),
    Field(
        "side",
        "Side",
        kind="choice",
        aliases=("seite", "division", "bereich"),
        choices=SIDES,
        help="Marketing, IT or other. New people without one stand with the other departments.",
        example="Marketing",
    ),
    Field(
        "role",
        "Role",
        kind="choice",
        aliases=("lintel role", "lintel-rolle", "rolle", "access", "zugriff"),
        choices=ROLES,
        help="Member, analyst, viewer or none. Offices are never imported: an administrator gives them.",
        example="Member",
    ),
    Field("department", "Department", aliases=("abteilung", "dept", "org unit"), example="Marketing"),
    Field(
        "team",
        "Team",
        aliases=("squad", "gruppe", "group"),
        help="Made if there is none of that name.",
        example="Marketing operations",
    ),
    Field(
        "job_title",
        "Job title",
        aliases=("title", "position", "stelle", "stellenbezeichnung", "funktion", "job"),
        example="Head of marketing operations",
    ),
    Field(
        "specialty",
        "Specialty",
        aliases=("fachgebiet", "skill", "spezialgebiet", "discipline"),
        help="The kind of specialist; made if there is none of that name.",
        example="Marketing technologist",
    ),
)
OPTIONS: tuple[Field, ...] = (
    Field(
        "default_role",
        "Role of new people whose row names none",
        kind="choice",
        choices={"None": Role.NONE, "Viewer": Role.VIEWER, "Analyst": Role.ANALYST, "Member": Role.MEMBER},
        default="None",
    ),
)
