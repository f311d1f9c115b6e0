"""`lintel goals rewards`: what a goal pays its owners, both alike."""

import json
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

import typer

from lintel.audit.signatures import hash_of
from lintel.goals.objectives.commands import visible
from lintel.goals.rewards import access, paying
from lintel.goals.rewards.actions import rule as rules
from lintel.goals.rewards.models import RewardRule
from lintel.goals.rewards.terms import Terms
from lintel.goals.rewards.turns import turn_of
from lintel.people.commands import acting_person
from lintel.people.models import User
from lintel.ui.formats import money_text
from lintel.ui.problems import Missing, Problem

app = typer.Typer(no_args_is_help=True, help="What a goal pays its two owners, the same for both.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The goal's number.")]


def _rule(number: int, user: User) -> RewardRule:
    goal = visible(number, user)
    rule = RewardRule.objects.visible_to(user).filter(goal=goal).first()
    if rule is None or not access.may_see(user, goal):
        raise Missing("There is no reward here that you may see.", way_out="Ask one of its owners.")
    rule.goal = goal
    return rule


def _facts(rule: RewardRule) -> dict[str, Any]:
    today = paying.pays(rule, rule.goal.score)
    return {
        "goal": rule.goal_id,
        "in_force": rule.in_force,
        "whose_word": turn_of(rule).label,
        "score": str(rule.goal.score) if rule.goal.score is not None else None,
        "pays_today": str(today) if today is not None else None,
        "currency": rule.currency,
        "step": rule.step,
        "content_hash": hash_of(rule),
    }


def _show(rule: RewardRule, as_json: bool) -> None:
    facts = _facts(rule)
    if as_json:
        typer.echo(json.dumps(facts, ensure_ascii=False))
        return
    today = paying.pays(rule, rule.goal.score)
    paid = (
        "nothing measured" if today is None else f"pays each owner {money_text(today, rule.currency)} today"
    )
    typer.echo(f"#{rule.goal_id} {rule.goal.title}: {facts['whose_word']}, {paid}")


@app.command()
def show(number: Number, person: As, as_json: AsJson = False) -> None:
    """What a goal pays each owner today."""
    _show(_rule(number, acting_person(person)), as_json)


@app.command()
def write(
    number: Number,
    person: As,
    scores: Annotated[str, typer.Option(help="Threshold, target and stretch: “0.4 0.7 1”.")],
    amounts: Annotated[str, typer.Option(help="What each owner gets at each: “1000 5000 8000”.")],
    currency: Annotated[str, typer.Option(help="Three letters.")] = "EUR",
    as_json: AsJson = False,
) -> None:
    """Write the one rule for both owners; the writer signs it with that."""
    by = acting_person(person)
    goal = visible(number, by)
    present = RewardRule.objects.visible_to(by).filter(goal=goal).first()
    terms = Terms(*_three(scores), *_three(amounts), currency)
    rules.write(goal, terms, by=by, step=present.step if present else 0)
    _show(_rule(number, by), as_json)


def _three(text: str) -> tuple[Decimal, Decimal, Decimal]:
    try:
        first, second, third = (Decimal(one) for one in text.split())
    except (ValueError, InvalidOperation):
        raise Problem(
            f"“{text}” are not three numbers.", way_out="Write three, with blanks between."
        ) from None
    return first, second, third


@app.command()
def sign(
    number: Number,
    person: As,
    content: Annotated[str, typer.Option("--content", help="The content hash that was read.")],
    as_json: AsJson = False,
) -> None:
    """Sign the rule as an owner."""
    by = acting_person(person)
    rule = _rule(number, by)
    rules.sign(rule, by=by, step=rule.step, content_hash=content)
    _show(_rule(number, by), as_json)


@app.command(name="what-if")
def what_if(
    number: Number,
    person: As,
    value: Annotated[list[str] | None, typer.Option(help="Key result and value: 7:12.5.")] = None,
    as_json: AsJson = False,
) -> None:
    """What it would pay if key results had other values; nothing is written."""
    rule = _rule(number, acting_person(person))
    results = rule.goal.results.living().with_measurement()
    found = paying.simulate(rule, results, paying.supposed(value or []))
    amount = found.amount
    if as_json:
        score = found.score.value
        typer.echo(
            json.dumps(
                {
                    "score": str(score) if score is not None else None,
                    "amount": str(amount) if amount is not None else None,
                    "currency": rule.currency,
                }
            )
        )
        return
    said = "nothing to pay by" if amount is None else f"each owner gets {money_text(amount, rule.currency)}"
    typer.echo(f"Then {said}.")
