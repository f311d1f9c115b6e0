"""Every component a page may use. The library is a builtin: templates need no `{% load %}`.

The parts of other libraries that pages need all the time (`static`, partials) come with it.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.http import QueryDict
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString
from template_partials.templatetags.partials import partial_func, partialdef_func

from lintel.ui import charts, components, fields, formats, icons, prose
from lintel.ui.addresses import address
from lintel.ui.markup import markup

register = template.Library()
register.tag("partialdef", partialdef_func)
register.tag("partial", partial_func)
register.simple_tag(cache(static), name="asset")
register.simple_tag(address)
register.simple_tag(icons.svg, name="icon")
register.simple_tag(components.side_label, name="side")
register.simple_tag(components.person_label, name="person")
register.simple_tag(components.turn_badge, name="turn")
register.simple_tag(components.state_pill, name="state")
register.simple_tag(formats.when, name="when")
register.simple_tag(formats.money, name="money")
register.simple_tag(formats.number, name="number")
register.simple_tag(fields.render, name="field")


@register.simple_tag
def kept(name: str, **values: Any) -> SafeString:
    """Includes a template that shows nothing but these values, and draws it once for each set of them.

    The values are hashable and the same for many readers: no person's name, nothing that may be erased.
    """
    draw = _drawn.__wrapped__ if settings.DEBUG else _drawn  # while one works on it, it is drawn anew
    return draw(name, tuple(values.items()))


@lru_cache(maxsize=256)
def _drawn(name: str, values: tuple[tuple[str, Any], ...]) -> SafeString:
    return render_to_string(name, dict(values))


@register.simple_tag(name="mark")
def mark(size: int = 28) -> SafeString:
    """The logo: both posts and the beam."""
    return icons.mark("given", "given", "given", size=size, extra="mark-logo")


@register.simple_tag(name="prose")
def prose_tag(text: str | None) -> SafeString:
    """A person's own CommonMark text, made safe."""
    return markup('<div class="prose">{}</div>', prose.explained(text)) if text else SafeString("")


@register.simple_tag
def edit_link(url: str, pk: int, target: str, label: str, name: object) -> SafeString:
    """A pen that opens one part of a thing to be changed, in `target` with HTMX and else on its own page."""
    return markup(
        '<a class="button quiet icon-only" href="{0}{1}/" hx-get="{0}{1}/" hx-target="{2}"'
        ' aria-label="{3} {4}">{5}</a>',
        *(url, pk, target, label, name, icons.svg("edit")),
    )


@register.simple_tag
def form_errors(form: BaseForm | None) -> SafeString:
    """What is wrong with a form, with a link to each field; takes the focus so that it is read first."""
    if form is None or not form.errors:
        return SafeString("")
    entries = [
        {"label": field.label, "target": field.id_for_label or field.auto_id, "errors": field.errors}
        for field in form
        if field.errors
    ]
    return render_to_string("ui/form_errors.html", {"form": form, "entries": entries})


@register.simple_tag
def empty(title: str, text: str = "", url: str = "", label: str = "", icon: str = "inbox") -> SafeString:
    """What to say, and what to do, where there is nothing to show."""
    context = {"title": title, "text": text, "url": url, "label": label, "icon": icon}
    return render_to_string("ui/empty.html", context)


@register.simple_tag
def history(entries: Iterable[Any], goes_on: bool = False) -> SafeString:
    """A timeline; each entry has `at`, `actor`, `sentence`, and may have `detail` and `url`.

    Where it `goes_on`, the same page shows all of it with `?history=all`.
    """
    return render_to_string("ui/history.html", {"entries": entries, "goes_on": goes_on})


@register.simple_tag
def chart(figure: charts.Figure) -> SafeString:
    """The chart, and the same figures as a table."""
    return render_to_string("ui/chart.html", {"figure": figure, "spec": charts.spec_json(figure)})


