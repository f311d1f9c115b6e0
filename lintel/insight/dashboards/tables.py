"""The list of dashboards."""

from lintel.ui import tables


class DashboardTable(tables.Table):
    """Dashboards that one may see."""

    counted = "dashboard,dashboards"

    title = tables.TitleColumn("Dashboard", order_by=("title", "pk"))
    description = tables.Column("What it is for", orderable=False)
    pinned = tables.NumberColumn("Answers", order_by=("pinned", "pk"))
    audience = tables.Column("Seen by", orderable=False)
    owner = tables.PersonColumn("Made by", orderable=False)
    changed_at = tables.WhenColumn("Changed", order_by=("changed_at", "pk"))

    empty_title = "There is no dashboard yet."
    empty_text = "Ask something, save the answer, and pin it to a dashboard."
    empty_url = "/insight/ask/"
    empty_label = "Ask"
