"""Writing to the people of a round: invitations, and reminders to who is not through."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from lintel.alignment.actions.round import MAIL
from lintel.alignment.models import Invitation, Round
from lintel.audit.runs import Outcome, Progress, run_kind


@run_kind(MAIL, resumable=True)
def write(progress: Progress) -> Outcome:
    """One mail to each person; whoever has one already gets no second after an interruption."""
    asked = Round.objects.get(pk=progress.inputs["round"])
    again = bool(progress.inputs["again"])
    stamp = "reminded_at" if again else "invited_at"
    waiting = asked.invitations.filter(finished=False).select_related("person")
    began = progress.run.created_at
    waiting = waiting.exclude(reminded_at__gte=began) if again else waiting.filter(invited_at=None)
    people = list(waiting)
    for done, invited in enumerate(people):
        progress.report(done, len(people), "Writing")
        if asked.is_open(timezone.now().date()):
            _write(asked, invited, again=again)
            Invitation.objects.filter(pk=invited.pk).update(**{stamp: timezone.now()})
    progress.report(len(people), len(people), "Everybody has their mail")
    return Outcome({"people": len(people)}, asked.get_absolute_url())


def _write(asked: Round, invited: Invitation, *, again: bool) -> None:
    context = {
        "name": invited.person.first_name,
        "round": asked,
        "link": settings.BASE_URL + reverse("alignment:answers", args=[asked.pk]),
        "again": again,
    }
    subject = f"Lintel: how well do we pull together? {'A reminder' if again else 'Ten minutes of yours'}"
    body = render_to_string("alignment/mail.txt", context)
    send_mail(subject, body, None, [invited.person.email], fail_silently=True)
