"""People, where they stand, what they may sign for, what they say, and their keys to the API."""

from lintel.people.models.conversation import Comment, Mention, Watch
from lintel.people.models.people import Delegation, Role, Specialty, Team, User
from lintel.people.models.tokens import Token

__all__ = ["Comment", "Delegation", "Mention", "Role", "Specialty", "Team", "Token", "User", "Watch"]
