"""Made-up data that shows each component in each of its states on the style page."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django_tables2 import RequestConfig

from lintel.ui import icons, tables
from lintel.ui.charts import SIDES as CHART_SIDES
from lintel.ui.charts import Figure
from lintel.ui.components import SIDES, TONES, Turn, Word


@dataclass(frozen=True)
class Person:
    """Somebody with a name and a side."""

    name: str
    side: str


@dataclass(frozen=True)
class SampleRun:
    """Long work in one of its states."""

    pk: int
    state: str
    done: int = 0
    total: int = 0
    message: str = ""
    error: str = ""

    def get_absolute_url(self) -> str:
        """The style page itself."""
        return "/ui/"


MARA, IVO = Person("Mara Lindqvist", "marketing"), Person("Ivo Brandt", "it")
TEXT = (
    "## What we want\n\nOne **sign-up form** for all brands, with:\n\n- consent per purpose\n- `utm` kept\n\n"
    "> It took eleven days last time.\n\nSee [the note](https://example.org/note)."
)


class SampleForm(forms.Form):
    """Each kind of field once."""

    title = forms.CharField(label="Title", help_text="What you would say in the corridor, in one line.")
    address = forms.EmailField(label="Whom to tell", required=False)
    problem = forms.CharField(label="Problem", widget=forms.Textarea)
    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose one"), ("data", "Data"), ("tool", "A tool")])
    needed = forms.DateField(label="Needed by", required=False)
    amount = forms.DecimalField(label="Cost in euros", required=False, min_value=0)
    side = forms.ChoiceField(
        label="Who carries it", widget=forms.RadioSelect, choices=[*list(SIDES.items())[:2], ("both", "Both")]
    )
    parts = forms.MultipleChoiceField(
        label="Touches",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("web", "Website"), ("crm", "Customer list"), ("mail", "Newsletter")],
    )
    paper = forms.FileField(label="Attachment", required=False, help_text="PDF or image, up to 5 MB.")
    told = forms.BooleanField(label="I have talked to the other side about it.")


@dataclass(frozen=True)
class Row:
    """A line of the sample table."""

    title: str
    owner: Person | None
    side: str
    state: str
    turn: Turn
    cost: Decimal
    due: dt.date
    currency: str = "EUR"
    url: str = field(default="/ui/")

    def get_absolute_url(self) -> str:
        """The style page itself."""
        return self.url


class SampleTable(tables.Table):
    """Each kind of column once."""

    title = tables.TitleColumn("Title")
    owner = tables.PersonColumn("Owner")
    side = tables.SideColumn("Side")
    state = tables.StateColumn("State", tones={"agreed": "both", "open": "waiting", "late": "bad"})
    turn = tables.TurnColumn()
    cost = tables.MoneyColumn("Cost")
    due = tables.WhenColumn("Due", style="date")


def _rows() -> list[Row]:
    titles = [
        "One consent form for all brands",
        "Nightly order feed to the newsletter tool",
        "Retire the second survey tool",
        "Named owners for every tracking tag",
    ]
    states = ["agreed", "open", "late", "open"]
    today = timezone.now().date()
    return [
        Row(
            title,
            (MARA, IVO, None, MARA)[index],
            ("marketing", "it", "other", "marketing")[index],
            states[index],
            turns()[index],
            Decimal(4200) * (index + 1) - Decimal("0.5") * index,
            today + dt.timedelta(days=9 * index - 4),
        )
        for index, title in enumerate(titles)
    ]


def turns() -> list[Turn]:
    """Every combination that people meet."""
    return [
        Turn(Word.GIVEN, Word.GIVEN),
        Turn(Word.GIVEN, Word.MISSING),
        Turn(Word.MISSING, Word.GIVEN),
        Turn(Word.MISSING, Word.MISSING),
        Turn(Word.NOT_NEEDED, Word.MISSING, "IT answers by Friday"),
        Turn(Word.NOT_NEEDED, Word.GIVEN, "Answered"),
    ]


def figure() -> Figure:
    """Answers in time, per side and month."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
    values = {"Marketing": [62, 65, 71, 70, 78, 84], "IT": [41, 48, 55, 66, 72, 81]}
    rows = [(month, values["Marketing"][i], values["IT"][i]) for i, month in enumerate(months)]
    points = [
        {"month": month, "share": share, "side": side}
        for side, shares in values.items()
        for month, share in zip(months, shares, strict=True)
    ]
    side = {"field": "side", "type": "nominal", "title": "Side", "scale": {"domain": CHART_SIDES[:2]}}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": points},
        "mark": {"type": "line", "point": True, "tooltip": True},
        "encoding": {
            "x": {
                "field": "month",
                "type": "ordinal",
                "sort": None,
                "title": None,
                "axis": {"labelAngle": 0},
            },
            "y": {"field": "share", "type": "quantitative", "title": "Answered in time (%)"},
            "color": side,
            "shape": side,
        },
    }
    return Figure(
        "Requests answered in time", spec, ["Month", "Marketing (%)", "IT (%)"], rows, "Sample figures."
    )


def page(request: HttpRequest) -> dict[str, Any]:
    """Everything that the style page shows."""
    now = timezone.now()
    table = SampleTable(_rows())
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    bound = SampleForm({"title": "", "address": "not an address", "problem": "It is slow.", "kind": "data"})
    return {
        "icons": sorted(icons.PATHS),
        "sides": [*SIDES, "both"],
        "people": [MARA, IVO, Person("Finn Keller", "other"), None],
        "turns": turns(),
        "tones": sorted(TONES),
        "moments": [now - dt.timedelta(minutes=4), now + dt.timedelta(days=3), now - dt.timedelta(days=400)],
        "today": now.date(),
        "amounts": [
            (Decimal("12500"), "EUR"),
            (Decimal("-99.5"), "USD"),
            (Decimal("1234567.89"), "CHF"),
            (None, "EUR"),
        ],
        "form": SampleForm(),
        "wrong_form": bound,
        "prose_text": TEXT,
        "history_entries": [
            {"at": now - dt.timedelta(hours=2), "actor": IVO, "sentence": "signed for IT", "url": "/ui/"},
            {
                "at": now - dt.timedelta(days=2),
                "actor": MARA,
                "sentence": "changed the due date",
                "detail": {"Before": "1 Mar 2027", "After": "15 Mar 2027"},
            },
            {"at": now - dt.timedelta(days=9), "actor": None, "sentence": "reminded both offices"},
        ],
        "figure": figure(),
        "runs": [
            SampleRun(1, "running", 1200, 4800, "Reading rows"),
            SampleRun(2, "queued"),
            SampleRun(3, "done", 4800, 4800, "4,800 rows were read."),
            SampleRun(4, "failed", error="Row 17 has no e-mail address. Mend the file and import it again."),
            SampleRun(5, "cancelled", message="Nothing was kept."),
        ],
        "tab_items": [
            {"label": "Open", "url": "/ui/", "count": 4, "current": True},
            {"label": "Waiting for us", "url": "/ui/?waiting=us", "count": 0},
            {"label": "Settled", "url": "/ui/?settled=yes"},
        ],
        "table": table,
        "order": ["Consent form", "Order feed", "Survey tool"],
    }
