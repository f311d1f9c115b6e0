"""`lintel portfolio roadmaps`: look for plans, read them, put an office's key to one."""

import json
from typing import Annotated, Any

import typer

from lintel.people.models import User
from lintel.portfolio.roadmaps import reporting, showing
from lintel.portfolio.roadmaps.actions import bundle as bundle_actions
from lintel.portfolio.roadmaps.actions import plan as plan_actions
from lintel.portfolio.roadmaps.actions import search as search_actions
from lintel.portfolio.roadmaps.finding import plan_of, roadmap_of
from lintel.portfolio.roadmaps.models import MOST_WORTH, Roadmap
from lintel.ui.problems import Missing
from lintel.ui.reports.saving import AsForm, Out, save

app = typer.Typer(no_args_is_help=True, help="Roadmaps: what is done when, published with two keys.")

As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The roadmap's number.")]
PlanNumber = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The plan's number.")]


def _acting(email: str) -> User:
    user = User.objects.active().filter(email__iexact=email).first()
    if user is None:
        raise Missing(f"Nobody who may sign in has the e-mail “{email}”.", way_out="Check the address.")
    return user


@app.command(name="list")
def list_roadmaps(person: As, as_json: AsJson = False) -> None:
    """All roadmaps, newest change first."""
    rows = [
        {
            "id": row.pk, "title": row.title, "from": f"{row.starts_on}", "until": f"{row.ends_on}",
            "plan": row.published_id,
        }
        for row in Roadmap.objects.visible_to(_acting(person))
    ]  # fmt: skip
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for one in rows:
        said = f", plan {one['plan']} is published" if one["plan"] else ""
        typer.echo(f"{one['id']:>6}  {one['title']} ({one['from']} to {one['until']}){said}")


@app.command()
def search(
    number: Number,
    person: As,
    kind: Annotated[str, typer.Option(help="best, frontier or buffers.")] = "best",
    seconds: Annotated[int, typer.Option(help="How long to look.", min=5, max=600)] = 30,
    as_json: AsJson = False,
) -> None:
    """Have plans looked for in the background."""
    user = _acting(person)
    made = search_actions.begin(roadmap_of(user, number), kind, by=user, seconds=seconds)
    facts: dict[str, Any] = {"search": made.pk, "run": made.run_id, "url": made.get_absolute_url()}
    typer.echo(json.dumps(facts) if as_json else f"Search {made.pk} waits for its turn: {facts['url']}")


@app.command()
def show(number: PlanNumber, person: As, as_json: AsJson = False) -> None:
    """A plan: what is in, what is out and why, and the hash to sign."""
    from lintel.audit.signatures import hash_of

    plan = plan_of(_acting(person), number)
    seen = showing.shown(plan.roadmap, plan)
    if as_json:
        facts = {
            "id": plan.pk, "name": plan.name, "state": plan.state, "objective": plan.objective,
            "bound": plan.bound, "gap": plan.gap, "chance": plan.chance, "content_hash": hash_of(plan),
            "schedule": plan.schedule, "bundles": plan.bundles,
        }  # fmt: skip
        typer.echo(json.dumps(facts, ensure_ascii=False))
        return
    typer.echo(f"{plan.roadmap}: {plan} ({plan.get_state_display().lower()})")
    for bar in seen.bars:
        way = f", {bar.way}" if bar.way else ""
        typer.echo(f"{bar.key:>6}  {bar.title}  {bar.starts_on} – {bar.ends_on}{way}")
    for one in seen.left:
        typer.echo(f"{one.key:>6}  {one.title}  out: {one.says or one.because}")
    if seen.bundles:
        typer.echo("\nBundles, worth something only together")
    for both in seen.bundles:
        typer.echo(f"{both.key:>6}  {both.title}  {both.label}: {' '.join([both.says, *both.changes[:1]])}")
    typer.echo(f"\nContent {hash_of(plan)}")


@app.command()
def report(number: PlanNumber, person: As, form: AsForm = "pdf", out: Out = None) -> None:
    """A plan as PDF, workbook or slides."""
    plan = plan_of(_acting(person), number)
    save(reporting.report(plan.roadmap, plan), form, out)


@app.command("weigh-bundle")
def weigh_bundle(
    number: Number,
    bundle: Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The bundle's number.")],
    person: As,
    marketing: Annotated[int | None, typer.Option(help="Worth to marketing.", min=0, max=MOST_WORTH)] = None,
    it: Annotated[int | None, typer.Option(help="Worth to IT.", min=0, max=MOST_WORTH)] = None,
) -> None:
    """Say what a bundle is worth to your side beyond its proposals, from 0 to 100."""
    user = _acting(person)
    given = {"worth_marketing": marketing, "worth_it": it}
    values = {name: value for name, value in given.items() if value is not None}
    roadmap = bundle_actions.weigh(roadmap_of(user, number), {bundle: values}, by=user)
    typer.echo(f"{roadmap}: kept.")


@app.command()
def sign(
    number: PlanNumber,
    person: As,
    content: Annotated[str, typer.Option("--content", help="The content hash that `show` printed.")],
) -> None:
    """Put your office's key to exactly the plan whose hash you name."""
    user = _acting(person)
    plan_actions.sign(plan_of(user, number), by=user, content_hash=content)
    plan = plan_of(user, number)
    typer.echo(f"{plan}: {plan.get_state_display().lower()}")
