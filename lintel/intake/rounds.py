"""The rounds of a request, as its page tells them."""

from dataclasses import dataclass

from lintel.intake.models import Alternative, Answer, Reply, Request


@dataclass(frozen=True)
class Round:
    """One answer with its alternatives, and the asker's reply if there is one."""

    answer: Answer
    ways: list[Alternative]
    reply: Reply | None
    latest: bool


# Narrow, because people are joined twice: a page shows their names alone.
_OF_ANSWER = (
    *("request", "round", "kind", "reason_type", "explanation", "conditions", "revisit_on", "at", "office"),
    *("in_time", "by__name", "by__side"),
)
_OF_REPLY = tuple(f"reply__{name}" for name in ("kind", "text", "alternative", "at", "by__name", "by__side"))


def rounds_of(request: Request) -> list[Round]:
    """All rounds, oldest first, with two queries."""
    answers = list(
        request.answers.select_related("by", "reply__by").only(*_OF_ANSWER, *_OF_REPLY).order_by("round")
    )
    ways: dict[int, list[Alternative]] = {}
    for alternative in Alternative.objects.filter(request=request) if answers else []:
        ways.setdefault(alternative.round, []).append(alternative)
    return [
        Round(
            answer,
            ways.get(answer.round, []),
            getattr(answer, "reply", None),
            latest=answer is answers[-1],
        )
        for answer in answers
    ]
