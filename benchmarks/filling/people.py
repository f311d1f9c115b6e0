"""Three hundred people on both sides and beside them."""

from django.contrib.auth.hashers import make_password

from benchmarks.filling.texts import Writer
from lintel.audit.sides import Side
from lintel.people.models import Role, Specialty, Team, User

PEOPLE = 300


def fill_people(write: Writer) -> list[User]:
    """The two office holders first, then members, analysts and viewers."""
    teams = Team.objects.bulk_create(
        Team(name=f"{side.label} team {number}", side=side) for side in Side for number in range(1, 9)
    )
    specialties = Specialty.objects.bulk_create(
        Specialty(name=f"{side.label} specialist {number}", side=side)
        for side in Side
        for number in range(1, 7)
    )
    pick = write.chance.choice
    users = []
    for number in range(PEOPLE):
        side = (Side.MARKETING, Side.IT)[number % 2] if number < 2 else pick(list(Side))
        role = (
            Role.OFFICE_HOLDER if number < 2 else pick([Role.MEMBER, Role.MEMBER, Role.MEMBER, Role.ANALYST])
        )
        users.append(
            User(
                name=f"{write.name()} {number}",
                email=f"person.{number}@example.org",
                password=make_password(None),
                side=side,
                role=Role.VIEWER if side == Side.OTHER else role,
                team=pick([team for team in teams if team.side == side]),
                specialty=pick([each for each in specialties if each.side == side]),
                job_title="Works here",
            )
        )
    return User.objects.bulk_create(users)
