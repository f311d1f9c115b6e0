"""Components: what they say, and that nothing people type becomes markup."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone
from pytest_django.asserts import assertHTMLEqual as assert_html_equal

from lintel.ui import formats, prose
from lintel.ui.charts import Figure
from lintel.ui.components import Turn, Word
from lintel.ui.fields import Renderer

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@dataclass
class Somebody:
    name: str
    side: str


def draw(source: str, **context: Any) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{% side evil %}",
        "{% person person %}",
        "{% turn turn %}",
        "{% state evil evil tone=evil %}",
        "{% money 1 evil %}",
        "{% number evil %}",
        "{% empty evil evil '/x' evil %}",
        "{% stat evil evil '/x' evil %}",
        "{% tabs items %}",
        "{% history entries %}",
        "{% prose evil %}",
        "{% chart figure %}",
        "{% dialog evil evil %}{{ evil }}{% enddialog %}",
        "{% progress run %}",
    ],
)
def test_nothing_typed_becomes_markup(source: str) -> None:
    person = Somebody(EVIL, EVIL)
    entry = {"at": timezone.now(), "actor": person, "sentence": EVIL, "detail": {EVIL: EVIL}, "url": "/x"}
    figure = Figure(EVIL, {"title": EVIL, "mark": "bar"}, [EVIL], [(EVIL,)], EVIL)
    run = {"pk": 1, "state": "failed", "message": EVIL, "error": EVIL}

    @dataclass
    class Run:
        pk: int
        state: str
        message: str
        error: str

    html = draw(
        source,
        evil=EVIL,
        person=person,
        turn=Turn(Word.GIVEN, Word.MISSING, EVIL),
        items=[{"label": EVIL, "url": "/x"}],
        entries=[entry],
        figure=figure,
        run=Run(**run),
    )
    assert "<script>alert" not in html
    assert "<img" not in html


def test_prose_keeps_words_and_drops_danger() -> None:
    html = prose.html(
        "# Title\n\n## Part\n\n**bold** [site](https://example.org) [bad](javascript:alert(1)) "
        "![pic](https://evil.example/x.png) <b onclick=x>raw</b>"
    )
    assert "<h3>Title</h3>" in html
    assert "<h4>Part</h4>" in html
    assert "<strong>bold</strong>" in html
    assert 'rel="nofollow noopener noreferrer"' in html
    assert "javascript:" not in html.replace("(javascript:", "")
    assert 'href="javascript' not in html
    assert "<img" not in html
    assert "<b " not in html


@pytest.mark.parametrize(
    ("marketing", "it", "label", "waits"),
    [
        (Word.GIVEN, Word.GIVEN, "Both carry it", "nobody"),
        (Word.GIVEN, Word.MISSING, "IT’s turn", "it"),
        (Word.MISSING, Word.GIVEN, "Marketing’s turn", "marketing"),
        (Word.MISSING, Word.MISSING, "Both to answer", "both"),
        (Word.NOT_NEEDED, Word.GIVEN, "Settled", "nobody"),
    ],
)
def test_a_turn_says_whose_word_is_missing_in_shape_and_text(
    marketing: Word, it: Word, label: str, waits: str
) -> None:
    html = draw("{% turn turn %}", turn=Turn(marketing, it))
    assert label in html
    assert f'data-waits-for="{waits}"' in html
    assert html.count('data-word="') == 3
    assert "visually-hidden" in html


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        (Decimal("12500"), "EUR", "€12,500"),
        (Decimal("-99.5"), "USD", "−$99.50"),
        (Decimal("80"), "CHF", "CHF\u00a080"),
        (None, "EUR", "–"),
        (Decimal("0.10"), "GBP", "£0.10"),
        (Decimal("-0.001"), "", "0"),
        (float("nan"), "EUR", "–"),
    ],
)
def test_money_carries_its_currency(amount: Any, currency: str, shown: str) -> None:
    assert formats.money_text(amount, currency) == shown


NOW = dt.datetime(2027, 3, 10, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (NOW - dt.timedelta(seconds=5), "just now"),
        (NOW - dt.timedelta(minutes=1), "1 minute ago"),
        (NOW + dt.timedelta(hours=5), "in 5 hours"),
        (NOW - dt.timedelta(days=3), "3 days ago"),
        (NOW - dt.timedelta(days=90), "10 Dec 2026"),
        (NOW.date() + dt.timedelta(days=1), "tomorrow"),
        (NOW.date() - dt.timedelta(days=4), "4 days ago"),
        (NOW.date() + dt.timedelta(days=40), "19 Apr 2027"),
    ],
)
def test_times_are_told_from_now(moment: dt.date, shown: str) -> None:
    assert formats.relative(moment, NOW) == shown


def test_a_time_names_its_zone_in_the_readers_clock() -> None:
    with timezone.override("Europe/Vienna"):
        html = formats.when(NOW)
    assert "13:00 CET" in html
    assert 'datetime="2027-03-10T12:00:00+00:00"' in html
    assert "–" in formats.when(None)


def test_parameters_of_the_address_are_replaced_one_by_one() -> None:
    request = RequestFactory().get("/x/?q=a+b&page=3&tag=1&tag=2")
    assert (
        draw("{% query_url page=None sort='-at' %}", request=request)
        == "?q=a+b&amp;tag=1&amp;tag=2&amp;sort=-at"
    )
    assert draw("{% query_url page=2 %}") == "?page=2"


def test_a_tab_is_current_by_its_address() -> None:
    items = [{"label": "Open", "url": "/x/"}, {"label": "Late", "url": "/x/?late=1", "count": 0}]
    html = draw("{% tabs items %}", items=items, request=RequestFactory().get("/x/?late=1"))
    assert html.count("aria-current") == 1
    assert '<a href="/x/?late=1" aria-current="page">' in html


class Sample(forms.Form):
    name = forms.CharField(help_text="In one line.")
    note = forms.CharField(widget=forms.Textarea, required=False)
    due = forms.DateField()
    side = forms.ChoiceField(widget=forms.RadioSelect, choices=[("it", "IT"), ("m", "Marketing")])
    told = forms.BooleanField()
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_wrong_field_is_tied_to_its_label_help_and_error() -> None:
    form = Sample({"name": ""})
    html = draw("{% form_errors form %}{% field form.name %}", form=form)
    assert '<label for="id_name">' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_error"' in html
    assert 'href="#id_name"' in html
    assert "4 fields need another look." in html


def test_each_kind_of_widget_is_drawn_in_its_way() -> None:
    form = Sample(initial={"due": dt.date(2027, 3, 1)})
    html = draw("{% for f in form %}{% field f %}{% endfor %}{% field form.absent %}", form=form)
    assert 'type="date"' in html
    assert 'value="2027-03-01"' in html
    assert "<fieldset" in html
    assert html.count('class="optional"') == 1
    assert '<label class="check">' in html
    assert html.count('type="hidden"') == 1


def test_a_whole_form_looks_like_its_fields() -> None:
    html = str(Sample({"name": "x", "due": "soon"}, renderer=Renderer()))
    assert 'data-kind="checkbox"' in html
    assert "3 fields need another look." in html


@pytest.mark.parametrize(
    ("state", "asks"), [("queued", 1), ("running", 1), ("done", 0), ("failed", 0), ("cancelled", 0)]
)
def test_only_work_under_way_asks_again(state: str, asks: int) -> None:
    @dataclass
    class Run:
        state: str
        pk: int = 7
        done: int = 1
        total: int = 4
        message: str = "Reading"
        error: str = ""

        def get_absolute_url(self) -> str:
            return "/runs/7/"

    html = draw("{% progress run %}", run=Run(state))
    assert html.count('hx-get="/runs/7/"') == asks
    assert html.count("<progress") == asks


def test_an_icon_that_was_never_drawn_is_a_mistake() -> None:
    assert "<svg" in draw("{% icon 'check' %}")
    with pytest.raises(KeyError):
        draw("{% icon 'unicorn' %}")


@pytest.mark.parametrize(
    "text",
    [
        "Sign-ups reach the CRM within 15 minutes (today: a day).",
        "Größe, Straße – and “quotes”; 20 % more?",
        "a/b tests",
        "1. not a sentence but a list",
        "- a list",
        "snake_case and *stars*",
        "A line\nand another",
        "Trailing space ",
        "Tom & Jerry <b>bold</b>",
    ],
)
def test_plain_text_reads_as_its_markdown_would(text: str) -> None:
    assert prose.html(f"{text}\n\n*And more*") == f"{prose.html(text)}<p><em>And more</em></p>\n"


class Many(forms.Form):
    """One of each control that is drawn at once."""

    words = forms.CharField(required=False, max_length=20)
    told = forms.CharField(widget=forms.Textarea)
    count = forms.IntegerField(widget=forms.NumberInput(attrs={"step": 2}))
    day = forms.DateField()
    secret = forms.CharField(widget=forms.PasswordInput)
    hidden = forms.CharField(widget=forms.HiddenInput)
    side = forms.ChoiceField(choices=[("", "Any"), ("Offices", [("it", "IT"), ("x<y", "<Other>")])])


@pytest.mark.parametrize(
    "data",
    [None, {"words": EVIL, "told": EVIL, "count": "7", "day": "2026-01-02", "hidden": EVIL, "side": "x<y"}],
)
def test_controls_are_those_that_django_draws(data: dict[str, str] | None) -> None:
    ours, theirs = Many(data, renderer=Renderer()), Many(data, renderer=DjangoTemplates())
    for one, other in zip(ours, theirs, strict=True):
        assert_html_equal(str(one.as_widget()), str(other.as_widget()))


def test_what_is_drawn_once_is_drawn_for_each_set_of_values() -> None:
    source = '{% kept "ui/empty.html" title=title text="" url="" label="" icon="inbox" %}'
    assert "First" in draw(source, title="First")
    assert "Second" in draw(source, title="Second")
    assert "&lt;b&gt;" in draw(source, title="<b>")
