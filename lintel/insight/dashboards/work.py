"""The run that makes a dashboard's rendering and sends it."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.insight.asking.files import pdf
from lintel.insight.dashboards.actions import subscription as subscriptions
from lintel.insight.dashboards.actions.subscription import SEND
from lintel.insight.dashboards.answers import shared_of, shown, tiles_of
from lintel.insight.dashboards.models import Dashboard, Subscription
from lintel.ui.problems import Problem


@run_kind(SEND, resumable=False)
def send(progress: Progress) -> Outcome:
    """Answers everything with the subscriber's own rights, puts it on paper, and hands it to the mail."""
    found = Subscription.objects.select_related("dashboard", "person").get(pk=progress.inputs["subscription"])
    person, dashboard, now = found.person, found.dashboard, timezone.now()
    if not Dashboard.objects.visible_to(person).in_use().filter(pk=dashboard.pk).exists():
        raise Problem(
            f"{person} may no longer see “{dashboard}”, so it was not sent.",
            way_out="Share it again, or end this.",
        )
    tiles = tiles_of(dashboard, person)
    progress.report(0, len(tiles), f"Answering for {person.first_name}")
    answers = shown(tiles, shared_of(dashboard), person, now)
    given = [one.given for one in answers if one.given]
    paper = pdf(given, dashboard.title, now, dashboard.description)
    _mail(found, paper, [one.tile.question.title for one in answers if one.problem])
    subscriptions.sent(found, at=now, by=None)
    progress.report(len(tiles), len(tiles), "Sent")
    return Outcome({"answers": len(given), "bytes": len(paper)}, dashboard.get_absolute_url())


def _mail(found: Subscription, paper: bytes, failed: list[str]) -> None:
    body = render_to_string(
        "dashboards/mail.txt",
        {
            "name": found.person.first_name, "dashboard": found.dashboard, "failed": failed,
            "address": f"{settings.BASE_URL}{found.dashboard.get_absolute_url()}",
            "end": f"{settings.BASE_URL}{reverse('dashboards:subscription', args=[found.dashboard_id])}",
        },
    )  # fmt: skip
    message = EmailMessage(found.dashboard.title, body, None, [found.person.email])
    message.attach(f"dashboard-{found.dashboard_id}.pdf", paper, "application/pdf")
    message.send(fail_silently=False)
