"""Having a dashboard sent, and sending it."""

import datetime as dt

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Run
from lintel.insight.dashboards.access import may_subscribe
from lintel.insight.dashboards.models import Dashboard, Rhythm, Subscription
from lintel.insight.dashboards.rhythms import next_moment
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

SEND = "insight.dashboard"


@audited("dashboard.subscribed", says="has the dashboard sent {rhythm}")
def subscribe(entry: Draft, dashboard: Dashboard, *, rhythm: str, now: dt.datetime, by: User) -> Subscription:
    """Have it sent from the next moment of the rhythm on; asking again changes the rhythm."""
    if not may_subscribe(by, dashboard):
        raise Denied("This dashboard is not sent to you.", way_out="Ask its owner to share it with you.")
    if rhythm not in Rhythm.values:
        raise Problem(
            "It is not clear how often it shall be sent.",
            way_out="Choose: daily, weekly or monthly.",
            field="rhythm",
        )
    values = {"rhythm": rhythm, "next_at": next_moment(rhythm, now, by.time_zone)}
    made, _ = Subscription.objects.update_or_create(dashboard=dashboard, person=by, defaults=values)
    entry.about(dashboard, rhythm=rhythm)
    return made


@audited("dashboard.unsubscribed", says="no longer has the dashboard sent")
def unsubscribe(entry: Draft, dashboard: Dashboard, *, by: User) -> int:
    """End it."""
    gone, _ = Subscription.objects.filter(dashboard=dashboard, person=by).delete()
    if not gone:
        raise Problem("You do not have this dashboard sent.", way_out="Nothing is to be ended.")
    entry.about(dashboard)
    return gone


@audited("dashboard.ordered", says="asked to have the dashboard sent")
def order(entry: Draft, subscription: Subscription, *, now: dt.datetime, by: User | None) -> Run:
    """Queue one sending, and say when the next is due. `by` is nobody when its moment has come."""
    person = subscription.person
    subscription.next_at = next_moment(subscription.rhythm, now, person.time_zone)
    subscription.save(update_fields=["next_at"])
    inputs = {"subscription": subscription.pk}
    run = runs.start(SEND, f"Send “{subscription.dashboard}”"[:200], inputs, by=person)
    entry.about(subscription.dashboard, run=run.pk)
    return run


@audited("dashboard.sent", says="sent the dashboard to one subscriber")
def sent(entry: Draft, subscription: Subscription, *, at: dt.datetime, by: User | None) -> Subscription:
    """Note that it was handed to the mail."""
    subscription.sent_at = at
    subscription.save(update_fields=["sent_at"])
    entry.about(subscription.dashboard)
    return subscription
