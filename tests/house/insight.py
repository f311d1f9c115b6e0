"""One of each thing of metrics, questions and dashboards, and what is sent to their addresses."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.insight.asking.actions import point, question, question_asked
from lintel.insight.asking.actions.question import Kept
from lintel.insight.asking.actions.question_asked import Told
from lintel.insight.asking.asked import Asked
from lintel.insight.asking.models import Outcome, Question, QuestionAsked, Surface
from lintel.insight.dashboards.actions import dashboard, subscription, tile
from lintel.insight.dashboards.actions.dashboard import Described
from lintel.insight.dashboards.models import Dashboard
from lintel.insight.definitions.actions import agreement
from lintel.insight.definitions.models import Metric, State
from lintel.people.models import User
from tests.cast import Cast
from tests.insight.makers import DOCUMENT, make_metrics, open_to_all

Body = dict[str, Any]
FORMULA = {"kind": "simple", "measure": {"dataset": "orders", "expression": "sum(amount)"}}
METRIC = {"slug": "profit", "label": "Profit", "formula": FORMULA}
QUESTION = {"title": "Orders by channel", "words": "orders by channel last quarter", "audience": "all"}
BOARD = {"title": "Shop", "audience": "all", "period": "last quarter"}


def things(cast: Cast) -> dict[str, Model]:
    """The samples: Nele made most of them, and disputes a metric."""
    open_to_all()
    make_metrics(cast)
    review, disputed = Metric.objects.get(slug="orders"), Metric.objects.get(slug="visits")
    agreement.offer(review, by=cast.nele)
    agreement.offer(disputed, by=cast.nele)
    dispute = agreement.dispute(disputed, text="A look is no visit.", by=cast.nele)
    kept = Kept("Revenue", Asked(("revenue",)), "revenue last 12 months", "analysis")
    saved = question.save(kept, by=cast.nele)
    other = question.save(kept, by=cast.nele)
    told = Told("revenue", "analysis", Surface.PAGE, Outcome.ANSWERED, metrics=("revenue",))
    board = dashboard.make(Described("Sales"), by=cast.nele)
    subscription.subscribe(board, rhythm="daily", now=timezone.now(), by=cast.nele)
    return {
        "draft metric": Metric.objects.get(slug="order_value"),
        "metric in review": Metric.objects.get(slug="orders"),
        "dispute": dispute,
        "saved question": saved,
        "other question": other,
        "point": point.mark(saved, key=["May 2026"], label="May 2026", by=cast.nele),
        "question asked": question_asked.note(told, by=cast.nele),
        "dashboard": board,
        "tile": tile.pin(board, saved, by=cast.nele),
        "thread of a metric": Metric.objects.get(slug="orders"),
    }


def forms(s: Any) -> dict[str, Body]:
    """What is sent to the pages."""
    draft = s["draft metric"]
    formula = "measure: {dataset: orders, expression: sum(amount)}"
    words = {"slug": "profit", "label": "Profit", "formula": formula, "better": "up"}
    return {
        "definitions:new": words,
        "definitions:edit": {**words, "slug": draft.slug, "version": draft.version},
        "definitions:document": {"text": DOCUMENT},
        "definitions:owners": {"marketing_owner": s.cast.nele.pk, "it_owner": s.cast.tomas.pk},
        "definitions:signature": {"content_hash": hash_of(s["metric in review"])},
        "definitions:disputes": {"text": "It should count lines."},
        "asking:ask": {"q": "revenue last quarter"},
        "asking:picks": {"metric": ["revenue"], "period": "last quarter"},
        "asking:judgement": {"word": "alone"},
        "asking:questions": {"title": "Orders", "q": "orders by channel", "audience": "all"},
        "asking:edit": {"title": "Orders", "q": "orders", "audience": "all", "version": 1},
        "asking:points": {"label": "April 2026", "key": ["April 2026"]},
        "dashboards:new": BOARD,
        "dashboards:edit": BOARD,
        "dashboards:shared": {"period": "last month"},
        "dashboards:moves": {"item": s["tile"].pk, "after": ""},
        "dashboards:subscription": {"rhythm": "monthly"},
        "dashboards:position": {"where": "up"},
        "dashboards:width": {"wide": "yes"},
        "dashboards:pin": {"dashboard": "new", "title": "A new one"},
    }


def operations(s: Any) -> dict[str, Body]:
    """What is sent to the operations."""
    draft = s["draft metric"]
    return {
        "create_metric": METRIC,
        "change_metric": {**METRIC, "slug": draft.slug, "version": draft.version},
        "bring_definitions": {"document": DOCUMENT},
        "sign_metric": {"content_hash": hash_of(s["metric in review"])},
        "dispute_metric": {"text": "It should count lines."},
        "ask_question": {"words": "revenue last quarter"},
        "save_question": QUESTION,
        "change_saved_question": {**QUESTION, "version": 1},
        "judge_answer": {"word": "alone"},
        "create_dashboard": BOARD,
        "change_dashboard": BOARD,
        "pin_question": {"question_id": s["other question"].pk},
        "move_tile": {"after_id": None},
        "subscribe_dashboard": {"rhythm": "weekly"},
    }


def fill(reader: User, numbers: range) -> None:
    """Many of each: metrics that are out of use, so that none of them is computed."""
    old: dict[str, Any] = {"kind": "simple", "definition": {}, "state": State.DEPRECATED}
    _save(Metric(slug=f"old_{n}", label=f"Old {n}", **old) for n in numbers)
    asked: dict[str, Any] = {"asked": {"metrics": ["revenue"]}, "text": "revenue", "purpose": "analysis"}
    _save(Question(title=f"Question {n}", owner=reader, **asked) for n in numbers)
    _save(Dashboard(title=f"Board {n}", owner=reader) for n in numbers)
    note: dict[str, Any] = {"purpose": "analysis", "surface": "page", "outcome": "answered"}
    _save(QuestionAsked(words=f"revenue {n}", person=reader, **note) for n in numbers)


def _save(rows: Iterable[Any]) -> None:
    made = list(rows)
    type(made[0]).objects.bulk_create(made, batch_size=500)