@register.simple_tag
def report_links(url: str, figures: str = "") -> SafeString:
    """What is shown as PDF, Excel and PowerPoint; with `figures`, also its bare figures as CSV."""
    page = url.rstrip("?")
    begins = f"{page}{'&' if '?' in page else '?'}format="
    links = [(label, begins + form) for label, form in _REPORTS.items()]
    return render_to_string("ui/report_links.html", {"links": links, "figures": figures})


_REPORTS = {"PDF": "pdf", "Excel": "xlsx", "PowerPoint": "pptx"}


@register.simple_tag
def progress(run: Any) -> SafeString:
    """How far long work has come; asks again every two seconds only while it is under way."""
    live = str(run.state) in {"queued", "running"}
    return render_to_string("ui/progress.html", {"run": run, "live": live, "state": str(run.state)})


@register.simple_tag(takes_context=True)
def tabs(context: Context, items: Iterable[Any], label: str = "Views") -> SafeString:
    """Links side by side; each item has `label` and `url`, and may have `count` and `current`.

    Without `current` the item that leads to this very page is current.
    """
    request = context.get("request")
    shown = [
        dict(item) if isinstance(item, dict) else {key: getattr(item, key, None) for key in _TAB_KEYS}
        for item in items
    ]
    if request is not None:
        urls = {str(item["url"]) for item in shown}
        here = request.get_full_path() if request.get_full_path() in urls else request.path
        for item in shown:
            if item.get("current") is None:
                item["current"] = str(item["url"]) == here
    return render_to_string("ui/tabs.html", {"items": shown, "label": label})


_TAB_KEYS = ("label", "url", "count", "current")


@register.simple_tag(takes_context=True)
def query_url(context: Context, **replaced: Any) -> str:
    """The page's query string with some parameters replaced; `None` or nothing takes one away."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for name, value in replaced.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag
def stat(value: Any, label: str, url: str = "", note: str = "") -> SafeString:
    """A number that opens what it is made of."""
    shown = formats.number_text(value) if isinstance(value, int | float) else value
    return render_to_string("ui/stat.html", {"value": shown, "label": label, "url": url, "note": note})


@register.simple_tag(takes_context=True)
def filter_bar(context: Context) -> SafeString:
    """The filters of a `list_page`: search first, then the rest; folds away on a phone."""
    bar = context.get("filter")
    if bar is None:
        return SafeString("")
    bound = list(bar.form)
    search = [field for field in bound if getattr(field.field.widget, "input_type", "") == "search"]
    others = [field for field in bound if field not in search]
    for field in others:
        fields.prepare_filter(field)
    return render_to_string(
        "ui/filter_bar.html",
        {
            "search": search,
            "others": others,
            "path": context.get("list_path", ""),
            "filtered": any(any(bar.data.getlist(field.name)) for field in others),
        },
    )


@register.tag
def list_table(parser: Parser, token: Token) -> Node:
    """The table of a `list_page` with its count, exports and pages."""
    return _Include("ui/list_table.html")


class _Include(Node):
    """Renders a template with the page's own context."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: Context) -> SafeString:
        if context.template is None:
            raise template.TemplateSyntaxError("A list table needs a template around it.")
        return context.template.engine.get_template(self.name).render(context)


class DialogNode(Node):
    """A native dialog around the tag's content."""

    def __init__(self, identity: FilterExpression, title: FilterExpression, content: NodeList) -> None:
        self.identity, self.title, self.content = identity, title, content

    def render(self, context: Context) -> SafeString:
        return render_to_string(
            "ui/dialog.html",
            {
                "id": self.identity.resolve(context),
                "title": self.title.resolve(context),
                "content": self.content.render(context),
            },
        )


@register.tag
def dialog(parser: Parser, token: Token) -> DialogNode:
    """`{% dialog "id" "Title" %}…{% enddialog %}`, opened by `<a href="#id" data-opens="id">`.

    Without JavaScript the link jumps to the dialog's content, which then stands in the page.
    """
    try:
        _, identity, title = token.split_contents()
    except ValueError:
        raise template.TemplateSyntaxError("A dialog needs an id and a title.") from None
    content = parser.parse(("enddialog",))
    parser.delete_first_token()
    return DialogNode(parser.compile_filter(identity), parser.compile_filter(title), content)
